"""The officer's pages: the list of a round, one application to read, the seal before the deadline."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.accounts.queries import person_by_id
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import ReasonForm
from program_admin.applications.models import Application, Status
from program_admin.applications.queries import application_by_id, counts_by_status, sealed_to, visible_to
from program_admin.applications.states import PROCESS
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.listing import of_round as belonging_to
from program_admin.applications.views.listing import round_listing
from program_admin.applications.views.reading import reading_of
from program_admin.core import clock
from program_admin.core.korean import korean_datetime, remaining
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.programs.models import Round
from program_admin.programs.queries import all_rounds, get_announced_round


@pages.get("/rounds")
@needs(may.LIST)
def rounds() -> ResponseReturnValue:
    """List the rounds with how many applications each received."""
    rows = [_round_row(each) for each in all_rounds()]
    return page("applications/rounds.html", rows=rows)


@pages.get("/rounds/<uuid:round_id>")
@needs(may.LIST, get_announced_round)
def of_round(round_: Round) -> ResponseReturnValue:
    """List what was handed in to a round; sealed until the deadline."""
    sealed = clock.now() <= round_.closes_at
    listing = round_listing(round_.terms, sealed=sealed)
    statement = visible_to(current_user).where(belonging_to(round_.id))
    file = list_file(listing, statement, about=round_)
    if file is not None:
        return file
    found = list_page(listing, statement, arguments=request.args, person_id=current_user.id)
    counts = counts_by_status(round_.id)
    return page(
        "applications/of_round.html",
        listing=found,
        round=round_,
        sealed=sealed,
        drafts=counts[Status.DRAFT],
        received=sum(counts.values()) - counts[Status.DRAFT] - counts[Status.WITHDRAWN],
        withdrawn=counts[Status.WITHDRAWN],
        deadline=korean_datetime(round_.closes_at),
        left=remaining(round_.closes_at, clock.now()),
    )


@pages.get("/<uuid:application_id>/read")
@needs(may.READ, application_by_id, logs="신청서")
def read(application: Application) -> ResponseReturnValue:
    """Show one application, or its seal while the deadline is to come."""
    if sealed_to(current_user, application, clock.now()):
        return page("applications/sealed.html", application=application, form=ReasonForm(formdata=None))
    return page(
        "applications/read.html",
        application=application,
        reading=reading_of(application),
        label=PROCESS.label(application.status, staff=True),
        tone=PROCESS.tone(application.status),
        submitted_by=person_by_id(application.submitted_by_id).name if application.submitted_by_id else "",
    )


@pages.post("/<uuid:application_id>/unseal")
@needs(may.READ, application_by_id)
def unseal(application: Application) -> ResponseReturnValue:
    """Open the seal with a reason, which is kept."""
    form = ReasonForm()
    if not form.validate():
        return page("applications/sealed.html", 422, application=application, form=form)
    there = url_for(".read", application_id=application.id)
    with writing(form.act, then=there) as now:
        services.open_seal(application, by=current_user, now=now, reason=form.reason.data)
    flash("봉인을 열었습니다. 사유가 감사 기록에 남았습니다.", "warning")
    return redirect(there, 303)


def _round_row(round_: Round) -> list[object]:
    counts = counts_by_status(round_.id)
    received = sum(counts.values()) - counts[Status.DRAFT] - counts[Status.WITHDRAWN]
    link = url_for(".of_round", round_id=round_.id)
    return [{"text": round_.title, "link": link}, korean_datetime(round_.closes_at), f"{received}건"]
