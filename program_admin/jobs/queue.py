"""Putting work into the queue, in the transaction of the act that causes it."""

import uuid
from datetime import datetime

from sqlalchemy import select

from program_admin.core import clock
from program_admin.core.database import db, insert_once
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.ids import new_id
from program_admin.jobs.models import Job, JobState
from program_admin.jobs.registry import Payload, daily, every, task, task_named

__all__ = ["Payload", "daily", "enqueue", "every", "retry", "task"]


def enqueue(
    task: str, key: str, payload: Payload, *, by: uuid.UUID | None = None, run_after: datetime | None = None
) -> uuid.UUID:
    """Write a job row in the caller's transaction (no commit) and return its id; the same key twice is one job.

    `by` is the id of the person who may watch its progress. Raises UnknownTask; the job runs after `run_after`
    at the earliest (default: at once after the commit).
    """
    kind = task_named(task)
    if not key or len(key) > 200:
        raise ValueError("a job key has 1 to 200 characters")
    now, identifier = clock.now(), new_id()
    row = {
        "id": identifier,
        "task": task,
        "key": key,
        "payload": payload,
        "state": JobState.QUEUED,
        "max_tries": kind.max_tries,
        "run_after": run_after or now,
        "requested_by": by,
        "created_at": now,
    }
    if insert_once(Job, row):
        return identifier
    return db.session.scalars(select(Job.id).where(Job.key == key)).one()


def retry(key: str) -> Job:
    """Queue a failed job again with fresh tries, in the caller's transaction; raises Missing, RuleBroken."""
    job = db.session.scalar(select(Job).where(Job.key == key).with_for_update())
    if job is None:
        raise Missing(f"작업 {key}을(를) 찾을 수 없습니다. jobs list로 이름을 확인해 주세요.")
    if job.state is not JobState.FAILED:
        raise RuleBroken([f"끝내지 못한 작업만 다시 할 수 있습니다. 이 작업의 상태는 {job.state}입니다."])
    job.state, job.tries, job.run_after = JobState.QUEUED, 0, clock.now()
    job.error, job.error_reference, job.finished_at = "", "", None
    return job
