"""Cases that wait for somebody outside: supplements asked for, agreements past their end."""

from datetime import date

from sqlalchemy import select

from program_admin.agreements.models import Agreement
from program_admin.agreements.models import Status as AgreementStatus
from program_admin.applications.models import SupplementRequest, SupplementStatus
from program_admin.core.database import db

MOST = 20


def open_supplements() -> list[SupplementRequest]:
    """Supplement requests that nobody answered yet, the nearest due date first; at most twenty."""
    asked = select(SupplementRequest).where(SupplementRequest.status == SupplementStatus.ASKED.value)
    return list(db.session.scalars(asked.order_by(SupplementRequest.due_on, SupplementRequest.id).limit(MOST)))


def overdue_agreements(today: date) -> list[Agreement]:
    """Agreements whose period is over though they are not completed, the longest overdue first; at most twenty."""
    late = select(Agreement).where(Agreement.status == AgreementStatus.CONCLUDED.value, Agreement.ends_on < today)
    return list(db.session.scalars(late.order_by(Agreement.ends_on, Agreement.number).limit(MOST)))
