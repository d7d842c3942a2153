"""Messages as the inbox, the demo page and a case show them."""

import uuid
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from program_admin.core.database import db
from program_admin.notices.models import Kind, Message, MessageState

_UNREAD = (
    select(func.count())
    .select_from(Message)
    .where(
        Message.person_id == bindparam("person_id"),
        Message.kind == Kind.IN_APP,
        Message.read_at.is_(None),
        Message.erased_at.is_(None),
    )
)


def inbox_of(person_id: uuid.UUID, limit: int = 100) -> Sequence[Message]:
    """Return the person's in-app messages, newest first."""
    return db.session.scalars(
        select(Message)
        .where(Message.person_id == person_id, Message.kind == Kind.IN_APP, Message.erased_at.is_(None))
        .order_by(Message.created_at.desc(), Message.id)
        .limit(limit)
    ).all()


def unread_count(person_id: uuid.UUID) -> int:
    """Return how many in-app messages the person has not read."""
    return db.session.scalar(_UNREAD, {"person_id": person_id}) or 0


def recent_messages(limit: int = 100) -> Sequence[Message]:
    """Return the newest messages of everybody on every way (demo page and administrators only)."""
    return db.session.scalars(select(Message).order_by(Message.created_at.desc(), Message.id).limit(limit)).all()


def messages_about(subject: tuple[str, uuid.UUID]) -> Sequence[Message]:
    """Return all messages about one record (kind, id), oldest first."""
    kind, subject_id = subject
    return db.session.scalars(
        select(Message)
        .where(Message.subject_kind == kind, Message.subject_id == subject_id)
        .order_by(Message.created_at, Message.id)
    ).all()


def message_by_id(message_id: uuid.UUID) -> Message | None:
    """Return one message, or None."""
    return db.session.get(Message, message_id)


def undelivered(limit: int = 100) -> Sequence[Message]:
    """Return messages that failed or had nowhere to go, newest first, for the officer to act on."""
    return db.session.scalars(
        select(Message)
        .where(Message.state.in_((MessageState.FAILED, MessageState.SUPPRESSED)))
        .order_by(Message.created_at.desc(), Message.id)
        .limit(limit)
    ).all()
