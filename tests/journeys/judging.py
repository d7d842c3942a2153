"""The centre's part: screening with a supplement, a panel of seven, scores, the ranking, its approval."""

import re

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.evaluation import queries, services
from program_admin.evaluation.models import Evaluator, Panel
from tests.builders.people import make_person
from tests.evaluation.world import sign_all
from tests.fixtures.browser import follow
from tests.journeys.story import Story, confirm, path_of

NAME = "바른덴탈랩"
POOL = ("강위원", "고위원", "구위원", "노위원", "도위원", "류위원", "모위원", "배위원")
TIED = POOL[-1]
BY_HAND = 2
OPINION = "데이터 수집 범위가 구체적이고 목표가 현실적입니다. 유지보수 계획은 보완이 필요합니다."


def application() -> Application:
    """The story's application as it stands."""
    db.session.rollback()
    return db.session.scalars(select(Application)).one()


def screen_and_ask(story: Story) -> None:
    """After the deadline the officer judges every item and asks the company to explain its budget."""
    story.clock.set(application().round.grace_until)
    story.sleep(minutes=5)
    page = story.as_("officer", f"/screening/{application().id}")
    page.get_by_role("button", name="요건검토 시작").click()
    page.get_by_role("heading", name="요건검토표").wait_for()
    page.goto(f"/screening/{application().id}/ask")
    page.get_by_role("checkbox", name="사업비").check()
    page.get_by_label("보완할 내용: 사업비").fill("센서 단가의 산출 근거를 적어 주세요.")
    page.get_by_role("button", name="보완 요청").click()
    page.get_by_role("heading", name="요건검토표").wait_for()


def answer_the_supplement(story: Story) -> None:
    """The company answers for that section alone."""
    story.sleep(hours=20)
    page = story.as_("company", f"/screening/{application().id}/progress")
    page.get_by_role("link", name="보완하기").click()
    page.get_by_label("1번째 줄 내용과 산출 근거").fill("MES 개발 3명 4개월, 견적서 2쪽 참조")
    page.get_by_role("textbox", name="설명").fill("산출 근거를 고쳤습니다.")
    page.get_by_role("button", name="보완 제출").click()
    page.get_by_role("heading", name="요건검토와 보완").wait_for()


def pass_the_screening(story: Story) -> None:
    """The officer accepts the answer, judges every item and puts the result up; the team leader confirms it."""
    page = story.as_("officer", f"/screening/{application().id}")
    page.get_by_role("button", name="보완 인정").click()
    page.get_by_role("heading", name="요건검토표").wait_for()
    for group in page.get_by_role("group", name=re.compile("^판정: ")).all():
        group.get_by_label("적합", exact=True).check()
    page.get_by_role("button", name="저장", exact=True).click()
    page.get_by_role("link", name="결과 올리기").click()
    page.get_by_role("radio", name=re.compile("^적합")).check()
    page.get_by_role("button", name="결재 올리기").click()
    page.get_by_role("heading", name="요건검토표").wait_for()
    leader = story.as_("leader", f"/screening/{application().id}")
    leader.get_by_role("button", name="결재").click()
    confirm(leader)
    leader.get_by_text("적합").first.wait_for()


def build_a_panel(story: Story) -> None:
    """The officer forms a panel of seven; the evaluator tied to the company can't be put on it."""
    page = story.as_("officer", f"/panels/rounds/{application().round_id}/new")
    session = to_seoul(story.clock.now).date()
    page.get_by_label("분과 이름").fill("1분과")
    if page.get_by_role("radio", name="기술성평가").count():
        page.get_by_role("radio", name="기술성평가").check()
    page.get_by_label("평가일").fill(f"{session:%Y-%m-%d}")
    page.get_by_label("오전").check()
    page.get_by_label("장소").fill("본관 3층 회의실")
    page.get_by_role("button", name="만들기").click()
    page.get_by_role("heading", level=1, name="1분과").wait_for()
    story.places["panel"] = path_of(page)
    page.get_by_role("link", name="과제 넣기").first.click()
    page.get_by_label(NAME, exact=False).check()
    page.get_by_role("button", name="넣기").click()
    page.get_by_role("link", name="위원 넣기").first.click()
    tied = page.get_by_role("row").filter(has_text=TIED)
    assert "제척" in tied.inner_text()
    assert "넣을 수 없음" in tied.inner_text()
    follow(page.get_by_role("button", name="추천 위원으로 채우기"))
    page.goto(story.places["panel"])
    page.get_by_role("button", name="위원장").first.click()
    page.get_by_label("회신 기한").fill(f"{session:%Y-%m-%d}")
    page.get_by_role("button", name="후보에게 초청 보내기").click()
    page.get_by_text("초청").first.wait_for()


