"""The approval line: nobody approves own work, every seat in order, a return with its reason."""

from datetime import date

import pytest

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.audit.models import AuditEntry, AuditNote
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.workflow.approval import (
    PROCESS,
    Seat,
    draft,
    latest,
    record_outside,
    send_back,
    sign,
    waiting_for,
    waiting_for_person,
)
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Approval, Duty, Status
from tests.builders.people import make_person

REVIEW = Seat(Duty.REVIEW, Role.OFFICER, "팀장")
DECIDE = Seat(Duty.DECIDE, Role.APPROVER, "센터장")
DELEGATED = Seat(Duty.DECIDE, Role.APPROVER, "팀장", delegated=True)


@pytest.fixture
def drafter(app) -> Person:
    return make_person(Role.OFFICER, Role.APPROVER, name="김서연", position="담당")


def put_up(by: Person, *line: Seat, subject=None) -> Approval:
    with transaction() as now:
        about = subject or ("Ranking", new_id())
        return draft("ranking:approve", about, title="선정 순위", amount_won=None, line=line, by=by, now=now)


def signed(approval: Approval, by: Person) -> bool:
    with transaction() as now:
        return sign(approval, by=by, now=now)


def test_the_drafter_signs_first_and_the_others_wait_in_order(drafter):
    approval = put_up(drafter, REVIEW, DECIDE)

    assert [(seat.label, seat.position, seat.signed_name) for seat in approval.seats] == [
        ("기안", "담당", "김서연"),
        ("검토", "팀장", ""),
        ("결재", "센터장", ""),
    ]
    assert approval.status == Status.WAITING


def test_the_deciding_seat_approves(drafter):
    approval = put_up(drafter, REVIEW, DECIDE)
    reviewer, approver = make_person(Role.OFFICER), make_person(Role.APPROVER)

    assert (signed(approval, reviewer), approval.status) == (False, "waiting")
    assert (signed(approval, approver), approval.status) == (True, "approved")
    assert [seat.signed_by for seat in approval.seats] == [drafter.id, reviewer.id, approver.id]


def test_nobody_approves_own_work(drafter):
    approval = put_up(drafter, DECIDE)

    with pytest.raises(NotAllowed):
        signed(approval, drafter)

    assert approval.status == Status.WAITING


def test_nobody_sits_in_two_seats(drafter):
    both = make_person(Role.OFFICER, Role.APPROVER)
    approval = put_up(drafter, REVIEW, DECIDE)
    signed(approval, both)

    with pytest.raises(NotAllowed):
        signed(approval, both)


def test_no_seat_is_jumped_over(drafter):
    approval = put_up(drafter, REVIEW, DECIDE)

    with pytest.raises(NotAllowed):
        signed(approval, make_person(Role.APPROVER))


def test_the_table_cannot_be_gone_around_by_taking_the_step(drafter):
    approval = put_up(drafter, REVIEW, DECIDE)

    with pytest.raises((NotAllowed, RuleBroken)), transaction() as now:
        take_step(PROCESS, approval, "approve", by=make_person(Role.OFFICER), now=now)

    assert db.session.get(Approval, approval.id).status == Status.WAITING


def test_a_return_needs_a_reason_and_ends_the_line(drafter):
    approval, approver = put_up(drafter, DECIDE), make_person(Role.APPROVER)
    with pytest.raises(RuleBroken), transaction() as now:
        send_back(approval, by=approver, now=now, reason=" ")

    with transaction() as now:
        send_back(approval, by=approver, now=now, reason="동점 처리 근거가 없습니다.")

    entry = db.session.query(AuditEntry).filter_by(action="approval:return").one()
    assert approval.status == Status.RETURNED
    assert db.session.get(AuditNote, entry.id).words == "동점 처리 근거가 없습니다."
    with pytest.raises(RuleBroken):
        signed(approval, approver)


def test_what_was_returned_may_be_put_up_anew_and_what_waits_may_not(drafter):
    subject = ("Ranking", new_id())
    first = put_up(drafter, DECIDE, subject=subject)
    with pytest.raises(RuleBroken):
        put_up(drafter, DECIDE, subject=subject)
    with transaction() as now:
        send_back(first, by=make_person(Role.APPROVER), now=now, reason="다시")

    second = put_up(drafter, DECIDE, subject=subject)

    assert waiting_for("ranking:approve", subject) == second
    assert latest("ranking:approve", subject) == second


def test_a_line_without_a_decision_is_refused(drafter):
    with pytest.raises(RuleBroken):
        put_up(drafter, REVIEW)


def test_a_delegated_seat_is_printed_as_such(drafter):
    assert [seat.label for seat in put_up(drafter, DELEGATED).seats] == ["기안", "전결"]


def test_only_the_drafter_withdraws(drafter):
    approval = put_up(drafter, DECIDE)
    with pytest.raises(NotAllowed), transaction() as now:
        take_step(PROCESS, approval, "withdraw", by=make_person(Role.OFFICER), now=now)

    with transaction() as now:
        take_step(PROCESS, approval, "withdraw", by=drafter, now=now)

    assert approval.status == Status.WITHDRAWN


def test_an_approval_given_elsewhere_is_entered_by_somebody_else(drafter):
    approval, other = put_up(drafter, DECIDE), make_person(Role.APPROVER)
    with pytest.raises(NotAllowed), transaction() as now:
        record_outside(approval, number="센터-101", signed_on=date(2026, 3, 2), approver="이센터", by=drafter, now=now)

    with transaction() as now:
        record_outside(approval, number="센터-101", signed_on=date(2026, 3, 2), approver="이센터", by=other, now=now)

    last = approval.seats[-1]
    assert (approval.status, last.signed_name, last.outside_number) == ("approved", "이센터", "센터-101")


def test_a_person_finds_what_waits_for_the_own_signature(drafter):
    approver = make_person(Role.APPROVER)
    mine = put_up(drafter, DECIDE)
    put_up(drafter, REVIEW, DECIDE)

    assert waiting_for_person(approver) == [mine]
    assert waiting_for_person(make_person(Role.AUDITOR)) == []
