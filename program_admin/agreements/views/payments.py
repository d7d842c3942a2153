"""One payment for everybody it concerns, and the office's acts: look-up, return, approval line, payment made."""

from flask import Response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import BusinessForm, OpinionForm, PayForm, ReasonForm
from program_admin.agreements.models import BusinessStatus, Payment, PaymentStatus
from program_admin.agreements.queries import PayeeOf, payment_by_id
from program_admin.agreements.states import PAYMENT, not_payable
from program_admin.agreements.views.acting import acted
from program_admin.agreements.views.blueprint import payment_pages
from program_admin.agreements.views.claiming import paper_rows, share_rows
from program_admin.agreements.views.lines import line_rows
from program_admin.agreements.views.loading import get_payee
from program_admin.agreements.views.payees import (
    check_facts,
    check_rows,
    not_trading_words,
    payees_shown,
    tell_found,
)
from program_admin.companies.business_status import asked
from program_admin.core.clock import today
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.core.writing import writing


@payment_pages.get("/<uuid:payment_id>")
@needs(may.SEE_PAYMENT, payment_by_id, logs="지급")
def show(payment: Payment) -> ResponseReturnValue:
    """Show one payment."""
    return _page(payment)


@payment_pages.post("/<uuid:payment_id>/check/<payee>")
@needs(may.HANDLE_PAYMENT, get_payee)
def check(payee: PayeeOf) -> ResponseReturnValue:
    """Enter what a look at a payee's business said."""
    form, payment = BusinessForm(), payee.payment
    return acted(
        form,
        f"{_there(payment)}#payee-{payee.payee.value}",
        lambda now: services.check_payee(payee, _looked(form), by=current_user, now=now),
        lambda: _page(payment, looked={payee.payee.value: form}, status=422),
    )


@payment_pages.post("/<uuid:payment_id>/look-up/<payee>")
@needs(may.HANDLE_PAYMENT, get_payee)
def look_up(payee: PayeeOf) -> ResponseReturnValue:
    """Ask the tax service about a payee; when it doesn't answer, the way by hand is offered."""
    payment, there = payee.payment, f"{_there(payee.payment)}#payee-{payee.payee.value}"
    try:
        found = asked(payee.business_number)
        with writing(ActForm().act, then=there) as now:
            row = services.keep_payee_found(payee, found, by=current_user, now=now)
            tell_found(row)
    except RuleBroken as broken:
        by_hand = BusinessForm(formdata=None, data={"checked_on": today()})
        by_hand.form_errors = [*broken.objections]
        return _page(payment, looked={payee.payee.value: by_hand}, status=422)
    return redirect(there, 303)


@payment_pages.post("/<uuid:payment_id>/put-up")
@needs(may.HANDLE_PAYMENT, payment_by_id)
def put_up(payment: Payment) -> ResponseReturnValue:
    """Put the claim up for approval."""
    form = ActForm()
    return acted(
        form,
        _there(payment),
        lambda now: services.put_payment_up(payment, by=current_user, now=now),
        lambda: _page(payment, pressed_form=form, status=422),
    )


@payment_pages.post("/<uuid:payment_id>/return")
@needs(may.HANDLE_PAYMENT, payment_by_id)
def return_claim(payment: Payment) -> ResponseReturnValue:
    """Return the claim to the company with a reason."""
    form = ReasonForm()
    return acted(
        form,
        _there(payment),
        lambda now: services.return_claim(payment, by=current_user, now=now, reason=form.reason.data),
        lambda: _page(payment, reason=form, status=422),
    )


@payment_pages.post("/<uuid:payment_id>/approve")
@needs(may.APPROVE_PAYMENT, payment_by_id, fresh=True)
def approve(payment: Payment) -> ResponseReturnValue:
    """Sign the next seat of the line."""
    form = OpinionForm()
    return acted(
        form,
        _there(payment),
        lambda now: services.approve_payment(payment, by=current_user, now=now, opinion=form.opinion.data or ""),
        lambda: _page(payment, opinion=form, status=422),
    )


