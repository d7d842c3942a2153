"""Reading drafts."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select

from program_admin.applications.models import DraftField, Paper
from program_admin.core.database import db


class TypedField(NamedTuple):
    """One field of a draft: its name, what was typed, how often it was changed."""

    name: str
    value: str
    revision: int


def draft_fields(application_id: uuid.UUID) -> dict[str, DraftField]:
    """Return every field of a draft by name."""
    typed = select(DraftField).where(DraftField.application_id == application_id)
    return {field.name: field for field in db.session.scalars(typed)}


def draft_values(application_id: uuid.UUID) -> dict[str, str]:
    """Return what was typed, by field name; never typed fields are absent."""
    typed = select(DraftField.name, DraftField.value).where(DraftField.application_id == application_id)
    return dict(db.session.execute(typed).all())


def typed_fields(application_id: uuid.UUID) -> list[TypedField]:
    """Return what was typed with its revisions, by name."""
    typed = select(DraftField.name, DraftField.value, DraftField.revision)
    rows = typed.where(DraftField.application_id == application_id).order_by(DraftField.name)
    return [TypedField(*row) for row in db.session.execute(rows)]


def revisions_of(fields: Iterable[TypedField], papers: Iterable[Paper]) -> dict[str, int]:
    """Return what a page about the whole application shows: each field's revision, each file (`paper-<id>`) as 1."""
    files = sorted(f"paper-{paper.id}" for paper in papers)
    return {field.name: field.revision for field in fields} | dict.fromkeys(files, 1)
