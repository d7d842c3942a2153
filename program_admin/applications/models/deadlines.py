"""Extensions of the deadline as they are proposed, and who was told about a change of an open round."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.programs.models import Round
from program_admin.workflow.models import Approval


class ExtensionStatus(StrEnum):
    """Where a proposed extension stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"


class Extension(db.Model):
    """접수기간 연장: of a round for everybody, or of one application; counts once it is approved.

    `scope_id` is the application, or the round where it is for everybody: one proposal waits for each at a time.
    """

    __tablename__ = "extensions"
    __table_args__ = (
        Index(
            "uq_extensions_one_proposed",
            "scope_id",
            unique=True,
            sqlite_where=text("status = 'proposed'"),
            postgresql_where=text("status = 'proposed'"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), index=True)
    application_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Application.id), index=True)
    scope_id: Mapped[uuid.UUID]
    approval_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Approval.id))
    status: Mapped[str] = mapped_column(default=ExtensionStatus.PROPOSED.value)
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    round: Mapped[Round] = relationship()
    application: Mapped[Application | None] = relationship()
    approval: Mapped[Approval] = relationship()


class Word(db.Model):
    """That the company of an application was told about a change of its round; `read_at` is when it was put away."""

    __tablename__ = "round_words"
    __table_args__ = (UniqueConstraint("application_id", "source_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    source_id: Mapped[uuid.UUID]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
