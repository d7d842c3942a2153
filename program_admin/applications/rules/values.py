"""The plain values that the rules of an application are asked about."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar, cast

from program_admin.programs.schema.announcement import Track
from program_admin.programs.schema.round_file import RoundFile

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: the section it stands in, the field (or row's field) it is about, the sentence."""

    section: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """A file handed in for a paper: which paper, its name, the substitute it is (or ""), date of issue, hash."""

    paper: str
    name: str
    substitute: str = ""
    reason: str = ""
    issued_on: date | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site: kind, province code, district code of Seoul or ""."""

    kind: str
    sido: str
    district: str = ""


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What the rules ask about the company; `running` counts projects under way, `awards` years of earlier support."""

    size_class: str
    ksic: str
    employees: int
    founded_on: date
    vat_exempt: bool
    under_three_years: bool
    level: str
    sites: tuple[SiteFacts, ...]
    running: int = 0
    awards: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """Everything typed and handed in so far: `values` by field name as typed, papers, the company, the supplier."""

    terms: RoundFile
    track: Track
    values: Mapping[str, str]
    papers: tuple[HandedPaper, ...]
    company: CompanyFacts
    supplier_chosen: bool
    _worked_out: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, work_out: Callable[["Filled"], Found]) -> Found:
        """What that function makes of these values, worked out the first time it is asked."""
        if work_out not in self._worked_out:
            self._worked_out[work_out] = work_out(self)
        return cast("Found", self._worked_out[work_out])

    def value(self, name: str) -> str:
        """What was typed, without outer blanks; "" when nothing was."""
        return self.values.get(name, "").strip()

    def chosen(self, name: str) -> tuple[str, ...]:
        """The codes ticked in a field of several choices."""
        return tuple(code for code in self.value(name).split(",") if code)

    @property
    def bonus_codes(self) -> tuple[str, ...]:
        """The bonus items claimed."""
        if self.value("bonus-claimed") != "yes":
            return ()
        return tuple(
            item.code for item in self.terms.evaluation.bonus.items if self.value(f"bonus-{item.code}") == "yes"
        )


def whole(text: str) -> int | None:
    """Read a whole number as typed ('1,234'); None when it is none."""
    plain = text.replace(",", "").replace(" ", "")
    return int(plain) if re.fullmatch(r"-?\d{1,15}", plain) else None


def exact(text: str, places: int = 4) -> Decimal | None:
    """Read a decimal with at most so many places; None when it is none."""
    plain = text.replace(",", "").replace(" ", "").removesuffix("%")
    if not re.fullmatch(r"-?\d{1,12}(\.\d+)?", plain):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return None if -int(number.as_tuple().exponent) > places else number


def day(text: str) -> date | None:
    """Read a date as typed: '2026. 3. 27.', '2026-03-27', '20260327'; None when it is none."""
    found = re.fullmatch(r"(\d{4})\s*[-./]?\s*(\d{1,2})\s*[-./]?\s*(\d{1,2})\s*\.?", text.strip())
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
