"""One page of a list as finished values for `_parts/list.html`."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from sqlalchemy import Select

from program_admin.core.exports import Kind, Value
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.lists.columns import Arguments, BulkAct, Column, Listing
from program_admin.core.lists.filtering import FilterField, fields_of, kept_pairs, narrowed
from program_admin.core.lists.paging import count_of, order_of, slice_of
from program_admin.core.lists.saved_views import SavedView, saved_views_of
from program_admin.core.money import won

NOTHING = "–"
"""What an empty cell shows, so that a card at 390 px has no label without a value."""
MOST_SELECTED = 1000


@dataclass(frozen=True)
class Heading:
    """The head of one column; `sort_url` orders by it (None: not sortable), `sorted` is its aria-sort word."""

    key: str
    label: str
    kind: Kind
    sort_url: str | None
    sorted: str | None


@dataclass(frozen=True)
class Cell:
    """One value as text, with the label it bears as a card."""

    label: str
    text: str
    kind: Kind
    link: str | None = None
    tone: str = ""


@dataclass(frozen=True)
class ListRow:
    """One row: the id that a selection sends and its cells."""

    id: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """The row's first text, which names it for screen readers."""
        return self.cells[0].text if self.cells else ""


@dataclass(frozen=True)
class ListPage:
    """All that a list shows; addresses are query strings, which work on whatever page the list stands."""

    name: str
    title: str
    columns: tuple[Heading, ...]
    rows: tuple[ListRow, ...]
    filters: tuple[FilterField, ...]
    searchable: bool
    search_hint: str
    query: str
    total: int
    total_text: str
    next_url: str | None
    previous_url: str | None
    clear_url: str | None
    export_urls: tuple[tuple[str, str], ...]
    column_choices: tuple[tuple[str, str, bool], ...]
    kept: tuple[tuple[str, str], ...]
    kept_columns: tuple[tuple[str, str], ...]
    kept_but_columns: tuple[tuple[str, str], ...]
    acts: tuple[BulkAct, ...]
    views: tuple[tuple[str, str, str], ...]
    here: str
    empty: str


def list_page(
    listing: Listing, statement: Select, *, arguments: Arguments, person_id: uuid.UUID | None = None
) -> ListPage:
    """One page of the statement's rows as the query string asks; give it the statement of what a person may see.

    With `person_id` the person's saved views are offered as (title, url, id).
    """
    found = narrowed(listing, statement, arguments)
    page = slice_of(listing, found, arguments)
    columns = listing.chosen_columns(arguments)
    pairs = kept_pairs(listing, arguments)
    total, capped = count_of(found)
    views = saved_views_of(person_id, listing.name) if person_id else []
    narrowing = [pair for pair in pairs if pair[0] not in ("sort", "columns")]
    return ListPage(
        name=listing.name,
        title=listing.title,
        columns=tuple(_heading(listing, column, arguments, pairs) for column in columns),
        rows=tuple(_row(listing, columns, row) for row in page.rows),
        filters=fields_of(listing, arguments),
        searchable=listing.search is not None,
        search_hint=listing.search_hint,
        query=dict(pairs).get("q", ""),
        total=total,
        total_text=f"{total:,}건 넘음" if capped else f"{total:,}건",
        next_url=_address([*pairs, ("after", page.after)]) if page.after else None,
        previous_url=_address([*pairs, ("before", page.before)]) if page.before else None,
        clear_url=_address([pair for pair in pairs if pair not in narrowing]) if narrowing else None,
        export_urls=tuple((kind.upper(), _address([*pairs, ("export", kind)])) for kind in ("xlsx", "csv")),
        column_choices=tuple((column.key, column.label, column in columns) for column in listing.columns),
        kept=tuple(pair for pair in pairs if pair[0] in ("sort", "columns")),
        kept_columns=tuple(pair for pair in pairs if pair[0] == "columns"),
        kept_but_columns=tuple(pair for pair in pairs if pair[0] != "columns"),
        acts=listing.acts,
        views=tuple(_view(view) for view in views),
        here=_address(pairs),
        empty=_emptiness(listing, filtered=bool(narrowing)),
    )


def selected_ids(posted: Arguments) -> tuple[uuid.UUID, ...]:
    """The ids ticked in a list (`selected`), each once, at most 1,000; what is no id is passed over."""
    found: dict[uuid.UUID, None] = {}
    for text in posted.getlist("selected")[:MOST_SELECTED]:
        try:
            found[uuid.UUID(text)] = None
        except ValueError:
            continue
    return tuple(found)


def text_of(column: Column, value: Value) -> str:
    """A value as the screen shows it: money '1,234원', days '2026. 3. 2.', nothing '–'."""
    if value is None or value == "":
        return NOTHING
    if column.shown_as is not None:
        return column.shown_as(value)
    if isinstance(value, datetime):
        return korean_datetime(value)
    if isinstance(value, date):
        return korean_date(value)
    if isinstance(value, int | Decimal) and column.kind is Kind.MONEY:
        return won(int(value))
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)


def _row(listing: Listing, columns: Sequence[Column], row: object) -> ListRow:
    cells = tuple(
        Cell(
            column.label,
            text_of(column, column.value(row)),
            column.kind,
            column.link(row) if column.link else None,
            column.tone(row) if column.tone else "",
        )
        for column in columns
    )
    return ListRow(str(listing.row_id(row)), cells)


def _heading(listing: Listing, column: Column, arguments: Arguments, pairs: list[tuple[str, str]]) -> Heading:
    if column.order is None:
        return Heading(column.key, column.label, column.kind, None, None)
    order = order_of(listing, arguments)
    mine = order.text.removeprefix("-") == column.key
    turned = f"-{column.key}" if mine and not order.descending else column.key
    others = [pair for pair in pairs if pair[0] != "sort"]
    word = ("descending" if order.descending else "ascending") if mine else None
    return Heading(column.key, column.label, column.kind, _address([*others, ("sort", turned)]), word)


def _emptiness(listing: Listing, *, filtered: bool) -> str:
    return "조건에 맞는 것이 없습니다. 조건을 줄이거나 지워 보십시오." if filtered else listing.empty


def _view(view: SavedView) -> tuple[str, str, str]:
    return view.title, f"?{view.query}", str(view.id)


def _address(pairs: Sequence[tuple[str, str]]) -> str:
    return "?" + urlencode(pairs)
