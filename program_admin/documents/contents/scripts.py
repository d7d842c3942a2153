"""Scripts of Hangul documents: whether they do anything beyond the empty frame every document carries."""

import re
import struct
import zlib

MOST = 1 << 20
PARTS = 4
COMMENTS = re.compile(r"/\*.*?\*/|//[^\r\n]*", re.DOTALL)
FRAME = re.compile(
    r"function\s+\w+\s*\([^)]*\)\s*\{\s*\}|var\s+\w+\s*=\s*(?:XHwpDocuments|\w+\.Active_XHwpDocument)\s*;?"
)


def script_acts(script: str) -> bool:
    """Whether anything is left when comments, empty functions and the two standard variables are taken away."""
    return bool(FRAME.sub("", COMMENTS.sub("", script)).strip(" \t\r\n;\0\ufeff"))


def script_text(content: bytes) -> str:
    """Decode a script of an HWPX document: two bytes a letter, or UTF-8."""
    return content.decode("utf-16-le" if b"\0" in content else "utf-8", "replace")


def hwp_script(stream: bytes, *, packed: bool) -> str:
    """Return the four parts of an HWP document's script stream as one text; a stream of another shape has none."""
    if packed:
        try:
            stream = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stream, MOST)
        except zlib.error:
            return ""
    parts, place = [], 0
    for _ in range(PARTS):
        if place + 4 > len(stream):
            break
        (letters,) = struct.unpack_from("<I", stream, place)
        if letters > MOST:
            break
        parts.append(stream[place + 4 : place + 4 + letters * 2].decode("utf-16-le", "replace"))
        place += 4 + letters * 2
    return "\n".join(parts)
