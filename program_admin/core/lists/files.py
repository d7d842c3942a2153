"""A whole list as a file: the rows, order and columns that the screen shows, on all its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select

from program_admin.core.exports import XLSX_TYPE, Kind, Sheet, SheetColumn, Value, to_csv, to_xlsx
from program_admin.core.lists.columns import Arguments, Column, Listing
from program_admin.core.lists.filtering import narrowed
from program_admin.core.lists.paging import all_rows

CSV_TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class ExportedFile:
    """A file to hand out: its name, media type, bytes and how many rows of the list stand in it."""

    name: str
    media_type: str
    content: bytes
    rows: int


def exported(listing: Listing, statement: Select, *, arguments: Arguments, today: date) -> ExportedFile | None:
    """The file that `export=xlsx` or `export=csv` asks for; None when the query string asks for none.

    The same statement as the screen's must be given. Columns with `export=False` stay out.
    """
    kind = arguments.get("export", "")
    if kind not in ("xlsx", "csv"):
        return None
    columns = tuple(column for column in listing.chosen_columns(arguments) if column.export)
    rows = all_rows(listing, narrowed(listing, statement, arguments), arguments)
    heads = tuple(SheetColumn(column.label, column.kind, column.width) for column in columns)
    written = 0

    def lines() -> Iterator[list[Value]]:
        nonlocal written
        for row in rows:
            written += 1
            yield [_value(column, row) for column in columns]

    sheet = Sheet(listing.title, heads, lines())
    media_type, content = (XLSX_TYPE, to_xlsx(sheet)) if kind == "xlsx" else (CSV_TYPE, to_csv(sheet))
    return ExportedFile(f"{listing.title}_{today:%Y%m%d}.{kind}", media_type, content, written)


def _value(column: Column, row: object) -> Value:
    """The raw value, or its words where the screen has words for it."""
    value = column.value(row)
    if value is not None and column.shown_as is not None and column.kind in (Kind.TEXT, Kind.BADGE):
        return column.shown_as(value)
    return value
