"""What acts of the evaluation begin with: the row locked and fresh, the right checked."""

from typing import TypeVar

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.core.database import lock_row
from program_admin.core.errors import Missing, NotAllowed
from program_admin.evaluation.models import Evaluator, Panel, PanelSeat, Ranking, Sheet

Row = TypeVar("Row", Panel, PanelSeat, Sheet, Ranking, Evaluator)


def lock(row: Row) -> None:
    """Hold a row until the act ends, with what is stored now; raises Missing when it is gone."""
    if not lock_row(type(row), row.id):
        raise Missing(type(row).__name__)


def require(permission: Permission, by: Person, record: object = None) -> None:
    """Raise NotAllowed unless the person holds the right over the record."""
    if not permission.allows(by, record):
        raise NotAllowed(permission.name)
