"""What must hold of a company's request and a supplier's proposal; faults by field name."""

import uuid
from dataclasses import dataclass
from datetime import date

from program_admin.core.korean import korean_date

Faults = dict[str, list[str]]
BANDS = (10, 30, 50, 100, 200)
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What a company asks of a supplier; `wanted_kinds` are kinds of solutions, maybe none."""

    message: str
    answer_by: date
    wanted_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What a supplier offers: won without VAT, months of building, the engineers who would come."""

    summary: str
    cost_won: int
    months: int
    engineer_names: tuple[str, ...]
    solution_id: uuid.UUID | None = None


def request_faults(new: NewRequest, today: date, closes_on: date) -> Faults:
    """What is wrong with a request in a round that closes on that day."""
    if new.answer_by < today:
        return {"answer_by": ["답을 받을 날은 오늘 이후여야 합니다."]}
    if new.answer_by > closes_on:
        return {"answer_by": [f"접수가 {korean_date(closes_on)}에 마감됩니다. 그날까지로 정해 주세요."]}
    return {}


def proposal_faults(
    new: NewProposal, *, engineers: frozenset[str], solutions: frozenset[uuid.UUID], most_months: int = MOST_MONTHS
) -> Faults:
    """What is wrong with a proposal of a supplier that has these engineers and solutions."""
    found: Faults = {}
    if new.cost_won <= 0:
        found["cost_won"] = ["구축 비용을 1원 이상으로 적어 주세요."]
    if not 1 <= new.months <= most_months:
        found["months"] = [f"구축 기간은 1개월부터 {most_months}개월까지입니다."]
    if not new.engineer_names:
        found["engineer_names"] = ["투입할 기술자를 한 명 이상 골라 주세요."]
    elif not set(new.engineer_names) <= engineers:
        found["engineer_names"] = ["등록한 기술자 가운데에서 골라 주세요."]
    if new.solution_id is not None and new.solution_id not in solutions:
        found["solution_id"] = ["등록한 솔루션 가운데에서 골라 주세요."]
    return found


def employee_band(employees: int) -> str:
    """The size of a company in the bands that matching uses: 10, 30, 50, 100, 200 people."""
    for most in BANDS:
        if employees < most:
            return f"{most}명 미만"
    return f"{BANDS[-1]}명 이상"
