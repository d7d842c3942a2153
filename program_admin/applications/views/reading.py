"""An application as staff and evaluators read it: finished texts of everything handed in."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from program_admin.applications.models import Application
from program_admin.applications.queries import (
    answers_of,
    bonus_claims_of,
    bonus_proofs_of,
    budget_of,
    funding_of,
    kpi_targets_of,
    named_engineers_of,
    papers_in_order,
    plan_of,
)
from program_admin.applications.queries.consents import given_consents, named_people
from program_admin.applications.queries.handed_in import company_of
from program_admin.applications.rules import questions
from program_admin.applications.rules.engineers import GROUP
from program_admin.applications.rules.named_people import Named, words_of
from program_admin.applications.rules.papers import file_code, paper_names
from program_admin.applications.rules.project import SOLUTIONS
from program_admin.applications.rules.values import day, whole
from program_admin.applications.services.company_changes import changes_since
from program_admin.applications.views.consents import given_words
from program_admin.applications.views.shown import FinancesShown, company_pairs, finances_shown, site_rows
from program_admin.core.korean import korean_date
from program_admin.core.money import won
from program_admin.programs.schema import questions as asked
from program_admin.programs.schema.eligibility import DeclarationRule
from program_admin.suppliers.models import ENGINEER_GRADE_NAMES, EngineerGrade

Pairs = tuple[tuple[str, str], ...]
Row = tuple[object, ...]
_ANSWERS = {"yes": "예", "no": "아니요"}
_SETTLED = {None: ("확인 전", "outline"), True: ("인정", "success"), False: ("인정 안 함", "")}
_KINDS: dict[type, str] = {asked.WholeNumber: "whole_number", asked.WonAmount: "won", asked.DateAnswer: "date"}


@dataclass(frozen=True, slots=True)
class BonusRead:
    """One bonus claim as read: what it is, how it was settled, the files that prove it."""

    text: str
    word: str
    tone: str
    files: Pairs


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything handed in, section by section."""

    company: Pairs
    finances: FinancesShown
    sites: tuple[Row, ...]
    plan: Pairs
    supplier: str
    engineers: tuple[Row, ...]
    answers: Pairs
    kpis: tuple[Row, ...]
    costs: tuple[Row, ...]
    funding: tuple[Row, ...]
    papers: tuple[Row, ...]
    bonus: tuple[BonusRead, ...]
    declarations: Pairs
    consents: Pairs
    changed: bool


def reading_of(application: Application) -> Reading:
    """Gather everything handed in as texts."""
    terms = application.terms
    items = {item.code: item.name for item in terms.budget.items}
    company = company_of(application)
    named = named_people(application) if terms.person_consents else ()
    return Reading(
        company=company_pairs(company.profile),
        finances=finances_shown(company.years),
        sites=site_rows(company.sites),
        changed=bool(changes_since(application)),
        plan=_plan(application),
        supplier=company.supplier or "정하지 않음",
        engineers=tuple(_engineers(application, named)),
        answers=_answers(application),
        kpis=tuple(
            (row.name, row.unit, f"{row.before.normalize():f}", f"{row.target.normalize():f}", f"{row.weight:f}%")
            for row in kpi_targets_of(application.id)
        ),
        costs=tuple(
            (items.get(row.item, row.item), row.description, won(row.amount_won)) for row in budget_of(application.id)
        ),
        funding=tuple((share.name, won(share.amount_won)) for share in funding_of(application.id)),
        papers=tuple(_paper_rows(application)),
        bonus=tuple(_bonus(application)),
        declarations=_declarations(application),
        consents=(
            *((each.wording.title, given_words(each)[0]) for each in given_consents(application)),
            *((f"{each.role} {each.name}", words_of(each)[0]) for each in named if not each.key.startswith(GROUP)),
        ),
    )


def _bonus(application: Application) -> Iterator[BonusRead]:
    proofs = bonus_proofs_of(application)
    for claim in bonus_claims_of(application.id):
        word, tone = _SETTLED[claim.confirmed]
        files = tuple(
            (paper.upload.name, url_for("applications.paper_file", paper_id=paper.id))
            for paper in proofs.get(claim.code, ())
        )
        yield BonusRead(f"{claim.name} ({claim.points.normalize():f}점)", word, tone, files)


