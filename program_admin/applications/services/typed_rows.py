"""Copying a draft into typed rows at its submission."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert

from program_admin.accounts.models import Person
from program_admin.applications.models import (
    Answer,
    Application,
    ApplicationEngineer,
    BonusClaim,
    BudgetLine,
    Consent,
    FundingShare,
    KpiTarget,
    ProjectPlan,
)
from program_admin.applications.rules import budget, engineers, kpis, questions
from program_admin.applications.rules.consents import declarations
from program_admin.applications.rules.values import Filled, whole
from program_admin.core.database import db
from program_admin.core.ids import new_ids

TypedTable = ProjectPlan | ApplicationEngineer | BudgetLine | FundingShare | KpiTarget | Answer | BonusClaim | Consent
Row = Mapping[str, object]
TYPED = (ProjectPlan, ApplicationEngineer, BudgetLine, FundingShare, KpiTarget, Answer, BonusClaim, Consent)
_INSERT = {table: insert(table.__table__) for table in TYPED}


@dataclass(frozen=True, slots=True)
class TypedRows:
    """What a draft becomes: the application's own columns, and the rows of each table."""

    columns: Mapping[str, object]
    rows: Mapping[type[TypedTable], list[Row]]


NOTHING = TypedRows({}, {})
Maker = Callable[[uuid.UUID, Filled], TypedRows]


def typed_rows_of(application_id: uuid.UUID, filled: Filled, grades: Mapping[str, str]) -> TypedRows:
    """Make the typed rows of everything but what is claimed and agreed to (that carries the time of the act).

    `grades` are those of the supplier's engineers, by name.
    """
    made = [make(application_id, filled) for make in (_plan, _money, _kpis, _answers)]
    return _joined([*made, _engineers(application_id, filled, grades)])


def write_typed_rows(
    application: Application, typed: TypedRows, filled: Filled, *, by: Person, now: datetime, replacing: bool = True
) -> None:
    """Write every typed row from what was checked; rows of an earlier submission are replaced (its snapshot stays)."""
    _replace(application, TYPED if replacing else (), typed)
    _put(_claims(application.id, filled, by=by, now=now))


def rewrite_section(application: Application, code: str, filled: Filled) -> None:
    """Write the rows of one section anew (a supplement); the other sections' rows stay as they are."""
    typed = _joined(make(application.id, filled) for make in _OF_SECTION[code])
    _replace(application, tuple(typed.rows), typed)
    db.session.flush()


def _replace(application: Application, tables: Iterable[type[TypedTable]], typed: TypedRows) -> None:
    for table in tables:
        db.session.execute(delete(table).where(table.application_id == application.id))
    for name, value in typed.columns.items():
        setattr(application, name, value)
    _put(typed.rows)


def _put(rows: Mapping[type[TypedTable], list[Row]]) -> None:
    """Insert rows that nobody reads in this act: as statements they cost a third of what objects cost."""
    for table, own in rows.items():
        if own:
            db.session.execute(_INSERT[table], own)


def _joined(parts: Iterable[TypedRows]) -> TypedRows:
    columns: dict[str, object] = {}
    rows: dict[type[TypedTable], list[Row]] = {}
    for part in parts:
        columns |= part.columns
        rows |= part.rows
    return TypedRows(columns, rows)


def _numbered(application_id: uuid.UUID, rows: Iterable[Row]) -> list[Row]:
    """The rows of one application, each with an id of its own."""
    listed = list(rows)
    ids = new_ids(len(listed))
    return [{"id": own, "application_id": application_id, **row} for own, row in zip(ids, listed, strict=True)]


def _plan(application_id: uuid.UUID, filled: Filled) -> TypedRows:
    title = filled.value("project-title")
    row = {
        "application_id": application_id,
        "title": title,
        "solutions": list(filled.chosen("project-solutions")),
        "problem": filled.value("project-problem"),
        "plan": filled.value("project-plan"),
        "effect": filled.value("project-effect"),
        "build_months": whole(filled.value("project-months")) or 0,
        "level_before": filled.company.level,
        "level_after": filled.track.level_after.value,
        "contact_name": filled.value("project-contact_name"),
        "contact_phone": filled.value("project-contact_phone"),
        "contact_email": filled.value("project-contact_email"),
    }
    return TypedRows({"title": title}, {ProjectPlan: [row]})


def _engineers(application_id: uuid.UUID, filled: Filled, grades: Mapping[str, str]) -> TypedRows:
    rows = (
        {
            "place": place,
            "name": each.name,
            "work": each.work,
            "phone": each.phone,
            "email": each.email,
            "grade": grades.get(each.name, ""),
        }
        for place, each in enumerate(engineers.engineers_in(filled.values), start=1)
    )
    return TypedRows({}, {ApplicationEngineer: _numbered(application_id, rows)})


def _money(application_id: uuid.UUID, filled: Filled) -> TypedRows:
    lines = (
        {"place": place, "item": row.item, "description": row.description, "amount_won": row.amount_won}
        for place, row in enumerate(budget.cost_rows(filled), start=1)
    )
    worked_out = budget.funding(filled)
    shares = (
        {
            "place": place,
            "source": share.source,
            "name": share.name,
            "kind": share.kind.value,
            "amount_won": share.won,
        }
        for place, share in enumerate(worked_out.shares, start=1)
    )
    sums = {
        "total_won": worked_out.total_won,
        "subsidy_won": worked_out.support_won,
        "company_cash_won": worked_out.company_cash_won,
        "company_inkind_won": worked_out.company_in_kind_won,
        "vat_won": worked_out.vat_won,
    }
    own: dict[type[TypedTable], list[Row]] = {
        BudgetLine: _numbered(application_id, lines),
        FundingShare: _numbered(application_id, shares),
    }
    return TypedRows(sums, own)


def _kpis(application_id: uuid.UUID, filled: Filled) -> TypedRows:
    rows = (
        {
            "place": place,
            "kpi": row.measure.code,
            "name": row.measure.name,
            "unit": row.measure.unit,
            "better": row.measure.better.value,
            "before": row.before,
            "target": row.target,
            "weight": row.weight,
            "how": row.measure.how,
        }
        for place, row in enumerate(kpis.kpi_rows(filled), start=1)
    )
    return TypedRows({}, {KpiTarget: _numbered(application_id, rows)})


def _answers(application_id: uuid.UUID, filled: Filled) -> TypedRows:
    shown = [question for question in filled.terms.questions if questions.is_shown(question, filled)]
    names = [name for question in shown for name in questions.names_of(question)]
    names += [f"must_not-{rule.code}" for rule in declarations(filled)]
    rows = ({"question": name, "value": filled.value(name)} for name in names if filled.value(name))
    return TypedRows({}, {Answer: _numbered(application_id, rows)})


def _claims(
    application_id: uuid.UUID, filled: Filled, *, by: Person, now: datetime
) -> Mapping[type[TypedTable], list[Row]]:
    claimed = set(filled.bonus_codes)
    claims = (
        {"code": item.code, "name": item.name, "points": item.points, "claimed_at": now}
        for item in filled.terms.evaluation.bonus.items
        if item.code in claimed
    )
    consents = (
        {"code": consent.code, "version": consent.version, "agreed_by_id": by.id, "agreed_at": now}
        for consent in filled.terms.company_consents
        if filled.value(f"consent-{consent.code}") == "yes"
    )
    return {BonusClaim: _numbered(application_id, claims), Consent: _numbered(application_id, consents)}


_OF_SECTION: Mapping[str, tuple[Maker, ...]] = {"plan": (_plan, _answers), "kpi": (_kpis,), "budget": (_money,)}
