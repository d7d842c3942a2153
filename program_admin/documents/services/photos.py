"""Taking in what was sent for one paper: one file as it is, several photos as one PDF."""

import io
from collections.abc import Sequence
from contextlib import ExitStack
from typing import BinaryIO, Protocol

from program_admin.core.errors import RuleBroken
from program_admin.core.settings import settings
from program_admin.documents import contents, rules, store
from program_admin.documents.contents import FileType
from program_admin.documents.services.receive import (
    Arrived,
    CheckedFile,
    FileTooLarge,
    Source,
    arrived_ids,
    arriving,
    check_in,
)

PHOTO_ENDINGS = tuple(ending for kind in contents.IMAGES for ending in kind.endings)


class Sent(Protocol):
    """A file as a form gives it: its bytes and its name."""

    @property
    def stream(self) -> BinaryIO:
        """The bytes."""

    @property
    def filename(self) -> str | None:
        """The name its sender gave it."""


def check_in_together(
    files: Sequence[Sent],
    *,
    title: str,
    allowed: frozenset[FileType],
    max_bytes: int,
    own_numbers: frozenset[str] | None = None,
) -> CheckedFile:
    """Check in what was sent for one paper, before any write lock: a file as it is, photos as one PDF named `title`.

    Raises RuleBroken; where something is wrong with one of several photos, its sentence names it.
    """
    if len(files) == 1:
        only = files[0]
        name = only.filename or ""
        return check_in(only.stream, name=name, allowed=allowed, max_bytes=max_bytes, own_numbers=own_numbers)
    all_photos = all((each.filename or "").lower().endswith(PHOTO_ENDINGS) for each in files)
    objections = rules.together(len(files), all_photos=all_photos, takes_pdf=FileType.PDF in allowed)
    if objections:
        raise RuleBroken(objections)
    with ExitStack() as open_files:
        photos = [_photo(each, max_bytes, open_files) for each in files]
        made = _one_pdf(photos, open_files)
    sources = tuple(_source(each, photo) for each, photo in zip(files, photos, strict=True))
    pdf = _kept(made, max_bytes)
    return CheckedFile(
        sha256=pdf.sha256,
        size=pdf.size,
        media_type=FileType.PDF.media_type,
        name=rules.stored_name(f"{title}.pdf"),
        page_count=len(files),
        made_from=sources,
        arrived=arrived_ids(*(each.stream for each in files)),
    )


def _source(sent: Sent, photo: Arrived) -> Source:
    return Source(rules.stored_name(sent.filename or ""), photo.waiting.sha256, photo.waiting.size)


def _kept(made: bytes, max_bytes: int) -> store.Incoming:
    try:
        with store.incoming(settings().files_folder, io.BytesIO(made), max_bytes=max_bytes) as pdf:
            store.keep(settings().files_folder, pdf)
    except store.TooLarge as large:
        raise FileTooLarge([contents.too_large(max_bytes)]) from large
    return pdf


def _photo(sent: Sent, max_bytes: int, open_files: ExitStack) -> Arrived:
    name = sent.filename or ""
    try:
        return open_files.enter_context(arriving(sent.stream, name=name, allowed=contents.IMAGES, max_bytes=max_bytes))
    except RuleBroken as broken:
        raise type(broken)([f"‘{name}’: {sentence}" for sentence in broken.objections]) from broken


def _one_pdf(photos: list[Arrived], open_files: ExitStack) -> bytes:
    try:
        return contents.one_pdf(
            (open_files.enter_context(photo.waiting.path.open("rb")), photo.type) for photo in photos
        )
    except contents.TooManyPixels as large:
        raise RuleBroken([contents.TOO_MANY_PIXELS]) from large
