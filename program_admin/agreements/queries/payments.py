"""Finding payments, their papers, the ledger, and how far a project is."""

import uuid

from sqlalchemy import select

from program_admin.agreements.models import (
    Inspection,
    InspectionStatus,
    LedgerEntry,
    Payment,
    PaymentPaper,
    PaymentStatus,
    Report,
    ReportStatus,
    Status,
)
from program_admin.agreements.rules.claims import Progress
from program_admin.agreements.rules.course import awaited
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.programs.schema.agreement import Instalment


def payment_by_id(payment_id: uuid.UUID) -> Payment:
    """Return the payment; raises Missing."""
    found = db.session.get(Payment, payment_id)
    if found is None:
        raise Missing("payment")
    return found


def payments_of(agreement_id: uuid.UUID) -> list[Payment]:
    """Return the instalments of an agreement in order; none before it is concluded."""
    rows = select(Payment).where(Payment.agreement_id == agreement_id)
    return list(db.session.scalars(rows.order_by(Payment.place)))


def instalment_of(payment: Payment) -> Instalment:
    """Return what the round says about this instalment."""
    terms = payment.agreement.terms.agreement.payments
    return next(each for each in terms if each.code == payment.instalment)


def payment_papers_of(payment_id: uuid.UUID) -> list[PaymentPaper]:
    """Return the papers in force, oldest first."""
    rows = select(PaymentPaper).where(PaymentPaper.payment_id == payment_id, PaymentPaper.removed_at.is_(None))
    return list(db.session.scalars(rows.order_by(PaymentPaper.added_at, PaymentPaper.id)))


def payment_paper_by_id(paper_id: uuid.UUID) -> PaymentPaper:
    """Return one paper of a payment; raises Missing."""
    found = db.session.get(PaymentPaper, paper_id)
    if found is None:
        raise Missing("payment paper")
    return found


def claimed_with(tax_invoice_number: str) -> Payment | None:
    """Return the payment that was claimed with that invoice, of whatever project."""
    return db.session.scalar(select(Payment).where(Payment.tax_invoice_number == tax_invoice_number))


def ledger_of(agreement_id: uuid.UUID) -> list[LedgerEntry]:
    """Return every ledger row of an agreement, oldest first."""
    rows = select(LedgerEntry).where(LedgerEntry.agreement_id == agreement_id)
    return list(db.session.scalars(rows.order_by(LedgerEntry.at, LedgerEntry.source, LedgerEntry.id)))


def progress_of(payment: Payment) -> Progress:
    """Return how far the project of a payment is."""
    agreement = payment.agreement
    reports = select(Report.kind).where(
        Report.agreement_id == agreement.id, Report.status == ReportStatus.APPROVED.value
    )
    inspections = select(Inspection.kind).where(
        Inspection.agreement_id == agreement.id, Inspection.status == InspectionStatus.APPROVED.value
    )
    unpaid = [
        each.name
        for each in payments_of(agreement.id)
        if each.place < payment.place and each.status != PaymentStatus.PAID
    ]
    return Progress(
        in_force=agreement.status in (Status.CONCLUDED, Status.COMPLETED),
        reports=frozenset(db.session.scalars(reports)),
        inspections=frozenset(db.session.scalars(inspections)),
        earlier_unpaid=tuple(unpaid),
        awaited=awaited(agreement.terms),
    )
