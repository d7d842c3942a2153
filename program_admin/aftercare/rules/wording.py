"""The values of a signed sheet as they are read on screen and on paper."""

from collections.abc import Sequence
from decimal import Decimal

from program_admin.aftercare.rules.outcomes import GRADE_NAMES, YES_NO_NAMES
from program_admin.applications.rules.values import day, whole
from program_admin.core.korean import korean_date


def number_text(value: Decimal) -> str:
    """A number with thousands separators and without idle zeros: 1,234.5."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent_text(value: Decimal | None) -> str:
    """A share as text: '82.5%', or a dash where nothing was measured."""
    return "–" if value is None else f"{number_text(value)}%"


def answer_text(kind: str, value: str, unit: str) -> str:
    """One answer of the checklist in words."""
    if kind == "yes_no":
        return YES_NO_NAMES.get(value, value)
    if kind == "grade":
        return GRADE_NAMES.get(value, value)
    if kind == "number":
        number = whole(value)
        return value if number is None else f"{number:,}{unit}"
    if kind == "date":
        found = day(value)
        return value if found is None else korean_date(found)
    return value


def mean_text(points: Sequence[int]) -> str:
    """The mean of survey points with one decimal: '4.3', or a dash without any."""
    if not points:
        return "–"
    return f"{(Decimal(sum(points)) / len(points)).quantize(Decimal('0.1')):f}"


def achievement_words(achieved: Decimal | None, wanted: Decimal) -> str:
    """Whether the weighted achievement is enough by the round's rule."""
    if achieved is None:
        return "잰 지표가 없습니다."
    enough = f"기준 {number_text(wanted)}%"
    return f"달성 ({enough})" if achieved >= wanted else f"미달 ({enough})"
