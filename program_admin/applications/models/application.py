"""The application itself, its receipt numbers and what was handed in."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.companies.models import Company
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable
from program_admin.programs.models import Round, RoundVersion
from program_admin.programs.rules.calendar import Deadline, extended
from program_admin.programs.schema.announcement import Track
from program_admin.programs.schema.round_file import RoundFile


class Status(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    SCREENING = "screening"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENTED = "supplemented"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    SELECTED = "selected"
    RESERVE = "reserve"
    REJECTED = "rejected"
    ABANDONED = "abandoned"


OPEN_STATES = frozenset(Status) - {Status.WITHDRAWN, Status.RETURNED}
"""States in which a company has an application in the round: there can be only one such."""


class Application(db.Model, Searchable):
    """신청: one company's application for one track of one round. Amounts are whole won without VAT."""

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("status = 'draft' OR number IS NOT NULL", name="handed_in_has_number"),
        CheckConstraint("number IS NULL OR submission_sha256 IS NOT NULL", name="number_has_fingerprint"),
        Index(
            "uq_applications_one_open",
            "round_id",
            "company_id",
            unique=True,
            sqlite_where=text("status NOT IN ('withdrawn', 'returned')"),
            postgresql_where=text("status NOT IN ('withdrawn', 'returned')"),
        ),
        Index("ix_applications_round_status", "round_id", "status"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    round_version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(RoundVersion.id), index=True)
    company_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Company.id), index=True)
    company_name: Mapped[str]
    company_phone: Mapped[str] = mapped_column(default="", server_default="")
    company_email: Mapped[str] = mapped_column(default="", server_default="")
    track: Mapped[str]
    status: Mapped[str] = mapped_column(default=Status.DRAFT.value)
    number: Mapped[str | None]
    title: Mapped[str] = mapped_column(default="")
    supplier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("suppliers.id"), index=True)
    supplier_source: Mapped[str] = mapped_column(default="")
    proposal_id: Mapped[uuid.UUID | None]
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    extended_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    submitted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"), index=True)
    submission_sha256: Mapped[str | None]
    total_won: Mapped[int] = mapped_column(BigInteger, default=0)
    subsidy_won: Mapped[int] = mapped_column(BigInteger, default=0)
    company_cash_won: Mapped[int] = mapped_column(BigInteger, default=0)
    company_inkind_won: Mapped[int] = mapped_column(BigInteger, default=0)
    vat_won: Mapped[int] = mapped_column(BigInteger, default=0)
    outside_words: Mapped[str] = mapped_column(Text, default="", server_default="")
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship()
    round_version: Mapped[RoundVersion] = relationship()
    company: Mapped[Company] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def terms(self) -> RoundFile:
        """The round's content that binds it: the version in force for a draft, the version handed in under after."""
        return self.round.terms if self.status == Status.DRAFT else self.round_version.terms

    @property
    def deadline(self) -> Deadline:
        """The deadline that holds for it: the round's, or its own approved extension."""
        return extended(self.round.deadline, [self.extended_until] if self.extended_until else [])

    @property
    def track_terms(self) -> Track:
        """The track applied for."""
        return next(track for track in self.terms.tracks if track.code == self.track)

    @property
    def shown_title(self) -> str:
        """The project's title, or what stands in its place while there is none."""
        return self.title or "제목 없는 신청서"

    def searched_fields(self) -> tuple[str | None, ...]:
        """Found by company, number, title and the numbers of other systems (one a line)."""
        return (self.company_name, self.number, self.title, *(self.outside_words or "").splitlines())


class ReceiptCounter(db.Model):
    """The last receipt number of a round; counts inside the submitting transaction, so there is no gap."""

    __tablename__ = "receipt_counters"

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id), primary_key=True)
    prefix: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int] = mapped_column(default=0)


class Submission(db.Model):
    """What was handed in, as canonical JSON and its SHA-256; a second attempt is a second row."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("application_id", "attempt"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    attempt: Mapped[int]
    number: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)


class SealOpening(db.Model):
    """A look into an application before the deadline: who opened the seal, when and why."""

    __tablename__ = "seal_openings"
    __table_args__ = (
        UniqueConstraint("application_id", "person_id"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)

    application: Mapped[Application] = relationship()
