"""Who works on which job: claiming, heartbeat, giving back what a dead worker held."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from program_admin.core import clock
from program_admin.core.database import db, is_sqlite
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job, JobLock, JobRun, JobState, Outcome
from program_admin.jobs.progress import Reading
from program_admin.jobs.registry import Payload, all_tasks, task_named

CLAIM_LASTS = timedelta(seconds=60)
LOST = "작업하던 프로그램이 멈췄습니다."


@dataclass(frozen=True)
class Claim:
    """One worker's hold on one try of one job."""

    job_id: uuid.UUID
    task: str
    key: str
    payload: Payload
    try_number: int
    max_tries: int
    worker: str
    started_at: datetime
    requested_by: uuid.UUID | None

    @property
    def holder(self) -> str:
        """Name of this hold on a lock."""
        return _holder(self.worker, self.job_id)


def anything_due() -> bool:
    """Whether a job waits that this program knows how to do (a read; takes no lock)."""
    found = bool(db.session.scalar(select(exists().where(*_due(clock.now())))))
    db.session.rollback()
    return found


def claim_next(worker: str) -> Claim | None:
    """Claim the oldest due job in one short transaction, or return None.

    SQLite: BEGIN IMMEDIATE lets one claimer at a time in. PostgreSQL: SKIP LOCKED lets each take another row.
    """
    with transaction() as now:
        return take(worker, now)


def take(worker: str, now: datetime) -> Claim | None:
    """Claim the oldest due job in the caller's transaction, or return None."""
    job = db.session.scalar(
        select(Job)
        .where(*_due(now))
        .order_by(Job.run_after, Job.created_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    if job is None or (task_named(job.task).alone and not _lock(job, worker, now)):
        return None
    job.state, job.tries = JobState.RUNNING, job.tries + 1
    job.claimed_by, job.claimed_at, job.started_at = worker, now, now
    job.finished_at, job.error, job.error_reference = None, "", ""
    db.session.flush()
    return _claim_on(job, worker, now)


def keep(connection: Connection, claim: Claim, reading: Reading) -> bool:
    """Renew the heartbeat and write the progress on a connection of its own; False when the claim is gone."""
    now = clock.now()
    kept = connection.execute(
        update(Job)
        .where(*_held(claim))
        .values(claimed_at=now, progress_done=reading.done, progress_total=reading.total, progress_text=reading.text)
    )
    connection.execute(
        update(JobLock)
        .where(JobLock.name == claim.task, JobLock.holder == claim.holder)
        .values(until=now + CLAIM_LASTS)
    )
    return bool(kept.rowcount)


def finish(claim: Claim, outcome: Outcome, values: dict[str, object]) -> bool:
    """End the claim in the caller's transaction with these column values and log the run; False when it was gone."""
    now = clock.now()
    ended = db.session.execute(
        update(Job)
        .where(*_held(claim))
        .values(claimed_by=None, claimed_at=None, **values)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(delete(JobLock).where(JobLock.name == claim.task, JobLock.holder == claim.holder))
    if not ended.rowcount:  # type: ignore[attr-defined]
        return False
    db.session.add(
        JobRun(
            job_id=claim.job_id,
            try_number=claim.try_number,
            worker=claim.worker,
            started_at=claim.started_at,
            finished_at=now,
            outcome=outcome,
            error=str(values.get("error", "")),
            error_reference=str(values.get("error_reference", "")),
        )
    )
    return True


def release_lost(worker_prefix: str = "") -> int:
    """Give back jobs without a heartbeat for 60 s, or all of workers known to be dead; returns how many."""
    limit = clock.now() - CLAIM_LASTS
    lost = Job.claimed_by.startswith(worker_prefix, autoescape=True) if worker_prefix else Job.claimed_at < limit
    wanted = select(Job).where(Job.state == JobState.RUNNING, or_(lost, Job.claimed_at.is_(None)))
    if db.session.scalar(wanted.limit(1)) is None:
        db.session.rollback()
        return 0
    with transaction() as now:
        jobs = db.session.scalars(wanted.with_for_update(skip_locked=True)).all()
        for job in jobs:
            _give_back(_claim_on(job, job.claimed_by or "", job.started_at or now), now)
    return len(jobs)


def _give_back(claim: Claim, now: datetime) -> None:
    last = claim.try_number >= claim.max_tries
    values: dict[str, object] = {"state": JobState.FAILED if last else JobState.QUEUED, "run_after": now}
    if last:
        values |= {"finished_at": now, "error": LOST}
    finish(claim, Outcome.LOST, values)


def _claim_on(job: Job, worker: str, started_at: datetime) -> Claim:
    return Claim(
        job_id=job.id,
        task=job.task,
        key=job.key,
        payload=dict(job.payload),
        try_number=job.tries,
        max_tries=job.max_tries,
        worker=worker,
        started_at=started_at,
        requested_by=job.requested_by,
    )


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    taken = select(JobLock.name).where(JobLock.until > now)
    return (
        Job.state == JobState.QUEUED,
        Job.run_after <= now,
        Job.task.in_([known.name for known in all_tasks()]),
        Job.task.not_in(taken),
    )


def _held(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (
        Job.id == claim.job_id,
        Job.state == JobState.RUNNING,
        Job.claimed_by == claim.worker,
        Job.tries == claim.try_number,
    )


def _holder(worker: str, job_id: uuid.UUID) -> str:
    return f"{worker}/{job_id.hex[:8]}"


def _lock(job: Job, worker: str, now: datetime) -> bool:
    held = {"holder": _holder(worker, job.id), "until": now + CLAIM_LASTS}
    insert = sqlite.insert(JobLock) if is_sqlite() else postgresql.insert(JobLock)
    ours = insert.values(name=job.task, **held).on_conflict_do_update(
        index_elements=["name"], set_=held, where=JobLock.until <= now
    )
    return db.session.scalar(ours.returning(JobLock.name)) is not None
