"""The text of HWP 5 documents, paragraph by paragraph (Hancom's published document format, revision 1.3)."""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from program_admin.documents.contents.compound import Compound, NotCompound, is_packed

MOST = 64 << 20
SECTION = re.compile(r"Section\d+")
PARAGRAPH_TEXT = 67
LONG = 0xFFF
SIGNS = frozenset({0, 10, 13, *range(24, 32)})  # one code unit; every other one below 32 takes eight
BLANKS = frozenset({9, 10, 30, 31})  # tab, line break, fixed blanks
HYPHEN = 24
WIDE = 8


def hwp_text(file: BinaryIO) -> Iterator[tuple[str, str]]:
    """Give out (place, text) for every paragraph that holds text, table cells too; what can't be read has none."""
    try:
        compound = Compound(file)
        packed = is_packed(compound)
        sections = sorted(filter(SECTION.fullmatch, compound.names()), key=lambda name: int(name[7:]))
    except NotCompound:
        return
    place = 0
    for name in sections:
        for content in _paragraphs(_unpacked(compound, name, packed=packed)):
            text = _plain(content)
            if text.strip():
                place += 1
                yield f"{place}번째 문단", text


def _unpacked(compound: Compound, name: str, *, packed: bool) -> bytes:
    try:
        stream = compound.start_of(name, MOST)
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(stream, MOST) if packed else stream
    except (NotCompound, zlib.error):
        return b""


def _paragraphs(section: bytes) -> Iterator[bytes]:
    """The content of each record that holds a paragraph's text."""
    at = 0
    while at + 4 <= len(section):
        (head,) = struct.unpack_from("<I", section, at)
        tag, size, at = head & 0x3FF, head >> 20, at + 4
        if size == LONG:
            if at + 4 > len(section):
                return
            (size,) = struct.unpack_from("<I", section, at)
            at += 4
        if tag == PARAGRAPH_TEXT:
            yield section[at : at + size]
        at += size


def _plain(content: bytes) -> str:
    """The letters of a paragraph; tabs and fixed blanks are blanks, other signs (a table, a field) nothing."""
    units = struct.unpack(f"<{len(content) // 2}H", content[: len(content) // 2 * 2])
    kept, at = [], 0
    while at < len(units):
        unit = units[at]
        at += 1 if unit >= 32 or unit in SIGNS else WIDE
        if unit >= 32:
            kept.append(unit)
        elif unit in BLANKS:
            kept.append(ord(" "))
        elif unit == HYPHEN:
            kept.append(ord("-"))
    return struct.pack(f"<{len(kept)}H", *kept).decode("utf-16-le", "replace")
