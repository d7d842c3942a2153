"""The verdict on one received file: its type, its pages, every objection as a sentence."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import puremagic

from program_admin.core.korean import with_particle
from program_admin.documents.contents.archives import BROKEN, LOCKED, MACROS, examine_archive
from program_admin.documents.contents.compound import (
    SIGNATURE,
    Compound,
    NotCompound,
    has_script,
    is_hwp,
    is_locked,
)
from program_admin.documents.contents.media import examine_pdf, examine_picture
from program_admin.documents.contents.types import IMAGES, FileType, by_first_bytes, listed

HEAD = 4096
UNKNOWN = "알 수 없는 파일"
EMPTY = "빈 파일입니다. 내용이 있는 파일을 올려 주세요."


@dataclass(frozen=True, slots=True)
class Finding:
    """What a file was found to be; `type` is None when it is none of ours, `pages` when it has no pages."""

    type: FileType | None
    pages: int | None
    objections: tuple[str, ...]


def too_large(max_bytes: int) -> str:
    """Return the sentence for a file of more than `max_bytes`."""
    return f"파일이 너무 큽니다. {max_bytes / (1 << 20):g}MB 이하로 줄여 올려 주세요."


def examine(file: BinaryIO, *, name: str, allowed: frozenset[FileType]) -> Finding:
    """Judge a file by its content against the allowed types; the name must not claim another type."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        return Finding(None, None, (EMPTY,))
    kind, faults = _recognise(file, head, size)
    wrong = _wrong_type(kind, faults, head, name, allowed)
    if wrong:
        return Finding(kind, None, (wrong,))
    pages: int | None = None
    if kind is FileType.PDF:
        file.seek(0)
        pages, faults = examine_pdf(file)
    elif kind in IMAGES:
        pages, faults = 1, examine_picture(file, kind)
    return Finding(kind, pages, tuple(faults))


def _recognise(file: BinaryIO, head: bytes, size: int) -> tuple[FileType | None, list[str]]:
    """Tell the type; faults without a type mean that the container could not even be opened."""
    if head.startswith(b"PK\x03\x04"):
        archive = examine_archive(file, size)
        return archive.type, list(archive.faults)
    if head.startswith(SIGNATURE):
        return _recognise_compound(file)
    return by_first_bytes(head), []


def _recognise_compound(file: BinaryIO) -> tuple[FileType | None, list[str]]:
    try:
        compound = Compound(file)
        if is_locked(compound):
            return (FileType.HWP if is_hwp(compound) else None), [LOCKED]
        if not is_hwp(compound):
            return None, []
        return FileType.HWP, [MACROS] if has_script(compound) else []
    except NotCompound:
        return None, [BROKEN]


def _wrong_type(
    kind: FileType | None, faults: list[str], head: bytes, name: str, allowed: frozenset[FileType]
) -> str | None:
    accepted = f"{listed(allowed)} 파일만 받습니다."
    ending = Path(name).suffix.lower()
    claimed = next((known for known in FileType if ending in known.endings), None)
    if kind is None and faults:
        return f"{faults[0]} {accepted}"
    if kind is not None and kind in allowed and claimed is kind:
        return None
    what = kind.label if kind else _guess(head)
    if claimed is not None and claimed is not kind:
        return f"이름은 {ending}인데 내용은 {what}입니다. 원래 프로그램에서 다시 저장해 올려 주세요. {accepted}"
    if kind is not None and kind in allowed:
        return f"내용은 {kind.label}인데 이름이 {kind.endings[0]}(으)로 끝나지 않습니다. 이름을 고쳐 올려 주세요."
    return f"{with_particle(what, '은/는')} 받지 않습니다. {accepted}"


def _guess(head: bytes) -> str:
    """Name a type that is none of ours, as well as its first bytes let us."""
    try:
        ending = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return f"{ending.lstrip('.').upper()} 파일" if ending else UNKNOWN
