"""Nothing an applicant wrote reaches the staff before the deadline, by whatever path; every opening is on record."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application
from program_admin.applications.queries import draft_values, papers_of
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.documents.models import IssuedDocument
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_submitted
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in

STAFF = (Role.OFFICER, Role.APPROVER, Role.AUDITOR)


def staff_addresses(app: Flask, application: Application) -> list[str]:
    """Every page that is asked for by a round, an application, one of its papers or documents, and every list."""
    values = {
        "application_id": application.id,
        "round_id": application.round_id,
        "subject_id": application.id,
        "paper_id": papers_of(application.id)[0].id,
        "company_id": application.company_id,
        "kind": "Application",
        "code": "plan",
    }
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.arguments <= set(values) and rule.endpoint != "static":
                _, address = rule.build({name: values[name] for name in rule.arguments}) or ("", "")
                found.append(address)
    return sorted(found)


def said(application: Application) -> list[str]:
    """What only the application says: its title, the words of its plan, its money."""
    values = draft_values(application.id)
    words = [application.title, *(value for value in values.values() if len(value) > 15 and " " in value)]
    return [*words, f"{application.subsidy_won:,}원", f"{application.total_won:,}원"]


@pytest.mark.slow
@pytest.mark.parametrize("role", STAFF)
def test_no_page_tells_the_staff_what_is_sealed(app, client, clock, role):
    application, _ = make_submitted()
    run_pending()
    sign_in(client, make_person(role))
    words, leaks = said(application), []

    for address in staff_addresses(app, application):
        for query in ("", "?export=csv"):
            answer = client.get(address + query)
            content = answer.get_data()
            told = answer.mimetype == "application/pdf" or any(word.encode() in content for word in words)
            if answer.status_code == 200 and told:
                leaks.append(address + query)

    assert len(words) > 5
    assert leaks == []


@pytest.mark.parametrize("role", STAFF)
def test_files_and_receipts_open_with_the_seal_or_after_the_deadline(app, client, clock, role):
    application, _ = make_submitted()
    run_pending()
    person = make_person(role)
    sign_in(client, person)
    files = (
        f"/applications/papers/{papers_of(application.id)[0].id}/file",
        f"/applications/{application.id}/receipt.pdf",
    )

    sealed = [client.get(each).status_code for each in files]
    client.post(f"/applications/{application.id}/unseal", data=act() | {"reason": "민원 확인"})
    opened = [client.get(each).status_code for each in files]

    assert (sealed, opened) == ([403, 403], [200, 200])
    assert db.session.scalar(select(IssuedDocument.kind)) == "receipt"


def test_a_sealed_list_is_searched_by_company_alone(app, client, clock):
    application, _ = make_submitted()
    sign_in(client, make_person(Role.OFFICER))
    address = f"/applications/rounds/{application.round_id}"

    by_title = client.get(f"{address}?q={application.title[:6]}")
    by_company = client.get(f"{address}?q={application.company_name}")

    assert (application.number in by_title.text, application.number in by_company.text) == (False, True)


def test_the_auditor_reads_who_opened_which_seal_and_why(app, client, clock):
    application, _ = make_submitted()
    officer = make_person(Role.OFFICER, name="김담당")
    for by, reason in ((officer, "민원 확인"), (make_person(Role.APPROVER, name="이팀장"), "언론 문의")):
        with transaction() as now:
            services.open_seal(application, by=by, now=now, reason=reason)
        clock.advance(minutes=1)
    auditor = make_person(Role.AUDITOR)
    sign_in(client, auditor)

    whole = client.get("/applications/seals")
    one = client.get(f"/applications/seals?who={officer.id}")

    assert all(word in whole.text for word in ("민원 확인", "언론 문의", application.number, "이팀장"))
    assert ("민원 확인" in one.text, "언론 문의" in one.text) == (True, False)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR])
def test_only_the_auditor_reads_the_openings(app, client, clock, role):
    sign_in(client, make_person(role))

    assert client.get("/applications/seals").status_code == 403


def test_after_the_deadline_nobody_needs_to_open_a_seal(app, client, clock):
    application, _ = make_submitted()
    clock.set(application.round.closes_at + timedelta(minutes=1))
    person: Person = make_person(Role.OFFICER)
    sign_in(client, person)

    assert application.title in client.get(f"/applications/{application.id}/read").text
