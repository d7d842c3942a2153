"""Several photos made into one PDF: upright, in the order given, a page of A4 each."""

import io
import warnings
from collections.abc import Iterable
from typing import BinaryIO

import pikepdf
import pillow_heif
from pikepdf import Dictionary
from PIL import Image, ImageOps

from program_admin.documents.contents.pdf_pages import jpeg_object
from program_admin.documents.contents.types import FileType

LONGEST_SIDE = 2_480
"""Pixels of the longer side that are kept: an A4 sheet at about 210 dots an inch, on which small print is legible."""

MOST_PIXELS = 50_000_000
QUALITY = 85
SEE_THROUGH = ("RGBA", "LA", "PA", "P")
SHORT_POINTS, LONG_POINTS = 595, 842


class TooManyPixels(ValueError):
    """A photo is too large to be unpacked."""


def one_pdf(photos: Iterable[tuple[BinaryIO, FileType]]) -> bytes:
    """Make one PDF of photos found to be whole; the same photos give the same bytes.

    What a phone writes beside the picture (place, device) does not get into the PDF. Raises TooManyPixels.
    """
    with pikepdf.new() as made:
        for file, kind in photos:
            _add_page(made, _upright(file, kind))
        written = io.BytesIO()
        made.save(written, deterministic_id=True)
        return written.getvalue()


def _upright(file: BinaryIO, kind: FileType) -> Image.Image:
    """Unpack a photo no larger than needed, turned the way it was taken, without transparency."""
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = _opened(file, kind)
    if picture.width * picture.height > MOST_PIXELS and kind is not FileType.JPG:
        raise TooManyPixels
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("L", "RGB"):
        return turned
    if turned.mode not in SEE_THROUGH:
        return turned.convert("RGB")
    paper = Image.new("RGB", turned.size, "white")
    shown = turned.convert("RGBA")
    paper.paste(shown, mask=shown.getchannel("A"))
    return paper


def _opened(file: BinaryIO, kind: FileType) -> Image.Image:
    if kind is FileType.HEIC:
        return pillow_heif.open_heif(file).to_pillow()
    return Image.open(file, formats=["JPEG" if kind is FileType.JPG else "PNG"])


def _add_page(made: pikepdf.Pdf, picture: Image.Image) -> None:
    """Add an A4 page, upright or lying as the picture is, with the picture as large as it goes."""
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=QUALITY, optimize=True)
    drawn = jpeg_object(made, packed.getvalue(), picture)
    lying = picture.width > picture.height
    wide, high = (LONG_POINTS, SHORT_POINTS) if lying else (SHORT_POINTS, LONG_POINTS)
    scale = min(wide / picture.width, high / picture.height)
    width, height = picture.width * scale, picture.height * scale
    left, bottom = (wide - width) / 2, (high - height) / 2
    page = made.add_blank_page(page_size=(wide, high))
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=drawn))
    page.obj["/Contents"] = made.make_stream(
        f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Im0 Do Q".encode()
    )
