"""What comes next in a project: what the reader can do now, and what others are waited for."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.agreements import permissions as may
from program_admin.agreements.models import (
    Agreement,
    Inspection,
    InspectionKind,
    InspectionStatus,
    PartyCode,
    Payment,
    PaymentStatus,
    Report,
    ReportKind,
    ReportStatus,
    Status,
)
from program_admin.agreements.models.inspections import INSPECTION_NAMES
from program_admin.agreements.models.reports import REPORT_NAMES
from program_admin.agreements.permissions import SigningPlace
from program_admin.agreements.queries import inspections_of, payments_of, progress_of, reports_of, signatures_of
from program_admin.agreements.rules.claims import claim_objections
from program_admin.agreements.rules.course import inspection_kinds, report_kinds
from program_admin.agreements.services.approving import latest_line
from program_admin.agreements.services.conclusion import conclusion_approved
from program_admin.agreements.services.signing import PARTY_NAMES
from program_admin.workflow.models import Status as LineStatus


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do: by whom, what, on which page; `needs` over `record` says who may."""

    who: str
    title: str
    href: str
    needs: Permission
    record: object


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the reader may do now, and what is awaited from others, each as a sentence."""

    mine: tuple[NextStep, ...]
    awaited: tuple[str, ...]


def ahead_of(agreement: Agreement, person: Person) -> Ahead:
    """Sort everything that comes next by whether the reader can do it."""
    steps = list(_steps(agreement))
    mine = tuple(step for step in steps if step.needs.allows(person, step.record))
    awaited = tuple(f"{step.who}: {step.title}" for step in steps if step not in mine)
    return Ahead(mine, awaited)


def _steps(agreement: Agreement) -> Iterator[NextStep]:
    if agreement.status == Status.PREPARING:
        here = url_for("agreements.period", agreement_id=agreement.id)
        yield NextStep("담당자", "기간 확인과 서명 시작", here, may.PREPARE, agreement)
    if agreement.status == Status.SIGNING:
        yield from _signing(agreement)
    if agreement.status == Status.CONCLUDED:
        yield from _reporting(agreement)
        yield from _inspecting(agreement)
    if agreement.status in (Status.CONCLUDED, Status.COMPLETED):
        for payment in payments_of(agreement.id):
            yield from _paying(payment)


def _signing(agreement: Agreement) -> Iterator[NextStep]:
    given, approved = signatures_of(agreement.id), conclusion_approved(agreement)
    if not approved:
        yield _concluding(agreement)
    for party in PartyCode:
        if party not in given and (approved or party is not PartyCode.CENTRE):
            href = url_for(f"agreements.read_as_{party.value}", agreement_id=agreement.id)
            title = f"협약서 읽고 서명({PARTY_NAMES[party]})"
            yield NextStep(PARTY_NAMES[party], title, href, may.SIGN, SigningPlace(agreement, party))


def _concluding(agreement: Agreement) -> NextStep:
    here = url_for("agreements.conclusion", agreement_id=agreement.id)
    line = latest_line(agreement)
    if line is None or line.status != LineStatus.WAITING:
        return NextStep("담당자", "협약 체결 결재 다시 올리기", here, may.PREPARE, agreement)
    return NextStep("결재권자", "협약 체결 결재", here, may.APPROVE_CONCLUSION, agreement)


def _reporting(agreement: Agreement) -> Iterator[NextStep]:
    known = reports_of(agreement.id)
    for kind in map(ReportKind, report_kinds(agreement.terms)):
        report = known.get(kind)
        if report is None:
            href = url_for("agreements.begin_report", agreement_id=agreement.id, kind=kind.value)
            yield NextStep("공급기업", f"{REPORT_NAMES[kind]} 쓰기", href, may.WRITE_REPORT, agreement)
            return
        yield from _of_report(report)
        if report.status != ReportStatus.APPROVED:
            return


def _of_report(report: Report) -> Iterator[NextStep]:
    if report.status in (ReportStatus.WRITING, ReportStatus.RETURNED):
        href = url_for("agreements.edit_report", report_id=report.id)
        yield NextStep("공급기업", f"{report.name} 쓰기", href, may.WRITE_REPORT, report)
    if report.status == ReportStatus.SUBMITTED:
        href = url_for("agreements.show_report", report_id=report.id)
        yield NextStep("도입기업", f"{report.name} 확인", href, may.DECIDE_REPORT, report)


def _inspecting(agreement: Agreement) -> Iterator[NextStep]:
    reports, known = reports_of(agreement.id), inspections_of(agreement.id)
    for kind in map(InspectionKind, inspection_kinds(agreement.terms)):
        inspection = known.get(kind)
        if inspection is not None:
            yield from _of_inspection(inspection)
            if inspection.status != InspectionStatus.APPROVED:
                return
            continue
        report = reports.get(ReportKind(kind.value))
        if report is not None and report.status == ReportStatus.APPROVED:
            href = url_for("agreements.plan_inspection", agreement_id=agreement.id, kind=kind.value)
            yield NextStep("담당자", f"{INSPECTION_NAMES[kind]} 배정", href, may.PLAN_INSPECTION, agreement)
        return


def _of_inspection(inspection: Inspection) -> Iterator[NextStep]:
    here = url_for("inspections.show", inspection_id=inspection.id)
    sheet = url_for("inspections.sheet", inspection_id=inspection.id)
    name, final = inspection.name, inspection.kind == InspectionKind.FINAL
    if inspection.status in (InspectionStatus.PLANNED, InspectionStatus.SUPPLEMENTED):
        yield NextStep("점검위원", f"{name}표 쓰기", sheet, may.INSPECT, inspection)
    if inspection.status == InspectionStatus.SUPPLEMENT_ASKED:
        yield NextStep("공급기업", f"{name} 보완 내기", here, may.ANSWER_INSPECTION, inspection)
    if inspection.status == InspectionStatus.REPORTED and final:
        yield NextStep("담당자", f"{name} 결재 올리기", here, may.PUT_UP_INSPECTION, inspection)
    if inspection.status == InspectionStatus.REPORTED and not final:
        yield NextStep("담당자", f"{name} 승인", here, may.APPROVE_INSPECTION, inspection)
    if inspection.status == InspectionStatus.WAITING:
        yield NextStep("결재권자", f"{name} 결재", here, may.SIGN_INSPECTION, inspection)


def _paying(payment: Payment) -> Iterator[NextStep]:
    here = url_for("payments.show", payment_id=payment.id)
    claim = url_for("payments.claim", payment_id=payment.id)
    open_ = payment.status in (PaymentStatus.PLANNED, PaymentStatus.RETURNED)
    if open_ and not claim_objections(payment.instalment, progress_of(payment)):
        yield NextStep("도입기업", f"{payment.name} 신청", claim, may.CLAIM, payment)
    if payment.status == PaymentStatus.CLAIMED:
        yield NextStep("담당자", f"{payment.name} 검토", here, may.HANDLE_PAYMENT, payment)
    if payment.status == PaymentStatus.WAITING:
        yield NextStep("결재권자", f"{payment.name} 결재", here, may.APPROVE_PAYMENT, payment)
    if payment.status == PaymentStatus.APPROVED:
        yield NextStep("담당자", f"{payment.name} 지급 기록", here, may.HANDLE_PAYMENT, payment)
