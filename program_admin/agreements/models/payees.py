"""휴·폐업 확인 of a payment: what was found about each payee, on which day, by whom, and why it is paid though."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.agreements.models.payments import Payment
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id


class PayeeCheck(db.Model):
    """One look at a payee's business made for a payment; a newer look is a new row."""

    __tablename__ = "payee_checks"
    __table_args__ = (
        UniqueConstraint("payment_id", "place"),
        CheckConstraint("payee IN ('company', 'supplier')", name="known_payee"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    payment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Payment.id))
    place: Mapped[int]
    payee: Mapped[str]
    name: Mapped[str]
    business_number: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    ended_on: Mapped[date | None]
    checked_on: Mapped[date]
    source: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    payment: Mapped[Payment] = relationship()
