import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from program_admin.core.exports import Kind, Sheet, SheetColumn, to_csv, to_xlsx

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1+1", "|cmd"]
MOMENT = datetime(2026, 3, 9, 9, 30, tzinfo=UTC)


def sheet(*rows):
    columns = (SheetColumn("기업"), SheetColumn("금액", Kind.MONEY), SheetColumn("날짜", Kind.DATE))
    return Sheet("목록: 3/9 [초안]", columns, iter(rows))


def read(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_numbers_and_dates_stay_what_they_are():
    rows = read(
        to_xlsx(sheet(("한빛", 50_000_000, date(2026, 3, 9)), ("나라", Decimal("1.5"), MOMENT), (None, None, None)))
    )

    assert rows[:3] == [
        ["기업", "금액", "날짜"],
        ["한빛", 50_000_000.0, date(2026, 3, 9)],
        ["나라", 1.5, datetime(2026, 3, 9, 18, 30)],
    ]


@pytest.mark.parametrize("text", EVIL)
def test_text_is_never_a_formula(text):
    book = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(sheet((text, 1, None)))))

    assert b"<f>" not in to_xlsx(sheet((text, 1, None)))
    assert book.get_sheet_by_index(0).to_python()[1][0].strip("\r") == text.strip("\r")


@pytest.mark.parametrize("text", EVIL)
def test_csv_puts_an_apostrophe_before_a_formula(text):
    plain = to_csv(sheet((text, -5, date(2026, 3, 9)))).decode("utf-8-sig")

    assert plain.splitlines()[0] == "기업,금액,날짜"
    assert "'" + text in plain
    assert plain.endswith(",-5,2026-03-09\r\n")


def test_csv_begins_with_the_mark_that_excel_needs():
    assert to_csv(sheet())[:3] == b"\xef\xbb\xbf"


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    cell = read(to_xlsx(sheet(("가" * 40_000, 1, None))))[1][0]

    assert len(cell) == 32_767
    assert cell.endswith("(너무 길어 줄였습니다)")
