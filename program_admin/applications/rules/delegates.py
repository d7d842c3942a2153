"""대리 작성: what a delegate may not type, how long an invitation may last, what the company must look through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.core.korean import korean_date

COMPANY_ONLY = ("confirm-", "consent-", "must_not-")
"""Fields by which the company itself says that something is so, or agrees."""
COMPANY_SECTIONS = ("company", "sites", "consents")
"""The sections made of such fields."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value or a file as a delegate left it: `key` names it with its revision."""

    key: str
    name: str
    value: str
    typist: str
    firm: str
    at: datetime


def kept_for_company(name: str) -> bool:
    """Whether only the company itself fills in the field of that name."""
    return name.startswith(COMPANY_ONLY)


def unseen(typed: Iterable[Typed], seen: frozenset[str]) -> tuple[Typed, ...]:
    """What delegates left that the company has not looked through yet."""
    return tuple(each for each in typed if each.key not in seen)


def unseen_objections(typed: Iterable[Typed], seen: frozenset[str]) -> list[str]:
    """Why the application can't be handed in yet."""
    count = len(unseen(typed, seen))
    if not count:
        return []
    return [f"대리 작성자가 적거나 올린 {count}개 항목을 기업이 아직 확인하지 않았습니다. 확인한 뒤 제출해 주세요."]


def end_faults(ends_on: date, today: date, last: date) -> list[str]:
    """What is wrong with the last day of an invitation; `last` is the day on which the round takes the last draft."""
    if ends_on < today:
        return ["오늘이나 그 뒤의 날짜를 적어 주세요."]
    if ends_on > last:
        return [f"접수가 끝나는 {korean_date(last)}까지만 맡길 수 있습니다."]
    return []
