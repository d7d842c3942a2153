"""The rehearsal's own time: it stands still but for what the play lets pass."""

from datetime import datetime, timedelta

from program_admin.core import clock

OPENS, CLOSES = 9, 18


class PlayedTime:
    """A clock the play moves forward; while it is set, the whole program reads it."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __enter__(self) -> "PlayedTime":
        """Set the program's clock."""
        clock.set_clock(lambda: self.now)
        return self

    def __exit__(self, *_failure: object) -> None:
        """Give the program the system's clock back."""
        clock.set_clock(None)

    def pass_(self, **span: int) -> None:
        """Let time pass (days=, hours=, minutes=, seconds=); nobody acts at night or at the weekend."""
        self.now += timedelta(**span)
        if span.keys() & {"days", "hours", "minutes"}:
            self.now = _office_hours(self.now)

    def reach(self, moment: datetime) -> None:
        """Let time pass until a moment; a moment already gone changes nothing."""
        self.now = max(self.now, moment)

    def reach_working(self, moment: datetime) -> None:
        """Let time pass until a moment, or until the office opens after it."""
        self.reach(_office_hours(moment))


def _office_hours(moment: datetime) -> datetime:
    here = clock.to_seoul(moment)
    if here.hour >= CLOSES:
        here = (here + timedelta(days=1)).replace(hour=OPENS)
    if here.hour < OPENS:
        here = here.replace(hour=OPENS)
    while here.weekday() > 4:
        here += timedelta(days=1)
    return here
