"""Tables written to files that spreadsheets open: XLSX and CSV."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from program_admin.core.clock import to_seoul

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_LONGEST_CELL = 32_767
_CUT = " …(너무 길어 줄였습니다)"


class Kind(StrEnum):
    """What a column holds; decides how it is aligned, written and exported."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    BADGE = "badge"


Value = str | int | Decimal | date | datetime | None
"""What a cell of a sheet may hold; a moment is aware, money is whole won."""


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet: heading, kind, width in characters."""

    label: str
    kind: Kind = Kind.TEXT
    width: int = 18


@dataclass(frozen=True)
class Sheet:
    """A table to write: its title, columns and rows; rows may be a generator and are read once."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[Sequence[Value]]


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet might run the text as a formula (full-width signs too)."""
    return unicodedata.normalize("NFKC", text[:1]).startswith(_FORMULA_STARTS) or text[:1] in _FORMULA_STARTS


def to_xlsx(sheet: Sheet) -> bytes:
    """The sheet as an XLSX file: text is never a formula, money and dates stay what they are."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False, "in_memory": False})
    page = book.add_worksheet(_sheet_name(sheet.title))
    formats = _formats(book)
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.label, formats["head"])
    for line, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (line, place), _Cell(column.kind, value), formats)
    book.close()
    return target.getvalue()


def to_csv(sheet: Sheet) -> bytes:
    """The sheet as CSV in UTF-8 with a byte order mark (for Excel); a formula gets an apostrophe before it."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(_neutral(column.label) for column in sheet.columns)
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return target.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class _Cell:
    kind: Kind
    value: Value


def _write(page: Worksheet, place: tuple[int, int], cell: _Cell, formats: dict[str, Format]) -> None:
    value = cell.value
    if value is None:
        return
    if isinstance(value, datetime):
        page.write_datetime(*place, to_seoul(value).replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(*place, value, formats["date"])
    elif isinstance(value, str):
        text = value if len(value) <= _LONGEST_CELL else value[: _LONGEST_CELL - len(_CUT)] + _CUT
        page.write_string(*place, text, formats["quoted" if is_formula_like(text) else "text"])
    else:
        page.write_number(*place, value, formats["money" if cell.kind is Kind.MONEY else "number"])


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "head": book.add_format({"bold": True, "bg_color": "#EEF2F7", "bottom": 1}),
        "text": book.add_format({"text_wrap": False}),
        "quoted": book.add_format({"quote_prefix": True}),
        "money": book.add_format({"num_format": "#,##0"}),
        "number": book.add_format({"num_format": "General"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }


def _sheet_name(title: str) -> str:
    allowed = "".join("_" if sign in "[]:*?/\\" else sign for sign in title).strip("'")
    return allowed[:31] or "목록"


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{to_seoul(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return _neutral(value) if isinstance(value, str) else str(value)


def _neutral(text: str) -> str:
    return "'" + text if is_formula_like(text) else text
