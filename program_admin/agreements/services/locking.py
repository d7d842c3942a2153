"""What every act begins with: the row locked and fresh, the right checked."""

from typing import Protocol
from uuid import UUID

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.core.database import lock_row
from program_admin.core.errors import Missing, NotAllowed


class Kept(Protocol):
    """A record with an id."""

    id: UUID


def lock(record: Kept) -> None:
    """Hold a record's row until the act ends, with what is stored now (a second act waits)."""
    if not lock_row(type(record), record.id):
        raise Missing(type(record).__name__)


def require(permission: Permission, by: Person, record: object) -> None:
    """Raise NotAllowed unless the person holds the right over the record."""
    if not permission.allows(by, record):
        raise NotAllowed(permission.name)
