"""알림 보내기: one notice for many applications, and what of it reached each case."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.programs.models import Round


class NoticeKind(StrEnum):
    """What a notice to an applicant is about; AUTOMATIC is the daily reminder's."""

    REMINDER = "reminder"
    RESULT = "result"
    OWN = "own"
    AUTOMATIC = "automatic"


class NoticeBatch(db.Model):
    """One notice for the applications that were selected; nothing is sent before `sent_at`."""

    __tablename__ = "notice_batches"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), index=True)
    application_ids: Mapped[list[str]] = mapped_column(JSON)
    kind: Mapped[str] = mapped_column(default=NoticeKind.REMINDER.value)
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship()

    __mapper_args__ = {"version_id_col": version}


class CaseNotice(db.Model):
    """What was sent to the company of one application, in which words, to how many people; once per batch."""

    __tablename__ = "case_notices"
    __table_args__ = (UniqueConstraint("batch_id", "application_id"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    batch_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(NoticeBatch.id))
    kind: Mapped[str]
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    recipients: Mapped[int]
    by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()
