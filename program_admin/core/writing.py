"""One transaction per act: the write lock, the idempotency key, the server's time, the commit."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import g, request
from flask_login import current_user
from sqlalchemy import select, update
from wtforms import Field

from program_admin.core import clock
from program_admin.core.database import begin_writing, db, insert_once
from program_admin.core.errors import AlreadyDone, RuleBroken
from program_admin.core.idempotency import Act
from program_admin.core.ids import new_id


@contextmanager
def writing(act: Field | uuid.UUID, then: str = "") -> Iterator[datetime]:
    """Do one act: `with writing(form.act) as now:`; everything inside commits together or not at all.

    `then` is where a repeated POST of the same act is led; `answered(url)` inside the block sets it later.
    Raises AlreadyDone when this act was acknowledged before.
    """
    _begin()
    now = clock.now()
    g.act = _remember(act, now, then or request.path)
    try:
        yield now
        _commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        g.pop("act", None)


def _begin() -> None:
    """Begin to write; who acts is asked for anew only if their rights have changed since the request began."""
    known = current_user.read_together() if current_user.is_authenticated else ()
    begin_writing(*known)
    if known and current_user.rights_changed():
        for row in known:
            db.session.expire(row)


@contextmanager
def transaction() -> Iterator[datetime]:
    """Do one act that no browser sent (commands, jobs, autosave of single fields): lock, time, commit."""
    begin_writing()
    try:
        yield clock.now()
        _commit()
    except BaseException:
        db.session.rollback()
        raise


def ride_along(write: Callable[[], None]) -> None:
    """Let a small write of this request share the transaction of its act; without an act it gets its own at the end.

    Every transaction costs a wait for the disk, and in the deadline hour for all others.
    """
    g.setdefault("riders", []).append(write)


def finish_riders() -> None:
    """Write what no act of this request took along."""
    if g.get("riders"):
        with transaction():
            pass


def _commit() -> None:
    for write in g.get("riders", ()):
        write()
    db.session.commit()
    g.pop("riders", None)


def answered(location: str) -> str:
    """Remember where this act leads, so that a repeated POST is led to the same page; gives the address back."""
    db.session.execute(update(Act).where(Act.id == g.act).values(location=location))
    return location


def _remember(act: Field | uuid.UUID, now: datetime, location: str) -> uuid.UUID:
    """Write the act's row and return its id; raises AlreadyDone when it is there."""
    key, identifier = _key_of(act), new_id()
    person_key = str(current_user.id) if current_user.is_authenticated else "anonymous"
    endpoint = request.endpoint or request.path
    row = {"person_key": person_key, "endpoint": endpoint, "key": key, "location": location, "at": now}
    if insert_once(Act, {"id": identifier} | row):
        return identifier
    same = (Act.person_key == person_key, Act.endpoint == endpoint, Act.key == key)
    earlier = db.session.scalars(select(Act.location).where(*same)).one()
    db.session.rollback()
    raise AlreadyDone(earlier)


def _key_of(act: Field | uuid.UUID) -> uuid.UUID:
    if isinstance(act, uuid.UUID):
        return act
    try:
        return uuid.UUID(str(act.data))
    except ValueError as broken:
        raise RuleBroken(["이 화면이 오래되었습니다. 화면을 새로 고친 뒤 다시 눌러 주세요."]) from broken
