"""Tables of people: who they are, their roles, sessions, and one-time codes."""

import uuid
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.roles import SECOND_FACTOR, STAFF, Role
from program_admin.core.database import UtcDateTime, db, key_of
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable


class Person(UserMixin, Searchable, db.Model):  # type: ignore[misc]
    """A person who can sign in; the phone number (digits only) is the sign-in name."""

    __tablename__ = "people"
    __allow_unmapped__ = True

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(default="")
    affiliation: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    phone_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_secret: Mapped[str] = mapped_column(default="")
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_last_step: Mapped[int] = mapped_column(default=0)
    privacy_version: Mapped[str] = mapped_column(default="")
    privacy_agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    grants: Mapped[list["RoleGrant"]] = relationship(lazy="selectin")

    login_session: "LoginSession | None" = None

    @property
    def roles(self) -> frozenset[Role]:
        """The roles this person holds now."""
        return frozenset(Role(grant.role) for grant in self.grants if grant.ended_at is None)

    def read_together(self) -> tuple[object, ...]:
        """The rows that say who this is and what they may do."""
        return (self, *self.grants)

    def rights_changed(self) -> bool:
        """Whether the account was closed, or a role given or ended, since this was read."""
        stored = db.session.execute(_RIGHTS, {"person_id": key_of(self)}).all()
        return {(row.active, row.role) for row in stored} != {(self.active, role) for role in self.roles or (None,)}

    @property
    def is_active(self) -> bool:
        """Whether the account may be used (Flask-Login asks)."""
        return self.active

    @property
    def is_staff(self) -> bool:
        """Whether this person works inside the centre."""
        return bool(self.roles & STAFF)

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of the roles asks for a one-time code."""
        return bool(self.roles & SECOND_FACTOR)

    def searched_fields(self) -> tuple[str | None, ...]:
        """Name, phone number and workplace find a person."""
        return (self.name, self.phone, self.affiliation)

    def get_id(self) -> str:
        """Give Flask-Login the id of the session row, not of the person: a row can be ended."""
        if self.login_session is None:
            raise ValueError("nobody signed in as this person")
        return str(self.login_session.id)


class RoleGrant(db.Model):
    """A role held by a person from a day on, until ended."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("person_id", "role", "granted_at"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    granted_by: Mapped[uuid.UUID | None]
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


_RIGHTS = (
    select(Person.__table__.c.active, RoleGrant.__table__.c.role)
    .join_from(
        Person.__table__,
        RoleGrant.__table__,
        (RoleGrant.__table__.c.person_id == Person.__table__.c.id) & RoleGrant.__table__.c.ended_at.is_(None),
        isouter=True,
    )
    .where(Person.__table__.c.id == bindparam("person_id"))
)


class LoginSession(db.Model):
    """One sign-in on one device; ending the row ends the session at once. `device` digests the browser's mark."""

    __tablename__ = "login_sessions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    agent: Mapped[str] = mapped_column(default="")
    device: Mapped[str] = mapped_column(default="", server_default="", index=True)
    second_factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reauthenticated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()


class PhoneCode(db.Model):
    """A one-time code sent to a phone; only its digest is kept."""

    __tablename__ = "phone_codes"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    phone: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    digest: Mapped[str]
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AccountLink(db.Model):
    """A one-time link that lets an invited person set a password; only its digest is kept."""

    __tablename__ = "account_links"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("people.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str] = mapped_column(default="password")
    next_page: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person: Mapped[Person] = relationship()


class SignUpDraft(db.Model):
    """What somebody typed to sign up, until the phone's code confirms it; the row is deleted then."""

    __tablename__ = "sign_up_drafts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    role: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    privacy_version: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
