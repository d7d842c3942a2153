"""Tables read from files that spreadsheets write: XLSX and CSV, every cell as text."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from program_admin.core.errors import RuleBroken

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 10_000
UNREADABLE = "파일을 읽을 수 없습니다. XLSX나 CSV로 저장한 파일인지 확인해 주세요."


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its line in the file (the headings stand on the first one) and its cells by heading."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: the headings in their order, the rows that hold anything."""

    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(content: bytes) -> Table:
    """Read the first sheet of an XLSX file, or a CSV file (UTF-8 or CP949); raises RuleBroken at `file`."""
    if len(content) > MOST_BYTES:
        raise _broken("파일이 너무 큽니다. 5MB보다 작게 나눠 주세요.")
    lines = _sheet(content) if content[:2] == b"PK" else _comma_separated(content)
    if len(lines) > MOST_ROWS:
        raise _broken(f"줄이 너무 많습니다. {MOST_ROWS:,}줄 아래로 나눠 주세요.")
    if not lines or not any(lines[0]):
        raise _broken("첫 줄이 비어 있습니다. 첫 줄에 열 제목을 적어 주세요.")
    headings = tuple(lines[0])
    rows = (TableRow(place, dict(zip(headings, line, strict=False))) for place, line in enumerate(lines[1:], start=2))
    return Table(headings, tuple(row for row in rows if any(row.cells.values())))


def _sheet(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise _broken("파일이 너무 큽니다. 5MB보다 작게 나눠 주세요.")
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        values = book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as broken:
        raise _broken(UNREADABLE) from broken
    return [[_text(value) for value in line] for line in values]


def _comma_separated(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    try:
        return [[_text(value) for value in line] for line in _rows(text)]
    except csv.Error as broken:
        raise _broken(UNREADABLE) from broken


def _rows(text: str) -> Iterable[Sequence[str]]:
    first = text.partition("\n")[0]
    return csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",")


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _broken(UNREADABLE)


def _text(value: object) -> str:
    """A cell as a person reads it: 12.0 is '12', a day '2026-03-02', the apostrophe before a formula is none of it."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(str(value).split())
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def _broken(sentence: str) -> RuleBroken:
    return RuleBroken([sentence], {"file": [sentence]})
