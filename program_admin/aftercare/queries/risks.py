"""What the database knows about the risk of a finished project."""

from sqlalchemy import func, select

from program_admin.aftercare.queries.visits import last_done
from program_admin.aftercare.rules.planning import RiskFacts
from program_admin.agreements.models import Agreement, Status
from program_admin.applications.models import Application
from program_admin.companies.models import Company
from program_admin.core.clock import to_seoul
from program_admin.core.database import db


def risk_facts(agreement: Agreement) -> RiskFacts:
    """Return what is known: the last visit, size, firm, and the supplier's projects of the same round and industry."""
    last = last_done(agreement.id)
    finished = last.finished_at if last else None
    return RiskFacts(
        last_visited_on=to_seoul(finished).date() if finished else None,
        last_operating=last.operating if last else "",
        last_log_on=last.last_log_on if last else None,
        total_won=agreement.total_won,
        employees=agreement.company.employees,
        similar_projects=_similar(agreement),
    )


def _similar(agreement: Agreement) -> int:
    """How many projects of the same round, supplier and industry were concluded, this one included."""
    alike = (
        select(func.count())
        .select_from(Agreement)
        .join(Application, Application.id == Agreement.application_id)
        .join(Company, Company.id == Agreement.company_id)
        .where(
            Agreement.supplier_id == agreement.supplier_id,
            Agreement.status.in_([Status.CONCLUDED.value, Status.COMPLETED.value]),
            Application.round_id == agreement.application.round_id,
            Company.ksic == agreement.company.ksic,
        )
    )
    return db.session.scalar(alike) or 0
