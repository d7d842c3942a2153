"""Handing in, taking back, bringing back; the 접수증."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import ReasonForm
from program_admin.applications.models import Application, Paper
from program_admin.applications.queries import application_by_id, open_number_warnings
from program_admin.applications.queries.filled import gathered
from program_admin.applications.rules.papers import missing_later
from program_admin.applications.rules.sections import SECTIONS, all_faults
from program_admin.applications.rules.values import Fault
from program_admin.applications.services.readiness import hindrances
from program_admin.applications.services.withdraw import objections_to_withdrawing
from program_admin.applications.states import PROCESS
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.money import money_of
from program_admin.applications.views.outline import outline
from program_admin.applications.views.status import receipts_of
from program_admin.core import clock
from program_admin.core.clock import now, today
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.documents.answers import document_answer
from program_admin.documents.models import NumberWarning
from program_admin.documents.rules import warning as number_warning

SHOWN = "shown-"


@pages.get("/<uuid:application_id>/submit")
@needs(may.EDIT, application_by_id)
def submit(application: Application) -> ResponseReturnValue:
    """Show what is about to be handed in, and everything that is still missing."""
    if application.status not in PROCESS.step("submit").of:
        return redirect(url_for(".show", application_id=application.id))
    return _page(application, ActForm(formdata=None))


@pages.post("/<uuid:application_id>/submit")
@needs(may.SUBMIT, application_by_id)
def hand_in(application: Application) -> ResponseReturnValue:
    """Hand the application in; every objection at once, each with a link to its place."""
    form = ActForm()
    there = url_for(".show", application_id=application.id)
    prepared = services.prepare(application, clock.now())
    try:
        with writing(form.act, then=there) as now:
            services.submit(application, by=current_user, now=now, prepared=prepared, shown=_shown())
            number = application.number
    except RuleBroken as broken:
        if application.status not in PROCESS.step("submit").of:
            raise
        form.form_errors = list(broken.objections)
        return _page(application, form, status=409 if isinstance(broken, services.ChangedSince) else 422)
    flash(f"접수했습니다. 접수번호는 {number}입니다.", "success")
    return redirect(there, 303)


@pages.get("/<uuid:application_id>/withdraw")
@needs(may.WITHDRAW, application_by_id)
def withdraw(application: Application) -> ResponseReturnValue:
    """Ask once more before an application is taken back."""
    return _withdraw_page(application, _reason_form(sent=False))


@pages.post("/<uuid:application_id>/withdraw")
@needs(may.WITHDRAW, application_by_id)
def take_back(application: Application) -> ResponseReturnValue:
    """Take the application back."""
    form = _reason_form(sent=True)
    if not form.validate():
        return _withdraw_page(application, form, status=422)
    there = url_for(".show", application_id=application.id)
    try:
        with writing(form.act, then=there) as now:
            services.withdraw(application, by=current_user, now=now, reason=form.reason.data or None)
    except RuleBroken as broken:
        form.refuse(broken)
        return _withdraw_page(application, form, status=422)
    flash("접수를 취소했습니다. 마감 전까지 되돌릴 수 있습니다.", "success")
    return redirect(there, 303)


@pages.post("/<uuid:application_id>/restore")
@needs(may.WITHDRAW, application_by_id)
def restore(application: Application) -> ResponseReturnValue:
    """Bring a withdrawn application back as it was."""
    with writing(ActForm().act) as now:
        services.restore(application, by=current_user, now=now)
        there = answered(url_for(".show", application_id=application.id))
    flash("다시 접수했습니다.", "success")
    return redirect(there, 303)


@pages.post("/<uuid:application_id>/revise")
@needs(may.WITHDRAW, application_by_id)
def revise(application: Application) -> ResponseReturnValue:
    """Open a withdrawn application for mending."""
    with writing(ActForm().act) as now:
        services.revise(application, by=current_user, now=now)
        there = answered(url_for(".show", application_id=application.id))
    flash("고쳐 쓸 수 있습니다. 마감 전에 다시 제출해야 접수됩니다.", "warning")
    return redirect(there, 303)


@pages.get("/<uuid:application_id>/abandon")
@needs(may.ABANDON, application_by_id)
def abandon(application: Application) -> ResponseReturnValue:
    """Ask for the reason of giving a selection up."""
    return _abandon_page(application, ReasonForm(formdata=None))


@pages.post("/<uuid:application_id>/abandon")
@needs(may.ABANDON, application_by_id)
def give_up(application: Application) -> ResponseReturnValue:
    """Give a selection up."""
    form = ReasonForm()
    if not form.validate():
        return _abandon_page(application, form, status=422)
    own = may.SEE_OWN.allows(current_user, application)
    there = url_for(".show" if own else ".read", application_id=application.id)
    with writing(form.act, then=there) as now:
        services.abandon(application, by=current_user, now=now, reason=form.reason.data)
    return redirect(there, 303)


@pages.get("/<uuid:application_id>/receipt.pdf")
@needs(may.DOWNLOAD, application_by_id, logs="접수증")
def receipt(application: Application) -> ResponseReturnValue:
    """Hand the newest 접수증 out, or say that it is being made."""
    found = receipts_of(application)
    if not found:
        raise Missing("receipt")
    return document_answer(found[0])


def _withdraw_page(application: Application, form: ReasonForm, *, status: int = 200) -> Response:
    objections = objections_to_withdrawing(application, now())
    return page("applications/withdraw.html", status, application=application, form=form, objections=objections)


def _abandon_page(application: Application, form: ReasonForm, *, status: int = 200) -> Response:
    possible = application.status in PROCESS.step("abandon").of
    state = PROCESS.label(application.status, staff=not may.SEE_OWN.allows(current_user, application))
    return page("applications/abandon.html", status, application=application, form=form, possible=possible, state=state)


def _reason_form(*, sent: bool) -> ReasonForm:
    form = ReasonForm() if sent else ReasonForm(formdata=None)
    form.reason.validators = [check for check in form.reason.validators if not hasattr(check, "required")]
    form.reason.flags.required = False
    return form


def _shown() -> dict[str, int]:
    """The revisions of everything the page showed, as its form sent them back."""
    sent = ((name.removeprefix(SHOWN), value) for name, value in request.form.items() if name.startswith(SHOWN))
    return {name: int(value) for name, value in sent if value.isdecimal()}


def _page(application: Application, form: ActForm, *, status: int = 200) -> Response:
    read = gathered(application)
    filled = read.filled
    faults = all_faults(filled, today())
    late = list(form.form_errors)
    extra = hindrances(application, read)
    said = {fault.sentence for fault in faults} | {each.sentence for each in extra}
    form.form_errors = [sentence for sentence in late if sentence not in said]
    groups = [(each, tuple(fault for fault in faults if fault.section == each.code)) for each in SECTIONS]
    return page(
        "applications/submit.html",
        status,
        application=application,
        form=form,
        look=outline(application, filled, code="submit"),
        missing=[(each.title, each.code, _anchored(own)) for each, own in groups if own],
        count=len(faults),
        hindrances=extra,
        ready=not faults and not any(each.blocks for each in extra),
        numbers=[_number_warning(paper, warned) for paper, warned in open_number_warnings(application.id)],
        later=tuple(slot.name for slot in missing_later(filled)),
        money=money_of(filled),
        shown=[(f"{SHOWN}{name}", revision) for name, revision in read.revisions.items()],
        may_submit=may.SUBMIT.allows(current_user, application),
    )


def _number_warning(paper: Paper, warned: NumberWarning) -> tuple[str, str, str]:
    """What was seen in a paper, where it is answered, and the file's name for screen readers."""
    name = paper.upload.name
    return f"‘{name}’: {number_warning(warned.places)}", url_for(".numbers", paper_id=paper.id), name


def _anchored(faults: tuple[Fault, ...]) -> tuple[tuple[str, str], ...]:
    """Each sentence with the id of the control it is about; groups of choices begin with -0."""
    grouped = ("must_not-", "bonus-claimed", "project-solutions")
    return tuple(
        (fault.sentence, f"{fault.field}-0" if fault.field.startswith(grouped) else fault.field) for fault in faults
    )
