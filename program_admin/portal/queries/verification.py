"""What the last check of the trail found."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from program_admin.audit.models import AuditEntry, AuditHead
from program_admin.core.database import db
from program_admin.jobs.models import Job, JobState

TASK = "portal.verify_trail"
DAMAGED = "/trail?damaged="


@dataclass(frozen=True, slots=True)
class Checked:
    """One finished check: when, what it said, the first damaged entry (0 = none)."""

    at: datetime
    sentence: str
    damaged: int


def last_check() -> Checked | None:
    """The newest finished check of the whole chain, None before the first."""
    done = select(Job).where(Job.task == TASK, Job.state == JobState.DONE).order_by(Job.finished_at.desc()).limit(1)
    job = db.session.scalar(done)
    if job is None or job.finished_at is None:
        return None
    found = job.result_location.removeprefix(DAMAGED) if job.result_location.startswith(DAMAGED) else "0"
    return Checked(job.finished_at, job.progress_text, int(found))


def running_check() -> Job | None:
    """A check that waits or runs now."""
    open_ones = Job.state.in_((JobState.QUEUED, JobState.RUNNING))
    return db.session.scalar(select(Job).where(Job.task == TASK, open_ones).limit(1))


def entries_count() -> int:
    """How many entries the trail has by its head."""
    head = db.session.get(AuditHead, 1)
    return head.sequence if head else 0


def entries_since(moment: datetime) -> int:
    """How many entries were written from that moment on."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.at >= moment)) or 0
