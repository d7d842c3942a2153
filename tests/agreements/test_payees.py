"""휴·폐업 확인 at payment: the last look is taken over or made anew, kept with the payment, and may stop the money."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from program_admin.agreements import services
from program_admin.agreements.models import BusinessStatus, PayeeCheck, PaymentStatus, ReportKind
from program_admin.agreements.queries import ledger_of, payee_checks_of, payees_of
from program_admin.audit.models import AuditEntry
from program_admin.companies import services as companies
from program_admin.companies.business_status import Found
from program_admin.companies.models import StatusSource
from program_admin.companies.queries import status_checks_of
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.writing import transaction
from program_admin.programs.schema.agreement import NotTrading, PayeeTerms
from tests.builders import agreements as made
from tests.builders.answers import form_of, summary_of, words_of
from tests.builders.applications import make_round, sample_terms
from tests.companies.outside_service import outside_service
from tests.fixtures.clients import act, sign_in

pytestmark = pytest.mark.usefixtures("app", "clock")
FORM = "//section[@id='payee-{}']//form[.//input[@name='checked_on']]"


@pytest.fixture
def started(app, clock):
    """Make an agreement whose start report is approved, under a round with these terms of payees; with its people."""

    def make(payees: PayeeTerms | None = None):
        terms = sample_terms()
        if payees is not None:
            terms = terms.model_copy(update={"agreement": terms.agreement.model_copy(update={"payees": payees})})
        cast = made.make_cast(make_round(terms=terms))
        agreement = made.make_concluded(cast)
        made.make_report(agreement, cast, ReportKind.START)
        return cast, agreement

    return make


def pay(payment, cast):
    today = program_clock.today()
    with transaction() as now:
        services.pay(payment, services.Paid(today, today.year), by=cast.officer, now=now)


@pytest.mark.both_databases
def test_a_look_too_old_on_the_day_of_payment_is_made_anew_before_money_goes_out(started, clock):
    cast, agreement = started()
    payment = made.make_approved(cast, agreement)
    clock.advance(days=8)

    with pytest.raises(RuleBroken) as refused:
        pay(payment, cast)
    made.check_payees(payment, cast.officer)
    pay(payment, cast)

    company, supplier = (each.name for each in payees_of(payment))
    assert [sentence.partition("의 휴·폐업 확인(2026. 3. 9.)")[0] for sentence in refused.value.objections] == [
        f"‘{company}’",
        f"‘{supplier}’",
    ]
    assert payment.status == PaymentStatus.PAID
    assert [(row.payee, str(row.checked_on)) for row in payee_checks_of(payment.id)].count(
        ("company", "2026-03-17")
    ) == 1
    assert len(payee_checks_of(payment.id)) == 4
    trail = select(AuditEntry).where(AuditEntry.action == "payment:check_business")
    entries = db.session.scalars(trail.order_by(AuditEntry.sequence)).all()
    assert [entry.after for entry in entries[-2:]] == [
        "도입기업 계속사업자 담당자 입력 2026-03-17",
        "공급기업 계속사업자 담당자 입력 2026-03-17",
    ]
    assert len(entries) == 4


@pytest.mark.both_databases
def test_a_closed_business_stops_an_approved_payment_which_is_returned(started, client):
    cast, agreement = started()
    payment = made.make_approved(cast, agreement)
    with pytest.raises(RuleBroken) as silent:
        made.check_payees(payment, cast.officer, BusinessStatus.CLOSED)
    made.check_payees(payment, cast.officer, BusinessStatus.CLOSED, reason="폐업을 확인해 반려합니다.")

    with pytest.raises(RuleBroken) as refused:
        pay(payment, cast)
    with transaction() as now:
        services.return_claim(payment, by=cast.officer, now=now, reason="폐업한 곳입니다.")

    office, theirs = (
        words_of(sign_in(client, person).get(f"/payments/{payment.id}")) for person in (cast.officer, cast.owner)
    )
    reason = "폐업을 확인해 반려합니다."
    assert list(silent.value.fields) == ["reason"]
    assert (reason in office, reason in theirs, "폐업 (2026. 3. 9." in theirs) == (True, False, True)
    assert all("폐업 상태라 지급할 수 없습니다" in sentence for sentence in refused.value.objections)
    assert (payment.status, ledger_of(agreement.id)) == (PaymentStatus.RETURNED, [])


def test_a_round_may_let_a_suspended_business_be_paid_with_a_reason(started):
    cast, agreement = started(PayeeTerms(fresh_days=3, paid_though=(NotTrading.SUSPENDED,)))
    payment = made.make_approved(cast, agreement)
    made.check_payees(payment, cast.officer, BusinessStatus.SUSPENDED, reason="설비 교체로 한 달 쉽니다.")

    pay(payment, cast)

    assert payment.status == PaymentStatus.PAID
    assert {row.reason for row in payee_checks_of(payment.id)} == {"", "설비 교체로 한 달 쉽니다."}


def test_rows_are_never_changed(started):
    cast, agreement = started()
    payment = made.make_claimed(cast, agreement)
    made.check_payees(payment, cast.officer)

    with pytest.raises(DBAPIError):
        db.session.execute(PayeeCheck.__table__.update().values(status="closed"))
    db.session.rollback()


def test_the_last_look_is_filled_in_with_its_day_and_source_and_taken_over(started, client):
    cast, agreement = started()
    payment = made.make_claimed(cast, agreement)
    company, today = agreement.company, program_clock.today()
    found = Found(company.business_number, BusinessStatus.ACTIVE)
    with transaction() as now:
        day = today - timedelta(days=2)
        companies.keep_status(company, found, StatusSource.TAX_SERVICE, by=cast.officer, now=now, checked_on=day)
    sign_in(client, cast.officer)
    here = f"/payments/{payment.id}"

    page = client.get(here)
    address, sent = form_of(page, FORM.format("company"))
    _, fresh = form_of(page, FORM.format("supplier"))
    answer = client.post(address, data=sent)

    [row] = payee_checks_of(payment.id)
    assert "마지막 확인: 계속사업자 (2026. 3. 7. 국세청 조회). 그대로 쓰려면" in words_of(page)
    assert "지금까지 확인한 적이 없습니다." in words_of(page)
    assert (sent["business_status"], sent["checked_on"]) == ("active", "2026. 3. 7.")
    assert ("business_status" in fresh, fresh["checked_on"]) == (False, "2026. 3. 9.")
    assert (answer.status_code, row.source, str(row.checked_on)) == (303, "tax_service", "2026-03-07")
    assert len(status_checks_of(company.id)) == 1
    assert "계속사업자 (2026. 3. 7. 국세청 조회) · 2026. 3. 14.까지 유효" in words_of(client.get(here))


def test_a_stale_look_is_said_to_be_old_and_not_filled_in(started, client, clock):
    cast, agreement = started()
    payment = made.make_approved(cast, agreement)
    clock.advance(days=8)
    sign_in(client, cast.officer)

    page = client.get(f"/payments/{payment.id}")
    _, sent = form_of(page, FORM.format("company"))
    refused = client.post(
        f"/payments/{payment.id}/pay", data=act() | {"paid_on": "2026. 3. 17.", "fiscal_year": "2026"}
    )

    assert "지금은 지급할 수 없습니다." in words_of(page)
    assert "business_status" not in sent
    assert (refused.status_code, len(summary_of(refused))) == (422, 2)
    assert "2026. 3. 16.까지 쓸 수 있습니다. 다시 확인해 주세요." in words_of(refused)


def test_the_tax_service_is_asked_where_it_is_switched_on(started, client, app):
    cast, agreement = started()
    payment = made.make_claimed(cast, agreement)
    sign_in(client, cast.officer)
    here, number = f"/payments/{payment.id}", agreement.supplier.business_number
    off = client.get(here)
    with outside_service(app) as service:
        service.statuses[number] = ("03", "20260201")
        on = client.get(here)
        answer = client.post(f"{here}/look-up/supplier", data=act())
        service.failing = "error"
        lost = client.post(f"{here}/look-up/company", data=act())

    [row] = payee_checks_of(payment.id)
    assert ("국세청에서 지금 조회" in off.text, "국세청에서 지금 조회" in on.text) == (False, True)
    assert (answer.status_code, row.payee, row.status, row.source) == (303, "supplier", "closed", "tax_service")
    assert (str(row.ended_on), row.business_number) == ("2026-02-01", number)
    assert (lost.status_code, "직접 적어 주세요" in summary_of(lost)[0]) == (422, True)


def test_only_the_office_keeps_looks_and_nobody_is_asked_about_who_receives_nothing(started, client, new_client):
    cast, agreement = started()
    payment = made.make_claimed(cast, agreement)
    here = f"/payments/{payment.id}"
    sent = {"business_status": "active", "checked_on": "2026. 3. 9."}

    stranger = sign_in(new_client(), cast.owner).post(f"{here}/check/company", data=act() | sent)
    nobody = sign_in(client, cast.officer).post(f"{here}/check/operator", data=act() | sent)

    assert (stranger.status_code, nobody.status_code, payee_checks_of(payment.id)) == (403, 404, [])
