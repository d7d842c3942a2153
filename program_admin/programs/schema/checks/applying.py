"""Tracks, eligibility, papers, questions, KPIs and budget: can an application be filled in?"""

from collections.abc import Iterator
from decimal import Decimal

from program_admin.programs.schema.announcement import CashBase, Level
from program_admin.programs.schema.budget import SourceKind
from program_admin.programs.schema.checks.found import Found, unknown
from program_admin.programs.schema.eligibility import EmployeesRule, SiteKind, TradeRule
from program_admin.programs.schema.evaluation import BonusItem
from program_admin.programs.schema.papers import Fact, Need, PaperCondition
from program_admin.programs.schema.questions import (
    DecimalNumber,
    ManyOf,
    OneOf,
    Question,
    TableRows,
    WholeNumber,
    WonAmount,
    YesNo,
)
from program_admin.programs.schema.round_file import RoundFile

YES_NO = ("yes", "no")
MANUFACTURING = {str(division) for division in range(10, 35)}


def shares_fit(terms: RoundFile) -> Iterator[Found]:
    """Shares of a track name support sources, once each, and reach the track's support."""
    support = {s.code for s in terms.budget.sources if s.kind is SourceKind.SUPPORT}
    for place, track in enumerate(terms.tracks):
        named = [s.source for s in track.shares]
        for row, share in enumerate(track.shares):
            yield from unknown(("tracks", place, "shares", row, "source"), "지원 재원", share.source, support)
            if named.index(share.source) != row:
                yield Found(
                    ("tracks", place, "shares", row, "source"),
                    f"재원 ‘{share.source}’ 줄이 두 번 나옵니다. 하나를 지워 주세요.",
                )
        reach = sum((s.max_percent for s in track.shares), Decimal(0))
        if reach < track.support_max_percent:
            yield Found(
                ("tracks", place, "support_max_percent"),
                f"재원별 비율을 더하면 {reach}%로 지원금 최대 비율 {track.support_max_percent}%보다 작습니다.",
            )
        if track.minimum_cash_of is CashBase.TOTAL and track.support_max_percent + track.minimum_cash_percent > 100:
            yield Found(("tracks", place, "minimum_cash_percent"), "지원금 최대 비율과 더하면 100%를 넘습니다.")


def levels_rise(terms: RoundFile) -> Iterator[Found]:
    """A project does not lower the level."""
    order = list(Level)
    for place, track in enumerate(terms.tracks):
        if any(order.index(before) > order.index(track.level_after) for before in track.levels_before):
            yield Found(("tracks", place, "level_after"), "구축 후 수준이 신청할 수 있는 현재 수준보다 낮습니다.")


def rules_are_possible(terms: RoundFile) -> Iterator[Found]:
    """Eligibility rules name existing tracks and possible values."""
    tracks = {t.code for t in terms.tracks}
    for place, rule in enumerate(terms.eligibility):
        for row, code in enumerate(rule.tracks):
            yield from unknown(("eligibility", place, "tracks", row), "지원 유형", code, tracks)
        if isinstance(rule, EmployeesRule) and rule.maximum is not None and rule.maximum < rule.minimum:
            yield Found(("eligibility", place, "maximum"), "최대가 최소보다 작습니다.")
        if isinstance(rule, TradeRule):
            for row, division in enumerate(rule.divisions):
                if division not in MANUFACTURING:
                    yield Found(
                        ("eligibility", place, "divisions", row), f"{division}번은 제조업 중분류(10~34)가 아닙니다."
                    )


def answers_of(question: Question) -> tuple[str, ...]:
    """The answers a condition may ask for; none for questions without a closed list of answers."""
    if isinstance(question, YesNo):
        return YES_NO
    if isinstance(question, OneOf | ManyOf):
        return tuple(o.code for o in question.options)
    return ()


def _asked_for(path: tuple[str | int, ...], question: Question, wanted: tuple[str, ...]) -> Iterator[Found]:
    known = answers_of(question)
    if not known:
        yield Found(
            (*path, "question"),
            f"질문 ‘{question.code}’에는 답의 목록이 없어서 조건에 쓸 수 없습니다. 고르는 질문을 적어 주세요.",
        )
        return
    for row, answer in enumerate(wanted):
        yield from unknown((*path, "is_one_of", row), "답", answer, known)


def questions_hold(terms: RoundFile) -> Iterator[Found]:
    """Conditions name earlier questions of a closed list; limits are in order; choices in tables have options."""
    earlier: dict[str, Question] = {}
    for place, question in enumerate(terms.questions):
        path = ("questions", place)
        if question.shown_if is not None:
            asked = earlier.get(question.shown_if.question)
            if asked is None:
                yield from unknown((*path, "shown_if", "question"), "앞 질문", question.shown_if.question, earlier)
            else:
                yield from _asked_for((*path, "shown_if"), asked, question.shown_if.is_one_of)
        yield from _limits(path, question)
        earlier[question.code] = question


