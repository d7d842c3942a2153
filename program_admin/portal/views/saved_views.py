"""Keeping a list as it stands under a name, and forgetting it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import signed_in
from program_admin.accounts.views.people import LISTING as PEOPLE
from program_admin.applications.views.listing import own_listing
from program_admin.applications.views.screening_listing import SCREENING
from program_admin.companies.views.listing import LISTING as COMPANIES
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.lists.columns import Listing
from program_admin.core.lists.saved_views import SavedView, forget_view, save_view
from program_admin.core.lists.view_form import ViewForm, view_named
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.documents.register import register_listing
from program_admin.portal.links import exists
from program_admin.portal.listings import access_listing, trail_listing
from program_admin.portal.navigation import opens
from program_admin.portal.views.blueprint import pages
from program_admin.portal.views.jobs import jobs_listing
from program_admin.portal.views.messages import outgoing_listing
from program_admin.programs.queries import past_rounds


@dataclass(frozen=True, slots=True)
class Kept:
    """A list whose views may be kept: how it is made, and the page it stands on."""

    listing: Callable[[], Listing]
    endpoint: str


LISTS: dict[str, Kept] = {
    "trail": Kept(lambda: trail_listing(request.form), "portal.trail"),
    "access-log": Kept(lambda: access_listing(request.form), "portal.access_log"),
    "jobs": Kept(jobs_listing, "portal.jobs"),
    "outgoing": Kept(outgoing_listing, "portal.outgoing"),
    "people": Kept(lambda: PEOPLE, "accounts.people"),
    "companies": Kept(lambda: COMPANIES, "companies.companies"),
    "documents": Kept(register_listing, "documents.register"),
    "my-applications": Kept(own_listing, "applications.mine"),
}


@pages.post("/views/<name>")
@signed_in
def keep_view(name: str) -> ResponseReturnValue:
    """Keep what the list shows now under the typed name."""
    kept, form = LISTS.get(name), ViewForm()
    if kept is None or not exists(kept.endpoint) or not opens(kept.endpoint, current_user):
        raise Missing("list")
    if not form.validate():
        raise RuleBroken([sentence for _, sentence in form.summary])
    with writing(form.act, then=url_for(kept.endpoint)) as now:
        save_view(kept.listing(), request.form, form.title.data, by=current_user.id, now=now)
    flash("지금 보기를 저장했습니다.", "success")
    return redirect(url_for(kept.endpoint), 303)


@pages.get("/views")
@signed_in
def views() -> ResponseReturnValue:
    """List the reader's own kept views."""
    own = db.session.scalars(
        db.select(SavedView)
        .where(SavedView.person_id == current_user.id)
        .order_by(SavedView.list_name, SavedView.title)
    )
    rows = [(each, f"{there}?{each.query}") for each in own if (there := _page_of(each.list_name))]
    return page("portal/views.html", rows=rows, form=ActForm(formdata=None))


def _page_of(name: str) -> str:
    """Where a list stands; one that every round has, in the round whose deadline passed last."""
    if name in LISTS:
        return url_for(LISTS[name].endpoint)
    latest = next(iter(past_rounds(clock.now())), None)
    return url_for("screening.of_round", round_id=latest.id) if name == SCREENING and latest is not None else ""


@pages.post("/views/forget")
@signed_in
def forget() -> ResponseReturnValue:
    """Delete an own kept view."""
    form = ActForm()
    if not form.validate():
        return redirect(url_for(".views"), 303)
    with writing(form.act, then=url_for(".views")):
        forget_view(view_named(request.form), by=current_user.id)
    flash("보기를 지웠습니다.", "success")
    return redirect(url_for(".views"), 303)
