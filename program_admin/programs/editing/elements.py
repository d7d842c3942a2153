"""Reads from the schema what an element of a round consists of: single values, small tables, longer lists, parts."""

import re
import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from program_admin.programs.schema.announcement import SourceShare, TextSection
from program_admin.programs.schema.base import Code, Day, Line, LocalTime, Note, Part, Text, Won
from program_admin.programs.schema.eligibility import TradeRule
from program_admin.programs.schema.evaluation import BonusItem, Criterion, TieBreak
from program_admin.programs.schema.papers import Paper, PaperCondition
from program_admin.programs.schema.paperwork import Consent
from program_admin.programs.schema.questions import ShownIf
from program_admin.programs.schema.round_file import RoundCode, RoundFile

Names = tuple[str, ...]
FEW = 5
UNIT = re.compile(r"\((원|%|일|개월|분|MB|명|년)\)$")
COMPOUND: tuple[type[Part], ...] = (PaperCondition, ShownIf, TieBreak)
HINTS = {
    (TextSection, "text"): "빈 줄로 문단을 나눕니다.",
    (SourceShare, "source"): "",
    (
        Paper,
        "when",
    ): "‘조건에 맞으면 내야 함’일 때 고릅니다. 가점 항목의 증빙은 비워 두면 그 가점을 신청할 때만 받습니다.",
    (BonusItem, "paper"): "이 가점을 신청할 때만 내게 할 서류입니다. 정하지 않으면 증빙을 따로 받지 않습니다.",
    (TradeRule, "divisions"): "",
    (Consent, "asked_of"): "담당자와 기술자에게는 본인 휴대전화의 주소로 묻습니다.",
    (Criterion, "step"): "등급이 없을 때 점수를 이 간격으로 줍니다.",
}


class Kind(Enum):
    """How a single value is typed or chosen."""

    LINE = auto()
    TEXT = auto()
    NOTE = auto()
    CODE = auto()
    WHOLE = auto()
    WON = auto()
    NUMBER = auto()
    YES = auto()
    DAY = auto()
    MOMENT = auto()
    CHOICE = auto()
    MANY = auto()
    LINES = auto()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value: where it lies in its element, how it is typed, what it is called."""

    path: Names
    kind: Kind
    title: str
    hint: str = ""
    unit: str = ""
    required: bool = True
    owner: type[Part] = Part
    closed: Any = None

    @property
    def name(self) -> str:
        """The field's own name in its owner."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A short list of small rows, typed in one table."""

    path: Names
    title: str
    model: type[Part]
    leaves: tuple[Leaf, ...]
    least: int
    compound: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A small part typed together with its owner, under its own heading."""

    title: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Inner:
    """Something with a page of its own inside an element: a list of rows, or a larger part."""

    name: str
    title: str
    rows: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """An element: its own values, groups of values, tables, and what has pages of its own."""

    leaves: tuple[Leaf, ...]
    groups: tuple[Group, ...] = ()
    tables: tuple[Table, ...] = ()
    inner: tuple[Inner, ...] = ()

    @property
    def all_leaves(self) -> tuple[Leaf, ...]:
        """Every single value of the page, groups included."""
        return self.leaves + tuple(leaf for group in self.groups for leaf in group.leaves)


def hints_of(model: type[Part]) -> dict[str, Any]:
    """The annotations of a model's fields with what stands around them."""
    return typing.get_type_hints(model, include_extras=True)


