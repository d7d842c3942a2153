"""One payment for everybody it concerns, and the office's acts: look-up, return, approval line, payment made."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import BusinessForm, OpinionForm, PayForm, ReasonForm
from program_admin.agreements.models import BUSINESS_STATUS_NAMES, BusinessStatus, Payment, PaymentStatus
from program_admin.agreements.queries import payment_by_id
from program_admin.agreements.states import PAYMENT
from program_admin.agreements.views.acting import acted
from program_admin.agreements.views.blueprint import payment_pages
from program_admin.agreements.views.claiming import paper_rows, share_rows
from program_admin.agreements.views.lines import line_rows
from program_admin.companies.models import STATUS_SOURCE_NAMES, StatusSource
from program_admin.companies.queries import latest_status_checks
from program_admin.core.clock import today
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.money import won
from program_admin.core.pages import page


@payment_pages.get("/<uuid:payment_id>")
@needs(may.SEE_PAYMENT, payment_by_id, logs="지급")
def show(payment: Payment) -> ResponseReturnValue:
    """Show one payment."""
    return _page(payment)


@payment_pages.post("/<uuid:payment_id>/check")
@needs(may.HANDLE_PAYMENT, payment_by_id)
def check(payment: Payment) -> ResponseReturnValue:
    """Enter what the look-up of the payee's business said."""
    form = BusinessForm()
    return acted(
        form,
        _there(payment),
        lambda now: services.check_business(
            payment, BusinessStatus(form.business_status.data), form.checked_on.data, by=current_user, now=now
        ),
        lambda: _page(payment, business=form, status=422),
    )


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


def _page(payment: Payment, *, status: int = 200, **sent: ActForm) -> Response:
    handles = may.HANDLE_PAYMENT.allows(current_user, payment)
    signs = may.APPROVE_PAYMENT.allows(current_user, payment)
    claimed, now = payment.status == PaymentStatus.CLAIMED, today()
    drawn: dict[str, ActForm] = {"pressed_form": ActForm(formdata=None)}
    if handles and claimed:
        drawn |= {"business": BusinessForm(formdata=None, data={"checked_on": now})}
    if signs:
        drawn |= {"opinion": OpinionForm(formdata=None)}
    if signs or (handles and claimed):
        drawn |= {"reason": ReasonForm(formdata=None)}
    if handles and payment.status == PaymentStatus.APPROVED:
        drawn |= {"paid": PayForm(formdata=None, data={"paid_on": now, "fiscal_year": now.year})}
    drawn |= {name: form for name, form in sent.items() if name in drawn}
    return page(
        "agreements/payment.html",
        status,
        payment=payment,
        agreement=payment.agreement,
        forms=[*drawn.values()],
        drawn=drawn,
        facts=_facts(payment),
        shares=share_rows(payment),
        papers=[file for each in paper_rows(payment) for file in each.files],
        line=line_rows(payment),
        label=PAYMENT.label(payment.status, staff=current_user.is_staff),
        tone=PAYMENT.tone(payment.status),
        may_claim=payment.status in PAYMENT.step("claim").of and may.CLAIM.allows(current_user, payment),
        signs=signs,
    )


def _facts(payment: Payment) -> list[tuple[str, str]]:
    looked_up = "–"
    if payment.business_status and payment.business_checked_on:
        name = BUSINESS_STATUS_NAMES[BusinessStatus(payment.business_status)]
        looked_up = f"{name} ({korean_date(payment.business_checked_on)} 조회)"
    return [
        ("지급액", won(payment.amount_won)),
        ("신청한 때", korean_datetime(payment.claimed_at) if payment.claimed_at else "–"),
        ("세금계산서 승인번호", payment.tax_invoice_number or "–"),
        ("공급가액", won(payment.supply_won) if payment.supply_won is not None else "–"),
        ("이체일", korean_date(payment.transferred_on) if payment.transferred_on else "–"),
        ("휴·폐업 조회", looked_up),
        ("지급일", korean_date(payment.paid_on) if payment.paid_on else "–"),
        *_last_look(payment),
    ]


def _last_look(payment: Payment) -> list[tuple[str, str]]:
    """The newest look at the company's business, for the centre's own people."""
    company_id = payment.agreement.company_id
    found = latest_status_checks([company_id]).get(company_id) if current_user.is_staff else None
    if found is None:
        return []
    name, source = BUSINESS_STATUS_NAMES[BusinessStatus(found.status)], STATUS_SOURCE_NAMES[StatusSource(found.source)]
    return [("도입기업의 최근 휴·폐업 확인", f"{name} ({korean_date(found.checked_on)} {source})")]