def fill_the_pool(officer: Person) -> None:
    """Put eight evaluators into the pool."""
    for place, name in enumerate(POOL):
        person = make_person(Role.EVALUATOR, name=name, phone=f"0107000{place:04d}")
        profile = services.Profile(field="데이터", employer="한국대학교", half_days=("mon-am", "tue-am"))
        with transaction() as now:
            new = services.evaluators.NewPerson(name=name, phone=person.phone)
            services.add_evaluator(new, profile, by=officer, now=now)


def note_a_tie(story: Story) -> None:
    """The officer writes down that one of them advises the company."""
    db.session.rollback()
    tied = db.session.scalars(select(Evaluator).join(Person).where(Person.name == TIED)).one()
    page = story.as_("officer", f"/evaluators/{tied.id}/ties/new")
    page.get_by_label("자문").check()
    page.get_by_label("상대 기업의 사업자등록번호").fill("220-81-62517")
    page.get_by_label("상대 기업 이름").fill(NAME)
    page.get_by_role("button", name="저장").click()
    page.get_by_role("heading", level=1, name=TIED).wait_for()


def seats() -> list:
    """The seats of the story's panel."""
    db.session.rollback()
    panel = db.session.scalars(select(Panel)).one()
    return list(queries.seats_of(panel.id))


def judge(story: Story) -> None:
    """Seven accept, pledge, score and sign: two of them by hand, five through the same services."""
    assert len(seats()) == 7
    for seat in seats()[:BY_HAND]:
        story.people["evaluator"] = seat.evaluator.person_id
        page = story.as_("evaluator", f"/sheets/invitations/{seat.id}")
        page.get_by_label("참석", exact=True).check()
        page.get_by_role("button", name="회신").click()
        page.get_by_role("heading", level=1).first.wait_for()
    others = seats()[BY_HAND:]
    with transaction() as now:
        for seat in others:
            services.answer(seat, "accept", by=seat.evaluator.person, now=now)
    page = story.as_("officer", story.places["panel"])
    page.get_by_role("button", name="평가 시작").click()
    confirm(page)
    page.get_by_text("서약").or_(page.get_by_text("채점")).first.wait_for()
    for place, seat in enumerate(seats()):
        if place < BY_HAND:
            _score_by_hand(story, seat)
    for place, seat in enumerate(seats()):
        if place >= BY_HAND:
            with transaction() as now:
                services.sign_pledge(seat, by=seat.evaluator.person, now=now)
            sign_all(seat, lower=place)


def _score_by_hand(story: Story, seat) -> None:
    story.people["evaluator"] = seat.evaluator.person_id
    identifier = seat.id
    page = story.as_("evaluator", f"/sheets/panels/{identifier}/pledge")
    page.get_by_label("위 내용을 지킬 것을 서약합니다").check()
    page.get_by_role("button", name="서약").click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("heading", level=1, name=NAME).wait_for()
    for group in page.get_by_role("radiogroup").all():
        group.get_by_role("radio").nth(1).check(force=True)
    page.get_by_label("의견", exact=False).last.fill(OPINION)
    total = page.locator("[data-total]").first.inner_text()
    assert re.fullmatch(r"8\d(\.\d)?|9\d(\.\d)?", total.strip()), total
    page.get_by_role("button", name="저장하고 점수 한눈에").click()
    page.get_by_role("button", name="모든 평가표에 서명").click()
    confirm(page)
    page.get_by_text("에 서명했습니다.").first.wait_for()
    page.goto(story.places.setdefault("sheet", path_of(page)))
    assert page.get_by_role("button", name="모든 평가표에 서명").count() == 0


def rank_and_publish(story: Story) -> None:
    """The chair writes the panel's opinion, the officer confirms and drafts the ranking, two others sign it."""
    chair = next(seat for seat in seats() if seat.chair)
    story.people["evaluator"] = chair.evaluator.person_id
    case = queries.cases_of(chair.panel_id)[0].id
    page = story.as_("evaluator", f"/sheets/cases/{case}/opinion")
    page.get_by_role("textbox").last.fill(OPINION)
    page.get_by_role("button", name="저장").click()
    page.wait_for_url("**/sheets/**")
    page = story.as_("officer", story.places["panel"])
    page.get_by_role("button", name="평가확정").click()
    confirm(page)
    page.goto(f"/rankings/rounds/{application().round_id}")
    page.get_by_role("button", name="순위표 만들기").click()
    page.get_by_role("heading", name="종합평가 순위표 1차").wait_for()
    story.places["ranking"] = path_of(page)
    page.get_by_role("button", name="결재 올리기").click()
    page.get_by_role("heading", name="결재선").wait_for()
    for who in ("leader", "director"):
        signer = story.as_(who, story.places["ranking"])
        signer.get_by_role("button", name="결재", exact=True).click()
        confirm(signer)
        signer.get_by_text("결재").first.wait_for()
        if signer.get_by_role("heading", name="결과와 문서").count():
            break
    story.work()
    page = story.as_("company", story.places["application"])
    page.get_by_text("선정").first.wait_for()
    assert application().status == "selected"
