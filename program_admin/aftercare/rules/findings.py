"""What a signed sheet says about the supplier: facts to be recorded, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from program_admin.aftercare.rules.outcomes import FULL, Operating, Outcome
from program_admin.suppliers.models import FactKind

HUNDREDTH = Decimal("0.01")
Fact = tuple[FactKind, Decimal]


@dataclass(frozen=True, slots=True)
class Found:
    """What a visit found: use, weighted achievement (%), survey in points of 5, A/S as (asked, done), actions asked."""

    operating: str
    achievement: Decimal | None
    survey: tuple[Decimal, ...]
    calls: tuple[tuple[date, date | None], ...]
    corrective: int


def supplier_facts(outcome: Outcome, found: Found) -> tuple[Fact, ...]:
    """The facts of one visit; a closed, moved or absent firm says nothing about its supplier.

    Missing equipment counts as not operating; A/S that is not done yet is left out.
    """
    opened = (FactKind.CORRECTIVE_OPENED, Decimal(found.corrective))
    if outcome is Outcome.NO_EQUIPMENT:
        return ((FactKind.OPERATING, Decimal(0)), opened)
    if outcome not in FULL:
        return ()
    facts: list[Fact] = [(FactKind.OPERATING, Decimal(0 if found.operating == Operating.NONE else 1))]
    if found.achievement is not None:
        facts.append((FactKind.KPI_ACHIEVEMENT, found.achievement))
    if found.survey:
        facts.append((FactKind.SURVEY, _mean(found.survey)))
    days = [Decimal((done - asked).days) for asked, done in found.calls if done is not None]
    if days:
        facts.append((FactKind.AS_DAYS, _mean(days)))
    return (*facts, opened)


def of_five(points: int, best: int) -> Decimal:
    """Points on a scale from 1 to `best`, on the scale from 1 to 5 that scorecards use."""
    return Decimal(1) + Decimal(points - 1) * 4 / (best - 1)


def _mean(values: Sequence[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
