"""Forms of rounds: a file to import, a step to take, a new round."""

from program_admin.core.fields import Check, Date, File, LongText, ManyOf, Text, Year
from program_admin.core.forms import ActForm
from program_admin.programs.rules.copying import EMPTIED


class ImportForm(ActForm):
    """A round file from the officer's machine."""

    file = File(
        "회차 파일",
        extensions=("yml", "yaml"),
        hint="회차 화면의 ‘회차 파일 내려받기’로 받은 파일과 같은 형식(YAML)입니다.",
    )
    unfinished = Check(
        "아직 덜 된 회차도 가져오기",
        required=False,
        hint="합계나 결재선처럼 서로 맞아야 하는 것은 가져온 뒤 ‘공고 전 확인’에서 고칩니다.",
    )


class StepForm(ActForm):
    """A step of the round, with a reason where one is needed."""

    reason = LongText("사유", hint="이 처리에는 사유가 꼭 있어야 합니다.", longest=500, rows=3, required=False)


class NewRoundForm(ActForm):
    """What is different about a new round."""

    title = Text("회차 이름", longest=200)
    code = Text("회차 코드", longest=60, hint="주소와 파일 이름에 씁니다. 영문 소문자, 숫자, 붙임표(-)로 적습니다.")
    year = Year("사업연도", unit="년", least=2000, most=2100)
    number = Text(
        "공고번호", required=False, hint="아직 받지 못했으면 비워 두세요. ‘공고 전 확인’이 다시 알려 드립니다."
    )
    opens_on = Date("접수를 시작하는 날", hint="다른 날짜는 모두 같은 간격으로 옮깁니다. 예: 2027. 11. 1.")
    emptied = ManyOf(
        "비우고 시작할 것", list(EMPTIED.items()), required=False, hint="표시하지 않은 것은 그대로 복사합니다."
    )
