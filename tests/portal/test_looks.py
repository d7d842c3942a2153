"""Every page of the portal in a browser, wide and narrow."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import SupplementRequest
from program_admin.applications.services.case_numbers import set_numbers
from program_admin.audit.trail import log_access
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.settings import Environment
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job, JobState
from program_admin.notices.outbox import Recipient, send, tell
from program_admin.workflow.approval import Seat, draft
from program_admin.workflow.models import Duty
from tests.builders.applications import make_submitted
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser


@pytest.fixture
def world(app):
    """One application with a late supplement, an approval, messages, jobs and looks at personal data."""
    app.extensions["program_admin.settings"].environment = Environment.DEMO
    application, owner = make_submitted()
    officer, now = make_person(Role.OFFICER, name="김서연", affiliation="사업운영팀"), clock.now()
    day = now.date()
    db.session.add(
        SupplementRequest(application_id=application.id, place=1, section="papers", what="재무제표를 다시 내 주세요.",
                          due_on=day - timedelta(days=2), asked_by_id=officer.id, asked_at=now - timedelta(days=9))
    )  # fmt: skip
    line = (Seat(Duty.DECIDE, Role.APPROVER, "센터장"),)
    title = f"요건검토 결과 적합: {application.number} {application.company_name}"
    draft("screening_result", ("Application", application.id), title=title, amount_won=35_000_000, line=line,
          by=officer, now=now)  # fmt: skip
    job = Job(task="documents.render", key="x", payload={}, state=JobState.FAILED, run_after=now, created_at=now,
              error="boom", error_reference="K7PX-3M9A", finished_at=now, requested_by=owner.id)  # fmt: skip
    db.session.add(job)
    to = Recipient(owner.id, owner.name, phone="010-1234-5678")
    body = "재무제표를 3월 20일까지 다시 내 주세요.\n인증번호는 482910입니다."
    tell(to, title="보완 요청이 왔습니다", body=body, now=now, link=f"/cases/{application.id}")
    send("sms", Recipient(None, "이수현", phone="02-1"), title="결과 안내", body="결과가 나왔습니다.", now=now)
    log_access(officer, ("Application", application.id), "신청서", address="10.0.0.7", why="요건검토")
    db.session.commit()
    return application, owner, officer, job


@pytest.mark.parametrize("role", [Role.APPROVER, Role.SUPPLIER, Role.EVALUATOR, Role.VISITOR, Role.ADMINISTRATOR])
def test_the_desks_look_right(window, world, role):
    page = window(make_person(role, name="남궁민수"), NARROW)
    page.goto("/desk")
    check_look(page, f"desk-{role.value}")


def test_the_officers_pages_look_right(window, world):
    application, _, officer, job = world
    page = window(officer, NARROW)
    for name, url in (
        ("desk-officer", "/desk"),
        ("case", f"/cases/{application.id}"),
        ("search", "/search?q=치과"),
        ("search-empty", "/search?q=없는말"),
        ("statistics", f"/statistics/{application.round_id}"),
        ("job", f"/jobs/{job.id}"),
        ("history", f"/trail/about/Application/{application.id}"),
        ("views", "/views"),
    ):
        page.goto(url)
        check_look(page, f"portal-{name}")


def test_the_applicants_pages_look_right(window, world):
    application, owner, _, _ = world
    page = window(owner, NARROW)
    for name, url in (("desk-applicant", "/desk"), ("case-own", f"/cases/{application.id}"), ("inbox", "/inbox")):
        page.goto(url)
        check_look(page, f"portal-{name}")
    page.get_by_role("button", name="열기").first.click()
    page.get_by_role("heading", name=application.title).wait_for()
    page.goto("/inbox")
    check_look(page, "portal-inbox-read")


def test_the_auditors_pages_look_right(window, world):
    page = window(make_person(Role.AUDITOR), NARROW)
    for name, url in (("desk-auditor", "/desk"), ("trail", "/trail"), ("access-log", "/access-log")):
        page.goto(url)
        check_look(page, f"portal-{name}")
    page.goto("/access-log/export?export=xlsx")
    follow(page.get_by_role("button", name="내려받기"))
    check_look(page, "portal-export-errors")
    page.goto("/trail")
    page.get_by_role("button", name="처음부터 확인하기").click()
    page.get_by_role("heading", name="감사 기록 확인").wait_for()
    check_look(page, "portal-job-waiting")


def test_the_administrators_lists_look_right(window, world):
    page = window(make_person(Role.ADMINISTRATOR), NARROW)
    for name, url in (("jobs", "/jobs"), ("outgoing", "/outgoing")):
        page.goto(url)
        check_look(page, f"portal-{name}")


def test_the_public_pages_look_right(window, world):
    page = window(None, NARROW)
    for name, url in (("home", "/"), ("guide", "/guide"), ("privacy", "/privacy"), ("messages", "/messages")):
        page.goto(url)
        check_look(page, f"portal-{name}")


def test_the_pages_about_other_systems_look_right(window, world, clock):
    application, _, officer, _ = world
    with transaction() as now:
        typed = {"portal": "P-2027-000123", "rcms": "RCMS-2027-0099"}
        set_numbers(application, typed, by=officer, now=now)
    clock.set(application.round.grace_until + timedelta(days=1))
    page = window(officer, NARROW)
    for name, path in {
        "outside": f"/outside/{application.round_id}",
        "outside-order": f"/outside/{application.round_id}/orders/portal_projects",
        "case-numbers": f"/cases/{application.id}/numbers",
        "case-with-numbers": f"/cases/{application.id}",
    }.items():
        page.goto(path)
        check_look(page, name)

    page.goto(f"/outside/{application.round_id}")
    content = "접수번호,RCMS 과제번호\nSF-1,R-1\nSF-2,R-1\n".encode()
    page.locator("input[type=file]").set_input_files({"name": "번호.csv", "mimeType": "text/csv", "buffer": content})
    follow(page.get_by_role("button", name="번호 적기"))
    check_look(page, "outside-faults")
