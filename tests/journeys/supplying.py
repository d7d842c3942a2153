"""The supplier's part: it registers, is admitted, and answers a request with a proposal."""

from tests.journeys.story import Story, confirm, path_of

NAME = "다온테크"


def register(story: Story) -> None:
    """A supplier signs up and describes itself with a solution and an engineer."""
    page = story.sign_up("supplier", "공급기업", "한공급", "010-2222-3333")
    page.get_by_label("사업자등록번호").fill("123-45-67891")
    page.get_by_label("회사 이름").fill(NAME)
    page.get_by_label("대표자").fill("한공급")
    page.get_by_label("설립일(개업일)").fill("2015-03-02")
    page.get_by_label("상시 근로자").fill("24")
    page.get_by_label("대표 전화").fill("02-2222-3333")
    page.get_by_label("주소").fill("서울특별시 금천구 가산디지털1로 168")
    page.get_by_label("시·도").select_option("11")
    page.get_by_label("자치구").select_option("11545")
    page.get_by_role("radiogroup", name="협의회 회원").get_by_label("아니").check()
    page.get_by_role("button", name="등록 신청").click()
    page.get_by_role("heading", level=1, name=NAME).wait_for()
    story.places["supplier"] = path_of(page)
    page.get_by_role("link", name="솔루션 추가").first.click()
    page.get_by_label("종류").select_option("mes")
    page.get_by_label("솔루션 이름").fill("다온 MES")
    page.get_by_label("27", exact=False).first.check()
    page.get_by_role("button", name="저장").click()
    page.get_by_role("link", name="기술자 추가").first.click()
    page.get_by_label("이름", exact=False).first.fill("정기술")
    page.get_by_label("고급").check()
    page.get_by_label("동의를 받았습니다").check()
    page.get_by_role("button", name="저장").click()
    page.get_by_text("정기술").first.wait_for()


def admit(story: Story) -> None:
    """An officer admits it."""
    page = story.as_("officer", story.places["supplier"])
    page.get_by_role("button", name="등록 확정").click()
    page.get_by_text("SP-2026-0001").first.wait_for()


def propose(story: Story) -> None:
    """It reads the company's request and sends a proposal with its cost."""
    page = story.as_("supplier", "/matching/requests")
    page.get_by_role("link", name="바른덴탈랩").first.click()
    page.get_by_role("button", name="검토 시작").click()
    page.get_by_role("link", name="제안하기").click()
    page.get_by_label("제안 내용").fill("첫 달에 공정을 함께 살피고, 스캔과 밀링의 시작과 끝을 바코드로 모읍니다.")
    page.get_by_label("구축 비용").fill("50000000")
    page.get_by_label("구축 기간").fill("6")
    page.get_by_label("정기술").check()
    page.get_by_role("button", name="제안 보내기").click()
    page.get_by_text("50,000,000원").first.wait_for()


def accept(story: Story) -> None:
    """The company takes the proposal."""
    page = story.as_(
        "company", story.places["application"].replace("/applications/", "/matching/applications/") + "/proposals"
    )
    page.get_by_role("button", name="이 제안 받아들이기").click()
    confirm(page)
    page.get_by_text(NAME).first.wait_for()
