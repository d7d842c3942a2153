"""Paying the support: claimed with papers, checked, approved by its line, recorded in the ledger, or returned."""

from dataclasses import dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.agreements import permissions as may
from program_admin.agreements.models import (
    REPORT_NAMES,
    LedgerEntry,
    Payment,
    PaymentPaper,
)
from program_admin.agreements.notices import Words, tell_company, tell_officer, tell_parties
from program_admin.agreements.queries import claimed_with, instalment_of, payment_papers_of, progress_of
from program_admin.agreements.rules.claims import Claim, asked_papers, claim_faults, claim_objections, missing_papers
from program_admin.agreements.rules.invoices import TAKEN, invoice_number
from program_admin.agreements.services.approving import draft_line, waiting_line
from program_admin.agreements.services.locking import lock, require
from program_admin.agreements.services.payees import refuse_unpaid_for
from program_admin.agreements.states import PAYMENT
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.korean import korean_date
from program_admin.core.money import won
from program_admin.documents.services import CheckedFile, keep
from program_admin.workflow import approval
from program_admin.workflow.engine import take_step

CLAIMABLE = PAYMENT.step("claim").of


@dataclass(frozen=True, slots=True)
class Paid:
    """That money moved: the day, the fiscal year it is booked in, and the number of the paying system."""

    paid_on: date
    fiscal_year: int
    outside_number: str = ""


def papers_asked(payment: Payment) -> list[str]:
    """The papers to upload with a claim; reports written here (착수계 …) are not asked again."""
    return asked_papers(instalment_of(payment).papers, list(REPORT_NAMES.values()))


def attach_payment_paper(
    payment: Payment, paper: str, checked: CheckedFile, *, by: Person, now: datetime
) -> PaymentPaper:
    """Hand a required paper in; an earlier file of the same paper is replaced but kept."""
    require(may.CLAIM, by, payment)
    lock(payment)
    if payment.status not in CLAIMABLE:
        raise RuleBroken(["이미 신청한 지급입니다. 서류를 바꾸려면 담당자에게 반려를 요청해 주세요."])
    if paper not in papers_asked(payment):
        raise RuleBroken(["이 지급에 필요한 서류가 아닙니다. 화면을 새로 고쳐 주세요."])
    for earlier in payment_papers_of(payment.id):
        if earlier.paper == paper:
            earlier.removed_at = now
    upload = keep(checked, owner=("Payment", payment.id), by=by, now=now)
    row = PaymentPaper(id=new_id(), payment_id=payment.id, paper=paper, upload_id=upload.id, added_at=now)
    db.session.add(row)
    db.session.flush()
    record("payment:attach", "Payment", payment.id, by=by, now=now, after=paper)
    return row


def claim(payment: Payment, typed: Claim, *, by: Person, now: datetime) -> None:
    """Claim an instalment; raises RuleBroken with everything that is missing, each fault at its field."""
    require(may.CLAIM, by, payment)
    lock(payment)
    number = invoice_number(typed.tax_invoice_number)
    cleaned = Claim(number, typed.supply_won, typed.transferred_on)
    objections = claim_objections(payment.instalment, progress_of(payment))
    objections += missing_papers(papers_asked(payment), {row.paper for row in payment_papers_of(payment.id)})
    today, starts_on = to_seoul(now).date(), payment.agreement.starts_on
    faults = claim_faults(cleaned, amount_won=payment.amount_won, starts_on=starts_on, today=today)
    taken = claimed_with(number)
    if "tax_invoice_number" not in faults and taken is not None and taken.id != payment.id:
        faults["tax_invoice_number"] = [TAKEN]
    if objections or faults:
        raise RuleBroken([*objections, *(each for said in faults.values() for each in said)], faults)
    payment.tax_invoice_number, payment.supply_won = number, cleaned.supply_won
    payment.transferred_on, payment.claimed_at, payment.claimed_by_id = cleaned.transferred_on, now, by.id
    payment.return_reason, payment.approved_at = "", None
    take_step(PAYMENT, payment, "claim", by=by, now=now)
    _say_to_officer(payment, f"{payment.name} 지급을 신청했습니다", now=now)


