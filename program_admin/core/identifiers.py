"""Numbers that others give to firms and people: business, corporate, phone and resident numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_CORPORATE_WEIGHTS = (1, 2) * 6
_RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_INVENTED = 8_990_000  # how many numbers `invented_business_number` can tell apart
_SCATTER = 7_654_321  # has no divisor in common with _INVENTED, so that no two numbers meet
_RESIDENT = re.compile(r"(?<![\d-])(\d{6})([-–—]|\s?)(\d{7})(?![\d-])")
_CENTURIES = {
    "1": 1900,
    "2": 1900,
    "5": 1900,
    "6": 1900,
    "3": 2000,
    "4": 2000,
    "7": 2000,
    "8": 2000,
    "9": 1800,
    "0": 1800,
}
_PHONE = re.compile(
    r"(01[016789])(\d{3,4})(\d{4})|(02)(\d{3,4})(\d{4})|(050\d)(\d{3,4})(\d{4})|(0[3-8]\d)(\d{3,4})(\d{4})"
    r"|(1[5-8]\d{2})(\d{4})"
)


def digits_of(text: str) -> str:
    """The digits of what was typed, full-width ones too."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")


def business_number_faults(text: str) -> list[str]:
    """What is wrong with a 사업자등록번호; empty when the check digit fits."""
    if not _only(text):
        return ["사업자등록번호는 숫자와 붙임표(-)로만 적어 주십시오. 예: 123-45-67891"]
    digits = digits_of(text)
    if len(digits) != 10:
        return [f"사업자등록번호는 숫자 10자리입니다. 지금은 {len(digits)}자리입니다."]
    if int(digits[9]) != _business_check(digits):
        return ["사업자등록번호가 맞지 않습니다. 사업자등록증의 번호를 다시 확인해 주십시오."]
    return []


def is_business_number(text: str) -> bool:
    """Whether the text is a business registration number with its right check digit."""
    return not business_number_faults(text)


def normalise_business_number(text: str) -> str:
    """Ten digits for storage: '123-45-67891' -> '1234567891'. Raises ValueError with the fault."""
    if faults := business_number_faults(text):
        raise ValueError(" ".join(faults))
    return digits_of(text)


def format_business_number(digits: str) -> str:
    """For screens: '1234567891' -> '123-45-67891'; anything but ten digits is given back as it is."""
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if re.fullmatch(r"\d{10}", digits, re.ASCII) else digits


def invented_business_number(place: int) -> str:
    """The ten digits of a number that passes the check but can belong to nobody: its middle pair 00 is never issued.

    Different places in 0…8,989,999 give different numbers. Raises ValueError outside.
    """
    if not 0 <= place < _INVENTED:
        raise ValueError(f"place must lie in 0…{_INVENTED - 1}")
    office, serial = divmod(place * _SCATTER % _INVENTED, 10_000)
    digits = f"{office + 101:03d}00{serial:04d}"
    return digits + str(_business_check(digits))


def corporate_number_faults(text: str) -> list[str]:
    """What is wrong with the shape of a 법인등록번호 (thirteen digits)."""
    if not _only(text):
        return ["법인등록번호는 숫자와 붙임표(-)로만 적어 주십시오. 예: 110111-1234567"]
    digits = digits_of(text)
    return [] if len(digits) == 13 else [f"법인등록번호는 숫자 13자리입니다. 지금은 {len(digits)}자리입니다."]


def corporate_number_warnings(text: str) -> list[str]:
    """A hint, never a refusal: numbers issued since 2025-01-31 carry no check digit."""
    digits = digits_of(text)
    if len(digits) != 13 or int(digits[12]) == _corporate_check(digits):
        return []
    return [
        "법인등록번호의 끝자리가 검사 규칙과 다릅니다.",
        "2025. 1. 31. 이후 발급된 번호라면 그대로 두고, 아니면 등기부등본을 확인해 주십시오.",
    ]


def format_corporate_number(digits: str) -> str:
    """For screens: '1101111234567' -> '110111-1234567'; anything but thirteen digits as it is."""
    return f"{digits[:6]}-{digits[6:]}" if re.fullmatch(r"\d{13}", digits, re.ASCII) else digits


def normalise_phone(text: str) -> str | None:
    """A Korean phone number with hyphens: '01012345678', '+82 10-1234-5678' -> '010-1234-5678'; None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"\+?[\d\s().\-–]+", plain, re.ASCII):
        return None
    digits = digits_of(plain)
    if plain.startswith("+") or digits.startswith("82"):
        if not digits.startswith("82"):
            return None
        digits = "0" + digits[2:].removeprefix("0")
    found = _PHONE.fullmatch(digits)
    return "-".join(part for part in found.groups() if part) if found else None


def is_mobile(phone: str) -> bool:
    """Whether a number can receive a text message."""
    return (normalise_phone(phone) or "").startswith("01")


@dataclass(frozen=True)
class ResidentLookalike:
    """A place in a text that looks like a 주민등록번호 or 외국인등록번호: [start, end) and how sure that is.

    `certain` is False when the check digit does not fit: since October 2020 new numbers carry none, so it may be one.
    """

    start: int
    end: int
    certain: bool


def resident_lookalikes(text: str) -> list[ResidentLookalike]:
    """Where a text seems to hold a resident number, which this programme never collects (warn, don't refuse).

    Corporate numbers look alike; one whose own check digit fits, and not the resident one, is left out. Without a
    hyphen only numbers with a fitting check digit count.
    """
    found = []
    for match in _RESIDENT.finditer(text):
        digits = match.group(1) + match.group(3)
        certain = _resident_check_fits(digits)
        likely = certain or (match.group(2) in "-–—" and match.group(2) != "" and not _is_old_corporate(digits))
        if likely and _is_birthday(digits):
            found.append(ResidentLookalike(match.start(), match.end(), certain))
    return found


def mask_residents(text: str) -> str:
    """The text with the last seven digits of each lookalike covered: '900101-*******'."""
    for place in reversed(resident_lookalikes(text)):
        number = text[place.start : place.end]
        text = text[: place.start] + number[:-7] + "*" * 7 + text[place.end :]
    return text


def _only(text: str) -> bool:
    return re.fullmatch(r"[\d\s\-–]*", unicodedata.normalize("NFKC", text), re.ASCII) is not None


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _business_check(digits: str) -> int:
    total = _weighed(digits, _BUSINESS_WEIGHTS) + int(digits[8]) * 5 // 10
    return (10 - total % 10) % 10


def _corporate_check(digits: str) -> int:
    return (10 - _weighed(digits, _CORPORATE_WEIGHTS) % 10) % 10


def _is_old_corporate(digits: str) -> bool:
    return int(digits[12]) == _corporate_check(digits)


def _resident_check_fits(digits: str) -> bool:
    base = 13 if digits[6] in "5678" else 11
    return int(digits[12]) == (base - _weighed(digits, _RESIDENT_WEIGHTS) % 11) % 10


def _is_birthday(digits: str) -> bool:
    try:
        date(_CENTURIES[digits[6]] + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True
