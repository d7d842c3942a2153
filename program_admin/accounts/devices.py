"""Devices: a browser's name in words, and the lasting mark by which sign-ins from the same browser are known."""

import re
from datetime import timedelta

from flask import Response, after_this_request, request

from program_admin.accounts.passwords import code_digest
from program_admin.core.ids import new_token
from program_admin.core.settings import settings

COOKIE = "device"
LASTS = timedelta(days=365)

_BROWSERS = (("Edg", "엣지"), ("OPR", "오페라"), ("SamsungBrowser", "삼성 인터넷"), ("Whale", "웨일"),
             ("Chrome", "크롬"), ("Firefox", "파이어폭스"), ("Safari", "사파리"))  # fmt: skip
_SYSTEMS = (("Android", "안드로이드"), ("iPhone", "아이폰"), ("iPad", "아이패드"), ("Windows", "윈도"),
            ("Mac OS", "맥"), ("Linux", "리눅스"))  # fmt: skip


def device_name(agent: str) -> str:
    """'윈도 · 크롬'; '알 수 없는 기기' when the agent says nothing we know."""
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    return " · ".join(part for part in (system, browser) if part) or "알 수 없는 기기"


def device_mark() -> str:
    """The digest of this browser's mark; a browser without one gets it with this answer."""
    mark = request.cookies.get(COOKIE, "")
    if not re.fullmatch(r"[0-9a-f]{64}", mark):
        mark = new_token()
    after_this_request(lambda answer: _keep(answer, mark))
    return code_digest(COOKIE, "", mark)


def _keep(answer: Response, mark: str) -> Response:
    secure = settings().public_address.startswith("https://")
    answer.set_cookie(COOKIE, mark, max_age=LASTS, secure=secure, httponly=True, samesite="Lax")
    return answer
