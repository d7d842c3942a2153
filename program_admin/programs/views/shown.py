"""What a page shows of a round: finished rows of text, made from its terms."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from program_admin.accounts.queries import names_of
from program_admin.core.korean import korean_date_weekday, korean_datetime, remaining
from program_admin.core.money import hangul_amount
from program_admin.programs import queries
from program_admin.programs.editing.difference import INTERNAL, Difference, differences
from program_admin.programs.models import Round, RoundChange
from program_admin.programs.rules.calendar import Deadline
from program_admin.programs.schema.announcement import LEVEL_NAMES, CashBase, Track
from program_admin.programs.schema.calendar import PERIOD_KIND_NAMES
from program_admin.programs.schema.eligibility import OnFail
from program_admin.programs.schema.evaluation import BonusItem, CriteriaGroup, MeanKind, TieBreak, TieBy
from program_admin.programs.schema.papers import LATE_POLICY_NAMES, Fact, Need, Paper
from program_admin.programs.schema.paperwork import APPROVAL_KIND_NAMES, ApprovalRule
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import STEP_NAMES, StepCode

TIE_NAMES = {TieBy.BONUS: "가점", TieBy.SUBMITTED_AT: "먼저 제출한 순서"}
FACT_NAMES = {
    Fact.TRACK: "지원 유형에 따라",
    Fact.SITE_KIND: "사업장 종류에 따라",
    Fact.VAT_EXEMPT: "부가가치세 면세사업자이면",
    Fact.HAS_SUPPLIER: "공급기업을 정했으면",
    Fact.UNDER_THREE_YEARS: "설립한 지 3년이 안 되면",
    Fact.BONUS: "가점을 신청하면",
    Fact.QUESTION: "앞 질문의 답에 따라",
}
Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class ShownRound:
    """Everything the public page of a round shows, as text."""

    support: Rows
    calendar: list[tuple[str, str]]
    papers: Rows
    criteria: list[tuple[str, Rows]]
    scoring: list[str]
    bonus: Rows
    requirements: list[str]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change of an announced round: what it is called, when and why it was made, what differs since."""

    title: str
    moment: str
    reason: str
    rows: Rows


def change_entries(changes: list[RoundChange]) -> list[ShownChange]:
    """What was changed since the announcement, the newest first."""
    return [_change(each) for each in changes]


def _change(change: RoundChange) -> ShownChange:
    if change.version is None:
        title = f"접수 마감 연장: {korean_datetime(change.closed_at)} → {korean_datetime(change.closes_at)}"
        return ShownChange(title, korean_datetime(change.at), change.reason, [])
    rows = [[each.title, each.before, each.after] for each in public_differences(change)]
    return ShownChange(f"정정공고 {change.number}", korean_datetime(change.at), change.reason, rows)


def public_differences(change: RoundChange) -> list[Difference]:
    """What a correction changed of the announcement; the office's own settings are left out."""
    version = change.version
    before = queries.version_numbered(change.round, version.number - 1) if version else None
    if version is None or before is None:
        return []
    return [each for each in differences(before.terms, version.terms) if each.section not in INTERNAL]


def shown(terms: RoundFile, deadline: Deadline | None = None) -> ShownRound:
    """The public page of a round, with the deadline in force where it is announced."""
    return ShownRound(
        support=[_support(terms, track) for track in terms.tracks],
        calendar=calendar_rows(terms, deadline),
        papers=[_paper(paper, terms) for paper in terms.papers],
        criteria=[(f"{s.name} (비중 {_number(s.weight_percent)}%)", _criteria(s.groups)) for s in terms.scored_stages],
        scoring=scoring_sentences(terms),
        bonus=[[b.name, f"{_number(b.points)}점", _evidence(b, terms)] for b in terms.evaluation.bonus.items],
        requirements=[
            rule.sentence + (" (담당자가 확인합니다)" if rule.on_fail is OnFail.REVIEW else "")
            for rule in terms.eligibility
            if rule.on
        ],
    )


def calendar_rows(terms: RoundFile, deadline: Deadline | None = None) -> list[tuple[str, str]]:
    """The calendar in the order of a round; what a step that is off would take is left out."""
    calendar = terms.calendar
    closes_at = deadline.closes_at if deadline else calendar.closes_at
    moved = f" (처음 마감 {korean_datetime(calendar.closes_at)}에서 연장)" if closes_at != calendar.closes_at else ""
    grace = f" (작성 중이던 신청은 {calendar.grace_minutes}분 더)" if calendar.grace_minutes else ""
    evaluation = f"{korean_date_weekday(calendar.evaluation_from)} ~ {korean_date_weekday(calendar.evaluation_until)}"
    objection = f"통보를 받은 뒤 {calendar.objection.days}일 ({PERIOD_KIND_NAMES[calendar.objection.kind]})"
    return [
        ("접수", f"{korean_datetime(calendar.opens_at)} ~ {korean_datetime(closes_at)}{moved}{grace}"),
        ("요건검토", f"{korean_date_weekday(calendar.screening_by)}까지"),
        ("평가", evaluation),
        ("선정 결과", korean_date_weekday(calendar.result_on)),
        *([("이의신청", objection)] if terms.step_on(StepCode.OBJECTION) else []),
        ("협약", f"{korean_date_weekday(calendar.agreement_by)}까지"),
        ("과제 종료", f"{korean_date_weekday(calendar.project_until)}까지"),
    ]


