"""Finding reports, what is attached to them, and the KPI results."""

import uuid

from sqlalchemy import select

from program_admin.agreements.models import KpiResult, Report, ReportKind, ReportPaper
from program_admin.core.database import db
from program_admin.core.errors import Missing


def report_by_id(report_id: uuid.UUID) -> Report:
    """Return the report; raises Missing."""
    found = db.session.get(Report, report_id)
    if found is None:
        raise Missing("report")
    return found


def reports_of(agreement_id: uuid.UUID) -> dict[ReportKind, Report]:
    """Return the reports of an agreement by kind."""
    rows = db.session.scalars(select(Report).where(Report.agreement_id == agreement_id))
    return {ReportKind(row.kind): row for row in rows}


def report_papers_of(report_id: uuid.UUID) -> list[ReportPaper]:
    """Return the attachments in force, oldest first."""
    rows = select(ReportPaper).where(ReportPaper.report_id == report_id, ReportPaper.removed_at.is_(None))
    return list(db.session.scalars(rows.order_by(ReportPaper.added_at, ReportPaper.id)))


def report_paper_by_id(paper_id: uuid.UUID) -> ReportPaper:
    """Return one attachment; raises Missing."""
    found = db.session.get(ReportPaper, paper_id)
    if found is None:
        raise Missing("report paper")
    return found


def kpi_results_of(report_id: uuid.UUID) -> dict[uuid.UUID, KpiResult]:
    """Return the KPI results of a final report by the id of the target."""
    rows = db.session.scalars(select(KpiResult).where(KpiResult.report_id == report_id))
    return {row.kpi_target_id: row for row in rows}
