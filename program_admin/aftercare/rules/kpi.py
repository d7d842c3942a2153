"""How far a measure came from where it stood to where it should be; percent, exact, rounded half up at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

LEAST, MOST = Decimal(0), Decimal(150)
WORST, BEST = Decimal("-9999.99"), Decimal("9999.99")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class KpiPlan:
    """One row of the KPI plan: `better` is "up" or "down", `weight` percent of the whole."""

    place: int
    kpi: str
    name: str
    unit: str
    better: str
    before: Decimal
    target: Decimal
    weight: Decimal


def achievement(plan: KpiPlan, value: Decimal) -> Decimal:
    """Percent of the way from `before` to `target` that `value` has come; below 0 when it got worse.

    Where nothing was to change (target equals before), holding the target is 100 and missing it 0.
    """
    way = plan.target - plan.before
    if way == 0:
        held = value >= plan.target if plan.better == "up" else value <= plan.target
        return Decimal(100) if held else Decimal(0)
    percent = (value - plan.before) / way * 100
    return max(WORST, min(BEST, percent)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def weighted_achievement(readings: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the weighted mean of (achievement, weight), each achievement counted between 0 and 150 percent.

    None without any weight: nothing was measured.
    """
    weights = sum((weight for _, weight in readings), Decimal(0))
    if weights == 0:
        return None
    total = sum((max(LEAST, min(MOST, percent)) * weight for percent, weight in readings), Decimal(0))
    return (total / weights).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
