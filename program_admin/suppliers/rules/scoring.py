"""How facts become a scorecard: means, intervals, and one overall figure that a small number of facts cannot swing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import sqrt

Z_95 = 1.959964
TENTH = Decimal("0.1")


class Measure(StrEnum):
    """How the values of a kind of fact are read."""

    SHARE = "share"
    PERCENT = "percent"
    SCORE = "score"
    DAYS = "days"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class LineTerms:
    """What one line of the scorecard shows; `weight` is its part of the overall figure (0 = shown only).

    `best` and `worst` are the values that earn 100 and 0 points.
    """

    kind: str
    label: str
    measure: Measure
    unit: str
    best: Decimal
    worst: Decimal
    weight: int


LINES = (
    LineTerms("operating", "시스템 가동", Measure.SHARE, "%", Decimal(1), Decimal(0), 30),
    LineTerms("kpi_achievement", "KPI 달성", Measure.PERCENT, "%", Decimal(100), Decimal(0), 25),
    LineTerms("on_time", "기한 준수", Measure.SHARE, "%", Decimal(1), Decimal(0), 15),
    LineTerms("survey", "만족도", Measure.SCORE, "점", Decimal(5), Decimal(1), 15),
    LineTerms("as_days", "A/S 처리", Measure.DAYS, "일", Decimal(0), Decimal(30), 10),
    LineTerms("supplements", "점검 보완", Measure.COUNT, "건", Decimal(0), Decimal(5), 5),
    LineTerms("corrective_opened", "시정조치", Measure.COUNT, "건", Decimal(0), Decimal(5), 0),
    LineTerms("corrective_late", "시정 지연", Measure.SHARE, "%", Decimal(0), Decimal(1), 0),
)
BOUNDS = {
    Measure.SHARE: (Decimal(0), Decimal(1)),
    Measure.PERCENT: (Decimal(-10000), Decimal(10000)),
    Measure.SCORE: (Decimal(1), Decimal(5)),
    Measure.DAYS: (Decimal(0), Decimal(3650)),
    Measure.COUNT: (Decimal(0), Decimal(1000)),
}
WHOLE = frozenset({Measure.SHARE, Measure.COUNT})
PRIOR_POINTS = Decimal(60)
PRIOR_FACTS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One line worked out: the mean with a 95 % interval, in the line's unit; hidden while n is too small.

    `points` (0–100) is exact; the rest is rounded to a tenth.
    """

    terms: LineTerms
    n: int
    mean: Decimal
    low: Decimal
    high: Decimal
    points: Decimal
    shown: bool


def figure(terms: LineTerms, values: Sequence[Decimal], hidden_below: int) -> Figure | None:
    """Work one line out; None without any value. Shares use Wilson's interval, the rest the normal one."""
    if not values:
        return None
    n = len(values)
    mean = sum(values, Decimal(0)) / n
    low, high = _wilson(float(mean), n) if terms.measure is Measure.SHARE else _normal(values, float(mean))
    scale = Decimal(100) if terms.measure is Measure.SHARE else Decimal(1)
    return Figure(
        terms=terms,
        n=n,
        mean=_tenth(mean * scale),
        low=_tenth(Decimal(repr(low)) * scale),
        high=_tenth(Decimal(repr(high)) * scale),
        points=_points(terms, values),
        shown=n >= hidden_below,
    )


def terms_of(kind: str) -> LineTerms:
    """Return how facts of that kind are read."""
    return next(terms for terms in LINES if terms.kind == kind)


def fact_label(kind: str) -> str:
    """What facts of that kind are called."""
    return terms_of(kind).label


def fact_text(kind: str, value: Decimal) -> str:
    """One fact in words: a share is 예 or 아니오, the rest a number with its unit."""
    terms = terms_of(kind)
    if terms.measure is Measure.SHARE:
        return "예" if value else "아니오"
    return f"{number_text(value)}{terms.unit}"


def number_text(value: Decimal) -> str:
    """A number without empty decimals: 92, 6.2."""
    return f"{value.normalize():f}"


def value_faults(kind: str, value: Decimal) -> dict[str, list[str]]:
    """What is wrong with the value of a fact of that kind; the field is called `value`."""
    measure = terms_of(kind).measure
    least, most = BOUNDS[measure]
    if value.is_nan() or not least <= value <= most:
        return {"value": [f"{least}부터 {most}까지의 값을 입력해 주세요."]}
    if measure in WHOLE and value != value.to_integral_value():
        return {"value": ["소수점 없이 입력해 주세요."]}
    return {}


def overall(figures: Sequence[Figure]) -> Decimal | None:
    """Return 0–100 points over all weighted lines, each drawn towards 60 as by three facts of that worth.

    A line without facts stands at 60, so that a good fact of a new kind never lowers the whole.
    None when nothing is known: a newcomer is not a bad supplier.
    """
    known = {line.terms.kind: drawn(line.points, line.n) for line in figures if line.terms.weight}
    if not known:
        return None
    total = sum((known.get(terms.kind, PRIOR_POINTS) * terms.weight for terms in LINES), Decimal(0))
    return _tenth(total / sum(terms.weight for terms in LINES))


def drawn(points: Decimal, n: int) -> Decimal:
    """Draw the points of n facts towards the prior, so that one good visit does not beat thirty decent ones."""
    return (points * n + PRIOR_POINTS * PRIOR_FACTS) / (n + PRIOR_FACTS)


def _points(terms: LineTerms, values: Sequence[Decimal]) -> Decimal:
    """The mean of what each fact earns: held to 0–100 fact by fact, so that one extreme does not outweigh the rest."""
    span = terms.best - terms.worst
    earned = (max(Decimal(0), min(Decimal(1), (value - terms.worst) / span)) for value in values)
    return sum(earned, Decimal(0)) * 100 / len(values)


def _wilson(share: float, n: int) -> tuple[float, float]:
    centre = (share + Z_95**2 / (2 * n)) / (1 + Z_95**2 / n)
    half = Z_95 * sqrt(share * (1 - share) / n + Z_95**2 / (4 * n * n)) / (1 + Z_95**2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def _normal(values: Sequence[Decimal], mean: float) -> tuple[float, float]:
    n = len(values)
    if n < 2:
        return mean, mean
    half = Z_95 * sqrt(sum((float(value) - mean) ** 2 for value in values) / (n - 1) / n)
    return mean - half, mean + half


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(TENTH, rounding=ROUND_HALF_UP)
