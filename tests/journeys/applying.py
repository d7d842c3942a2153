"""The company's part: it signs up, describes itself, finds a supplier, applies, and holds a verifiable receipt."""

from sqlalchemy import select

from program_admin.core.database import db
from program_admin.documents.models import IssuedDocument
from program_admin.documents.views import SAME
from tests.fixtures.browser import follow, sent
from tests.journeys.story import Story, paper, path_of

NAME = "바른덴탈랩"
ONWARD = "저장하고 다음 단계로"
PAPERS = ("사업계획서", "사업자등록증", "국세·지방세 납세증명서", "견적서")


def describe_the_company(story: Story) -> None:
    """Somebody signs up and describes the company with a head office in Seoul and a plant elsewhere."""
    page = story.sign_up("company", "도입기업", "박정우", "010-1234-5678")
    page.get_by_label("사업자등록번호").fill("220-81-62517")
    page.get_by_label("회사 이름").fill(NAME)
    page.get_by_label("개인사업자").check()
    page.get_by_label("대표자").fill("박정우")
    page.get_by_label("설립일(개업일)").fill("2014-05-12")
    page.get_by_label("업종(표준산업분류)").select_option("27")
    page.get_by_label("세부 업종").fill("치과기공소")
    page.get_by_label("소기업").check()
    page.get_by_role("radiogroup", name="부가가치세 면세사업자").get_by_label("아니").check()
    page.get_by_label("대표 전화").fill("02-1234-5678")
    page.get_by_label("주소").fill("서울특별시 성동구 성수일로 10")
    page.get_by_label("시·도").select_option("11")
    page.get_by_label("자치구").select_option("11200")
    page.get_by_role("button", name="기업 등록").click()
    page.get_by_role("heading", level=1, name=NAME).wait_for()
    story.places["company"] = path_of(page)
    _business(page)
    _plant(page)
    _figures(page)


def _business(page) -> None:
    page.get_by_role("link", name="사업 내용 고치기").click()
    page.get_by_label("주요 제품").fill("지르코니아 보철물")
    page.get_by_label("주요 공정").fill("구강 스캔 → 설계 → 밀링 → 소결 → 검수")
    page.get_by_label("상시 근로자").fill("14")
    page.get_by_label("그 가운데 생산직").fill("10")
    page.get_by_label("미구축").check()
    page.get_by_role("button", name="저장").click()
    page.get_by_role("heading", level=1, name=NAME).wait_for()


def _plant(page) -> None:
    page.get_by_role("link", name="사업장 추가").first.click()
    page.get_by_label("자가공장").check()
    page.get_by_label("사업장 이름").fill("화성공장")
    page.get_by_label("주소").fill("경기도 화성시 향남읍 제약공단로 12")
    page.get_by_label("시·도").select_option("41")
    page.get_by_label("면적").fill("620")
    page.get_by_label("공장등록번호").fill("41590-2020-0012345")
    page.get_by_role("button", name="저장").click()
    page.get_by_text("화성공장").first.wait_for()


def _figures(page) -> None:
    page.get_by_role("link", name="재무 고치기").click()
    for group in page.get_by_role("group").filter(has=page.get_by_label("매출액")).all():
        for label, value in (
            ("매출액", "1200000000"), ("영업이익", "90000000"), ("자산총계", "800000000"), ("부채총계", "300000000"),
            ("자본총계", "500000000"),
        ):  # fmt: skip
            group.get_by_label(label).fill(value)
    page.get_by_role("button", name="저장").click()
    page.get_by_role("heading", level=1, name=NAME).wait_for()


def start_and_ask_a_supplier(story: Story) -> None:
    """The company starts its application, confirms what is known, and asks the recommended supplier."""
    page = story.as_("company", "/applications/start")
    page.get_by_label("신규구축(기초)").check()
    page.get_by_role("button", name="신청서 쓰기").click()
    page.get_by_role("link", name="기업 정보").wait_for()
    story.places["application"] = path_of(page)
    page.get_by_role("link", name="기업 정보").click()
    page.get_by_label("위 기업 정보가 지금과 같습니다.").check()
    _onward(page, "사업장")
    page.get_by_label("위 사업장이 지금과 같습니다.").check()
    _onward(page, "구축 계획")
    _plan(page)
    page.get_by_label("과제명").blur()
    page.locator("[data-saved]").first.filter(has_text="10:00 저장").wait_for()
    _onward(page, "공급기업")
    page.get_by_role("link", name="추천 받기").click()
    page.get_by_text("다온테크").first.wait_for()
    page.get_by_role("link", name="제안 요청").first.click()
    page.get_by_label("답을 받을 날").fill("2026-03-12")
    page.get_by_role("textbox").first.fill("의뢰서가 종이로 오가서 재제작이 많습니다. 공정 기록부터 시작하고 싶습니다.")
    page.get_by_role("button", name="요청 보내기").click()
    page.get_by_role("heading", level=1).filter(has_not_text="제안 요청하기").wait_for()


def _onward(page, heading: str) -> None:
    """Go on once everything typed is stored."""
    sent(page)
    follow(page.get_by_role("button", name=ONWARD))
    page.get_by_role("heading", level=1, name=heading).wait_for()


