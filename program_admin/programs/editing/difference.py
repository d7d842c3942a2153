"""What differs between two contents of a round, field by field, in Korean: what a 정정공고 changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, get_origin

from program_admin.core.korean import korean_date, korean_datetime
from program_admin.programs.editing.elements import bare, hints_of, title_of
from program_admin.programs.editing.names import choices_of, name_of
from program_admin.programs.editing.places import row_title
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.round_file import RoundFile

NOTHING = "없음"
INTERNAL = frozenset({"approvals", "documents", "retention", "outside_numbers", "column_orders"})
"""Sections of the office's own work, which an announcement does not show."""
_NAMELESS = ("code", "format")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs: its section, the row of the section's list (its code), labels from outer to inner."""

    section: str
    row: str
    where: tuple[str, ...]
    before: str
    after: str

    @property
    def title(self) -> str:
        """Where the value stands, as one line."""
        return " › ".join(each for each in self.where if each)


def differences(before: RoundFile, after: RoundFile) -> tuple[Difference, ...]:
    """Everything that differs between two contents, in the order of the round file."""
    found: list[Difference] = []
    for name, field in RoundFile.model_fields.items():
        pair = (getattr(before, name), getattr(after, name))
        hint = hints_of(RoundFile)[name]
        found += [Difference(name, row, where, old, new) for row, where, old, new in _of(title_of(field), hint, *pair)]
    return tuple(found)


_Raw = tuple[str, tuple[str, ...], str, str]


def _of(title: str, hint: Any, old: Any, new: Any) -> Iterator[_Raw]:
    if old == new:
        return
    if isinstance(old, Part) and isinstance(new, Part) and type(old) is type(new):
        yield from (("", (title, *where), a, b) for _, where, a, b in _of_part(old, new))
    elif _rows(old) or _rows(new):
        yield from ((row, (title, *where), a, b) for row, where, a, b in _of_rows(old, new))
    else:
        yield "", (title,), text_of(old, hint), text_of(new, hint)


def _of_part(old: Part, new: Part) -> Iterator[_Raw]:
    hints = hints_of(type(old))
    for name, field in type(old).model_fields.items():
        yield from _of(title_of(field), hints[name], getattr(old, name), getattr(new, name))


def _of_rows(old: Sequence[Part], new: Sequence[Part]) -> Iterator[_Raw]:
    before, after = _keyed(old), _keyed(new)
    for key, row in before.items():
        if key not in after:
            yield key, (row_title(row),), whole(row), NOTHING
    for key, row in after.items():
        if key not in before:
            yield key, (row_title(row),), NOTHING, whole(row)
        elif type(before[key]) is not type(row):
            yield key, (row_title(row),), whole(before[key]), whole(row)
        else:
            yield from ((key, (row_title(row), *where), a, b) for _, where, a, b in _of_part(before[key], row))
    kept = [key for key in before if key in after]
    moved = [key for key in after if key in before]
    if kept != moved:
        titles = [", ".join(row_title(after[key]) for key in order) for order in (kept, moved)]
        yield "", ("순서",), titles[0], titles[1]


def _keyed(rows: Sequence[Part]) -> dict[str, Part]:
    """The rows by code, by act and limit for approval lines, otherwise by place."""
    found: dict[str, Part] = {}
    for place, row in enumerate(rows or ()):
        code = getattr(row, "code", None)
        if code is None and hasattr(row, "act"):
            code = f"{getattr(row, 'act', '')}:{getattr(row, 'up_to_won', '')}"
        found[str(code if code is not None else place)] = row
    return found


def whole(row: Part) -> str:
    """A whole row as text: each value that says something, with its label."""
    hints = hints_of(type(row))
    lines = []
    for name, field in type(row).model_fields.items():
        value = getattr(row, name)
        if name in _NAMELESS or value in (None, "", ()):
            continue
        inner = whole(value).replace("\n", " · ") if isinstance(value, Part) else text_of(value, hints[name])
        lines.append(f"{title_of(field)}: {inner}")
    return "\n".join(lines)


def text_of(value: Any, hint: Any = None) -> str:
    """A value as it is read on screen."""
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, StrEnum):
        return name_of(value)
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, datetime):
        return korean_datetime(value)
    if isinstance(value, date):
        return korean_date(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, tuple | list):
        return ", ".join(row_title(each) if isinstance(each, Part) else text_of(each) for each in value)
    if isinstance(value, Part):
        return whole(value).replace("\n", " · ")
    literal = bare(hint)
    return dict(choices_of(literal)).get(str(value), str(value)) if get_origin(literal) is Literal else str(value)


def _rows(value: Any) -> bool:
    return isinstance(value, tuple | list) and any(isinstance(each, Part) for each in value)
