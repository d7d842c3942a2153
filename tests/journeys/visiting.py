"""Aftercare: a visit on a phone, its facts on the scorecard, and what the next round's recommendation says of them."""

from datetime import timedelta

from sqlalchemy import select

from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import sheet_terms, visits_of
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.korean import korean_date
from program_admin.suppliers.models import FactKind, Supplier
from tests.builders.applications import make_draft, make_round
from tests.builders.suppliers import note_facts
from tests.documents.files import picture
from tests.fixtures.browser import NARROW, saved
from tests.journeys.building import agreement
from tests.journeys.story import Story, confirm, draw

EARLIER = {FactKind.OPERATING: ("1", "1"), FactKind.KPI_ACHIEVEMENT: ("90", "80"), FactKind.SURVEY: ("4", "4")}
RECOMMENDED = (
    "사후관리 종합 성과 72.9점입니다(도입기업 3곳). 시스템 가동 100%(3건), KPI 달성 90%(3건), 만족도 4점(3건)."
)


def plan_the_visit(story: Story) -> None:
    """The officer plans the visits of the completed project and assigns the first one."""
    story.sleep(days=2)
    page = story.as_("officer", "/visits/")
    if page.get_by_role("button", name="방문 계획 세우기").count():
        page.get_by_role("button", name="방문 계획 세우기").click()
    page.get_by_role("heading", level=1, name="사후관리 방문").wait_for()
    visit = _visit()
    story.clock.set(story.clock.now + (visit.due_on - to_seoul(story.clock.now).date()) - timedelta(days=10))
    day = to_seoul(story.clock.now).date() + timedelta(days=3)
    while day.weekday() > 4:
        day += timedelta(days=1)
    page = story.as_("officer", f"/visits/{visit.id}/assign")
    page.get_by_label("점검위원").select_option(label="윤점검")
    page.get_by_label("방문일").fill(f"{day:%Y-%m-%d}")
    page.get_by_role("button", name="방문 배정").click()
    page.wait_for_url(lambda address: not address.endswith("/assign"))
    story.clock.set(story.clock.now + (day - to_seoul(story.clock.now).date()))


def _visit() -> Visit:
    return visits_of(agreement().id)[0]


def visit_on_a_phone(story: Story) -> None:
    """The visitor fills the sheet in at 390 px, takes photos, and both sign on the phone."""
    terms = sheet_terms(_visit())
    page = story.as_("visitor", "/visits/mine", NARROW)
    page.get_by_role("link", name="점검표 쓰기").click()
    _see_the_system(page, story)
    for plan in terms.kpis:
        page.get_by_label(f"{plan.name} 지금 값").fill(f"{plan.target.normalize():f}")
    page.get_by_text("가중 달성률 100%").wait_for()
    for asset in terms.assets:
        page.get_by_role("radiogroup", name=asset.label).get_by_label("있음").check()
    for item in terms.items[3:]:
        if item.kind == "text":
            page.get_by_role("textbox", name=item.name).fill("바코드로 자동 수집")
        elif item.kind == "grade":
            page.get_by_role("radiogroup", name=item.name).first.get_by_role("radio").first.check()
        elif item.kind == "yes_no":
            page.get_by_role("radiogroup", name=item.name).get_by_label("예", exact=True).check()
    for _, name in terms.survey:
        page.locator("#survey").get_by_role("radiogroup", name=name, exact=True).get_by_role("radio").nth(1).check()
    page.get_by_label("현장 확인 내용").fill("생산실적 화면을 함께 확인했습니다.")
    saved(page)
    photo = {"name": "현장.jpg", "mimeType": "image/jpeg", "buffer": picture("jpg")}
    for place, (_, name) in enumerate(terms.purposes):
        page.get_by_label(f"{name} 사진", exact=True).last.set_input_files(photo)
        page.get_by_role("button", name="삭제").nth(place).wait_for()
    _sign(page)


def _see_the_system(page, story: Story) -> None:
    page.get_by_label("정상 점검").check()
    page.get_by_label("매일 사용").check()
    page.get_by_label("쓰는 사람 수").fill("12")
    yesterday = to_seoul(story.clock.now).date() - timedelta(days=1)
    page.get_by_label("마지막 로그 날짜").first.fill(korean_date(yesterday))
    page.get_by_label("최근 30일 로그 건수").first.fill("4120")


def _sign(page) -> None:
    page.wait_for_timeout(1200)  # the last field waits a moment for more typing before it is sent
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="서명으로").click()
    page.get_by_role("heading", name="서명", exact=True).wait_for()
    for place in (0, 1):
        draw(page, place)
    page.get_by_label("서명하는 사람").fill("박정우")
    page.get_by_label("직위").fill("대표")
    page.get_by_role("button", name="서명하고 마치기").click()
    confirm(page)
    page.get_by_text("방문을 마쳤습니다").wait_for()


def read_the_scorecard(story: Story) -> None:
    """Beside two earlier visits, this one makes the record large enough to be shown, once the time to reply is over."""
    db.session.rollback()
    supplier = db.session.scalars(select(Supplier)).one()
    for kind, values in EARLIER.items():
        note_facts(supplier, kind, *values)
    before = _scorecard(story)
    assert "시스템 가동 – 2건뿐이라 보이지 않습니다" in before
    assert "바른덴탈랩 시스템 가동 예 2027." in before
    assert "기록 4건은 공급기업의 의견을 기다리는 중이라 아직 반영하지 않았습니다." in before

    story.sleep(days=15)

    after = _scorecard(story)
    assert "시스템 가동 100% 3건" in after
    assert "KPI 달성 90% 3건" in after
    assert "바른덴탈랩 시스템 가동 예 반영" in after


def _scorecard(story: Story) -> str:
    page = story.as_("officer", story.places["supplier"] + "/scorecard")
    return " ".join(page.locator("main").inner_text().split())


def read_the_next_recommendation(story: Story) -> None:
    """Another company of the next round reads in its recommendation how the visited projects went."""
    db.session.rollback()
    draft, owner = make_draft(make_round(code="2026-seoul-second"))
    story.people["next company"], identifier = owner.id, draft.id
    page = story.as_("next company", f"/matching/applications/{identifier}")
    said = " ".join(page.get_by_role("listitem").filter(has_text="다온테크").first.inner_text().split())
    assert RECOMMENDED in said
