"""보완: what may be asked for, how it is answered, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from program_admin.applications.rules.papers import paper_names, slots
from program_admin.applications.rules.screening import Group, group_of
from program_admin.applications.rules.sections import SECTIONS, section_of
from program_admin.applications.rules.values import Filled
from program_admin.core.korean import korean_date_weekday
from program_admin.documents.rules import resident_numbers
from program_admin.programs.schema.round_file import RoundFile

PAPERS = "papers"
NUMBERS = "주민등록번호로 보이는 숫자가 있습니다. 숫자를 지워 주세요. 다른 번호라면 그대로 내는 까닭을 적어 주세요."


class Way(StrEnum):
    """How a request is answered: values typed anew, a paper handed in, or words."""

    VALUES = "values"
    PAPER = "paper"
    WORDS = "words"


TYPED = frozenset({"plan", "kpi", "budget"})
"""Sections whose values are typed anew; the others are explained in words (their values live elsewhere)."""
_SECTION_OF_GROUP = {
    Group.SITE: "sites",
    Group.BUDGET: "budget",
    Group.BONUS: "bonus",
    Group.CONTACT: "plan",
}


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that can be asked for: a section, or one paper of the section of papers."""

    code: str
    title: str
    section: str
    paper: str = ""

    @property
    def way(self) -> Way:
        """How it is answered."""
        return way_of(self.section)


def way_of(section: str) -> Way:
    """How a request about that section is answered."""
    if section == PAPERS:
        return Way.PAPER
    return Way.VALUES if section in TYPED else Way.WORDS


def targets(filled: Filled) -> tuple[Target, ...]:
    """Everything that can be asked for: the sections, then each paper the application is asked for."""
    sections = [Target(each.code, each.title, each.code) for each in SECTIONS if each.code != PAPERS]
    papers = [Target(f"paper-{slot.code}", slot.name, PAPERS, slot.code) for slot in slots(filled)]
    return (*sections, *papers)


def asked_name(terms: RoundFile, section: str, paper: str = "") -> str:
    """What a request is about, as the round calls it."""
    if paper:
        return paper_names(terms).get(paper, "제출서류")
    found = section_of(section)
    return found.title if found else "신청서"


def target_of_item(code: str, terms: RoundFile) -> str:
    """The target an item of the sheet is about: its own paper, a bonus's evidence, or the section it is read in."""
    group = group_of(code)
    if group is Group.PAPER:
        return code
    evidence = {f"{Group.BONUS}-{item.code}": item.paper for item in terms.evaluation.bonus.items if item.paper}
    if code in evidence:
        return f"paper-{evidence[code]}"
    if group is Group.ELIGIBILITY:
        return "company"
    return _SECTION_OF_GROUP[group]


def numbers_seen(texts: Mapping[str, str], own: frozenset[str]) -> dict[str, list[str]]:
    """Say at each field whose text holds what looks like a resident number what to do (제24조의2: never collected)."""
    return {name: [NUMBERS] for name, text in texts.items() if resident_numbers(text, apart_from=own)}


def too_late(due_on: date, today: date) -> list[str]:
    """Why an answer isn't taken any more: the due day itself still counts."""
    if today <= due_on:
        return []
    return [
        f"보완 기한({korean_date_weekday(due_on)})이 지나 낼 수 없습니다. 담당자에게 연락해 기한 연장을 요청해 주세요."
    ]
