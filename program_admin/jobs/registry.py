"""Which tasks and schedules exist: filled by decorators when packages are imported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock_time

from program_admin.core.clock import SEOUL, to_seoul
from program_admin.jobs.progress import Progress

Payload = dict[str, str | int]
Run = Callable[[Payload, Progress], None]

PERIODIC_KEEP_DAYS = 7


class UnknownTask(LookupError):
    """No task of this name is registered."""


@dataclass(frozen=True)
class Task:
    """A kind of work: `alone` forbids two runs at once, `keep_days` lets finished jobs be swept."""

    name: str
    run: Run
    max_tries: int = 5
    alone: bool = False
    keep_days: int | None = None


@dataclass(frozen=True)
class Schedule:
    """When a task is due by itself: every `minutes`, or daily `at` a time of Seoul."""

    name: str
    minutes: int = 0
    at: clock_time | None = None

    def last_due(self, now: datetime) -> datetime:
        """Return the latest moment (UTC) not after `now` at which this schedule was due."""
        if self.at is None:
            seconds = self.minutes * 60
            return datetime.fromtimestamp(now.timestamp() // seconds * seconds, tz=UTC)
        local = to_seoul(now)
        due = datetime.combine(local.date(), self.at, tzinfo=SEOUL)
        return (due if due <= local else due - timedelta(days=1)).astimezone(UTC)

    @property
    def interval(self) -> timedelta:
        """How far two due moments lie apart."""
        return timedelta(minutes=self.minutes) if self.at is None else timedelta(days=1)


_tasks: dict[str, Task] = {}
_schedules: dict[str, Schedule] = {}


def task(name: str, *, max_tries: int = 5, alone: bool = False, keep_days: int | None = None) -> Callable[[Run], Run]:
    """Register `run(payload, progress)` under `name`.

    It runs in its own app context and does its writing in `with transaction() as now:` blocks. It may run again
    after a crash, so it must find out what is already there. Finished jobs are swept after `keep_days`
    (None: kept, so that their key stays taken).
    """

    def register(run: Run) -> Run:
        _register(Task(name, run, max_tries, alone, keep_days))
        return run

    return register


def every(name: str, *, minutes: int) -> Callable[[Run], Run]:
    """Register a task that is due every so many minutes; it never runs beside itself."""
    if minutes < 1:
        raise ValueError("a schedule needs at least one minute")
    return _periodic(Schedule(name, minutes=minutes))


def daily(name: str, *, at: str) -> Callable[[Run], Run]:
    """Register a task that is due once a day at `at` ("03:00", Seoul time); a missed one is caught up at start."""
    return _periodic(Schedule(name, at=clock_time.fromisoformat(at)))


def task_named(name: str) -> Task:
    """Return the registered task; raises UnknownTask."""
    if name not in _tasks:
        raise UnknownTask(f"no task is called {name!r}; known: {', '.join(sorted(_tasks)) or 'none'}")
    return _tasks[name]


def task_names() -> list[str]:
    """Return the names of all registered tasks, sorted."""
    return sorted(_tasks)


def all_tasks() -> list[Task]:
    """Return all registered tasks by name."""
    return [_tasks[name] for name in sorted(_tasks)]


def all_schedules() -> list[Schedule]:
    """Return all registered schedules by name."""
    return [_schedules[name] for name in sorted(_schedules)]


def _periodic(schedule: Schedule) -> Callable[[Run], Run]:
    def register(run: Run) -> Run:
        _register(Task(schedule.name, run, max_tries=1, alone=True, keep_days=PERIODIC_KEEP_DAYS))
        _schedules[schedule.name] = schedule
        return run

    return register


def _register(found: Task) -> None:
    earlier = _tasks.get(found.name)
    if earlier is not None and earlier.run.__qualname__ != found.run.__qualname__:
        raise ValueError(f"two tasks are called {found.name!r}")
    _tasks[found.name] = found
