"""The approval line: drafted by one person, signed seat by seat by others, decided by the last."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.accounts.roles import Role
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Approval, ApprovalSeat, Duty, Status
from program_admin.workflow.process import Label, Process, Step, one


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat as the round's approval table names it; `delegated` marks 전결."""

    duty: Duty
    role: Role
    position: str
    delegated: bool = False


def _seat_is_theirs(person: Person, approval: object) -> bool:
    if not isinstance(approval, Approval) or approval.next_seat is None:
        return False
    signers = {approval.drafted_by} | {seat.signed_by for seat in approval.seats}
    return Role(approval.next_seat.role) in person.roles and person.id not in signers


def _drafted_it(person: Person, approval: object) -> bool:
    return isinstance(approval, Approval) and approval.drafted_by == person.id


def _seats_before_wait(approval: object) -> list[str]:
    """The deciding seat is signed last (결재선의 순서)."""
    waiting = [seat for seat in approval.seats if seat.signed_at is None] if isinstance(approval, Approval) else []
    if len(waiting) <= 1:
        return []
    return [f"아직 ‘{waiting[0].label}’({waiting[0].position}) 서명이 남아 있습니다. 순서대로 서명해 주세요."]


SIGN = Permission(
    "approval:sign", ((Role.APPROVER, _seat_is_theirs), (Role.OFFICER, _seat_is_theirs)), label="결재·반려"
)
WITHDRAW = Permission("approval:withdraw", ((Role.OFFICER, _drafted_it),), label="상신 취소")

PROCESS = Process(
    noun="approval",
    title="결재",
    states=Status,
    start=Status.WAITING,
    steps=(
        Step("approve", "결재", one(Status.WAITING), Status.APPROVED, SIGN, objections=_seats_before_wait),
        Step("record_outside", "외부결재 입력", one(Status.WAITING), Status.APPROVED, SIGN),
        Step("return", "반려", one(Status.WAITING), Status.RETURNED, SIGN, needs_reason=True, dangerous=True),
        Step("withdraw", "상신 취소", one(Status.WAITING), Status.WITHDRAWN, WITHDRAW),
        Step("lapse", "대상이 없어져 끝냄", one(Status.WAITING), Status.WITHDRAWN, None),
    ),
    labels={
        Status.WAITING: Label("결재 대기", "처리 중", "warning"),
        Status.APPROVED: Label("결재 완료", "처리 완료", "success"),
        Status.RETURNED: Label("반려", "처리 중", "danger"),
        Status.WITHDRAWN: Label("상신 취소", "처리 중", "neutral"),
    },
)


def draft(
    act: str,
    subject: tuple[str, uuid.UUID],
    *,
    title: str,
    amount_won: int | None,
    line: tuple[Seat, ...],
    by: Person,
    now: datetime,
) -> Approval:
    """Put an act up for approval (기안): the drafter's seat is signed at once, the others wait in order.

    Raises RuleBroken if the line has no deciding seat or the same subject already waits for this act.
    """
    kind, identifier = subject
    if waiting_for(act, subject) is not None:
        raise RuleBroken(["이미 결재를 올린 건입니다. 결재가 끝난 뒤 다시 올려 주세요."])
    if not any(seat.duty is Duty.DECIDE for seat in line):
        raise RuleBroken(["결재선에 결재권자가 없습니다. 사업 설정의 위임전결 표를 확인해 주세요."])
    approval = Approval(
        act=act,
        subject_kind=kind,
        subject_id=identifier,
        title=title,
        amount_won=amount_won,
        drafted_by=by.id,
        drafted_at=now,
        status=Status.WAITING.value,
    )
    first = ApprovalSeat(place=1, duty=Duty.DRAFT.value, role=Role.OFFICER.value, position=by.position or "담당")
    first.signed_by, first.signed_name, first.signed_at = by.id, by.name, now
    approval.seats = [first] + [
        ApprovalSeat(
            place=place, duty=seat.duty.value, role=seat.role.value, position=seat.position, delegated=seat.delegated
        )
        for place, seat in enumerate((seat for seat in line if seat.duty is not Duty.DRAFT), start=2)
    ]
    db.session.add(approval)
    db.session.flush()
    return approval


def sign(approval: Approval, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign the next seat; return True when that was the deciding one (the caller then does the act itself).

    Raises NotAllowed for the drafter, for anyone who signed before, and for a role the seat does not name.
    """
    if not SIGN.allows(by, approval):
        raise NotAllowed(SIGN.name)
    seat = approval.next_seat
    if seat is None:
        raise RuleBroken(["이미 결재가 끝난 건입니다."])
    last = seat is approval.seats[-1]
    if last:
        take_step(PROCESS, approval, "approve", by=by, now=now)
        approval.decided_at = now
    elif approval.status != Status.WAITING.value:
        raise RuleBroken(["이미 결재가 끝난 건입니다."])
    seat.signed_by, seat.signed_name, seat.signed_at, seat.opinion = by.id, by.name, now, opinion
    return last


def send_back(approval: Approval, *, by: Person, now: datetime, reason: str) -> None:
    """Return the draft with a reason (반려); it may then be drafted anew."""
    take_step(PROCESS, approval, "return", by=by, now=now, reason=reason)
    approval.decided_at = now


def lapse(approval: Approval, *, by: Person, now: datetime) -> None:
    """End a line whose subject is no more: there is nothing left to decide about."""
    take_step(PROCESS, approval, "lapse", by=by, now=now)
    approval.decided_at = now


def record_outside(
    approval: Approval, *, number: str, signed_on: date, approver: str, by: Person, now: datetime
) -> None:
    """Enter an approval given in another system (외부결재); another person than the drafter confirms it by this act."""
    take_step(PROCESS, approval, "record_outside", by=by, now=now, reason=f"외부결재 {number}")
    for seat in approval.seats:
        if seat.signed_at is None:
            seat.signed_name, seat.signed_at = approver, now
            seat.outside_number, seat.outside_date = number, signed_on
    approval.seats[-1].signed_by = by.id
    approval.decided_at = now


def waiting_for(act: str, subject: tuple[str, uuid.UUID]) -> Approval | None:
    """Return the approval of that act which still waits, if any."""
    kind, identifier = subject
    return db.session.scalar(
        select(Approval).where(
            Approval.act == act,
            Approval.subject_kind == kind,
            Approval.subject_id == identifier,
            Approval.status == Status.WAITING.value,
        )
    )


def latest(act: str, subject: tuple[str, uuid.UUID]) -> Approval | None:
    """Return the newest approval of that act, whatever its state."""
    kind, identifier = subject
    found = select(Approval).where(
        Approval.act == act, Approval.subject_kind == kind, Approval.subject_id == identifier
    )
    return db.session.scalar(found.order_by(Approval.drafted_at.desc()).limit(1))


def waiting_for_person(person: Person) -> list[Approval]:
    """Return every approval whose next seat this person may sign, oldest first."""
    waiting = db.session.scalars(
        select(Approval).where(Approval.status == Status.WAITING.value).order_by(Approval.drafted_at)
    )
    return [approval for approval in waiting if SIGN.allows(person, approval)]
