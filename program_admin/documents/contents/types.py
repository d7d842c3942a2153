"""The file types that can be accepted, and how each is told by its first bytes."""

from collections.abc import Iterable
from enum import Enum


class FileType(Enum):
    """One acceptable type: its name on screen, media type, and the endings its files carry."""

    PDF = ("PDF", "application/pdf", (".pdf",))
    JPG = ("JPG", "image/jpeg", (".jpg", ".jpeg"))
    PNG = ("PNG", "image/png", (".png",))
    HEIC = ("HEIC", "image/heic", (".heic", ".heif"))
    HWP = ("HWP", "application/x-hwp", (".hwp",))
    HWPX = ("HWPX", "application/hwp+zip", (".hwpx",))
    DOCX = ("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
    XLSX = ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
    ODT = ("ODT", "application/vnd.oasis.opendocument.text", (".odt",))

    def __init__(self, label: str, media_type: str, endings: tuple[str, ...]) -> None:
        self.label = label
        self.media_type = media_type
        self.endings = endings


ALL_TYPES = frozenset(FileType)
IMAGES = frozenset({FileType.JPG, FileType.PNG, FileType.HEIC})
ARCHIVES = frozenset({FileType.HWPX, FileType.DOCX, FileType.XLSX, FileType.ODT})
HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})


def types_named(names: Iterable[str]) -> frozenset[FileType]:
    """Return the types of names or endings such as 'pdf' or '.jpeg' (round files); an unknown one is a ValueError."""
    found = set()
    for name in names:
        ending = "." + name.lower().lstrip(".")
        matching = [kind for kind in FileType if ending in kind.endings]
        if not matching:
            raise ValueError(f"받을 수 있는 파일 형식이 아닙니다: {name}")
        found.add(matching[0])
    return frozenset(found)


def listed(types: Iterable[FileType]) -> str:
    """Return the names of types in their fixed order: 'PDF, JPG, PNG'."""
    wanted = set(types)
    return ", ".join(kind.label for kind in FileType if kind in wanted)


def by_first_bytes(head: bytes) -> FileType | None:
    """Return the type that the first bytes alone give away (not ZIP or compound files)."""
    if head.startswith(b"%PDF-"):
        return FileType.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileType.JPG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS:
        return FileType.HEIC
    return None
