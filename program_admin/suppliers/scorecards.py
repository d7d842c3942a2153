"""Reads the facts that count now and works out scorecards from them."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from program_admin.core.database import db
from program_admin.suppliers.models import FactKind, FactReply, PerformanceFact
from program_admin.suppliers.rules import LINES, Figure, figure, overall

HIDDEN_BELOW = 3


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A supplier's record at one moment: lines with n and interval, projects behind them, facts not yet counted."""

    supplier_id: uuid.UUID
    figures: tuple[Figure, ...]
    overall: Decimal | None
    projects: int
    waiting: int
    hidden_below: int

    @property
    def shown(self) -> bool:
        """Whether the overall figure may be shown: at least one weighted line has enough facts."""
        return any(line.shown and line.terms.weight for line in self.figures)

    def line(self, kind: str) -> Figure | None:
        """Return one line by its kind of fact."""
        return next((line for line in self.figures if line.terms.kind == kind), None)


def scorecard(supplier_id: uuid.UUID, as_of: datetime, hidden_below: int = HIDDEN_BELOW) -> Scorecard:
    """Return one supplier's scorecard at that moment."""
    return scorecards((supplier_id,), as_of, hidden_below)[supplier_id]


def scorecards(
    supplier_ids: Sequence[uuid.UUID], as_of: datetime, hidden_below: int = HIDDEN_BELOW
) -> dict[uuid.UUID, Scorecard]:
    """Return the scorecards of many suppliers at that moment, with two queries."""
    by_supplier: dict[uuid.UUID, list[PerformanceFact]] = defaultdict(list)
    for fact in facts_known(supplier_ids, as_of):
        by_supplier[fact.supplier_id].append(fact)
    replied = _replied(supplier_ids)
    return {
        identifier: _worked_out(identifier, by_supplier[identifier], replied, as_of, hidden_below)
        for identifier in supplier_ids
    }


def facts_known(supplier_ids: Sequence[uuid.UUID], as_of: datetime) -> list[PerformanceFact]:
    """Return the facts recorded until then, without those a later row corrects, oldest first."""
    known = select(PerformanceFact).where(
        PerformanceFact.supplier_id.in_(supplier_ids), PerformanceFact.recorded_at <= as_of
    )
    rows = list(db.session.scalars(known.order_by(PerformanceFact.observed_on, PerformanceFact.id)))
    corrected = {row.corrects_id for row in rows}
    return [row for row in rows if row.id not in corrected]


def counts(fact: PerformanceFact, replied: frozenset[uuid.UUID], as_of: datetime) -> bool:
    """Whether a fact counts: its time for a reply has passed, or the supplier has replied."""
    return fact.counts_from <= as_of or fact.id in replied


def _worked_out(
    supplier_id: uuid.UUID,
    facts: list[PerformanceFact],
    replied: frozenset[uuid.UUID],
    as_of: datetime,
    hidden_below: int,
) -> Scorecard:
    counted = [fact for fact in facts if counts(fact, replied, as_of)]
    values: dict[str, list[Decimal]] = defaultdict(list)
    for fact in counted:
        values[fact.kind].append(fact.value)
    figures = tuple(line for terms in LINES if (line := figure(terms, values[terms.kind], hidden_below)) is not None)
    return Scorecard(
        supplier_id,
        figures,
        overall=overall(figures),
        projects=len({fact.company_name for fact in counted}),
        waiting=len(facts) - len(counted),
        hidden_below=hidden_below,
    )


def surveys_by_year(facts: Sequence[PerformanceFact], hidden_below: int) -> dict[int, tuple[Decimal | None, int]]:
    """Return the mean of the survey facts of each year with n, the mean None while n is too small; years ascend."""
    years: dict[int, list[Decimal]] = defaultdict(list)
    for fact in facts:
        if fact.kind == FactKind.SURVEY:
            years[fact.observed_on.year].append(fact.value)
    return {
        year: (sum(values, Decimal(0)) / len(values) if len(values) >= hidden_below else None, len(values))
        for year, values in sorted(years.items())
    }


def _replied(supplier_ids: Sequence[uuid.UUID]) -> frozenset[uuid.UUID]:
    rows = select(FactReply.fact_id).join(PerformanceFact).where(PerformanceFact.supplier_id.in_(supplier_ids))
    return frozenset(db.session.scalars(rows))


def facts_of_source(kind: str, source_id: uuid.UUID) -> list[PerformanceFact]:
    """Return what one inspection or visit recorded, in a fixed order."""
    rows = select(PerformanceFact).where(PerformanceFact.source_kind == kind, PerformanceFact.source_id == source_id)
    return list(db.session.scalars(rows.order_by(PerformanceFact.kind, PerformanceFact.id)))
