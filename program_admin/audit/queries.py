"""What can be asked of the trail."""

import uuid

from sqlalchemy import Select, select

from program_admin.audit.models import AccessEntry, AuditEntry, AuditNote
from program_admin.core.database import db


def entries() -> Select[AuditEntry]:
    """Return the trail, newest first, for a list page."""
    return select(AuditEntry).order_by(AuditEntry.sequence.desc())


def entries_about(subject_kind: str, subject_id: uuid.UUID) -> list[AuditEntry]:
    """Return the history of one record, oldest first."""
    about = select(AuditEntry).where(AuditEntry.subject_kind == subject_kind, AuditEntry.subject_id == subject_id)
    return list(db.session.scalars(about.order_by(AuditEntry.sequence)))


def words_of(entry_ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the reasons that are still kept, by entry id."""
    notes = db.session.scalars(select(AuditNote).where(AuditNote.entry_id.in_(entry_ids)))
    return {note.entry_id: note.words for note in notes}


def accesses() -> Select[AccessEntry]:
    """Return the log of access to personal data, newest first, for a list page."""
    return select(AccessEntry).order_by(AccessEntry.at.desc())
