"""What can be asked about people."""

import uuid

from sqlalchemy import select

from program_admin.accounts.models import AccountLink, LoginSession, Person, RoleGrant, SignUpDraft
from program_admin.accounts.passwords import code_digest
from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import Missing


def person_by_id(person_id: uuid.UUID) -> Person:
    """Return the person; raises Missing."""
    found = db.session.get(Person, person_id)
    if found is None:
        raise Missing("person")
    return found


def person_by_phone(phone: str) -> Person | None:
    """Return the person whose sign-in number this is (digits only)."""
    return db.session.scalar(select(Person).where(Person.phone == phone))


def people_with(role: Role) -> list[Person]:
    """Return everyone who holds a role now, by name."""
    held = select(Person).join(RoleGrant).where(RoleGrant.role == role.value, RoleGrant.ended_at.is_(None))
    return list(db.session.scalars(held.where(Person.active.is_(True)).order_by(Person.name, Person.id)))


def names_of(person_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return names by id, for lists that show who did something."""
    if not person_ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def open_sessions(person: Person) -> list[LoginSession]:
    """Return the person's sessions that have not ended, newest first."""
    mine = select(LoginSession).where(LoginSession.person_id == person.id, LoginSession.ended_at.is_(None))
    return list(db.session.scalars(mine.order_by(LoginSession.last_seen_at.desc())))


def usable_link(token: str) -> AccountLink:
    """Return the account link of a token; raises Missing when unknown, used or out of date."""
    digest = code_digest("link", "", token)
    found = db.session.scalar(select(AccountLink).where(AccountLink.digest == digest))
    if found is None or found.used_at is not None or found.expires_at <= clock.now():
        raise Missing("link")
    return found


def grant_by_id(grant_id: uuid.UUID) -> RoleGrant:
    """Return the role somebody holds or held; raises Missing."""
    found = db.session.get(RoleGrant, grant_id)
    if found is None:
        raise Missing("role")
    return found


def sign_up_draft(draft_id: uuid.UUID) -> SignUpDraft | None:
    """Return what somebody typed to sign up, until the phone is confirmed or a day has passed."""
    return db.session.get(SignUpDraft, draft_id)
