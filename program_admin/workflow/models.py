"""Tables of the approval line: one approval, and the seats of its line in order."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class Status(StrEnum):
    """Where an approval stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Duty(StrEnum):
    """What a seat of the line does (기안 → 검토 → 협조 → 결재)."""

    DRAFT = "draft"
    REVIEW = "review"
    CONSENT = "consent"
    DECIDE = "decide"

    @property
    def label(self) -> str:
        """The duty's name on paper."""
        return {"draft": "기안", "review": "검토", "consent": "협조", "decide": "결재"}[self.value]


class Approval(db.Model):
    """One act that waits for signatures: what it is about, how much money it moves, who drafted it."""

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_subject", "subject_kind", "subject_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    act: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    title: Mapped[str]
    amount_won: Mapped[int | None]
    status: Mapped[str] = mapped_column(default=Status.WAITING.value, index=True)
    drafted_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seats: Mapped[list["ApprovalSeat"]] = relationship(order_by="ApprovalSeat.place", lazy="selectin")

    @property
    def next_seat(self) -> "ApprovalSeat | None":
        """The seat whose signature is awaited."""
        return next((seat for seat in self.seats if seat.signed_at is None), None)


class ApprovalSeat(db.Model):
    """One signature of the line: the duty, the role that may sign, and who did when and how."""

    __tablename__ = "approval_seats"
    __table_args__ = (UniqueConstraint("approval_id", "place"), UniqueConstraint("approval_id", "signed_by"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    approval_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("approvals.id"))
    place: Mapped[int]
    duty: Mapped[str]
    role: Mapped[str]
    position: Mapped[str]
    delegated: Mapped[bool] = mapped_column(default=False)
    signed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("people.id"))
    signed_name: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deputy: Mapped[bool] = mapped_column(default=False)
    opinion: Mapped[str] = mapped_column(default="")
    outside_number: Mapped[str] = mapped_column(default="")
    outside_date: Mapped[date | None]

    @property
    def label(self) -> str:
        """What stands over the signature: 기안, 검토, 협조, 결재, 전결 or 대결."""
        if self.deputy:
            return "대결"
        return "전결" if self.delegated else Duty(self.duty).label
