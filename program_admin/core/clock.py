"""The one place the program reads the time from."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def _system_time() -> datetime:
    return datetime.now(UTC)


class _Clock:
    """Holds the function that tells the time, so that tests and rehearsals can set it."""

    read: Callable[[], datetime] = staticmethod(_system_time)


def now() -> datetime:
    """Return the time of the act: aware, in UTC."""
    return _Clock.read().astimezone(UTC)


def today() -> date:
    """Return the calendar day in Seoul."""
    return to_seoul(now()).date()


def to_seoul(moment: datetime) -> datetime:
    """Return an aware moment as Seoul time (storage is UTC, screens are Asia/Seoul)."""
    return moment.astimezone(SEOUL)


def set_clock(read: Callable[[], datetime] | None) -> None:
    """Let tests and rehearsals tell the time; None gives the system's clock back."""
    _Clock.read = staticmethod(read or _system_time)
