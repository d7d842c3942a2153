"""A browser's part of a benchmark: plain HTTP over one socket each, forms read from the page and sent back."""

import asyncio
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import html

from bench.bare import BARE, STATEMENTS
from bench.served import Served

BARE_VIEWS, WARMING = 400, 50
FORM = "//main//form[@method='post']"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers by lower-case name, text, seconds it took."""

    status: int
    headers: dict[str, str]
    text: str
    seconds: float

    @property
    def statements(self) -> int:
        """How many SQL statements the request took."""
        return int(self.headers.get(STATEMENTS.lower(), 0))


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands on a page: where it goes, its fields in order."""

    action: str
    fields: tuple[tuple[str, str], ...]
    names: frozenset[str]

    def body(self) -> bytes:
        """The form as a browser sends it."""
        return urllib.parse.urlencode(self.fields).encode()

    def filled(self, values: Mapping[str, str], **others: str) -> bytes:
        """The form as it is sent once these of its controls are filled (several choices joined by commas)."""
        return urllib.parse.urlencode([*self._with(values), *others.items()]).encode()

    def with_file(self, values: Mapping[str, str], name: str, content: bytes) -> tuple[bytes, str]:
        """The form with a file, as a body and its media type."""
        mark = "----bench-9d2f41c07b"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in self._with(values)
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        parts += [head.encode(), b"Content-Type: application/pdf\r\n\r\n", content, f"\r\n--{mark}--\r\n".encode()]
        return b"".join(parts), f"multipart/form-data; boundary={mark}"

    def _with(self, values: Mapping[str, str]) -> list[tuple[str, str]]:
        mine = {name: value for name, value in values.items() if name in self.names}
        kept = [(name, value) for name, value in self.fields if name not in mine]
        many = ("project-solutions", "question-collects_how")
        typed = [(n, part) for n, value in mine.items() for part in (value.split(",") if n in many else [value])]
        return [*kept, *typed]


@dataclass(slots=True)
class Browser:
    """One signed-in browser: its cookies, the server's port."""

    port: int
    cookie: str

    async def get(self, path: str) -> Answer:
        """Open a page."""
        return await self._send(f"GET {path} HTTP/1.1\r\n", b"")

    async def post(self, path: str, body: bytes, media_type: str = "application/x-www-form-urlencoded") -> Answer:
        """Send a form."""
        return await self._send(f"POST {path} HTTP/1.1\r\nContent-Type: {media_type}\r\n", body)

    async def _send(self, head: str, body: bytes) -> Answer:
        started = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            lines = f"{head}Host: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\nContent-Length: {len(body)}\r\n"
            writer.write(lines.encode() + b"Connection: close\r\n\r\n" + body)
            await writer.drain()
            raw = await reader.read()
        finally:
            writer.close()
        answer = _answer(raw, time.perf_counter() - started)
        self._keep_cookie(answer)
        return answer

    def _keep_cookie(self, answer: Answer) -> None:
        name = self.cookie.partition("=")[0]
        new = answer.headers.get("set-cookie", "")
        if new.startswith(f"{name}="):
            self.cookie = new.partition(";")[0]


def form_on(page: str, path: str, where: str = FORM) -> Form:
    """Read the first form of a page; raises LookupError when there is none."""
    found = html.fromstring(page).xpath(where)
    if not found:
        raise LookupError(f"no form on {path}")
    fields = tuple((name, value or "") for name, value in found[0].form_values())
    names = frozenset(name for name in found[0].fields if name)
    return Form(found[0].get("action") or path.partition("?")[0], fields, names)


def faults_on(page: str) -> str:
    """The sentences with which a page refuses, for the reader of a failed run."""
    found = html.fromstring(page).xpath("//*[contains(@class, 'error-summary')]//li | //ul[@class='missing']//li")
    return " ".join(" ".join(each.text_content().split()) for each in found)


def form_actions(page: str, prefix: str) -> list[str]:
    """The addresses of the forms of a page that begin so, in order."""
    found = (form.get("action") or "" for form in html.fromstring(page).xpath("//form[@method='post']"))
    return [action for action in found if action.startswith(prefix)]


async def bare_view(served: Served, cookie: str) -> float:
    """Return the processor seconds of the bare view: what every signed-in page costs before it does anything."""
    browser = Browser(served.port, cookie)
    for _ in range(WARMING):
        await browser.get(BARE)
    began = served.cpu_seconds()
    for _ in range(BARE_VIEWS):
        answer = await browser.get(BARE)
        if answer.status != 200:
            raise RuntimeError(f"the bare view answered {answer.status}")
    return (served.cpu_seconds() - began) / BARE_VIEWS


def _answer(raw: bytes, seconds: float) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split()[1]) if first else 0
    return Answer(status, headers, body.decode(errors="replace"), seconds)
