"""What must hold before a message may leave this machine."""

import re

from program_admin.core.settings import Environment

DELIVERIES = ("demo", "file", "smtp")

_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
_PHONE = re.compile(r"(\+82|0)\d{8,11}")


def unreachable(kind: str, address: str) -> list[str]:
    """Why nothing can be sent to this address; `kind` is sms (phone number in digits), email or in_app (no address)."""
    if kind == "in_app":
        return []
    if not address:
        return [
            "휴대전화 번호가 없어 문자를 보내지 않았습니다."
            if kind == "sms"
            else "전자우편 주소가 없어 메일을 보내지 않았습니다."
        ]
    if kind == "sms" and not _PHONE.fullmatch(address):
        return ["휴대전화 번호의 모양이 맞지 않아 문자를 보내지 않았습니다. 번호를 고친 뒤 다시 보내 주세요."]
    if kind == "email" and not _EMAIL.fullmatch(address):
        return ["전자우편 주소의 모양이 맞지 않아 메일을 보내지 않았습니다. 주소를 고친 뒤 다시 보내 주세요."]
    return []


def unsafe_delivery(environment: Environment, delivery: str, smtp_host: str) -> list[str]:
    """Why this installation must not start delivering: accidental mail from demos, silent mail in production."""
    if delivery not in DELIVERIES:
        known = ", ".join(DELIVERIES)
        return [f"PROGRAM_ADMIN_MAIL_DELIVERY={delivery}는 없는 방식입니다. {known} 가운데 하나를 적어 주세요."]
    found = []
    if delivery == "smtp" and environment is not Environment.PRODUCTION:
        found.append(
            f"{environment} 환경에서는 실제 메일을 보내지 않습니다. "
            "PROGRAM_ADMIN_MAIL_DELIVERY를 demo나 file로 바꿔 주세요."
        )
    if delivery == "smtp" and not smtp_host:
        found.append("메일 서버가 없습니다. PROGRAM_ADMIN_SMTP_HOST에 메일 서버 주소를 적어 주세요.")
    if delivery == "demo" and environment is Environment.PRODUCTION:
        found.append(
            "운영 환경에서는 demo 방식을 쓸 수 없습니다. 아무에게도 전달되지 않기 때문입니다. "
            "PROGRAM_ADMIN_MAIL_DELIVERY를 file이나 smtp로 바꿔 주세요."
        )
    return found
