"""The ways out of this machine: the demo's pretended one, a pick-up file, a mail server."""

import json
import os
import smtplib
import uuid
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from program_admin.core.clock import to_seoul
from program_admin.core.errors import RuleBroken
from program_admin.core.settings import Settings
from program_admin.notices.models import Kind
from program_admin.notices.rules import unsafe_delivery

SMTP_SECONDS = 20


class NotAccepted(Exception):
    """The other side refuses this message for good; sending it again can't help."""


class TryLater(Exception):
    """The other side can't take the message now."""


@dataclass(frozen=True)
class Letter:
    """A message as it is handed over; `link` is a full address or empty."""

    id: uuid.UUID
    kind: Kind
    name: str
    address: str
    title: str
    body: str
    link: str
    created_at: datetime


class Post(Protocol):
    """One way out: returns the provider's id of an acknowledged message, else raises NotAccepted or TryLater."""

    def hand_over(self, letter: Letter) -> str:
        """Hand the letter over and wait for the acknowledgement."""


class DemoPost:
    """Pretends to send: the demo page shows the message, nothing leaves the machine."""

    def hand_over(self, letter: Letter) -> str:
        """Acknowledge at once."""
        return f"demo-{letter.id.hex[:12]}"


@dataclass(frozen=True)
class FilePost:
    """Appends one JSON line per message to `folder`, where the office's own sender picks it up."""

    folder: Path

    def hand_over(self, letter: Letter) -> str:
        """Append the line and flush it to the disk; one file per kind and day (Seoul)."""
        line = {
            "id": str(letter.id),
            "kind": letter.kind.value,
            "name": letter.name,
            "address": letter.address,
            "title": letter.title,
            "body": letter.body,
            "link": letter.link,
            "created_at": to_seoul(letter.created_at).isoformat(),
        }
        path = self.folder / f"{letter.kind.value}-{to_seoul(letter.created_at):%Y%m%d}.jsonl"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                _write_all(handle, (json.dumps(line, ensure_ascii=False) + "\n").encode())
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise TryLater(f"파일 {error.strerror}") from error
        return path.name


@dataclass(frozen=True)
class SmtpPost:
    """Hands e-mail to a mail server on the office's own network."""

    host: str
    port: int
    sender: str
    sender_name: str = ""

    def hand_over(self, letter: Letter) -> str:
        """Send one mail; the Message-ID comes from the message's id, so that a repeat is recognisable."""
        mail = self._mail(letter)
        try:
            with smtplib.SMTP(self.host, self.port, timeout=SMTP_SECONDS) as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            raise _verdict(code) from refused
        except smtplib.SMTPResponseException as answer:
            raise _verdict(answer.smtp_code) from answer
        except smtplib.SMTPNotSupportedError as unsupported:
            raise NotAccepted("메일 서버가 이 주소의 글자를 지원하지 않습니다.") from unsupported
        except (smtplib.SMTPException, OSError) as error:
            raise TryLater(type(error).__name__) from error
        return str(mail["Message-ID"])

    def _mail(self, letter: Letter) -> EmailMessage:
        domain = self.sender.rpartition("@")[2]
        mail = EmailMessage()
        try:
            mail["From"] = Address(display_name=self.sender_name, addr_spec=self.sender)
            mail["To"] = Address(display_name=_one_line(letter.name), addr_spec=letter.address)
            mail["Subject"] = _one_line(letter.title)
        except ValueError as broken:
            raise NotAccepted("주소나 제목에 쓸 수 없는 글자가 있습니다.") from broken
        mail["Date"] = format_datetime(to_seoul(letter.created_at))
        mail["Message-ID"] = f"<{letter.id.hex}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content("\n\n".join(part for part in (letter.body, letter.link) if part) + "\n", cte="base64")
        return mail


def check_delivery(settings: Settings) -> None:
    """Refuse to start with a delivery that would send by accident or swallow messages; raises RuleBroken."""
    objections = unsafe_delivery(settings.environment, settings.mail_delivery, settings.smtp_host)
    if objections:
        raise RuleBroken(objections)


def post_for(kind: Kind, settings: Settings) -> Post:
    """Return the way out for this kind of message; SMS goes into the pick-up file unless this is a demo."""
    check_delivery(settings)
    if settings.mail_delivery == "demo":
        return DemoPost()
    if settings.mail_delivery == "smtp" and kind is Kind.EMAIL:
        return SmtpPost(settings.smtp_host, settings.smtp_port, settings.mail_from, settings.office_name)
    return FilePost(settings.var_folder / "outgoing")


def _verdict(code: int) -> NotAccepted | TryLater:
    if 500 <= code < 600:
        return NotAccepted(f"메일 서버가 받지 않았습니다(SMTP {code}).")
    return TryLater(f"SMTP {code}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _write_all(handle: int, line: bytes) -> None:
    if os.write(handle, line) != len(line):
        raise OSError(28, "disk full")
