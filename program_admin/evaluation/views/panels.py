"""The officer's panels: the list, forming one, its page, its cases, starting and confirming."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.handing_out import list_file
from program_admin.accounts.permission import needs
from program_admin.core.errors import RuleBroken
from program_admin.core.exports import Kind
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_date_weekday, korean_datetime
from program_admin.core.lists.columns import ChoiceFilter, Column, DateFilter, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries, services
from program_admin.evaluation.documents import RECUSAL_NAMES
from program_admin.evaluation.forms import CasesForm, InviteForm, PanelForm, RecusalForm
from program_admin.evaluation.models import (
    Panel,
    PanelCase,
    PanelSeat,
    PanelStatus,
    Recusal,
    RecusalKind,
    SheetStatus,
)
from program_admin.evaluation.queries import case_by_id, panel_by_id
from program_admin.evaluation.rules.choosing import HALF_NAMES
from program_admin.evaluation.states import BEFORE_SCORING, INVITATION, PANEL
from program_admin.evaluation.views.blueprint import pages
from program_admin.programs.models import Round
from program_admin.programs.queries import all_rounds, get_announced_round


@dataclass(frozen=True, slots=True)
class SeatShown:
    """One member as the panel's page shows it."""

    seat: PanelSeat
    number: str
    label: str
    tone: str
    answer_by: str
    progress: str
    steps: tuple[str, ...]


def session_words(panel: Panel) -> str:
    """2027. 1. 12.(화) 오전 · 본관 3층 회의실."""
    return f"{korean_date_weekday(panel.session_on)} {HALF_NAMES[panel.half_day]} · {panel.place}"


LISTING: Listing[Panel] = Listing(
    name="panels",
    title="평가위원회",
    columns=(
        Column(
            "name",
            "분과",
            lambda row: row.name,
            order=Panel.name,
            link=lambda row: url_for("evaluation.panel", panel_id=row.id),
        ),
        Column("round", "사업", lambda row: row.round.title, width=40),
        Column("session", "평가일", lambda row: row.session_on, kind=Kind.DATE, order=Panel.session_on),
        Column("place", "장소", lambda row: row.place),
        Column("cases", "과제", lambda row: len(row.cases), kind=Kind.NUMBER),
        Column("members", "참석 위원", lambda row: len(queries.taken_seats(row.id)), kind=Kind.NUMBER),
        Column(
            "status",
            "상태",
            lambda row: row.status,
            kind=Kind.BADGE,
            tone=lambda row: PANEL.tone(row.status),
            shown_as=lambda status: PANEL.label(str(status), staff=True),
            order=Panel.status,
        ),
    ),
    identity=Panel.id,
    order="-session",
    empty="아직 분과가 없습니다. 아래에서 회차를 골라 분과를 만들어 주세요.",
    filters=(
        ChoiceFilter(
            "status",
            "상태",
            tuple((state.value, PANEL.label(state, staff=True)) for state in PanelStatus),
            column=Panel.status,
        ),
        DateFilter("session", "평가일", Panel.session_on),
    ),
)


@pages.get("/panels/")
@needs(may.SEE_PANELS)
def panels() -> ResponseReturnValue:
    """List the panels, and what each round still needs."""
    file = list_file(LISTING, queries.panels())
    if file is not None:
        return file
    found = list_page(LISTING, queries.panels(), arguments=request.args, person_id=current_user.id)
    waiting = [
        (round_, sum(len(queries.free_applications(round_.id, stage.code.value)) for stage in stages))
        for round_ in all_rounds()
        if round_.status != "draft" and (stages := round_.terms.scored_stages)
    ]
    return page(
        "evaluation/panels.html",
        listing=found,
        waiting=waiting,
        may_manage=may.MANAGE_PANELS.held_in_principle(current_user),
    )


@pages.route("/panels/rounds/<uuid:round_id>/new", methods=["GET", "POST"])
@needs(may.MANAGE_PANELS, get_announced_round)
def new_panel(round_: Round) -> ResponseReturnValue:
    """Form a panel for a round."""
    form = PanelForm()
    stages = [(stage.code.value, stage.name) for stage in round_.terms.scored_stages]
    form.stage.choices = stages
    if form.stage.data is None and len(stages) == 1:
        form.stage.data = stages[0][0]
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act) as now:
                formed = services.form_panel(round_, form.panel(), by=current_user, now=now)
                there = answered(url_for(".panel", panel_id=formed.id))
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(there, 303)
    return page("evaluation/panel_new.html", _status(), form=form, round=round_)


@pages.get("/panels/<uuid:panel_id>")
@needs(may.SEE_PANELS, panel_by_id, logs="평가위원회 위원")
def panel(record: Panel) -> ResponseReturnValue:
    """Show one panel: cases, members, who has signed; no totals."""
    return panel_page(record, ActForm(formdata=None), InviteForm(formdata=None))


