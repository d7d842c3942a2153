"""The scheduler process: fires what is due and keeps a small pool of worker processes busy."""

import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from multiprocessing.synchronize import Event as ProcessEvent
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask
from sqlalchemy import exists, select
from sqlalchemy.dialects import postgresql, sqlite

from program_admin.core import clock
from program_admin.core.clock import SEOUL
from program_admin.core.database import db, is_sqlite
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.jobs.claims import anything_due, release_lost
from program_admin.jobs.models import Job, JobState, ScheduledRun
from program_admin.jobs.queue import enqueue
from program_admin.jobs.registry import Schedule, all_schedules
from program_admin.jobs.worker import run_in_worker, start_worker

LOOK_SECONDS = 1
RELEASE_SECONDS = 15
GRACE_SECONDS = 4.0

log = logging.getLogger(__name__)


def fire_due_schedules(already: dict[str, datetime] | None = None) -> list[str]:
    """Enqueue every periodic task that came due and was not fired; returns their names.

    A missed moment is caught up once (the latest one). UNIQUE (name, due_at) lets any number of schedulers call
    this. `already` remembers what was fired, so that a call with nothing due asks the database nothing.
    """
    fired, seen, now = [], {} if already is None else already, clock.now()
    for schedule in all_schedules():
        due_at = schedule.last_due(now)
        if seen.get(schedule.name) == due_at:
            continue
        if _fire(schedule, due_at):
            fired.append(schedule.name)
        seen[schedule.name] = due_at
    return fired


def _fire(schedule: Schedule, due_at: datetime) -> bool:
    """Write the fired moment with its job; the job is left out while an earlier one of the same task still waits."""
    row = {"id": new_id(), "name": schedule.name, "due_at": due_at, "fired_at": clock.now()}
    insert = sqlite.insert(ScheduledRun) if is_sqlite() else postgresql.insert(ScheduledRun)
    once = insert.values(row).on_conflict_do_nothing(index_elements=["name", "due_at"]).returning(ScheduledRun.id)
    with transaction():
        if db.session.scalar(once) is None:
            return False
        waiting = select(exists().where(Job.task == schedule.name, Job.state == JobState.QUEUED))
        if not db.session.scalar(waiting):
            enqueue(schedule.name, f"{schedule.name}@{due_at:%Y-%m-%dT%H:%MZ}", {})
    return True


class Workers:
    """A pool of spawned processes; each builds its own app and runs due jobs until none is left."""

    def __init__(self, app_path: str | None, count: int) -> None:
        self._app_path = app_path
        self._count = count
        self._context = multiprocessing.get_context("spawn")
        self._stopping: ProcessEvent = self._context.Event()
        self._busy: set[Future[int]] = set()
        self._pool = self._new_pool()

    @property
    def prefix(self) -> str:
        """What the names of these workers begin with."""
        return f"{socket.gethostname()}:{os.getpid()}:"

    def look_after(self) -> None:
        """Note which workers became free; replace a pool broken by a killed worker and give its jobs back."""
        ended = {future for future in self._busy if future.done()}
        self._busy -= ended
        failures = [failure for future in ended if (failure := future.exception()) is not None]
        for failure in failures:
            log.error("a worker ended with an error", exc_info=failure)
        if any(isinstance(failure, BrokenProcessPool) for failure in failures):
            self._replace_pool()

    def wake(self) -> None:
        """Give one free worker the word to look for jobs."""
        if len(self._busy) >= self._count:
            return
        try:
            self._busy.add(self._pool.submit(run_in_worker))
        except BrokenProcessPool:
            self._replace_pool()

    def stop(self, seconds: float) -> None:
        """Let the workers finish their job within `seconds`; end them after that."""
        self._stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + seconds
        for child in multiprocessing.active_children():
            child.join(max(until - time.monotonic(), 0))
        _kill_children()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._count,
            mp_context=self._context,
            initializer=start_worker,
            initargs=(self._app_path, self.prefix, self._stopping),
        )

    def _replace_pool(self) -> None:
        log.error("a worker process died; starting new ones")
        self._pool.shutdown(wait=False, cancel_futures=True)
        _kill_children()
        self._busy.clear()
        self._pool = self._new_pool()
        release_lost(self.prefix)


def _kill_children() -> None:
    """End workers at once: their jobs are given back only when nobody can be working on them."""
    for child in multiprocessing.active_children():
        child.kill()
        child.join()


class Scheduler:
    """APScheduler's loop around three looks: what is due by time, what waits, what was lost."""

    def __init__(self, app: Flask, app_path: str | None, workers: int) -> None:
        self._app = app
        self._workers = Workers(app_path, workers)
        self._fired: dict[str, datetime] = {}
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
        self._loop = BlockingScheduler(
            timezone=SEOUL,
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._loop.add_job(self._look, "interval", seconds=LOOK_SECONDS, id="look")
        self._loop.add_job(self._release, "interval", seconds=RELEASE_SECONDS, id="release")

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; then let the workers finish and give back what they could not."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._end)
        log.info("scheduler started: %d schedules", len(all_schedules()))
        self._loop.start()
        self._workers.stop(GRACE_SECONDS)
        with self._app.app_context():
            released = release_lost(self._workers.prefix)
        log.info("scheduler ended; %d unfinished jobs were given back", released)

    def _look(self) -> None:
        with self._app.app_context():
            fire_due_schedules(self._fired)
            self._workers.look_after()
            if anything_due():
                self._workers.wake()

    def _release(self) -> None:
        with self._app.app_context():
            released = release_lost()
        if released:
            log.warning("%d jobs of dead workers were given back", released)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        threading.Thread(target=self._loop.shutdown, kwargs={"wait": True}).start()
