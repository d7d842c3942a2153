"""What must hold of the numbers that other systems give to cases, and of a file that brings them in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from program_admin.core.errors import RuleBroken
from program_admin.core.korean import with_particle
from program_admin.core.tables import Table, TableRow
from program_admin.programs.schema.outside import OutsideNumber

LONGEST = 60
OURS = ("접수번호", "협약번호")
"""Headings under which a file may name our case; the first one found counts."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One line of a file: where it stands, our number, and what it brings by code of the outside number."""

    line: int
    ours: str
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class LineFault:
    """What is wrong with one line of a file, counted from 1 (the headings)."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.line}번째 줄: {self.sentence}"


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file as it was understood: by which of our numbers it names cases, its lines, headings left aside."""

    named_by: str
    lines: tuple[Brought, ...]
    aside: tuple[str, ...]


def number_faults(number: OutsideNumber, text: str) -> list[str]:
    """What is wrong with a number as it was typed; nothing typed is no fault."""
    faults = []
    if len(text) > LONGEST:
        faults.append(f"{with_particle(number.name, '은/는')} {LONGEST}자까지 적을 수 있습니다.")
    elif text and not number.fits(text):
        faults.append(f"{number.name} ‘{text}’의 형식이 맞지 않습니다. 정해진 형식은 {number.pattern}입니다.")
    return faults


def taken_fault(number: OutsideNumber, text: str, holder: str) -> str:
    """Says that another case has the number already; `holder` names that case."""
    return f"{number.name} {with_particle(f'‘{text}’', '은/는')} {holder} 과제에 이미 있습니다."


def brought_in(table: Table, numbers: Sequence[OutsideNumber]) -> BroughtFile:
    """Understand a table by its headings; raises RuleBroken when our number or every outside number is missing."""
    ours = next((title for title in OURS if title in table.headings), None)
    codes = {each.name: each.code for each in numbers if each.name in table.headings}
    objections = [f"‘{title}’ 열이 두 번 있습니다. 하나만 남겨 주세요." for title in _twice(table, (*OURS, *codes))]
    if ours is None:
        objections.append("‘접수번호’ 열이 없습니다. 첫 줄에 열 제목을 적어 주세요(‘협약번호’로 적어도 됩니다).")
    if not codes:
        names = ", ".join(f"‘{each.name}’" for each in numbers)
        objections.append(f"외부 번호 열이 없습니다. 다음 가운데 하나 이상을 열 제목으로 적어 주세요: {names}.")
    if objections or ours is None:
        raise RuleBroken(objections, {"file": objections})
    lines = tuple(_line(row, ours, codes) for row in table.rows if any(row.cells.values()))
    return BroughtFile(ours, lines, tuple(t for t in table.headings if t and t not in codes and t != ours))


def line_faults(
    brought: BroughtFile, numbers: Sequence[OutsideNumber], known: Mapping[str, object]
) -> Iterator[LineFault]:
    """What is wrong with the lines by themselves; `known` holds our numbers that stand for a case of the round."""
    first: dict[tuple[str, str], int] = {}
    for each in brought.lines:
        said = _ours_faults(brought.named_by, each.ours, known)
        pairs = [("", each.ours, brought.named_by)] if each.ours else []
        for number in numbers:
            text = each.numbers.get(number.code, "")
            said += number_faults(number, text)
            pairs += [(number.code, text, number.name)] if text and not number.shared else []
        for code, text, name in pairs:
            line = first.setdefault((code, text), each.line)
            if line != each.line:
                said.append(f"{name} {with_particle(f'‘{text}’', '이/가')} {line}번째 줄에도 있습니다.")
        yield from (LineFault(each.line, sentence) for sentence in said)


def _ours_faults(named_by: str, ours: str, known: Mapping[str, object]) -> list[str]:
    if not ours:
        return [f"{with_particle(named_by, '이/가')} 비어 있습니다."]
    return [] if ours in known else [f"{named_by} {with_particle(f'‘{ours}’', '은/는')} 이 회차에 없습니다."]


def _line(row: TableRow, ours: str, codes: Mapping[str, str]) -> Brought:
    numbers = {code: row.cells[title] for title, code in codes.items() if row.cells.get(title)}
    return Brought(row.line, row.cells.get(ours, ""), numbers)


def _twice(table: Table, titles: Sequence[str]) -> list[str]:
    return [title for title in dict.fromkeys(titles) if table.headings.count(title) > 1]
