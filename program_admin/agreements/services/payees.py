"""휴·폐업 확인 before money goes out: each look is a row of the payment, the company's also one of its record."""

from dataclasses import dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.agreements import permissions as may
from program_admin.agreements.models import BUSINESS_STATUS_NAMES, BusinessStatus, PayeeCheck, Payment, PaymentStatus
from program_admin.agreements.queries import LastLook, PayeeOf, last_look, looks_of, payee_checks_of
from program_admin.agreements.rules.payees import check_faults, payee_objections
from program_admin.agreements.services.locking import lock, require
from program_admin.audit.trail import record
from program_admin.companies import services as companies
from program_admin.companies.business_status import Found
from program_admin.companies.models import STATUS_SOURCE_NAMES, StatusSource
from program_admin.companies.rules import status_check_faults
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.programs.editing.names import name_of
from program_admin.programs.schema.budget import Payee

CHECKABLE = frozenset({PaymentStatus.CLAIMED, PaymentStatus.APPROVED})
"""When a look counts: before the claim is put up for approval, and again before the money goes out."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found about a payee: the status, the day of the look, the day it ended, why it is paid though."""

    status: BusinessStatus
    checked_on: date
    ended_on: date | None = None
    reason: str = ""


def check_payee(payee: PayeeOf, looked: Looked, *, by: Person, now: datetime) -> PayeeCheck:
    """Enter what a look at a payee's business said; one taken over unchanged keeps its source. Raises RuleBroken."""
    _check_open(payee, by)
    today = to_seoul(now).date()
    faults = check_faults(looked.status, looked.checked_on, looked.reason, today)
    faults = status_check_faults(looked.checked_on, looked.ended_on, today) | faults
    if faults:
        raise RuleBroken([each for said in faults.values() for each in said], faults)
    known = last_look(payee.business_number)
    taken_over = known is not None and (known.status, known.checked_on) == (looked.status.value, looked.checked_on)
    source = StatusSource(known.source) if taken_over and known is not None else StatusSource.BY_HAND
    return _keep(payee, looked, source, known if taken_over else None, by=by, now=now)


def keep_payee_found(payee: PayeeOf, found: Found, *, by: Person, now: datetime) -> PayeeCheck:
    """Keep what the tax service says of a payee today."""
    _check_open(payee, by)
    looked = Looked(found.status, to_seoul(now).date(), found.ended_on)
    return _keep(payee, looked, StatusSource.TAX_SERVICE, None, by=by, now=now)


def refuse_unpaid_for(payment: Payment, on: date) -> None:
    """Raise RuleBroken with every reason why a payment may not be made on that day because of who receives it."""
    objections = payee_objections(looks_of(payment), payment.agreement.terms.agreement.payees, on)
    if objections:
        raise RuleBroken(objections)


def _check_open(payee: PayeeOf, by: Person) -> None:
    require(may.HANDLE_PAYMENT, by, payee.payment)
    lock(payee.payment)
    if payee.payment.status not in CHECKABLE:
        raise RuleBroken(["신청했거나 승인된 지급에만 휴·폐업 확인을 적을 수 있습니다."])


def _keep(
    payee: PayeeOf, looked: Looked, source: StatusSource, known: LastLook | None, *, by: Person, now: datetime
) -> PayeeCheck:
    """One more row; a new finding about the company also stands in the company's own record."""
    payment, number = payee.payment, payee.business_number
    row = PayeeCheck(
        id=new_id(),
        payment_id=payment.id,
        place=len(payee_checks_of(payment.id)) + 1,
        payee=payee.payee.value,
        name=payee.name,
        business_number=number,
        status=looked.status.value,
        ended_on=looked.ended_on,
        checked_on=looked.checked_on,
        source=source.value,
        reason=looked.reason.strip(),
        by_id=by.id,
        at=now,
    )
    db.session.add(row)
    if payee.payee is Payee.COMPANY and known is None:
        found = Found(number, looked.status, ended_on=looked.ended_on)
        companies.keep_status(payment.agreement.company, found, source, by=by, now=now, checked_on=looked.checked_on)
    db.session.flush()
    found_words = (name_of(payee.payee), BUSINESS_STATUS_NAMES[looked.status], STATUS_SOURCE_NAMES[source])
    after = f"{' '.join(found_words)} {row.checked_on.isoformat()}"
    record("payment:check_business", "Payment", payment.id, by=by, now=now, after=after, reason=row.reason or None)
    return row
