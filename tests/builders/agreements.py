"""Agreements of a test, brought by the real services: prepared, concluded, inspected, completed."""

from dataclasses import dataclass
from datetime import date, timedelta

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.agreements import services
from program_admin.agreements.models import (
    Agreement,
    BusinessStatus,
    Inspection,
    InspectionKind,
    PartyCode,
    Payment,
    Report,
    ReportKind,
)
from program_admin.agreements.permissions import SigningPlace
from program_admin.agreements.queries import drafts_of, payees_of, payments_of, sheet_terms
from program_admin.agreements.rules import sheets
from program_admin.agreements.rules.claims import Claim
from program_admin.applications.models import Application
from program_admin.applications.queries import kpi_targets_of
from program_admin.applications.states import PROCESS as APPLICATION
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.programs.models import Round
from program_admin.suppliers.models import SupplierMember
from program_admin.workflow.engine import take_step
from tests.builders.applications import checked_pdf, make_submitted
from tests.builders.people import make_person
from tests.builders.standing import standing


@dataclass
class Cast:
    """Everybody who plays in a project, and its application."""

    application: Application
    owner: Person
    supplier_person: Person
    officer: Person
    approver: Person
    visitor: Person


@standing
def make_cast(round_: Round | None = None, **more: object) -> Cast:
    """A selected application with its company's owner, its supplier's person, and the centre's people."""
    application, owner = make_submitted(round_, **more)
    officer = make_person(Role.OFFICER, name="김담당", position="담당")
    with transaction() as now:
        for step in ("start_screening", "pass", "select"):
            take_step(APPLICATION, application, step, by=officer, now=now)
    supplier_person = make_person(Role.SUPPLIER, name="한공급", position="부장")
    joined = SupplierMember(
        supplier_id=application.supplier_id, person_id=supplier_person.id, kind="owner", created_at=clock.now()
    )
    db.session.add(joined)
    db.session.commit()
    approver = make_person(Role.APPROVER, name="최센터", position="센터장")
    visitor = make_person(Role.VISITOR, name="윤점검")
    return Cast(application, owner, supplier_person, officer, approver, visitor)


def period(days: int = 150, starts_on: date | None = None) -> services.Period:
    """A period that begins today."""
    begins = starts_on or clock.today()
    return services.Period(begins, begins + timedelta(days=days))


@standing
def make_prepared(cast: Cast, days: int = 150) -> Agreement:
    """An agreement being prepared."""
    with transaction() as now:
        return services.start_agreement(cast.application, period(days), by=cast.officer, now=now)


@standing
def make_open(cast: Cast, days: int = 150) -> Agreement:
    """An agreement whose text stands and whose conclusion waits for approval."""
    agreement = make_prepared(cast, days)
    with transaction() as now:
        services.open_signing(agreement, by=cast.officer, now=now)
    return agreement


@standing
def make_signing(cast: Cast, days: int = 150) -> Agreement:
    """An agreement that its parties may sign: two approvers decided to conclude it."""
    agreement = make_open(cast, days)
    for by in (make_person(Role.APPROVER, name="이팀장", position="팀장"), cast.approver):
        with transaction() as now:
            services.approve_conclusion(agreement, by=by, now=now)
    return agreement


def sign(agreement: Agreement, party: PartyCode, by: Person) -> bool:
    """One party's signature by typed name."""
    signed = services.Signed(by.name, "", agreement.content_sha256)
    with transaction() as now:
        return services.sign(SigningPlace(agreement, party), signed, by=by, now=now)


@standing
def make_concluded(cast: Cast, days: int = 150) -> Agreement:
    """An agreement signed by all three."""
    agreement = make_signing(cast, days)
    sign(agreement, PartyCode.COMPANY, cast.owner)
    sign(agreement, PartyCode.SUPPLIER, cast.supplier_person)
    sign(agreement, PartyCode.CENTRE, cast.approver)
    return agreement


def written(cast: Cast, kind: ReportKind) -> services.Written:
    """A report without a fault."""
    results = {}
    if kind is ReportKind.FINAL:
        results = {
            target.id: services.Result(target.target, "시스템 기록 3개월 평균")
            for target in kpi_targets_of(cast.application.id)
        }
    progress = {ReportKind.START: 0, ReportKind.INTERIM: 50, ReportKind.FINAL: 100}[kind]
    return services.Written(progress, "공정별 바코드 단말을 설치했습니다.", "다음 달에 시험합니다.", results=results)


def make_report(agreement: Agreement, cast: Cast, kind: ReportKind, *, approved: bool = True) -> Report:
    """A report handed in, and approved by the company."""
    with transaction() as now:
        report = services.begin_report(agreement, kind, by=cast.supplier_person, now=now)
        services.save_report(report, written(cast, kind), by=cast.supplier_person, now=now)
    checked = checked_pdf("산출물.pdf")
    with transaction() as now:
        services.attach_report_paper(report, checked, by=cast.supplier_person, now=now)
        services.submit_report(report, by=cast.supplier_person, now=now)
    if approved:
        with transaction() as now:
            services.approve_report(report, by=cast.owner, now=now)
    return report


