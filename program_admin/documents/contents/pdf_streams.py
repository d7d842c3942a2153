"""Whether the streams of a PDF, which a reader must unpack to show it, grow beyond bounds."""

import base64
import re
import zlib
from collections.abc import Iterable

import pikepdf

MOST_UNPACKED = 64 << 20
MOST_SHOWN = 256 << 20
MOST_LZW = 64 << 10
DICTIONARY = 2_000
CHUNK = 1 << 16
START = re.compile(rb"stream\r?\n")
MUST_BE_UNPACKED = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
SEVERAL_FILTERS = re.compile(rb"/Filter\s*\[\s*/\w+\s*/")
FLATE, LZW, LETTERS = ("/FlateDecode", "/Fl"), ("/LZWDecode", "/LZW"), ("/ASCII85Decode", "/A85")


def grows_too_much(pdf: bytes) -> bool:
    """Unpack object and cross-reference streams piece by piece, and stop at 64 MB in all."""
    left = MOST_UNPACKED
    for start in START.finditer(pdf):
        dictionary = pdf[max(0, start.start() - DICTIONARY) : start.start()].rpartition(b"obj")[2]
        if not MUST_BE_UNPACKED.search(dictionary):
            continue
        if SEVERAL_FILTERS.search(dictionary):
            return True
        left -= _unpacked(memoryview(pdf)[start.end() :], left)
        if left < 0:
            return True
    return False


def shows_too_much(streams: Iterable[pikepdf.Stream]) -> bool:
    """Unpack what draws the pages (pictures aside, whose size is declared) piece by piece, and stop at 256 MB."""
    left = MOST_SHOWN
    for stream in streams:
        if stream.get("/Subtype") == "/Image":
            continue
        filters = _filters(stream)
        packings = [each for each in filters if each in FLATE or each in LZW]
        if not packings:
            continue
        raw = stream.read_raw_bytes()
        if len(packings) > 1 or (packings[0] in LZW and len(raw) > MOST_LZW):
            return True
        if packings[0] in FLATE:
            left -= _unpacked(memoryview(_bare(raw, filters)), left)
        if left < 0:
            return True
    return False


def _filters(stream: pikepdf.Stream) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(each) for each in named] if isinstance(named, pikepdf.Array) else [str(named)]


def _bare(raw: bytes, filters: list[str]) -> bytes:
    """Take a text wrapping off, so that the packed bytes lie open; an unreadable one is left as it is."""
    if filters[0] not in LETTERS:
        return raw
    try:
        return base64.a85decode(raw.strip().removesuffix(b"~>"))
    except ValueError:
        return raw


def _unpacked(packed: memoryview, most: int) -> int:
    """Return how many bytes come out, counting no further than one beyond `most`."""
    stream, size = zlib.decompressobj(), 0
    for place in range(0, len(packed), CHUNK):
        try:
            size += len(stream.decompress(packed[place : place + CHUNK], most + 1 - size))
        except zlib.error:
            return size
        if stream.eof or size > most:
            return size
    return size
