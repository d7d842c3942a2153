"""Text that looks like a resident registration number (주민등록번호), which is never collected (제24조의2)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from program_admin.core.korean import with_particle

_HYPHEN = r"[\-‐‑‒–—―−－~]"
_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d{_HYPHEN})(?<!\d[.,])"
    rf"(?:\d{{6}} ?{_HYPHEN} ?\d{{7}}|\d{{6}} ?\d{{7}}|\d(?: \d){{5}} ?{_HYPHEN}? ?\d(?: \d){{6}})"
    rf"(?!\d|{_HYPHEN}\d|[.,]\d)"
)
_CORPORATE = re.compile(r"법인\s*등록\s*번호\s*[:：]?\s*$")
_LABEL = 20
_CENTURIES = {"1": 1900, "2": 1900, "5": 1900, "6": 1900, "3": 2000, "4": 2000, "7": 2000, "8": 2000}
_OLDEST = {"9": 1800, "0": 1800}
MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Sighting:
    """One such number in a text: where it begins, and where it ends."""

    start: int
    end: int


def resident_numbers(text: str, *, apart_from: frozenset[str] = frozenset()) -> tuple[Sighting, ...]:
    """Find what looks like resident numbers: a day of birth and a seventh digit that goes with it.

    The last digits say nothing any more (numbers given since October 2020 carry no check digit). A number of
    `apart_from` (13 digits, such as the company's own 법인등록번호) is passed over, and so is one that stands
    right behind the word 법인등록번호.
    """
    found = []
    for match in _NUMBER.finditer(text):
        digits = "".join(str(int(sign)) for sign in match.group() if sign.isdecimal())
        if digits in apart_from or not _is_born(digits):
            continue
        if not _CORPORATE.search(text[max(0, match.start() - _LABEL) : match.start()]):
            found.append(Sighting(match.start(), match.end()))
    return tuple(found)


def sighted(places: Sequence[str]) -> str:
    """Say where such numbers were seen."""
    shown = ", ".join(places[:MOST_PLACES])
    where = f"{shown} 등 {len(places)}곳" if len(places) > MOST_PLACES else shown
    return f"{where}에 주민등록번호로 보이는 숫자가 있습니다."


def warning(places: Sequence[str]) -> str:
    """Say where such numbers were seen, and what they might be instead."""
    return (
        f"{sighted(places)} 주민등록번호는 받지 않으니 가려 주세요. 다른 번호라면 그 까닭을 적고 그대로 낼 수 있습니다."
    )


def in_order(places: Iterable[str]) -> tuple[str, ...]:
    """Return the places once each, as they came."""
    return tuple(dict.fromkeys(places))


def kept_objections(reason: str) -> list[str]:
    """What speaks against keeping a file in which such numbers were seen."""
    if reason.strip():
        return []
    return [f"{with_particle('주민등록번호로 보이는 숫자', '을/를')} 그대로 내는 까닭을 적어 주세요."]


def _is_born(digits: str) -> bool:
    century = (_CENTURIES | _OLDEST)[digits[6]]
    try:
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True
