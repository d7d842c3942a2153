"""The bytes of files on their way in pieces: one file each beside the store, its length says how far it has come."""

import fcntl
import io
import os
import uuid
from pathlib import Path
from typing import BinaryIO

PIECE = 1 << 16


class ArrivedStream(io.RawIOBase):
    """The bytes of a file that has come whole; opened for each reading only, so that nothing stays open."""

    def __init__(self, path: Path, arriving_id: uuid.UUID) -> None:
        super().__init__()
        self.arriving_id = arriving_id
        self._path = path
        self._at = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; none at the end."""
        with self._path.open("rb") as file:
            file.seek(self._at)
            piece = file.read(size)
        self._at += len(piece)
        return piece


def place(root: Path, arriving_id: uuid.UUID) -> Path:
    """Where the bytes that have come lie."""
    return root / "arriving" / str(arriving_id)


def offset(root: Path, arriving_id: uuid.UUID) -> int:
    """How many bytes have come."""
    try:
        return place(root, arriving_id).stat().st_size
    except FileNotFoundError:
        return 0


def append(path: Path, piece: BinaryIO, *, at: int, size: int) -> int:
    """Add a piece that begins `at`, never beyond `size`; returns how many bytes are there then.

    A piece that begins anywhere but at the end is left aside: it came twice, or out of turn.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        there = os.fstat(file.fileno()).st_size
        if there != at:
            return there
        while there < size and (part := piece.read(min(PIECE, size - there))):
            file.write(part)
            there += len(part)
        file.flush()
        os.fsync(file.fileno())
        return there


def sweep(root: Path, wanted: set[str], older_than: float) -> int:
    """Take away bytes nobody waits for: of no row, or left over of a broken request; returns how many files."""
    gone = 0
    for folder in (root / "arriving", root / "incoming"):
        for path in folder.glob("*"):
            if path.name not in wanted and path.stat().st_mtime < older_than:
                path.unlink(missing_ok=True)
                gone += 1
    return gone
