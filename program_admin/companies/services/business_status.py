"""Keeping what was found about a business: by the tax service or by an officer's hand, each a row of its own."""

from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.business_status import Found
from program_admin.companies.models import BusinessStatusCheck, Company, StatusSource
from program_admin.companies.rules import status_check_faults
from program_admin.companies.services.refusing import refuse_if
from program_admin.core.clock import to_seoul
from program_admin.core.database import db


def keep_status(
    company: Company, found: Found, source: StatusSource, *, by: Person, now: datetime, checked_on: date | None = None
) -> BusinessStatusCheck:
    """Keep one finding; `checked_on` is today unless an officer looked it up before. Raises RuleBroken."""
    today = to_seoul(now).date()
    day = checked_on or today
    refuse_if(status_check_faults(day, found.ended_on, today))
    row = BusinessStatusCheck(
        company_id=company.id,
        business_number=found.business_number,
        status=found.status.value,
        tax_type=found.tax_type,
        ended_on=found.ended_on,
        checked_on=day,
        source=source.value,
        by_id=by.id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    record("company:check_status", "Company", company.id, by=by, now=now, after=f"{row.status} {day.isoformat()}")
    return row
