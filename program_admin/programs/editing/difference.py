"""What differs between two contents of a round, field by field, in Korean: what a 정정공고 changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, get_origin

from program_admin.core.korean import korean_date, korean_datetime
from program_admin.programs.editing.elements import COMPOUND, bare, hints_of, title_of
from program_admin.programs.editing.names import choices_of, name_of
from program_admin.programs.editing.places import row_title
from program_admin.programs.editing.references import choices_for, chosen_of, compound_choices
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
    rounds = (before, after)
    for name, field in RoundFile.model_fields.items():
        pair = (getattr(before, name), getattr(after, name))
        raw = _of(title_of(field), hints_of(RoundFile)[name], pair, rounds)
        found += [Difference(name, row, where, old, new) for row, where, old, new in raw]
    return tuple(found)


_Raw = tuple[str, tuple[str, ...], str, str]
_Rounds = tuple[RoundFile, RoundFile]


def _of(title: str, hint: Any, pair: tuple[Any, Any], rounds: _Rounds) -> Iterator[_Raw]:
    old, new = pair
    if old == new:
        return
    if isinstance(old, COMPOUND) or isinstance(new, COMPOUND):
        yield "", (title,), *_in_words(pair, hint, rounds)
    elif isinstance(old, Part) and isinstance(new, Part) and type(old) is type(new):
        yield from (("", (title, *where), a, b) for _, where, a, b in _of_part(old, new, rounds))
    elif _rows(old) or _rows(new):
        yield from ((row, (title, *where), a, b) for row, where, a, b in _of_rows(old, new, rounds))
    else:
        yield "", (title,), *_in_words(pair, hint, rounds)


def _of_part(old: Part, new: Part, rounds: _Rounds) -> Iterator[_Raw]:
    owner, hints = type(old), hints_of(type(old))
    for name, field in owner.model_fields.items():
        pair = (getattr(old, name), getattr(new, name))
        named = [_named(owner, name, value, terms) for value, terms in zip(pair, rounds, strict=True)]
        yield from _of(title_of(field), hints[name], (named[0], named[1]), rounds)


def _of_rows(old: Sequence[Part], new: Sequence[Part], rounds: _Rounds) -> Iterator[_Raw]:
    before, after = _keyed(old), _keyed(new)
    for key, row in before.items():
        if key not in after:
            yield key, (row_title(row),), whole(row, rounds[0]), NOTHING
    for key, row in after.items():
        if key not in before:
            yield key, (row_title(row),), NOTHING, whole(row, rounds[1])
        elif type(before[key]) is not type(row) or isinstance(row, COMPOUND):
            if before[key] != row:
                yield key, (row_title(row),), *_in_words((before[key], row), None, rounds)
        else:
            yield from ((key, (row_title(row), *where), a, b) for _, where, a, b in _of_part(before[key], row, rounds))
    kept = [key for key in before if key in after]
    moved = [key for key in after if key in before]
    if kept != moved:
        titles = [", ".join(row_title(after[key]) for key in order) for order in (kept, moved)]
        yield "", ("순서",), titles[0], titles[1]


def _in_words(pair: tuple[Any, Any], hint: Any, rounds: _Rounds) -> tuple[str, str]:
    return text_of(pair[0], hint, rounds[0]), text_of(pair[1], hint, rounds[1])


def _named(owner: type[Part], name: str, value: Any, terms: RoundFile) -> Any:
    """A code that names something else of the round (a source, the paper of a bonus) as what that is called."""
    choices = choices_for(owner, name, terms) if isinstance(value, str | tuple) and value else None
    if choices is None:
        return value
    names = dict(choices)
    return names.get(value, value) if isinstance(value, str) else tuple(names.get(each, each) for each in value)


def _keyed(rows: Sequence[Part]) -> dict[str, Part]:
    """The rows by code, by act and limit for approval lines, otherwise by place."""
    found: dict[str, Part] = {}
    for place, row in enumerate(rows or ()):
        code = getattr(row, "code", None)
        if code is None and hasattr(row, "act"):
            code = f"{getattr(row, 'act', '')}:{getattr(row, 'up_to_won', '')}"
        found[str(code if code is not None else place)] = row
    return found


def whole(row: Part, terms: RoundFile | None = None) -> str:
    """A whole row as text: each value that says something, with its label; what it names by name where terms tell."""
    hints = hints_of(type(row))
    lines = []
    for name, field in type(row).model_fields.items():
        value = getattr(row, name)
        if name in _NAMELESS or value in (None, "", ()):
            continue
        named = value if terms is None else _named(type(row), name, value, terms)
        lines.append(f"{title_of(field)}: {text_of(named, hints[name], terms)}")
    return "\n".join(lines)


def text_of(value: Any, hint: Any = None, terms: RoundFile | None = None) -> str:
    """A value as it is read on screen."""
    if value is None or value in ("", ()):
        return NOTHING
    if isinstance(value, Part):
        return _part_text(value, terms)
    if isinstance(value, tuple | list):
        return ", ".join(row_title(each) if isinstance(each, Part) else text_of(each) for each in value)
    literal = bare(hint)
    if get_origin(literal) is Literal:
        return dict(choices_of(literal)).get(str(value), str(value))
    return _scalar_text(value)


def _scalar_text(value: Any) -> str:
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
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)


def _part_text(part: Part, terms: RoundFile | None) -> str:
    """A part in one line; a condition as the choices that make it."""
    if terms is None or not isinstance(part, COMPOUND):
        return whole(part, terms).replace("\n", " · ")
    names = dict(compound_choices(type(part), terms, ()))
    return ", ".join(names.get(each, each) for each in chosen_of(part))


def _rows(value: Any) -> bool:
    return isinstance(value, tuple | list) and any(isinstance(each, Part) for each in value)
