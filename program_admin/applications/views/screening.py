"""The officer's pages of screening: the list of a round, the sheet of one application, returning a receipt."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.accounts.queries import person_by_id
from program_admin.applications import permissions as may
from program_admin.applications.forms import ReasonForm
from program_admin.applications.forms.screening import SheetForm, sheet_form, typed_sheet
from program_admin.applications.models import Application, ScreeningCheck
from program_admin.applications.queries import application_by_id, counts_by_status, sealed_to
from program_admin.applications.queries.handed_in import company_of
from program_admin.applications.queries.screening import checks_of, counts_of_round, waiting_proposal_of
from program_admin.applications.services import TypedField, screening
from program_admin.applications.services.company_changes import changes_since
from program_admin.applications.services.screening_decision import VERDICT_NAMES
from program_admin.applications.states import PROCESS
from program_admin.applications.views.screening_blueprint import screening_pages
from program_admin.applications.views.screening_listing import (
    NOT_SCREENED,
    SCREENING,
    around,
    screened,
    screening_listing,
)
from program_admin.applications.views.screening_papers import papers_shown
from program_admin.applications.views.screening_shown import groups_of, requests_of, timeline_of
from program_admin.core import clock
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.field_base import cleaned
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime, time_text
from program_admin.core.lists import saved_views
from program_admin.core.lists.columns import Arguments
from program_admin.core.lists.filtering import kept_pairs
from program_admin.core.lists.pages import list_page
from program_admin.core.lists.view_form import ViewForm, view_named
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.core.writing import answered, transaction, writing
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round


@screening_pages.get("/rounds/<uuid:round_id>")
@needs(may.LIST, get_announced_round)
def of_round(round_: Round) -> ResponseReturnValue:
    """List the applications of a round for screening; while sealed the list of receipts says what there is."""
    if clock.now() <= round_.closes_at:
        return redirect(url_for("applications.of_round", round_id=round_.id))
    listing = screening_listing(round_, counts_of_round(round_.id), request.args)
    file = list_file(listing, screened(current_user, round_), about=round_)
    if file is not None:
        return file
    return _list_page(round_, request.args, ViewForm(formdata=None))


@screening_pages.post("/rounds/<uuid:round_id>/views")
@needs(may.LIST, get_announced_round)
def keep_view(round_: Round) -> ResponseReturnValue:
    """Keep what the list shows now under the typed name; it is offered in every round."""
    form, listing = ViewForm(), screening_listing(round_, {}, request.form)
    there = url_for(".of_round", round_id=round_.id) + f"?{urlencode(kept_pairs(listing, request.form))}"
    if form.validate():
        try:
            with writing(form.act, then=there) as now:
                saved_views.save_view(listing, request.form, form.title.data, by=current_user.id, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("지금 보기를 저장했습니다.", "success")
            return redirect(there, 303)
    return _list_page(round_, request.form, form, status=422)


@screening_pages.post("/rounds/<uuid:round_id>/views/forget")
@needs(may.LIST, get_announced_round)
def forget_view(round_: Round) -> ResponseReturnValue:
    """Delete an own kept view; the list stays as it is."""
    there = url_for(".of_round", round_id=round_.id) + f"?{request.query_string.decode()}"
    with writing(ActForm().act, then=there):
        saved_views.forget_view(view_named(request.form), by=current_user.id)
    flash("보기를 지웠습니다.", "success")
    return redirect(there, 303)


@screening_pages.get("/<uuid:application_id>")
@needs(may.READ, application_by_id, logs="요건검토표")
def sheet(application: Application) -> ResponseReturnValue:
    """Show the sheet of one application; a sealed one shows its seal first."""
    if sealed_to(current_user, application, clock.now()):
        return redirect(url_for("applications.read", application_id=application.id))
    return _page(application)


@screening_pages.post("/<uuid:application_id>")
@needs(may.SCREEN, application_by_id)
def save(application: Application) -> ResponseReturnValue:
    """Keep the whole sheet; what somebody else changed meanwhile is shown with both values."""
    typed = typed_sheet(request.form)
    there = request.full_path.removesuffix("?")
    conflicts: tuple[Conflict, ...] = ()
    try:
        with writing(ActForm().act, then=there) as now:
            conflicts = screening.save_sheet(application, typed, by=current_user, now=now)
    except RuleBroken as broken:
        return _page(application, shown=typed, broken=broken, status=422)
    if conflicts:
        return _page(application, shown=typed, conflicts=conflicts, status=409)
    flash("검토표를 저장했습니다.", "success")
    return redirect(there, 303)


@screening_pages.post("/<uuid:application_id>/autosave")
@needs(may.SCREEN, application_by_id)
def autosave(application: Application) -> ResponseReturnValue:
    """Keep one field as it is chosen or typed: 200, 409 with both values, 422 with the reason."""
    name, revision = request.form.get("field", ""), request.form.get("revision", "0")
    value = cleaned(request.form.get("value", ""))
    if not revision.isdecimal():
        raise RuleBroken(["화면이 오래되었습니다. 화면을 새로 고친 뒤 다시 적어 주세요."])
    try:
        with transaction() as now:
            number = screening.save_check(application, name, value, int(revision), by=current_user, now=now)
    except Conflict as found:
        told = {key: getattr(found, key) for key in ("field", "mine", "theirs", "theirs_by", "revision")}
        return jsonify(**told, theirs_revision=found.revision), 409
    except RuleBroken as broken:
        return jsonify(sentences=broken.objections), 422
    return jsonify(revision=number, saved=time_text(now))


@screening_pages.post("/<uuid:application_id>/start")
@needs(may.SCREEN, application_by_id)
def start(application: Application) -> ResponseReturnValue:
    """Begin screening."""
    with writing(ActForm().act) as now:
        screening.start_screening(application, by=current_user, now=now)
        there = answered(url_for(".sheet", application_id=application.id))
    return redirect(there, 303)


@screening_pages.get("/<uuid:application_id>/return")
@needs(may.SCREEN, application_by_id)
def return_(application: Application) -> ResponseReturnValue:
    """Ask for the reason of returning a receipt."""
    return page("applications/screening/return.html", application=application, form=ReasonForm(formdata=None))


@screening_pages.post("/<uuid:application_id>/return")
@needs(may.SCREEN, application_by_id)
def give_back(application: Application) -> ResponseReturnValue:
    """Return the receipt with a reason."""
    form = ReasonForm()
    there = url_for(".sheet", application_id=application.id)
    if form.validate():
        try:
            with writing(form.act, then=there) as now:
                screening.return_application(application, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("접수를 반려하고 기업에 알렸습니다.", "success")
            return redirect(there, 303)
    return page("applications/screening/return.html", 422, application=application, form=form)


def _page(
    application: Application,
    *,
    shown: Mapping[str, TypedField] | None = None,
    conflicts: tuple[Conflict, ...] = (),
    broken: RuleBroken | None = None,
    status: int = 200,
) -> Response:
    checks = checks_of(application.id)
    changes, proposal = changes_since(application), waiting_proposal_of(application.id)
    form = _form(checks, shown, conflicts, broken)
    screens = may.SCREEN.allows(current_user, application)
    editable = screens and proposal is None and application.status in PROCESS.step("ask_supplement").of
    open_steps = {step.name for step in PROCESS.open_to(current_user, application)}
    return page(
        "applications/screening/sheet.html",
        status,
        application=application,
        form=form,
        other=ActForm(formdata=None),
        label=PROCESS.label(application.status, staff=True),
        tone=PROCESS.tone(application.status),
        facts=_facts(application),
        around=around(application, current_user, request.args),
        papers=papers_shown(application),
        changes=[(each.what, each.before, each.now) for each in changes],
        groups=groups_of(application, changes),
        open_items=sum(not check.result for check in checks),
        count=len(checks),
        requests=requests_of(application, current_user, staff=True),
        timeline=timeline_of(application, staff=True),
        editable=editable,
        open_steps=open_steps,
        proposal=proposal,
        proposed=VERDICT_NAMES[proposal.verdict] if proposal else "",  # type: ignore[index]
        proposer=person_by_id(proposal.by_id).name if proposal else "",
        may_confirm=proposal is not None and proposal.by_id != current_user.id and _may_sign(application),
        may_withdraw=proposal is not None and proposal.by_id == current_user.id,
    )


def _list_page(round_: Round, arguments: Arguments, view: ViewForm, *, status: int = 200) -> Response:
    listing = screening_listing(round_, counts_of_round(round_.id), arguments)
    view.title.id = f"{SCREENING}-view"
    return page(
        "applications/screening/of_round.html",
        status,
        listing=list_page(listing, screened(current_user, round_), arguments=arguments, person_id=current_user.id),
        round=round_,
        states=_states(round_, arguments),
        notify_all=url_for(".select_for_notice", round_id=round_.id) + f"?{urlencode(kept_pairs(listing, arguments))}",
        form=ActForm(formdata=None) if may.NOTIFY.allows(current_user) else None,
        view=view,
        forms=[view],
        until=korean_date(round_.terms.calendar.screening_by),
    )


def _form(
    checks: list[ScreeningCheck],
    shown: Mapping[str, TypedField] | None,
    conflicts: tuple[Conflict, ...],
    broken: RuleBroken | None,
) -> SheetForm:
    """The sheet's form with what is stored or was sent, and what speaks against it."""
    form = sheet_form(checks, shown)
    form.show_conflicts(conflicts)
    if broken is not None:
        form.refuse(broken)
    return form


def _states(round_: Round, arguments: Arguments) -> list[tuple[str, str, bool]]:
    """The states of the list with their counts, each leading to the list of just those."""
    counts, here = counts_by_status(round_.id), arguments.getlist("status")
    shown = [(state, count) for state, count in counts.items() if count and state not in NOT_SCREENED]
    home = url_for(".of_round", round_id=round_.id)
    whole = (f"전체 {sum(count for _, count in shown)}", home, not here)
    return [
        whole,
        *(
            (
                f"{PROCESS.label(state, staff=True)} {count}",
                url_for(".of_round", round_id=round_.id, status=state.value),
                here == [state.value],
            )
            for state, count in shown
        ),
    ]


def _may_sign(application: Application) -> bool:
    return may.DECIDE_SCREENING.allows(current_user, application)


def _facts(application: Application) -> list[tuple[str, str]]:
    return [
        ("제출 일시", korean_datetime(application.submitted_at) if application.submitted_at else ""),
        ("공급기업", company_of(application).supplier or "정하지 않음"),
        ("총사업비", won(application.total_won)),
        ("지원금", won(application.subsidy_won)),
    ]