def make_inspection(agreement: Agreement, cast: Cast, kind: InspectionKind) -> Inspection:
    """An inspection assigned for today."""
    with transaction() as now:
        return services.plan_inspection(
            agreement, kind, inspector=cast.visitor, planned_on=clock.today(), by=cast.officer, now=now
        )


def sheet_values(inspection: Inspection, *, grade: str = "적정") -> dict[str, str]:
    """A sheet without a fault, every item with that grade."""
    terms = sheet_terms(inspection)
    values = {sheets.OPINION: "계획대로 진행하고 있습니다."}
    for item in terms.items:
        values |= {sheets.grade_field(item.code): grade, sheets.note_field(item.code): "화면과 기록을 확인했습니다."}
    if terms.with_assets:
        values |= {"asset-1-model": "바코드 단말 BT-20", "asset-1-serial": "BT20-0001", "asset-1-place": "1층 가공실"}
    return values


def fill_in(inspection: Inspection, cast: Cast, values: dict[str, str]) -> None:
    """Type these values into the sheet."""
    for name, value in values.items():
        with transaction() as now:
            known = drafts_of(inspection.id).get(name)
            typed = services.TypedField(value, known.revision if known else 0)
            services.save_field(inspection, name, typed, by=cast.visitor, now=now)


def make_reported(agreement: Agreement, cast: Cast, kind: InspectionKind, *, grade: str = "적정") -> Inspection:
    """An inspection whose sheet was handed in."""
    inspection = make_inspection(agreement, cast, kind)
    fill_in(inspection, cast, sheet_values(inspection, grade=grade))
    with transaction() as now:
        services.hand_in(inspection, by=cast.visitor, now=now)
    return inspection


@standing
def make_inspected(cast: Cast, agreement: Agreement | None = None) -> Agreement:
    """A project after its approved interim inspection."""
    agreement = agreement or make_concluded(cast)
    make_report(agreement, cast, ReportKind.START)
    make_report(agreement, cast, ReportKind.INTERIM)
    inspection = make_reported(agreement, cast, InspectionKind.INTERIM)
    with transaction() as now:
        services.approve_interim(inspection, by=cast.officer, now=now)
    return agreement


@standing
def make_completed(cast: Cast, agreement: Agreement | None = None) -> Agreement:
    """A project completed by its approved final inspection."""
    agreement = make_inspected(cast, agreement)
    make_report(agreement, cast, ReportKind.FINAL)
    inspection = make_reported(agreement, cast, InspectionKind.FINAL)
    with transaction() as now:
        services.put_up(inspection, by=cast.officer, now=now)
    with transaction() as now:
        services.confirm(inspection, by=cast.approver, now=now)
    return agreement


def invoice(place: int = 1) -> str:
    """A well-formed approval number of an invoice issued today."""
    return f"{clock.today():%Y%m%d}4100000{place:09d}"


def claim_of(payment: Payment, number: str | None = None) -> Claim:
    """A claim without a fault."""
    return Claim(number or invoice(payment.place), payment.amount_won, clock.today())


def hand_in_claim_papers(payment: Payment, by: Person) -> None:
    """Every required paper of an instalment."""
    for paper in services.papers_asked(payment):
        checked = checked_pdf(f"{paper}.pdf")
        with transaction() as now:
            services.attach_payment_paper(payment, paper, checked, by=by, now=now)


@standing
def make_claimed(cast: Cast, agreement: Agreement, number: str | None = None) -> Payment:
    """The advance, claimed."""
    payment = payments_of(agreement.id)[0]
    hand_in_claim_papers(payment, cast.owner)
    with transaction() as now:
        services.claim(payment, claim_of(payment, number), by=cast.owner, now=now)
    return payment


def check_payees(
    payment: Payment,
    officer: Person,
    status: BusinessStatus = BusinessStatus.ACTIVE,
    *,
    reason: str = "",
) -> None:
    """Look at the business of every payee of a payment."""
    looked = services.Looked(status, clock.today(), reason=reason)
    for payee in payees_of(payment):
        with transaction() as now:
            services.check_payee(payee, looked, by=officer, now=now)


def make_approved(cast: Cast, agreement: Agreement) -> Payment:
    """The advance, claimed, its payees looked at today, approved."""
    payment = make_claimed(cast, agreement)
    approve_claimed(cast, payment)
    return payment


def approve_claimed(cast: Cast, payment: Payment) -> None:
    """Look at the payees of a claim, put it up and approve it."""
    check_payees(payment, cast.officer)
    with transaction() as now:
        services.put_payment_up(payment, by=cast.officer, now=now)
    with transaction() as now:
        services.approve_payment(payment, by=cast.approver, now=now)
