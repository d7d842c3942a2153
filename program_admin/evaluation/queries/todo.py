"""What waits for a person in the evaluation: tiles of the desk."""

from datetime import datetime

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.core.database import db
from program_admin.core.korean import korean_date
from program_admin.core.todo import Todo
from program_admin.evaluation.models import Invitation, Panel, PanelSeat, PanelStatus, RankingStatus, Sheet, SheetStatus
from program_admin.evaluation.queries.panels import (
    all_seats_of,
    cases_without_opinion,
    free_applications,
    own_seats,
    panels_of,
    taken_seats,
)
from program_admin.evaluation.queries.rankings import not_ready_to_rank, ranking_of
from program_admin.evaluation.queries.sheets import faults_of, sheets_of_seat
from program_admin.programs.models import Round
from program_admin.programs.queries import past_rounds
from program_admin.workflow.approval import waiting_for_person

NAMED = 3
"""So many names stand on a tile; the others are counted."""


def officer_todo(person: Person, now: datetime) -> list[Todo]:
    """Applications without a panel, panels to fill, start or confirm, a ranking to draft."""
    if Role.OFFICER not in person.roles:
        return []
    return [todo for round_ in past_rounds(now) for todo in _of_round(round_)]


def approver_todo(person: Person, now: datetime) -> list[Todo]:
    """Rankings that wait for this person's signature."""
    found = []
    for approval in waiting_for_person(person):
        if approval.subject_kind == "Ranking":
            address = {"ranking_id": str(approval.subject_id)}
            since = f"{korean_date(approval.drafted_at.date())} 상신"
            found.append(Todo(1, f"결재할 순위표: {approval.title}", since, "evaluation.ranking", address, "warning"))
    return found


def evaluator_todo(person: Person, now: datetime) -> list[Todo]:
    """Invitations to answer, pledges and sheets to sign, opinions a chair owes."""
    if Role.EVALUATOR not in person.roles:
        return []
    found = []
    for seat in own_seats(person):
        todo = _of_seat(seat)
        if todo is not None:
            found.append(todo)
    return found


def _of_seat(seat: PanelSeat) -> Todo | None:
    panel, here = seat.panel, {"seat_id": str(seat.id)}
    day = korean_date(panel.session_on)
    if seat.status in (Invitation.INVITED, Invitation.UNDECIDED):
        until = f"{korean_date(seat.answer_by)}까지 회신" if seat.answer_by else f"{day} 평가"
        return Todo(1, f"참석 회신: {panel.name}", until, "evaluation.invitation", here, "warning")
    if seat.status != Invitation.ACCEPTED or panel.status in (PanelStatus.FORMING, PanelStatus.INVITING):
        return None
    if panel.status == PanelStatus.SCORING:
        sheets = [sheet for sheet in sheets_of_seat(seat) if sheet.status == SheetStatus.OPEN]
        open_ones = [sheet for sheet in sheets if faults_of(sheet)]
        if open_ones:
            return Todo(len(open_ones), f"채점할 과제: {panel.name}", f"{day} 평가", "evaluation.own_panel", here)
        return Todo(1, f"평가표 서명: {panel.name}", "채점을 마쳤습니다", "evaluation.sign", here) if sheets else None
    if seat.chair and panel.status == PanelStatus.COMPLETED:
        missing = cases_without_opinion(panel.id)
        if missing:
            return Todo(len(missing), f"위원장 종합의견: {panel.name}", "평가완료", "evaluation.own_panel", here)
    return None


def _of_round(round_: Round) -> list[Todo]:
    here = {"round_id": str(round_.id)}
    found = []
    panels = panels_of(round_.id)
    for stage in round_.terms.scored_stages:
        waiting = free_applications(round_.id, stage.code.value)
        if waiting:
            found.append(Todo(len(waiting), f"분과에 넣을 적합 과제: {stage.name}", round_.title, "evaluation.panels"))
    for panel in panels:
        todo = _of_panel(panel)
        if todo is not None:
            found.append(todo)
    ranking = ranking_of(round_.id)
    if ranking is None and panels and not not_ready_to_rank(round_):
        found.append(Todo(1, "순위표를 만들 수 있습니다", round_.title, "evaluation.round_ranking", here))
    elif ranking is not None and ranking.status == RankingStatus.DRAFTED:
        found.append(Todo(1, "결재를 올릴 순위표", round_.title, "evaluation.ranking", {"ranking_id": str(ranking.id)}))
    return found


def _of_panel(panel: Panel) -> Todo | None:
    here, day = {"panel_id": str(panel.id)}, f"{korean_date(panel.session_on)} 평가"
    if panel.status == PanelStatus.FORMING:
        return Todo(1, f"구성할 분과: {panel.name}", day, "evaluation.panel", here)
    if panel.status == PanelStatus.INVITING:
        declined = [seat for seat in all_seats_of(panel.id) if seat.status == Invitation.DECLINED]
        taken = taken_seats(panel.id)
        size = panel.round.terms.evaluation.team_size(panel.stage)
        if declined and len(taken) < size:
            return Todo(len(declined), f"불참 위원 교체: {panel.name}", day, "evaluation.panel", here, "warning")
        return Todo(1, f"섭외 중인 분과: {panel.name}", f"참석 {len(taken)}명 · {day}", "evaluation.panel", here)
    if panel.status == PanelStatus.SCORING:
        return _running(panel, day)
    if panel.status == PanelStatus.COMPLETED:
        return Todo(1, f"평가확정할 분과: {panel.name}", day, "evaluation.panel", here)
    return None


def _running(panel: Panel, day: str) -> Todo | None:
    """A panel that scores, and who still has to sign; nothing once everybody has signed."""
    names = [seat.evaluator.person.name for seat in evaluators_with_open_sheets() if seat.panel_id == panel.id]
    if not names:
        return None
    shown = ", ".join(names[:NAMED]) + (f" 외 {len(names) - NAMED}명" if len(names) > NAMED else "")
    here, title = {"panel_id": str(panel.id)}, f"서명을 기다리는 위원: {panel.name}"
    return Todo(len(names), title, f"{day} · {shown}", "evaluation.panel", here)


def evaluators_with_open_sheets() -> list[PanelSeat]:
    """Return the seats of running panels whose sheets are not signed yet."""
    rows = (
        select(PanelSeat)
        .join(Panel)
        .join(Sheet, (Sheet.panel_id == PanelSeat.panel_id) & (Sheet.evaluator_id == PanelSeat.evaluator_id))
        .where(Panel.status == PanelStatus.SCORING.value, Sheet.status == SheetStatus.OPEN.value)
        .distinct()
        .order_by(PanelSeat.id)
    )
    return list(db.session.scalars(rows))


def unanswered_invitations() -> list[PanelSeat]:
    """Return the invitations nobody has answered yet."""
    rows = select(PanelSeat).where(PanelSeat.status == Invitation.INVITED.value).order_by(PanelSeat.id)
    return list(db.session.scalars(rows))
