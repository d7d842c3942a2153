"""A browser that loses the network or its session keeps what is typed, for that person alone, and catches up."""

import time

import pytest
from sqlalchemy import delete

from program_admin.accounts.models import LoginSession
from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.queries import draft_values
from program_admin.companies.models import MemberKind, Membership
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.applications import make_draft
from tests.builders.people import PASSWORD, make_person
from tests.fixtures.browser import NARROW, follow, sent

pytestmark = pytest.mark.browser
KEPT_HERE = "연결이 끊겨 이 기기에 보관했습니다"


@pytest.fixture
def draft(app, clock):
    return make_draft()


def plan(application):
    return f"/applications/{application.id}/plan"


def saved(page):
    """Wait until nothing is kept on the device any more and the page says when it was saved."""
    sent(page)
    page.locator("[data-saved]").first.filter(has_text="10:00 저장").wait_for()


def kept_here(page):
    page.locator("[data-saved]").first.filter(has_text=KEPT_HERE).wait_for()


def values_of(application):
    db.session.rollback()
    return draft_values(application.id)


@pytest.fixture
def device(window):
    """Windows of a device whose network comes and goes; what the browser says about that is no fault of the page."""
    yield window
    lost = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError")
    window.complaints[:] = [each for each in window.complaints if not any(word in each for word in lost)]


def open_plan(device, person, application):
    """Open the plan on that person's phone and wait until its scripts are at work."""
    page = device(person, NARROW)
    page.goto(plan(application))
    page.locator(".count").first.wait_for()
    return page


def without_network(page):
    page.context.set_offline(True)


def close_without_network(page):
    """Close the tab; nothing gets out any more (the browser that plays "offline" lets go of it while a page closes)."""
    page.evaluate("() => { navigator.sendBeacon = () => false; }")
    page.close()


def over_a_slow_line(route):
    time.sleep(0.6)
    route.continue_()


def with_network(page):
    page.context.set_offline(False)


