"""Writing messages in the transaction of the act they tell about; nothing leaves the machine here."""

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NotRequired, TypedDict, Unpack

from sqlalchemy import update

from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.inserting import insert_now
from program_admin.jobs.queue import enqueue
from program_admin.notices.models import Kind, Message, MessageState
from program_admin.notices.rules import unreachable

DELIVER_NOW = "notices.deliver_now"
_PUT_IN = "notices.put_in"

KindWord = Literal["sms", "email", "in_app"]


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for; `person_id` is None for people without an account."""

    person_id: uuid.UUID | None
    name: str
    phone: str = ""
    email: str = ""


class Content(TypedDict):
    """What a message says: `link` is a path on this site, `subject` the record it is about (kind, id)."""

    title: str
    body: str
    link: NotRequired[str | None]
    subject: NotRequired[tuple[str, uuid.UUID] | None]


def send(kind: KindWord | Kind, to: Recipient, *, now: datetime, **content: Unpack[Content]) -> Message:
    """Write one message (title=, body=, link=None, subject=None) in the caller's transaction; no commit.

    In-app messages are there at once, others are delivered by a job after the commit. Without a usable
    address (phone numbers are kept as digits) the message is kept as suppressed with the reason: the act never fails
    """
    return _kept([_message(Kind(kind), to, now=now, **content)])[0]


def tell(to: Recipient, *, now: datetime, **content: Unpack[Content]) -> tuple[Message, ...]:
    """Write the message for the inbox and for the phone (e-mail where there is no phone); no commit.

    Who has no account gets no inbox row; who has neither phone nor e-mail gets a suppressed SMS that shows why.
    """
    outside = Kind.EMAIL if to.email and not to.phone else Kind.SMS
    ways = (outside,) if to.person_id is None else (outside, Kind.IN_APP)
    return _kept([_message(way, to, now=now, **content) for way in ways])


def send_again(message_id: uuid.UUID, now: datetime) -> Message:
    """Queue a failed message once more (an officer's decision); no commit. Raises Missing, RuleBroken."""
    message = db.session.get(Message, message_id)
    if message is None:
        raise Missing("message")
    if message.state is not MessageState.FAILED or message.erased_at is not None:
        raise RuleBroken(["전달하지 못한 메시지만 다시 보낼 수 있습니다. 목록을 새로 고쳐 상태를 확인해 주세요."])
    message.state, message.tries, message.error = MessageState.QUEUED, 0, ""
    message.retry_after, message.claimed_at, message.claimed_by = now, None, None
    _deliver_after_commit()
    return message


def mark_read(person_id: uuid.UUID, now: datetime, *, only: Collection[uuid.UUID] | None = None) -> int:
    """Mark these own in-app messages, or all of them, as read; returns how many were unread. No commit."""
    wanted = update(Message).where(
        Message.person_id == person_id, Message.kind == Kind.IN_APP, Message.read_at.is_(None)
    )
    if only is not None:
        wanted = wanted.where(Message.id.in_(only))
    return _changed(wanted.values(read_at=now))


def erase_messages_of(person_id: uuid.UUID, now: datetime) -> int:
    """Destroy name, address and text of a person's messages (개인정보 보호법 제21조); the rows stay. No commit.

    A message still waiting is suppressed. Returns how many messages were emptied.
    """
    theirs = update(Message).where(Message.person_id == person_id, Message.erased_at.is_(None))
    _changed(
        theirs.where(Message.state == MessageState.QUEUED).values(
            state=MessageState.SUPPRESSED, error="개인정보가 파기되어 보내지 않았습니다."
        )
    )
    return _changed(theirs.values(name="", address="", title="", body="", link="", provider_id="", erased_at=now))


def _kept(messages: list[Message]) -> tuple[Message, ...]:
    insert_now(*messages)
    if any(message.state is MessageState.QUEUED for message in messages):
        _deliver_after_commit()
    return tuple(messages)


def _deliver_after_commit() -> None:
    """Enqueue one delivery for all messages of this transaction."""
    session = db.session()
    session.connection()
    if session.info.get(_PUT_IN) is not session.get_transaction():
        session.info[_PUT_IN] = session.get_transaction()
        enqueue(DELIVER_NOW, f"{DELIVER_NOW}:{new_id()}", {})


def _message(way: Kind, to: Recipient, *, now: datetime, **content: Unpack[Content]) -> Message:
    """The message with the state it begins in: waiting, there already (inbox), or suppressed for want of an address."""
    subject_kind, subject_id = content.get("subject") or (None, None)
    address = _address_of(way, to)
    objections = unreachable(way, address)
    state, sent_at = MessageState.QUEUED, None
    if way is Kind.IN_APP:
        state, sent_at = MessageState.SENT, now
        if to.person_id is None:
            objections = ["계정이 없는 사람이라 알림함에 넣지 않았습니다."]
    if objections:
        state, sent_at = MessageState.SUPPRESSED, None
    return Message(
        id=new_id(),
        kind=way,
        person_id=to.person_id,
        name=to.name,
        address=address,
        title=" ".join(content["title"].split())[:200],
        body=content["body"],
        link=content.get("link") or "",
        subject_kind=subject_kind,
        subject_id=subject_id,
        state=state,
        error=" ".join(objections),
        sent_at=sent_at,
        retry_after=now,
        created_at=now,
    )


def _address_of(way: Kind, to: Recipient) -> str:
    if way is Kind.SMS:
        return re.sub(r"[\s().-]", "", to.phone)
    return to.email.strip() if way is Kind.EMAIL else ""


def _changed(statement: object) -> int:
    return int(db.session.execute(statement).rowcount)  # type: ignore[call-overload]
