"""The business-status service of the National Tax Service (국세청 사업자등록 상태조회): which companies still trade."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.companies.models import BusinessStatus
from program_admin.core.errors import RuleBroken
from program_admin.core.outside import Unreachable, ask_json
from program_admin.core.settings import settings

PATH = "/api/nts-businessman/v1/status"
MOST = 100
BY_HAND = "아래에 조회한 결과를 직접 적어 주세요."
CODES = {
    "01": BusinessStatus.ACTIVE,
    "02": BusinessStatus.SUSPENDED,
    "03": BusinessStatus.CLOSED,
    "": BusinessStatus.UNREGISTERED,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one business: its number (ten digits), status, kind of tax, the day it closed."""

    business_number: str
    status: BusinessStatus
    tax_type: str = ""
    ended_on: date | None = None


def is_on() -> bool:
    """Whether this installation may ask the service."""
    return settings().business_status_lookup


def batches(numbers: Sequence[str]) -> Iterator[Sequence[str]]:
    """The numbers in portions of which each is one call."""
    for start in range(0, len(numbers), MOST):
        yield numbers[start : start + MOST]


def look_up(numbers: Sequence[str]) -> tuple[Found, ...]:
    """Ask about at most 100 business numbers in one call (network: never under the write lock); raises Unreachable."""
    if len(numbers) > MOST:
        raise ValueError(f"at most {MOST} numbers a call")
    chosen = settings()
    query = {"serviceKey": chosen.business_status_key.get_secret_value(), "returnType": "JSON"}
    answer = ask_json(f"{chosen.business_status_address}{PATH}", query, {"b_no": list(numbers)})
    try:
        return tuple(_found(row) for row in answer["data"])
    except (KeyError, TypeError, ValueError) as broken:
        raise Unreachable("국세청 조회의 답을 읽지 못했습니다.") from broken


def asked(number: str) -> Found:
    """What the service says of one number now (network); raises RuleBroken with the way by hand."""
    if not is_on():
        raise RuleBroken([f"국세청 조회가 꺼져 있습니다. {BY_HAND}"])
    try:
        found = look_up([number])
    except Unreachable as lost:
        raise RuleBroken([f"{lost.reason} {BY_HAND}"]) from lost
    if not found:
        raise RuleBroken([f"국세청이 이 번호를 알려 주지 않았습니다. {BY_HAND}"])
    return found[0]


def _found(row: dict[str, str]) -> Found:
    ended = row.get("end_dt") or ""
    return Found(
        row["b_no"],
        CODES[row.get("b_stt_cd") or ""],
        row.get("tax_type") or "",
        datetime.strptime(ended, "%Y%m%d").date() if ended else None,  # noqa: DTZ007
    )
