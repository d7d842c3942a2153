"""Whether anything an application is made of has changed: one row to compare, cheap enough to read under the lock."""

import uuid

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, bindparam, cast, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from program_admin.applications.models import (
    Application,
    CarriedField,
    DelegateReview,
    Delegation,
    DraftField,
    Paper,
    Status,
)
from program_admin.companies.models import Company, Finance, Site
from program_admin.core.database import db
from program_admin.programs.models import Round
from program_admin.suppliers.models import Engineer, Supplier

Stamp = tuple[object, ...]


def stamp_of(application_id: uuid.UUID) -> Stamp:
    """Return versions, counts and contents of everything `prepare` reads; equal means unchanged."""
    return tuple(db.session.execute(_STAMP, {"application_id": application_id}).one())


def _stamp() -> Select:
    """The statement, built once: it is asked twice in each submission, once of them under the lock."""
    mine, there = Application.id == bindparam("application_id"), Engineer.ended_at.is_(None)
    return (
        select(
            Application.version,
            Application.track,
            Round.current_version_id,
            Company.version,
            Supplier.name,
            Supplier.business_number,
            _all(DraftField.name, DraftField.revision, of=DraftField.application_id == Application.id),
            _all(Engineer.id, Engineer.version, of=there & (Engineer.supplier_id == Application.supplier_id)),
            _all(Delegation.person_id, of=Delegation.application_id == Application.id),
            _all(DelegateReview.id, of=DelegateReview.application_id == Application.id),
            _all(
                CarriedField.name,
                func.coalesce(cast(CarriedField.confirmed_at, String), ""),
                of=CarriedField.application_id == Application.id,
            ),
            _all(Paper.id, of=(Paper.application_id == Application.id) & Paper.removed_at.is_(None)),
            _all(Site.id, Site.version, of=(Site.company_id == Application.company_id) & Site.ended_at.is_(None)),
            _all(
                Finance.year,
                Finance.revenue_won,
                Finance.operating_profit_won,
                Finance.assets_won,
                Finance.debts_won,
                Finance.equity_won,
                of=Finance.company_id == Application.company_id,
            ),
            _selected_elsewhere(),
        )
        .join(Round, Round.id == Application.round_id)
        .join(Company, Company.id == Application.company_id)
        .outerjoin(Supplier, Supplier.id == Application.supplier_id)
        .where(mine)
    )


def _all(*columns: InstrumentedAttribute | ColumnElement[str], of: ColumnElement[bool]) -> ScalarSelect[str]:
    """The columns of the rows that belong to the application, as one text."""
    text: ColumnElement[str] = literal("")
    for column in columns:
        text = text + ":" + cast(column, String)
    return select(func.aggregate_strings(text, ",")).where(of).correlate(Application).scalar_subquery()


def _selected_elsewhere() -> ScalarSelect[int]:
    other = Application.__table__.alias("other")
    selected = (other.c.company_id == Application.company_id) & (other.c.status == Status.SELECTED.value)
    return select(func.count()).select_from(other).where(selected).correlate(Application).scalar_subquery()


_STAMP = _stamp()
