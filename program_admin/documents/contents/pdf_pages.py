"""The pages of a PDF as they are read and seen: their text with its places, and pages with places blacked out."""

import ctypes
import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw
from pypdfium2 import raw

DOTS = 200 / 72
MOST_PIXELS = 20_000_000
AROUND = 3
QUALITY = 85

_alone = threading.Lock()
"""PDFium is not made for several threads at once."""


class Span(NamedTuple):
    """A stretch of a page's text, the end left out."""

    start: int
    end: int


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, filled-in form fields and visible notes too, one sign per PDFium character."""
    with _flat(pdf) as document:
        return [_text_of(document, place) for place in range(len(document))]


def blacked_out(pdf: bytes, spans: Mapping[int, Sequence[Span]]) -> bytes:
    """Make the PDF anew with the pages named (from 0) as pictures on which those stretches of text are black.

    A page that became a picture has no text any more. Nothing else of the old file goes along but its other pages:
    no form, no properties, no bookmarks, no earlier versions.
    """
    flat = io.BytesIO()
    with _flat(pdf) as document:
        pictures = {place: _picture(document, place, found) for place, found in spans.items()}
        document.save(flat)
    return _composed(flat, pictures)


@contextmanager
def _flat(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF, alone, with form fields and notes turned into what they look like."""
    with _alone, pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        for place in range(len(document)):
            page = document[place]
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
        yield document


def _text_of(document: pypdfium2.PdfDocument, place: int) -> str:
    page = document[place]
    text = page.get_textpage()
    signs = [chr(raw.FPDFText_GetUnicode(text, at) or 0xFFFD) for at in range(text.count_chars())]
    text.close()
    page.close()
    return "".join(signs)


def _picture(document: pypdfium2.PdfDocument, place: int, spans: Sequence[Span]) -> tuple[Image.Image, float, float]:
    """Draw a page and black the stretches out; returns it with the page's width and height in points."""
    page = document[place]
    width, height = page.get_size()
    scale = min(DOTS, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    text, pen = page.get_textpage(), ImageDraw.Draw(picture)
    for span in spans:
        for at in range(*span):
            pen.rectangle(_box(page, text, at, picture), fill="black")
    text.close()
    page.close()
    return picture, width, height


def _box(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, at: int, picture: Image.Image
) -> tuple[int, int, int, int]:
    """Where a character lies on the picture, with a little room around it, whichever way the page is turned."""
    left, bottom, right, top = text.get_charbox(at, loose=True)
    corners = []
    for across, up in ((left, bottom), (right, top)):
        x, y = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, picture.width, picture.height, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2) - AROUND, min(y1, y2) - AROUND, max(x1, x2) + AROUND, max(y1, y2) + AROUND


def _composed(flat: io.BytesIO, pictures: Mapping[int, tuple[Image.Image, float, float]]) -> bytes:
    with pikepdf.open(flat) as old, pikepdf.new() as made:
        old.remove_unreferenced_resources()
        for place, page in enumerate(old.pages):
            if place in pictures:
                _add_picture(made, *pictures[place])
            else:
                made.pages.append(page)
        written = io.BytesIO()
        made.save(written, deterministic_id=True)
        return written.getvalue()


def _add_picture(made: pikepdf.Pdf, picture: Image.Image, width: float, height: float) -> None:
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=QUALITY, optimize=True)
    page = made.add_blank_page(page_size=(width, height))
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=jpeg_object(made, packed.getvalue(), picture)))
    page.obj["/Contents"] = made.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode())


def jpeg_object(made: pikepdf.Pdf, packed: bytes, picture: Image.Image) -> pikepdf.Object:
    """A packed picture as an object that pages can draw."""
    return made.make_stream(
        packed,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
