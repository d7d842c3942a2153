"""Reading drafts."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Row, bindparam, select

from program_admin.applications.models import DraftField
from program_admin.core.database import db

_FIELDS = select(DraftField).where(DraftField.application_id == bindparam("application_id"))
_TABLE = DraftField.__table__.c
_OWN_ROWS = _TABLE.application_id == bindparam("application_id")
_VALUES = select(_TABLE.name, _TABLE.value).where(_OWN_ROWS)
_TYPED = select(_TABLE.name, _TABLE.value, _TABLE.revision).where(_OWN_ROWS).order_by(_TABLE.name)


class TypedField(NamedTuple):
    """One field of a draft: its name, what was typed, how often it was changed."""

    name: str
    value: str
    revision: int


def draft_fields(application_id: uuid.UUID) -> dict[str, DraftField]:
    """Return every field of a draft by name."""
    return {field.name: field for field in db.session.scalars(_FIELDS, {"application_id": application_id})}


def draft_values(application_id: uuid.UUID) -> dict[str, str]:
    """Return what was typed, by field name; never typed fields are absent."""
    return dict(db.session.execute(_VALUES, {"application_id": application_id}).all())


def typed_fields(application_id: uuid.UUID) -> list[TypedField]:
    """Return what was typed with its revisions, by name."""
    return [TypedField(*row) for row in db.session.execute(_TYPED, {"application_id": application_id})]


def revisions_of(fields: Iterable[TypedField], papers: Iterable[Row]) -> dict[str, int]:
    """Return what a page about the whole application shows: each field's revision, each file (`paper-<id>`) as 1."""
    files = sorted(f"paper-{paper.id}" for paper in papers)
    return {field.name: field.revision for field in fields} | dict.fromkeys(files, 1)
