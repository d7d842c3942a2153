"""Turns single values of a round into form fields and back."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from markupsafe import Markup
from wtforms import Field

from program_admin.core.clock import SEOUL
from program_admin.core.field_base import KrdsField, PlainInput
from program_admin.core.fields import (
    Check,
    Date,
    DecimalNumber,
    LongText,
    ManyOf,
    OneOf,
    Text,
    WholeNumber,
    Won,
    Year,
    YesNo,
)
from program_admin.core.korean import korean_date
from program_admin.programs.editing.elements import COMPOUND, Kind, Leaf
from program_admin.programs.editing.names import choices_of
from program_admin.programs.editing.references import (
    Choices,
    choices_for,
    chosen_of,
    compound_choices,
    notes_for,
    part_of,
)
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.round_file import RoundFile

Place = tuple[str | int, ...]
LONGEST = {Kind.LINE: 200, Kind.TEXT: 20_000, Kind.NOTE: 2_000, Kind.CODE: 40, Kind.LINES: 4_000}
_MOMENT = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?\s*T?\s*(\d{1,2}):(\d{2})")


class Moment(KrdsField):
    """A day with its time by the wall clock in Seoul, typed as '2026. 11. 2. 09:00'."""

    input_class = "krds-input medium"

    def read(self, text: str) -> datetime:
        """The moment of a text."""
        found = _MOMENT.fullmatch(unicodedata.normalize("NFKC", text))
        if found is None:
            raise ValueError("날짜와 시각을 2026. 11. 2. 09:00 형식으로 입력해 주세요.")
        try:
            return datetime(*(int(part) for part in found.groups()), tzinfo=SEOUL)  # type: ignore[arg-type, misc]
        except ValueError:
            raise ValueError("달력에 없는 날짜나 시각입니다. 다시 확인해 주세요.") from None

    def written(self, value: datetime) -> str:
        """'2026. 11. 2. 09:00'."""
        local = value.astimezone(SEOUL)
        return f"{korean_date(local.date())} {local:%H:%M}"

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """A text input."""
        return PlainInput("text")(self, **{"autocomplete": "off", "maxlength": 24, **attributes})


def choices_of_leaf(leaf: Leaf, terms: RoundFile, place: Place) -> Choices | None:
    """What a value is chosen from; None for a typed one."""
    compound = _compound(leaf)
    if compound is not None:
        return compound_choices(compound, terms, place)
    named = choices_for(leaf.owner, leaf.name, terms)
    if named is not None:
        return named
    return choices_of(leaf.closed) if leaf.closed is not None else None


def _compound(leaf: Leaf) -> type[Part] | None:
    if leaf.closed in COMPOUND:
        return leaf.closed  # type: ignore[no-any-return]
    return leaf.owner if leaf.path == ("choice",) else None


def field_for(leaf: Leaf, terms: RoundFile, place: Place, *, kept: object = None, in_table: bool = False) -> Field:
    """The unbound field of a value; `kept` is what is stored now, which stays choosable even if it is gone."""
    named: dict[str, Any] = {"required": leaf.required and not in_table, "hint": "" if in_table else leaf.hint}
    choices = choices_of_leaf(leaf, terms, place)
    if choices is not None:
        choices = choices + _gone(choices, kept)
        if leaf.kind is Kind.MANY:
            return ManyOf(leaf.title, choices, notes=notes_for(leaf.owner, leaf.name), **named)
        return OneOf(leaf.title, choices, as_list=True if in_table or len(choices) > 4 else None, **named)
    if leaf.kind is Kind.YES:
        return Check(leaf.title, required=False) if in_table else YesNo(leaf.title, no="아니요", **named)
    return _typed(leaf, named, in_table=in_table)


def _typed(leaf: Leaf, named: dict[str, Any], *, in_table: bool) -> Field:
    longest = LONGEST.get(leaf.kind, 0)
    if leaf.kind in (Kind.TEXT, Kind.NOTE, Kind.LINES):
        rows = 2 if in_table else {Kind.TEXT: 6, Kind.NOTE: 3, Kind.LINES: 4}[leaf.kind]
        return LongText(leaf.title, longest=longest, rows=rows, **named)
    if leaf.kind is Kind.WHOLE:
        whole = Year if leaf.name == "year" else WholeNumber
        return whole(leaf.title, unit=leaf.unit, least=None, **named)
    if leaf.kind is Kind.NUMBER:
        return DecimalNumber(leaf.title, unit=leaf.unit, places=6, least=None, **named)
    if leaf.kind is Kind.WON:
        return Won(leaf.title, least=None, **named)
    if leaf.kind is Kind.DAY:
        return Date(leaf.title, **{**named, "hint": named["hint"] or "예: 2026. 3. 27."})
    if leaf.kind is Kind.MOMENT:
        return Moment(leaf.title, **{**named, "hint": named["hint"] or "예: 2026. 11. 2. 09:00"})
    return Text(leaf.title, longest=longest, **named)


def _gone(choices: Choices, kept: object) -> Choices:
    known = {value for value, _ in choices}
    stored = kept if isinstance(kept, list | tuple) else [kept]
    return [(str(each), f"{each} (지금은 없음)") for each in stored if each and str(each) not in known]


def shown(leaf: Leaf, value: object) -> object:
    """A stored value as the field's data."""
    if isinstance(value, Part):
        chosen = chosen_of(value)
        return chosen if leaf.kind is Kind.MANY else chosen[0]
    if leaf.kind is Kind.LINES and isinstance(value, Sequence):
        return "\n".join(str(each) for each in value)
    if leaf.kind is Kind.MANY and isinstance(value, Sequence):
        return [_plain(each) for each in value]
    return _plain(value)


def _plain(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


def read(leaf: Leaf, data: Any) -> object:
    """A field's data as the schema wants it; raises ValueError with a sentence."""
    compound = _compound(leaf)
    if compound is not None:
        chosen = data if isinstance(data, list) else [data] if data else []
        return part_of(compound, chosen)
    if leaf.kind is Kind.LINES:
        return [line.strip() for line in (data or "").splitlines() if line.strip()]
    if leaf.kind is Kind.MANY:
        return list(data or [])
    if leaf.kind is Kind.YES:
        return bool(data)
    if leaf.kind is Kind.NUMBER and isinstance(data, Decimal):
        return data
    if data == "" and leaf.kind in (Kind.LINE, Kind.CODE, Kind.CHOICE):
        return None
    return data


def plain_value(leaf: Leaf, value: object) -> object:
    """A stored value in the shape that `read` gives, so that both can be compared."""
    return read(leaf, shown(leaf, value)) if value is not None else read(leaf, None)
