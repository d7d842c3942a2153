"""Code lists of the state (industries, districts, provinces), each code with the days it was in force."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FOLDER = Path(__file__).parent / "code_lists"


@dataclass(frozen=True)
class Code:
    """One code with its name; an open `valid_from` or `valid_to` means no known beginning or end."""

    code: str
    name: str
    valid_from: date | None
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether the code was in force on that day, both ends included."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class CodeList:
    """All codes of one kind, past ones too."""

    codes: tuple[Code, ...]

    def on(self, day: date) -> tuple[Code, ...]:
        """The codes in force on that day, in the list's own order."""
        return tuple(code for code in self.codes if code.valid_on(day))

    def choices(self, day: date) -> list[tuple[str, str]]:
        """(code, name) pairs for a form field, as of that day."""
        return [(code.code, code.name) for code in self.on(day)]

    def find(self, code: str, day: date | None = None) -> Code | None:
        """The code, past ones too unless a day is given; None when there is none."""
        return next((row for row in self.codes if row.code == code and (day is None or row.valid_on(day))), None)

    def name_of(self, code: str) -> str:
        """The name for a screen or paper; a code nobody knows is shown as it stands."""
        found = self.find(code)
        return found.name if found else code

    def code_of(self, name: str, day: date) -> str | None:
        """The code that bore this name on that day (addresses come with names); None when there is none."""
        return next((row.code for row in self.on(day) if row.name == name.strip()), None)


def _read(file_name: str) -> CodeList:
    lines = (_FOLDER / file_name).read_text(encoding="utf-8").splitlines()[1:]
    return CodeList(tuple(_code(*line.split("\t")) for line in lines))


def _code(code: str, name: str, valid_from: str, valid_to: str) -> Code:
    return Code(code, name, _day(valid_from), _day(valid_to))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


KSIC_DIVISIONS = _read("ksic_c.tsv")
"""Manufacturing divisions of 한국표준산업분류 (section C, 10–34)."""

SEOUL_DISTRICTS = _read("seoul_gu.tsv")
"""The 25 autonomous districts of Seoul."""

SIDO = _read("sido.tsv")
"""Provinces and metropolitan cities (행정표준코드, first two digits)."""

SEOUL = "11"
"""The code of Seoul in `SIDO`."""


def is_manufacturing(ksic: str) -> bool:
    """Whether an industry code of any length lies in section C (10–34)."""
    return KSIC_DIVISIONS.find(ksic.strip().upper().removeprefix("C")[:2]) is not None