@payment_pages.post("/<uuid:payment_id>/send-back")
@needs(may.APPROVE_PAYMENT, payment_by_id, fresh=True)
def send_back(payment: Payment) -> ResponseReturnValue:
    """Return the draft to the officer with a reason."""
    form = ReasonForm()
    return acted(
        form,
        _there(payment),
        lambda now: services.send_payment_back(payment, by=current_user, now=now, reason=form.reason.data),
        lambda: _page(payment, reason=form, status=422),
    )


@payment_pages.post("/<uuid:payment_id>/pay")
@needs(may.HANDLE_PAYMENT, payment_by_id)
def pay(payment: Payment) -> ResponseReturnValue:
    """Record that the payment was made."""
    form = PayForm()
    return acted(
        form,
        _there(payment),
        lambda now: services.pay(
            payment,
            services.Paid(form.paid_on.data, form.fiscal_year.data, form.outside_number.data or ""),
            by=current_user,
            now=now,
        ),
        lambda: _page(payment, paid=form, status=422),
    )


def _there(payment: Payment) -> str:
    return url_for("payments.show", payment_id=payment.id)


def _looked(form: BusinessForm) -> services.Looked:
    status = BusinessStatus(form.business_status.data)
    return services.Looked(status, form.checked_on.data, form.ended_on.data, form.reason.data or "")


def _page(
    payment: Payment, *, status: int = 200, looked: dict[str, BusinessForm] | None = None, **sent: ActForm
) -> Response:
    handles = may.HANDLE_PAYMENT.allows(current_user, payment)
    signs = may.APPROVE_PAYMENT.allows(current_user, payment)
    drawn = _forms(payment, handles=handles, signs=signs)
    drawn |= {name: form for name, form in sent.items() if name in drawn}
    terms = payment.agreement.terms.agreement.payees
    checkable = handles and payment.status in services.CHECKABLE
    return page(
        "agreements/payment.html",
        status,
        payment=payment,
        agreement=payment.agreement,
        forms=[*drawn.values(), *(looked or {}).values()],
        drawn=drawn,
        payees=payees_shown(payment, looked or {}) if checkable else (),
        stops=not_payable(payment) if checkable else [],
        fresh_days=terms.fresh_days,
        not_trading=not_trading_words(terms),
        other=ActForm(formdata=None),
        checks=check_rows(payment) if current_user.is_staff else [],
        facts=_facts(payment),
        shares=share_rows(payment),
        papers=[file for each in paper_rows(payment) for file in each.files],
        line=line_rows(payment),
        label=PAYMENT.label(payment.status, staff=current_user.is_staff),
        tone=PAYMENT.tone(payment.status),
        may_claim=payment.status in PAYMENT.step("claim").of and may.CLAIM.allows(current_user, payment),
        may_put_up=handles and payment.status == PaymentStatus.CLAIMED,
        may_return=handles and payment.status in PAYMENT.step("return").of,
        signs=signs,
    )


def _forms(payment: Payment, *, handles: bool, signs: bool) -> dict[str, ActForm]:
    """The forms that are open to this person now."""
    now = today()
    drawn: dict[str, ActForm] = {"pressed_form": ActForm(formdata=None)}
    if signs:
        drawn |= {"opinion": OpinionForm(formdata=None)}
    if signs or (handles and payment.status in PAYMENT.step("return").of):
        drawn |= {"reason": ReasonForm(formdata=None)}
    if handles and payment.status == PaymentStatus.APPROVED:
        drawn |= {"paid": PayForm(formdata=None, data={"paid_on": now, "fiscal_year": now.year})}
    return drawn


def _facts(payment: Payment) -> list[tuple[str, str]]:
    return [
        ("지급액", won(payment.amount_won)),
        ("신청한 때", korean_datetime(payment.claimed_at) if payment.claimed_at else "–"),
        ("세금계산서 승인번호", payment.tax_invoice_number or "–"),
        ("공급가액", won(payment.supply_won) if payment.supply_won is not None else "–"),
        ("이체일", korean_date(payment.transferred_on) if payment.transferred_on else "–"),
        *check_facts(payment),
        ("지급일", korean_date(payment.paid_on) if payment.paid_on else "–"),
    ]
