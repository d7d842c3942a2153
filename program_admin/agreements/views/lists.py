"""The lists: agreements of the office and of a party, payments, inspections."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select, select

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements.models import (
    INSPECTION_NAMES,
    Agreement,
    Inspection,
    InspectionKind,
    Payment,
    PaymentStatus,
    Status,
)
from program_admin.agreements.models.inspections import InspectionStatus
from program_admin.agreements.queries import searched_words, selected_without_agreement, visible_to
from program_admin.agreements.states import INSPECTION, PAYMENT, PROCESS
from program_admin.agreements.views.blueprint import inspection_pages, pages, payment_pages
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import ChoiceFilter, Column, DateFilter, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page


@pages.get("/")
@needs(may.LIST)
def listed() -> ResponseReturnValue:
    """List every agreement for the office."""
    waiting = len(selected_without_agreement()) if may.PREPARE.allows(current_user) else 0
    return _answer("agreements/list.html", _agreements(staff=True), visible_to(current_user), waiting=waiting)


@pages.get("/mine")
@needs(may.BROWSE)
def mine() -> ResponseReturnValue:
    """List the agreements of the reader's company or supplier."""
    return _answer("agreements/mine.html", _agreements(staff=False), visible_to(current_user))


@payment_pages.get("/", endpoint="listed")
@needs(may.LIST_PAYMENTS)
def payments_listed() -> ResponseReturnValue:
    """List every instalment for the office."""
    return _answer("agreements/payments.html", _payments(), select(Payment).join(Payment.agreement))


@inspection_pages.get("/", endpoint="listed")
@needs(may.LIST)
def inspections_listed() -> ResponseReturnValue:
    """List every inspection for the office."""
    return _answer("agreements/inspections.html", _inspections(mine=False), select(Inspection))


@inspection_pages.get("/mine", endpoint="mine")
@needs(may.MY_INSPECTIONS)
def my_inspections() -> ResponseReturnValue:
    """List the inspections assigned to the reader."""
    statement = select(Inspection).where(Inspection.inspector_id == current_user.id)
    return _answer("agreements/my_inspections.html", _inspections(mine=True), statement)


def _answer(template: str, listing: Listing, statement: Select, *, waiting: int = 0) -> ResponseReturnValue:
    file = list_file(listing, statement)
    if file is not None:
        return file
    found = list_page(listing, statement, arguments=request.args, person_id=current_user.id)
    return page(template, listing=found, waiting=waiting)


def _outside_numbers(row: Agreement) -> str:
    return ", ".join(row.application.outside_words.splitlines())


def _agreements(*, staff: bool) -> Listing[Agreement]:
    outside: Column[Agreement] = Column("outside", "외부 번호", _outside_numbers, shown=False)
    return Listing(
        name="agreements" if staff else "my-agreements",
        title="협약 목록" if staff else "내 협약",
        columns=(
            Column("number", "협약번호", lambda row: row.number, order=Agreement.number, link=_agreement),
            Column("title", "과제명", lambda row: row.title, order=Agreement.title, width=40),
            Column("company", "도입기업", lambda row: row.company_name, order=Agreement.company_name),
            Column("supplier", "공급기업", lambda row: row.supplier_name, order=Agreement.supplier_name),
            Column(
                "status",
                "상태",
                lambda row: row.status,
                kind=Kind.BADGE,
                tone=lambda row: PROCESS.tone(row.status),
                shown_as=lambda status: PROCESS.label(str(status), staff=staff),
                order=Agreement.status,
            ),
            Column("ends", "끝나는 날", lambda row: row.ends_on, kind=Kind.DATE, order=Agreement.ends_on),
            Column("subsidy", "지원금", lambda row: row.subsidy_won, kind=Kind.MONEY, order=Agreement.subsidy_won),
            *((outside,) if staff else ()),
        ),
        identity=Agreement.id,
        order="-number",
        empty="아직 협약이 없습니다. 선정된 과제의 협약을 준비하면 여기에 나타납니다.",
        filters=(
            ChoiceFilter(
                "status",
                "상태",
                tuple((state.value, PROCESS.label(state, staff=staff)) for state in Status),
                column=Agreement.status,
            ),
            DateFilter("ends", "끝나는 날", Agreement.ends_on),
        ),
        search=searched_words() if staff else Agreement.search_text,
        search_hint="협약번호, 과제명, 기업 이름, 외부 번호로 찾기"
        if staff
        else "협약번호, 과제명, 기업 이름으로 찾기",
    )


