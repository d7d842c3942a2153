"""Periods of law: when a deadline falls, by the kind of counting, with the reasons to print."""

import calendar
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from program_admin.core.clock import to_seoul
from program_admin.core.korean import korean_date_weekday, with_particle

_ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


class PeriodKind(StrEnum):
    """How days are counted; the value is what a letter calls it."""

    CIVIL = "민법"
    WORKING_DAYS = "근무일"
    DISCLOSURE = "정보공개"


class Unit(StrEnum):
    """What a period is measured in; the value is the word after the number."""

    DAYS = "일"
    WEEKS = "주"
    MONTHS = "개월"


@dataclass(frozen=True)
class Due:
    """The last day of a period and the sentences that explain it on the document."""

    date: date
    sentences: tuple[str, ...]


def due_date(kind: PeriodKind, start: date, *, length: int, unit: Unit = Unit.DAYS, holidays: Set[date]) -> Due:
    """The last day of a period that runs from `start` (the day of the event, for letters the day of delivery 도달).

    민법: 제157조 first day excluded, 제160조 months by the calendar, 제161조 an end on Saturday or a holiday moves to
    the next working day. 근무일: first day excluded, only working days count. 정보공개: 정보공개법 제29조, first day
    counted, Saturdays and holidays skipped. Sundays are holidays without being named. Raises ValueError for a length
    below 1, or weeks and months of a kind that counts single days.
    """
    if length < 1:
        raise ValueError("기간은 1 이상이어야 합니다.")
    if kind is PeriodKind.CIVIL:
        return _civil(start, length, unit, holidays)
    if unit is not Unit.DAYS:
        raise ValueError(f"{kind} 기간은 일 단위로만 셉니다.")
    return _counted(kind, start, length, holidays)


def is_working_day(day: date, holidays: Set[date]) -> bool:
    """Whether offices work: no Saturday, no Sunday, no holiday."""
    return day.weekday() not in (_SATURDAY, _SUNDAY) and day not in holidays


def next_working_day(day: date, holidays: Set[date]) -> date:
    """That day itself if it is a working day, else the first one after it."""
    while not is_working_day(day, holidays):
        day += _ONE_DAY
    return day


def working_days_between(start: date, end: date, holidays: Set[date]) -> int:
    """How many working days lie after `start` up to and including `end`; 0 when `end` is not later."""
    days = (start + _ONE_DAY * step for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; where the month is too short, its last day (민법 제160조 제3항)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def end_of_months(start: date, months: int) -> date:
    """The last day of so many months after `start`, which is not counted (민법 제157조, 제160조), before any moving.

    The period begins the day after; it ends the day before the corresponding day, or on the last day of a month that
    has none: from 1. 30. one month ends 2. 28., from 2. 28. it ends 3. 31.
    """
    first = start + _ONE_DAY
    same = months_later(first, months)
    return same - _ONE_DAY if same.day == first.day else same


def years_later(day: date, years: int = 1) -> date:
    """The day nearest to the same date of a later year that falls on the same weekday (copying last year's round)."""
    same = months_later(day, 12 * years)
    ahead = (day.weekday() - same.weekday()) % 7
    return same + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def moment_years_later(moment: datetime, years: int = 1) -> datetime:
    """An aware moment moved like `years_later`, at the same time of day in Seoul."""
    local = to_seoul(moment)
    return datetime.combine(years_later(local.date(), years), local.timetz())


def _civil(start: date, length: int, unit: Unit, holidays: Set[date]) -> Due:
    if unit is Unit.MONTHS:
        end = end_of_months(start, length)
    else:
        end = start + timedelta(days=length * (7 if unit is Unit.WEEKS else 1))
    reasons = [f"첫날인 {korean_date_weekday(start)}은 세지 않고 다음 날부터 {length}{unit}입니다(민법 제157조)."]
    due = next_working_day(end, holidays)
    if due != end:
        name = "토요일" if end.weekday() == _SATURDAY and end not in holidays else "공휴일"
        last = with_particle(korean_date_weekday(end), "이/가")
        reasons.append(f"기간의 끝인 {last} {name}이므로 다음 근무일까지입니다(민법 제161조).")
    return Due(due, (*reasons, _ending(due)))


def _counted(kind: PeriodKind, start: date, length: int, holidays: Set[date]) -> Due:
    if kind is PeriodKind.DISCLOSURE:
        day = next_working_day(start, holidays)
        reason = (
            f"첫날인 {korean_date_weekday(start)}부터 세되 토요일과 공휴일은 빼고 {length}일입니다(정보공개법 제29조)."
        )
    else:
        day = next_working_day(start + _ONE_DAY, holidays)
        reason = f"첫날인 {korean_date_weekday(start)}은 세지 않고 근무일로 {length}일입니다."
    for _ in range(length - 1):
        day = next_working_day(day + _ONE_DAY, holidays)
    return Due(day, (reason, _ending(day)))


def _ending(due: date) -> str:
    return f"기한은 {korean_date_weekday(due)}까지입니다."
