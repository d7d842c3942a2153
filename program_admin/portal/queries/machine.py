"""What the administrator asks of the machine: people, jobs, messages, counted."""

from collections import Counter

from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.core.database import db
from program_admin.jobs.models import Job, JobState
from program_admin.notices.models import Message, MessageState


def people_counts() -> tuple[int, int]:
    """How many accounts are in use, and how many are not."""
    counted = dict(db.session.execute(select(Person.active, func.count()).group_by(Person.active)).all())
    return counted.get(True, 0), counted.get(False, 0)


def job_counts() -> Counter[JobState]:
    """How many jobs stand in each state."""
    return Counter(dict(db.session.execute(select(Job.state, func.count()).group_by(Job.state)).all()))


def undelivered_count() -> int:
    """How many messages failed or had nowhere to go."""
    bad = Message.state.in_((MessageState.FAILED, MessageState.SUPPRESSED))
    return db.session.scalar(select(func.count()).select_from(Message).where(bad)) or 0
