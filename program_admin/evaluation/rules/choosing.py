"""How a panel is suggested from the evaluators who may judge its cases."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
WEEKDAY_NAMES = dict(zip(WEEKDAYS, "월화수목금", strict=True))
HALF_NAMES = {"am": "오전", "pm": "오후"}
HALF_DAYS = tuple(
    (f"{day}-{half}", f"{WEEKDAY_NAMES[day]} {name}") for day in WEEKDAYS for half, name in HALF_NAMES.items()
)


def half_day_of(day: date, half: str) -> str:
    """Return the half-day of a session as evaluators give theirs ("mon-am"); weekends have none ("")."""
    return f"{WEEKDAYS[day.weekday()]}-{half}" if day.weekday() < len(WEEKDAYS) else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An evaluator who may judge every case: whether free at that half-day, and how many panels of the round so far."""

    evaluator_id: uuid.UUID
    field: str
    free: bool
    panels: int


def suggested(candidates: Sequence[Candidate], size: int, taken_fields: Sequence[str] = ()) -> tuple[uuid.UUID, ...]:
    """Return up to `size` evaluators: those free first, then fields the panel lacks, then those asked least so far.

    `taken_fields` are the fields of members already there. The order of the candidates decides nothing.
    """
    fields = Counter(taken_fields)
    left = list(candidates)
    chosen: list[uuid.UUID] = []
    while left and len(chosen) < size:
        best = min(left, key=lambda one: (not one.free, fields[one.field], one.panels, str(one.evaluator_id)))
        left.remove(best)
        fields[best.field] += 1
        chosen.append(best.evaluator_id)
    return tuple(chosen)
