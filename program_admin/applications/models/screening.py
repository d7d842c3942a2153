"""요건검토: what was checked, and what was asked to be supplemented."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models.application import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.workflow.models import Approval


class CheckResult(StrEnum):
    """What a screener found about one item."""

    PASSED = "passed"
    FAILED = "failed"
    TO_SUPPLEMENT = "to_supplement"


class SupplementStatus(StrEnum):
    """Where a supplement request stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


class Verdict(StrEnum):
    """What an officer proposes for an application."""

    ELIGIBLE = "pass"
    INELIGIBLE = "fail"


class EventKind(StrEnum):
    """What staff did with a supplement request."""

    ASKED = "asked"
    ASKED_AGAIN = "asked_again"
    EXTENDED = "extended"
    ACCEPTED = "accepted"


class ScreeningCheck(db.Model):
    """One item of the screening sheet: what the program found, on what evidence, and what the officer decided.

    `suggestion` is what the finding speaks for (a CheckResult, "" where only people can tell).
    """

    __tablename__ = "screening_checks"
    __table_args__ = (UniqueConstraint("application_id", "item"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    place: Mapped[int]
    item: Mapped[str]
    label: Mapped[str]
    suggestion: Mapped[str] = mapped_column(default="")
    finding: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[str] = mapped_column(default="")
    result_revision: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(Text, default="")
    note_revision: Mapped[int] = mapped_column(default=0)
    checked_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()


class SupplementRequest(db.Model):
    """보완요청: what is missing in one section, and until when; every request stays in the history."""

    __tablename__ = "supplement_requests"
    __table_args__ = (UniqueConstraint("application_id", "place"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    place: Mapped[int]
    section: Mapped[str]
    paper: Mapped[str] = mapped_column(default="")
    what: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    due_words: Mapped[str] = mapped_column(Text, default="")
    reminded_for: Mapped[date | None]
    status: Mapped[str] = mapped_column(default=SupplementStatus.ASKED.value)
    asked_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def company_id(self) -> uuid.UUID:
        """The company that is asked (for permissions)."""
        return self.application.company_id


class SupplementAnswer(db.Model):
    """What the company answered to a request; a second answer is a second row.

    `changes` holds [field, value before, value after] of every value that was changed with it; `numbers_reason` says
    why something that looks like a resident number stands in it all the same ("" where nothing does).
    """

    __tablename__ = "supplement_answers"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(SupplementRequest.id), index=True)
    text: Mapped[str] = mapped_column(Text)
    changes: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    numbers_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    paper_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("application_papers.id"), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SupplementEvent(db.Model):
    """What staff did with a request: asked, asked again, moved the due date, accepted."""

    __tablename__ = "supplement_events"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(SupplementRequest.id), index=True)
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ScreeningProposal(db.Model):
    """What an officer proposed for an application and why; its approval says whether others agreed."""

    __tablename__ = "screening_proposals"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    approval_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Approval.id), unique=True)
    verdict: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()
    approval: Mapped[Approval] = relationship()
