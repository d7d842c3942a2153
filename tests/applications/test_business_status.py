"""휴·폐업: entered by hand with its date or asked of the tax service, kept append-only, shown on the sheet."""

import pytest
from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.applications.jobs import OFF
from program_admin.applications.queries.screening import checks_of
from program_admin.companies.models import BusinessStatusCheck
from program_admin.companies.queries import status_checks_of
from program_admin.core.database import db
from program_admin.jobs.models import Job, JobState
from program_admin.jobs.runner import run_pending
from tests.builders.answers import summary_of
from tests.builders.applications import make_round, make_submitted
from tests.builders.people import make_person
from tests.builders.screening import begin, officer_of
from tests.companies.outside_service import outside_service
from tests.fixtures.clients import act, sign_in, submit

ITEM = "eligibility-business_status"


def item_of(application):
    db.session.expire_all()
    return next(check for check in checks_of(application.id) if check.item == ITEM)


def test_an_officer_enters_the_status_with_its_date_and_the_sheet_shows_it(client, clock):
    application, _ = make_submitted()
    officer = officer_of()
    begin(clock, officer, [application])
    sign_in(client, officer)
    there = f"/applications/{application.id}/business-status"
    before = item_of(application).suggestion

    answer = submit(client, there, status="closed", checked_on="2026. 3. 10.", ended_on="2026. 2. 1.")
    page = client.get(there)
    sheet = client.get(f"/screening/{application.id}")

    row = db.session.scalars(select(BusinessStatusCheck)).one()
    assert (row.status, row.source, row.by_id, str(row.checked_on)) == ("closed", "by_hand", officer.id, "2026-03-10")
    assert (before, item_of(application).suggestion) == ("", "failed")
    assert item_of(application).evidence == "2026. 3. 10. 담당자 입력"
    assert (answer.status_code, "담당자 입력" in page.text) == (303, True)
    assert there in sheet.text


def test_a_newer_look_is_a_new_row_and_the_newest_counts(client, clock):
    application, _ = make_submitted()
    officer = officer_of()
    begin(clock, officer, [application])
    sign_in(client, officer)
    there = f"/applications/{application.id}/business-status"

    submit(client, there, status="suspended")
    clock.advance(minutes=5)
    submit(client, there, status="active")

    assert [row.status for row in status_checks_of(application.company_id)] == ["active", "suspended"]
    assert item_of(application).suggestion == "passed"


def test_a_look_lies_not_in_the_future(client, clock):
    application, _ = make_submitted()
    sign_in(client, officer_of())

    answer = submit(
        client,
        f"/applications/{application.id}/business-status",
        status="closed",
        checked_on="2026. 4. 1.",
        ended_on="2026. 5. 1.",
    )

    assert answer.status_code == 422
    assert len(summary_of(answer)) == 2


def test_the_tax_service_is_asked_about_one_and_about_all(client, app, clock):
    round_ = make_round()
    applications = [make_submitted(round_)[0] for _ in range(3)]
    sign_in(client, officer_of())
    numbers = [each.company.business_number for each in applications]
    with outside_service(app) as service:
        service.statuses = {numbers[0]: ("01", ""), numbers[1]: ("03", "20251231")}
        one = client.post(f"/applications/{applications[0].id}/business-status/look-up", data=act())
        clock.advance(minutes=1)
        all_ = client.post(f"/applications/rounds/{round_.id}/business-status", data=act())
        run_pending()
        page = client.get(f"/applications/rounds/{round_.id}/business-status")
        job = db.session.scalars(select(Job).where(Job.task == "applications.check_business_status")).one()

    assert (one.status_code, all_.status_code, job.state) == (303, 303, JobState.DONE)
    assert [sorted(call) for call in service.calls] == [[numbers[0]], sorted(numbers)]
    found = {each.id: status_checks_of(each.company_id)[0].status for each in applications}
    assert [found[each.id] for each in applications] == ["active", "closed", "unregistered"]
    assert all(word in page.text for word in ("폐업", "등록되지 않은 번호", "국세청 조회"))


def test_when_the_service_fails_the_way_by_hand_is_offered(client, app, clock):
    application, _ = make_submitted()
    sign_in(client, officer_of())
    with outside_service(app) as service:
        service.failing = "error"
        answer = client.post(f"/applications/{application.id}/business-status/look-up", data=act())
        client.post(f"/applications/rounds/{application.round_id}/business-status", data=act())
        run_pending()
        job = db.session.scalars(select(Job).where(Job.task == "applications.check_business_status")).one()

    assert answer.status_code == 422
    assert summary_of(answer) == [
        "외부 서비스가 요청을 받지 않았습니다(HTTP 500). 아래에 조회한 결과를 직접 적어 주세요."
    ]
    assert "직접 적어 주세요" in job.error
    assert status_checks_of(application.company_id) == []


def test_off_by_default_nobody_is_asked(client, clock):
    application, _ = make_submitted()
    sign_in(client, officer_of())

    page = client.get(f"/applications/rounds/{application.round_id}/business-status")
    one = client.post(f"/applications/{application.id}/business-status/look-up", data=act())
    all_ = client.post(f"/applications/rounds/{application.round_id}/business-status", data=act())

    assert "모두 조회하기" not in page.text
    assert "국세청 조회가 꺼져 있습니다" in page.text
    assert (one.status_code, all_.status_code) == (422, 422)
    assert OFF.startswith("국세청 조회가 꺼져 있습니다")


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.AUDITOR, Role.EVALUATOR])
def test_only_officers_keep_a_status(client, clock, role):
    application, _ = make_submitted()
    sign_in(client, make_person(role))

    assert client.get(f"/applications/{application.id}/business-status").status_code == 403
    assert client.post(f"/applications/rounds/{application.round_id}/business-status", data=act()).status_code == 403
