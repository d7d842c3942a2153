"""Whether money may go out: the business status of each payee, dated, fresh enough, and trading (휴·폐업 확인)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from program_admin.core.korean import korean_date, with_particle
from program_admin.programs.schema.agreement import NotTrading, PayeeTerms

ACTIVE = "active"
STATUS_WORDS = {"suspended": "휴업", "closed": "폐업", "unregistered": "등록되지 않은 번호"}


@dataclass(frozen=True, slots=True)
class Look:
    """The newest look at a payee's business for a payment: who, what was found, when, and why it is paid though."""

    name: str
    status: str = ""
    checked_on: date | None = None
    reason: str = ""


def fresh_until(checked_on: date, terms: PayeeTerms) -> date:
    """The last day on which a payment may rest on a look of that day."""
    return checked_on + timedelta(days=terms.fresh_days)


def is_fresh(checked_on: date | None, terms: PayeeTerms, on: date) -> bool:
    """Whether a look may still carry a payment made on that day."""
    return checked_on is not None and on <= fresh_until(checked_on, terms)


def payee_objections(looks: Iterable[Look], terms: PayeeTerms, on: date) -> list[str]:
    """Why nothing may be paid on that day: a payee not looked at, looked at too long ago, or not trading."""
    return [sentence for look in looks for sentence in _objections(look, terms, on)]


def _objections(look: Look, terms: PayeeTerms, on: date) -> list[str]:
    if not look.status or look.checked_on is None:
        return [f"‘{look.name}’의 휴·폐업을 아직 확인하지 않았습니다. 확인한 결과와 날을 적어 주세요."]
    said = []
    if not is_fresh(look.checked_on, terms, on):
        last = korean_date(fresh_until(look.checked_on, terms))
        said.append(
            f"‘{look.name}’의 휴·폐업 확인({korean_date(look.checked_on)})은 {last}까지 쓸 수 있습니다. "
            "다시 확인해 주세요."
        )
    if look.status == ACTIVE:
        return said
    word = STATUS_WORDS[look.status]
    if look.status not in {each.value for each in terms.paid_though}:
        return [*said, f"{with_particle(f'‘{look.name}’', '은/는')} {word} 상태라 지급할 수 없습니다. 반려해 주세요."]
    if not look.reason.strip():
        said.append(f"‘{look.name}’({word})에 지급하는 사유를 적어 주세요.")
    return said


def check_faults(status: str, checked_on: date, reason: str, today: date) -> dict[str, list[str]]:
    """What is wrong with a look as entered, by field: its day, and a reason where the business does not go on."""
    faults: dict[str, list[str]] = {}
    if checked_on > today:
        faults["checked_on"] = ["조회한 날은 오늘이거나 지난 날이어야 합니다."]
    if status != ACTIVE and not reason.strip():
        faults["reason"] = [f"{STATUS_WORDS[status]} 상태입니다. 어떻게 할지와 그 사유를 적어 주세요."]
    return faults


def may_be_paid_though(terms: PayeeTerms) -> str:
    """The states in which a payee may be paid with a reason, as words; "" when there is none."""
    return ", ".join(STATUS_WORDS[each.value] for each in NotTrading if each in terms.paid_though)
