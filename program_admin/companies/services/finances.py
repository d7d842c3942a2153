"""A company keeps the figures of its last three business years."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.models import Company, Finance
from program_admin.companies.queries import finances_of
from program_admin.companies.rules import YearFigures, finance_faults
from program_admin.companies.services.history import Change, keep_changes
from program_admin.companies.services.refusing import refuse_if
from program_admin.core.clock import to_seoul
from program_admin.core.database import db

COLUMNS = {
    "revenue_won": "매출액", "operating_profit_won": "영업이익", "assets_won": "자산총계", "debts_won": "부채총계",
    "equity_won": "자본총계",
}  # fmt: skip


def save_finances(
    company: Company, years: tuple[YearFigures, ...], *, under_three_years: bool, by: Person, now: datetime
) -> None:
    """Keep the figures, one row per year; raises RuleBroken with keys 'year:column' or 'under_three_years'."""
    today = to_seoul(now).date()
    refuse_if(finance_faults(years, under_three_years=under_three_years, founded_on=company.founded_on, today=today))
    young = Change("재무", "설립 3년 미만", company.under_three_years, under_three_years)
    company.under_three_years = under_three_years
    kept = {row.year: row for row in finances_of(company.id)}
    keep_changes(company.id, (young, *_changes(kept, years)), by=by, now=now)
    for figures in years:
        row = kept.get(figures.year)
        if row is None:
            db.session.add(Finance(company_id=company.id, created_at=now, **asdict(figures)))
            continue
        for name, value in asdict(figures).items():
            setattr(row, name, value)
    fields = tuple(str(figures.year) for figures in years)
    record("company:save_finances", "Company", company.id, by=by, now=now, fields=fields)


def _changes(kept: Mapping[int, Finance], years: tuple[YearFigures, ...]) -> Iterator[Change]:
    for figures in years:
        row = kept.get(figures.year)
        for name, label in COLUMNS.items():
            yield Change(f"{figures.year}년 재무", label, getattr(row, name) if row else None, getattr(figures, name))
