"""A visit, its sheet while it is filled in, its photos, what was signed and who signed."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.agreements.models import Agreement
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable
from program_admin.documents.models import Upload


class Status(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"


class Visit(db.Model, Searchable):
    """사후관리 방문: due by a day; `months` after completion, none for one that repeats a failed visit.

    `outcome`, `operating` and the log columns hold what the signed sheet says; `risks` are sentences.
    """

    __tablename__ = "visits"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number"),
        Index(
            "uq_visits_one_per_month",
            "agreement_id",
            "months",
            unique=True,
            sqlite_where=text("months IS NOT NULL AND status <> 'cancelled'"),
            postgresql_where=text("months IS NOT NULL AND status <> 'cancelled'"),
        ),
        CheckConstraint("status <> 'done' OR (finished_at IS NOT NULL AND outcome <> '')", name="done_has_outcome"),
        CheckConstraint(
            "status <> 'confirmed' OR (visitor_id IS NOT NULL AND planned_for IS NOT NULL)", name="who_when"
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id))
    number: Mapped[int]
    name: Mapped[str]
    months: Mapped[int | None]
    due_on: Mapped[date] = mapped_column(index=True)
    planned_for: Mapped[date | None] = mapped_column(index=True)
    visitor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Person.id), index=True)
    status: Mapped[str] = mapped_column(default=Status.PLANNED.value, index=True)
    risks: Mapped[list[str]] = mapped_column(JSON, default=list)
    risky: Mapped[bool] = mapped_column(default=False, index=True)
    district: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    operating: Mapped[str] = mapped_column(default="")
    users: Mapped[int | None]
    last_log_on: Mapped[date | None]
    log_count: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    agreement: Mapped[Agreement] = relationship()
    visitor: Mapped[Person | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.agreement.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.agreement.supplier_id

    def searched_fields(self) -> tuple[str | None, ...]:
        """Found by agreement number, company, supplier and district."""
        agreed = self.agreement or db.session.get(Agreement, self.agreement_id)
        return (agreed.number, agreed.company_name, agreed.supplier_name, self.district) if agreed else ()


class VisitDraft(db.Model):
    """One field of a visit sheet while it is being filled in, with its revision."""

    __tablename__ = "visit_drafts"
    __table_args__ = (UniqueConstraint("visit_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    name: Mapped[str]
    value: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class VisitPhoto(db.Model):
    """A photo of a visit: evidence of the item named by `purpose`, or of the "site"; removing sets `removed_at`."""

    __tablename__ = "visit_photos"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id), index=True)
    purpose: Mapped[str] = mapped_column(default="site")
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Upload.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    visit: Mapped[Visit] = relationship()
    upload: Mapped[Upload] = relationship()

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.visit.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.visit.supplier_id


class VisitRecord(db.Model):
    """What was signed: the sheet as canonical JSON with its SHA-256; never changed."""

    __tablename__ = "visit_records"
    __table_args__ = (UniqueConstraint("visit_id"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id), index=True)
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class VisitSignature(db.Model):
    """서명: one party's, or that the company refused (reason, witness); `drawing` is a PNG data address or empty."""

    __tablename__ = "visit_signatures"
    __table_args__ = (
        UniqueConstraint("visit_id", "party"),
        CheckConstraint("party IN ('visitor', 'company')", name="known_party"),
        CheckConstraint("how <> 'refused' OR (reason <> '' AND witness <> '')", name="refusal_is_witnessed"),
        CheckConstraint("how = 'refused' OR typed <> '' OR drawing <> ''", name="signed_somehow"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    party: Mapped[str]
    how: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    typed: Mapped[str] = mapped_column(default="")
    drawing: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    witness: Mapped[str] = mapped_column(default="")
    content_sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
