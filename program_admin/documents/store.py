"""The store of file contents: each lies once, under its SHA-256, written whole or not at all."""

import hashlib
import math
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20
_PAIR = "[0-9a-f]" * 2
_NAME = re.compile(r"[0-9a-f]{64}")


class TooLarge(Exception):
    """The stream holds more bytes than are taken."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes that arrived in full but are not kept yet: where they lie, their hash and size in bytes."""

    path: Path
    sha256: str
    size: int


def place(root: Path, sha256: str) -> Path:
    """Return where content of that hash lies: root/ab/cd/<sha256>."""
    return root / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def incoming(root: Path, stream: BinaryIO, *, max_bytes: int) -> Iterator[Incoming]:
    """Read a stream into a temporary file beside the store; it vanishes unless `keep` is called on it.

    Raises TooLarge as soon as more than `max_bytes` have come.
    """
    waiting = root / "incoming"
    waiting.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=waiting)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copy(stream, file, max_bytes)
            file.flush()
            os.fsync(file.fileno())
        yield Incoming(path, digest, size)
    finally:
        path.unlink(missing_ok=True)


def keep(root: Path, arrived: Incoming) -> Path:
    """Move arrived bytes to their place at one stroke, and return it; content that lies there already stays."""
    target = place(root, arrived.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    arrived.path.replace(target)
    _settle(target.parent)
    return target


def kept_before(root: Path, moment: float) -> Iterator[str]:
    """Give out the hash of all content that was written last before that moment (seconds since 1970)."""
    for path in root.glob(f"{_PAIR}/{_PAIR}/*"):
        if _NAME.fullmatch(path.name) and _written(path) < moment:
            yield path.name


def destroy_old(root: Path, sha256: str, moment: float) -> bool:
    """Take content away unless it was written anew since that moment; says whether it went."""
    path = place(root, sha256)
    if _written(path) >= moment:
        return False
    path.unlink(missing_ok=True)
    return True


def destroy(root: Path, sha256: str) -> None:
    """Take content away for good; content that is not there any more is no fault."""
    place(root, sha256).unlink(missing_ok=True)


def read(root: Path, sha256: str) -> bytes:
    """Return content by its hash; a missing file crashes loudly, a changed one as ValueError."""
    content = place(root, sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"the stored file {sha256} was changed on disk")
    return content


def _written(path: Path) -> float:
    """When content was written last; for ever in the future when it has gone meanwhile."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _copy(stream: BinaryIO, file: BinaryIO, max_bytes: int) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > max_bytes:
            raise TooLarge
        digest.update(chunk)
        file.write(chunk)
    return digest.hexdigest(), size


def _settle(folder: Path) -> None:
    """Make the new names durable: the folder's and its parent's, in case both are new."""
    for level in (folder, folder.parent):
        handle = os.open(level, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
