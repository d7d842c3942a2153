"""The evaluator's desk: the panels this person sits on."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.core.korean import korean_date_weekday
from program_admin.evaluation.models import Invitation, PanelSeat
from program_admin.evaluation.queries import own_seats
from program_admin.portal.desks.blocks import Block, Cell, Table
from program_admin.portal.links import linked

HEADS = (("분과", "wide"), ("날짜", ""), ("장소", ""), ("회신", ""), ("서약", ""))
ANSWERS = {
    Invitation.PROPOSED: "섭외 전",
    Invitation.INVITED: "회신 전",
    Invitation.UNDECIDED: "미정",
    Invitation.ACCEPTED: "참석",
    Invitation.DECLINED: "불참",
    Invitation.EXCLUDED: "제외",
}


def blocks(person: Person, _now: datetime) -> list[Block]:
    """The person's seats, as far as they were told of them."""
    rows = tuple(_row(seat) for seat in own_seats(person) if seat.status != Invitation.PROPOSED)
    return [Table("내 평가", HEADS, rows, "맡은 평가가 없습니다. 초대를 받으면 여기에 나타납니다.")]


def _row(seat: PanelSeat) -> tuple[Cell, ...]:
    endpoint = "evaluation.own_panel" if seat.status == Invitation.ACCEPTED else "evaluation.invitation"
    return (
        linked(seat.panel.name, endpoint, seat_id=seat.id),
        korean_date_weekday(seat.panel.session_on),
        seat.panel.place,
        ANSWERS[Invitation(seat.status)],
        "서약함" if seat.pledge_signed_at else "서약 전",
    )
