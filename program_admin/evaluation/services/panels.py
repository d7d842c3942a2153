"""Panels: formed, filled with cases and members, started, confirmed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.evaluation import notices, queries
from program_admin.evaluation import permissions as may
from program_admin.evaluation.models import Evaluator, Invitation, Panel, PanelCase, PanelSeat, PanelStatus, Sheet
from program_admin.evaluation.rules.choosing import Candidate, half_day_of, suggested
from program_admin.evaluation.services.locking import lock, require
from program_admin.evaluation.states import BEFORE_SCORING, INVITATION, PANEL, SHEET
from program_admin.programs.models import Round
from program_admin.workflow.engine import take_step


@dataclass(frozen=True, slots=True)
class NewPanel:
    """A session: its name (1분과), stage code, day, half ("am" or "pm") and place."""

    name: str
    stage: str
    session_on: date
    half_day: str
    place: str


def form_panel(round_: Round, new: NewPanel, *, by: Person, now: datetime) -> Panel:
    """Form a panel for one stage of a round; raises RuleBroken for a taken name or a stage the round does not score."""
    require(may.MANAGE_PANELS, by)
    if new.stage not in {stage.code.value for stage in round_.terms.scored_stages}:
        raise RuleBroken(["이 회차에서 채점하지 않는 단계입니다. 단계를 다시 골라 주세요."])
    if any(panel.name == new.name for panel in queries.panels_of(round_.id)):
        sentence = f"‘{new.name}’ 분과가 이미 있습니다. 다른 이름으로 적어 주세요."
        raise RuleBroken([sentence], {"name": [sentence]})
    panel = Panel(
        round_id=round_.id,
        stage=new.stage,
        name=new.name,
        session_on=new.session_on,
        half_day=new.half_day,
        place=new.place,
        status=PANEL.start.value,
        created_by_id=by.id,
        created_at=now,
    )
    db.session.add(panel)
    db.session.flush()
    record("panel:form", "Panel", panel.id, by=by, now=now, after=panel.name)
    return panel


def add_cases(panel: Panel, applications: Sequence[Application], *, by: Person, now: datetime) -> None:
    """Put eligible applications before the panel; raises RuleBroken for taken ones and for known conflicts."""
    require(may.MANAGE_PANELS, by)
    _before_scoring(panel)
    free = {each.id for each in queries.free_applications(panel.round_id, panel.stage)}
    objections = [
        f"{each.company_name}: 적합 과제가 아니거나 이미 다른 분과에 있습니다. 화면을 새로 고쳐 주세요."
        for each in applications
        if each.id not in free
    ]
    objections += [
        f"{each.company_name} – {seat.evaluator.person.name} 위원: {sentence}"
        for seat, each, sentence in queries.seated_conflicts(panel, applications)
    ]
    if not applications:
        objections.append("분과에 넣을 과제를 골라 주세요.")
    if objections:
        raise RuleBroken(objections)
    last = max((case.place for case in queries.cases_of(panel.id)), default=0)
    for place, each in enumerate(applications, start=last + 1):
        db.session.add(PanelCase(panel_id=panel.id, application_id=each.id, place=place))
        record("panel:add_case", "Panel", panel.id, by=by, now=now, after=each.number)
    db.session.flush()


def remove_case(case: PanelCase, *, by: Person, now: datetime) -> None:
    """Take an application out of a panel that has not begun."""
    require(may.MANAGE_PANELS, by)
    _before_scoring(case.panel)
    record("panel:remove_case", "Panel", case.panel_id, by=by, now=now, before=case.application.number)
    db.session.delete(case)
    db.session.flush()


def propose_seat(panel: Panel, evaluator: Evaluator, *, by: Person, now: datetime) -> PanelSeat:
    """Give an evaluator a seat; a conflict with any case of the panel is refused with its sentence (제척)."""
    require(may.MANAGE_PANELS, by)
    _before_scoring(panel)
    name = evaluator.person.name
    found = queries.conflicts_on(panel, [evaluator])[evaluator.id]
    objections = [f"{name} 위원을 넣을 수 없습니다. {each}" for each in found]
    if not evaluator.active:
        objections.append(f"{name} 위원은 지금 섭외하지 않는 위원입니다. 명단에서 상태를 확인해 주세요.")
    if queries.seat_of(panel.id, evaluator.id) is not None:
        objections.append(f"{name} 위원은 이미 이 분과에 있거나 제외한 위원입니다.")
    if objections:
        raise RuleBroken(objections)
    return _seat(panel, evaluator.id, by=by, now=now)


def suggest_seats(panel: Panel, *, by: Person, now: datetime) -> list[PanelSeat]:
    """Fill the panel up to the round's size with evaluators free of conflicts, and name a chair if there is none."""
    require(may.MANAGE_PANELS, by)
    _before_scoring(panel)
    standing = queries.seats_of(panel.id)
    room = panel.round.terms.evaluation.team_size(panel.stage) - len(standing)
    chosen = suggested(candidates_for(panel), room, [seat.evaluator.field for seat in standing])
    if not chosen:
        raise RuleBroken(["더 넣을 수 있는 위원이 없습니다. 명단에 위원을 더하거나 자리를 비워 주세요."])
    seats = [_seat(panel, evaluator_id, by=by, now=now) for evaluator_id in chosen]
    if not any(seat.chair for seat in standing):
        name_chair(seats[0] if not standing else standing[0], by=by, now=now)
    return seats


