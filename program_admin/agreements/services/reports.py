"""Reports: the supplier writes and hands in, the company approves or returns."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.agreements import permissions as may
from program_admin.agreements.models import (
    Agreement,
    KpiResult,
    Report,
    ReportKind,
    ReportPaper,
    ReportStatus,
    Status,
)
from program_admin.agreements.notices import Words, tell_company, tell_officer, tell_supplier
from program_admin.agreements.queries import kpi_results_of, report_papers_of, reports_of
from program_admin.agreements.rules.course import report_kinds
from program_admin.agreements.rules.reports import missing_results, report_faults, report_objections
from program_admin.agreements.services.locking import lock, require
from program_admin.agreements.states import REPORT
from program_admin.applications.queries import kpi_targets_of
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.korean import with_particle
from program_admin.documents.services import CheckedFile, keep
from program_admin.workflow.engine import take_step

WRITABLE = REPORT.step("submit").of
CLOSED = "이미 제출한 보고서입니다. 도입기업이 반려하면 고칠 수 있습니다."


@dataclass(frozen=True, slots=True)
class Result:
    """What the final report says of one KPI."""

    after: Decimal | None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What a report says; `progress` in percent, `results` by the id of the KPI target."""

    progress: int
    done: str
    plan: str = ""
    issues: str = ""
    results: Mapping[uuid.UUID, Result] = field(default_factory=dict)


def begin_report(agreement: Agreement, kind: ReportKind, *, by: Person, now: datetime) -> Report:
    """Begin a report, or return the one that is there; raises RuleBroken out of turn."""
    require(may.WRITE_REPORT, by, agreement)
    lock(agreement)
    known = reports_of(agreement.id)
    if kind in known:
        return known[kind]
    approved = {each.value for each, row in known.items() if row.status == ReportStatus.APPROVED}
    in_force, asked = agreement.status == Status.CONCLUDED, report_kinds(agreement.terms)
    objections = report_objections(kind.value, in_force=in_force, approved=approved, asked=asked)
    if objections:
        raise RuleBroken(objections)
    report = Report(id=new_id(), agreement_id=agreement.id, kind=kind.value, created_at=now)
    db.session.add(report)
    db.session.flush()
    record("report:begin", "Report", report.id, by=by, now=now, after=kind.value)
    return report


def save_report(report: Report, written: Written, *, by: Person, now: datetime) -> None:
    """Keep what was written, complete or not."""
    require(may.WRITE_REPORT, by, report)
    lock(report)
    if report.status not in WRITABLE:
        raise RuleBroken([CLOSED])
    report.progress, report.done = written.progress, written.done
    report.plan, report.issues, report.saved_at = written.plan, written.issues, now
    stored = kpi_results_of(report.id)
    for target in kpi_targets_of(report.agreement.application_id):
        result = written.results.get(target.id)
        if result is None or report.kind != ReportKind.FINAL:
            continue
        row = stored.get(target.id)
        if row is None:
            row = KpiResult(report_id=report.id, kpi_target_id=target.id)
            db.session.add(row)
        row.after, row.evidence = result.after, result.evidence
    db.session.flush()


def attach_report_paper(report: Report, checked: CheckedFile, *, by: Person, now: datetime) -> ReportPaper:
    """Attach a file to a report that is being written."""
    require(may.WRITE_REPORT, by, report)
    lock(report)
    if report.status not in WRITABLE:
        raise RuleBroken([CLOSED])
    upload = keep(checked, owner=("Report", report.id), by=by, now=now)
    row = ReportPaper(id=new_id(), report_id=report.id, upload_id=upload.id, added_at=now)
    db.session.add(row)
    db.session.flush()
    return row


def remove_report_paper(paper: ReportPaper, *, by: Person, now: datetime) -> None:
    """Take an attachment away while the report is being written; its row stays."""
    report = paper.report
    require(may.WRITE_REPORT, by, report)
    lock(report)
    if report.status not in WRITABLE:
        raise RuleBroken([CLOSED])
    paper.removed_at = now
    record("report:remove_paper", "Report", report.id, by=by, now=now, after=paper.upload_id)


def lacking(report: Report) -> RuleBroken | None:
    """What keeps a report from being handed in, each fault at its field; None when nothing does."""
    objections = [] if report.agreement.status == Status.CONCLUDED else ["진행 중인 협약에만 보고서를 낼 수 있습니다."]
    files = len(report_papers_of(report.id))
    faults = report_faults(report.kind, done=report.done, progress=report.progress, files=files)
    if report.kind == ReportKind.FINAL:
        objections += _missing_results(report)
    if not (faults or objections):
        return None
    return RuleBroken([*objections, *(each for said in faults.values() for each in said)], faults)


def submit_report(report: Report, *, by: Person, now: datetime) -> None:
    """Hand a report to the company; raises RuleBroken with everything that is missing."""
    require(may.WRITE_REPORT, by, report)
    lock(report)
    broken = lacking(report)
    if broken is not None:
        raise broken
    take_step(REPORT, report, "submit", by=by, now=now)
    report.submitted_at, report.submitted_by_id, report.return_reason = now, by.id, ""
    named = with_particle(report.agreement.supplier_name, "이/가")
    body = f"{named} {report.name}를 냈습니다. 읽고 승인하거나 반려해 주세요."
    tell_company(report.agreement, Words(f"{report.name}를 확인해 주세요", body, _page(report)), now=now)


def approve_report(report: Report, *, by: Person, now: datetime) -> None:
    """Approve a report as the company; the centre sees it from then on as approved."""
    lock(report)
    take_step(REPORT, report, "approve", by=by, now=now)
    report.decided_at, report.decided_by_id = now, by.id
    body = f"{report.agreement.number} {report.name}를 도입기업이 승인했습니다."
    words = Words(f"{report.name}가 승인되었습니다", body, _page(report))
    tell_supplier(report.agreement, words, now=now)
    tell_officer(report.agreement, words, now=now)


def return_report(report: Report, *, by: Person, now: datetime, reason: str) -> None:
    """Return a report to the supplier with a reason."""
    lock(report)
    take_step(REPORT, report, "return", by=by, now=now, reason=reason)
    report.decided_at, report.decided_by_id, report.return_reason = now, by.id, reason.strip()
    body = f"{report.agreement.number} {report.name}를 도입기업이 반려했습니다. 사유: {reason.strip()}"
    tell_supplier(report.agreement, Words(f"{report.name}를 고쳐 주세요", body, _page(report)), now=now)


def _missing_results(report: Report) -> list[str]:
    targets = {target.id: target.name for target in kpi_targets_of(report.agreement.application_id)}
    return missing_results(targets, {key: row.after for key, row in kpi_results_of(report.id).items()})


def _page(report: Report) -> str:
    return f"/agreements/reports/{report.id}"
