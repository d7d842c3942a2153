"""Keeping who changed what about a company, with the value before and after."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.companies.models import CompanyChange
from program_admin.core.database import db

MOST = 2000


@dataclass(frozen=True, slots=True)
class Change:
    """One value that changed: whose it is (the company, a site, a year, a person), its name, before and after."""

    subject: str
    field: str
    before: object
    after: object


def keep_changes(company_id: uuid.UUID, changes: Iterable[Change], *, by: Person, now: datetime) -> None:
    """Keep a row for each value that differs."""
    for change in changes:
        before, after = text_of(change.before), text_of(change.after)
        if before != after:
            db.session.add(
                CompanyChange(
                    company_id=company_id,
                    subject=change.subject,
                    field=change.field,
                    before=before[:MOST],
                    after=after[:MOST],
                    by_id=by.id,
                    at=now,
                )
            )


def text_of(value: object) -> str:
    """A value as the history shows it: 예/아니요, grouped digits, lists in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(text_of(each) for each in value)
    return str(value)
