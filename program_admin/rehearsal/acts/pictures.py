"""The invented photo of the play."""

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from program_admin.core.settings import settings
from program_admin.documents.contents import types_named
from program_admin.documents.services import CheckedFile, check_in


def photo_file() -> CheckedFile:
    """Return a small invented photo, checked in once per store."""
    return _photo_in(settings().files_folder)


@cache
def _photo_in(_store: Path) -> CheckedFile:
    picture = Image.new("RGB", (640, 480), "#dfe6ee")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 80, 580, 400), outline="#31507a", width=6)
    for line in range(5):
        draw.line((100, 140 + 50 * line, 540, 140 + 50 * line), fill="#6d86a8", width=4)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    written.seek(0)
    return check_in(written, name="현장.jpg", allowed=types_named(["jpg"]), max_bytes=5_000_000)
