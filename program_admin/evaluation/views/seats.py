"""The officer seats evaluators: who has a conflict, who is free, the suggestion, invitations, chair, exclusion."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries, services
from program_admin.evaluation.forms import InviteForm, ReasonForm, SeatForm
from program_admin.evaluation.models import Evaluator, Panel, PanelSeat
from program_admin.evaluation.queries import panel_by_id, seat_by_id
from program_admin.evaluation.rules.choosing import half_day_of
from program_admin.evaluation.views.blueprint import pages
from program_admin.evaluation.views.evaluators import half_day_words
from program_admin.evaluation.views.panels import panel_page, session_words


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """One evaluator as the page of seats shows them."""

    evaluator: Evaluator
    free: bool
    half_days: str
    panels: int
    conflicts: tuple[str, ...]


@pages.get("/panels/<uuid:panel_id>/seats")
@needs(may.MANAGE_PANELS, panel_by_id, logs="평가위원 명단")
def seats(record: Panel) -> ResponseReturnValue:
    """Show every evaluator who has no seat, with what the data says against them."""
    return _page(record, ActForm(formdata=None))


@pages.post("/panels/<uuid:panel_id>/seats")
@needs(may.MANAGE_PANELS, panel_by_id)
def take_seat(record: Panel) -> ResponseReturnValue:
    """Give one evaluator a seat; a conflict is refused with its sentence."""
    form = SeatForm()
    there = url_for(".seats", panel_id=record.id)
    try:
        with writing(form.act, then=there) as now:
            services.propose_seat(record, _evaluator(form.evaluator_id.data), by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(record, form, status=422)
    return redirect(there, 303)


@pages.post("/panels/<uuid:panel_id>/seats/suggest")
@needs(may.MANAGE_PANELS, panel_by_id)
def suggest(record: Panel) -> ResponseReturnValue:
    """Fill the panel with evaluators free of conflicts."""
    form = ActForm()
    there = url_for(".panel", panel_id=record.id)
    try:
        with writing(form.act, then=there) as now:
            added = len(services.suggest_seats(record, by=current_user, now=now))
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(record, form, status=422)
    flash(f"위원 {added}명을 후보로 넣었습니다. 확인한 뒤 초청해 주세요.", "success")
    return redirect(there, 303)


@pages.post("/panels/<uuid:panel_id>/invite")
@needs(may.MANAGE_PANELS, panel_by_id)
def invite(record: Panel) -> ResponseReturnValue:
    """Invite every proposed member."""
    form, there = InviteForm(), url_for(".panel", panel_id=record.id)
    if not form.validate():
        return panel_page(record, ActForm(formdata=None), form, status=422)
    try:
        with writing(form.act, then=there) as now:
            invited = services.invite_members(record, form.answer_by.data, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return panel_page(record, ActForm(formdata=None), form, status=422)
    flash(f"{invited}명에게 초청을 보냈습니다.", "success")
    return redirect(there, 303)


@pages.post("/panels/seats/<uuid:seat_id>/chair")
@needs(may.MANAGE_PANELS, seat_by_id)
def chair(seat: PanelSeat) -> ResponseReturnValue:
    """Name the chair."""
    there = url_for(".panel", panel_id=seat.panel_id)
    with writing(ActForm().act, then=there) as now:
        services.name_chair(seat, by=current_user, now=now)
    return redirect(there, 303)


@pages.route("/panels/seats/<uuid:seat_id>/exclude", methods=["GET", "POST"])
@needs(may.MANAGE_PANELS, seat_by_id)
def exclude(seat: PanelSeat) -> ResponseReturnValue:
    """Take a member out with a reason."""
    form, there = ReasonForm(), url_for(".panel", panel_id=seat.panel_id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.exclude(seat, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(there, 303)
    return page("evaluation/seat_exclude.html", 200 if request.method == "GET" else 422, form=form, seat=seat)


def _evaluator(text: str | None) -> Evaluator:
    try:
        return queries.evaluator_by_id(UUID(str(text)))
    except ValueError:
        raise RuleBroken(["위원을 목록에서 골라 주세요."]) from None


def _page(record: Panel, form: ActForm, *, status: int = 200) -> Response:
    seated = {seat.evaluator_id for seat in queries.all_seats_of(record.id)}
    asked = queries.panels_per_evaluator(record.round_id)
    half_day = half_day_of(record.session_on, record.half_day)
    others = [each for each in queries.active_evaluators() if each.id not in seated]
    tied = queries.conflicts_on(record, others)
    found = [
        CandidateShown(
            each,
            half_day in each.half_days,
            half_day_words(each),
            asked.get(each.id, 0),
            tuple(tied[each.id]),
        )
        for each in others
    ]
    return page(
        "evaluation/seats.html",
        status,
        panel=record,
        session=session_words(record),
        candidates=sorted(found, key=lambda one: (bool(one.conflicts), not one.free)),
        standing=len(queries.seats_of(record.id)),
        size=record.round.terms.evaluation.team_size(record.stage),
        form=form,
    )
