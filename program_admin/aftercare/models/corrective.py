"""Corrective actions and everything said about them."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.aftercare.models.visit import Visit
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable
from program_admin.documents.models import Upload


class CorrectiveStatus(StrEnum):
    """Where a corrective action stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class CorrectiveEventKind(StrEnum):
    """What happened to a corrective action."""

    ANSWERED = "answered"
    ASKED_AGAIN = "asked_again"
    CLOSED = "closed"


class CorrectiveAction(db.Model, Searchable):
    """시정조치: what company or supplier has to mend until when; `late` is fixed when it is closed."""

    __tablename__ = "corrective_actions"
    __table_args__ = (
        UniqueConstraint("visit_id", "place"),
        CheckConstraint("(closed_at IS NULL) = (late IS NULL)", name="closed_says_late"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    place: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(default=CorrectiveStatus.OPEN.value, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_on: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late: Mapped[bool | None]
    version: Mapped[int] = mapped_column(default=1)

    visit: Mapped[Visit] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.visit.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.visit.supplier_id

    def searched_fields(self) -> tuple[str | None, ...]:
        """Found by what is to be done, and by the visit's own names."""
        visit = self.visit or db.session.get(Visit, self.visit_id)
        return (self.what, *(visit.searched_fields() if visit else ()))


class CorrectiveEvent(db.Model):
    """One thing said about a corrective action, with a photo or without; never changed."""

    __tablename__ = "corrective_events"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(CorrectiveAction.id), index=True)
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(Text, default="")
    upload_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Upload.id), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    by: Mapped[Person] = relationship()
    upload: Mapped[Upload | None] = relationship()
    action: Mapped[CorrectiveAction] = relationship()