def return_claim(payment: Payment, *, by: Person, now: datetime, reason: str) -> None:
    """Return a claim with a reason; it may be claimed anew."""
    lock(payment)
    take_step(PAYMENT, payment, "return", by=by, now=now, reason=reason)
    payment.return_reason = reason.strip()
    body = (
        f"{payment.agreement.number} {payment.name}을 반려했습니다. 사유: {reason.strip()} 고쳐서 다시 신청해 주세요."
    )
    tell_company(payment.agreement, Words("지급 신청을 반려했습니다", body, _page(payment)), now=now)


def put_up(payment: Payment, *, by: Person, now: datetime) -> None:
    """Draft the approval of a claim (기안): who signs follows from the amount."""
    lock(payment)
    take_step(PAYMENT, payment, "put_up", by=by, now=now)
    draft_line(payment, by=by, now=now)


def approve(payment: Payment, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign the next seat of the line; the deciding one approves the payment. Returns whether it did."""
    require(may.APPROVE_PAYMENT, by, payment)
    lock(payment)
    if not approval.sign(waiting_line(payment), by=by, now=now, opinion=opinion):
        return False
    take_step(PAYMENT, payment, "approve", by=by, now=now)
    payment.approved_at = now
    _say_to_officer(payment, f"{payment.name} 지급을 승인했습니다", now=now)
    return True


def send_back(payment: Payment, *, by: Person, now: datetime, reason: str) -> None:
    """Return the draft of an approval to the officer with a reason."""
    require(may.APPROVE_PAYMENT, by, payment)
    lock(payment)
    line = waiting_line(payment)
    take_step(PAYMENT, payment, "send_back", by=by, now=now, reason=reason)
    approval.send_back(line, by=by, now=now, reason=reason)
    _say_to_officer(payment, f"{payment.name} 결재를 반려했습니다", now=now, more=f" 사유: {reason.strip()}")


def pay(payment: Payment, paid: Paid, *, by: Person, now: datetime) -> list[LedgerEntry]:
    """Record that an approved payment was made: one ledger row per source, with its fiscal year."""
    require(may.HANDLE_PAYMENT, by, payment)
    lock(payment)
    today = to_seoul(now).date()
    faults = {}
    if paid.paid_on > today or (payment.approved_at and paid.paid_on < to_seoul(payment.approved_at).date()):
        faults["paid_on"] = ["지급일은 결재한 날부터 오늘까지의 날이어야 합니다."]
    else:
        refuse_unpaid_for(payment, paid.paid_on)
    if abs(paid.fiscal_year - paid.paid_on.year) > 1:
        faults["fiscal_year"] = ["회계연도는 지급한 해이거나 그 앞뒤 해여야 합니다."]
    if faults:
        raise RuleBroken([each for said in faults.values() for each in said], faults)
    take_step(PAYMENT, payment, "pay", by=by, now=now)
    payment.paid_on = paid.paid_on
    rows = [
        LedgerEntry(
            agreement_id=payment.agreement_id,
            payment_id=payment.id,
            source=share.source,
            source_name=share.name,
            fiscal_year=paid.fiscal_year,
            amount_won=share.amount_won,
            paid_on=paid.paid_on,
            outside_number=paid.outside_number,
            by_id=by.id,
            at=now,
        )
        for share in payment.shares
    ]
    db.session.add_all(rows)
    db.session.flush()
    agreement = payment.agreement
    body = f"{agreement.number} {payment.name} {won(payment.amount_won)}을 {korean_date(paid.paid_on)} 지급했습니다."
    tell_parties(agreement, Words("지원금을 지급했습니다", body, _page(payment)), by=by, now=now)
    return rows


def _say_to_officer(payment: Payment, title: str, *, now: datetime, more: str = "") -> None:
    agreement = payment.agreement
    body = f"{agreement.number} {agreement.company_name} {payment.name} {won(payment.amount_won)}.{more}"
    tell_officer(agreement, Words(title, body, _page(payment)), now=now)


def _page(payment: Payment) -> str:
    return f"/payments/{payment.id}"
