"""Which visits a finished project gets, and why one is visited more often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from program_admin.aftercare.rules.outcomes import Operating
from program_admin.core.korean import korean_date
from program_admin.programs.schema.aftercare import AftercareTerms
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import StepCode


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What is known about a project: the last signed visit, its size, its firm, its supplier's projects of one year."""

    last_visited_on: date | None
    last_operating: str
    last_log_on: date | None
    total_won: int
    employees: int
    similar_projects: int


@dataclass(frozen=True, slots=True)
class PlannedMonth:
    """One visit to plan: so many months after completion, its name and its last day."""

    months: int
    name: str


def followed_up(terms: RoundFile) -> bool:
    """Whether the round has aftercare at all."""
    return terms.step_on(StepCode.AFTERCARE)


def risk_reasons(facts: RiskFacts, terms: AftercareTerms) -> list[str]:
    """Why a project is visited more often, each a sentence (large projects in small firms, no logs, similar plans)."""
    limits = terms.risks
    found = []
    if facts.last_visited_on is not None:
        day = korean_date(facts.last_visited_on)
        if facts.last_operating == Operating.NONE:
            found.append(f"지난 방문({day})에서 시스템을 쓰지 않고 있었습니다.")
        idle = None if facts.last_log_on is None else (facts.last_visited_on - facts.last_log_on).days
        if idle is not None and idle > terms.no_log_days:
            found.append(f"지난 방문({day})에서 로그가 {idle}일 동안 없었습니다.")
    if facts.total_won >= limits.large_project_won and facts.employees < limits.small_firm_employees:
        found.append(f"상시 근로자 {facts.employees}명인 기업의 총사업비가 {facts.total_won // 10_000:,}만원입니다.")
    if facts.similar_projects >= limits.similar_projects:
        found.append(f"같은 공급기업이 비슷한 과제를 {facts.similar_projects}건 맡았습니다.")
    return found


def visits_to_plan(
    months: Iterable[int], names: Sequence[tuple[int, str]], planned: Iterable[int]
) -> tuple[PlannedMonth, ...]:
    """The months that have no visit yet, each with the round's name for it; extra ones are called 수시 방문."""
    there = set(planned)
    called = dict(names)
    return tuple(
        PlannedMonth(month, called.get(month, f"수시 방문({month}개월)")) for month in months if month not in there
    )
