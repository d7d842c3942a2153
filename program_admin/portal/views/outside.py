"""Beside other systems: their numbers on our cases, and the files they take, in their own column order."""

import io
import uuid
from dataclasses import dataclass

from flask import flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications.models import Application
from program_admin.applications.permissions import NUMBER
from program_admin.applications.queries import application_by_id
from program_admin.applications.queries.case_numbers import numbers_of, numbers_of_round, standing_of_round
from program_admin.applications.services.case_numbers import Entered, bring_numbers, set_numbers
from program_admin.audit.trail import log_access
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.lists.files import ExportedFile
from program_admin.core.pages import page
from program_admin.core.tables import read_table
from program_admin.core.writing import writing
from program_admin.portal import permissions as may
from program_admin.portal import services
from program_admin.portal.forms import NumbersFileForm, OrderForm, numbers_form
from program_admin.portal.outside_files import file_of, gaps_of, numbers_sheet, sheet_of
from program_admin.portal.queries.outside_cases import OutsideCase, our_numbers, outside_cases, sealed_count
from program_admin.portal.views.blueprint import pages
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round
from program_admin.programs.schema.outside import ORDER_ROW_NAMES, ColumnOrder


@dataclass(frozen=True, slots=True)
class RoundOrder:
    """One file for another system, of one round."""

    round: Round
    order: ColumnOrder

    @property
    def id(self) -> uuid.UUID:
        """The round's id (for the access log)."""
        return self.round.id


def get_order(round_id: uuid.UUID, code: str) -> RoundOrder:
    """Return a round's file of that code; raises Missing."""
    round_ = get_announced_round(round_id)
    order = round_.terms.column_order(code)
    if order is None:
        raise Missing("column order")
    return RoundOrder(round_, order)


@pages.get("/outside/<uuid:round_id>")
@needs(may.EXPORT_CASES, get_announced_round)
def outside(round_: Round) -> ResponseReturnValue:
    """Show which outside numbers are entered, and the files that can be made."""
    return _overview(round_, NumbersFileForm(formdata=None))


@pages.get("/outside/<uuid:round_id>/numbers.xlsx")
@needs(NUMBER, get_announced_round, logs="외부 번호 파일")
def numbers_file(round_: Round) -> ResponseReturnValue:
    """Give the file to fill in: a line a case, a column a number, with what is entered already."""
    found = db.session.scalars(standing_of_round(round_.id).order_by(Application.number)).all()
    sheet = numbers_sheet(round_.terms, found, numbers_of_round(round_.id), clock.now())
    return _sent(file_of(sheet, "xlsx", clock.today()))


@pages.post("/outside/<uuid:round_id>/numbers")
@needs(NUMBER, get_announced_round)
def bring(round_: Round) -> ResponseReturnValue:
    """Enter the numbers of a file, all or none."""
    form, there = NumbersFileForm(), url_for(".outside", round_id=round_.id)
    if not form.validate():
        return _overview(round_, form, 422)
    try:
        table = read_table(form.file.data.read())
        with writing(form.act, then=there) as now:
            entered = bring_numbers(round_, table, our_numbers(round_), by=current_user, now=now)
    except RuleBroken as broken:
        form.file.errors = [f"고칠 곳이 {len(broken.objections)}곳 있어 아무것도 저장하지 않았습니다."]
        return _overview(round_, form, 422, faults=broken.objections)
    flash(_said(entered), "success")
    return redirect(there, 303)


@pages.route("/outside/<uuid:round_id>/orders/<code>", methods=["GET", "POST"])
@needs(may.EXPORT_CASES, get_order)
def export_order(found: RoundOrder) -> ResponseReturnValue:
    """Show what the file will hold and what is missing; ask why, then give it."""
    form = OrderForm()
    cases = outside_cases(found.round, found.order.rows, clock.now())
    if request.method == "GET" or not form.validate() or not cases:
        return _order_page(found, cases, form, 200 if request.method == "GET" else 422)
    with writing(form.act, then=request.path) as now:
        reason = form.reason.data
        services.record_order(found.round, found.order, by=current_user, now=now, reason=reason)
        for application_id in dict.fromkeys(case.application.id for case in cases):
            whose, what = ("Application", application_id), f"{found.order.name} 내려받기"
            log_access(current_user, whose, what, address=request.remote_addr or "", why=reason)
    sheet = sheet_of(found.order, cases, found.round.terms)
    return _sent(file_of(sheet, form.kind.data, clock.today()))


