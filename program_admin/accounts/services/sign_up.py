"""A person signs up with a phone number that a code has confirmed, or is invited by the staff."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from program_admin.accounts.models import AccountLink, Person, PhoneCode, RoleGrant, SignUpDraft
from program_admin.accounts.passwords import code_digest
from program_admin.accounts.queries import person_by_phone
from program_admin.accounts.roles import Role
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_code, new_token
from program_admin.core.settings import settings
from program_admin.notices.outbox import Recipient, send

CODE_LIVES = timedelta(minutes=10)
CODE_TRIES = 5
LINK_LIVES = timedelta(days=14)
DRAFT_LIVES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of somebody who gets an account; `phone` is digits only."""

    name: str
    phone: str
    email: str = ""
    affiliation: str = ""
    position: str = ""
    privacy_version: str = ""


def send_code(phone: str, purpose: str, *, now: datetime) -> None:
    """Send a six-digit code to a phone; the newest code is the one that counts."""
    code = new_code(6, "0123456789")
    db.session.add(
        PhoneCode(
            phone=phone,
            purpose=purpose,
            digest=code_digest(purpose, phone, code),
            created_at=now,
            expires_at=now + CODE_LIVES,
        )
    )
    body = f"인증번호는 {code}입니다. 10분 안에 입력해 주세요. 다른 사람에게 알려 주지 마세요."
    send("sms", Recipient(person_id=None, name="", phone=phone), title="휴대전화 인증번호", body=body, now=now)


def code_faults(phone: str, purpose: str, code: str, *, now: datetime) -> list[str]:
    """Try a code: empty when it fits (it is then used up), else sentences; each wrong try counts."""
    newest = db.session.scalar(
        select(PhoneCode)
        .where(PhoneCode.phone == phone, PhoneCode.purpose == purpose)
        .order_by(PhoneCode.created_at.desc())
        .limit(1)
    )
    if newest is None or newest.used_at is not None:
        return ["먼저 ‘인증번호 받기’를 눌러 주세요."]
    if newest.expires_at <= now or newest.tries >= CODE_TRIES:
        return ["인증번호를 더 쓸 수 없습니다. 인증번호를 다시 받아 주세요."]
    if newest.digest != code_digest(purpose, phone, code.strip()):
        newest.tries += 1
        return [f"인증번호가 맞지 않습니다. {CODE_TRIES - newest.tries}번 더 입력할 수 있습니다."]
    newest.used_at = now
    return []


def forget_old_drafts(now: datetime) -> None:
    """Delete what was typed to sign up and never confirmed."""
    db.session.execute(delete(SignUpDraft).where(SignUpDraft.created_at < now - DRAFT_LIVES))


def sign_up(new: NewPerson, role: Role, *, password_hash: str, now: datetime) -> Person:
    """Make an account for somebody whose phone is confirmed (companies and suppliers only).

    Raises RuleBroken when the number is taken.
    """
    if person_by_phone(new.phone) is not None:
        sentence = "이미 가입한 휴대전화 번호입니다. 로그인하거나 비밀번호를 다시 정해 주세요."
        raise RuleBroken([sentence], {"phone": [sentence]})
    if role not in (Role.APPLICANT, Role.SUPPLIER):
        raise RuleBroken(["도입기업이나 공급기업만 직접 가입할 수 있습니다."])
    person = add_person(new, now)
    person.password_hash, person.phone_confirmed_at = password_hash, now
    grant(person, role, by=person, now=now)
    record("person:sign_up", "Person", person.id, by=person, now=now)
    return person


def invite(new: NewPerson, role: Role, *, by: Person, now: datetime, next_page: str = "") -> Person:
    """Give somebody an account and a role, and send a link to set a password; an existing person gets the role."""
    person = person_by_phone(new.phone)
    if person is None:
        person = add_person(new, now)
        record("person:invite", "Person", person.id, by=by, now=now, after=role.value)
    if role not in person.roles:
        grant(person, role, by=by, now=now)
    if not person.password_hash:
        send_account_link(person, now=now, next_page=next_page)
    return person


def send_account_link(person: Person, *, now: datetime, next_page: str = "") -> None:
    """Send a one-time link with which the person sets a password."""
    token = new_token()
    db.session.add(
        AccountLink(
            person_id=person.id,
            digest=code_digest("link", "", token),
            created_at=now,
            expires_at=now + LINK_LIVES,
            next_page=next_page,
        )
    )
    to = Recipient(person_id=person.id, name=person.name, phone=person.phone, email=person.email)
    path = f"/account-links/{token}"
    welcome = f"{person.name}님, 아래 주소에서 비밀번호를 정하면 바로 이용할 수 있습니다."
    body = f"{welcome} 14일 동안 한 번만 쓸 수 있습니다.\n{settings().public_address}{path}"
    send("sms", to, title=f"{settings().service_name} 계정 안내", body=body, now=now, link=path)


def grant(person: Person, role: Role, *, by: Person, now: datetime) -> None:
    """Give a role; a role already held stays as it is."""
    if role in person.roles:
        return
    db.session.add(person)
    person.grants.append(RoleGrant(role=role.value, granted_by=by.id, granted_at=now))
    db.session.flush()
    record("person:grant", "Person", person.id, by=by, now=now, after=role.value)


def end_role(person: Person, role: Role, *, by: Person, now: datetime, reason: str) -> None:
    """Take a role away from now on; the row stays as history."""
    for held in person.grants:
        if held.role == role.value and held.ended_at is None:
            held.ended_at = now
            record("person:end_role", "Person", person.id, by=by, now=now, before=role.value, reason=reason)


def add_person(new: NewPerson, now: datetime) -> Person:
    """Add a person who has neither role nor password yet; the caller records why."""
    person = Person(
        name=new.name,
        phone=new.phone,
        email=new.email,
        affiliation=new.affiliation,
        position=new.position,
        created_at=now,
    )
    if new.privacy_version:
        person.privacy_version, person.privacy_agreed_at = new.privacy_version, now
    db.session.add(person)
    db.session.flush()
    return person
