"""What is asked about questions on a round."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.core.korean import korean_date_weekday
from program_admin.core.search import matches
from program_admin.core.todo import Todo
from program_admin.programs.inquiries.models import Inquiry, Status
from program_admin.programs.models import Round

OLD = timedelta(days=2)


def inquiry_by_id(inquiry_id: uuid.UUID) -> Inquiry:
    """Return the question; raises Missing."""
    found = db.session.get(Inquiry, inquiry_id)
    if found is None:
        raise Missing("inquiry")
    return found


def answered_of(round_id: uuid.UUID, *, topic: str = "", query: str = "") -> list[Inquiry]:
    """The public questions of a round, the newest answer first; of one topic, with all words of a query."""
    found = select(Inquiry).where(Inquiry.round_id == round_id, Inquiry.status == Status.ANSWERED.value)
    if topic:
        found = found.where(Inquiry.topic == topic)
    if query:
        found = found.where(matches(Inquiry.search_text, query))
    return list(db.session.scalars(found.order_by(Inquiry.answered_at.desc(), Inquiry.id)))


def asked_by(person: Person, round_id: uuid.UUID) -> list[Inquiry]:
    """A person's own questions on a round, the newest first."""
    found = select(Inquiry).where(Inquiry.round_id == round_id, Inquiry.asked_by_id == person.id)
    return list(db.session.scalars(found.order_by(Inquiry.at.desc(), Inquiry.id)))


def all_of(round_id: uuid.UUID) -> list[Inquiry]:
    """Every question on a round, those without an answer first, the oldest of them on top."""
    found = select(Inquiry).where(Inquiry.round_id == round_id)
    waiting_first = (Inquiry.status != Status.ASKED.value, Inquiry.at)
    return list(db.session.scalars(found.order_by(*waiting_first, Inquiry.id)))


def waiting_count(person: Person, round_id: uuid.UUID) -> int:
    """How many of a person's questions on a round wait for an answer."""
    counted = select(func.count()).select_from(Inquiry)
    mine = counted.where(
        Inquiry.round_id == round_id, Inquiry.asked_by_id == person.id, Inquiry.status == Status.ASKED.value
    )
    return db.session.scalar(mine) or 0


def officer_todo(person: Person, now: datetime) -> list[Todo]:
    """Per round, the questions without an answer."""
    if Role.OFFICER not in person.roles:
        return []
    waiting = (
        select(Round, func.count(), func.min(Inquiry.at))
        .join(Inquiry, Inquiry.round_id == Round.id)
        .where(Inquiry.status == Status.ASKED.value)
        .group_by(Round.id)
        .order_by(func.min(Inquiry.at))
    )
    found = []
    for round_, count, oldest in db.session.execute(waiting):
        since = korean_date_weekday(to_seoul(oldest).date())
        tone = "warning" if now - oldest > OLD else ""
        address = {"round_id": str(round_.id)}
        hint = f"{round_.title} · {since}부터"
        found.append(Todo(count, "답변할 공고 문의", hint, "inquiries.manage", address, tone))
    return found
