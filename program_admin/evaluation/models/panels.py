"""Panels: the session, its seats and invitations, its cases, and who was recused from which."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.applications.models import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.evaluation.models.evaluators import Evaluator
from program_admin.programs.models import Round


class PanelStatus(StrEnum):
    """Where a panel (분과) stands."""

    FORMING = "forming"
    INVITING = "inviting"
    SCORING = "scoring"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"


class Invitation(StrEnum):
    """Where an invitation stands (참석·불참·미정)."""

    PROPOSED = "proposed"
    INVITED = "invited"
    UNDECIDED = "undecided"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXCLUDED = "excluded"


class RecusalKind(StrEnum):
    """제척 (by rule), 기피 (asked by an applicant), 회피 (declared by the evaluator)."""

    RULE = "rule"
    ASKED = "asked"
    DECLARED = "declared"


class Panel(db.Model):
    """평가위원회 분과: one session of one round and stage."""

    __tablename__ = "panels"
    __table_args__ = (UniqueConstraint("round_id", "name"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Round.id))
    stage: Mapped[str]
    name: Mapped[str]
    session_on: Mapped[date]
    half_day: Mapped[str]
    place: Mapped[str]
    status: Mapped[str] = mapped_column(default=PanelStatus.FORMING.value, index=True)
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    round: Mapped[Round] = relationship()
    seats: Mapped[list["PanelSeat"]] = relationship(order_by="PanelSeat.place", viewonly=True)
    cases: Mapped[list["PanelCase"]] = relationship(order_by="PanelCase.place", viewonly=True)

    __mapper_args__ = {"version_id_col": version}


class PanelSeat(db.Model):
    """One evaluator's seat: invitation, attendance, the pledge signed before any paper opens."""

    __tablename__ = "panel_seats"
    __table_args__ = (UniqueConstraint("panel_id", "evaluator_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Panel.id))
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Evaluator.id), index=True)
    place: Mapped[int]
    chair: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default=Invitation.PROPOSED.value)
    answer_by: Mapped[date | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pledge_signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    pledge_sha256: Mapped[str] = mapped_column(default="")

    panel: Mapped[Panel] = relationship()
    evaluator: Mapped[Evaluator] = relationship()


class PanelCase(db.Model):
    """One application before the panel, in the order of the session; an application has one panel a stage."""

    __tablename__ = "panel_cases"
    __table_args__ = (UniqueConstraint("panel_id", "application_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Panel.id))
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    place: Mapped[int]

    panel: Mapped[Panel] = relationship()
    application: Mapped[Application] = relationship()


class Recusal(db.Model):
    """An evaluator does not judge one case of a panel; the reason stays for good."""

    __tablename__ = "recusals"
    __table_args__ = (
        UniqueConstraint("panel_id", "application_id", "evaluator_id"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    panel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Panel.id))
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id), index=True)
    evaluator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Evaluator.id), index=True)
    kind: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
