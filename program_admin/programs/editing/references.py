"""Choices that depend on the rest of the round, or on the state's code lists, shown by name."""

from collections.abc import Callable
from datetime import date

from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.programs.editing.names import choices_of, name_of
from program_admin.programs.editing.steps import STEP_NOTES, StepsChosen, step_choices
from program_admin.programs.schema.announcement import SourceShare
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.budget import SourceKind
from program_admin.programs.schema.checks.applying import YES_NO, answers_of
from program_admin.programs.schema.eligibility import DistrictRule, RegionRule, Rule, SiteKind, TradeRule
from program_admin.programs.schema.evaluation import BonusItem, TieBreak, TieBy
from program_admin.programs.schema.kpis import KpiPreset
from program_admin.programs.schema.outside import ExportColumn
from program_admin.programs.schema.papers import Fact, PaperCondition
from program_admin.programs.schema.questions import ManyOf, OneOf, Question, ShownIf
from program_admin.programs.schema.round_file import RoundFile

Choices = list[tuple[str, str]]
YES_NO_NAMES = {"yes": "예", "no": "아니요"}


def choices_for(owner: type[Part], name: str, terms: RoundFile) -> Choices | None:
    """The choices of a field that names something else; None for any other field."""
    if issubclass(owner, Rule) and name == "tracks":
        return _tracks(terms)
    found = _FIELDS.get((owner, name))
    return found(terms) if found else None


def notes_for(owner: type[Part], name: str) -> dict[str, str]:
    """What stands under each choice of a field; most need nothing."""
    return STEP_NOTES if (owner, name) == (StepsChosen, "on") else {}


def _tracks(terms: RoundFile) -> Choices:
    return [(track.code, track.name) for track in terms.tracks]


def _sources(terms: RoundFile) -> Choices:
    return [(s.code, s.name) for s in terms.budget.sources if s.kind is SourceKind.SUPPORT]


def _papers(terms: RoundFile) -> Choices:
    return [(each.code, each.name) for each in terms.papers]


def _measures(terms: RoundFile) -> Choices:
    return [(each.code, f"{each.name} ({each.unit})") for each in terms.kpis.measures]


def _divisions(terms: RoundFile) -> Choices:
    return [(code, f"{code} {name}") for code, name in KSIC_DIVISIONS.choices(_day(terms))]


def _districts(terms: RoundFile) -> Choices:
    return SEOUL_DISTRICTS.choices(_day(terms))


def _provinces(terms: RoundFile) -> Choices:
    return SIDO.choices(_day(terms))


def _columns(terms: RoundFile) -> Choices:
    return list(terms.field_names().items())


def _day(terms: RoundFile) -> date:
    return terms.calendar.opens_at.date()


_FIELDS: dict[tuple[type[Part], str], Callable[[RoundFile], Choices]] = {
    (SourceShare, "source"): _sources,
    (BonusItem, "paper"): _papers,
    (KpiPreset, "measures"): _measures,
    (KpiPreset, "ksic"): _divisions,
    (TradeRule, "divisions"): _divisions,
    (DistrictRule, "districts"): _districts,
    (RegionRule, "sido"): _provinces,
    (ExportColumn, "field"): _columns,
    (StepsChosen, "on"): lambda _terms: step_choices(),
}


def conditions(terms: RoundFile) -> Choices:
    """Everything a paper may hang on, each choice a whole condition."""
    facts: Choices = [(f"{Fact.TRACK}||{code}", f"지원 유형: {name}") for code, name in _tracks(terms)]
    facts += [(f"{Fact.SITE_KIND}||{value}", f"사업장 종류: {name}") for value, name in choices_of(SiteKind)]
    for fact in (Fact.VAT_EXEMPT, Fact.HAS_SUPPLIER, Fact.UNDER_THREE_YEARS, Fact.BONUS):
        facts += [(f"{fact}||{value}", f"{name_of(fact)}: {YES_NO_NAMES[value]}") for value in YES_NO]
    facts += [(f"{Fact.BONUS}||{each.code}", f"가점: {each.name}") for each in terms.evaluation.bonus.items]
    for question in terms.questions:
        facts += [(f"{Fact.QUESTION}|{question.code}|{v}", label) for v, label in _answers(question)]
    return facts


def earlier_answers(terms: RoundFile, before: int | None) -> Choices:
    """The answers of the questions above a question: each choice is one answer."""
    return [(f"{question.code}|{v}", label) for question in terms.questions[:before] for v, label in _answers(question)]


def rungs(terms: RoundFile) -> Choices:
    """Everything equal scores may be told apart by."""
    stages = terms.evaluation.stages
    found = [(f"{TieBy.STAGE}|{s.code}", f"{s.name} 점수") for s in stages]
    found += [(f"{TieBy.GROUP}|{g.code}", f"묶음: {g.name}") for s in stages for g in s.groups]
    found += [(f"{TieBy.CRITERION}|{c.code}", f"항목: {c.name}") for s in stages for c in s.criteria]
    return [*found, (f"{TieBy.BONUS}|", name_of(TieBy.BONUS)), (f"{TieBy.SUBMITTED_AT}|", name_of(TieBy.SUBMITTED_AT))]


def _answers(question: Question) -> Choices:
    names = (
        {option.code: option.name for option in question.options}
        if isinstance(question, OneOf | ManyOf)
        else YES_NO_NAMES
    )
    return [(value, f"질문 ‘{question.label}’: {names[value]}") for value in answers_of(question)]


def compound_choices(model: type[Part], terms: RoundFile, place: tuple[str | int, ...]) -> Choices:
    """The choices of a small part that is chosen as a whole; `place` is where its owner lies."""
    if model is ShownIf:
        row = place[1] if len(place) > 1 and isinstance(place[1], int) else None
        return earlier_answers(terms, row)
    return rungs(terms) if model is TieBreak else conditions(terms)


def chosen_of(part: Part) -> list[str]:
    """The choices that stand for a small part as it is."""
    if isinstance(part, PaperCondition):
        return [f"{part.fact}|{part.question or ''}|{value}" for value in part.is_one_of]
    if isinstance(part, ShownIf):
        return [f"{part.question}|{value}" for value in part.is_one_of]
    if isinstance(part, TieBreak):
        return [f"{part.by}|{part.code or ''}"]
    return []


MIXED = "한 가지에 대한 답만 함께 고를 수 있습니다. 나머지는 지워 주세요."


def part_of(model: type[Part], chosen: list[str]) -> dict[str, object] | None:
    """The small part that choices stand for; raises ValueError when they ask about different things."""
    if not chosen:
        return None
    split = [each.split("|") for each in chosen]
    if len({tuple(each[:-1]) for each in split}) > 1 and model is not TieBreak:
        raise ValueError(MIXED)
    if model is TieBreak:
        return {"by": split[0][0], "code": split[0][1] or None}
    values = [each[-1] for each in split]
    if model is ShownIf:
        return {"question": split[0][0], "is_one_of": values}
    return {"fact": split[0][0], "question": split[0][1] or None, "is_one_of": values}
