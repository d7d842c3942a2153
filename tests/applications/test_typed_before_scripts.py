"""What is typed before the page's scripts have come is kept and sent like the rest, and overwrites nobody's value."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.queries import draft_values
from program_admin.companies.models import MemberKind, Membership
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.applications import make_draft
from tests.builders.people import make_person
from tests.fixtures.browser import NARROW, saved

pytestmark = pytest.mark.browser
SCRIPT = "**/js/autosave.js"
TITLE, EFFECT = "과제명", "기대 효과"


@pytest.fixture
def draft(app, clock):
    return make_draft()


def values_of(application):
    db.session.rollback()
    return draft_values(application.id)


def plan(application):
    return f"/applications/{application.id}/plan"


def all_sent(page):
    """Wait until the page says when it saved and nothing is kept on the device any more."""
    saved(page)
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('draft:'))")


class SlowLine:
    """Opens the plan and holds its autosave script back; the next page gets its own when `over`."""

    def __init__(self, page, application):
        self.held, self.over = [], False
        page.route(SCRIPT, lambda route: route.continue_() if self.over else self.held.append(route))
        page.goto(plan(application), wait_until="commit")

    def let_through(self):
        for route in self.held:
            route.continue_()


def test_what_was_typed_while_the_script_was_on_its_way_is_saved(window, draft):
    application, owner = draft
    page = window(owner, NARROW)
    line = SlowLine(page, application)

    page.get_by_label(TITLE).fill("느린 전화에서 먼저 쓴 이름")
    page.get_by_label("생산관리(MES)").check()
    page.get_by_role("radiogroup", name="외주처의 생산 데이터도 모읍니까?").get_by_label("예").check()
    before = values_of(application)
    line.let_through()
    all_sent(page)

    typed = {key: value for key, value in values_of(application).items() if before.get(key) != value}
    assert typed == {
        "project-title": "느린 전화에서 먼저 쓴 이름",
        "project-solutions": "mes",
        "question-outsourced": "yes",
    }


def test_what_the_browser_puts_back_into_a_newer_page_overwrites_nothing(window, draft, clock):
    application, owner = draft
    colleague = make_person(Role.APPLICANT, name="이동료")
    member = Membership(
        company_id=application.company_id, person_id=colleague.id, kind=MemberKind.STAFF, created_at=clock.now
    )
    db.session.add(member)
    db.session.commit()
    page = window(owner, NARROW)
    line = SlowLine(page, application)
    page.get_by_label(TITLE).fill("낡은 화면에 쓴 이름")
    page.get_by_label(EFFECT).fill("아무도 쓰지 않은 칸")
    with transaction() as now:
        services.save_field(application, "project-title", "동료가 저장한 이름", 0, by=colleague, now=now)

    page.goto("/")
    line.over = True
    page.go_back()
    page.get_by_text("저장된 값 (이동료)").wait_for()

    assert page.get_by_label(TITLE).input_value() == "낡은 화면에 쓴 이름"
    assert values_of(application)["project-title"] == "동료가 저장한 이름"
    page.get_by_role("button", name="내 입력 사용").click()
    all_sent(page)
    values = values_of(application)
    assert (values["project-title"], values["project-effect"]) == ("낡은 화면에 쓴 이름", "아무도 쓰지 않은 칸")


def test_what_the_device_keeps_and_what_was_typed_before_it_came_are_both_shown(window, draft):
    application, owner = draft
    page = window(owner, NARROW)
    key = f"draft:{owner.id}:/applications/{application.id}/autosave:project-title"
    page.goto("/")
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, JSON.stringify({ values: [text], revision: '0' }))",
        [key, "어제 지하에서 쓴 이름"],
    )
    line = SlowLine(page, application)
    page.get_by_label(TITLE).fill("방금 쓴 이름")

    line.let_through()
    page.get_by_text("저장된 값 (이 기기)").wait_for()

    assert page.get_by_label(TITLE).input_value() == "방금 쓴 이름"
    page.get_by_role("button", name="저장된 값 사용").click()
    all_sent(page)
    assert values_of(application)["project-title"] == "어제 지하에서 쓴 이름"
