"""What is being typed: one row per field, with who typed it and when, and every earlier value."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class DraftField(db.Model):
    """One field of a draft as it was typed; `revision` counts its changes, so that a stale one is noticed."""

    __tablename__ = "application_draft_fields"
    __table_args__ = (UniqueConstraint("application_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    name: Mapped[str]
    value: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class DraftRevision(db.Model):
    """An earlier value of a field."""

    __tablename__ = "application_draft_revisions"
    __table_args__ = (UniqueConstraint("application_id", "name", "revision"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    name: Mapped[str]
    value: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
