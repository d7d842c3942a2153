"""The administrator ends and opens accounts; a person changes the own e-mail address."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import open_sessions
from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import end_role
from program_admin.accounts.signing_in import end_session
from program_admin.audit.trail import record
from program_admin.core.errors import RuleBroken

OWN = "자기 계정의 관리 권한은 스스로 끝낼 수 없습니다. 다른 시스템관리자에게 부탁해 주세요."


def take_role(person: Person, role: Role, *, by: Person, now: datetime, reason: str) -> None:
    """End a role with a reason; raises RuleBroken when it isn't held or would lock the administrator out."""
    if role not in person.roles:
        raise RuleBroken([f"{person.name}님은 지금 ‘{role.label}’ 역할이 없습니다. 화면을 새로 고쳐 주세요."])
    if person.id == by.id and role is Role.ADMINISTRATOR:
        raise RuleBroken([OWN])
    end_role(person, role, by=by, now=now, reason=reason)


def deactivate(person: Person, *, by: Person, now: datetime, reason: str) -> None:
    """Close an account: nobody can sign in with it, and its sessions end at once; raises RuleBroken."""
    if person.id == by.id:
        raise RuleBroken([OWN])
    if not person.active:
        raise RuleBroken(["이미 사용을 멈춘 계정입니다. 화면을 새로 고쳐 주세요."])
    person.active = False
    record("person:deactivate", "Person", person.id, by=by, now=now, reason=reason)
    end_all_sessions(person, by=by, now=now, reason="계정 사용 중지")


def reactivate(person: Person, *, by: Person, now: datetime, reason: str) -> None:
    """Open a closed account again; raises RuleBroken."""
    if person.active:
        raise RuleBroken(["이미 쓰고 있는 계정입니다. 화면을 새로 고쳐 주세요."])
    person.active = True
    record("person:reactivate", "Person", person.id, by=by, now=now, reason=reason)


def end_all_sessions(person: Person, *, by: Person, now: datetime, reason: str) -> int:
    """End every session of a person; returns how many there were."""
    rows = open_sessions(person)
    for row in rows:
        end_session(row, by=by, now=now, reason=reason)
    return len(rows)


def change_email(person: Person, email: str, *, now: datetime) -> None:
    """Keep another own e-mail address, or none."""
    if person.email != email:
        person.email = email
        record("person:change", "Person", person.id, by=person, now=now, fields=("email",))


def forget_second_factor(person: Person, *, by: Person, now: datetime, reason: str) -> None:
    """Let a person who lost the telephone enrol an authenticator app anew at the next sign-in."""
    person.totp_secret, person.totp_confirmed_at, person.totp_last_step = "", None, 0
    record("person:forget_second_factor", "Person", person.id, by=by, now=now, reason=reason)
    end_all_sessions(person, by=by, now=now, reason="2차 인증 초기화")
