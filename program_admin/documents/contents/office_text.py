"""The text of DOCX, XLSX, HWPX and ODT files, each piece with the place a person would look for it."""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from program_admin.documents.contents.types import FileType

MOST = 64 << 20
TAG = re.compile(r"<[^>]*>")
BLANK = re.compile(r"<text:(?:s|tab)\b[^>]*/>|<w:tab\b[^>]*/>|<hp:tab\b[^>]*/>|<hp:nbSpace\b[^>]*/>")
PARTS = {
    FileType.DOCX: re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
    FileType.HWPX: re.compile(r"Contents/section\d+\.xml"),
    FileType.ODT: re.compile(r"(?:content|styles)\.xml"),
}
END = {
    FileType.DOCX: re.compile(r"</w:p>"),
    FileType.HWPX: re.compile(r"</hp:p>"),
    FileType.ODT: re.compile(r"</text:[ph]>"),
}
CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
VALUE = re.compile(r"<v>(.*?)</v>|<is>(.*?)</is>", re.DOTALL)
STRING = re.compile(r"<si\b[^>]*>(.*?)</si>", re.DOTALL)
SHEET = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
RELATION = re.compile(r"<Relationship\b([^>]*)/?>")
ATTRIBUTE = re.compile(r'\b([\w:]+)="([^"]*)"')
LOST_ZERO = 12
WHOLE = 13


def office_text(file: BinaryIO, kind: FileType) -> Iterator[tuple[str, str]]:
    """Give out (place, text) for every paragraph or cell; a part that can't be read has no text."""
    with zipfile.ZipFile(file) as archive:
        yield from _cells(archive) if kind is FileType.XLSX else _paragraphs(archive, kind)


def _paragraphs(archive: zipfile.ZipFile, kind: FileType) -> Iterator[tuple[str, str]]:
    place = 0
    for name in archive.namelist():
        if not PARTS[kind].fullmatch(name):
            continue
        for piece in END[kind].split(_read(archive, name)):
            text = _plain(piece)
            if text.strip():
                place += 1
                yield f"{place}번째 문단", text


def _cells(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    strings = [_plain(each) for each in STRING.findall(_read(archive, "xl/sharedStrings.xml"))]
    for title, name in _sheets(archive):
        for attributes, inside in CELL.findall(_read(archive, name)):
            about = dict(ATTRIBUTE.findall(attributes))
            text = _cell_text(about.get("t", "n"), inside, strings)
            if text:
                yield f"‘{title}’ 시트 {about.get('r', '')}", text


def _cell_text(kind: str, inside: str, strings: list[str]) -> str:
    """The text of a cell; a number of twelve digits may have lost the zero it began with."""
    found = VALUE.search(inside)
    if found is None:
        return ""
    value = _plain(found.group(1) or found.group(2) or "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    return value.zfill(WHOLE) if kind == "n" and value.isdecimal() and len(value) == LOST_ZERO else value


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The title of each sheet with the member that holds it."""
    targets = {}
    for attributes in RELATION.findall(_read(archive, "xl/_rels/workbook.xml.rels")):
        about = dict(ATTRIBUTE.findall(attributes))
        targets[about.get("Id", "")] = about.get("Target", "")
    for title, relation in SHEET.findall(_read(archive, "xl/workbook.xml")):
        target = targets.get(relation, "")
        yield html.unescape(title), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _read(archive: zipfile.ZipFile, name: str) -> str:
    try:
        with archive.open(name) as member:
            return member.read(MOST).decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return ""


def _plain(piece: str) -> str:
    return html.unescape(TAG.sub("", BLANK.sub(" ", piece)))
