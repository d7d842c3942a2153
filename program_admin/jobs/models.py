"""Tables of the job runner: jobs, the log of their runs, fired schedules, locks."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class JobState(StrEnum):
    """Where a job stands; the runner alone changes it."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Outcome(StrEnum):
    """How one run of a job ended."""

    DONE = "done"
    RETRY = "retry"
    FAILED = "failed"
    LOST = "lost"


def _words(kind: type[StrEnum], name: str) -> Enum:
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=12,
        values_callable=lambda members: [member.value for member in members],
    )


class Job(db.Model):
    """One piece of work; the same key twice is one job."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("tries >= 0 AND max_tries >= 1", name="tries"),
        CheckConstraint("progress_done >= 0 AND progress_total >= 0", name="progress"),
        Index("ix_jobs_due", "state", "run_after"),
        Index("ix_jobs_created_at", "created_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    task: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    payload: Mapped[dict[str, str | int]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(_words(JobState, "state"), default=JobState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    max_tries: Mapped[int] = mapped_column(default=5)
    run_after: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(120))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    progress_text: Mapped[str] = mapped_column(String(200), default="")
    error: Mapped[str] = mapped_column(String(400), default="")
    error_reference: Mapped[str] = mapped_column(String(20), default="")
    requested_by: Mapped[uuid.UUID | None] = mapped_column(index=True)
    result_location: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class JobRun(db.Model):
    """One line of the run log, written when a run ended or was found lost."""

    __tablename__ = "job_runs"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    job_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    try_number: Mapped[int]
    worker: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome] = mapped_column(_words(Outcome, "outcome"))
    error: Mapped[str] = mapped_column(String(400), default="")
    error_reference: Mapped[str] = mapped_column(String(20), default="")


class ScheduledRun(db.Model):
    """A schedule that came due: UNIQUE (name, due_at), so two schedulers fire it once."""

    __tablename__ = "scheduled_runs"
    __table_args__ = (UniqueConstraint("name", "due_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fired_at: Mapped[datetime] = mapped_column(UtcDateTime)


class JobLock(db.Model):
    """A named lock with an end, for tasks that must not run beside themselves."""

    __tablename__ = "job_locks"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    holder: Mapped[str] = mapped_column(String(120))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
