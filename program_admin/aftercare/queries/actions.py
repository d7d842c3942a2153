"""Finding corrective actions and what was said about them."""

import uuid
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from program_admin.accounts.models import Person
from program_admin.aftercare.models import CorrectiveAction, CorrectiveEvent, CorrectiveStatus, Visit
from program_admin.aftercare.queries.visits import visible_to
from program_admin.core.database import db
from program_admin.core.errors import Missing

UNFINISHED = (CorrectiveStatus.OPEN.value, CorrectiveStatus.ANSWERED.value)


def action_by_id(action_id: uuid.UUID) -> CorrectiveAction:
    """Return the corrective action; raises Missing."""
    found = db.session.get(CorrectiveAction, action_id)
    if found is None:
        raise Missing("corrective action")
    return found


def actions_of(visit_id: uuid.UUID) -> list[CorrectiveAction]:
    """Return the corrective actions of a visit in their order."""
    rows = select(CorrectiveAction).where(CorrectiveAction.visit_id == visit_id)
    return list(db.session.scalars(rows.order_by(CorrectiveAction.place)))


def actions_visible_to(person: Person) -> Select[tuple[CorrectiveAction]]:
    """Select the corrective actions of the visits a person may see."""
    seen = visible_to(person).with_only_columns(Visit.id)
    rows = select(CorrectiveAction).join(CorrectiveAction.visit).options(contains_eager(CorrectiveAction.visit))
    return rows.where(Visit.id.in_(seen))


def unfinished_for(person: Person) -> list[CorrectiveAction]:
    """Return the corrective actions a person may see that are not closed, the most urgent first."""
    rows = actions_visible_to(person).where(CorrectiveAction.status.in_(UNFINISHED))
    return list(db.session.scalars(rows.order_by(CorrectiveAction.due_on, CorrectiveAction.id)))


def to_remind(today: date, until: date) -> list[CorrectiveAction]:
    """Return the open actions due until that day (or late) that nobody was reminded of today."""
    due = select(CorrectiveAction).where(
        CorrectiveAction.status == CorrectiveStatus.OPEN.value, CorrectiveAction.due_on <= until
    )
    fresh = due.where(or_(CorrectiveAction.reminded_on.is_(None), CorrectiveAction.reminded_on < today))
    return list(db.session.scalars(fresh.order_by(CorrectiveAction.due_on, CorrectiveAction.id)))


def events_of(action_id: uuid.UUID) -> list[CorrectiveEvent]:
    """Return what was said about a corrective action, oldest first."""
    rows = select(CorrectiveEvent).where(CorrectiveEvent.action_id == action_id)
    return list(db.session.scalars(rows.order_by(CorrectiveEvent.at, CorrectiveEvent.id)))


def event_by_id(event_id: uuid.UUID) -> CorrectiveEvent:
    """Return one thing said; raises Missing."""
    found = db.session.get(CorrectiveEvent, event_id)
    if found is None:
        raise Missing("event")
    return found
