"""What a received file really is, judged by its content: bytes in, sentences out."""

from program_admin.documents.contents.examination import Finding, examine, too_large
from program_admin.documents.contents.media import TOO_MANY_PIXELS
from program_admin.documents.contents.numbers import CannotMask, masked_pdf, number_places
from program_admin.documents.contents.photos import TooManyPixels, one_pdf
from program_admin.documents.contents.types import ALL_TYPES, IMAGES, FileType, types_named

__all__ = [
    "ALL_TYPES", "IMAGES", "TOO_MANY_PIXELS", "CannotMask", "FileType", "Finding", "TooManyPixels", "examine",
    "masked_pdf", "number_places", "one_pdf", "too_large", "types_named",
]  # fmt: skip
