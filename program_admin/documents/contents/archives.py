"""ZIP-based documents (DOCX, XLSX, HWPX, ODT): which one, and whether it is safe to open."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from program_admin.documents.contents.members import Bomb, Broken, Meter, weigh
from program_admin.documents.contents.scripts import script_acts, script_text
from program_admin.documents.contents.types import FileType

PEEK = 1 << 20
MAIN_PARTS = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileType.DOCX,
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileType.XLSX,
}
NEEDED = {
    FileType.DOCX: ("_rels/.rels", "word/document.xml"),
    FileType.XLSX: ("_rels/.rels", "xl/workbook.xml"),
    FileType.HWPX: ("Contents/content.hpf", "Contents/section0.xml"),
    FileType.ODT: ("content.xml", "META-INF/manifest.xml"),
}
CONTENT_TYPES = "[Content_Types].xml"
MACRO_TYPES = (b"macroEnabled", b"vnd.ms-office.vbaProject", b"vnd.ms-excel.intlmacrosheet", b"vnd.ms-excel.macrosheet")
MACRO_MEMBERS = re.compile(r"vbaProject\.bin$|vbaData\.xml$|^xl/macrosheets/|^Basic/")
BROKEN = "파일이 손상되어 열 수 없습니다. 원래 프로그램에서 다시 저장해 올려 주세요."
LOCKED = "암호가 걸린 파일은 받을 수 없습니다. 암호를 풀고 저장한 뒤 다시 올려 주세요."
MACROS = "매크로가 든 문서는 받을 수 없습니다. 매크로 없이 저장한 뒤 다시 올려 주세요."
BOMB = "압축을 풀면 지나치게 커지는 파일이라 받을 수 없습니다. 원래 프로그램에서 그림을 줄여 다시 저장해 주세요."


@dataclass(frozen=True, slots=True)
class Archive:
    """What was found: the document type, if it is one, and the faults as sentences."""

    type: FileType | None
    faults: tuple[str, ...] = ()


def examine_archive(file: BinaryIO, size: int) -> Archive:
    """Look into a ZIP file of `size` bytes; every member is unpacked piece by piece to count what it really holds."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            kind = _kind(archive)
            locked = [LOCKED] if any(member.flag_bits & 1 for member in members) else []
            if not locked:
                weigh(file, members, size, Meter(size))
            return Archive(kind, (*locked, *_faults(archive, kind)) if kind else ())
    except Bomb:
        return Archive(None, (BOMB,))
    except (
        *(Broken, zipfile.BadZipFile, zlib.error, EOFError),
        *(NotImplementedError, RuntimeError, ValueError, OSError),
    ):
        return Archive(None, (BROKEN,))


def _kind(archive: zipfile.ZipFile) -> FileType | None:
    """Tell the type by the declaration inside, and ask for the members such a document can't lack."""
    names = set(archive.namelist())
    kind = None
    if "mimetype" in names:
        declared = _peek(archive, "mimetype").strip().decode("ascii", "replace")
        kind = next((known for known in (FileType.HWPX, FileType.ODT) if known.media_type == declared), None)
    elif CONTENT_TYPES in names:
        types = re.findall(rb'ContentType="([^"]+)"', _peek(archive, CONTENT_TYPES))
        kind = next((MAIN_PARTS[declared] for declared in types if declared in MAIN_PARTS), None)
        if kind is None and any(b"macroEnabled" in declared for declared in types):
            kind = FileType.DOCX if "word/document.xml" in names else FileType.XLSX
    return kind if kind and names.issuperset(NEEDED[kind]) else None


def _peek(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(PEEK)


def _faults(archive: zipfile.ZipFile, kind: FileType) -> list[str]:
    names = archive.namelist()
    faults = [MACROS] if _has_macros(archive, names, kind) else []
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        faults.append(BROKEN)
    return faults


def _has_macros(archive: zipfile.ZipFile, names: list[str], kind: FileType) -> bool:
    """Whether a document carries macros, by what its members are called and by what they are declared to be."""
    if any(MACRO_MEMBERS.search(name) for name in names):
        return True
    if kind is FileType.ODT:
        return any(name.startswith("Scripts/") and not name.endswith("/") for name in names)
    if kind is FileType.HWPX:
        scripts = [name for name in names if name.startswith("Scripts/") and not name.endswith("/")]
        return any(script_acts(script_text(_peek(archive, name))) for name in scripts)
    declared = _peek(archive, CONTENT_TYPES)
    return any(macro in declared for macro in MACRO_TYPES)
