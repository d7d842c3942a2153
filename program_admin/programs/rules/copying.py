"""A new round made from another: dates shifted, year, code, name and number adapted, parts left empty on wish."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.schema.round_file import RoundFile

A_YEAR_OF_WEEKS = timedelta(days=364)
EMPTIED = {
    "sections": "공고문",
    "tracks": "지원 유형",
    "eligibility": "신청 자격",
    "papers": "제출서류",
    "questions": "추가 질문",
    "stages": "평가표",
}
"""What a new round may start without."""


@dataclass(frozen=True, slots=True)
class NewRound:
    """What is said about a new round when it is made."""

    code: str
    title: str
    year: int
    number: str
    opens_on: date
    emptied: tuple[str, ...] = ()


def suggested(source: RoundFile, today: date) -> NewRound:
    """The next year's round after that one: the same weekday, never in the past."""
    opens_on = source.calendar.opens_at.date() + A_YEAR_OF_WEEKS
    while opens_on <= today:
        opens_on += A_YEAR_OF_WEEKS
    before = source.program.year
    year = before + opens_on.year - source.calendar.opens_at.year
    return NewRound(_in_year(source.code, before, year), _in_year(source.title, before, year), year, "", opens_on)


def copied(source: RoundFile, new: NewRound) -> RoundFile:
    """The round file of the new round; everything not named in `new` is the source's."""
    moved = shift_calendar(source, (new.opens_on - source.calendar.opens_at.date()).days)
    announcement = {"number": new.number or source.announcement.number}
    emptied: dict[str, object] = {name: () for name in new.emptied if name in RoundFile.model_fields}
    if "sections" in new.emptied:
        announcement["sections"] = ()  # type: ignore[assignment]
    evaluation = moved.evaluation
    if "papers" in new.emptied:
        items = tuple(item.model_copy(update={"paper": None}) for item in evaluation.bonus.items)
        evaluation = evaluation.model_copy(update={"bonus": evaluation.bonus.model_copy(update={"items": items})})
    if "stages" in new.emptied:
        evaluation = evaluation.model_copy(update={"stages": ()})
    emptied["evaluation"] = evaluation
    changed = {
        "code": new.code,
        "title": new.title,
        "program": moved.program.model_copy(update={"year": new.year}),
        "announcement": moved.announcement.model_copy(update=announcement),
    }
    copy = moved.model_copy(update=changed | emptied)
    return RoundFile.model_validate(copy.model_dump(mode="python"))


def _in_year(text: str, before: int, year: int) -> str:
    found = re.sub(rf"(?<!\d){before}(?!\d)", str(year), text)
    return found if found != text else f"{text}-{year}" if re.fullmatch(r"[0-9a-z-]+", text) else text
