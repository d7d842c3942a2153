"""Filters of a list: from the query string to conditions, and to the values the filter form shows again."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select

from program_admin.core.clock import SEOUL
from program_admin.core.lists.columns import Arguments, ChoiceFilter, DateFilter, Filter, Listing
from program_admin.core.search import matches, words_of

_TYPED_DAY = re.compile(r"(\d{4})[-./년]?\s*(\d{1,2})[-./월]?\s*(\d{1,2})[.일]?", re.ASCII)


@dataclass(frozen=True)
class FilterField:
    """One filter as the form shows it: kind 'choice' with (value, label, chosen) options, or 'dates' with a range."""

    kind: str
    key: str
    label: str
    options: tuple[tuple[str, str, bool], ...] = ()
    start: str = ""
    end: str = ""

    @property
    def active(self) -> bool:
        """Whether it narrows the list now."""
        return bool(self.start or self.end) or any(chosen for _, _, chosen in self.options)


def narrowed(listing: Listing, statement: Select, arguments: Arguments) -> Select:
    """The statement with every filter and the search of the query string; unknown values narrow nothing."""
    for one in listing.filters:
        if isinstance(one, ChoiceFilter):
            statement = _by_choice(one, statement, arguments)
        else:
            statement = _by_dates(one, statement, arguments)
    query = arguments.get("q", "") or ""
    if listing.search is not None and words_of(query):
        statement = statement.where(matches(listing.search, query))
    return statement


def fields_of(listing: Listing, arguments: Arguments) -> tuple[FilterField, ...]:
    """What the filter form shows, with what is chosen now."""
    return tuple(_field(one, arguments) for one in listing.filters)


def kept_pairs(listing: Listing, arguments: Arguments) -> list[tuple[str, str]]:
    """The filters, search, order and columns of the query string that mean something to this list, without its page."""
    pairs = []
    for one in listing.filters:
        if isinstance(one, ChoiceFilter):
            pairs += [(one.key, value) for value in _chosen(one, arguments)]
        else:
            pairs += [(key, day.isoformat()) for key, day in _range(one, arguments).items()]
    query = (arguments.get("q", "") or "").strip()
    if listing.search is not None and query:
        pairs.append(("q", query))
    sort = arguments.get("sort", "") or ""
    column = listing.column(sort.removeprefix("-"))
    if column is not None and column.order is not None:
        pairs.append(("sort", sort))
    known = {column.key for column in listing.columns}
    return pairs + [("columns", key) for key in dict.fromkeys(arguments.getlist("columns")) if key in known]


def _chosen(one: ChoiceFilter, arguments: Arguments) -> tuple[str, ...]:
    asked = set(arguments.getlist(one.key))
    return tuple(value for value, _ in one.choices if value in asked and value)


def _by_choice(one: ChoiceFilter, statement: Select, arguments: Arguments) -> Select:
    chosen = _chosen(one, arguments)
    if not chosen:
        return statement
    if one.condition is not None:
        return statement.where(one.condition(chosen))
    if one.column is None:
        raise ValueError(f"filter {one.key} has neither column nor condition")
    return statement.where(one.column.in_(chosen))


def _by_dates(one: DateFilter, statement: Select, arguments: Arguments) -> Select:
    days = _range(one, arguments)
    if start := days.get(f"{one.key}_from"):
        statement = statement.where(one.column >= (_midnight(start) if one.moment else start))
    if end := days.get(f"{one.key}_to"):
        late = one.column < _midnight(end + timedelta(days=1)) if one.moment else one.column <= end
        statement = statement.where(late)
    return statement


def _range(one: DateFilter, arguments: Arguments) -> dict[str, date]:
    found = {}
    for key in (f"{one.key}_from", f"{one.key}_to"):
        day = _day(arguments.get(key))
        if day is not None:
            found[key] = day
    return found


def _day(text: str | None) -> date | None:
    """A typed day: '2026-03-02', '2026. 3. 2.', '20260302'; None when it is none."""
    found = _TYPED_DAY.fullmatch((text or "").strip())
    try:
        day = date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
    if day is None:
        return None
    return day if 1900 <= day.year <= 2999 else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL)


def _field(one: Filter, arguments: Arguments) -> FilterField:
    if isinstance(one, ChoiceFilter):
        chosen = _chosen(one, arguments)
        options = tuple((value, label, value in chosen) for value, label in one.choices)
        return FilterField("choice", one.key, one.label, options=options)
    days = {key: day.isoformat() for key, day in _range(one, arguments).items()}
    return FilterField(
        "dates", one.key, one.label, start=days.get(f"{one.key}_from", ""), end=days.get(f"{one.key}_to", "")
    )
