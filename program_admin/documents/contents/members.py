"""What the members of a ZIP file really unpack to: counted while streaming, nested archives too."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

MOST_MEMBERS = 3_000
MOST_UNPACKED = 300 << 20
MOST_RATIO = 100
RATIO_FROM = 10 << 20
DEEPEST = 1
CHUNK = 1 << 16
IN_MEMORY = 1 << 20
LOCAL_HEAD = 30
LOCAL_SIGNATURE = b"PK\x03\x04"


class Bomb(Exception):
    """The archive unpacks to more than is taken."""


class Broken(Exception):
    """The archive says one thing and holds another."""


class Meter:
    """Counts members and bytes of an archive of `size` bytes and of everything nested in it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._members = 0
        self._unpacked = 0

    def members(self, count: int) -> None:
        """Count members; raises Bomb."""
        self._members += count
        if self._members > MOST_MEMBERS:
            raise Bomb

    def unpacked(self, count: int) -> None:
        """Count bytes that came out; raises Bomb as soon as there are too many in all or for what went in."""
        self._unpacked += count
        if self._unpacked > MOST_UNPACKED or (self._unpacked > RATIO_FROM and self._unpacked > self._size * MOST_RATIO):
            raise Bomb


def weigh(file: BinaryIO, members: list[zipfile.ZipInfo], size: int, meter: Meter, depth: int = 0) -> None:
    """Unpack every member piece by piece, keeping none; what an archive declares about itself is not believed.

    Raises Bomb or Broken. Members that overlap (one packed piece told as many) are Bombs as well.
    """
    meter.members(len(members))
    if sum(member.compress_size for member in members) > size:
        raise Bomb
    for member in members:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
            nested, out = False, 0
            for piece in _pieces(file, member):
                nested = nested or (out == 0 and piece.startswith(LOCAL_SIGNATURE))
                out += len(piece)
                meter.unpacked(len(piece))
                if nested:
                    kept.write(piece)
            if out != member.file_size:
                raise Broken
            if nested:
                _weigh_nested(cast(BinaryIO, kept), out, meter, depth + 1)


def _weigh_nested(file: BinaryIO, size: int, meter: Meter, depth: int) -> None:
    """Weigh an archive inside an archive, such as the spreadsheet behind a chart; a third level is no document's."""
    if depth > DEEPEST:
        raise Bomb
    with zipfile.ZipFile(file) as archive:
        weigh(file, archive.infolist(), size, meter, depth)


def _pieces(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give out the bytes of a member, a few at a time, as its packed bytes say and not as its size says."""
    file.seek(member.header_offset)
    head = file.read(LOCAL_HEAD)
    if len(head) < LOCAL_HEAD or not head.startswith(LOCAL_SIGNATURE):
        raise Broken
    file.seek(sum(struct.unpack_from("<HH", head, 26)), 1)
    left = member.compress_size
    if member.compress_type == zipfile.ZIP_STORED:
        while left and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Broken
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while left and not stream.eof and (packed := file.read(min(CHUNK, left))):
        left -= len(packed)
        while packed and not stream.eof:
            if piece := stream.decompress(packed, CHUNK):
                yield piece
            packed = stream.unconsumed_tail
    if piece := stream.flush():
        yield piece
