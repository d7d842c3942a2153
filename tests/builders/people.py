"""People of a test: `make_person(Role.OFFICER)` gives one more with a number of its own."""

import itertools

from program_admin.accounts.models import Person, RoleGrant
from program_admin.accounts.passwords import hash_password
from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.database import db

PASSWORD = "튼튼한 공장 열쇠 하나"
_numbers = itertools.count(1)


def make_person(*roles: Role, name: str = "홍길동", phone: str = "", **values: object) -> Person:
    """Add an active person with these roles, whose password is PASSWORD."""
    now = clock.now()
    person = Person(
        name=name,
        phone=phone or f"0109{next(_numbers):07d}",
        password_hash=hash_password(PASSWORD),
        phone_confirmed_at=now,
        created_at=now,
        **values,
    )
    person.grants = [RoleGrant(role=role.value, granted_at=now) for role in roles]
    db.session.add(person)
    db.session.commit()
    return person
