"""Where in a document something looks like a resident number, and the same PDF without it."""

import io
import os
import zipfile
from typing import BinaryIO

import pikepdf
import pypdfium2

from program_admin.documents.contents.hwp_text import hwp_text
from program_admin.documents.contents.office_text import office_text
from program_admin.documents.contents.pdf_pages import Span, blacked_out, page_texts
from program_admin.documents.contents.types import ARCHIVES, FileType
from program_admin.documents.rules.residents import in_order, resident_numbers

MOST_MASKED = 50
PROPERTIES = "문서 정보"


class CannotMask(ValueError):
    """The numbers can't be taken out of this file."""


def number_places(file: BinaryIO, kind: FileType, apart_from: frozenset[str]) -> tuple[str, ...]:
    """Return the places (pages, paragraphs, cells) that hold what looks like a resident number, once each."""
    file.seek(0, os.SEEK_SET)
    if kind is FileType.PDF:
        return _pdf_places(file.read(), apart_from)
    if kind is not FileType.HWP and kind not in ARCHIVES:
        return ()
    try:
        written = hwp_text(file) if kind is FileType.HWP else office_text(file, kind)
        return in_order(place for place, text in written if resident_numbers(text, apart_from=apart_from))
    except zipfile.BadZipFile:
        return ()


def masked_pdf(pdf: bytes, apart_from: frozenset[str]) -> bytes:
    """Return the PDF with the pages that hold such numbers as pictures, the numbers black on them.

    Raises CannotMask when there are too many such pages, or when a number is still to be read in what was made.
    """
    try:
        spans = {
            place: [Span(each.start, each.end) for each in found]
            for place, text in enumerate(page_texts(pdf))
            if (found := resident_numbers(text, apart_from=apart_from))
        }
        if len(spans) > MOST_MASKED:
            raise CannotMask
        made = blacked_out(pdf, spans)
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as broken:
        raise CannotMask from broken
    if _pdf_places(made, apart_from):
        raise CannotMask
    return made


def _pdf_places(pdf: bytes, apart_from: frozenset[str]) -> tuple[str, ...]:
    try:
        texts = [(f"{page}쪽", text) for page, text in enumerate(page_texts(pdf), start=1)]
        texts += [(PROPERTIES, text) for text in _properties(pdf)]
    except (pypdfium2.PdfiumError, pikepdf.PdfError):
        return ()
    return in_order(place for place, text in texts if resident_numbers(text, apart_from=apart_from))


def _properties(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(value) for _, value in opened.docinfo.items()]
