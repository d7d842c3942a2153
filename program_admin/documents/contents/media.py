"""PDF files and pictures: whether they open, and whether they are safe to open."""

import os
import re
import warnings
from collections.abc import Callable, Iterator
from typing import BinaryIO

import pikepdf
import pillow_heif
from PIL import Image

from program_admin.documents.contents.archives import BOMB, BROKEN, LOCKED
from program_admin.documents.contents.pdf_streams import grows_too_much, shows_too_much
from program_admin.documents.contents.types import FileType

MOST_PIXELS = {FileType.JPG: 200_000_000, FileType.PNG: 100_000_000, FileType.HEIC: 50_000_000}
TAIL = 2048
MOST_PAGES = 1_000
MOST_OBJECTS = 300_000
JPEG_MARK = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
ACTIVE = (b"/JS", b"/JavaScript", b"/Launch", b"/XFA", b"/SubmitForm", b"/ImportData")
ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData")
CARRYING = (b"/EF", b"/EmbeddedFile", b"/FileAttachment", b"/RichMedia")
CARRIERS = ("/EmbeddedFile", "/FileAttachment", "/RichMedia")
SCRIPTS = "스크립트나 실행 명령이 든 PDF는 받을 수 없습니다. 인쇄 기능에서 ‘PDF로 저장’한 파일을 올려 주세요."
CARRIES = (
    "다른 파일이 붙은 PDF는 받을 수 없습니다. 붙은 파일을 빼거나, 인쇄 기능에서 ‘PDF로 저장’한 파일을 올려 주세요."
)
TOO_MANY_PAGES = f"쪽수가 {MOST_PAGES:,}쪽을 넘습니다. 나누어 올려 주세요."
TOO_MANY_PIXELS = "그림이 너무 큽니다. 한 변을 6,000픽셀 이하로 줄여 올려 주세요."


def examine_pdf(file: BinaryIO) -> tuple[int | None, list[str]]:
    """Return the number of pages and the faults of a PDF."""
    if not _has_end(file):
        return None, [BROKEN]
    file.seek(0)
    if grows_too_much(file.read()):
        return None, [BOMB]
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            if pdf.is_encrypted:
                return None, [LOCKED]
            pages, faults = len(pdf.pages), _pdf_faults(pdf)
            if pages > MOST_PAGES:
                faults.append(TOO_MANY_PAGES)
            return (pages, faults) if pages else (None, [BROKEN])
    except pikepdf.PasswordError:
        return None, [LOCKED]
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return None, [BROKEN]


def examine_picture(file: BinaryIO, kind: FileType) -> list[str]:
    """Return the faults of a picture; its size is known before a pixel is unpacked."""
    try:
        file.seek(0)
        whole = _heic_is_whole(file) if kind is FileType.HEIC else _is_whole(file, kind)
    except Image.DecompressionBombError:
        return [TOO_MANY_PIXELS]
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError):
        return [BROKEN]
    return [] if whole else [TOO_MANY_PIXELS]


def _has_end(file: BinaryIO) -> bool:
    """Whether the mark that ends every PDF is there; a file cut short would otherwise be repaired in silence."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    return b"%%EOF" in file.read()


def _jpeg_has_end(content: bytes) -> bool:
    """Follow a JPEG's marks to the one that ends it (WeasyPrint makes Pillow overlook a missing end)."""
    place = 2
    while mark := JPEG_MARK.search(content, place):
        if mark.group() == b"\xff\xd9":
            return True
        place = mark.end() + int.from_bytes(content[mark.end() : mark.end() + 2])
    return False


def _heic_is_whole(file: BinaryIO) -> bool:
    """Unpack a HEIC picture to see that it is whole; False when it is too big for that."""
    picture = pillow_heif.open_heif(file)
    width, height = picture.size
    if width * height > MOST_PIXELS[FileType.HEIC]:
        return False
    return bool(picture.data)


def _is_whole(file: BinaryIO, kind: FileType) -> bool:
    """Check a PNG by its sums, a JPEG by unpacking an eighth of it; False when it is too big for that."""
    content = file.read()
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(file, formats=["JPEG" if kind is FileType.JPG else "PNG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS[kind]:
                return False
            if kind is FileType.PNG:
                picture.verify()
            elif not _jpeg_has_end(content):
                raise EOFError
            else:
                picture.draft("RGB", (picture.width // 8, picture.height // 8))
                picture.load()
    return True


def _pdf_faults(pdf: pikepdf.Pdf) -> list[str]:
    """What speaks against the objects of a PDF; each fault is said once."""
    if len(pdf.objects) > MOST_OBJECTS:
        return [SCRIPTS]
    streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
    if shows_too_much(streams):
        return [BOMB]
    plain = [item.stream_dict if isinstance(item, pikepdf.Stream) else item for item in pdf.objects]
    found = {
        SCRIPTS: any(_mentions(item, ACTIVE, _acts) for item in plain),
        CARRIES: any(_mentions(item, CARRYING, _carries) for item in plain),
        TOO_MANY_PIXELS: any(map(_is_too_large, streams)),
    }
    return [sentence for sentence, so in found.items() if so]


def _mentions(item: pikepdf.Object, words: tuple[bytes, ...], judge: Callable[[pikepdf.Dictionary], bool]) -> bool:
    """Whether a dictionary within an object is what the words stand for; text that only mentions them isn't."""
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Array):
        return False
    written = item.unparse(resolved=True)
    return any(word in written for word in words) and any(map(judge, _dictionaries(item)))


def _is_too_large(stream: pikepdf.Stream) -> bool:
    """Whether a picture of a page claims more pixels than are shown."""
    if stream.get("/Subtype") != "/Image":
        return False
    sides = (stream.get("/Width", 0), stream.get("/Height", 0))
    return any(not isinstance(side, int) for side in sides) or sides[0] * sides[1] > MOST_PIXELS[FileType.PNG]


def _dictionaries(item: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(item, pikepdf.Dictionary):
        yield item
        inner = [value for _, value in item.items()]
    elif isinstance(item, pikepdf.Array):
        inner = list(item)
    else:
        return
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value)


def _acts(item: pikepdf.Dictionary) -> bool:
    names = set(item.keys())
    if names & {"/JS", "/JavaScript", "/XFA"}:
        return True
    return str(item.get("/S", "")) in ACTIONS


def _carries(item: pikepdf.Dictionary) -> bool:
    """Whether this names an embedded file, or is one."""
    return "/EF" in item or str(item.get("/Subtype", "")) in CARRIERS or str(item.get("/Type", "")) == "/EmbeddedFile"
