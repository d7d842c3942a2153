"""Tables of the trail: chained entries, erasable notes, the head of the chain, the access log."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class AuditEntry(db.Model):
    """One act: ids, states and field names only; personal words stand in AuditNote."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_kind", "subject_id"),
        {"info": {"append_only": True}},
    )

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[uuid.UUID] = mapped_column(unique=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    field_names: Mapped[str] = mapped_column(Text, default="")
    note_digest: Mapped[str] = mapped_column(default="")
    previous_digest: Mapped[str]
    digest: Mapped[str]


class AuditNote(db.Model):
    """The words of an entry (a reason), salted; erasing the row leaves the chain valid."""

    __tablename__ = "audit_notes"

    entry_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("audit_entries.id"), primary_key=True)
    salt: Mapped[str]
    words: Mapped[str] = mapped_column(Text)


class AuditHead(db.Model):
    """The last link of the chain, so that a cut tail is noticed."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int]
    digest: Mapped[str]


class AccessEntry(db.Model):
    """One look at somebody's personal data: who (nobody signed in: None), when, from where, whose, what, why."""

    __tablename__ = "access_entries"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    person_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    address: Mapped[str]
    whose_kind: Mapped[str]
    whose_id: Mapped[uuid.UUID]
    what: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
