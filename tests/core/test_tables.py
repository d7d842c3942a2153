"""Tables read from spreadsheets: XLSX and CSV alike, text as a person reads it, sentences for what can't be read."""

import io
from datetime import date

import pytest

from program_admin.core.errors import RuleBroken
from program_admin.core.exports import Kind, Sheet, SheetColumn, to_csv, to_xlsx
from program_admin.core.tables import MOST_ROWS, read_table

SHEET = Sheet(
    "번호",
    (SheetColumn("접수번호"), SheetColumn("수", Kind.NUMBER), SheetColumn("날", Kind.DATE)),
    [["SF-1", 12, date(2026, 3, 2)], [None, None, None], ["=1+1", 7, None]],
)


@pytest.mark.parametrize("written", [to_xlsx, to_csv])
def test_what_we_write_is_read_back(written):
    table = read_table(written(SHEET))

    assert table.headings == ("접수번호", "수", "날")
    assert [(row.line, list(row.cells.values())) for row in table.rows] == [
        (2, ["SF-1", "12", "2026-03-02"]),
        (4, ["=1+1", "7", ""]),
    ]


def test_a_csv_of_an_old_spreadsheet_and_pasted_tabs_are_read():
    old = read_table("접수번호,기업\r\nSF-1,한빛\r\n".encode("cp949"))
    pasted = read_table("접수번호\t기업\nSF-1\t한빛\n".encode())

    assert old == pasted
    assert old.rows[0].cells == {"접수번호": "SF-1", "기업": "한빛"}


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"PK\x03\x04broken", b"MZ\x00\x00", "\xff\xfe".encode("utf-16"), b"a\n" * (MOST_ROWS + 2)],
    ids=["empty", "blank", "broken", "program", "other encoding", "too long"],
)
def test_what_can_not_be_read_is_refused_at_the_field(content):
    with pytest.raises(RuleBroken) as refused:
        read_table(content)

    assert list(refused.value.fields) == ["file"]


def test_a_large_file_is_refused():
    with pytest.raises(RuleBroken, match="5MB"):
        read_table(io.BytesIO(b"a" * (5 * 1024 * 1024 + 1)).read())
