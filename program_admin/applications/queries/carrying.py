"""Reading what a draft took over from the company's last application."""

import json
import uuid
from collections.abc import Mapping

from sqlalchemy import bindparam, select

from program_admin.applications.models import Application, CarriedField
from program_admin.applications.queries.contents import last_submission_of
from program_admin.applications.queries.drafts import draft_values
from program_admin.applications.rules.carrying import Mark, mark_of
from program_admin.core.database import db

_CARRIED = select(CarriedField).where(CarriedField.application_id == bindparam("application_id"))
_TABLE = CarriedField.__table__.c
_TAKEN_OVER = select(_TABLE.name, _TABLE.value, _TABLE.confirmed_at).where(
    _TABLE.application_id == bindparam("application_id")
)


def earlier_application(company_id: uuid.UUID, round_id: uuid.UUID) -> Application | None:
    """Return the company's newest application of another round that was handed in."""
    rows = select(Application).where(
        Application.company_id == company_id, Application.round_id != round_id, Application.number.is_not(None)
    )
    return db.session.scalar(rows.order_by(Application.submitted_at.desc(), Application.id).limit(1))


def handed_in_facts(application: Application) -> Mapping[str, object]:
    """Return the facts about the company as they were handed in."""
    return _content(application).get("facts", {})


def handed_in_fields(application: Application) -> dict[str, str]:
    """Return the typed fields as they were handed in."""
    return dict(_content(application).get("fields", {}))


def carried_of(application_id: uuid.UUID) -> dict[str, CarriedField]:
    """Return what was taken over, by field."""
    return {row.name: row for row in db.session.scalars(_CARRIED, {"application_id": application_id})}


def marks_of(application_id: uuid.UUID) -> dict[str, Mark]:
    """Return how each typed or taken-over field stands; nothing when nothing was taken over."""
    carried = {row.name: row for row in db.session.execute(_TAKEN_OVER, {"application_id": application_id})}
    if not carried:
        return {}
    values = draft_values(application_id)
    return {
        name: mark_of(
            earlier=carried[name].value if name in carried else None,
            current=values.get(name, ""),
            confirmed=name in carried and carried[name].confirmed_at is not None,
        )
        for name in {*carried, *(name for name, value in values.items() if value)}
    }


def _content(application: Application) -> dict:
    submission = last_submission_of(application.id)
    return json.loads(submission.content) if submission is not None else {}
