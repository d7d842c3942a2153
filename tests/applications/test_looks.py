"""Every page of applications at both widths: nothing broken, nothing axe objects to."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.rules.sections import CODES
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_draft, make_filled, make_round, make_submitted, make_supplier
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser


def test_the_sections_of_a_draft(window, clock):
    application, owner = make_filled()
    make_supplier("다온테크")
    page = window(owner, NARROW)

    for code in CODES:
        page.goto(f"/applications/{application.id}/{code}" + ("?q=다온" if code == "supplier" else ""))
        check_look(page, f"section-{code}")

    assert page.get_by_role("heading", level=1).inner_text() == "확인과 동의"


def test_pages_around_a_draft(window, clock):
    round_ = make_round()
    application, owner = make_draft(round_)
    page = window(owner, NARROW)

    for name, rest in (
        ("tasks", ""),
        ("submit", "/submit"),
        ("faults-plan", "/plan?check=1"),
        ("faults-papers", "/papers?check=1"),
    ):
        page.goto(f"/applications/{application.id}{rest}")
        check_look(page, name)
    page.goto("/applications/start")
    check_look(page, "start")
    page.goto("/applications/")
    check_look(page, "mine")

    assert page.get_by_role("heading", level=1).inner_text() == "내 신청"


def test_faults_of_the_budget(window, clock):
    application, owner = make_draft()
    page = window(owner, NARROW)
    page.goto(f"/applications/{application.id}/budget")
    page.get_by_label("1번째 줄 비목").select_option("license")
    page.get_by_label("1번째 줄 금액").fill("30000000")
    page.get_by_label("2번째 줄 금액").fill("많이")
    page.get_by_role("button", name="저장하고 다음 단계로").click()

    page.get_by_role("heading", name="입력 내용을 확인해 주세요").wait_for()
    check_look(page, "faults-budget")
    assert page.title().startswith("오류: 사업비")


def test_after_submission(window, clock):
    application, owner = make_submitted()
    run_pending()
    page = window(owner, NARROW)

    page.goto(f"/applications/{application.id}")
    check_look(page, "status")
    page.goto(f"/applications/{application.id}/withdraw")
    check_look(page, "withdraw")

    assert page.get_by_role("heading", level=1).inner_text() == "접수 취소"


def test_the_officers_pages(window, clock):
    round_ = make_round()
    application, _ = make_submitted(round_)
    officer, reader = make_person(Role.OFFICER, name="김담당"), make_person(Role.AUDITOR)
    page = window(officer, NARROW)

    page.goto(f"/applications/{application.id}/read")
    check_look(page, "sealed")
    page.goto("/applications/rounds")
    check_look(page, "rounds")
    with transaction() as now:
        services.open_seal(application, by=officer, now=now, reason="민원 확인")
    page.goto(f"/applications/{application.id}/read")
    check_look(page, "read")
    clock.set(round_.grace_until + timedelta(minutes=1))
    db.session.commit()
    again, auditor = window(officer, NARROW), window(reader, NARROW)
    auditor.goto("/applications/seals")
    check_look(auditor, "seals")
    again.goto(f"/applications/rounds/{round_.id}")
    check_look(again, "of-round")

    assert again.get_by_role("heading", level=1).inner_text() == "신청 목록"
