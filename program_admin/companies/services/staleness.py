"""Refuses an edit of something that somebody else changed after it was read."""

import uuid
from collections.abc import Mapping
from typing import Protocol

from program_admin.accounts.queries import names_of
from program_admin.audit.queries import entries_about
from program_admin.core.errors import Conflict


class Versioned(Protocol):
    """A record that counts its changes."""

    id: uuid.UUID
    version: int


def refuse_stale(record: Versioned, values: Mapping[str, object], version: int, labels: Mapping[str, str]) -> None:
    """Raise Conflict with both values of the first field that differs, if the record has moved on since `version`."""
    if record.version == version:
        return
    for name, mine in values.items():
        theirs = getattr(record, name)
        if theirs != mine:
            raise Conflict(
                field=labels.get(name, name),
                mine=_words(mine),
                theirs=_words(theirs),
                theirs_by=_last_to_change(record),
                revision=record.version,
            )


def _words(value: object) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _last_to_change(record: Versioned) -> str:
    entries = entries_about(type(record).__name__, record.id)
    actor = entries[-1].actor_id if entries else None
    return names_of({actor}).get(actor, "") if actor else ""
