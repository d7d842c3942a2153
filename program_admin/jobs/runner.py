"""Running jobs: each in its own app context, with heartbeat, retries and a run log."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import Self

from flask import current_app
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import ORMExecuteState, Session

from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import Refusal
from program_admin.core.ids import new_code
from program_admin.core.writing import transaction
from program_admin.jobs.claims import Claim, anything_due, claim_next, finish, keep, release_lost, take
from program_admin.jobs.models import JobState, Outcome
from program_admin.jobs.progress import Progress, Reading
from program_admin.jobs.registry import task_named

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
BEAT_SECONDS = 10.0
LOOK_SECONDS = 1.0

log = logging.getLogger(__name__)


def run_pending(
    limit: int | None = None, *, worker: str | None = None, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Run due jobs one after the other until none is left (or `limit`); returns how many runs were made.

    Call it in an app context after committing: every job has its own context and session. A failed job waits for
    its next try and is not repeated by the same call.
    """
    name = worker or f"{socket.gethostname()}:{os.getpid()}:0"
    release_lost()
    runs = 0
    claim = claim_next(name) if anything_due() and not stopping() else None
    while claim is not None:
        ending = _work(claim)
        runs += 1
        more = (limit is None or runs < limit) and not stopping()
        with transaction() as now:
            _record(claim, ending)
            claim = take(name, now) if more else None
    return runs


def run_claimed(claim: Claim) -> bool:
    """Run one claimed job to its end and record how it ended; False when it failed or the claim was gone."""
    ending = _work(claim)
    with transaction():
        return _record(claim, ending) and ending.outcome is Outcome.DONE


def wait_after(try_number: int) -> timedelta:
    """Return how long a job waits after its n-th failed try: 10 s, 40 s, 160 s … at most an hour."""
    return min(FIRST_WAIT * 4 ** (try_number - 1), LONGEST_WAIT)


class _NothingUnsaved:
    """Turns a task that wrote without committing into a failure instead of losing its work silently."""

    def __init__(self, session: Session, claim: Claim) -> None:
        self._session = session
        self._claim = claim
        self._written = False

    def __enter__(self) -> Self:
        event.listen(self._session, "after_flush", self._note)
        event.listen(self._session, "do_orm_execute", self._note_statement)
        for ending in ("after_commit", "after_rollback"):
            event.listen(self._session, ending, self._forget)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        waiting = self._session.new or self._session.dirty or self._session.deleted
        if kind is None and (self._written or waiting):
            raise RuntimeError(f"task {self._claim.task} left unsaved records: it must write inside transaction()")

    def _note(self, _session: Session, _context: object) -> None:
        self._written = True

    def _note_statement(self, statement: ORMExecuteState) -> None:
        if not statement.is_select:
            self._written = True

    def _forget(self, _session: Session) -> None:
        self._written = False


class _Heartbeat:
    """Renews the claim and writes progress from a thread with its own connection, never blocking the task."""

    def __init__(self, engine: Engine, claim: Claim, progress: Progress) -> None:
        self._engine = engine.execution_options(writes=True)
        self._claim = claim
        self._progress = progress
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{claim.job_id}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        db.session.rollback()
        self._end.set()
        self._thread.join()

    def _beat(self) -> None:
        written, since = Reading(), 0.0
        while not self._end.wait(LOOK_SECONDS):
            since += LOOK_SECONDS
            reading = self._progress.reading
            if reading == written and since < BEAT_SECONDS:
                continue
            try:
                with self._engine.begin() as connection:
                    keep(connection, self._claim, reading)
            except SQLAlchemyError as busy:
                log.warning("heartbeat of job %s delayed: %s", self._claim.job_id, type(busy).__name__)
                continue
            written, since = reading, 0.0


@dataclass(frozen=True)
class _Ending:
    outcome: Outcome
    values: dict[str, object]


def _work(claim: Claim) -> _Ending:
    progress = Progress(claim.job_id, claim.requested_by)
    with current_app.app_context():
        try:
            with _Heartbeat(db.engine, claim, progress), _NothingUnsaved(db.session(), claim):
                task_named(claim.task).run(claim.payload, progress)
        except Exception as error:  # noqa: BLE001 - whatever a task raises is its failure, not the worker's
            db.session.rollback()
            return _failure(claim, progress.reading, error)
        except BaseException:
            db.session.rollback()
            release_lost(claim.worker)
            raise
        return _success(progress)


def _success(progress: Progress) -> _Ending:
    reading = progress.reading
    values: dict[str, object] = {
        "state": JobState.DONE,
        "finished_at": clock.now(),
        "result_location": progress.result_location,
    }
    finished = Reading(max(reading.done, reading.total), reading.total, reading.text)
    return _Ending(Outcome.DONE, values | _columns(finished))


def _failure(claim: Claim, reading: Reading, error: Exception) -> _Ending:
    reference = new_code(8)
    final = isinstance(error, Refusal) or claim.try_number >= claim.max_tries
    sentence = str(error) if isinstance(error, Refusal) else f"작업 중에 오류가 났습니다({type(error).__name__})."
    now = clock.now()
    values: dict[str, object] = {
        "state": JobState.FAILED if final else JobState.QUEUED,
        "error": sentence[:400],
        "error_reference": reference,
    }
    values |= {"finished_at": now} if final else {"run_after": now + wait_after(claim.try_number)}
    log.error(
        "job %s (%s) failed on try %d of %d, reference %s",
        claim.key,
        claim.task,
        claim.try_number,
        claim.max_tries,
        reference,
        exc_info=error,
    )
    return _Ending(Outcome.FAILED if final else Outcome.RETRY, values | _columns(reading))


def _record(claim: Claim, ending: _Ending) -> bool:
    held = finish(claim, ending.outcome, ending.values)
    if not held:
        log.error("job %s (%s) was given to another worker while it ran", claim.key, claim.task)
    return held


def _columns(reading: Reading) -> dict[str, object]:
    return {"progress_done": reading.done, "progress_total": reading.total, "progress_text": reading.text}
