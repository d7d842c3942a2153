"""Score sheets: drafts an evaluator may change, and what stays for good once signed."""

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models import Application
from program_admin.core.database import ScaledDecimal, UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.evaluation.models.evaluators import Evaluator
from program_admin.evaluation.models.panels import Panel


class SheetStatus(StrEnum):
    """Where a sheet stands; one is dropped when its evaluator is recused from the case."""

    OPEN = "open"
    SIGNED = "signed"
    DROPPED = "dropped"


class Sheet(db.Model):
    """개별평가표: one evaluator's judgement of one application; scores and opinion are fixed at signing."""

    __tablename__ = "sheets"
    __table_args__ = (UniqueConstraint("panel_id", "application_id", "evaluator_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Panel.id))
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Evaluator.id), index=True)
    status: Mapped[str] = mapped_column(default=SheetStatus.OPEN.value, index=True)
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    panel: Mapped[Panel] = relationship()
    application: Mapped[Application] = relationship()
    evaluator: Mapped[Evaluator] = relationship()
    drafts: Mapped[list["SheetDraft"]] = relationship(viewonly=True)
    scores: Mapped[list["SheetScore"]] = relationship(viewonly=True)

    __mapper_args__ = {"version_id_col": version}


class SheetDraft(db.Model):
    """One field of a sheet while it is open: a criterion's points or the opinion, with its revision."""

    __tablename__ = "sheet_drafts"
    __table_args__ = (UniqueConstraint("sheet_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Sheet.id))
    name: Mapped[str]
    value: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SheetScore(db.Model):
    """A signed score: points for one criterion; never changed."""

    __tablename__ = "sheet_scores"
    __table_args__ = (UniqueConstraint("sheet_id", "criterion"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Sheet.id))
    criterion: Mapped[str]
    points: Mapped[Decimal] = mapped_column(ScaledDecimal(2))


class SheetOpinion(db.Model):
    """The signed written opinion of one sheet; never changed."""

    __tablename__ = "sheet_opinions"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sheet_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Sheet.id), unique=True)
    words: Mapped[str] = mapped_column(Text)


class SheetSignature(db.Model):
    """One act signs all of an evaluator's sheets of a panel: the digest covers every score and opinion."""

    __tablename__ = "sheet_signatures"
    __table_args__ = (UniqueConstraint("panel_id", "evaluator_id"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Panel.id))
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Evaluator.id), index=True)
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PanelOpinion(db.Model):
    """The chair's overall opinion on one application (종합의견); never changed."""

    __tablename__ = "panel_opinions"
    __table_args__ = (UniqueConstraint("panel_id", "application_id"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Panel.id))
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