def test_typing_goes_on_without_network_and_is_sent_when_it_is_back(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    without_network(page)

    page.get_by_label("과제명").fill("지하에서 쓴 이름")
    page.get_by_label("생산관리(MES)").check()
    kept_here(page)
    page.get_by_label("기대 효과").fill("신호가 없어도 적습니다.")
    page.wait_for_timeout(900)
    assert "project-title" not in values_of(application)
    with_network(page)
    saved(page)

    values = values_of(application)
    assert (values["project-title"], values["project-solutions"], values["project-effect"]) == (
        "지하에서 쓴 이름",
        "mes",
        "신호가 없어도 적습니다.",
    )


def test_the_button_to_save_keeps_the_page_while_there_is_no_network(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    without_network(page)
    page.get_by_label("과제명").fill("아직 못 보낸 이름")

    page.get_by_role("button", name="저장하고 다음 단계로").click()
    kept_here(page)

    assert page.get_by_label("과제명").input_value() == "아직 못 보낸 이름"
    with_network(page)
    follow(page.get_by_role("button", name="저장", exact=True))
    assert values_of(application)["project-title"] == "아직 못 보낸 이름"


def test_what_a_closed_tab_could_not_send_is_given_back_and_sent(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    without_network(page)
    page.get_by_label("지금 현장의 문제").fill("창을 닫기 전에 적은 문제")
    kept_here(page)
    close_without_network(page)
    again = page.context.new_page()
    with_network(again)

    again.goto(plan(application))
    saved(again)

    assert again.get_by_label("지금 현장의 문제").input_value() == "창을 닫기 전에 적은 문제"
    assert values_of(application)["project-problem"] == "창을 닫기 전에 적은 문제"


def test_the_task_list_sends_what_another_step_still_keeps(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    without_network(page)
    page.get_by_label("과제명").fill("작성 목록이 보낸 이름")
    kept_here(page)
    close_without_network(page)
    tasks = page.context.new_page()
    with_network(tasks)

    tasks.goto(f"/applications/{application.id}")
    tasks.get_by_text("작성 목록이 보낸 이름").first.wait_for()

    assert values_of(application)["project-title"] == "작성 목록이 보낸 이름"


def test_an_answer_below_a_hidden_question_catches_up_as_well(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    group = page.get_by_role("radiogroup", name="지금 생산 데이터를 모으고 있습니까?")
    group.get_by_label("예").check()
    page.get_by_label("종이 일지").wait_for()
    saved(page)
    without_network(page)
    page.get_by_label("종이 일지").check()
    kept_here(page)
    with transaction() as now:
        services.save_field(application, "question-collects_now", "no", 1, by=owner, now=now)
    close_without_network(page)
    again = page.context.new_page()
    with_network(again)

    again.goto(plan(application))
    saved(again)

    assert values_of(application)["question-collects_how"] == "paper"


def test_somebody_else_changed_the_field_meanwhile_and_both_values_are_shown(device, draft, clock):
    application, owner = draft
    colleague = make_person(Role.APPLICANT, name="이동료")
    db.session.add(
        Membership(
            company_id=application.company_id, person_id=colleague.id, kind=MemberKind.STAFF, created_at=clock.now
        )
    )
    db.session.commit()
    page = open_plan(device, owner, application)
    without_network(page)
    page.get_by_label("과제명").fill("32.5도에서 만드는 보철물")
    kept_here(page)
    with transaction() as now:
        services.save_field(application, "project-title", "3.25도에서 만드는 보철물", 0, by=colleague, now=now)
    with_network(page)

    page.get_by_text("이 항목을 다른 사람이 먼저 바꿨습니다").wait_for()
    assert page.get_by_text("저장된 값 (이동료)").is_visible()
    page.get_by_role("button", name="저장된 값 사용").click()
    saved(page)

    assert page.get_by_label("과제명").input_value() == "3.25도에서 만드는 보철물"
    assert values_of(application)["project-title"] == "3.25도에서 만드는 보철물"
    page.reload()
    assert page.get_by_label("과제명").input_value() == "3.25도에서 만드는 보철물"


def test_a_session_that_ended_gives_the_text_back_after_signing_in(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    db.session.execute(delete(LoginSession))
    db.session.commit()

    page.get_by_label("과제명").fill("로그인이 끝난 뒤에 쓴 이름")
    page.locator("[data-saved]").first.get_by_role("link", name="로그인").click()
    page.get_by_label("휴대전화 번호").fill(owner.phone)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인").last.click()
    page.wait_for_url(f"**{plan(application)}")
    saved(page)

    assert page.get_by_label("과제명").input_value() == "로그인이 끝난 뒤에 쓴 이름"
    assert values_of(application)["project-title"] == "로그인이 끝난 뒤에 쓴 이름"


def test_another_person_on_the_same_device_never_sees_what_is_kept(device, draft, clock):
    application, owner = draft
    colleague = make_person(Role.APPLICANT, name="이동료")
    db.session.add(
        Membership(
            company_id=application.company_id, person_id=colleague.id, kind=MemberKind.STAFF, created_at=clock.now
        )
    )
    db.session.commit()
    page = open_plan(device, owner, application)
    without_network(page)
    page.get_by_label("과제명").fill("대표만 아는 이름")
    kept_here(page)
    kept = page.evaluate("() => Object.entries(localStorage)")
    other = device(colleague, NARROW)
    other.goto("/")
    for item in kept:
        other.evaluate("([key, value]) => localStorage.setItem(key, value)", item)

    other.goto(plan(application))
    other.wait_for_timeout(400)

    assert [name.startswith(f"draft:{owner.id}:") for name, _ in kept] == [True]
    assert other.get_by_label("과제명").input_value() == ""
    assert "project-title" not in values_of(application)


def test_signing_out_clears_what_this_device_keeps_for_that_person_only(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    page.evaluate("(id) => localStorage.setItem(`draft:${id}:/elsewhere:x`, '{}')", str(owner.id))
    page.evaluate("() => localStorage.setItem('draft:somebody-else:/elsewhere:x', '{}')")
    page.route("**/autosave", over_a_slow_line)
    page.get_by_label("과제명").fill("로그아웃 바로 앞에 쓴 이름")

    follow(page.get_by_role("button", name="로그아웃"))
    page.wait_for_function("(id) => !Object.keys(localStorage).some((key) => key.includes(id))", arg=str(owner.id))

    assert page.evaluate("localStorage.getItem('draft:somebody-else:/elsewhere:x')") == "{}"
    assert values_of(application)["project-title"] == "로그아웃 바로 앞에 쓴 이름"


def test_a_reload_never_shows_a_conflict_with_oneself(device, draft):
    application, owner = draft
    page = open_plan(device, owner, application)
    for text in ("하나", "하나 둘", "하나 둘 셋"):
        page.get_by_label("과제명").fill(text)
        page.reload()
        assert page.get_by_label("과제명").input_value() == text
        saved(page)

    assert page.locator(".conflict").count() == 0
    assert values_of(application)["project-title"] == "하나 둘 셋"
