"""Conflicts of interest that the data shows (제척)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tie:
    """A known tie of an evaluator; `until` None means it still holds."""

    kind: str
    business_number: str
    name: str
    until: date | None


def conflicts(ties: Sequence[Tie], involved: Mapping[str, str], on: date, years: int) -> list[str]:
    """Why an evaluator may not judge a case (제척): a tie to its company or supplier within so many years.

    `involved` maps business numbers to names; an evaluator's employer is given as a tie too.
    """
    labels = {"employment": "재직", "advice": "자문", "family": "친족", "shares": "지분", "supplier": "공급기업 관계"}
    found = []
    for tie in ties:
        if tie.business_number not in involved:
            continue
        if tie.until is None or on < _years_later(tie.until, years):
            when = "현재" if tie.until is None else f"{years}년 이내"
            found.append(f"{involved[tie.business_number]}: {when} {labels[tie.kind]} 관계가 있습니다.")
    return found


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
