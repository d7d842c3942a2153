"""Jobs as progress pages, lists and the health check read them."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from program_admin.core.database import db
from program_admin.jobs.models import Job, JobRun, JobState, ScheduledRun
from program_admin.jobs.registry import all_schedules

LABELS = {
    JobState.QUEUED: "차례를 기다리고 있습니다",
    JobState.RUNNING: "진행하고 있습니다",
    JobState.DONE: "끝났습니다",
    JobState.FAILED: "끝내지 못했습니다",
}


def job_by_id(job_id: uuid.UUID) -> Job | None:
    """Return the job, or None."""
    return db.session.get(Job, job_id)


def job_by_key(key: str) -> Job | None:
    """Return the job with this key, or None."""
    return db.session.scalar(select(Job).where(Job.key == key))


def recent_jobs(
    limit: int = 50, *, state: JobState | None = None, requested_by: uuid.UUID | None = None
) -> Sequence[Job]:
    """Return the newest jobs, of one state or one person where given."""
    wanted = select(Job).order_by(Job.created_at.desc(), Job.id).limit(limit)
    if state is not None:
        wanted = wanted.where(Job.state == state)
    if requested_by is not None:
        wanted = wanted.where(Job.requested_by == requested_by)
    return db.session.scalars(wanted).all()


def runs_of(job_id: uuid.UUID) -> Sequence[JobRun]:
    """Return the run log of a job, oldest first."""
    return db.session.scalars(
        select(JobRun).where(JobRun.job_id == job_id).order_by(JobRun.finished_at, JobRun.try_number)
    ).all()


def progress_of(job: Job) -> dict[str, str | int | bool]:
    """Return what the progress page shows and polls as JSON; `percent` is 0–100, `ended` says when to stop polling."""
    total, done = job.progress_total, job.progress_done
    percent = 100 if job.state is JobState.DONE else (min(done * 100 // total, 99) if total else 0)
    return {
        "id": str(job.id),
        "state": job.state.value,
        "label": LABELS[job.state],
        "ended": job.state in (JobState.DONE, JobState.FAILED),
        "done": done,
        "total": total,
        "percent": percent,
        "text": job.progress_text,
        "error": job.error if job.state is JobState.FAILED else "",
        "reference": job.error_reference if job.state is JobState.FAILED else "",
        "location": job.result_location if job.state is JobState.DONE else "",
    }


def oldest_waiting(now: datetime) -> datetime | None:
    """Return since when the longest waiting due job waits, or None (the health check compares it with now)."""
    return db.session.scalar(select(func.min(Job.run_after)).where(Job.state == JobState.QUEUED, Job.run_after <= now))


def silent_schedules(now: datetime) -> list[str]:
    """Return the schedules that have not fired for three of their intervals: reminders must not stop silently."""
    fired = dict(
        db.session.execute(select(ScheduledRun.name, func.max(ScheduledRun.due_at)).group_by(ScheduledRun.name)).all()
    )
    return [
        schedule.name
        for schedule in all_schedules()
        if schedule.name not in fired or fired[schedule.name] < now - 3 * schedule.interval
    ]
