"""The applicant's own applications: the list, starting one, one as it stands."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import StartForm
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id, filled_of, visible_to
from program_admin.applications.queries.carrying import earlier_application
from program_admin.applications.rules.papers import missing_later
from program_admin.applications.states import PROCESS
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.delegates_shown import carried_sentence, delegation_shown
from program_admin.applications.views.listing import own_listing
from program_admin.applications.views.outline import outline
from program_admin.applications.views.status import status_of
from program_admin.companies.queries import companies_of, company_by_id
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime, remaining
from program_admin.core.lists.pages import list_page
from program_admin.core.money import hangul_amount
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round, open_rounds


@pages.get("/")
@needs(may.BROWSE)
def mine() -> ResponseReturnValue:
    """List the applications of the person's companies."""
    found = list_page(own_listing(), visible_to(current_user), arguments=request.args, person_id=current_user.id)
    return page("applications/mine.html", listing=found, open_rounds=open_rounds(clock.now()))


@pages.get("/start")
@needs(may.BROWSE)
def start() -> ResponseReturnValue:
    """Ask for round, company and track; `round` in the address picks the round."""
    form = StartForm(formdata=None)
    chosen = _fill(form, request.args.get("round", ""))
    form.carry.data = True
    return _start_page(form, chosen)


@pages.post("/start")
@needs(may.BROWSE)
def begin() -> ResponseReturnValue:
    """Begin the application and lead to its task list."""
    form = StartForm()
    chosen = _fill(form, str(form.round_id.data or ""))
    if not form.validate():
        return _start_page(form, chosen, 422)
    try:
        with writing(form.act) as now:
            company, round_ = company_by_id(UUID(form.company_id.data)), get_announced_round(UUID(form.round_id.data))
            application = services.start_application(company, round_, form.track.data, by=current_user, now=now)
            earlier = earlier_application(company.id, round_.id) if form.carry.data else None
            if earlier is not None:
                db.session.flush()
                services.carry_over(application, earlier, by=current_user, now=now)
            there = answered(url_for(".show", application_id=application.id))
    except RuleBroken as broken:
        form.refuse(broken)
        return _start_page(form, chosen, 422)
    return redirect(there, 303)


@pages.get("/<uuid:application_id>")
@needs(may.SEE_OWN, application_by_id)
def show(application: Application) -> ResponseReturnValue:
    """Show a draft's task list, or how a submitted application stands."""
    if application.status in PROCESS.step("submit").of:
        filled = filled_of(application)
        later = tuple(slot.name for slot in missing_later(filled))
        look = outline(application, filled)
        return page(
            "applications/tasks.html",
            application=application,
            look=look,
            later=later,
            delegation=delegation_shown(application, current_user),
            other=ActForm(formdata=None),
            carried=carried_sentence(application),
        )
    return page(
        "applications/status.html",
        application=application,
        standing=status_of(application, current_user),
        other=ActForm(formdata=None),
    )


def _fill(form: StartForm, wanted: str) -> Round | None:
    """Offer what can be chosen now; what there is only one of is chosen already."""
    found = open_rounds(clock.now())
    companies = companies_of(current_user)
    chosen = next((each for each in found if str(each.id) == wanted), found[0] if len(found) == 1 else None)
    form.round_id.choices = [(str(each.id), each.title) for each in found]
    form.company_id.choices = [(str(each.id), each.name) for each in companies]
    tracks = {track.code: track for each in ([chosen] if chosen else found) for track in each.terms.tracks}
    form.track.choices = [(track.code, track.name) for track in tracks.values()]
    form.track.notes = {
        track.code: f"{track.description} 지원금 {hangul_amount(track.ceiling_won)}까지." for track in tracks.values()
    }
    if form.round_id.data is None and chosen is not None:
        form.round_id.data = str(chosen.id)
    if form.company_id.data is None and len(companies) == 1:
        form.company_id.data = str(companies[0].id)
    return chosen


def _start_page(form: StartForm, chosen: Round | None, status: int = 200) -> ResponseReturnValue:
    """Whoever applied before may take the last application over."""
    rounds = open_rounds(clock.now())
    earlier = any(earlier_application(each.id, one.id) for each in companies_of(current_user) for one in rounds)
    return page("applications/start.html", status, form=form, rounds=_rounds(), chosen=chosen, earlier=earlier)


def _rounds() -> list[tuple[str, str, str]]:
    moment = clock.now()
    return [
        (each.title, korean_datetime(each.closes_at), remaining(each.closes_at, moment)) for each in open_rounds(moment)
    ]
