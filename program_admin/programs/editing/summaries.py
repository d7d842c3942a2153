"""One line about each row and each section of a round."""

from collections.abc import Callable
from dataclasses import dataclass

from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.money import hangul_amount
from program_admin.programs.editing.elements import Kind, shape_of
from program_admin.programs.editing.names import QUESTION_TYPES, RULE_KINDS
from program_admin.programs.editing.places import NAMED_BY, row_title
from program_admin.programs.editing.texts import NOTHING, text_of_leaf
from program_admin.programs.schema.announcement import Track
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.checks.found import Path
from program_admin.programs.schema.eligibility import Rule
from program_admin.programs.schema.evaluation import BonusItem, CriteriaGroup, Criterion, Stage
from program_admin.programs.schema.papers import Need, Paper
from program_admin.programs.schema.paperwork import ApprovalRule
from program_admin.programs.schema.questions import Asked, Column
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import StepCode

LONG = (Kind.TEXT, Kind.NOTE, Kind.LINES)
SHOWN: dict[type[Part], tuple[str, ...]] = {
    Paper: ("need", "types", "max_mb", "late"),
    BonusItem: ("points", "evidence", "paper"),
    Track: ("ceiling_won", "support_max_percent", "build_months_max"),
}


def row_summary(row: Part, terms: RoundFile, place: Path) -> str:
    """What a list says of a row beside its title."""
    if isinstance(row, Rule):
        kind = RULE_KINDS.get(getattr(row, "kind", ""), "")
        return f"{kind}{'' if row.on else ' · 사용 안 함'}"
    if isinstance(row, Asked):
        kind = QUESTION_TYPES.get(getattr(row, "type", ""), "")
        return " · ".join(
            [row.section, kind, "필수" if row.required else "선택"] + ["조건부"] * (row.shown_if is not None)
        )
    if isinstance(row, Column):
        return f"{QUESTION_TYPES[row.type]} · {'필수' if row.required else '선택'}"
    if isinstance(row, Stage):
        return f"비중 {row.weight_percent:f}% · {len(row.groups)}개 묶음 · 배점 {row.max_points:f}점"
    if isinstance(row, CriteriaGroup):
        return f"{len(row.criteria)}개 항목 · 배점 {row.max_points:f}점"
    if isinstance(row, Criterion):
        graded = f"{len(row.grades)}등급" if row.grades else f"{row.step:f}점 간격"
        return f"배점 {row.max_points:f}점 · {graded}"
    if isinstance(row, ApprovalRule):
        until = f"{hangul_amount(row.up_to_won)} 이하" if row.up_to_won is not None else "금액 제한 없음"
        return f"{until} · {' → '.join(signer.position for signer in row.line)}"
    return _of_leaves(row, terms, place)


def _of_leaves(row: Part, terms: RoundFile, place: Path) -> str:
    leaves = shape_of(type(row)).leaves
    wanted = (
        SHOWN.get(type(row))
        or tuple(
            leaf.name
            for leaf in leaves
            if leaf.kind not in (*LONG, Kind.YES, Kind.CODE) and leaf.name not in NAMED_BY and len(leaf.path) == 1
        )[:3]
    )
    texts = [
        _labelled(leaf.title, text_of_leaf(leaf, getattr(row, leaf.name), terms, place), leaf.kind)
        for name in wanted
        for leaf in leaves
        if leaf.name == name
    ]
    return " · ".join(text for text in texts if text)


def _labelled(title: str, text: str, kind: Kind) -> str:
    if text == NOTHING:
        return ""
    return text if kind in (Kind.CHOICE, Kind.MANY, Kind.LINE) else f"{title} {text}"


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """Sections that an officer thinks of together."""

    title: str
    names: tuple[str, ...]


GROUPS = (
    SectionGroup("알리기", ("basics", "program", "announcement", "calendar")),
    SectionGroup("신청", ("tracks", "eligibility", "papers", "questions", "consents", "kpis", "budget")),
    SectionGroup("평가와 선정", ("steps", "evaluation", "suppliers")),
    SectionGroup("협약과 사후관리", ("agreement", "aftercare")),
    SectionGroup("기관 업무", ("approvals", "documents", "retention", "outside_numbers", "column_orders")),
)
SECTIONS = tuple(name for group in GROUPS for name in group.names)


def section_summary(name: str, terms: RoundFile) -> str:
    """What the overview says of a section."""
    return _SUMMARIES[name](terms)


def _names(rows: tuple[Part, ...], unit: str = "개", most: int = 3) -> str:
    if not rows:
        return "없음"
    named = ", ".join(row_title(row) for row in rows[:most])
    return f"{len(rows)}{unit}: {named}{' 등' if len(rows) > most else ''}"


def _calendar(terms: RoundFile) -> str:
    calendar = terms.calendar
    return f"{korean_datetime(calendar.opens_at)} ~ {korean_datetime(calendar.closes_at)} 접수"


def _papers(terms: RoundFile) -> str:
    needed = sum(paper.need is Need.ALWAYS for paper in terms.papers)
    return f"{len(terms.papers)}종 (모두 내야 하는 서류 {needed}종)" if terms.papers else "없음"


def _evaluation(terms: RoundFile) -> str:
    rules = terms.evaluation
    sheets = ", ".join(f"{stage.name} {stage.weight_percent:f}%" for stage in terms.scored_stages) or "평가표 없음"
    return f"{sheets} · 위원 {rules.panel_size}명 · 합격점 {rules.pass_mark:f}점"


_SUMMARIES: dict[str, Callable[[RoundFile], str]] = {
    "basics": lambda t: f"{t.title} ({t.code})",
    "program": lambda t: f"{t.program.year}년 · {t.program.operator}",
    "announcement": lambda t: f"{t.announcement.number} · {korean_date(t.announcement.announced_on)} 공고",
    "calendar": _calendar,
    "tracks": lambda t: _names(t.tracks),
    "eligibility": lambda t: f"{sum(rule.on for rule in t.eligibility)}개 사용" if t.eligibility else "없음",
    "papers": _papers,
    "questions": lambda t: f"{len(t.questions)}개" if t.questions else "없음",
    "consents": lambda t: _names(t.consents),
    "kpis": lambda t: f"지표 {len(t.kpis.measures)}개 · 업종 추천 {len(t.kpis.presets)}개",
    "budget": lambda t: (
        f"예산 {hangul_amount(t.budget.total_won)} · 재원 {len(t.budget.sources)}개 · 비목 {len(t.budget.items)}개"
    ),
    "steps": lambda t: f"{sum(step.on for step in t.steps)}개 단계 사용",
    "evaluation": _evaluation,
    "suppliers": lambda t: (
        f"동시 수행 {t.suppliers.concurrent_projects_max}건까지 · 기술자 {t.suppliers.minimum_engineers}명 이상"
    ),
    "agreement": lambda t: f"{t.agreement.title} · 지급 {len(t.agreement.payments)}회",
    "aftercare": lambda t: (
        f"방문 {len(t.aftercare.visits)}회 · 점검 항목 {len(t.aftercare.checklist)}개"
        if t.step_on(StepCode.AFTERCARE)
        else "쓰지 않음(절차에서 사후관리를 껐습니다)"
    ),
    "approvals": lambda t: f"결재선 {len(t.approvals)}개",
    "documents": lambda t: f"{t.documents.issuer} · {t.documents.department}",
    "retention": lambda t: f"과제 기록 {t.retention.case_class}{'년' if t.retention.case_class.isdecimal() else ''}",
    "outside_numbers": lambda t: _names(t.outside_numbers),
    "column_orders": lambda t: _names(t.column_orders),
}
