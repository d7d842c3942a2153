"""The ranking of a round: drafted, approved by another person, published."""

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models import Application
from program_admin.core.database import ScaledDecimal, UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.programs.models import Round


class RankingStatus(StrEnum):
    """Where a ranking stands."""

    DRAFTED = "drafted"
    WAITING = "waiting"
    APPROVED = "approved"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Outcome(StrEnum):
    """What becomes of an application."""

    SELECTED = "selected"
    RESERVE = "reserve"
    REJECTED = "rejected"


class Ranking(db.Model):
    """심의 순위표: the arithmetic's settings and every place, as canonical JSON with its SHA-256."""

    __tablename__ = "rankings"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    number: Mapped[int]
    status: Mapped[str] = mapped_column(default=RankingStatus.DRAFTED.value, index=True)
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]
    budget_won: Mapped[int] = mapped_column(BigInteger)
    drafted_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship()
    places: Mapped[list["RankedPlace"]] = relationship(order_by="RankedPlace.place", viewonly=True)

    __mapper_args__ = {"version_id_col": version}


class RankedPlace(db.Model):
    """One application's place in one ranking; a new ranking has rows of its own."""

    __tablename__ = "ranked_places"
    __table_args__ = (UniqueConstraint("ranking_id", "application_id"), {"info": {"append_only": True}})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    ranking_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Ranking.id))
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    place: Mapped[int]
    stage_points: Mapped[Decimal] = mapped_column(ScaledDecimal(4))
    bonus: Mapped[Decimal] = mapped_column(ScaledDecimal(2))
    points: Mapped[Decimal] = mapped_column(ScaledDecimal(4))
    subsidy_won: Mapped[int] = mapped_column(BigInteger)
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")

    application: Mapped[Application] = relationship()
