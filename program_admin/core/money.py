"""Amounts of money: integer won, their texts and their shares."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

__all__ = ["ROUND_DOWN", "ROUND_HALF_UP"]

_DIGITS = "영일이삼사오육칠팔구"
_PLACES = ("", "십", "백", "천")
_GROUPS = ("", "만", "억", "조", "경", "해")
_WRITTEN = re.compile(r"[-−]?(?:\d+|\d{1,3}(?:,\d{3})+)", re.ASCII)
_PARSE_HELP = "금액은 원 단위 숫자로 적어 주십시오. 예: 1,000,000"


def won(amount: int) -> str:
    """The amount with thousands separators: 1234 -> '1,234원'."""
    return f"{amount:,}원"


def thousand_won(amount: int) -> str:
    """The amount in units of 1,000 won, the rest dropped: 1_234_567 -> '1,234천원'."""
    return f"{_thousands(amount):,}천원"


def hangul_amount(amount: int) -> str:
    """The short form for screens, without loss: 4_280_000_000 -> '42억 8,000만원'."""
    if amount == 0:
        return "0원"
    parts = [f"{value:,}{unit}" for value, unit in _groups_of(abs(amount))]
    return ("-" if amount < 0 else "") + " ".join(parts) + "원"


def won_in_words(amount: int) -> str:
    """The form of official letters: 113560 -> '금113,560원(금일십일만삼천오백육십원)'.

    Every place carries its digit (일십, 일백), so that none can be added by hand. Raises ValueError below 0.
    """
    if amount < 0:
        raise ValueError("공문에 적는 금액은 0원 이상이어야 합니다.")
    return f"금{amount:,}원(금{digits_in_words(amount)}원)"


def digits_in_words(number: int) -> str:
    """A whole number from 0 read in Hangul with every digit written: 11 -> '일십일'."""
    if number == 0:
        return "영"
    return "".join(_four_in_words(value) + unit for value, unit in _groups_of(number))


def truncate_thousand(amount: int) -> int:
    """The amount without what is below 1,000 won, towards zero: 1_234_567 -> 1_234_000."""
    return _thousands(amount) * 1000


def share_of(total: int, percent: Decimal, *, rounding: str) -> int:
    """`percent` per cent of `total` in whole won; the caller names the rounding (ROUND_DOWN, ROUND_HALF_UP, …)."""
    return int((Decimal(total) * percent / 100).quantize(Decimal(1), rounding=rounding))


def percent_of(part: int, total: int, *, places: int = 1, rounding: str = ROUND_HALF_UP) -> Decimal:
    """How many per cent `part` is of `total`, with so many decimal places; 0 when the total is 0."""
    step = Decimal(1).scaleb(-places)
    if total == 0:
        return Decimal(0).quantize(step)
    return (Decimal(part) * 100 / Decimal(total)).quantize(step, rounding=rounding)


def split_by(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Divide `total` by whole weights so that the parts add up again; odd won go to the largest remainders.

    Raises ValueError when the total or a weight is negative or the weights add up to 0.
    """
    whole = sum(weights)
    if total < 0 or whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("나눌 금액과 비율은 0 이상이고 비율의 합은 0보다 커야 합니다.")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def vat(supply_value: int, percent: Decimal = Decimal(10)) -> int:
    """The value added tax of a supply value, below one won dropped (부가가치세법 제30조: 10 %)."""
    return share_of(supply_value, percent, rounding=ROUND_DOWN)


def with_vat(supply_value: int, percent: Decimal = Decimal(10)) -> int:
    """The supply value and its value added tax together."""
    return supply_value + vat(supply_value, percent)


def parse_won(text: str) -> int:
    """Read what a person typed: '1,000,000', '₩1000 원', '１，０００'. Raises ValueError with a sentence to show."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("금").lstrip("₩ ")
    plain = plain.removesuffix("원").replace(" ", "")
    if not _WRITTEN.fullmatch(plain):
        raise ValueError(_PARSE_HELP)
    return int(plain.replace(",", "").replace("−", "-"))


def _thousands(amount: int) -> int:
    return abs(amount) // 1000 * (-1 if amount < 0 else 1)


def _groups_of(amount: int) -> list[tuple[int, str]]:
    """The groups of four digits that are not 0, highest first, each with its unit."""
    if amount >= 10 ** (4 * len(_GROUPS)):
        raise ValueError("금액이 너무 큽니다.")
    groups = [(amount // 10 ** (4 * place) % 10_000, unit) for place, unit in enumerate(_GROUPS)]
    return [group for group in reversed(groups) if group[0]]


def _four_in_words(value: int) -> str:
    figures = [(value // 10**place % 10, _PLACES[place]) for place in (3, 2, 1, 0)]
    return "".join(_DIGITS[digit] + place for digit, place in figures if digit)
