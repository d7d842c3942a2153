"""The officer's pages before signing: selected applications, starting, dates, opening, discarding, cancelling."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import PeriodForm, ReasonForm
from program_admin.agreements.models import Agreement
from program_admin.agreements.queries import agreement_by_id, selected_without_agreement
from program_admin.agreements.rules.dates import latest_end
from program_admin.agreements.states import PROCESS
from program_admin.agreements.views.acting import acted, pressed
from program_admin.agreements.views.blueprint import pages
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id, plan_of
from program_admin.core.clock import today
from program_admin.core.errors import RuleBroken
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.suppliers.queries import supplier_by_id


@pages.get("/waiting")
@needs(may.PREPARE)
def waiting() -> ResponseReturnValue:
    """List the selected applications that have no agreement yet."""
    rows = [
        [
            {"text": each.number or "", "link": url_for(".start", application_id=each.id)},
            each.company_name,
            each.title,
            supplier_by_id(each.supplier_id).name if each.supplier_id else "정하지 않음",
            won(each.subsidy_won),
        ]
        for each in selected_without_agreement()
    ]
    return page("agreements/waiting.html", rows=rows)


@pages.get("/start/<uuid:application_id>")
@needs(may.START, application_by_id)
def start(application: Application) -> ResponseReturnValue:
    """Show what will be agreed and ask for the dates."""
    plan, begins = plan_of(application.id), today()
    months = min(plan.build_months if plan else 6, application.track_terms.build_months_max)
    dates = {"starts_on": begins, "ends_on": latest_end(begins, months)}
    return _start_page(application, PeriodForm(formdata=None, data=dates))


@pages.post("/start/<uuid:application_id>")
@needs(may.START, application_by_id)
def begin(application: Application) -> ResponseReturnValue:
    """Start the agreement."""
    form = PeriodForm()
    if not form.validate():
        return _start_page(application, form, status=422)
    period = services.Period(form.starts_on.data, form.ends_on.data)
    try:
        with writing(form.act) as now:
            agreement = services.start_agreement(application, period, by=current_user, now=now)
            number, there = agreement.number, answered(url_for(".show", agreement_id=agreement.id))
    except RuleBroken as broken:
        form.refuse(broken)
        return _start_page(application, form, status=422)
    flash(f"협약을 준비했습니다. 협약번호는 {number}입니다.", "success")
    return redirect(there, 303)


@pages.get("/<uuid:agreement_id>/period")
@needs(may.PREPARE, agreement_by_id)
def period(agreement: Agreement) -> ResponseReturnValue:
    """Show the dates of an agreement that is being prepared."""
    dates = {"starts_on": agreement.starts_on, "ends_on": agreement.ends_on}
    return page("agreements/period.html", agreement=agreement, form=PeriodForm(formdata=None, data=dates))


@pages.post("/<uuid:agreement_id>/period")
@needs(may.PREPARE, agreement_by_id)
def change_period(agreement: Agreement) -> ResponseReturnValue:
    """Change the dates."""
    form = PeriodForm()
    return acted(
        form,
        _there(agreement),
        lambda now: services.change_period(
            agreement, services.Period(form.starts_on.data, form.ends_on.data), by=current_user, now=now
        ),
        lambda: page("agreements/period.html", 422, agreement=agreement, form=form),
    )


@pages.post("/<uuid:agreement_id>/open")
@needs(may.PREPARE, agreement_by_id)
def open_signing(agreement: Agreement) -> ResponseReturnValue:
    """Fix the text and ask the parties to sign."""
    return pressed(_there(agreement), lambda now: services.open_signing(agreement, by=current_user, now=now))


@pages.get("/<uuid:agreement_id>/discard")
@needs(may.PREPARE, agreement_by_id)
def discard(agreement: Agreement) -> ResponseReturnValue:
    """Ask why an agreement is discarded."""
    return _reason_page(agreement, "discard", ReasonForm(formdata=None))


@pages.post("/<uuid:agreement_id>/discard")
@needs(may.PREPARE, agreement_by_id)
def do_discard(agreement: Agreement) -> ResponseReturnValue:
    """Discard an agreement that is not concluded."""
    form = ReasonForm()
    return acted(
        form,
        _there(agreement),
        lambda now: services.discard(agreement, by=current_user, now=now, reason=form.reason.data),
        lambda: _reason_page(agreement, "discard", form, status=422),
    )


@pages.get("/<uuid:agreement_id>/cancel")
@needs(may.CANCEL, agreement_by_id)
def cancel(agreement: Agreement) -> ResponseReturnValue:
    """Ask why a concluded agreement is cancelled."""
    return _reason_page(agreement, "cancel", ReasonForm(formdata=None))


@pages.post("/<uuid:agreement_id>/cancel")
@needs(may.CANCEL, agreement_by_id, fresh=True)
def do_cancel(agreement: Agreement) -> ResponseReturnValue:
    """Cancel a concluded agreement (해약)."""
    form = ReasonForm()
    return acted(
        form,
        _there(agreement),
        lambda now: services.cancel(agreement, by=current_user, now=now, reason=form.reason.data),
        lambda: _reason_page(agreement, "cancel", form, status=422),
    )


def _there(agreement: Agreement) -> str:
    return url_for("agreements.show", agreement_id=agreement.id)


def _start_page(application: Application, form: PeriodForm, *, status: int = 200) -> Response:
    return page(
        "agreements/start.html",
        status,
        application=application,
        form=form,
        supplier=supplier_by_id(application.supplier_id).name if application.supplier_id else "정하지 않음",
        months=application.track_terms.build_months_max,
    )


def _reason_page(agreement: Agreement, name: str, form: ReasonForm, *, status: int = 200) -> Response:
    step = PROCESS.step(name)
    return page("agreements/reason.html", status, agreement=agreement, form=form, label=step.label, name=name)
