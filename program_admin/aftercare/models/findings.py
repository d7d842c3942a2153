"""What a signed visit sheet found, row by row; none of these rows ever changes."""

import uuid
from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.aftercare.models.visit import Visit
from program_admin.agreements.models import Asset
from program_admin.core.database import ScaledDecimal, db
from program_admin.core.ids import new_id


class VisitAnswer(db.Model):
    """The answer to one item of the round's checklist; `kind` is the item's kind, `photos` counts its evidence."""

    __tablename__ = "visit_answers"
    __table_args__ = (UniqueConstraint("visit_id", "item"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    place: Mapped[int]
    item: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(Text)
    photos: Mapped[int] = mapped_column(default=0)


class KpiReading(db.Model):
    """One measure now, beside what was planned; `achievement` is percent of the way from before to target."""

    __tablename__ = "kpi_readings"
    __table_args__ = (UniqueConstraint("visit_id", "place"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    place: Mapped[int]
    kpi: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    better: Mapped[str]
    before: Mapped[Decimal] = mapped_column(ScaledDecimal(4))
    target: Mapped[Decimal] = mapped_column(ScaledDecimal(4))
    value: Mapped[Decimal] = mapped_column(ScaledDecimal(4))
    weight: Mapped[Decimal] = mapped_column(ScaledDecimal(2))
    achievement: Mapped[Decimal] = mapped_column(ScaledDecimal(2))


class SurveyAnswer(db.Model):
    """How many points the company gives the supplier for one item of the survey."""

    __tablename__ = "survey_answers"
    __table_args__ = (
        UniqueConstraint("visit_id", "item"),
        CheckConstraint("points >= 1", name="at_least_one"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    place: Mapped[int]
    item: Mapped[str]
    name: Mapped[str]
    points: Mapped[int]


class ServiceCall(db.Model):
    """A/S: what was asked for and when, and when it was done (none while it still waits)."""

    __tablename__ = "service_calls"
    __table_args__ = (
        UniqueConstraint("visit_id", "place"),
        CheckConstraint("done_on IS NULL OR done_on >= asked_on", name="done_after_asked"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    place: Mapped[int]
    what: Mapped[str]
    asked_on: Mapped[date]
    done_on: Mapped[date | None]


class AssetCheck(db.Model):
    """Whether one thing of the asset list was there: present, moved or missing."""

    __tablename__ = "asset_checks"
    __table_args__ = (
        UniqueConstraint("visit_id", "asset_id"),
        CheckConstraint("state IN ('present', 'moved', 'missing')", name="known_state"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Visit.id))
    asset_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Asset.id), index=True)
    state: Mapped[str]

    asset: Mapped[Asset] = relationship()
