"""Tables of messages to people; their content stands in erasable columns."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Enum, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class Kind(StrEnum):
    """The way a message takes."""

    SMS = "sms"
    EMAIL = "email"
    IN_APP = "in_app"


class MessageState(StrEnum):
    """Where a message stands; suppressed = there was nowhere to send it."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


def _words(kind: type[StrEnum], name: str) -> Enum:
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=12,
        values_callable=lambda members: [member.value for member in members],
    )


class Message(db.Model):
    """One message to one person on one way; name, address and text are emptied at destruction."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("tries >= 0", name="tries"),
        CheckConstraint("state != 'sent' OR sent_at IS NOT NULL", name="sent"),
        Index("ix_messages_due", "state", "retry_after"),
        Index("ix_messages_person_kind", "person_id", "kind", "created_at"),
        Index("ix_messages_subject", "subject_kind", "subject_id"),
        Index("ix_messages_created_at", "created_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[Kind] = mapped_column(_words(Kind, "kind"))
    person_id: Mapped[uuid.UUID | None]
    name: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(400), default="")
    subject_kind: Mapped[str | None] = mapped_column(String(60))
    subject_id: Mapped[uuid.UUID | None]
    state: Mapped[MessageState] = mapped_column(_words(MessageState, "state"), default=MessageState.QUEUED)
    tries: Mapped[int] = mapped_column(default=0)
    retry_after: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(40))
    provider_id: Mapped[str] = mapped_column(String(254), default="")
    error: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