def bare(hint: Any) -> Any:
    """The annotation without Optional; a union of several models stays as it is."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [each for each in get_args(hint) if each is not type(None)]
        return inner[0] if len(inner) == 1 else hint
    return hint


def listed(hint: Any) -> Any:
    """What a list holds, None for anything but a list."""
    if get_origin(hint) is Annotated and get_origin(get_args(hint)[0]) is tuple:
        hint = get_args(hint)[0]
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def models_in(hint: Any) -> tuple[type[Part], ...]:
    """The models an annotation may stand for: one, several for a union, none for a single value."""
    if isinstance(hint, type) and issubclass(hint, Part):
        return (hint,)
    if get_origin(hint) is Annotated:
        return models_in(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(model for each in get_args(hint) for model in models_in(each))
    return ()


@cache
def shape_of(model: type[Part]) -> Shape:
    """What a page about this element shows."""
    leaves: list[Leaf] = []
    groups: list[Group] = []
    tables: list[Table] = []
    inner: list[Inner] = []
    for name, field in model.model_fields.items():
        hint = bare(hints_of(model)[name])
        rows, within = listed(hint), models_in(hint)
        if rows is not None and models_in(rows):
            table = table_of(model, name)
            if table is not None:
                tables.append(table)
            else:
                inner.append(Inner(name, title_of(field), rows=True))
        elif within and within[0] not in COMPOUND:
            group = _group(within[0], name, field)
            if group is not None:
                groups.append(group)
            else:
                inner.append(Inner(name, title_of(field), rows=False))
        else:
            leaves.extend(_leaf(model, name, ()))
    return Shape(tuple(leaves), tuple(groups), tuple(tables), tuple(inner))


def table_of(model: type[Part], name: str) -> Table | None:
    """The table in which a list is typed; None when its rows need pages of their own."""
    rows = models_in(listed(bare(hints_of(model)[name])))
    if len(rows) != 1:
        return None
    field, row = model.model_fields[name], rows[0]
    least = _least(field)
    if row in COMPOUND:
        leaf = Leaf(("choice",), Kind.CHOICE, "기준", owner=row)
        return Table((name,), title_of(field), row, (leaf,), least, compound=True)
    if len(row.model_fields) > FEW or any(listed(h) or models_in(bare(h)) for h in hints_of(row).values()):
        return None
    leaves = tuple(leaf for each in row.model_fields for leaf in _leaf(row, each, ()))
    if any(leaf.kind is Kind.TEXT for leaf in leaves):
        return None
    return Table((name,), title_of(field), row, leaves, least)


def title_of(field: FieldInfo) -> str:
    """The Korean title of a field."""
    return field.title or ""


def _least(field: FieldInfo) -> int:
    return max((getattr(each, "min_length", 0) or 0 for each in field.metadata), default=0)


def _group(part: type[Part], name: str, field: FieldInfo) -> Group | None:
    """A part small enough to be typed with its owner: no lists of rows, few values."""
    leaves: list[Leaf] = []
    for each in part.model_fields:
        within = models_in(bare(hints_of(part)[each]))
        rows = listed(bare(hints_of(part)[each]))
        if rows is not None and models_in(rows):
            return None
        if within and within[0] not in COMPOUND:
            small = _group(within[0], each, part.model_fields[each])
            if small is None:
                return None
            prefix = small.title
            leaves += [
                _under(leaf, (name, *leaf.path), f"{prefix} {leaf.title}" if leaf.title != prefix else prefix)
                for leaf in small.leaves
            ]
        else:
            leaves += [_under(leaf, (name, *leaf.path), leaf.title) for leaf in _leaf(part, each, ())]
    return Group(title_of(field), tuple(leaves)) if len(part.model_fields) <= FEW else None


def _under(leaf: Leaf, path: Names, title: str) -> Leaf:
    return Leaf(path, leaf.kind, title, leaf.hint, leaf.unit, leaf.required, leaf.owner, leaf.closed)


def _leaf(model: type[Part], name: str, prefix: Names) -> Iterator[Leaf]:
    field, full = model.model_fields[name], hints_of(model)[name]
    hint = bare(full)
    kind, closed = _kind_of(hint)
    if kind is None:
        return
    title = title_of(field)
    unit = UNIT.search(title)
    required = field.is_required() or not (field.default is None or field.default in ("", ()))
    if kind is Kind.CODE and name == "code":
        required = False
    yield Leaf(
        (*prefix, name),
        kind,
        UNIT.sub("", title),
        _hint(model, name, field, kind),
        unit.group(1) if unit and kind is not Kind.WON else "",
        required,
        model,
        closed,
    )


def _hint(model: type[Part], name: str, field: FieldInfo, kind: Kind) -> str:
    if (model, name) in HINTS:
        return HINTS[model, name]
    if kind is Kind.CODE and name == "code":
        return "다른 구역에서 이 줄을 가리키는 내부 이름입니다. 비워 두면 자동으로 붙입니다."
    if field.description:
        return field.description
    if kind is Kind.LINES:
        return "한 줄에 하나씩 적습니다."
    example = field.examples[0] if field.examples else None
    return f"예: {example}" if kind in (Kind.LINE, Kind.TEXT, Kind.NOTE) and example else ""


_PLAIN: tuple[tuple[Any, Kind], ...] = (
    (Line, Kind.LINE),
    (RoundCode, Kind.LINE),
    (Text, Kind.TEXT),
    (Note, Kind.NOTE),
    (Code, Kind.CODE),
    (Won, Kind.WON),
    (Day, Kind.DAY),
    (LocalTime, Kind.MOMENT),
)


def _kind_of(hint: Any) -> tuple[Kind | None, Any]:
    for alias, kind in _PLAIN:
        if hint == alias:
            return kind, None
    if hint is bool:
        return Kind.YES, None
    if get_origin(hint) is Literal:
        return (Kind.CHOICE, hint) if len(get_args(hint)) > 1 else (None, None)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return Kind.CHOICE, hint
    if isinstance(hint, type) and issubclass(hint, Part):
        return Kind.MANY, hint
    rows = listed(hint)
    if rows is not None:
        if isinstance(rows, type) and issubclass(rows, StrEnum):
            return Kind.MANY, rows
        return (Kind.LINES, None) if rows == Line else (Kind.MANY, None)
    return _kind_of_base(hint)


def _kind_of_base(hint: Any) -> tuple[Kind, Any]:
    base = hint
    while get_origin(base) is Annotated:
        base = get_args(base)[0]
    if base is int:
        return Kind.WHOLE, None
    if base is str:
        return Kind.CHOICE, None
    return (Kind.DAY if base is date else Kind.NUMBER), None


def root_fields() -> dict[str, FieldInfo]:
    """The fields of a whole round."""
    return RoundFile.model_fields
