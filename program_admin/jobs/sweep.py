"""Sweeping finished jobs whose key need not stay taken, and old lines of the schedule log."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job, JobState, ScheduledRun
from program_admin.jobs.progress import Progress
from program_admin.jobs.registry import Payload, all_tasks, daily

SCHEDULE_LOG_DAYS = 35


@daily("jobs.sweep", at="03:30")
def sweep(payload: Payload, progress: Progress) -> None:
    """Delete done jobs past their task's keep_days (their run log goes with them) and old schedule lines."""
    with transaction() as now:
        for kind in all_tasks():
            if kind.keep_days is not None:
                _sweep_task(kind.name, now - timedelta(days=kind.keep_days))
        db.session.execute(delete(ScheduledRun).where(ScheduledRun.due_at < now - timedelta(days=SCHEDULE_LOG_DAYS)))


def _sweep_task(name: str, before: datetime) -> None:
    db.session.execute(delete(Job).where(Job.task == name, Job.state == JobState.DONE, Job.finished_at < before))
