"""What a section's template shows besides its fields, as finished values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask import url_for

from program_admin.applications.forms.questions import rows_shown
from program_admin.applications.models import Application
from program_admin.applications.queries import papers_of
from program_admin.applications.queries.handed_in import FrozenCompany, FrozenSite, FrozenYear
from program_admin.applications.rules import budget, kpis, papers, questions
from program_admin.applications.rules.consents import declarations
from program_admin.applications.rules.values import Filled
from program_admin.applications.views.bonus_shown import ClaimShown, claims_shown
from program_admin.applications.views.money import MoneyShown, money_of
from program_admin.companies.models import LEGAL_FORM_NAMES, Company, Finance, LegalForm, Site
from program_admin.companies.queries import finances_of, sites_of
from program_admin.core.codes import KSIC_DIVISIONS, SEOUL_DISTRICTS, SIDO
from program_admin.core.identifiers import format_business_number
from program_admin.core.korean import korean_date
from program_admin.core.money import won
from program_admin.programs.schema import questions as asked
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SIZE_CLASS_NAMES, SiteKind, SizeClass
from program_admin.programs.schema.kpis import KpiTerms

Pairs = tuple[tuple[str, str], ...]
Row = tuple[str, ...]
_KINDS: dict[type, str] = {asked.TableRows: "table", asked.FileAnswer: "file"}


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One extra question: the heading over it (only where it changes), its cells if it is a table, on what it hangs.

    `trigger` names the questions whose answers make it appear (htmx), `files` what was handed in for it.
    """

    code: str
    heading: str
    name: str
    label: str
    help: str
    kind: str
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    trigger: str = ""
    visible: bool = True
    required: bool = True
    limits: str = ""
    files: Pairs = ()


@dataclass(frozen=True, slots=True)
class FinancesShown:
    """A company's yearly figures: a line per figure, a column per year (`heads`, newest first)."""

    heads: Pairs
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The values of one section; a section uses those it needs."""

    pairs: Pairs = ()
    table: tuple[Row, ...] = ()
    finances: FinancesShown | None = None
    names: tuple[Row, ...] = ()
    claims: tuple[ClaimShown, ...] = ()
    questions: tuple[QuestionShown, ...] = ()
    money: MoneyShown | None = None
    weight: str = ""
    proposed: tuple[str, ...] = ()
    texts: dict[str, Pairs] = field(default_factory=dict)


def shown_of(code: str, application: Application, filled: Filled) -> Shown:
    """The values of the section of that code."""
    match code:
        case "company":
            return Shown(
                pairs=company_pairs(application.company), finances=finances_shown(finances_of(application.company_id))
            )
        case "sites":
            return Shown(table=site_rows(sites_of(application.company_id)))
        case "plan":
            return Shown(questions=question_rows(application, filled))
        case "kpi":
            return _kpi(application, filled)
        case "budget":
            rows = range(1, min(max(_last(budget.typed_rows(filled)) + 2, 3), budget.MOST_ROWS) + 1)
            names = tuple(tuple(budget.name_of(row, part) for part in budget.PARTS) for row in rows)
            return Shown(names=names, money=money_of(filled), texts=_item_helps(filled))
        case "bonus":
            return Shown(claims=claims_shown(application, filled))
        case _:
            return Shown(
                names=tuple((f"must_not-{rule.code}",) for rule in declarations(filled)), texts=_consents(filled)
            )


def company_pairs(company: Company | FrozenCompany) -> Pairs:
    """The company as it is kept, or as it was handed in."""
    return (
        ("기업명", company.name),
        ("사업자등록번호", format_business_number(company.business_number)),
        ("사업자 구분", LEGAL_FORM_NAMES[LegalForm(company.legal_form)]),
        ("대표자", company.representatives_text),
        ("설립일", korean_date(company.founded_on)),
        (
            "업종",
            f"{KSIC_DIVISIONS.name_of(company.ksic)} ({company.ksic})"
            + (f" · {company.trade}" if company.trade else ""),
        ),
        ("주요 생산품", company.main_product or "적지 않음"),
        ("주요 공정", company.main_process or "적지 않음"),
        ("거래처", company.customers or "적지 않음"),
        ("상시 근로자", f"{company.employees:,}명"),
        ("기업 규모", SIZE_CLASS_NAMES[SizeClass(company.size_class)]),
        ("부가가치세", "면세" if company.vat_exempt else "과세"),
        ("현재 스마트공장 수준", LEVEL_NAMES[Level(company.system_level)]),
    )


def finances_shown(years: Sequence[Finance | FrozenYear]) -> FinancesShown:
    """The yearly figures as a table; without any year it has no lines."""
    figures = (
        ("매출액", [year.revenue_won for year in years]),
        ("영업이익", [year.operating_profit_won for year in years]),
        ("자산", [year.assets_won for year in years]),
        ("부채", [year.debts_won for year in years]),
        ("자본", [year.equity_won for year in years]),
    )
    return FinancesShown(
        heads=(("항목", ""), *((f"{year.year}년", "num") for year in years)),
        rows=tuple((name, *map(won, amounts)) for name, amounts in figures if years),
    )


def site_rows(sites: Iterable[Site | FrozenSite]) -> tuple[Row, ...]:
    """The sites in use, or as they were handed in."""
    return tuple(
        (
            SITE_KIND_NAMES[SiteKind(site.kind)],
            site.name,
            f"{SIDO.name_of(site.sido)} {SEOUL_DISTRICTS.name_of(site.district) if site.district else ''}".strip(),
            site.address,
            format_business_number(site.business_number) if site.business_number else "기업과 같음",
        )
        for site in sites
    )


def question_rows(application: Application, filled: Filled) -> tuple[QuestionShown, ...]:
    """The extra questions in order; one that isn't asked now stands there empty, to appear when it is."""
    found, heading = [], ""
    for question in filled.terms.questions:
        above = questions.ancestors_of(question, filled)
        table = question if isinstance(question, asked.TableRows) else None
        rows = range(1, rows_shown(table, filled) + 1) if table else range(0)
        found.append(
            QuestionShown(
                code=question.code,
                heading="" if question.section == heading else question.section,
                name=questions.name_of(question),
                label=question.label,
                help=question.help,
                kind=_KINDS.get(type(question), "field"),
                columns=tuple(_head(column) for column in table.columns) if table else (),
                rows=tuple(
                    tuple(questions.name_of(question, row, column.code) for column in table.columns) for row in rows
                )
                if table
                else (),
                trigger=", ".join(f"change from:#ask-{each.code}" for each in above),
                visible=questions.is_shown(question, filled),
                required=question.required,
                limits=_limits(question),
                files=_files(application, question),
            )
        )
        heading = question.section
    return tuple(found)


