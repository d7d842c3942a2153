"""What every act on a supplier's records begins with: the right to it, and faults as one refusal."""

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.suppliers.rules import Faults


def require(permission: Permission, by: Person, record: object) -> None:
    """Raise NotAllowed unless the person holds the right over the record."""
    if not permission.allows(by, record):
        raise NotAllowed(permission.name)


def refuse_if(faults: Faults) -> None:
    """Raise RuleBroken with every sentence, each at its field, if there is any."""
    if faults:
        raise RuleBroken([sentence for sentences in faults.values() for sentence in sentences], faults)