@pages.route("/cases/<uuid:application_id>/numbers", methods=["GET", "POST"])
@needs(NUMBER, application_by_id)
def case_numbers(application: Application) -> ResponseReturnValue:
    """Enter what other systems call one case."""
    form = numbers_form(application.round.terms, numbers_of(application.id))
    there = url_for(".case", application_id=application.id)
    if request.method == "GET" or not form.validate():
        return _numbers_page(application, form, 200 if request.method == "GET" else 422)
    typed = {each.code: form[f"number_{each.code}"].data for each in application.round.terms.outside_numbers}
    try:
        with writing(form.act, then=there) as now:
            changed = set_numbers(application, typed, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _numbers_page(application, form, 422)
    flash("외부 번호를 저장했습니다." if changed else "바뀐 번호가 없습니다.", "success")
    return redirect(there, 303)


def _overview(
    round_: Round, form: NumbersFileForm, status: int = 200, *, faults: list[str] | None = None
) -> ResponseReturnValue:
    terms, given = round_.terms, numbers_of_round(round_.id)
    cases = db.session.scalars(standing_of_round(round_.id)).all()
    entered = [
        [each.name, f"{len(cases):,}건", f"{(n := sum(each.code in given.get(c.id, {}) for c in cases)):,}건",
         f"{len(cases) - n:,}건"]
        for each in terms.outside_numbers
    ]  # fmt: skip
    orders = [
        [{"text": each.name, "link": url_for(".export_order", round_id=round_.id, code=each.code)},
         ORDER_ROW_NAMES[each.rows], ", ".join(column.title for column in each.columns)]
        for each in terms.column_orders
    ]  # fmt: skip
    return page(
        "portal/outside.html",
        status,
        round=round_,
        form=form,
        entered=entered,
        orders=orders,
        faults=faults or [],
        may_enter=NUMBER.allows(current_user, round_),
        headings=", ".join(each.name for each in terms.outside_numbers),
    )


def _order_page(found: RoundOrder, cases: list[OutsideCase], form: OrderForm, status: int) -> ResponseReturnValue:
    terms, order = found.round.terms, found.order
    gaps = {gap.title: gap.lines for gap in gaps_of(order, sheet_of(order, cases, terms))}
    names = terms.field_names()
    columns = [
        [str(place), column.title, column.fixed or names.get(column.field, column.field),
         f"{gaps[column.title]:,}줄" if column.title in gaps else "–"]
        for place, column in enumerate(order.columns, start=1)
    ]  # fmt: skip
    sealed = 0 if order.rows.value == "payments" else sealed_count(found.round, clock.now())
    return page(
        "portal/outside_order.html", status, round=found.round, order=order, form=form, columns=columns,
        rows=ORDER_ROW_NAMES[order.rows], count=len(cases), sealed=sealed,
    )  # fmt: skip


def _numbers_page(application: Application, form: object, status: int) -> ResponseReturnValue:
    fields = [form[f"number_{each.code}"] for each in application.round.terms.outside_numbers]  # type: ignore[index]
    return page("portal/case_numbers.html", status, application=application, form=form, fields=fields)


def _said(entered: Entered) -> str:
    said = f"{entered.cases:,}건에 외부 번호를 적었습니다."
    if entered.unchanged:
        said += f" {entered.unchanged:,}건은 바뀐 것이 없습니다."
    return said + (f" 쓰지 않은 열: {', '.join(entered.aside)}." if entered.aside else "")


def _sent(file: ExportedFile) -> ResponseReturnValue:
    return send_file(io.BytesIO(file.content), mimetype=file.media_type, as_attachment=True, download_name=file.name)
