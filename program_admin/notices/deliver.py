"""Delivery of outbox messages: claim, hand over outside any transaction, record the acknowledgement."""

import logging
import uuid
from datetime import timedelta

from sqlalchemy import and_, or_, select, update

from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from program_admin.jobs.progress import Progress
from program_admin.jobs.queue import Payload, every, task
from program_admin.notices.models import Message, MessageState
from program_admin.notices.outbox import DELIVER_NOW
from program_admin.notices.posts import Letter, NotAccepted, TryLater, check_delivery, post_for

MAX_TRIES = 6
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
CLAIM_LASTS = timedelta(minutes=10)
AT_ONCE = 20  # claimed together; a crash leaves at most these unsure
AT_MOST = 2000
UNSURE = "전달 도중에 프로그램이 멈춰 도착했는지 알 수 없습니다. 받는 사람에게 확인한 뒤 필요하면 다시 보내 주세요."

log = logging.getLogger(__name__)


@task(DELIVER_NOW, keep_days=7)
def deliver_now(payload: Payload, progress: Progress) -> None:
    """Deliver the messages of an act that has just been committed."""
    deliver_due()


@every("notices.deliver", minutes=1)
def deliver(payload: Payload, progress: Progress) -> None:
    """Deliver what is due: repeats, and messages whose own job was lost."""
    deliver_due()


def deliver_due(limit: int = AT_MOST) -> int:
    """Deliver up to `limit` due messages, oldest first; returns how many were handed over.

    Claims are committed before the hand-over and each acknowledgement right after it: a message whose
    acknowledgement could not be recorded is never sent again by itself.
    """
    check_delivery(settings())
    claim = uuid.uuid4().hex
    sent = tried = 0
    while tried < limit:
        letters = _claimed(claim, min(AT_ONCE, limit - tried))
        if not letters:
            break
        tried += len(letters)
        sent += sum(_hand_over(letter, claim) for letter in letters)
    return sent


def _hand_over(letter: Letter, claim: str) -> bool:
    try:
        provider_id = post_for(letter.kind, settings()).hand_over(letter)
    except NotAccepted as refused:
        _record_failure(letter.id, claim, str(refused), final=True)
        return False
    except TryLater as later:
        _record_failure(letter.id, claim, str(later), final=False)
        return False
    _record_sent(letter.id, claim, provider_id)
    return True


def _claimed(claim: str, limit: int) -> list[Letter]:
    """Claim due messages in one transaction; none of them is open to another deliverer until it is recorded."""
    due = (Message.state == MessageState.QUEUED, Message.claimed_at.is_(None), Message.retry_after <= clock.now())
    unsure = (Message.state == MessageState.QUEUED, Message.claimed_at < clock.now() - CLAIM_LASTS)
    if db.session.scalar(select(Message.id).where(or_(and_(*due), and_(*unsure))).limit(1)) is None:
        db.session.rollback()
        return []
    oldest = select(Message.id).where(*due).order_by(Message.retry_after, Message.created_at, Message.id).limit(limit)
    with transaction() as now:
        db.session.execute(
            update(Message)
            .where(*unsure)
            .values(state=MessageState.FAILED, error=UNSURE, claimed_at=None, claimed_by=None)
        )
        chosen = db.session.scalars(oldest.with_for_update(skip_locked=True)).all()
        db.session.execute(
            update(Message)
            .where(Message.id.in_(chosen))
            .values(claimed_at=now, claimed_by=claim, tries=Message.tries + 1)
        )
        taken = select(Message).where(Message.id.in_(chosen)).execution_options(populate_existing=True)
        messages = {message.id: message for message in db.session.scalars(taken)}
        return [_letter(messages[message_id]) for message_id in chosen]


def _letter(message: Message) -> Letter:
    address = settings().public_address.rstrip("/")
    return Letter(
        id=message.id,
        kind=message.kind,
        name=message.name,
        address=message.address,
        title=message.title,
        body=message.body,
        link=f"{address}{message.link}" if message.link.startswith("/") else message.link,
        created_at=message.created_at,
    )


def _record_sent(message_id: uuid.UUID, claim: str, provider_id: str) -> None:
    with transaction() as now:
        message = _own(message_id, claim)
        if message is not None:
            message.state, message.sent_at = MessageState.SENT, now
            message.provider_id, message.error = provider_id[:254], ""
            message.claimed_at = message.claimed_by = None


def _record_failure(message_id: uuid.UUID, claim: str, why: str, *, final: bool) -> None:
    with transaction() as now:
        message = _own(message_id, claim)
        if message is None:
            return
        message.claimed_at = message.claimed_by = None
        if final or message.tries >= MAX_TRIES:
            message.state, message.error = MessageState.FAILED, why[:400]
        else:
            message.retry_after = now + WAITS[min(message.tries, len(WAITS)) - 1]
            message.error = f"{why[:300]} 때문에 잠시 뒤 다시 보냅니다."
        log.warning("message %s (%s) not delivered on try %d: %s", message_id, message.kind, message.tries, why)


def _own(message_id: uuid.UUID, claim: str) -> Message | None:
    return db.session.scalar(
        select(Message).where(Message.id == message_id, Message.claimed_by == claim).with_for_update()
    )
