"""휴·폐업 확인 on a payment's page: each payee as it stands, its form with the last look filled in, every look made."""

from dataclasses import dataclass

from flask import flash, url_for

from program_admin.accounts.queries import names_of
from program_admin.agreements.forms import BusinessForm
from program_admin.agreements.models import BUSINESS_STATUS_NAMES, BusinessStatus, PayeeCheck, Payment
from program_admin.agreements.queries import LastLook, PayeeOf, last_look, newest_checks_of, payee_checks_of, payees_of
from program_admin.agreements.rules.payees import fresh_until, is_fresh, may_be_paid_though
from program_admin.companies.business_status import is_on
from program_admin.companies.models import STATUS_SOURCE_NAMES, StatusSource
from program_admin.core.clock import today
from program_admin.core.identifiers import format_business_number
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.programs.schema.agreement import PayeeTerms
from program_admin.programs.schema.budget import Payee

PAYEE_NAMES = {Payee.COMPANY: "도입기업", Payee.SUPPLIER: "공급기업"}


@dataclass(frozen=True, slots=True)
class PayeeShown:
    """One payee: who, how the look stands for today, and the form to look anew, open when something is missing."""

    code: str
    kind: str
    name: str
    number: str
    word: str
    tone: str
    words: str
    form: BusinessForm
    check_url: str
    look_up_url: str
    due: bool


def payees_shown(payment: Payment, sent: dict[str, BusinessForm]) -> tuple[PayeeShown, ...]:
    """Every payee with its form, as sent where it was refused."""
    newest = newest_checks_of(payment)
    return tuple(_payee(each, newest.get(each.payee), sent.get(each.payee)) for each in payees_of(payment))


def check_facts(payment: Payment) -> list[tuple[str, str]]:
    """What was last found for this payment about each payee, in a line; the office's reason is not for the parties."""
    newest = newest_checks_of(payment)
    return [
        (f"{PAYEE_NAMES[each.payee]} 휴·폐업 확인", _found(newest[each.payee]) if each.payee in newest else "–")
        for each in payees_of(payment)
    ]


def check_rows(payment: Payment) -> list[tuple[object, ...]]:
    """Every look made for the payment, newest first."""
    rows = payee_checks_of(payment.id)
    names = names_of({row.by_id for row in rows})
    return [
        (
            f"{PAYEE_NAMES[Payee(row.payee)]} {row.name}",
            korean_date(row.checked_on),
            {"text": _status(row.status), "tone": _tone(row.status)},
            korean_date(row.ended_on) if row.ended_on else "",
            _source(row.source),
            row.reason,
            names.get(row.by_id, ""),
            korean_datetime(row.at),
        )
        for row in rows
    ]


def not_trading_words(terms: PayeeTerms) -> str:
    """What the round says about paying a business that does not go on."""
    words = may_be_paid_though(terms)
    if words:
        return f"휴업이나 폐업이면 사유를 적습니다. 이 회차에서는 {words}일 때만 사유를 적고 지급할 수 있습니다."
    return "휴업이나 폐업이면 사유를 적고, 지급하지 않고 반려합니다."


def tell_found(row: PayeeCheck) -> None:
    """Say on the next page what the tax service answered."""
    flash(f"국세청 조회 결과를 저장했습니다: {row.name} {_status(row.status)}", "success")


def _payee(payee: PayeeOf, row: PayeeCheck | None, sent: BusinessForm | None) -> PayeeShown:
    terms, known = payee.payment.agreement.terms.agreement.payees, last_look(payee.business_number)
    word, tone, due = _standing(row, terms)
    payment_id, code = payee.payment.id, payee.payee.value
    form = sent or _filled(known, terms)
    for field in form:
        field.id = f"{code}-{field.short_name}"
        field.label.field_id = field.id
    return PayeeShown(
        code,
        PAYEE_NAMES[payee.payee],
        payee.name,
        format_business_number(payee.business_number),
        word,
        tone,
        _words(row, known, terms),
        form,
        url_for("payments.check", payment_id=payment_id, payee=code),
        url_for("payments.look_up", payment_id=payment_id, payee=code) if is_on() else "",
        due or sent is not None,
    )


def _standing(row: PayeeCheck | None, terms: PayeeTerms) -> tuple[str, str, bool]:
    """The badge, its tone, and whether somebody must look before money goes out."""
    if row is None:
        return "확인 전", "warning", True
    if not is_fresh(row.checked_on, terms, today()):
        return "다시 확인", "warning", True
    trades = row.status == BusinessStatus.ACTIVE
    return _status(row.status), _tone(row.status), not trades and not row.reason


def _words(row: PayeeCheck | None, known: LastLook | None, terms: PayeeTerms) -> str:
    if row is not None:
        until = korean_date(fresh_until(row.checked_on, terms))
        return f"{_found(row)}{f' · 사유: {row.reason}' if row.reason else ''} · {until}까지 유효"
    if known is None:
        return "지금까지 확인한 적이 없습니다."
    last = f"마지막 확인: {_status(known.status)} ({korean_date(known.checked_on)} {_source(known.source)})."
    if is_fresh(known.checked_on, terms, today()):
        return f"{last} 그대로 쓰려면 아래에서 저장해 주세요."
    return f"{last} {terms.fresh_days}일이 지나 다시 조회해야 합니다."


def _filled(known: LastLook | None, terms: PayeeTerms) -> BusinessForm:
    """The form with the last look in it while that is fresh enough, otherwise with today and nothing chosen."""
    if known is None or not is_fresh(known.checked_on, terms, today()):
        return BusinessForm(formdata=None, data={"checked_on": today()})
    values = {"business_status": known.status, "checked_on": known.checked_on, "ended_on": known.ended_on}
    return BusinessForm(formdata=None, data=values)


def _found(row: PayeeCheck) -> str:
    return f"{_status(row.status)} ({korean_date(row.checked_on)} {_source(row.source)})"


def _status(status: str) -> str:
    return BUSINESS_STATUS_NAMES[BusinessStatus(status)]


def _source(source: str) -> str:
    return STATUS_SOURCE_NAMES[StatusSource(source)]


def _tone(status: str) -> str:
    return "success" if status == BusinessStatus.ACTIVE else "danger"
