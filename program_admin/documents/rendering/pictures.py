"""Pictures drawn for a document: the QR sign and the office's seal, as SVG in a data address."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote

import segno

from program_admin.documents.rendering.assets import STATIC

SEAL_RED = "#c8102e"
SEAL_FONT = STATIC / "vendor" / "pretendard-gov-1.3.9" / "PretendardGOV-Regular.ttf"
FRAME = 9  # of 100: how far the letters stay from the edge
GAP = 0.1  # of a cell: between two letters


def qr(address: str) -> str:
    """Return a QR sign of an address (error correction M)."""
    return segno.make(address, error="m", micro=False).svg_data_uri(border=0, svgclass=None, lineclass=None)


def seal(words: str) -> str:
    """Return a square seal, columns from right to left: 서울테크노파크장 → 서울테·크노파·크장인.

    Words of other than nine letters are filled up with 인 or 의인, or set in a larger square. Letters are drawn as
    shapes, so that the seal leaves no stray text in the document.
    """
    letters, side = seal_letters(words)
    step = (100 - 2 * FRAME) / side
    shapes = "".join(
        _letter(letter, 100 - FRAME - step * (place // side + 1), FRAME + step * (place % side), step)
        for place, letter in enumerate(letters)
    )
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect x="3" y="3" width="94" height="94" rx="4" fill="none" stroke="{SEAL_RED}" stroke-width="4"/>'
        f'<g fill="{SEAL_RED}">{shapes}</g></svg>'
    )
    return "data:image/svg+xml;charset=utf-8," + quote(drawing)


def seal_letters(words: str) -> tuple[str, int]:
    """Return the letters of a seal and the side of its square, in letters."""
    side = next(side for side in (3, 4, 5) if len(words) <= side**2 or side == 5)
    missing = side**2 - len(words)
    return (words + ("의인" if missing == 2 else "인" if missing else ""))[: side**2], side


def _letter(letter: str, left: float, top: float, size: float) -> str:
    """Draw one letter stretched into its cell, as seal cutters do; an SVG's y runs down, a font's up."""
    path, (x1, y1, x2, y2) = _outline(letter)
    room = size * (1 - GAP)
    across, up = room / (x2 - x1), room / (y2 - y1)
    x, y = left + size * GAP / 2 - x1 * across, top + size * GAP / 2 + y2 * up
    return f'<path transform="translate({x:.2f} {y:.2f}) scale({across:.5f} {-up:.5f})" d="{path}"/>'


@lru_cache(maxsize=1)
def _font() -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(SEAL_FONT, lazy=True)


@lru_cache(maxsize=64)
def _outline(letter: str) -> tuple[str, tuple[float, float, float, float]]:
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.svgPathPen import SVGPathPen

    name = _font().getBestCmap().get(ord(letter))
    if name is None:
        raise ValueError(f"직인에 쓸 수 없는 글자입니다: {letter}")
    glyphs = _font().getGlyphSet()
    path, bounds = SVGPathPen(glyphs), BoundsPen(glyphs)
    glyphs[name].draw(path)
    glyphs[name].draw(bounds)
    return path.getCommands(), bounds.bounds
