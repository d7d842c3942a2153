"""The sections of an application: their order, the fields of each, their faults and states."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from program_admin.applications.rules import budget, consents, eligibility, engineers, kpis, papers, project, questions
from program_admin.applications.rules.values import Fault, Filled
from program_admin.programs.schema.questions import ManyOf


class SectionState(StrEnum):
    """How far a section is."""

    NOT_STARTED = "not_started"
    IN_WORK = "in_work"
    DONE = "done"
    WAITS = "waits"


STATE_WORDS = {
    SectionState.NOT_STARTED: ("시작 전", ""),
    SectionState.IN_WORK: ("작성 중", "information"),
    SectionState.DONE: ("완료", "success"),
    SectionState.WAITS: ("앞 단계 필요", "outline"),
}

Faults = Callable[[Filled, date], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its code in addresses, its title, what is wrong with it on a day."""

    code: str
    title: str
    faults: Faults


def _plan(filled: Filled, _today: date) -> Iterator[Fault]:
    yield from project.project_faults(filled)
    yield from questions.question_faults(filled)


def _supplier(filled: Filled, _today: date) -> Iterator[Fault]:
    if not filled.supplier_chosen:
        yield Fault("supplier", "supplier", "공급기업을 정해 주세요. 아직 없으면 추천을 받아 고를 수 있습니다.")
    else:
        yield from engineers.engineer_faults(filled)


SECTIONS = (
    Section("company", "기업 정보", eligibility.company_faults),
    Section("sites", "사업장", eligibility.site_faults),
    Section("plan", "구축 계획", _plan),
    Section("supplier", "공급기업", _supplier),
    Section("kpi", "KPI 계획", lambda filled, _today: kpis.kpi_faults(filled)),
    Section("budget", "사업비", lambda filled, _today: budget.budget_faults(filled)),
    Section("bonus", "가점 신청", lambda filled, _today: consents.bonus_faults(filled)),
    Section("papers", "제출서류", papers.paper_faults),
    Section("consents", "확인과 동의", lambda filled, _today: consents.consent_faults(filled)),
)
SUBMIT_TITLE = "확인·제출"
CODES = tuple(section.code for section in SECTIONS)


def section_of(code: str) -> Section | None:
    """The section of that code."""
    return next((section for section in SECTIONS if section.code == code), None)


def fields_of(code: str, filled: Filled) -> tuple[str, ...]:
    """Every draft field of a section, in the order of the page (papers are not typed)."""
    match code:
        case "company":
            return ("confirm-company",)
        case "sites":
            return ("confirm-sites",)
        case "plan":
            asked = (name for question in filled.terms.questions for name in questions.names_of(question))
            return (*project.NAMES, *asked)
        case "supplier":
            return engineers.FIELDS
        case "kpi":
            rows = range(1, filled.terms.kpis.maximum_rows + 1)
            return tuple(kpis.name_of(row, part) for row in rows for part in kpis.PARTS)
        case "budget":
            rows = range(1, budget.MOST_ROWS + 1)
            cells = (budget.name_of(row, part) for row in rows for part in budget.PARTS)
            return (*cells, budget.WANTED)
        case "bonus":
            items = (f"bonus-{item.code}" for item in filled.terms.evaluation.bonus.items)
            return ("bonus-claimed", *items)
        case "consents":
            declared = (f"must_not-{rule.code}" for rule in consents.declarations(filled))
            return (*declared, *(f"consent-{consent.code}" for consent in filled.terms.company_consents))
        case _:
            return ()


def known_fields(filled: Filled) -> frozenset[str]:
    """Every field that may be typed."""
    return frozenset(name for code in CODES for name in fields_of(code, filled))


def many_fields(filled: Filled) -> frozenset[str]:
    """The fields that hold several codes joined by commas."""
    asked = (questions.name_of(each) for each in filled.terms.questions if isinstance(each, ManyOf))
    return frozenset(("project-solutions", *asked))


def faults_of(code: str, filled: Filled, today: date) -> tuple[Fault, ...]:
    """Every fault of a section, the same sentence at the same field once."""
    section = section_of(code)
    return tuple(dict.fromkeys(section.faults(filled, today))) if section else ()


def all_faults(filled: Filled, today: date) -> tuple[Fault, ...]:
    """Every fault of the application in the order of the sections: all objections to its submission."""
    return tuple(fault for section in SECTIONS for fault in faults_of(section.code, filled, today))


def states(filled: Filled, today: date) -> dict[str, SectionState]:
    """How far each section is, and "submit", which waits for the others."""
    found = {section.code: _state(section.code, filled, today) for section in SECTIONS}
    ready = all(state is SectionState.DONE for state in found.values())
    return found | {"submit": SectionState.NOT_STARTED if ready else SectionState.WAITS}


def _state(code: str, filled: Filled, today: date) -> SectionState:
    faults = faults_of(code, filled, today)
    if not faults:
        return SectionState.DONE
    return SectionState.IN_WORK if _begun(code, filled) else SectionState.NOT_STARTED


def _begun(code: str, filled: Filled) -> bool:
    if code == "papers":
        return bool(filled.papers)
    if code == "plan":
        own = [name for name in fields_of(code, filled) if not name.startswith("project-contact")]
        return any(filled.value(name) for name in own)
    return any(filled.value(name) for name in fields_of(code, filled))
