"""OLE compound files, as far as it takes to tell an HWP document from the other ones."""

import struct
from typing import BinaryIO

from program_admin.documents.contents.scripts import MOST as LONGEST_SCRIPT
from program_admin.documents.contents.scripts import hwp_script, script_acts

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA
HWP_SIGNATURE = b"HWP Document File"
LOCKED_BITS = 0b1_0001_0010  # password (1), DRM (4), certificate encryption (8)
PACKED_BIT = 0b1
SCRIPT_BIT = 0b1000
MOST_SECTORS = 1 << 18
ENTRY = 128


class NotCompound(ValueError):
    """The bytes don't form a compound file."""


class Compound:
    """A compound file opened for reading; it reads only the chains it is asked for."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.seek(0)
        head = file.read(512)
        if len(head) < 512 or not head.startswith(SIGNATURE):
            raise NotCompound
        sector_power, mini_power = struct.unpack_from("<HH", head, 30)
        if sector_power not in (9, 12) or mini_power != 6:
            raise NotCompound
        self._sector = 1 << sector_power
        first_directory, _, self._cutoff, first_mini, _, first_more, more = struct.unpack_from("<IIIIIII", head, 48)
        self._fat = self._read_fat(head, first_more, more)
        self._entries = self._read_entries(first_directory)
        self._mini_fat = self._numbers(self._chain(first_mini))

    def names(self) -> set[str]:
        """Return the names of all streams and storages."""
        return set(self._entries)

    def start_of(self, name: str, length: int) -> bytes:
        """Return the first bytes of a stream, or nothing when there is no such stream."""
        if name not in self._entries:
            return b""
        first, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(first, most=length)[: min(length, size)]
        root_first, _ = self._entries["Root Entry"]
        mini = self._chain(root_first)
        content = b""
        while first < END and len(content) < min(length, size):
            if first >= len(self._mini_fat):
                raise NotCompound
            content += mini[first * 64 : first * 64 + 64]
            first = self._mini_fat[first]
        return content[: min(length, size)]

    def _read_fat(self, head: bytes, next_more: int, more: int) -> tuple[int, ...]:
        places = [place for place in struct.unpack_from("<109I", head, 76) if place < END]
        for _ in range(min(more, MOST_SECTORS)):
            if next_more >= END:
                break
            *listed, next_more = self._numbers(self._sector_at(next_more))
            places += [place for place in listed if place < END]
        return tuple(number for place in places for number in self._numbers(self._sector_at(place)))

    def _read_entries(self, first: int) -> dict[str, tuple[int, int]]:
        table = self._chain(first)
        entries: dict[str, tuple[int, int]] = {}
        for at in range(0, len(table) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", table, at + 64)
            start, size = struct.unpack_from("<II", table, at + 116)
            if kind and 2 <= length <= 64:
                entries.setdefault(table[at : at + length - 2].decode("utf-16-le", "replace"), (start, size))
        return entries

    def _chain(self, place: int, most: int | None = None) -> bytes:
        parts: list[bytes] = []
        while place < END and (most is None or len(parts) * self._sector < most):
            if place >= len(self._fat) or len(parts) > len(self._fat):
                raise NotCompound
            parts.append(self._sector_at(place))
            place = self._fat[place]
        return b"".join(parts)

    def _sector_at(self, place: int) -> bytes:
        self._file.seek((place + 1) * self._sector)
        return self._file.read(self._sector).ljust(self._sector, b"\0")

    @staticmethod
    def _numbers(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content)


def is_hwp(compound: Compound) -> bool:
    """Whether this is a Hangul word processor document (HWP 5.x)."""
    return compound.start_of("FileHeader", 40).startswith(HWP_SIGNATURE) and "DocInfo" in compound.names()


def is_locked(compound: Compound) -> bool:
    """Whether the document is under a password, DRM or a certificate (also an encrypted DOCX or XLSX)."""
    return bool(_flags(compound) & LOCKED_BITS) or "EncryptedPackage" in compound.names()


def is_packed(compound: Compound) -> bool:
    """Whether the streams of a Hangul document are compressed."""
    return bool(_flags(compound) & PACKED_BIT)


def has_script(compound: Compound) -> bool:
    """Whether a Hangul document carries a script of somebody's own: it says so, or the script does something."""
    stream = compound.start_of("DefaultJScript", LONGEST_SCRIPT)
    return bool(_flags(compound) & SCRIPT_BIT) or script_acts(hwp_script(stream, packed=is_packed(compound)))


def _flags(compound: Compound) -> int:
    header = compound.start_of("FileHeader", 40)
    return int(struct.unpack_from("<I", header, 36)[0]) if len(header) == 40 else 0
