"""Who is paid by an instalment, and what was last found about each payee's business."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from program_admin.agreements.models import PayeeCheck, Payment
from program_admin.agreements.rules.payees import Look
from program_admin.companies.models import BusinessStatusCheck
from program_admin.core.database import db
from program_admin.programs.schema.budget import Payee


@dataclass(frozen=True, slots=True)
class PayeeOf:
    """One payee of a payment: the company or the supplier, with the name and number money goes to."""

    payment: Payment
    payee: Payee
    name: str
    business_number: str

    @property
    def company_id(self) -> uuid.UUID:
        """The company of the payment (for permissions)."""
        return self.payment.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier of the payment (for permissions)."""
        return self.payment.supplier_id


@dataclass(frozen=True, slots=True)
class LastLook:
    """The newest look at a business number, wherever it was made."""

    status: str
    checked_on: date
    source: str
    ended_on: date | None
    for_payment: bool


def payees_of(payment: Payment) -> tuple[PayeeOf, ...]:
    """Return who receives money by this instalment, as the round's sources say; the company where none says so."""
    agreement = payment.agreement
    paid = {share.payee for share in payment.shares if share.amount_won}
    company, supplier = agreement.company, agreement.supplier
    parties = (
        PayeeOf(payment, Payee.COMPANY, company.name, company.business_number),
        PayeeOf(payment, Payee.SUPPLIER, supplier.name, supplier.business_number),
    )
    return tuple(each for each in parties if each.payee.value in paid) or parties[:1]


def payee_checks_of(payment_id: uuid.UUID) -> list[PayeeCheck]:
    """Return every look made for a payment, newest first."""
    rows = select(PayeeCheck).where(PayeeCheck.payment_id == payment_id)
    return list(db.session.scalars(rows.order_by(PayeeCheck.place.desc())))


def newest_checks_of(payment: Payment) -> dict[str, PayeeCheck]:
    """Return the newest look at each payee that was made for this payment, by payee."""
    return {row.payee: row for row in reversed(payee_checks_of(payment.id))}


def looks_of(payment: Payment) -> tuple[Look, ...]:
    """Return what the rules ask about each payee of a payment."""
    newest = newest_checks_of(payment)
    found = []
    for each in payees_of(payment):
        row = newest.get(each.payee)
        found.append(Look(each.name, row.status, row.checked_on, row.reason) if row else Look(each.name))
    return tuple(found)


def last_look(business_number: str) -> LastLook | None:
    """Return the newest look at a business number: for any payment, or of the company's own record."""
    own = select(BusinessStatusCheck).where(BusinessStatusCheck.business_number == business_number)
    paid = select(PayeeCheck).where(PayeeCheck.business_number == business_number)
    by_record = (BusinessStatusCheck.checked_on.desc(), BusinessStatusCheck.at.desc())
    by_payment = (PayeeCheck.checked_on.desc(), PayeeCheck.at.desc(), PayeeCheck.place.desc())
    kept = db.session.scalar(own.order_by(*by_record).limit(1))
    looked = db.session.scalar(paid.order_by(*by_payment).limit(1))
    found: list[BusinessStatusCheck | PayeeCheck] = [row for row in (kept, looked) if row is not None]
    newest = max(found, key=lambda row: (row.checked_on, row.at), default=None)
    if newest is None:
        return None
    return LastLook(
        newest.status, newest.checked_on, newest.source, newest.ended_on, for_payment=isinstance(newest, PayeeCheck)
    )
