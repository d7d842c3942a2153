from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.core import money


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0원"), (1234, "1,234원"), (50_000_000, "50,000,000원"), (-3_000, "-3,000원")],
)
def test_won_has_thousands_separators(amount, text):
    assert money.won(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (4_280_000_000, "42억 8,000만원"),
        (50_000_000, "5,000만원"),
        (113_560, "11만 3,560원"),
        (0, "0원"),
        (1_000_000_000_000, "1조원"),
        (100_000_001, "1억 1원"),
        (-20_000, "-2만원"),
    ],
)
def test_short_hangul_amount_loses_nothing(amount, text):
    assert money.hangul_amount(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (113_560, "금113,560원(금일십일만삼천오백육십원)"),
        (50_000_000, "금50,000,000원(금오천만원)"),
        (10, "금10원(금일십원)"),
        (1_111, "금1,111원(금일천일백일십일원)"),
        (0, "금0원(금영원)"),
        (100_010_000, "금100,010,000원(금일억일만원)"),
    ],
)
def test_amount_in_a_letter_writes_every_digit(amount, text):
    assert money.won_in_words(amount) == text


def test_a_letter_has_no_negative_amount():
    with pytest.raises(ValueError, match="0원 이상"):
        money.won_in_words(-1)


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_amounts_read_differently(one, other):
    assert (money.digits_in_words(one) == money.digits_in_words(other)) == (one == other)


@pytest.mark.parametrize(("amount", "cut"), [(1_234_567, 1_234_000), (999, 0), (-1_999, -1_000), (5_000, 5_000)])
def test_total_is_cut_below_a_thousand_won(amount, cut):
    assert money.truncate_thousand(amount) == cut
    assert money.thousand_won(amount) == f"{cut // 1000:,}천원"


def test_share_rounds_as_the_caller_says():
    assert money.share_of(101, Decimal("49.5"), rounding=money.ROUND_DOWN) == 49
    assert money.share_of(101, Decimal("49.5"), rounding=ROUND_HALF_UP) == 50
    assert money.share_of(200_000_000, Decimal(50), rounding=money.ROUND_DOWN) == 100_000_000


def test_percent_of_a_total():
    assert money.percent_of(1, 3) == Decimal("33.3")
    assert money.percent_of(2, 3, places=2) == Decimal("66.67")
    assert money.percent_of(5, 0) == Decimal("0.0")


@pytest.mark.parametrize(("supply", "tax"), [(1_000, 100), (1_009, 100), (9, 0), (45_454_545, 4_545_454)])
def test_value_added_tax_drops_what_is_below_a_won(supply, tax):
    assert money.vat(supply) == tax
    assert money.with_vat(supply) == supply + tax


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,000,000", 1_000_000),
        ("1000000원", 1_000_000),
        (" ₩ 5,000 ", 5_000),
        ("１，０００", 1_000),
        ("금30,000원", 30_000),
        ("-1,000", -1_000),
        ("0", 0),
    ],
)
def test_typed_amounts_are_understood(text, amount):
    assert money.parse_won(text) == amount


@pytest.mark.parametrize("text", ["", "백만원", "1,00", "1.5", "1e6", "1,000,00", "--1", "٣٤", "원"])
def test_what_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="예: 1,000,000"):
        money.parse_won(text)


@given(st.integers(-(10**14), 10**14))
def test_a_shown_amount_can_be_typed_again(amount):
    assert money.parse_won(money.won(amount)) == amount


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any))
def test_parts_of_a_split_add_up_and_stay_within_a_won(total, weights):
    parts = money.split_by(total, weights)

    assert sum(parts) == total
    assert all(
        abs(part - Decimal(total) * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True)
    )


def test_a_split_by_nothing_is_refused():
    with pytest.raises(ValueError, match="비율"):
        money.split_by(100, [0, 0])
