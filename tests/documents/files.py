"""Small real files of every type that can be uploaded, and broken or malicious relatives of them."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pillow_heif
import xlsxwriter
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_TYPES = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD_MAIN}"/></Types>'


def pdf(pages: int = 2, *, password: str = "") -> bytes:
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        return saved(made, password=password)


def saved(made: pikepdf.Pdf, *, password: str = "") -> bytes:
    written = io.BytesIO()
    made.save(written, encryption=pikepdf.Encryption(user=password, owner=password) if password else None)
    return written.getvalue()


def pdf_with_script(place: str) -> bytes:
    """A PDF whose script hides in one of the places where one can be."""
    with pikepdf.new() as made:
        made.add_blank_page()
        action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        if place == "open":
            made.Root.OpenAction = action
        elif place == "names":
            made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
        elif place == "page":
            made.pages[0].obj["/AA"] = Dictionary(O=made.make_indirect(action))
        elif place == "link":
            link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
            made.pages[0].obj["/Annots"] = Array([made.make_indirect(link)])
        elif place == "launch":
            made.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))
        return saved(made)


def pdf_that_mentions_scripts() -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"] = "PDF의 /JavaScript 와 /JS 사용을 금지하는 안내"
        return saved(made)


def pdf_bomb() -> bytes:
    """A PDF of 100 KB whose object stream unpacks to 100 MB."""
    packed = zlib.compress(bytes(100 << 20))
    head = f"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
    return head.encode() + packed + b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n"


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    written = io.BytesIO()
    image = Image.effect_noise(size, 60).convert("RGB")
    if kind == "heic":
        pillow_heif.from_pillow(image).save(written)
    else:
        image.save(written, "JPEG" if kind == "jpg" else "PNG")
    return written.getvalue()


def huge_png() -> bytes:
    """A PNG of a few kilobytes that claims 400 million pixels."""
    small = bytearray(picture("png"))
    small[16:24] = struct.pack(">II", 20_000, 20_000)
    small[29:33] = struct.pack(">I", zlib.crc32(bytes(small[12:29])))
    return bytes(small)


def archive(members: dict[str, bytes | str], *, stored: str = "") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            how = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, how)
    return written.getvalue()


def docx(**more: bytes | str) -> bytes:
    parts = {"[Content_Types].xml": WORD_TYPES, "_rels/.rels": "<Relationships/>", "word/document.xml": "<w:document/>"}
    return archive(parts | {name.replace("__", "/"): content for name, content in more.items()})


def macro_docx() -> bytes:
    types = WORD_TYPES.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main", "vnd.ms-word.document.macroEnabled.main"
    )
    return archive(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": "<Relationships/>",
            "word/document.xml": "<w:document/>",
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        }
    )


def xlsx() -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet().write(0, 0, "합계")
    return written.getvalue()


def hwpx() -> bytes:
    return archive(
        {
            "mimetype": "application/hwp+zip",
            "version.xml": "<v/>",
            "Contents/content.hpf": "<p/>",
            "Contents/section0.xml": "<s/>",
            "Scripts/headerScripts": "",
        },
        stored="mimetype",
    )


def odt() -> bytes:
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<c/>",
            "META-INF/manifest.xml": "<m/>",
        },
        stored="mimetype",
    )


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file whose streams all lie in the mini stream (each below 4,096 bytes)."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    mini, mini_fat, entries = b"", [], []
    for name, content in streams.items():
        first, count = len(mini_fat), -(-len(content) // 64)
        entries.append((name, 2, first, len(content)))
        mini_fat += [*range(first + 1, first + count), end]
        mini += content.ljust(count * 64, b"\0")
    mini_sectors = -(-len(mini) // 512)
    folder_sectors = -(-(len(entries) + 1) // 4)
    first_mini = 2 + folder_sectors
    chains = [0xFFFFFFFD, end]  # sector 0: FAT, 1: mini FAT
    for start, count in ((2, folder_sectors), (first_mini, mini_sectors)):
        chains += [*range(start + 1, start + count), end]
    table = b"".join(_entry(*entry) for entry in [("Root Entry", 5, first_mini, len(mini)), *entries])
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 2, 0, 4096, 1, 1, end, 0, 0) + struct.pack("<I", free) * 108
    body = _numbers(chains) + _numbers(mini_fat) + table.ljust(folder_sectors * 512, b"\0")
    return head + body + mini.ljust(mini_sectors * 512, b"\0")


def _numbers(values: list[int]) -> bytes:
    return struct.pack("<128I", *values, *[0xFFFFFFFF] * (128 - len(values)))


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HB", len(written), kind)
        + bytes(49)
        + struct.pack("<III", first, size, 0)
    )


def hwp(flags: int = 1) -> bytes:
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, flags)
    return compound({"FileHeader": header.ljust(256, b"\0"), "DocInfo": b"x" * 300, "PrvText": b"y" * 70})


def hwp_saying(*sections: list[str], packed: bool = True) -> bytes:
    """A Hangul document with these paragraphs in each section; the first begins with a sign that takes eight units."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, int(packed))
    streams = {"FileHeader": header.ljust(256, b"\0"), "DocInfo": b"x" * 300}
    for place, paragraphs in enumerate(sections):
        written = [f"\x02{'특' * 6}\x02{text}\r".encode("utf-16-le") for text in paragraphs]
        content = b"".join(_record(66, bytes(22)) + _record(67, each) for each in written)
        streams[f"Section{place}"] = deflated(content) if packed else content
    return compound(streams)


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def _record(tag: int, content: bytes) -> bytes:
    if len(content) < 0xFFF:
        return struct.pack("<I", tag | len(content) << 20) + content
    return struct.pack("<II", tag | 0xFFF << 20, len(content)) + content


def old_word() -> bytes:
    return compound({"WordDocument": b"x" * 100})


def locked_docx() -> bytes:
    return compound({"EncryptedPackage": b"x" * 100, "EncryptionInfo": b"y" * 80})


MAKERS = {
    "pdf": pdf,
    "jpg": lambda: picture("jpg"),
    "png": lambda: picture("png"),
    "heic": lambda: picture("heic"),
    "hwp": hwp,
    "hwpx": hwpx,
    "docx": docx,
    "xlsx": xlsx,
    "odt": odt,
}
