"""The receipt by message: a link without a password shows number, moment, hash and the 접수증, and nothing else."""

from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Submission
from program_admin.applications.queries.receipts import receipt_path
from program_admin.audit.models import AccessEntry
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_submitted
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in


def link_to(outbox, owner) -> str:
    body = next(each.body for each in outbox(owner.phone) if "접수했습니다" in each.title)
    return "/applications/receipts/" + body.rsplit("/", 1)[1]


def test_the_message_leads_to_the_receipt_without_a_password(client, clock, outbox):
    application, owner = make_submitted()
    link = link_to(outbox, owner)

    page = client.get(link)
    waiting = client.get(f"{link}/receipt.pdf")
    run_pending()
    made = client.get(f"{link}/receipt.pdf")

    assert page.status_code == 200
    said = [application.number, "2026. 3. 9.(월) 10:00", application.submission_sha256, application.company_name]
    assert [word for word in said if word not in page.text] == []
    assert application.title not in page.text
    assert waiting.status_code == 202
    assert (made.status_code, made.mimetype) == (200, "application/pdf")


def test_who_looks_through_the_link_stands_in_the_access_log_without_a_name(client, clock, outbox):
    application, owner = make_submitted()
    link = link_to(outbox, owner)

    client.get(link)
    client.get(f"{link}/receipt.pdf")
    client.get("/applications/receipts/forged/receipt.pdf")
    sign_in(client, make_person(Role.AUDITOR))
    shown = client.get("/access-log").text

    seen = [(each.person_id, each.whose_id, each.what) for each in db.session.scalars(select(AccessEntry))]
    assert seen == [(None, application.id, "접수 확인(링크)"), (None, application.id, "접수증(링크)")]
    assert "링크를 가진 사람" in shown


def test_a_forged_or_old_link_shows_nothing(client, clock, outbox):
    _, owner = make_submitted()
    link = link_to(outbox, owner)
    submission = db.session.query(Submission).one()

    forged = f"/applications/receipts/{submission.id.hex}{'0' * 40}"

    assert receipt_path(submission) == link
    assert client.get(forged).status_code == 404
    assert client.get(f"{forged}/receipt.pdf").status_code == 404
    assert client.get("/applications/receipts/kurz").status_code == 404
    clock.advance(days=91)
    assert client.get(link).status_code == 404
    assert client.get(f"{link}/receipt.pdf").status_code == 404


def test_the_days_are_a_setting(app, client, clock, outbox):
    _, owner = make_submitted()
    app.extensions["program_admin.settings"].receipt_link_days = 1
    link = link_to(outbox, owner)

    assert client.get(link).status_code == 200
    clock.advance(days=2)
    assert client.get(link).status_code == 404


def test_the_link_says_when_the_application_was_taken_back_or_handed_in_anew(client, clock, outbox):
    application, owner = make_submitted()
    link = link_to(outbox, owner)
    clock.advance(hours=1)
    with transaction() as now:
        services.withdraw(application, by=owner, now=now)
    withdrawn = client.get(link).text
    with transaction() as now:
        services.revise(application, by=owner, now=now)
    clock.advance(hours=1)
    with transaction() as now:
        services.submit(application, by=owner, now=now)
    anew = client.get(link).text

    assert "‘접수 취소’ 상태입니다" in withdrawn
    assert "고쳐서 다시 제출했습니다(2026. 3. 9.(월) 12:00)" in anew
