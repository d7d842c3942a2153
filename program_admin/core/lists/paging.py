"""Keyset pages: the rows after or before a cursor, in an order that ties can't shake."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select

from program_admin.core.database import db
from program_admin.core.lists.columns import Arguments, Expression, Listing
from program_admin.core.lists.cursors import Cursor, Key, pack, restored, unpack

MOST_COUNTED = 10_000
"""Counting stops here: a list says '10,000건 넘음' rather than count on."""


@dataclass(frozen=True)
class Order:
    """By which column a list is ordered, which way, and how the address says so ('-amount')."""

    text: str
    expression: Expression
    descending: bool


@dataclass(frozen=True)
class Slice:
    """The rows of one page and the cursors of its neighbours (None at the ends)."""

    rows: tuple[object, ...]
    after: str | None
    before: str | None


def order_of(listing: Listing, arguments: Arguments) -> Order:
    """The order asked for (`sort=`), or the list's first one when there is no such sortable column."""
    for text in (arguments.get("sort", "") or "", listing.order):
        column = listing.column(text.removeprefix("-"))
        if column is not None and column.order is not None:
            return Order(text, column.order, text.startswith("-"))
    raise ValueError(f"list {listing.name}: its first order {listing.order!r} is no sortable column")


def slice_of(listing: Listing, statement: Select, arguments: Arguments) -> Slice:
    """One page of the statement's rows: the one after `after=`, before `before=`, or the first.

    A single selected thing per row comes as itself, several as a Row. Rows without a value come last either way.
    """
    order = order_of(listing, arguments)
    after, before = (_cursor(listing, order, arguments.get(key)) for key in ("after", "before"))
    if before is not None and after is None:
        return _slice_before(listing, statement, order, before)
    found = _fetch(listing, statement, order, after)
    rows, more = found[: listing.page_size], len(found) > listing.page_size
    last = _pack(order, rows[-1]) if more else None
    return Slice(_plain(rows), last, _pack(order, rows[0]) if after and rows else None)


def all_rows(listing: Listing, statement: Select, arguments: Arguments) -> Iterator[object]:
    """Every row in the asked order, read in portions (for exports)."""
    ordered = _ordered(listing, statement, order_of(listing, arguments), backwards=False)
    for row in db.session.execute(ordered.execution_options(yield_per=500)):
        yield _plain([row])[0]


def count_of(statement: Select) -> tuple[int, bool]:
    """How many rows there are, and whether counting stopped at `MOST_COUNTED`."""
    limited = statement.order_by(None).limit(MOST_COUNTED + 1).subquery()
    counted = db.session.scalar(select(func.count()).select_from(limited)) or 0
    return min(counted, MOST_COUNTED), counted > MOST_COUNTED


def _slice_before(listing: Listing, statement: Select, order: Order, before: Cursor) -> Slice:
    found = _fetch(listing, statement, order, before, backwards=True)
    if len(found) <= listing.page_size:
        found = _fetch(listing, statement, order, None)
        rows, more = found[: listing.page_size], len(found) > listing.page_size
        return Slice(_plain(rows), _pack(order, rows[-1]) if more else None, None)
    rows = found[: listing.page_size][::-1]
    return Slice(_plain(rows), _pack(order, rows[-1]), _pack(order, rows[0]))


def _fetch(
    listing: Listing, statement: Select, order: Order, cursor: Cursor | None, *, backwards: bool = False
) -> Sequence[Row]:
    if cursor is not None:
        statement = statement.where(_beyond(listing, order, cursor, backwards=backwards))
    limited = _ordered(listing, statement, order, backwards=backwards).limit(listing.page_size + 1)
    return db.session.execute(limited).all()


def _ordered(listing: Listing, statement: Select, order: Order, *, backwards: bool) -> Select:
    terms = []
    if _may_be_null(listing, order):
        terms.append(_emptiness(order).desc() if backwards else _emptiness(order).asc())
    terms.append(order.expression.desc() if order.descending != backwards else order.expression.asc())
    terms.append(listing.identity.desc() if backwards else listing.identity.asc())
    keys = (order.expression.label("list_order"), listing.identity.label("list_identity"))
    return statement.add_columns(*keys).order_by(None).order_by(*terms)


def _beyond(listing: Listing, order: Order, cursor: Cursor, *, backwards: bool) -> ColumnElement[bool]:
    """The rows behind the cursor in the direction of reading."""
    value, expression, identity = cursor.value, order.expression, listing.identity
    further_id = identity < cursor.identity if backwards else identity > cursor.identity
    if value is None:
        same_empty = and_(expression.is_(None), further_id)
        return or_(same_empty, expression.is_not(None)) if backwards else same_empty
    further = expression < value if order.descending != backwards else expression > value
    conditions = [further, and_(expression == value, further_id)]
    if not backwards and _may_be_null(listing, order):
        conditions.append(expression.is_(None))
    return or_(*conditions)


def _may_be_null(listing: Listing, order: Order) -> bool:
    """Whether rows may lack the value; a column of another table may be empty by an outer join."""
    own = getattr(order.expression, "table", None) is getattr(listing.identity, "table", order)
    return not own or bool(getattr(getattr(order.expression, "expression", order.expression), "nullable", True))


def _emptiness(order: Order) -> ColumnElement[int]:
    return case((order.expression.is_(None), 1), else_=0)


def _cursor(listing: Listing, order: Order, text: str | None) -> Cursor | None:
    found = unpack(text)
    if found is None or found.order != order.text:
        return None
    try:
        value, identity = restored(found.value, order.expression), restored(found.identity, listing.identity)
    except (ValueError, TypeError, AttributeError, ArithmeticError):
        return None
    return Cursor(found.order, value, identity)


def _pack(order: Order, row: Row) -> str:
    value: Key = row[-2]
    identity: Key = row[-1]
    return pack(Cursor(order.text, value, identity))


def _plain(rows: Sequence[Row]) -> tuple[object, ...]:
    return tuple(row[0] if len(row) == 3 else row for row in rows)