def _plan(page) -> None:
    page.get_by_label("과제명").fill("치과 보철물 제작 데이터 수집")
    page.get_by_label("생산관리(MES)").check()
    page.get_by_label("지금 현장의 문제").fill("의뢰서가 종이로 오가서 재제작이 한 달에 20건 넘게 생깁니다.")
    page.get_by_label("구축 내용과 데이터 수집 계획").fill("스캔, 설계, 밀링 공정마다 시작과 끝을 바코드로 모읍니다.")
    page.get_by_label("기대 효과").fill("재제작률을 절반으로 줄입니다.")
    page.get_by_label("구축 기간").fill("6")
    page.get_by_role("radiogroup", name="지금 생산 데이터를 모으고 있습니까?").get_by_label("예").check()
    page.get_by_label("종이 일지").check()
    page.get_by_label("데이터를 모을 사업장은 몇 곳입니까?").fill("2")
    page.get_by_label("1번째 줄 사업장").fill("본사")
    page.get_by_label("1번째 줄 모을 데이터").fill("공정 시작과 끝")
    page.get_by_label("1번째 줄 방법").select_option("scan")
    page.get_by_label("1번째 줄 설비 수").fill("5")
    page.get_by_role("radiogroup", name="외주처의 생산 데이터도 모읍니까?").get_by_label("아니요").check()
    page.get_by_label("모은 데이터를 누가 어떤 결정에 쓸 계획입니까?").fill("팀장이 지연된 의뢰의 순서를 바꿉니다.")
    page.get_by_label("최근 1년 평균 불량률은 얼마입니까?").fill("3.25")


def finish_and_hand_in(story: Story) -> None:
    """The company says what the engineers will do, fills in everything else, agrees, and hands in."""
    page = story.as_("company", story.places["application"] + "/supplier")
    page.get_by_label("1번째 줄 맡을 일").fill("수집 서버와 화면 개발")
    page.get_by_label("1번째 줄 휴대전화").fill("010-5555-4444")
    _onward(page, "KPI 계획")
    page.get_by_role("button", name="추천 지표 채우기").click()
    for row, (before, target) in enumerate((("7", "4"), ("8.5", "4"), ("120", "90")), start=1):
        page.get_by_label(f"{row}번째 줄 구축 전 값").fill(before)
        page.get_by_label(f"{row}번째 줄 목표 값").fill(target)
    _onward(page, "사업비")
    page.get_by_label("1번째 줄 비목").select_option("software")
    page.get_by_label("1번째 줄 내용과 산출 근거").fill("MES 개발 3명 4개월")
    page.get_by_label("1번째 줄 금액").fill("50000000")
    page.get_by_text("30,000,000원", exact=True).first.wait_for()
    _onward(page, "가점 신청")
    page.get_by_role("radiogroup", name="가점을 신청합니까?").get_by_label("아니요").check()
    _onward(page, "제출서류")
    for region in page.get_by_role("region").filter(has_text="필수").all_inner_texts():
        _paper(page, region.splitlines()[0])
    page.get_by_role("link", name="다음 단계로").click()
    for group in page.get_by_role("radiogroup").all():
        group.get_by_label("아니요").check()
    for title in ("개인정보 수집·이용 동의", "개인정보 제3자 제공 동의", "기업정보 조회 동의"):
        page.get_by_label(f"{title}: 동의합니다.").check()
    _onward(page, "확인·제출")
    page.get_by_role("button", name="제출하기").click()
    page.get_by_text("접수했습니다. 접수번호는 2026-S-0001입니다.").wait_for()


def _paper(page, name: str) -> None:
    place = page.get_by_role("region", name=name)
    place.get_by_text("파일 올리기").click()
    day = place.get_by_label("발급일")
    if day.count():
        day.fill("2026-03-02")
    place.locator("input[type=file]").set_input_files(paper(name))
    place.get_by_role("button", name="올리기").click()
    page.get_by_role("region", name=name).get_by_role("link", name=f"{name}.pdf").wait_for()


def receive_and_verify(story: Story) -> None:
    """The receipt is downloaded, and a stranger finds it genuine."""
    story.work()
    page = story.as_("company", story.places["application"])
    with page.expect_download() as download:
        page.get_by_role("link", name="접수증 내려받기 (PDF)").click()
    assert download.value.suggested_filename == "접수증_접수-2026-0001.pdf"
    receipt = db.session.scalars(select(IssuedDocument).filter_by(kind="receipt")).one()
    number, code = receipt.number, receipt.code
    stranger = story.window()
    stranger.goto("/verify")
    stranger.get_by_role("textbox").nth(0).fill(number)
    stranger.get_by_role("textbox").nth(1).fill(code)
    stranger.get_by_role("button", name="확인하기").click()
    stranger.get_by_text(number).first.wait_for()
    stranger.get_by_label("파일").first.set_input_files(download.value.path())
    stranger.get_by_role("button", name="파일 견주기").click()
    stranger.get_by_text(SAME).wait_for()