def _limits(path: tuple[str | int, ...], question: Question) -> Iterator[Found]:
    if isinstance(question, WholeNumber | DecimalNumber | WonAmount):
        low, high = question.minimum, question.maximum
        if low is not None and high is not None and high < low:
            yield Found((*path, "maximum"), "최대가 최소보다 작습니다.")
    if isinstance(question, ManyOf) and question.at_most is not None and question.at_most > len(question.options):
        yield Found((*path, "at_most"), "보기 수보다 큽니다.")
    if isinstance(question, TableRows):
        if question.max_rows < question.min_rows:
            yield Found((*path, "max_rows"), "최대 줄 수가 최소 줄 수보다 작습니다.")
        for row, column in enumerate(question.columns):
            if (column.type == "one_of") != bool(column.options):
                yield Found((*path, "columns", row), "보기(options)는 고르는 열(one_of)에만, 그리고 꼭 적습니다.")


def papers_hold(terms: RoundFile) -> Iterator[Found]:
    """A paper needed in some cases says when; no two papers or substitutes share a code."""
    taken: set[str] = {p.code for p in terms.papers}
    for place, paper in enumerate(terms.papers):
        path = ("papers", place)
        proves = terms.evaluation.bonus.proved_by(paper.code)
        if proves and paper.when is not None and paper.when.fact is Fact.BONUS:
            yield Found((*path, "when"), f"가점({_named(proves)})의 증빙이라 가점 조건을 적지 않습니다. 지워 주세요.")
        elif (paper.need is Need.WHEN) != (paper.when is not None) and not (proves and paper.need is Need.WHEN):
            yield Found((*path, "when"), "필요한 경우(when)는 need: when일 때만, 그리고 꼭 적습니다.")
        if paper.when is not None:
            yield from _condition((*path, "when"), paper.when, terms)
        for row, substitute in enumerate(paper.substitutes):
            if substitute.code in taken:
                yield Found(
                    (*path, "substitutes", row, "code"),
                    f"코드 ‘{substitute.code}’ 서류가 이미 있습니다. 다른 코드를 적어 주세요.",
                )
            taken.add(substitute.code)


def _condition(path: tuple[str | int, ...], when: PaperCondition, terms: RoundFile) -> Iterator[Found]:
    if (when.fact is Fact.QUESTION) != (when.question is not None):
        yield Found((*path, "question"), "질문 코드(question)는 fact: question일 때만, 그리고 꼭 적습니다.")
        return
    if when.question is not None:
        asked = terms.question(when.question)
        if asked is None:
            yield from unknown((*path, "question"), "질문", when.question, {q.code for q in terms.questions})
        else:
            yield from _asked_for(path, asked, when.is_one_of)
        return
    known = {
        Fact.TRACK: {t.code for t in terms.tracks},
        Fact.SITE_KIND: {k.value for k in SiteKind},
        Fact.BONUS: {*YES_NO, *(item.code for item in terms.evaluation.bonus.items)},
    }
    for row, value in enumerate(when.is_one_of):
        yield from unknown((*path, "is_one_of", row), "값", value, known.get(when.fact, set(YES_NO)))


def _named(items: tuple[BonusItem, ...]) -> str:
    return ", ".join(item.name for item in items)


def bonus_names_papers(terms: RoundFile) -> Iterator[Found]:
    """The evidence of a bonus is a paper of the round."""
    known = {paper.code for paper in terms.papers}
    for place, item in enumerate(terms.evaluation.bonus.items):
        if item.paper is not None:
            yield from unknown(("evaluation", "bonus", "items", place, "paper"), "제출서류", item.paper, known)


def presets_name_measures(terms: RoundFile) -> Iterator[Found]:
    """Presets name measures of the catalogue."""
    known = {m.code for m in terms.kpis.measures}
    for place, preset in enumerate(terms.kpis.presets):
        for row, code in enumerate(preset.measures):
            yield from unknown(("kpis", "presets", place, "measures", row), "지표", code, known)
    if terms.kpis.maximum_rows < terms.kpis.minimum_rows:
        yield Found(("kpis", "maximum_rows"), "최대 지표 수가 최소 지표 수보다 작습니다.")


def budget_holds(terms: RoundFile) -> Iterator[Found]:
    """There is one source of company cash; in-kind items have an in-kind source."""
    kinds = [s.kind for s in terms.budget.sources]
    if kinds.count(SourceKind.COMPANY_CASH) != 1:
        yield Found(("budget", "sources"), "기업현금(company_cash) 재원을 하나만 적어 주세요.")
    if kinds.count(SourceKind.COMPANY_IN_KIND) > 1:
        yield Found(("budget", "sources"), "기업현물(company_in_kind) 재원은 하나만 적을 수 있습니다.")
    for place, item in enumerate(terms.budget.items):
        if item.in_kind and SourceKind.COMPANY_IN_KIND not in kinds:
            yield Found(("budget", "items", place, "in_kind"), "현물 비목이 있으면 기업현물 재원이 있어야 합니다.")
        if item.in_kind and item.vat:
            yield Found(
                ("budget", "items", place, "vat"), "현물 비목에는 부가세가 붙지 않습니다. vat: false로 적어 주세요."
            )
    if not any(item.payable for item in terms.budget.items):
        yield Found(("budget", "items"), "지원할 수 있는 비목이 하나는 있어야 합니다.")