def candidates_for(panel: Panel) -> list[Candidate]:
    """Return the active evaluators without seat and without conflict on the panel, as the suggestion reads them."""
    seated = {seat.evaluator_id for seat in queries.all_seats_of(panel.id)}
    asked = queries.panels_per_evaluator(panel.round_id)
    half_day = half_day_of(panel.session_on, panel.half_day)
    free = [each for each in queries.active_evaluators() if each.id not in seated]
    tied = queries.conflicts_on(panel, free)
    return [
        Candidate(each.id, each.field, half_day in each.half_days, asked.get(each.id, 0))
        for each in free
        if not tied[each.id]
    ]


def name_chair(seat: PanelSeat, *, by: Person, now: datetime) -> None:
    """Name the chair (위원장); the earlier one loses the office."""
    require(may.MANAGE_PANELS, by)
    _before_scoring(seat.panel)
    if seat not in queries.seats_of(seat.panel_id):
        raise RuleBroken(["불참하거나 제외한 위원은 위원장이 될 수 없습니다. 다른 위원을 골라 주세요."])
    for each in queries.all_seats_of(seat.panel_id):
        each.chair = each.id == seat.id
    record("panel:name_chair", "Panel", seat.panel_id, by=by, now=now, after=seat.evaluator_id)
    db.session.flush()


def invite_members(panel: Panel, answer_by: date, *, by: Person, now: datetime) -> int:
    """Invite every proposed member with a message; returns how many. The first time the panel moves on."""
    require(may.MANAGE_PANELS, by)
    _before_scoring(panel)
    if answer_by > panel.session_on:
        sentence = "회신 기한은 평가일보다 늦을 수 없습니다."
        raise RuleBroken([sentence], {"answer_by": [sentence]})
    if panel.status == PanelStatus.FORMING:
        take_step(PANEL, panel, "invite", by=by, now=now)
    found = queries.conflicts_in(panel)
    waiting = [seat for seat in queries.seats_of(panel.id) if seat.status == Invitation.PROPOSED]
    if not waiting:
        found.append("새로 초청할 후보가 없습니다. 위원을 먼저 넣어 주세요.")
    if found:
        raise RuleBroken(found)
    for seat in waiting:
        take_step(INVITATION, seat, "invite", by=by, now=now)
        seat.answer_by = answer_by
        notices.tell_invited(seat, now=now)
    return len(waiting)


def exclude(seat: PanelSeat, *, by: Person, now: datetime, reason: str) -> None:
    """Take a member out of a panel that has not begun, with a reason; who was invited is told."""
    lock(seat)
    known = seat.status != Invitation.PROPOSED
    declined = seat.status == Invitation.DECLINED
    take_step(INVITATION, seat, "exclude", by=by, now=now, reason=reason)
    seat.chair = False
    if known and not declined:
        notices.tell_excluded(seat, now=now)


def start_scoring(panel: Panel, *, by: Person, now: datetime) -> None:
    """Begin: enough members have accepted and one is chair; each gets a sheet for every case not recused from."""
    lock(panel)
    take_step(PANEL, panel, "start", by=by, now=now)
    recused = queries.recused_pairs(panel.id)
    for seat in queries.taken_seats(panel.id):
        for case in queries.cases_of(panel.id):
            if (case.application_id, seat.evaluator_id) not in recused:
                db.session.add(
                    Sheet(
                        panel_id=panel.id,
                        application_id=case.application_id,
                        evaluator_id=seat.evaluator_id,
                        status=SHEET.start.value,
                    )
                )
        notices.tell_started(seat, now=now)
    db.session.flush()


def confirm_panel(panel: Panel, *, by: Person, now: datetime) -> None:
    """Confirm the panel's result (평가확정): every sheet signed, an overall opinion on every case."""
    lock(panel)
    take_step(PANEL, panel, "confirm", by=by, now=now)


def _seat(panel: Panel, evaluator_id: uuid.UUID, *, by: Person, now: datetime) -> PanelSeat:
    last = max((seat.place for seat in queries.all_seats_of(panel.id)), default=0)
    seat = PanelSeat(
        panel_id=panel.id, evaluator_id=evaluator_id, place=last + 1, chair=False, status=INVITATION.start.value
    )
    db.session.add(seat)
    db.session.flush()
    record("panel:propose", "PanelSeat", seat.id, by=by, now=now, after=evaluator_id)
    return seat


def _before_scoring(panel: Panel) -> None:
    lock(panel)
    if panel.status not in BEFORE_SCORING:
        raise RuleBroken(["평가가 시작된 분과는 바꿀 수 없습니다. 필요하면 제척·기피를 기록해 주세요."])
