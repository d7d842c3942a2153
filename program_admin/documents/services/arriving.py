"""Files that come in pieces: beginning one, or going on with it; using those that have come whole; sweeping."""

import time
import uuid
from datetime import datetime, timedelta
from typing import BinaryIO

from sqlalchemy import delete, func, select

from program_admin.accounts.models import Person
from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.settings import settings
from program_admin.documents import arrivals, contents, rules
from program_admin.documents.arrivals import ArrivedStream
from program_admin.documents.contents.examination import EMPTY
from program_admin.documents.models import ArrivingUpload
from program_admin.documents.services.receive import FileTooLarge

MOST_BYTES = 200 << 20
MOST_WAITING = 500 << 20
KEPT = timedelta(hours=24)
GRACE_SECONDS = 15 * 60
TOO_MUCH = "올리다 만 파일이 너무 많습니다. 먼저 올린 파일을 제출하거나, 하루 뒤에 다시 올려 주세요."


def begin_upload(name: str, size: int, stamp: str, *, by: Person, now: datetime) -> ArrivingUpload:
    """Return the row of this file, the one begun before if there is one. Raises RuleBroken, FileTooLarge."""
    if size < 1:
        raise RuleBroken([EMPTY])
    if size > MOST_BYTES:
        raise FileTooLarge([contents.too_large(MOST_BYTES)])
    kept_name = rules.stored_name(name)
    mine = select(ArrivingUpload).where(ArrivingUpload.person_id == by.id)
    begun: ArrivingUpload | None = db.session.scalar(mine.filter_by(name=kept_name, size=size, stamp=stamp))
    if begun is not None:
        return begun
    waiting = select(func.coalesce(func.sum(ArrivingUpload.size), 0)).where(ArrivingUpload.person_id == by.id)
    if db.session.scalars(waiting).one() + size > MOST_WAITING:
        raise RuleBroken([TOO_MUCH])
    row = ArrivingUpload(person_id=by.id, name=kept_name, size=size, stamp=stamp, started_at=now)
    db.session.add(row)
    db.session.flush()
    return row


def own_arriving(arriving_id: uuid.UUID, by: Person) -> ArrivingUpload:
    """Return a file on its way of that person; raises Missing, for a stranger's as well."""
    row = db.session.get(ArrivingUpload, arriving_id)
    if row is None or row.person_id != by.id:
        raise Missing("arriving upload")
    return row


def offset_of(row: ArrivingUpload) -> int:
    """How many bytes of it have come."""
    return arrivals.offset(settings().files_folder, row.id)


def take_piece(row: ArrivingUpload, piece: BinaryIO, *, at: int) -> int:
    """Add a piece, outside any transaction; returns how many bytes there are, wherever the piece began."""
    return arrivals.append(arrivals.place(settings().files_folder, row.id), piece, at=at, size=row.size)


def arrived_stream(row: ArrivingUpload) -> ArrivedStream | None:
    """The bytes of a file that has come whole, None for one still on its way."""
    if offset_of(row) != row.size:
        return None
    return ArrivedStream(arrivals.place(settings().files_folder, row.id), row.id)


def sweep_arriving(now: datetime) -> None:
    """Delete rows begun a day ago, and bytes of no row that have lain for a quarter of an hour."""
    db.session.execute(delete(ArrivingUpload).where(ArrivingUpload.started_at < now - KEPT))
    wanted = {str(each) for each in db.session.scalars(select(ArrivingUpload.id))}
    arrivals.sweep(settings().files_folder, wanted, time.time() - GRACE_SECONDS)
