"""The form of a notice to many applicants."""

from program_admin.applications.models import NoticeKind
from program_admin.applications.rules.notices import LONGEST_BODY, LONGEST_TITLE
from program_admin.core.fields import LongText, OneOf, Text
from program_admin.core.forms import ActForm

KIND_WORDS = {
    NoticeKind.REMINDER: "보완 독촉",
    NoticeKind.RESULT: "요건검토 결과",
    NoticeKind.OWN: "직접 쓰기",
}


class NoticeForm(ActForm):
    """What the notice is about; title and words only for an own one."""

    kind = OneOf(
        "알림의 종류",
        [(kind.value, words) for kind, words in KIND_WORDS.items()],
        big=True,
        notes={
            NoticeKind.REMINDER.value: "아직 내지 않은 보완과 기한을 기업마다 적어 보냅니다.",
            NoticeKind.RESULT.value: "확정한 결과를 다시 알립니다. 부적합이면 사유도 함께 보냅니다.",
            NoticeKind.OWN.value: "아래에 적은 제목과 내용을 그대로 보냅니다.",
        },
    )
    title = Text("제목", required=False, longest=LONGEST_TITLE, hint="‘직접 쓰기’일 때만 적습니다.")
    body = LongText("내용", required=False, longest=LONGEST_BODY, rows=5, hint="‘직접 쓰기’일 때만 적습니다.")
