"""The one-time code of an authenticator app (TOTP, RFC 6238) for people who work inside the centre."""

from datetime import datetime

import pyotp

from program_admin.accounts.models import LoginSession, Person
from program_admin.audit.trail import record
from program_admin.core.errors import RuleBroken
from program_admin.core.settings import settings

STEP_SECONDS = 30
WRONG = "인증번호가 맞지 않습니다. 인증 앱에 지금 보이는 여섯 자리를 입력해 주세요."


def new_secret() -> str:
    """Return a fresh secret for an authenticator app."""
    return pyotp.random_base32()


def enrolment_address(person: Person, secret: str) -> str:
    """Return the otpauth:// address an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.phone, issuer_name=settings().service_name)


def enrol(person: Person, login: LoginSession, *, secret: str, code: str, now: datetime) -> None:
    """Keep the secret once the app's first code fits; raises RuleBroken."""
    person.totp_secret, person.totp_last_step = secret, 0
    confirm(person, login, code=code, now=now)
    person.totp_confirmed_at = now
    record("person:enrol_second_factor", "Person", person.id, by=person, now=now)


def confirm(person: Person, login: LoginSession, *, code: str, now: datetime) -> None:
    """Accept the code of this half-minute or a neighbouring one, each only once; raises RuleBroken."""
    here = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(person.totp_secret)
    for step in (here - 1, here, here + 1):
        if step > person.totp_last_step and pyotp.utils.strings_equal(totp.at(step * STEP_SECONDS), code.strip()):
            person.totp_last_step = step
            login.second_factor_at = now
            return
    raise RuleBroken([WRONG], {"code": [WRONG]})