def _plan(application: Application) -> Pairs:
    plan = plan_of(application.id)
    if plan is None:
        return ()
    names = dict(SOLUTIONS)
    return (
        ("과제명", plan.title),
        ("도입할 솔루션", ", ".join(names.get(code, code) for code in plan.solutions)),
        ("지금 현장의 문제", plan.problem),
        ("구축 내용과 데이터 수집 계획", plan.plan),
        ("기대 효과", plan.effect),
        ("구축 기간", f"{plan.build_months}개월"),
        ("실무책임자", f"{plan.contact_name} · {plan.contact_phone}"),
    )


def _engineers(application: Application, named: tuple[Named, ...]) -> Iterator[Row]:
    """The engineers as handed in: what they do, the grade registered then, how far the consent is."""
    said = {(each.name, each.phone or each.email): words_of(each) for each in named}
    for each in named_engineers_of(application.id):
        grade = ENGINEER_GRADE_NAMES[EngineerGrade(each.grade)] if each.grade else "등록 명단에 없음"
        word, tone = said.get((each.name, each.phone or each.email), ("", ""))
        yield each.name, each.work, grade, {"text": word, "tone": tone} if word else ""


def _answers(application: Application) -> Pairs:
    given = answers_of(application.id)
    files = {paper.paper: paper.upload.name for paper in papers_in_order(application)}
    found = []
    for question in application.terms.questions:
        text = (
            files.get(file_code(question), "") if isinstance(question, asked.FileAnswer) else _answer(question, given)
        )
        if text:
            found.append((question.label, text))
    return tuple(found)


def _answer(question: asked.Question, given: dict[str, str]) -> str:
    if isinstance(question, asked.TableRows):
        return "\n".join(filter(None, (_row(question, row, given) for row in range(1, question.max_rows + 1))))
    text = given.get(questions.name_of(question), "")
    if isinstance(question, asked.YesNo):
        return _ANSWERS.get(text, text)
    if isinstance(question, asked.OneOf | asked.ManyOf):
        names = {option.code: option.name for option in question.options}
        return ", ".join(names.get(code, code) for code in text.split(",") if code)
    return _plain(text, _KINDS.get(type(question), ""), getattr(question, "unit", None) or "") if text else ""


def _plain(text: str, kind: str, unit: str) -> str:
    """A typed value as it is read: numbers with separators, amounts in won, dates the Korean way."""
    number = whole(text.removesuffix("원")) if kind in ("whole_number", "won") else None
    if number is not None:
        return won(number) if kind == "won" else f"{number:,}{unit}"
    moment = day(text) if kind == "date" else None
    return korean_date(moment) if moment else f"{text}{unit}"


def _row(question: asked.TableRows, row: int, given: dict[str, str]) -> str:
    cells = []
    for column in question.columns:
        text = given.get(questions.name_of(question, row, column.code), "")
        names = {option.code: option.name for option in column.options} | _ANSWERS
        if text:
            cells.append(f"{column.label} {_plain(names.get(text, text), column.type, column.unit or '')}")
    return " · ".join(cells)


def _paper_rows(application: Application) -> list[Row]:
    papers = {paper.code: paper for paper in application.terms.papers}
    called = paper_names(application.terms)
    rows: list[Row] = []
    for handed in papers_in_order(application):
        paper = papers.get(handed.paper)
        substitutes = {each.code: each.name for each in paper.substitutes} if paper else {}
        rows.append(
            (
                called.get(handed.paper, handed.paper),
                {"text": handed.upload.name, "link": url_for("applications.paper_file", paper_id=handed.id)},
                korean_date(handed.issued_on) if handed.issued_on else "",
                substitutes.get(handed.substitute, ""),
                handed.reason,
            )
        )
    return rows


def _declarations(application: Application) -> Pairs:
    given = answers_of(application.id)
    rules = [rule for rule in application.terms.eligibility if isinstance(rule, DeclarationRule)]
    return tuple((rule.question, _ANSWERS.get(given.get(f"must_not-{rule.code}", ""), "답하지 않음")) for rule in rules)
