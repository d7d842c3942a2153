"""Taking a file in: streamed, checked by its content, kept under its hash."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO, NamedTuple

from sqlalchemy import delete

from program_admin.accounts.models import Person
from program_admin.audit import trail
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.settings import settings
from program_admin.documents import contents, rules, store
from program_admin.documents.arrivals import ArrivedStream
from program_admin.documents.models import ArrivingUpload, NumberWarning, Upload
from program_admin.documents.scanning import scan_objections


@dataclass(frozen=True, slots=True)
class Source:
    """A photo that became a page of a PDF: its name, hash and size; the photo itself is not kept."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose content was found acceptable; its bytes lie in the store, no row names it yet."""

    sha256: str
    size: int
    media_type: str
    name: str
    page_count: int | None
    made_from: tuple[Source, ...] = ()
    number_places: tuple[str, ...] = ()
    arrived: tuple[uuid.UUID, ...] = ()


class FileTooLarge(RuleBroken):
    """The file holds more bytes than are taken (413)."""


class Arrived(NamedTuple):
    """A file whose content was found acceptable, while its bytes still wait beside the store."""

    waiting: store.Incoming
    type: contents.FileType
    pages: int | None


def check_in(
    stream: BinaryIO,
    *,
    name: str,
    allowed: frozenset[contents.FileType],
    max_bytes: int,
    own_numbers: frozenset[str] | None = None,
) -> CheckedFile:
    """Stream a file to disk and check its content, before any write lock is taken; bytes kept on success.

    Where `own_numbers` are given (13 digits each), the places that look like other people's numbers are noted.
    Raises RuleBroken with every objection as a sentence that says what is accepted.
    """
    places: tuple[str, ...] = ()
    with arriving(stream, name=name, allowed=allowed, max_bytes=max_bytes) as arrived:
        if own_numbers is not None:
            with arrived.waiting.path.open("rb") as file:
                places = contents.number_places(file, arrived.type, own_numbers)
        store.keep(settings().files_folder, arrived.waiting)
    return CheckedFile(
        sha256=arrived.waiting.sha256,
        size=arrived.waiting.size,
        media_type=arrived.type.media_type,
        name=rules.stored_name(name),
        page_count=arrived.pages,
        number_places=places,
        arrived=arrived_ids(stream),
    )


def arrived_ids(*streams: BinaryIO) -> tuple[uuid.UUID, ...]:
    """The ids of files that came in pieces, among these."""
    return tuple(each.arriving_id for each in streams if isinstance(each, ArrivedStream))


@contextmanager
def arriving(
    stream: BinaryIO, *, name: str, allowed: frozenset[contents.FileType], max_bytes: int
) -> Iterator[Arrived]:
    """Stream a file beside the store and judge it; what is not kept by the end is gone. Raises RuleBroken."""
    try:
        with store.incoming(settings().files_folder, stream, max_bytes=max_bytes) as waiting:
            with waiting.path.open("rb") as file:
                found = contents.examine(file, name=name, allowed=allowed)
            objections = list(found.objections) or scan_objections(waiting.path)
            if objections or found.type is None:
                raise RuleBroken(objections)
            yield Arrived(waiting, found.type, found.pages)
    except store.TooLarge as large:
        raise FileTooLarge([contents.too_large(max_bytes)]) from large


def keep(checked: CheckedFile, *, owner: tuple[str, uuid.UUID], by: Person, now: datetime) -> Upload:
    """Write the row of a checked file for its owner (kind, id) within the running transaction."""
    if not store.place(settings().files_folder, checked.sha256).exists():
        raise RuleBroken(["같은 파일이 방금 지워졌습니다. 파일을 다시 올려 주세요."])
    upload = Upload(
        sha256=checked.sha256,
        size=checked.size,
        media_type=checked.media_type,
        name=checked.name,
        owner_kind=owner[0],
        owner_id=owner[1],
        page_count=checked.page_count,
        made_from=[asdict(each) for each in checked.made_from],
        uploaded_by_id=by.id,
        uploaded_at=now,
    )
    db.session.add(upload)
    db.session.flush()
    if checked.arrived:
        db.session.execute(delete(ArrivingUpload).where(ArrivingUpload.id.in_(checked.arrived)))
    if checked.number_places:
        db.session.add(NumberWarning(upload_id=upload.id, places=list(checked.number_places)))
    trail.record("upload:receive", "upload", upload.id, by=by, now=now, after=checked.sha256, fields=("sha256", "name"))
    return upload


def receive(
    stream: BinaryIO,
    *,
    name: str,
    allowed: frozenset[contents.FileType],
    max_bytes: int,
    owner: tuple[str, uuid.UUID],
    by: Person,
    now: datetime,
) -> Upload:
    """Check a file in and write its row in one go (small files, commands, rehearsal); views call the two apart."""
    checked = check_in(stream, name=name, allowed=allowed, max_bytes=max_bytes)
    return keep(checked, owner=owner, by=by, now=now)
