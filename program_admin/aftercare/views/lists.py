"""The list pages: visits, a visitor's own ones by day, a project's history, corrective actions."""

from dataclasses import dataclass

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import Select

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.aftercare import permissions as may
from program_admin.aftercare import services
from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import (
    actions_visible_to,
    own_visits,
    readings_of,
    unplanned_agreements,
    visible_to,
    visits_of,
)
from program_admin.aftercare.rules.planning import followed_up
from program_admin.aftercare.states import PROCESS
from program_admin.aftercare.views.blueprint import pages
from program_admin.aftercare.views.listing import actions_listing, is_late, visits_listing
from program_admin.aftercare.views.shown import kpi_lines
from program_admin.agreements.models import Agreement
from program_admin.agreements.queries import agreement_by_id
from program_admin.applications.queries import plan_of
from program_admin.core import clock
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_date_weekday
from program_admin.core.lists.columns import Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing


@dataclass(frozen=True, slots=True)
class Errand:
    """One visit to make, as the visitor's list shows it."""

    day: str
    company: str
    name: str
    address: str
    contact: str
    phone: str
    href: str
    sheet: str
    risks: tuple[str, ...]
    late: bool


@pages.get("/")
@needs(may.LIST)
def visits() -> ResponseReturnValue:
    """List the visits a person may see."""
    may_plan = may.PLAN.allows(current_user)
    waiting = len(unplanned_agreements()) if may_plan else 0
    listing = visits_listing(staff=current_user.is_staff)
    return _listed(listing, visible_to(current_user), "aftercare/visits.html", waiting=waiting)


@pages.get("/mine")
@needs(may.MINE)
def mine() -> ResponseReturnValue:
    """List a visitor's own visits by day, with address and phone."""
    return page("aftercare/mine.html", errands=[_errand(visit) for visit in own_visits(current_user)])


@pages.get("/of/<uuid:agreement_id>")
@needs(may.HISTORY, agreement_by_id)
def history(agreement: Agreement) -> ResponseReturnValue:
    """Show a project's visits and how its measures went."""
    shown = [visit for visit in visits_of(agreement.id) if may.SEE.allows(current_user, visit)]
    readings = readings_of([visit.id for visit in shown])
    return page(
        "aftercare/history.html",
        agreement=agreement,
        rows=[_history_row(visit) for visit in shown],
        lines=kpi_lines(shown, readings),
        may_plan=followed_up(agreement.terms) and may.PLAN.allows(current_user, agreement),
        form=ActForm(formdata=None),
    )


@pages.post("/plan")
@needs(may.PLAN)
def plan_all() -> ResponseReturnValue:
    """Plan the visits of every completed project that has none."""
    planned = 0
    with writing(ActForm().act, then=url_for(".visits")) as now:
        for agreement in unplanned_agreements():
            planned += len(services.plan_visits(agreement, by=current_user, now=now))
    flash(f"방문 {planned}건을 계획했습니다. 이제 점검위원과 날을 정해 주세요.", "success")
    return redirect(url_for(".visits"), 303)


@pages.post("/of/<uuid:agreement_id>/plan")
@needs(may.PLAN, agreement_by_id)
def plan(agreement: Agreement) -> ResponseReturnValue:
    """Plan the visits one project still lacks."""
    with writing(ActForm().act) as now:
        planned = len(services.plan_visits(agreement, by=current_user, now=now))
        there = answered(url_for(".history", agreement_id=agreement.id))
    said = f"방문 {planned}건을 계획했습니다." if planned else "이미 모두 계획되어 있습니다."
    flash(said, "success" if planned else "information")
    return redirect(there, 303)


@pages.get("/actions")
@needs(may.LIST_ACTIONS)
def actions() -> ResponseReturnValue:
    """List the corrective actions a person may see."""
    listing = actions_listing(staff=current_user.is_staff)
    return _listed(listing, actions_visible_to(current_user), "aftercare/actions.html")


def _listed(listing: Listing, statement: Select, template: str, *, waiting: int = 0) -> ResponseReturnValue | Response:
    file = list_file(listing, statement)
    if file is not None:
        return file
    found = list_page(listing, statement, arguments=request.args, person_id=current_user.id)
    return page(template, listing=found, form=ActForm(formdata=None), waiting=waiting)


def _errand(visit: Visit) -> Errand:
    agreement = visit.agreement
    plan = plan_of(agreement.application_id)
    day = visit.planned_for or visit.due_on
    return Errand(
        day=korean_date_weekday(day),
        company=agreement.company_name,
        name=visit.name,
        address=visit.address,
        contact=plan.contact_name if plan else agreement.company.representatives_text,
        phone=plan.contact_phone if plan else agreement.company.phone,
        href=url_for(".show", visit_id=visit.id),
        sheet=url_for(".sheet", visit_id=visit.id),
        risks=tuple(visit.risks),
        late=day < clock.today(),
    )


def _history_row(visit: Visit) -> list[object]:
    staff = current_user.is_staff
    label = "늦음" if is_late(visit) else PROCESS.label(visit.status, staff=staff)
    tone = "danger" if is_late(visit) else PROCESS.tone(visit.status)
    return [
        {"text": visit.name, "link": url_for(".show", visit_id=visit.id)},
        korean_date(visit.due_on),
        korean_date(visit.planned_for) if visit.planned_for else "정하기 전",
        {"text": label, "tone": tone},
    ]
