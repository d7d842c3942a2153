"""Pages behind links without a password, and the company's page of consents, at both widths."""

import pytest

from program_admin.applications import services
from program_admin.applications.models import NamedRole
from program_admin.applications.queries import last_submission_of
from program_admin.applications.queries.receipts import receipt_path
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from program_admin.notices.models import Message
from tests.builders.applications import make_filled, make_submitted
from tests.builders.looks import check_look
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser


def test_the_pages_of_consents(window, clock):
    application, owner = make_filled()
    with transaction() as now:
        services.save_field(application, "consent-photos", "yes", 0, by=owner, now=now)
        services.ask_consent(
            application, services.NewNamed(NamedRole.CONTACT, "박정우", "01012345678"), by=owner, now=now
        )
        services.ask_consent(
            application, services.NewNamed(NamedRole.ENGINEER, "남궁최민호", "01055554444"), by=owner, now=now
        )
    link = Message.query.filter_by(address="01055554444").one().link
    page = window(owner, NARROW)
    page.goto(f"/applications/{application.id}/consent-states")
    check_look(page, "consent-states-draft")
    page.goto(f"/applications/{application.id}/submit")
    check_look(page, "consent-warning")
    with transaction() as now:
        services.submit(application, by=owner, now=now)
    page.goto(f"/applications/{application.id}/consent-states")
    check_look(page, "consent-states")

    guest = window(size=NARROW)
    guest.goto(link)
    check_look(guest, "consent-link")
    guest.get_by_label("동의합니다", exact=True).check()
    follow(guest.get_by_role("button", name="답 보내기"))
    check_look(guest, "consent-answered")
    guest.goto("/applications/consents/unknown")
    check_look(guest, "consent-gone")

    assert guest.get_by_role("heading", level=1).inner_text() == "쓸 수 없는 주소"


def test_the_receipt_behind_the_link(window, clock):
    application, _ = make_submitted()
    run_pending()
    page = window(size=NARROW)

    page.goto(receipt_path(last_submission_of(application.id)))
    check_look(page, "receipt-link")
    page.goto("/applications/receipts/unknown")
    check_look(page, "receipt-gone")

    assert page.get_by_role("heading", level=1).inner_text() == "쓸 수 없는 주소"
