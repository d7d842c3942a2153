"""What waits for a person: tiles of the desk."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.agreements.models import (
    INSPECTION_NAMES,
    REPORT_NAMES,
    Agreement,
    AgreementSignature,
    Inspection,
    InspectionKind,
    InspectionStatus,
    Payment,
    PaymentStatus,
    Report,
    ReportKind,
    ReportStatus,
    Status,
)
from program_admin.agreements.queries.agreements import selected_without_agreement
from program_admin.agreements.queries.inspections import inspections_of
from program_admin.agreements.queries.payments import payments_of, progress_of
from program_admin.agreements.queries.reports import reports_of
from program_admin.agreements.rules.claims import claim_objections
from program_admin.agreements.rules.course import inspection_kinds, report_kinds
from program_admin.companies.queries import companies_of
from program_admin.core.database import db
from program_admin.core.korean import korean_date
from program_admin.core.todo import Todo
from program_admin.programs.schema.paperwork import ApprovalAct
from program_admin.suppliers.queries import supplier_of
from program_admin.workflow.approval import waiting_for_person
from program_admin.workflow.models import Approval
from program_admin.workflow.models import Status as LineStatus

ACTS = {
    "Agreement": ("agreements.conclusion", "agreement_id"),
    "Payment": ("payments.show", "payment_id"),
    "Inspection": ("inspections.show", "inspection_id"),
}


def officer_todo(person: Person, now: datetime) -> list[Todo]:
    """Agreements to prepare, claims to check, payments to record, inspections that were handed in."""
    if Role.OFFICER not in person.roles:
        return []
    claimed, approved = PaymentStatus.CLAIMED.value, PaymentStatus.APPROVED.value
    reported, preparing = InspectionStatus.REPORTED.value, Status.PREPARING.value
    tiles = [
        Todo(len(selected_without_agreement()), "협약을 준비할 과제", "선정된 신청", "agreements.waiting"),
        _listed(_count(Agreement, Agreement.status == preparing), "서명을 시작할 협약", "agreements.listed", preparing),
        _listed(_count(Payment, Payment.status == claimed), "검토할 지급 신청", "payments.listed", claimed),
        _listed(_count(Payment, Payment.status == approved), "지급을 기록할 건", "payments.listed", approved),
        _listed(_count(Inspection, Inspection.status == reported), "승인할 점검", "inspections.listed", reported),
    ]
    return [*(tile for tile in tiles if tile.count), *_inspections_to_assign()]


def approver_todo(person: Person, now: datetime) -> list[Todo]:
    """Agreements that wait for the centre's signature, payments and inspections on the person's seat."""
    if Role.APPROVER not in person.roles:
        return []
    found = [
        Todo(
            1,
            f"서명할 협약: {agreement.title}",
            agreement.company_name,
            "agreements.read_as_centre",
            {"agreement_id": str(agreement.id)},
        )
        for agreement in _unsigned("centre", Agreement.created_by_id != person.id, _approved())
    ]
    for approval in waiting_for_person(person):
        if approval.subject_kind in ACTS:
            endpoint, name = ACTS[approval.subject_kind]
            values = {name: str(approval.subject_id)}
            found.append(Todo(1, f"결재: {approval.title}", korean_date(approval.drafted_at.date()), endpoint, values))
    return found


def company_todo(person: Person, now: datetime) -> list[Todo]:
    """Agreements to sign, reports to decide on, instalments that may be claimed."""
    if Role.APPLICANT not in person.roles:
        return []
    mine = [company.id for company in companies_of(person)]
    found = [_to_sign(each, "company") for each in _unsigned("company", Agreement.company_id.in_(mine))]
    submitted = Report.status == ReportStatus.SUBMITTED.value
    reports = select(Report).join(Report.agreement).where(Agreement.company_id.in_(mine), submitted)
    found += [
        Todo(1, f"{each.name} 확인", each.agreement.title, "agreements.show_report", {"report_id": str(each.id)})
        for each in db.session.scalars(reports.order_by(Report.submitted_at))
    ]
    running = Agreement.status.in_([Status.CONCLUDED.value, Status.COMPLETED.value])
    agreements = select(Agreement).where(Agreement.company_id.in_(mine), running).order_by(Agreement.number)
    for agreement in db.session.scalars(agreements):
        found += [_to_claim(each) for each in payments_of(agreement.id) if _claimable(each)]
    return found


def supplier_todo(person: Person, now: datetime) -> list[Todo]:
    """Agreements to sign, reports to write or mend, supplements to answer."""
    supplier = supplier_of(person) if Role.SUPPLIER in person.roles else None
    if supplier is None:
        return []
    ours = Agreement.supplier_id == supplier.id
    found = [_to_sign(each, "supplier") for each in _unsigned("supplier", ours)]
    running = select(Agreement).where(ours, Agreement.status == Status.CONCLUDED.value).order_by(Agreement.number)
    for agreement in db.session.scalars(running):
        found += _to_write(agreement)
    asked = Inspection.status == InspectionStatus.SUPPLEMENT_ASKED.value
    for inspection in db.session.scalars(select(Inspection).join(Inspection.agreement).where(ours, asked)):
        due = inspection.supplement_due_on
        hint = f"{korean_date(due)}까지" if due else ""
        values = {"inspection_id": str(inspection.id)}
        found.append(Todo(1, f"{inspection.name} 보완", hint, "inspections.show", values, "warning"))
    return found


def visitor_todo(person: Person, now: datetime) -> list[Todo]:
    """Inspections assigned to the person whose sheet is open."""
    if Role.VISITOR not in person.roles:
        return []
    states = [InspectionStatus.PLANNED.value, InspectionStatus.SUPPLEMENTED.value]
    mine = select(Inspection).where(Inspection.inspector_id == person.id, Inspection.status.in_(states))
    return [
        Todo(
            1,
            f"{each.name}: {each.agreement.company_name}",
            korean_date(each.planned_on),
            "inspections.sheet",
            {"inspection_id": str(each.id)},
        )
        for each in db.session.scalars(mine.order_by(Inspection.planned_on, Inspection.id))
    ]


def _listed(count: int, title: str, endpoint: str, status: str) -> Todo:
    return Todo(count, title, "목록에서 하나씩 처리해 주세요", endpoint, {"status": status})


def _count(model: type[Payment] | type[Inspection] | type[Agreement], condition: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(condition)) or 0


def _inspections_to_assign() -> list[Todo]:
    """Per running agreement the inspection whose report the company approved and that has no inspector yet."""
    running = select(Agreement).where(Agreement.status == Status.CONCLUDED.value).order_by(Agreement.number)
    found = []
    for agreement in db.session.scalars(running):
        reports, known = reports_of(agreement.id), inspections_of(agreement.id)
        asked = map(InspectionKind, inspection_kinds(agreement.terms))
        kind = next((kind for kind in asked if kind not in known), None)
        report = reports.get(ReportKind(kind.value)) if kind else None
        earlier_done = all(row.status == InspectionStatus.APPROVED for row in known.values())
        if kind and report is not None and report.status == ReportStatus.APPROVED and earlier_done:
            here = {"agreement_id": str(agreement.id), "kind": kind.value}
            title = f"점검위원을 정할 {INSPECTION_NAMES[kind]}"
            found.append(Todo(1, title, agreement.company_name, "agreements.plan_inspection", here))
    return found


def _approved() -> ColumnElement[bool]:
    """Whether the centre decided to conclude the agreement: its signature waits for that."""
    decided = select(Approval.subject_id).where(
        Approval.act == ApprovalAct.AGREEMENT.value, Approval.status == LineStatus.APPROVED.value
    )
    return Agreement.id.in_(decided)


def _unsigned(party: str, *conditions: ColumnElement[bool]) -> list[Agreement]:
    signed = select(AgreementSignature.agreement_id).where(AgreementSignature.party == party)
    waiting = select(Agreement).where(
        Agreement.status == Status.SIGNING.value, Agreement.id.not_in(signed), *conditions
    )
    return list(db.session.scalars(waiting.order_by(Agreement.number)))


def _to_sign(agreement: Agreement, party: str) -> Todo:
    values = {"agreement_id": str(agreement.id)}
    return Todo(1, f"협약 서명: {agreement.title}", agreement.number, f"agreements.read_as_{party}", values, "warning")


def _claimable(payment: Payment) -> bool:
    open_ = payment.status in (PaymentStatus.PLANNED, PaymentStatus.RETURNED)
    return open_ and not claim_objections(payment.instalment, progress_of(payment))


def _to_claim(payment: Payment) -> Todo:
    returned = payment.status == PaymentStatus.RETURNED
    hint = f"반려: {payment.return_reason}" if returned else payment.agreement.title
    values = {"payment_id": str(payment.id)}
    return Todo(1, f"{payment.name} 신청", hint, "payments.claim", values, "warning" if returned else "")


def _to_write(agreement: Agreement) -> list[Todo]:
    known = reports_of(agreement.id)
    for kind in map(ReportKind, report_kinds(agreement.terms)):
        report = known.get(kind)
        if report is None:
            values = {"agreement_id": str(agreement.id), "kind": kind.value}
            name = REPORT_NAMES[kind]
            return [Todo(1, f"{name} 쓰기", agreement.title, "agreements.begin_report", values)]
        if report.status in (ReportStatus.WRITING, ReportStatus.RETURNED):
            hint = f"반려: {report.return_reason}" if report.return_reason else agreement.title
            values = {"report_id": str(report.id)}
            return [Todo(1, f"{report.name} 쓰기", hint, "agreements.edit_report", values)]
        if report.status != ReportStatus.APPROVED:
            return []
    return []
