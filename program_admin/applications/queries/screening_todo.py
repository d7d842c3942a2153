"""What screening leaves to do for a person: tiles of the desk."""

from datetime import datetime

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, Status, SupplementRequest, SupplementStatus
from program_admin.applications.queries.lists import counts_by_status
from program_admin.applications.queries.screening import proposals_for
from program_admin.companies.queries import companies_of
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.korean import korean_date_weekday
from program_admin.core.todo import Todo
from program_admin.programs.models import Round
from program_admin.programs.queries import past_rounds

URGENT_DAYS = 2


def screening_officer_todo(person: Person, now: datetime) -> list[Todo]:
    """Per round after its deadline: applications to begin, in work, answered, and without an answer in time."""
    if Role.OFFICER not in person.roles:
        return []
    found = []
    for round_ in past_rounds(now):
        counts = counts_by_status(round_.id)
        for status, title, tone in (
            (Status.SUBMITTED, "요건검토를 시작할 신청", ""),
            (Status.SCREENING, "요건검토 중인 신청", ""),
            (Status.SUPPLEMENTED, "보완을 확인할 신청", "warning"),
        ):
            if counts[status]:
                address = {"round_id": str(round_.id), "status": status.value}
                found.append(Todo(counts[status], title, round_.title, "screening.of_round", address, tone))
        overdue = _overdue(round_, now)
        if overdue:
            address = {"round_id": str(round_.id), "status": Status.SUPPLEMENT_ASKED.value}
            found.append(Todo(overdue, "기한이 지난 보완 요청", round_.title, "screening.of_round", address, "warning"))
    return found


def screening_approver_todo(person: Person, now: datetime) -> list[Todo]:
    """Per round: verdicts of others that wait for a signature."""
    if Role.APPROVER not in person.roles:
        return []
    found = []
    for round_ in past_rounds(now):
        waiting = len(list(db.session.scalars(proposals_for(person, round_.id))))
        if waiting:
            address = {"round_id": str(round_.id)}
            found.append(Todo(waiting, "결재할 요건검토 결과", round_.title, "screening.proposals", address))
    return found


def supplement_company_todo(person: Person, now: datetime) -> list[Todo]:
    """Supplements that a person's companies owe, one tile per application with the nearest due day."""
    mine = [company.id for company in companies_of(person)]
    asked = (
        select(SupplementRequest)
        .join(Application)
        .where(Application.company_id.in_(mine), SupplementRequest.status == SupplementStatus.ASKED.value)
        .order_by(SupplementRequest.due_on, SupplementRequest.id)
    )
    owed: dict[str, list[SupplementRequest]] = {}
    for request in db.session.scalars(asked):
        owed.setdefault(str(request.application_id), []).append(request)
    today = to_seoul(now).date()
    return [
        Todo(
            len(requests),
            f"보완할 것: {requests[0].application.shown_title}",
            f"{korean_date_weekday(requests[0].due_on)}까지",
            "screening.progress",
            {"application_id": key},
            "warning" if (requests[0].due_on - today).days <= URGENT_DAYS else "",
        )
        for key, requests in owed.items()
    ]


def _overdue(round_: Round, now: datetime) -> int:
    late = (
        select(SupplementRequest.id)
        .join(Application)
        .where(
            Application.round_id == round_.id,
            SupplementRequest.status == SupplementStatus.ASKED.value,
            SupplementRequest.due_on < to_seoul(now).date(),
        )
    )
    return len(list(db.session.scalars(late)))
