"""What is done from the pages that span packages: begin a check, start failed jobs again, take lists out."""

import uuid
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.errors import Missing, RuleBroken
from program_admin.jobs.models import Job, JobState
from program_admin.jobs.queries import job_by_id
from program_admin.jobs.queue import enqueue, retry
from program_admin.portal.queries.verification import TASK, running_check
from program_admin.programs.models import Round
from program_admin.programs.schema.outside import ColumnOrder


def start_verification(by: Person, now: datetime) -> Job:
    """Queue a check of the whole trail, or return the one under way."""
    running = running_check()
    if running is not None:
        return running
    job = _job(enqueue(TASK, f"{TASK}:{now.isoformat()}", {}, by=by.id))
    record("trail:verify", "Job", job.id, by=by, now=now)
    return job


def retry_jobs(job_ids: tuple[uuid.UUID, ...], *, by: Person, now: datetime) -> int:
    """Queue the failed ones among these jobs again; returns how many. Raises Missing, RuleBroken if none had failed."""
    failed = [job for job in map(_job, job_ids) if job.state is JobState.FAILED]
    if not failed:
        raise RuleBroken(["끝내지 못한 작업을 골라 주세요. 다른 작업은 다시 시작할 수 없습니다."])
    for job in failed:
        retry(job.key)
        record("job:retry", "Job", job.id, by=by, now=now)
    return len(failed)


def record_export(what: str, *, by: Person, now: datetime, reason: str) -> None:
    """Write into the trail that somebody took a list out, and why (what = 'trail' or 'access_log')."""
    record(f"{what}:export", "Person", by.id, by=by, now=now, reason=reason)


def record_order(round_: Round, order: ColumnOrder, *, by: Person, now: datetime, reason: str) -> None:
    """Write into the trail that somebody took a round's file for another system out, and why."""
    record("case:export", "Round", round_.id, by=by, now=now, after=order.code, reason=f"{order.name}: {reason}")


def _job(job_id: uuid.UUID) -> Job:
    found = job_by_id(job_id)
    if found is None:
        raise Missing("job")
    return found
