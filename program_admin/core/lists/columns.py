"""What a list is made of: its columns, filters and acts, as plain values that a package writes down once."""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute
from werkzeug.datastructures import MultiDict

from program_admin.core.exports import Kind, Value

RowType = TypeVar("RowType")
Expression = ColumnElement | InstrumentedAttribute
"""An SQL column or expression, ORM attributes included."""


Arguments = MultiDict[str, str]
"""The query string of a request."""


@dataclass(frozen=True)
class Column(Generic[RowType]):
    """One column: how to read its value from a row, how it is shown, and by which expression it is ordered.

    `order` makes it sortable. `link` gives the address the text leads to, `tone` the colour name of a badge.
    `shown` is whether it stands there before anyone chose columns; `export` whether files carry it.
    `shown_as` writes a value otherwise than its kind does (money: '1,234원', dates: '2026. 3. 2.').
    """

    key: str
    label: str
    value: Callable[[RowType], Value]
    kind: Kind = Kind.TEXT
    order: Expression | None = None
    link: Callable[[RowType], str | None] | None = None
    tone: Callable[[RowType], str] | None = None
    shown: bool = True
    export: bool = True
    width: int = 18
    shown_as: Callable[[Value], str] | None = None


@dataclass(frozen=True)
class ChoiceFilter:
    """Rows whose column is one of the chosen values; `condition` replaces the plain comparison."""

    key: str
    label: str
    choices: tuple[tuple[str, str], ...]
    column: Expression | None = None
    condition: Callable[[tuple[str, ...]], ColumnElement[bool]] | None = None


@dataclass(frozen=True)
class DateFilter:
    """Rows whose day lies in a range, both ends included; `moment` when the column holds moments (days of Seoul)."""

    key: str
    label: str
    column: Expression
    moment: bool = False


Filter = ChoiceFilter | DateFilter


@dataclass(frozen=True)
class BulkAct:
    """Something done to all selected rows: the word on the button and the address that takes the POST."""

    label: str
    address: str


@dataclass(frozen=True)
class Listing(Generic[RowType]):
    """A whole list: what it is called, its columns and filters, and what it says when it is empty.

    `identity` is the column that is unique per row and breaks ties; `row_id` reads it from a row. `order` names the
    first order: a column's key, with '-' for descending. `search` is a bigram column (core.search). `empty` says what
    to do when there is nothing.
    """

    name: str
    title: str
    columns: tuple[Column[RowType], ...]
    identity: Expression
    order: str
    empty: str
    filters: tuple[Filter, ...] = ()
    search: Expression | None = None
    search_hint: str = "이름이나 번호로 찾기"
    page_size: int = 30
    acts: tuple[BulkAct, ...] = ()
    row_id: Callable[[RowType], object] = operator.attrgetter("id")

    def column(self, key: str) -> Column[RowType] | None:
        """The column of that key; None when there is none."""
        return next((column for column in self.columns if column.key == key), None)

    def chosen_columns(self, arguments: Arguments) -> tuple[Column[RowType], ...]:
        """The columns a person asked for (`columns=` once per key), or those shown at first."""
        asked = set(arguments.getlist("columns"))
        chosen = tuple(column for column in self.columns if column.key in asked)
        return chosen or tuple(column for column in self.columns if column.shown)
