"""Asking a service outside this house over HTTP: only when a setting says so, with little patience, no redirect."""

import json
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from program_admin.core.settings import settings

MOST_BYTES = 2 * 1024 * 1024


class Unreachable(Exception):
    """The service did not answer as agreed; the message is a sentence for the reader."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _NoRedirect(HTTPRedirectHandler):
    """A service that leads elsewhere did not answer."""

    def redirect_request(self, *_arguments: Any, **_values: Any) -> None:
        """Follow nothing."""
        return


_OPENER = build_opener(_NoRedirect)


def ask_json(address: str, query: Mapping[str, str | int], body: object = None) -> Any:
    """Send one request (POST with a JSON body, else GET) and return the JSON answered; raises Unreachable.

    Never call it under the write lock.
    """
    if urlsplit(address).scheme not in ("http", "https"):
        raise Unreachable("외부 서비스의 주소가 잘못 설정되었습니다.")
    sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    request = Request(f"{address}?{urlencode(query)}", data=sent, headers=headers)  # noqa: S310
    try:
        with _OPENER.open(request, timeout=settings().outside_seconds) as answer:
            return _read(answer)
    except HTTPError as refused:
        with refused:
            raise Unreachable(f"외부 서비스가 요청을 받지 않았습니다(HTTP {refused.code}).") from refused
    except (URLError, HTTPException, OSError) as lost:
        late = isinstance(lost, TimeoutError) or isinstance(getattr(lost, "reason", None), TimeoutError)
        said = f"{settings().outside_seconds}초 안에 답하지 않았습니다" if late else "연결되지 않았습니다"
        raise Unreachable(f"외부 서비스가 {said}.") from lost


def _read(answer: HTTPResponse) -> Any:
    content = answer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Unreachable("외부 서비스의 답이 너무 깁니다.")
    try:
        return json.loads(content)
    except ValueError as broken:
        raise Unreachable("외부 서비스의 답을 읽지 못했습니다.") from broken
