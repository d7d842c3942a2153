"""What waits for a person: tiles of the desk."""

from datetime import datetime

from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, Status
from program_admin.applications.queries.corrections import correction_todo
from program_admin.applications.queries.deadlines import extension_todo
from program_admin.applications.queries.delegates import applications_delegated_to
from program_admin.applications.queries.lists import visible_to
from program_admin.applications.queries.screening_todo import (
    screening_approver_todo,
    screening_officer_todo,
    supplement_company_todo,
)
from program_admin.companies.queries import companies_of
from program_admin.core.database import db
from program_admin.core.korean import remaining
from program_admin.core.todo import Todo
from program_admin.programs.queries import open_rounds

URGENT_DAYS = 3


def applicant_todo(person: Person, now: datetime) -> list[Todo]:
    """Drafts to go on with, supplements to answer, rounds to apply for."""
    if Role.APPLICANT not in person.roles:
        return []
    drafts = [*_mine(person, Status.DRAFT), *applications_delegated_to(person)]
    found = [_draft_todo(draft, now) for draft in drafts if now <= draft.deadline.grace_until]
    found += supplement_company_todo(person, now)
    companies = companies_of(person)
    taken = {(each.round_id, each.company_id) for each in db.session.scalars(visible_to(person))}
    for round_ in open_rounds(now):
        free = [company for company in companies if (round_.id, company.id) not in taken]
        if free:
            left = remaining(round_.closes_at, now)
            found.append(Todo(len(free), f"신청할 수 있는 사업: {round_.title}", left, "applications.start"))
    return found


def officer_todo(person: Person, now: datetime) -> list[Todo]:
    """Applications received per open round (sealed), and what screening leaves to do after the deadline."""
    if Role.OFFICER not in person.roles:
        return []
    found = []
    for round_ in open_rounds(now):
        waiting = _count(Status.SUBMITTED, round_.id)
        if waiting:
            hint = f"{round_.title} · 마감까지 {remaining(round_.closes_at, now)}"
            address = {"round_id": str(round_.id)}
            found.append(Todo(waiting, "접수한 신청(봉인)", hint, "applications.of_round", address))
    return [*found, *screening_officer_todo(person, now), *extension_todo(person, now), *correction_todo(person, now)]


def approver_todo(person: Person, now: datetime) -> list[Todo]:
    """Verdicts of screening and extensions that wait for a signature."""
    own = [] if Role.OFFICER in person.roles else [*extension_todo(person, now), *correction_todo(person, now)]
    return [*screening_approver_todo(person, now), *own]


def _draft_todo(draft: Application, now: datetime) -> Todo:
    left = draft.deadline.closes_at - now
    tone = "warning" if left.days < URGENT_DAYS else ""
    hint = f"마감까지 {remaining(draft.deadline.closes_at, now)}"
    return Todo(1, f"작성 중인 신청서: {draft.shown_title}", hint, "applications.show", _of(draft), tone)


def _mine(person: Person, status: Status) -> list[Application]:
    company_ids = [company.id for company in companies_of(person)]
    mine = select(Application).where(Application.company_id.in_(company_ids), Application.status == status.value)
    return list(db.session.scalars(mine.order_by(Application.created_at, Application.id)))


def _count(status: Status, round_id: object) -> int:
    counted = select(func.count()).select_from(Application)
    counted = counted.where(Application.round_id == round_id, Application.status == status.value)
    return db.session.scalar(counted) or 0


def _of(application: Application) -> dict[str, str]:
    return {"application_id": str(application.id)}
