"""Tables of matching: a company's request to a supplier, and the supplier's proposals."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.suppliers.models import Solution, Supplier


class Status(StrEnum):
    """Where a request stands (송부 → 검토중 → 적합 | 부적합)."""

    SENT = "sent"
    REVIEWING = "reviewing"
    SUITED = "suited"
    UNSUITED = "unsuited"
    ACCEPTED = "accepted"
    CLOSED = "closed"


class MatchRequest(db.Model):
    """A company asks one supplier for a proposal; the reasons it was recommended for are kept as they were shown."""

    __tablename__ = "match_requests"
    __table_args__ = (UniqueConstraint("application_id", "supplier_id"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Application.id))
    supplier_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Supplier.id), index=True)
    message: Mapped[str] = mapped_column(Text)
    answer_by: Mapped[date]
    wanted_kinds: Mapped[list[str]] = mapped_column(JSON)
    shown_reasons: Mapped[list[str]] = mapped_column(JSON)
    status_reason: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(default=Status.SENT.value, index=True)
    created_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    supplier: Mapped[Supplier] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def company_id(self) -> uuid.UUID:
        """The asking company, for permissions."""
        return self.application.company_id


class Proposal(db.Model):
    """What a supplier offers for a request, without VAT; a better offer is a new row with the next number."""

    __tablename__ = "proposals"
    __table_args__ = (
        UniqueConstraint("request_id", "number"),
        CheckConstraint("cost_won > 0", name="cost_positive"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    request_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(MatchRequest.id))
    number: Mapped[int]
    solution_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Solution.id))
    summary: Mapped[str] = mapped_column(Text)
    cost_won: Mapped[int] = mapped_column(BigInteger)
    months: Mapped[int]
    engineer_names: Mapped[list[str]] = mapped_column(JSON)
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    request: Mapped[MatchRequest] = relationship()
    solution: Mapped[Solution | None] = relationship()

    @property
    def company_id(self) -> uuid.UUID:
        """The company that asked, for permissions."""
        return self.request.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier that offers, for permissions."""
        return self.request.supplier_id
