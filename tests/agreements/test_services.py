"""The whole life of a project through the services, and each refusal on the way."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from program_admin.accounts.roles import Role
from program_admin.agreements import services
from program_admin.agreements.models import (
    AgreementSignature,
    InspectionKind,
    InspectionStatus,
    PartyCode,
    PaymentStatus,
    ReportKind,
    Status,
)
from program_admin.agreements.permissions import SigningPlace
from program_admin.agreements.queries import (
    agreement_of_application,
    assets_of,
    ledger_of,
    payments_of,
    selected_without_agreement,
    signatures_of,
)
from program_admin.agreements.rules.invoices import TAKEN
from program_admin.companies.models import Membership
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.errors import Conflict, NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.documents.queries import documents_about
from program_admin.programs.schema.budget import SourceKind
from program_admin.suppliers.models import PerformanceFact, SupplierMember
from program_admin.suppliers.queries import open_project_counts
from program_admin.workflow.approval import waiting_for_person
from tests.builders import agreements as made
from tests.builders.applications import make_round, sample_terms
from tests.builders.people import make_person

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("app", "clock")]


@pytest.fixture
def cast(app, clock):
    """A selected application and its people."""
    return made.make_cast()


def test_a_prepared_agreement_copies_amounts_and_takes_the_next_number(cast):
    waiting = selected_without_agreement()

    agreement = made.make_prepared(cast)

    assert waiting == [cast.application]
    assert agreement.number == "협약-2026-0001"
    assert agreement.status == Status.PREPARING
    assert (agreement.total_won, agreement.subsidy_won) == (cast.application.total_won, cast.application.subsidy_won)
    assert sum(share.amount_won for share in agreement.shares) == agreement.total_won
    assert selected_without_agreement() == []


def test_numbers_have_no_gap_though_an_attempt_failed(cast):
    with pytest.raises(RuleBroken), transaction() as now:
        services.start_agreement(cast.application, made.period(days=4000), by=cast.officer, now=now)

    assert made.make_prepared(cast).number == "협약-2026-0001"


def test_a_second_agreement_of_an_application_is_refused_until_the_first_is_discarded(cast):
    first = made.make_prepared(cast)

    with pytest.raises(RuleBroken) as refused:
        made.make_prepared(cast)
    with transaction() as now:
        services.discard(first, by=cast.officer, now=now, reason="기간을 잘못 적었습니다.")
    second = made.make_prepared(cast)

    assert refused.value.objections == [
        "이 신청의 협약(협약-2026-0001)이 이미 있습니다. 그 협약을 이어서 처리해 주세요."
    ]
    assert second.number == "협약-2026-0002"
    assert agreement_of_application(cast.application.id) == second


def test_a_project_may_not_run_longer_than_its_track(cast):
    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.start_agreement(cast.application, made.period(days=600), by=cast.officer, now=now)

    assert list(refused.value.fields) == ["ends_on"]


def test_the_third_signature_concludes_issues_the_paper_and_opens_the_project(cast, outbox):
    agreement = made.make_signing(cast)

    concluded = [
        made.sign(agreement, PartyCode.COMPANY, cast.owner),
        made.sign(agreement, PartyCode.SUPPLIER, cast.supplier_person),
        made.sign(agreement, PartyCode.CENTRE, cast.approver),
    ]

    assert concluded == [False, False, True]
    assert agreement.status == Status.CONCLUDED
    assert [paper.kind for paper in documents_about("Agreement", agreement.id)] == ["agreement"]
    assert open_project_counts() == {agreement.supplier_id: 1}
    assert {row.content_sha256 for row in signatures_of(agreement.id).values()} == {agreement.content_sha256}
    told = [message.title for message in outbox(cast.owner.phone)]
    assert "협약을 체결했습니다" in told


def test_the_centre_signs_only_what_its_approvers_decided(cast, outbox):
    agreement = made.make_open(cast)
    leader = make_person(Role.APPROVER, name="이팀장", position="팀장")

    with pytest.raises(RuleBroken) as too_early:
        made.sign(agreement, PartyCode.CENTRE, cast.approver)
    decided = []
    for by in (leader, cast.approver):
        with transaction() as now:
            decided.append(services.approve_conclusion(agreement, by=by, now=now))
    made.sign(agreement, PartyCode.CENTRE, cast.approver)

    assert too_early.value.objections == [
        "협약 체결 결재가 끝나지 않았습니다. 결재가 끝난 뒤 운영기관이 서명해 주세요."
    ]
    assert decided == [False, True]
    assert list(signatures_of(agreement.id)) == [PartyCode.CENTRE]
    assert "협약 체결 결재가 끝났습니다" in [message.title for message in outbox(cast.officer.phone)]


def test_nobody_decides_twice_or_about_own_work(cast):
    agreement = made.make_open(cast)
    leader = make_person(Role.APPROVER, name="이팀장", position="팀장")
    with transaction() as now:
        services.approve_conclusion(agreement, by=leader, now=now)

    for by in (leader, cast.officer):
        with pytest.raises(NotAllowed), transaction() as now:
            services.approve_conclusion(agreement, by=by, now=now)


def test_a_returned_conclusion_is_put_up_again_or_discarded_with_its_line(cast):
    agreement = made.make_open(cast)
    leader = make_person(Role.APPROVER, name="이팀장", position="팀장")

    with transaction() as now:
        services.send_conclusion_back(agreement, by=leader, now=now, reason="재원 구성을 다시 확인해 주세요.")
    with transaction() as now:
        services.put_conclusion_up(agreement, by=cast.officer, now=now)
    waiting = waiting_for_person(leader)
    with transaction() as now:
        services.discard(agreement, by=make_person(Role.OFFICER), now=now, reason="재원을 바꿉니다.")

    assert [each.subject_id for each in waiting] == [agreement.id]
    assert waiting_for_person(leader) == []


def test_nobody_signs_for_another_party(cast):
    agreement = made.make_signing(cast)
    strangers = [(PartyCode.SUPPLIER, cast.owner), (PartyCode.COMPANY, cast.supplier_person)]
    strangers += [(PartyCode.COMPANY, cast.approver), (PartyCode.CENTRE, cast.officer), (PartyCode.CENTRE, cast.owner)]

    for party, person in strangers:
        with pytest.raises(NotAllowed):
            made.sign(agreement, party, person)

    assert signatures_of(agreement.id) == {}


def test_one_person_signs_for_one_party_only(cast):
    agreement = made.make_signing(cast)
    both = make_person(Role.APPLICANT, Role.SUPPLIER, name="양다리")
    now = program_clock.now()
    db.session.add(Membership(company_id=agreement.company_id, person_id=both.id, kind="staff", created_at=now))
    db.session.add(SupplierMember(supplier_id=agreement.supplier_id, person_id=both.id, kind="staff", created_at=now))
    db.session.commit()
    made.sign(agreement, PartyCode.COMPANY, both)

    with pytest.raises(RuleBroken) as refused:
        made.sign(agreement, PartyCode.SUPPLIER, both)

    assert refused.value.objections == ["이미 다른 당사자로 서명했습니다. 한 사람은 한 당사자로만 서명할 수 있습니다."]


def test_a_party_signs_once_under_the_text_it_read_with_its_own_name(cast):
    agreement = made.make_signing(cast)
    made.sign(agreement, PartyCode.COMPANY, cast.owner)
    wrong = services.Signed("다른이름", "", "0" * 64)

    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.sign(SigningPlace(agreement, PartyCode.SUPPLIER), wrong, by=cast.supplier_person, now=now)
    with pytest.raises(RuleBroken) as twice:
        made.sign(agreement, PartyCode.COMPANY, cast.owner)

    assert len(refused.value.objections) == 2
    assert list(refused.value.fields) == ["signature_typed"]
    assert twice.value.objections[0] == "도입기업 서명은 이미 있습니다(박정우)."


def test_whoever_prepared_the_agreement_does_not_sign_for_the_centre(app, clock):
    cast = made.make_cast()
    cast.officer = make_person(Role.OFFICER, Role.APPROVER, name="둘다")
    agreement = made.make_signing(cast)

    with pytest.raises(NotAllowed):
        made.sign(agreement, PartyCode.CENTRE, cast.officer)


def test_signatures_and_ledger_rows_can_be_neither_changed_nor_deleted(cast):
    agreement = made.make_signing(cast)
    made.sign(agreement, PartyCode.COMPANY, cast.owner)
    row = db.session.scalar(select(AgreementSignature))

    row.name = "다른 사람"
    with pytest.raises(DBAPIError, match="rows are never changed"):
        db.session.commit()
    db.session.rollback()
    db.session.delete(db.session.scalar(select(AgreementSignature)))
    with pytest.raises(DBAPIError, match="rows are never changed"):
        db.session.commit()
    db.session.rollback()

    assert db.session.scalar(select(func.count()).select_from(AgreementSignature)) == 1


def test_instalments_add_up_to_the_support_per_source(cast):
    agreement = made.make_concluded(cast)

    payments = payments_of(agreement.id)

    assert [payment.instalment for payment in payments] == ["advance", "interim", "balance"]
    assert sum(payment.amount_won for payment in payments) == agreement.subsidy_won
    for share in agreement.shares:
        if share.kind == SourceKind.SUPPORT and share.amount_won:
            paid = [each.amount_won for payment in payments for each in payment.shares if each.source == share.source]
            assert sum(paid) == share.amount_won


def test_the_advance_waits_for_the_start_report_and_its_papers(cast):
    payment = payments_of(made.make_concluded(cast).id)[0]

    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.claim(payment, made.claim_of(payment), by=cast.owner, now=now)

    assert refused.value.objections == [
        "선금은 도입기업이 착수계를 승인한 뒤 신청할 수 있습니다.",
        "이행보증보험증권을 올려 주세요.",
        "세금계산서를 올려 주세요.",
    ]


def test_an_invoice_pays_once_over_all_projects(cast):
    round_ = cast.application.round
    other = made.make_cast(round_)
    first = made.make_concluded(cast)
    second = made.make_concluded(other)
    made.make_report(first, cast, ReportKind.START)
    made.make_report(second, other, ReportKind.START)
    made.make_claimed(cast, first, made.invoice(7))

    with pytest.raises(RuleBroken) as refused:
        made.make_claimed(other, second, made.invoice(7))

    assert refused.value.fields == {"tax_invoice_number": [TAKEN]}


def test_a_payment_is_checked_approved_by_another_and_booked_per_source(cast):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    payment = made.make_claimed(cast, agreement)

    with pytest.raises(RuleBroken), transaction() as now:
        services.put_payment_up(payment, by=cast.officer, now=now)
    made.check_payees(payment, cast.officer)
    with transaction() as now:
        services.put_payment_up(payment, by=cast.officer, now=now)
    with pytest.raises(NotAllowed), transaction() as now:
        services.approve_payment(payment, by=cast.officer, now=now)
    with transaction() as now:
        services.approve_payment(payment, by=cast.approver, now=now)
    with transaction() as now:
        paid = services.Paid(program_clock.today(), 2026)
        services.pay(payment, paid, by=cast.officer, now=now)

    assert payment.status == PaymentStatus.PAID
    assert sum(row.amount_won for row in ledger_of(agreement.id)) == payment.amount_won
    assert {row.fiscal_year for row in ledger_of(agreement.id)} == {2026}


def test_reports_come_in_turn_and_the_company_may_return_one(cast):
    agreement = made.make_concluded(cast)
    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.begin_report(agreement, ReportKind.INTERIM, by=cast.supplier_person, now=now)
    report = made.make_report(agreement, cast, ReportKind.START, approved=False)

    with transaction() as now:
        services.return_report(report, by=cast.owner, now=now, reason="일정표가 없습니다.")
    with transaction() as now:
        services.submit_report(report, by=cast.supplier_person, now=now)
    with pytest.raises(NotAllowed), transaction() as now:
        services.approve_report(report, by=cast.supplier_person, now=now)

    assert refused.value.objections == ["착수계를 도입기업이 승인한 뒤 쓸 수 있습니다."]
    assert report.status == "submitted"


def test_the_final_report_needs_every_kpi_result(cast):
    agreement = made.make_inspected(cast)
    with transaction() as now:
        report = services.begin_report(agreement, ReportKind.FINAL, by=cast.supplier_person, now=now)
        empty = services.Written(90, "다 했습니다.")
        services.save_report(report, empty, by=cast.supplier_person, now=now)

    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.submit_report(report, by=cast.supplier_person, now=now)

    assert sorted(refused.value.fields) == ["file", "progress"]
    assert len(refused.value.objections) == 4


def test_an_item_found_wanting_asks_for_a_supplement_and_is_inspected_again(cast):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    made.make_report(agreement, cast, ReportKind.INTERIM)
    inspection = made.make_inspection(agreement, cast, InspectionKind.INTERIM)
    made.fill_in(inspection, cast, made.sheet_values(inspection) | {"grade-schedule": "보완"})
    with transaction() as now:
        services.hand_in(inspection, by=cast.visitor, now=now)
    asked = (inspection.status, inspection.conclusion, inspection.supplement_due_on)

    with transaction() as now:
        services.answer_supplement(inspection, "일정표를 고쳤습니다.", None, by=cast.supplier_person, now=now)
    made.fill_in(inspection, cast, {"grade-schedule": "적정"})
    with transaction() as now:
        services.hand_in(inspection, by=cast.visitor, now=now)
    with transaction() as now:
        services.approve_interim(inspection, by=cast.officer, now=now)

    due = program_clock.today() + timedelta(days=14)
    assert asked == (InspectionStatus.SUPPLEMENT_ASKED, "보완", due)
    assert (inspection.attempt, inspection.status) == (2, InspectionStatus.APPROVED)


def test_nobody_approves_an_own_inspection(cast):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    made.make_report(agreement, cast, ReportKind.INTERIM)
    cast.visitor = make_person(Role.VISITOR, Role.OFFICER, name="혼자")
    inspection = made.make_reported(agreement, cast, InspectionKind.INTERIM)

    with pytest.raises(NotAllowed), transaction() as now:
        services.approve_interim(inspection, by=cast.visitor, now=now)


def test_a_sheet_is_not_handed_in_before_its_report_or_with_gaps(cast):
    agreement = made.make_concluded(cast)
    inspection = made.make_inspection(agreement, cast, InspectionKind.INTERIM)

    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.hand_in(inspection, by=cast.visitor, now=now)

    assert refused.value.objections[0] == "도입기업이 중간보고를 승인한 뒤 점검표를 낼 수 있습니다."
    assert set(refused.value.fields) == {
        "grade-method", "grade-schedule", "grade-people", "grade-risk", "grade-kpi", "opinion"
    }  # fmt: skip


def test_a_stale_field_of_a_sheet_shows_both_values(cast):
    inspection = made.make_inspection(made.make_concluded(cast), cast, InspectionKind.INTERIM)
    made.fill_in(inspection, cast, {"opinion": "처음"})
    made.fill_in(inspection, cast, {"opinion": "나중"})

    with pytest.raises(Conflict) as conflict, transaction() as now:
        services.save_field(inspection, "opinion", services.TypedField("늦은", 1), by=cast.visitor, now=now)

    assert (conflict.value.mine, conflict.value.theirs, conflict.value.revision) == ("늦은", "나중", 2)


def test_the_final_approval_completes_the_project_and_tells_the_registry(cast):
    agreement = made.make_completed(cast)

    facts = {row.kind: row.value for row in db.session.scalars(select(PerformanceFact))}

    assert (agreement.status, agreement.completed_on_time) == (Status.COMPLETED, True)
    assert facts == {"on_time": Decimal(1), "supplements": Decimal(0)}
    assert open_project_counts() == {}
    assert [asset.model for asset in assets_of(agreement.id)] == ["바코드 단말 BT-20"]


def test_the_supplier_has_the_days_of_the_round_to_reply_before_a_fact_counts(app, clock):
    hasty = sample_terms().suppliers.model_copy(update={"reply_days": 3})
    cast = made.make_cast(make_round(terms=sample_terms().model_copy(update={"suppliers": hasty})))

    made.make_completed(cast)

    facts = list(db.session.scalars(select(PerformanceFact)))
    assert {row.counts_from - row.recorded_at for row in facts} == {timedelta(days=3)}


def test_a_late_completion_report_is_a_fact(cast, clock):
    agreement = made.make_inspected(cast, made.make_concluded(cast, days=30))
    clock.advance(days=40)
    made.make_report(agreement, cast, ReportKind.FINAL)
    inspection = made.make_reported(agreement, cast, InspectionKind.FINAL)
    with transaction() as now:
        services.put_up(inspection, by=cast.officer, now=now)
    with transaction() as now:
        services.confirm(inspection, by=cast.approver, now=now)

    on_time = db.session.scalar(select(PerformanceFact.value).where(PerformanceFact.kind == "on_time"))

    assert (agreement.completed_on_time, on_time) == (False, Decimal(0))


def test_a_cancelled_agreement_stops_payments_and_closes_the_project(cast):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)

    with transaction() as now:
        services.cancel(agreement, by=cast.approver, now=now, reason="기업이 폐업했습니다.")
    with pytest.raises(RuleBroken) as refused:
        made.make_claimed(cast, agreement)

    assert open_project_counts() == {}
    assert refused.value.objections == ["체결된 협약이 아니므로 지급을 신청할 수 없습니다."]


def test_only_selected_applications_get_an_agreement(app, clock):
    cast = made.make_cast(make_round())
    cast.application.status = "reserve"
    db.session.commit()

    with pytest.raises(RuleBroken) as refused:
        made.make_prepared(cast)

    assert refused.value.objections == ["선정된 신청만 협약을 준비할 수 있습니다."]
