"""Whether anything an application is made of has changed: one row to compare, cheap enough to read under the lock."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import (
    ColumnCollection,
    ColumnElement,
    ScalarSelect,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)

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
Columns = ColumnCollection[str, Any]
FIGURES = ("revenue_won", "operating_profit_won", "assets_won", "debts_won", "equity_won")
_APPLICATIONS = Application.__table__
_COLON, _NOTHING = literal_column("':'", String), literal_column("''", String)


def stamp_of(application_id: uuid.UUID) -> Stamp:
    """Return versions, counts and contents of everything `prepare` reads; equal means unchanged."""
    return tuple(db.session.execute(_STAMP, {"application_id": application_id}).one())


def _stamp() -> Select:
    """The statement, built once, of tables alone: it is asked twice in each submission, once of them under the lock."""
    here, there = _columns(Application), _columns(Supplier)
    return (
        select(
            here.version,
            here.track,
            _columns(Round).current_version_id,
            _columns(Company).version,
            there.name,
            there.business_number,
            *_contents(here),
            _all(Site, "id", "version", of=lambda site: (site.company_id == here.company_id) & site.ended_at.is_(None)),
            _all(Finance, "year", *FIGURES, of=lambda year: year.company_id == here.company_id),
            _selected_elsewhere(here),
        )
        .join(Round.__table__, _columns(Round).id == here.round_id)
        .join(Company.__table__, _columns(Company).id == here.company_id)
        .outerjoin(Supplier.__table__, there.id == here.supplier_id)
        .where(here.id == bindparam("application_id"))
    )


def _contents(here: Columns) -> Iterator[ScalarSelect[str]]:
    """The rows that belong to the application itself, and the engineers of its supplier."""

    def own(of: Columns) -> ColumnElement[bool]:
        return of.application_id == here.id

    yield _all(DraftField, "name", "revision", of=own)
    yield _all(Engineer, "id", "version", of=lambda of: of.ended_at.is_(None) & (of.supplier_id == here.supplier_id))
    yield _all(Delegation, "person_id", of=own)
    yield _all(DelegateReview, "id", of=own)
    yield _all(CarriedField, "name", "confirmed_at", of=own)
    yield _all(Paper, "id", of=lambda of: own(of) & of.removed_at.is_(None))


def _all(model: type[Any], *names: str, of: Callable[[Columns], ColumnElement[bool]]) -> ScalarSelect[str]:
    """These columns of the rows that belong there, as one text."""
    columns = _columns(model)
    text: ColumnElement[str] = cast(columns[names[0]], String)
    for name in names[1:]:
        text = text + _COLON + func.coalesce(cast(columns[name], String), _NOTHING)
    return select(func.aggregate_strings(text, ",")).where(of(columns)).correlate(_APPLICATIONS).scalar_subquery()


def _selected_elsewhere(here: Columns) -> ScalarSelect[int]:
    other = _APPLICATIONS.alias("other")
    selected = (other.c.company_id == here.company_id) & (other.c.status == Status.SELECTED.value)
    return select(func.count()).select_from(other).where(selected).correlate(_APPLICATIONS).scalar_subquery()


def _columns(model: type[Any]) -> Columns:
    columns: Columns = model.__table__.c
    return columns


_STAMP = _stamp()