def _limits(question: asked.Question) -> str:
    if not isinstance(question, asked.FileAnswer):
        return ""
    types = ", ".join(each.value.upper() for each in question.types)
    return f"{types} · {question.max_mb}MB까지"


def _files(application: Application, question: asked.Question) -> Pairs:
    if not isinstance(question, asked.FileAnswer):
        return ()
    return tuple(
        (paper.upload.name, url_for("applications.paper_file", paper_id=paper.id))
        for paper in papers_of(application.id)
        if paper.paper == papers.file_code(question)
    )


def _kpi(application: Application, filled: Filled) -> Shown:
    typed, terms = kpis.typed_rows(filled), filled.terms.kpis
    rows = range(1, min(max(_last(typed) + 1, terms.minimum_rows, 3), terms.maximum_rows) + 1)
    proposed = () if typed else kpis.proposed_measures(terms, application.company.ksic)
    return Shown(
        names=tuple(tuple(kpis.name_of(row, part) for part in kpis.PARTS) for row in rows),
        weight=f"{kpis.weight_sum(filled).normalize():f}",
        proposed=tuple(measure.name for measure in proposed),
        texts={
            "how": tuple((f"{m.name} ({m.unit})", m.how) for m in terms.measures if m.how),
            "presets": () if typed else tuple((p.code, p.name) for p in terms.presets),
            "measures": () if typed else tuple((p.code, _measures(terms, p.code)) for p in terms.presets),
        },
    )


def _measures(terms: KpiTerms, preset: str) -> str:
    return ", ".join(measure.name for measure in kpis.proposed_measures(terms, "", preset))


def _item_helps(filled: Filled) -> dict[str, Pairs]:
    helps = []
    for item in filled.terms.budget.items:
        cap = f"총사업비의 {item.cap_percent:f}%까지. " if item.cap_percent is not None else ""
        if cap or item.help:
            helps.append((item.name, cap + item.help))
    return {"helps": tuple(helps)}


def _consents(filled: Filled) -> dict[str, Pairs]:
    found: dict[str, Pairs] = {}
    for consent in filled.terms.company_consents:
        pairs = [
            ("목적", consent.purpose),
            ("항목", consent.items),
            ("보유 기간", consent.period),
            ("동의서 판", f"제{consent.version}판"),
        ]
        if consent.recipient:
            pairs.insert(0, ("제공받는 자", consent.recipient))
        found[f"consent-{consent.code}"] = ((consent.title, consent.text), *pairs)
    return found


def _head(column: asked.Column) -> tuple[str, str]:
    label = f"{column.label}({column.unit})" if column.unit else column.label
    return label, "num" if column.type in ("whole_number", "decimal", "won") else ""


def _last(rows: tuple[int, ...]) -> int:
    return rows[-1] if rows else 0
