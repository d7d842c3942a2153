"""대리 작성: who from outside may type in one application, and what of it the company has looked through."""

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class Delegation(db.Model):
    """Somebody from outside (`firm`) may type in one application up to and with a day, unless ended before."""

    __tablename__ = "application_delegations"
    __table_args__ = (
        Index(
            "uq_application_delegations_open",
            "application_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    firm: Mapped[str]
    ends_on: Mapped[date]
    invited_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    end_reason: Mapped[str] = mapped_column(default="")

    application: Mapped[Application] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.application.company_id


class DelegateReview(db.Model):
    """The company looked through what delegates typed: `seen` names each field with its revision, each file."""

    __tablename__ = "application_delegate_reviews"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen: Mapped[list[str]] = mapped_column(JSON)
