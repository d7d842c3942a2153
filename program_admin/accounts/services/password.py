"""A person sets a password, through a one-time link or a code sent to the phone; other sessions end."""

from datetime import datetime

from program_admin.accounts.models import AccountLink, Person
from program_admin.accounts.queries import open_sessions
from program_admin.accounts.signing_in import end_session
from program_admin.audit.trail import record


def set_password(person: Person, *, password_hash: str, now: datetime) -> None:
    """Keep the new hash and end every other session of the person."""
    person.password_hash = password_hash
    record("person:set_password", "Person", person.id, by=person, now=now)
    for row in open_sessions(person):
        if person.login_session is None or row.id != person.login_session.id:
            end_session(row, by=person, now=now, reason="비밀번호 변경")


def use_link(link: AccountLink, *, password_hash: str, privacy_version: str, now: datetime) -> Person:
    """Use a link up: its holder is the phone's owner, so the phone counts as confirmed; note the consent."""
    link.used_at = now
    person = link.person
    person.privacy_version, person.privacy_agreed_at = privacy_version, now
    person.phone_confirmed_at = person.phone_confirmed_at or now
    set_password(person, password_hash=password_hash, now=now)
    return person
