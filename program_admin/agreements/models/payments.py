"""Payments of the support: each instalment with its claim, its papers, and the ledger."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.agreements.models.agreement import Agreement
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.documents.models import Upload


class PaymentStatus(StrEnum):
    """Where an instalment stands."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    RETURNED = "returned"
    WAITING = "waiting"
    APPROVED = "approved"
    PAID = "paid"


class Payment(db.Model):
    """지급 차수: planned when the agreement is concluded, then claimed, approved and paid; whole won."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("agreement_id", "instalment"),
        UniqueConstraint("agreement_id", "place"),
        CheckConstraint("amount_won >= 0", name="not_negative"),
        CheckConstraint(
            "tax_invoice_number IS NULL OR length(tax_invoice_number) = 24", name="invoice_number_has_24_characters"
        ),
        CheckConstraint(
            "status IN ('planned', 'returned') OR tax_invoice_number IS NOT NULL", name="claimed_has_invoice"
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id))
    place: Mapped[int]
    instalment: Mapped[str]
    name: Mapped[str]
    amount_won: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(default=PaymentStatus.PLANNED.value, index=True)
    tax_invoice_number: Mapped[str | None] = mapped_column(unique=True)
    supply_won: Mapped[int | None] = mapped_column(BigInteger)
    transferred_on: Mapped[date | None]
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Person.id), index=True)
    return_reason: Mapped[str] = mapped_column(Text, default="")
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paid_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    agreement: Mapped[Agreement] = relationship()
    shares: Mapped[list["PaymentShare"]] = relationship(viewonly=True, order_by="PaymentShare.place")

    __mapper_args__ = {"version_id_col": version}

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.agreement.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.agreement.supplier_id


class PaymentShare(db.Model):
    """What one source pays of an instalment, how, and to whom; the shares add up to the instalment."""

    __tablename__ = "payment_shares"
    __table_args__ = (UniqueConstraint("payment_id", "source"), CheckConstraint("amount_won >= 0", name="not_negative"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    payment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Payment.id))
    place: Mapped[int]
    source: Mapped[str]
    name: Mapped[str]
    pays_through: Mapped[str]
    payee: Mapped[str]
    amount_won: Mapped[int] = mapped_column(BigInteger)


class PaymentPaper(db.Model):
    """A required paper of an instalment; replacing one sets `removed_at` and adds a row."""

    __tablename__ = "payment_papers"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    payment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Payment.id), index=True)
    paper: Mapped[str]
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Upload.id), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    payment: Mapped[Payment] = relationship()
    upload: Mapped[Upload] = relationship()

    @property
    def agreement(self) -> Agreement:
        """The agreement it belongs to (for permissions)."""
        return self.payment.agreement

    @property
    def company_id(self) -> uuid.UUID:
        """The company it belongs to (for permissions)."""
        return self.payment.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier it belongs to (for permissions)."""
        return self.payment.supplier_id


class LedgerEntry(db.Model):
    """원장: money that moved, per source and fiscal year; a correction is a new row that names the old one."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("payment_id", "source", "corrects_id"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Agreement.id), index=True)
    payment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Payment.id))
    source: Mapped[str]
    source_name: Mapped[str]
    fiscal_year: Mapped[int] = mapped_column(index=True)
    amount_won: Mapped[int] = mapped_column(BigInteger)
    paid_on: Mapped[date]
    outside_number: Mapped[str] = mapped_column(default="")
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("ledger_entries.id"))
    by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