@pages.route("/panels/<uuid:panel_id>/cases", methods=["GET", "POST"])
@needs(may.MANAGE_PANELS, panel_by_id)
def add_cases(record: Panel) -> ResponseReturnValue:
    """Put eligible applications before the panel."""
    free = queries.free_applications(record.round_id, record.stage)
    form = CasesForm()
    form.applications.choices = [(str(each.id), f"{each.number} {each.company_name}") for each in free]
    form.applications.notes = {str(each.id): each.title for each in free}
    there = url_for(".panel", panel_id=record.id)
    if request.method == "POST" and form.validate():
        chosen = [each for each in free if str(each.id) in set(form.applications.data)]
        try:
            with writing(form.act, then=there) as now:
                services.add_cases(record, chosen, by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(there, 303)
    return page("evaluation/panel_cases.html", _status(), form=form, panel=record, free=free)


@pages.post("/panels/cases/<uuid:case_id>/remove")
@needs(may.MANAGE_PANELS, case_by_id)
def remove_case(case: PanelCase) -> ResponseReturnValue:
    """Take an application out of the panel."""
    there = url_for(".panel", panel_id=case.panel_id)
    with writing(ActForm().act, then=there) as now:
        services.remove_case(case, by=current_user, now=now)
    return redirect(there, 303)


@pages.post("/panels/<uuid:panel_id>/start")
@needs(may.MANAGE_PANELS, panel_by_id)
def start(record: Panel) -> ResponseReturnValue:
    """Begin scoring, or say everything that is missing."""
    form, there = ActForm(), url_for(".panel", panel_id=record.id)
    try:
        with writing(form.act, then=there) as now:
            services.start_scoring(record, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return panel_page(record, form, InviteForm(formdata=None), status=422)
    flash("평가를 시작했습니다. 위원들에게 알렸습니다.", "success")
    return redirect(there, 303)


@pages.post("/panels/<uuid:panel_id>/confirm")
@needs(may.CONFIRM_PANEL, panel_by_id)
def confirm(record: Panel) -> ResponseReturnValue:
    """Confirm the panel's result, or say what is missing."""
    form, there = ActForm(), url_for(".panel", panel_id=record.id)
    try:
        with writing(form.act, then=there) as now:
            services.confirm_panel(record, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return panel_page(record, form, InviteForm(formdata=None), status=422)
    flash("평가를 확정했습니다.", "success")
    return redirect(there, 303)


@pages.route("/panels/<uuid:panel_id>/recusals/new", methods=["GET", "POST"])
@needs(may.MANAGE_PANELS, panel_by_id)
def new_recusal(record: Panel) -> ResponseReturnValue:
    """Record 제척 or 기피."""
    form, there = RecusalForm(), url_for(".panel", panel_id=record.id)
    form.case_id.choices = [(str(each.id), each.application.company_name) for each in queries.cases_of(record.id)]
    form.seat_id.choices = [(str(each.id), each.evaluator.person.name) for each in queries.seats_of(record.id)]
    if request.method == "POST" and form.validate():
        cases = {str(each.id): each for each in queries.cases_of(record.id)}
        seats = {str(each.id): each for each in queries.seats_of(record.id)}
        try:
            with writing(form.act, then=there) as now:
                services.record_recusal(
                    cases[form.case_id.data],
                    seats[form.seat_id.data],
                    RecusalKind(form.kind.data),
                    by=current_user,
                    now=now,
                    reason=form.reason.data,
                )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(there, 303)
    return page("evaluation/recusal.html", _status(), form=form, panel=record)


def panel_page(record: Panel, form: ActForm, invite: InviteForm, *, status: int = 200) -> Response:
    """Draw the panel's page; `form` carries the objections of an act that was refused."""
    counts = queries.counted_sheets(record.id)
    steps = {step.name for step in PANEL.open_to(current_user, record)}
    return page(
        "evaluation/panel.html",
        status,
        panel=record,
        session=session_words(record),
        stage=next((each.name for each in record.round.terms.scored_stages if each.code == record.stage), ""),
        label=PANEL.label(record.status, staff=True),
        tone=PANEL.tone(record.status),
        steps=steps,
        size=record.round.terms.evaluation.team_size(record.stage),
        least=record.round.terms.evaluation.team_minimum(record.stage),
        seats=[_seat_shown(seat, counts) for seat in queries.all_seats_of(record.id)],
        cases=[(case, queries.opinion_on(case) is not None) for case in queries.cases_of(record.id)],
        recusals=[_recusal_row(record, each) for each in queries.recusals_of(record.id)],
        open_to_change=record.status in BEFORE_SCORING and may.MANAGE_PANELS.allows(current_user),
        may_recuse=record.status != PanelStatus.CONFIRMED and may.MANAGE_PANELS.allows(current_user),
        scored=record.status in (PanelStatus.COMPLETED, PanelStatus.CONFIRMED),
        form=form,
        invite=invite,
        forms=[form, invite],
    )


def _seat_shown(seat: PanelSeat, counts: dict[tuple[UUID, str], int]) -> SeatShown:
    signed = counts.get((seat.evaluator_id, SheetStatus.SIGNED.value), 0)
    waiting = counts.get((seat.evaluator_id, SheetStatus.OPEN.value), 0)
    progress = ""
    if signed:
        progress = "서명함"
    elif waiting:
        progress = "채점 중" if seat.pledge_signed_at else "서약 전"
    open_steps = tuple(step.name for step in INVITATION.open_to(current_user, seat))
    return SeatShown(
        seat=seat,
        number=str(seat.place),
        label=INVITATION.label(seat.status, staff=True),
        tone=INVITATION.tone(seat.status),
        answer_by=korean_date(seat.answer_by) if seat.answer_by else "",
        progress=progress,
        steps=open_steps,
    )


def _recusal_row(record: Panel, recusal: Recusal) -> list[object]:
    case = queries.case_of(record.id, recusal.application_id)
    seat = queries.seat_of(record.id, recusal.evaluator_id)
    return [
        RECUSAL_NAMES[RecusalKind(recusal.kind)],
        case.application.company_name if case else "",
        seat.evaluator.person.name if seat else "",
        recusal.reason,
        korean_datetime(recusal.at),
    ]


def _status() -> int:
    return 200 if request.method == "GET" else 422