def scoring_sentences(terms: RoundFile) -> list[str]:
    """How the scores become a ranking, one sentence each."""
    rules = terms.evaluation
    trimmed = rules.aggregation.method is MeanKind.TRIMMED
    mean = (
        f"평가위원 {rules.panel_size}명의 점수에서 최고점과 최저점을 빼고 평균을 냅니다"
        f"(위원이 {rules.aggregation.trim_from}명 이상일 때)."
        if trimmed
        else f"평가위원 {rules.panel_size}명의 점수를 평균합니다."
    )
    with_bonus = "가점을 더한 점수" if rules.pass_mark_with_bonus else "가점을 더하기 전 점수"
    return [
        mean,
        f"소수점 아래 {rules.rounding.places}자리까지 씁니다.",
        f"확인된 가점을 {_number(rules.bonus.cap)}점까지 더합니다.",
        f"{with_bonus}가 {_number(rules.pass_mark)}점 이상이어야 선정될 수 있습니다.",
        f"점수가 같으면 {', '.join(_tie(terms, rung) for rung in rules.tie_break)} 순으로 정합니다.",
        f"선정 수의 {_number(rules.reserve.percent)}%를 예비로 둡니다(최소 {rules.reserve.minimum}곳).",
    ]


def deadline_text(round_: Round, now: datetime) -> str:
    """How long the round still takes applications, or when it begins."""
    if now < round_.opens_at:
        return f"{korean_datetime(round_.opens_at)}에 시작합니다"
    return remaining(round_.closes_at, now)


def step_rows(terms: RoundFile) -> Rows:
    """The steps with on or off."""
    return [[STEP_NAMES[step.code], "사용" if step.on else "사용 안 함"] for step in terms.steps]


def version_rows(round_: Round) -> Rows:
    """The versions of a round, the newest first: number, when, by whom, what was changed."""
    versions = queries.versions_of(round_)
    names = names_of({each.created_by_id for each in versions if each.created_by_id})
    return [
        [
            f"{each.number}판",
            korean_datetime(each.created_at),
            names.get(each.created_by_id, "–") if each.created_by_id else "–",
            each.note or "회차 파일을 가져옴",
        ]
        for each in versions
    ]


def approval_rows(rules: tuple[ApprovalRule, ...]) -> Rows:
    """The table of 위임전결."""
    return [
        [
            rule.name,
            f"{hangul_amount(rule.up_to_won)} 이하" if rule.up_to_won is not None else "제한 없음",
            " → ".join(f"{s.position}({'전결' if s.delegated else APPROVAL_KIND_NAMES[s.kind]})" for s in rule.line),
        ]
        for rule in rules
    ]


def _support(terms: RoundFile, track: Track) -> list[str]:
    names = {source.code: source.name for source in terms.budget.sources}
    shares = ", ".join(f"{names.get(s.source, s.source)} {_number(s.max_percent)}%" for s in track.shares)
    base = "총사업비" if track.minimum_cash_of is CashBase.TOTAL else "기업부담금"
    before = ", ".join(LEVEL_NAMES[level] for level in track.levels_before)
    return [
        track.name,
        hangul_amount(track.ceiling_won),
        f"{_number(track.support_max_percent)}% 이하 ({shares})",
        f"{base}의 {_number(track.minimum_cash_percent)}% 이상",
        f"{before} → {LEVEL_NAMES[track.level_after]}",
        f"{track.build_months_max}개월",
    ]


def _evidence(item: BonusItem, terms: RoundFile) -> str:
    """What proves a bonus, and as which paper it is handed in where that is called otherwise."""
    paper = terms.paper(item.paper) if item.paper else None
    return item.evidence if paper is None or paper.name == item.evidence else f"{item.evidence} (‘{paper.name}’으로 냄)"


def _need(paper: Paper, terms: RoundFile) -> str:
    """When a paper is handed in, in words."""
    proves = ", ".join(item.name for item in terms.evaluation.bonus.proved_by(paper.code))
    claimed = f"가점({proves})을 신청하면" if proves else ""
    if paper.need is Need.ALWAYS:
        return "필수"
    if paper.need is Need.OPTIONAL:
        return f"선택, {claimed} 필수" if claimed else "선택"
    return " 또는 ".join(filter(None, (FACT_NAMES[paper.when.fact] if paper.when else "", claimed)))


def _paper(paper: Paper, terms: RoundFile) -> list[str]:
    substitutes = [f"{s.name}({s.for_whom})" for s in paper.substitutes]
    notes = [
        f"{', '.join(t.value.upper() for t in paper.types)}, {paper.max_mb}MB까지.",
        paper.note,
        f"발급 후 {paper.validity_days}일까지 유효합니다." if paper.validity_days else "",
        f"대신 낼 수 있는 서류: {', '.join(substitutes)}." if substitutes else "",
        f"{LATE_POLICY_NAMES[paper.late]}.",
    ]
    return [paper.name, _need(paper, terms), paper.where or "–", " ".join(filter(None, notes))]


def _criteria(groups: tuple[CriteriaGroup, ...]) -> Rows:
    return [
        [f"{group.name} ({_number(group.max_points)}점)", each.name, f"{_number(each.max_points)}점", each.guide]
        for group in groups
        for each in group.criteria
    ]


def _tie(terms: RoundFile, rung: TieBreak) -> str:
    named = {stage.code.value: stage.name for stage in terms.evaluation.stages}
    named |= {group.code: group.name for stage in terms.evaluation.stages for group in stage.groups}
    named |= {each.code: each.name for stage in terms.evaluation.stages for each in stage.criteria}
    return TIE_NAMES.get(rung.by) or named.get(rung.code or "", rung.code or "")


def _number(value: Decimal) -> str:
    return format(value, "f")
