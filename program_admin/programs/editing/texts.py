"""Values of a round as words: for summaries of rows and for showing two people's values side by side."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from program_admin.core.clock import SEOUL
from program_admin.core.korean import korean_date
from program_admin.programs.editing.controls import choices_of_leaf
from program_admin.programs.editing.elements import Kind, Leaf, Table
from program_admin.programs.editing.references import chosen_of
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.checks.found import Path
from program_admin.programs.schema.round_file import RoundFile

NOTHING = "–"


def text_of_value(part: Leaf | Table, value: Any, terms: RoundFile, place: Path) -> str:
    """A value as `stored_values` and `PartForm.values` give it, in words."""
    if isinstance(part, Table):
        rows = [_row(part, row, terms, place) for row in value]
        return "\n".join(rows) or NOTHING
    return text_of_leaf(part, value, terms, place)


def text_of_leaf(leaf: Leaf, value: Any, terms: RoundFile, place: Path) -> str:
    """A single value in words, by name where it was chosen."""
    if value is None or value in ("", [], ()):
        return NOTHING
    choices = choices_of_leaf(leaf, terms, place)
    if choices is not None:
        names = dict(choices)
        return ", ".join(names.get(each, each) for each in _chosen(value))
    if isinstance(value, bool):
        return "예" if value else "아니요"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    text = _typed(value)
    return f"{text}원" if leaf.kind is Kind.WON else f"{text}{leaf.unit}"


def _chosen(value: Any) -> list[str]:
    if isinstance(value, Part):
        return chosen_of(value)
    if isinstance(value, dict):
        asked = [str(value[key] or "") for key in ("fact", "question", "by", "code") if key in value]
        return (
            ["|".join([*asked, str(each)]) for each in value["is_one_of"]]
            if "is_one_of" in value
            else ["|".join(asked)]
        )
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def _typed(value: Any) -> str:
    if isinstance(value, datetime):
        local = value.astimezone(SEOUL)
        return f"{korean_date(local.date())} {local:%H:%M}"
    if isinstance(value, date):
        return korean_date(value)
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)


def _row(table: Table, row: Any, terms: RoundFile, place: Path) -> str:
    if table.compound:
        return text_of_leaf(table.leaves[0], row, terms, place)
    return " · ".join(
        text_of_leaf(leaf, row[leaf.name], terms, place)
        for leaf in table.leaves
        if leaf.name != "code" or leaf.kind is not Kind.CODE
    )
