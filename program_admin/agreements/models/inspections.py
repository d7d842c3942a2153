"""Inspections of the visitor: the sheet as drafts and as handed in, photos, supplements, the assets found."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.agreements.models.agreement import Agreement
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.documents.models import Upload


class InspectionKind(StrEnum):
    """Which inspection."""

    INTERIM = "interim"
    FINAL = "final"


INSPECTION_NAMES = {InspectionKind.INTERIM: "중간점검", InspectionKind.FINAL: "최종점검"}


class InspectionStatus(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    REPORTED = "reported"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENTED = "supplemented"
    WAITING = "waiting"
    APPROVED = "approved"


class Inspection(db.Model):
    """점검: one visitor's, on one day; `attempt` counts the sheets handed in, `conclusion` is the worst grade."""

    __tablename__ = "inspections"
    __table_args__ = (
        UniqueConstraint("agreement_id", "kind"),
        CheckConstraint("kind IN ('interim', 'final')", name="known_kind"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id))
    kind: Mapped[str]
    inspector_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    planned_on: Mapped[date]
    status: Mapped[str] = mapped_column(default=InspectionStatus.PLANNED.value, index=True)
    attempt: Mapped[int] = mapped_column(default=0)
    conclusion: Mapped[str] = mapped_column(default="")
    opinion: Mapped[str] = mapped_column(Text, default="")
    supplement_due_on: Mapped[date | None]
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Person.id), index=True)
    version: Mapped[int] = mapped_column(default=1)

    agreement: Mapped[Agreement] = relationship()
    inspector: Mapped[Person] = relationship(foreign_keys=[inspector_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def name(self) -> str:
        """What it is called, e.g. 중간점검."""
        return INSPECTION_NAMES[InspectionKind(self.kind)]

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.agreement.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.agreement.supplier_id


class InspectionDraft(db.Model):
    """One field of a sheet while it is being filled in, with its revision."""

    __tablename__ = "inspection_drafts"
    __table_args__ = (UniqueConstraint("inspection_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    inspection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Inspection.id))
    name: Mapped[str]
    value: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class InspectionItem(db.Model):
    """One item as handed in: its grade in the round's own words and the note; never changed."""

    __tablename__ = "inspection_items"
    __table_args__ = (
        UniqueConstraint("inspection_id", "attempt", "item"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    inspection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Inspection.id))
    attempt: Mapped[int]
    place: Mapped[int]
    item: Mapped[str]
    name: Mapped[str]
    grade: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")


class SupplementAnswer(db.Model):
    """보완 결과: what the supplier says it mended after one sheet; never changed."""

    __tablename__ = "inspection_supplements"
    __table_args__ = (
        UniqueConstraint("inspection_id", "attempt"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    inspection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Inspection.id))
    attempt: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    upload_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Upload.id), index=True)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    inspection: Mapped[Inspection] = relationship()
    upload: Mapped[Upload | None] = relationship()

    @property
    def agreement(self) -> Agreement:
        """The agreement it belongs to (for permissions)."""
        return self.inspection.agreement

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.inspection.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.inspection.supplier_id


class InspectionPhoto(db.Model):
    """A photo taken at the inspection; taking it away sets `removed_at`."""

    __tablename__ = "inspection_photos"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    inspection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Inspection.id), index=True)
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Upload.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    inspection: Mapped[Inspection] = relationship()
    upload: Mapped[Upload] = relationship()

    @property
    def agreement(self) -> Agreement:
        """The agreement it belongs to (for permissions)."""
        return self.inspection.agreement

    @property
    def inspector_id(self) -> uuid.UUID:
        """Whose inspection it is (for permissions)."""
        return self.inspection.inspector_id

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.inspection.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.inspection.supplier_id


class Asset(db.Model):
    """자산: one thing found at the final inspection, ticked again at every visit."""

    __tablename__ = "assets"
    __table_args__ = (UniqueConstraint("agreement_id", "ordinal"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id))
    inspection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Inspection.id), index=True)
    ordinal: Mapped[int]
    model: Mapped[str]
    serial: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