def _payments() -> Listing[Payment]:
    return Listing(
        name="payments",
        title="지급 목록",
        columns=(
            Column("number", "협약번호", lambda row: row.agreement.number, link=_payment, order=Agreement.number),
            Column("company", "도입기업", lambda row: row.agreement.company_name, order=Agreement.company_name),
            Column("name", "차수", lambda row: row.name, order=Payment.place),
            Column("amount", "금액", lambda row: row.amount_won, kind=Kind.MONEY, order=Payment.amount_won),
            Column(
                "status",
                "상태",
                lambda row: row.status,
                kind=Kind.BADGE,
                tone=lambda row: PAYMENT.tone(row.status),
                shown_as=lambda status: PAYMENT.label(str(status), staff=True),
                order=Payment.status,
            ),
            Column("claimed", "신청한 때", lambda row: row.claimed_at, kind=Kind.MOMENT, order=Payment.claimed_at),
            Column("paid", "지급일", lambda row: row.paid_on, kind=Kind.DATE, order=Payment.paid_on),
            Column("invoice", "세금계산서", lambda row: row.tax_invoice_number, shown=False),
        ),
        identity=Payment.id,
        order="-claimed",
        empty="해당하는 지급이 없습니다. 협약을 체결하면 차수별로 나타납니다.",
        filters=(
            ChoiceFilter(
                "status",
                "상태",
                tuple((state.value, PAYMENT.label(state, staff=True)) for state in PaymentStatus),
                column=Payment.status,
            ),
            DateFilter("paid", "지급일", Payment.paid_on),
        ),
    )


def _inspections(*, mine: bool) -> Listing[Inspection]:
    kinds = {kind.value: name for kind, name in INSPECTION_NAMES.items()}
    return Listing(
        name="my-inspections" if mine else "inspections",
        title="내 점검" if mine else "점검 목록",
        columns=(
            Column("company", "도입기업", lambda row: row.agreement.company_name, link=_inspection),
            Column("kind", "점검", lambda row: kinds[row.kind], order=Inspection.kind),
            Column("planned", "점검일", lambda row: row.planned_on, kind=Kind.DATE, order=Inspection.planned_on),
            Column("inspector", "점검위원", lambda row: row.inspector.name, shown=not mine),
            Column(
                "status",
                "상태",
                lambda row: row.status,
                kind=Kind.BADGE,
                tone=lambda row: INSPECTION.tone(row.status),
                shown_as=lambda status: INSPECTION.label(str(status), staff=True),
                order=Inspection.status,
            ),
            Column("conclusion", "결과", lambda row: row.conclusion, order=Inspection.conclusion),
        ),
        identity=Inspection.id,
        order="planned",
        empty="해당하는 점검이 없습니다. 배정하면 여기에 나타납니다.",
        filters=(
            ChoiceFilter(
                "status",
                "상태",
                tuple((state.value, INSPECTION.label(state, staff=True)) for state in InspectionStatus),
                column=Inspection.status,
            ),
            ChoiceFilter(
                "kind",
                "점검",
                tuple((kind.value, kinds[kind.value]) for kind in InspectionKind),
                column=Inspection.kind,
            ),
        ),
    )


def _agreement(row: Agreement) -> str:
    return url_for("agreements.show", agreement_id=row.id)


def _payment(row: Payment) -> str:
    return url_for("payments.show", payment_id=row.id)


def _inspection(row: Inspection) -> str:
    return url_for("inspections.show", inspection_id=row.id)
