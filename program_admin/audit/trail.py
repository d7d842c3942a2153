"""Writes the trail: entries wait in the session and are chained last, under one lock, as the act commits."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NotRequired, Protocol, TypedDict, Unpack

from sqlalchemy import event, insert, select, text, update
from sqlalchemy.orm import Session

from program_admin.audit.models import AccessEntry, AuditEntry, AuditHead, AuditNote
from program_admin.audit.rules import START, Link, digest_of, note_digest_of
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.ids import new_id, new_token

CHAIN_LOCK = 7_201_604
Row = dict[str, Any]
_HEADS = AuditHead.__table__
_HEAD = select(_HEADS.c.sequence, _HEADS.c.digest).where(_HEADS.c.id == 1).with_for_update()
_ADD, _ADD_NOTES = insert(AuditEntry.__table__), insert(AuditNote.__table__)
_MOVE_HEAD = update(_HEADS).where(_HEADS.c.id == 1)


class Actor(Protocol):
    """Anyone who acts: a person with an id."""

    @property
    def id(self) -> uuid.UUID:
        """Return the id the trail keeps."""
        ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    action: str
    subject_kind: str
    subject_id: uuid.UUID
    actor_id: uuid.UUID | None
    at: datetime
    before: str
    after: str
    field_names: str
    reason: str
    id: uuid.UUID = field(default_factory=new_id)


class Details(TypedDict):
    """What an entry may say besides: the states before and after, the names of changed fields, a reason."""

    before: NotRequired[object]
    after: NotRequired[object]
    fields: NotRequired[tuple[str, ...]]
    reason: NotRequired[str | None]


def record(
    action: str,
    subject_kind: str,
    subject_id: uuid.UUID,
    *,
    by: Actor | None,
    now: datetime,
    **details: Unpack[Details],
) -> None:
    """Add an entry (before=, after=, fields=(), reason=) to the trail in the same transaction.

    `by` None means the system itself.
    """
    waiting = _Waiting(
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        actor_id=by.id if by else None,
        at=now,
        before=str(details.get("before") or ""),
        after=str(details.get("after") or ""),
        field_names=",".join(details.get("fields", ())),
        reason=details.get("reason") or "",
    )
    db.session().info.setdefault("trail", []).append(waiting)


def log_access(person: Actor | None, whose: tuple[str, uuid.UUID], what: str, *, address: str, why: str = "") -> None:
    """Log a look at personal data (개인정보 접속기록): person, address, whose (kind, id), what was seen, why.

    `person` None means whoever holds a link that opens without a sign-in.
    """
    kind, identifier = whose
    db.session.add(
        AccessEntry(
            at=clock.now(),
            person_id=person.id if person else None,
            address=address,
            whose_kind=kind,
            whose_id=identifier,
            what=what,
            why=why,
        )
    )


@event.listens_for(Session, "before_commit")
def _chain(session: Session) -> None:
    waiting: list[_Waiting] = session.info.pop("trail", [])
    if not waiting:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    entries, notes = _linked(waiting, *_head(session))
    session.execute(_ADD, entries)
    if notes:
        session.execute(_ADD_NOTES, notes)
    session.execute(_MOVE_HEAD, {"sequence": entries[-1]["sequence"], "digest": entries[-1]["digest"]})


def _head(session: Session) -> tuple[int, str]:
    """The last link so far, its row held until the commit; the first act opens the chain."""
    head = session.execute(_HEAD).one_or_none()
    if head is None:
        session.execute(insert(_HEADS), {"id": 1, "sequence": 0, "digest": START})
        return 0, START
    return head.sequence, head.digest


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("trail", None)


def _linked(waiting: list[_Waiting], sequence: int, digest: str) -> tuple[list[Row], list[Row]]:
    """Each act as an entry tied to the one before it, and the words of those that have any."""
    entries: list[Row] = []
    notes: list[Row] = []
    for item in waiting:
        salt = new_token() if item.reason else ""
        sequence += 1
        link = Link(
            sequence=sequence,
            id=item.id,
            at=item.at,
            actor_id=item.actor_id,
            action=item.action,
            subject_kind=item.subject_kind,
            subject_id=item.subject_id,
            before=item.before,
            after=item.after,
            field_names=item.field_names,
            note_digest=note_digest_of(salt, item.reason) if item.reason else "",
            previous_digest=digest,
        )
        digest = digest_of(link)
        entries.append({name: getattr(link, name) for name in Link.__slots__} | {"digest": digest})
        if item.reason:
            notes.append({"entry_id": item.id, "salt": salt, "words": item.reason})
    return entries, notes
