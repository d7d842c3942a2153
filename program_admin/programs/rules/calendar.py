"""What a round's calendar says about a moment, and the same calendar moved to other days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from program_admin.core.clock import SEOUL
from program_admin.core.korean import korean_date_weekday, korean_datetime
from program_admin.programs.schema.calendar import Calendar
from program_admin.programs.schema.round_file import RoundFile

DAY_FIELDS = (
    "screening_by",
    "evaluation_from",
    "evaluation_until",
    "result_on",
    "agreement_by",
    "project_until",
)


def shift_calendar(terms: RoundFile, days: int) -> RoundFile:
    """The same round so many days later (earlier when negative), at the same hours; everything else is kept."""
    span = timedelta(days=days)
    calendar = terms.calendar
    moved: dict[str, object] = {name: getattr(calendar, name) + span for name in DAY_FIELDS}
    moved |= {name: _by_wall_clock(getattr(calendar, name), span) for name in ("opens_at", "closes_at")}
    return terms.model_copy(
        update={
            "calendar": calendar.model_copy(update=moved),
            "announcement": terms.announcement.model_copy(
                update={"announced_on": terms.announcement.announced_on + span}
            ),
        }
    )


def _by_wall_clock(moment: datetime, span: timedelta) -> datetime:
    return (moment.astimezone(SEOUL).replace(tzinfo=None) + span).replace(tzinfo=SEOUL)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment applications end (접수 마감), and the last one for a draft in the making (유예마감)."""

    closes_at: datetime
    grace_until: datetime


def deadline_of(calendar: Calendar, extensions: Iterable[datetime]) -> Deadline:
    """The deadline in force: the calendar's or the latest approved extension, whichever is later."""
    return extended(Deadline(calendar.closes_at, calendar.grace_until), extensions)


def extended(deadline: Deadline, extensions: Iterable[datetime]) -> Deadline:
    """The later deadline of this one and those approved; the grace time keeps its length, none makes it earlier."""
    closes_at = max([deadline.closes_at, *extensions])
    return Deadline(closes_at, closes_at + (deadline.grace_until - deadline.closes_at))


def not_yet_open(opens_at: datetime, now: datetime) -> list[str]:
    """The refusal before the round opens."""
    if now >= opens_at:
        return []
    return [f"접수는 {korean_datetime(opens_at)}에 시작합니다. 그때 제출해 주세요."]


def too_late(deadline: Deadline, now: datetime, *, begun: datetime | None) -> list[str]:
    """The refusal after the deadline; what was `begun` before it may still be handed in until the grace time ends."""
    in_time = begun is not None and begun <= deadline.closes_at
    if now <= (deadline.grace_until if in_time else deadline.closes_at):
        return []
    return [f"접수가 {korean_datetime(deadline.closes_at)}에 마감되었습니다. 다음 회차에 신청해 주세요."]


def objections_to_extending(deadline: Deadline, calendar: Calendar, until: datetime, now: datetime) -> list[str]:
    """Why a deadline cannot be moved to that moment: not later, already past, or after the screening is to end."""
    found = []
    if until <= deadline.closes_at:
        closes_at = korean_datetime(deadline.closes_at)
        found.append(f"새 마감은 지금 마감({closes_at})보다 늦어야 합니다. 날짜와 시각을 다시 적어 주세요.")
    if until <= now:
        found.append("새 마감이 이미 지났습니다. 앞으로 올 날짜와 시각을 적어 주세요.")
    if until.astimezone(SEOUL).date() > calendar.screening_by:
        last = korean_date_weekday(calendar.screening_by)
        found.append(f"새 마감이 요건검토 완료일({last})보다 늦습니다. 뒤 일정까지 옮기려면 정정공고를 해 주세요.")
    return found
