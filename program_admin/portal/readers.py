"""Who reads cases in the words of the staff."""

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role

OFFICE_ROLES = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})


def in_office(person: Person) -> bool:
    """Whether the person reads cases as the staff does, in the staff's words."""
    return bool(person.roles & OFFICE_ROLES)
