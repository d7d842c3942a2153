"""What waits for a person in aftercare: tiles of the desk."""

from datetime import datetime, timedelta

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.aftercare.models import CorrectiveAction, CorrectiveStatus, Status, Visit
from program_admin.aftercare.queries.actions import unfinished_for
from program_admin.aftercare.queries.visits import OPEN, expected, followed, own_visits
from program_admin.agreements.models import Agreement
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.korean import korean_date
from program_admin.core.todo import Todo

SOON = timedelta(days=60)


def unplanned_agreements() -> list[Agreement]:
    """Return the completed agreements of rounds with aftercare that have no visit yet, oldest completion first."""
    return list(db.session.scalars(followed().where(Agreement.id.not_in(select(Visit.agreement_id)))))


def officer_todo(person: Person, now: datetime) -> list[Todo]:
    """Projects without a plan, visits to assign within 60 days, late visits, answered corrective actions."""
    if Role.OFFICER not in person.roles:
        return []
    today = to_seoul(now).date()
    found = []
    unplanned = unplanned_agreements()
    if unplanned:
        found.append(Todo(len(unplanned), "방문 계획이 없는 과제", "완료한 과제입니다", "aftercare.visits"))
    waiting = list(db.session.scalars(select(Visit).where(Visit.status.in_(OPEN), Visit.due_on <= today + SOON)))
    unassigned = [visit for visit in waiting if visit.status == Status.PLANNED and visit.due_on >= today]
    late = [visit for visit in waiting if visit.due_on < today]
    if unassigned:
        found.append(
            Todo(
                len(unassigned), "점검위원을 정할 방문", "60일 안에 할 방문", "aftercare.visits", {"status": "planned"}
            )
        )
    if late:
        hint = "기한이 지났습니다"
        found.append(Todo(len(late), "늦은 방문", hint, "aftercare.visits", {"late": "yes"}, "warning"))
    answered = [action for action in unfinished_for(person) if action.status == CorrectiveStatus.ANSWERED]
    if answered:
        found.append(
            Todo(len(answered), "확인할 시정조치", "이행 내용이 왔습니다", "aftercare.actions", {"status": "answered"})
        )
    return found


def visitor_todo(person: Person, now: datetime) -> list[Todo]:
    """Visits to make, and corrective actions of own visits that were answered."""
    if Role.VISITOR not in person.roles:
        return []
    today = to_seoul(now).date()
    found = []
    mine = own_visits(person)
    if mine:
        first = mine[0].planned_for or mine[0].due_on
        late = any((visit.planned_for or visit.due_on) < today for visit in mine)
        hint = f"가장 가까운 방문 {korean_date(first)}"
        found.append(Todo(len(mine), "예정된 방문", hint, "aftercare.mine", {}, "warning" if late else ""))
    answered = [action for action in unfinished_for(person) if action.status == CorrectiveStatus.ANSWERED]
    if answered:
        found.append(
            Todo(len(answered), "확인할 시정조치", "이행 내용이 왔습니다", "aftercare.actions", {"status": "answered"})
        )
    return found


def company_todo(person: Person, now: datetime) -> list[Todo]:
    """The next visits with a day, and corrective actions to answer."""
    if Role.APPLICANT not in person.roles:
        return []
    found = [
        Todo(
            1,
            f"{visit.name} 예정",
            f"{korean_date(visit.planned_for or visit.due_on)} 방문",
            "aftercare.show",
            {"visit_id": str(visit.id)},
        )
        for visit in expected(person)
    ]
    return found + _to_answer(person, now)


def supplier_todo(person: Person, now: datetime) -> list[Todo]:
    """Corrective actions to answer."""
    return _to_answer(person, now) if Role.SUPPLIER in person.roles else []


def _to_answer(person: Person, now: datetime) -> list[Todo]:
    waiting = [action for action in unfinished_for(person) if action.status == CorrectiveStatus.OPEN]
    if not waiting:
        return []
    return [_tile(waiting, to_seoul(now).date() > waiting[0].due_on)]


def _tile(waiting: list[CorrectiveAction], late: bool) -> Todo:
    hint = f"{korean_date(waiting[0].due_on)}까지"
    return Todo(
        len(waiting), "이행할 시정조치", hint, "aftercare.actions", {"status": "open"}, "warning" if late else ""
    )
