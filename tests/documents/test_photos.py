"""Several photos of a phone become one PDF: in order, upright, small enough, without what the phone wrote beside."""

import hashlib
import io

import pikepdf
import pillow_heif
import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from program_admin.core.errors import RuleBroken
from program_admin.core.settings import settings
from program_admin.documents import store
from program_admin.documents.contents import FileType, one_pdf, types_named
from program_admin.documents.services import FileTooLarge, check_in_together
from tests.documents import files

PAPERS = types_named(["pdf", "jpg", "png", "heic"])
RED, GREEN, BLUE = (200, 0, 0), (0, 160, 0), (0, 0, 200)
MAKE_BIG = (4_000, 3_000)
AGAIN = "원래 프로그램에서 다시 저장해 올려 주세요."


def photo(colour, kind="jpg", size=(120, 80), *, turned=1, place=False, mode="RGB") -> bytes:
    """A photo whose upper half is of a colour and whose lower half is white, as the camera held it wrote it down."""
    picture = Image.new(mode, size, "white" if mode != "RGBA" else (255, 255, 255, 0))
    picture.paste(colour, (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = turned
    if place:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x010F] = "Phonemaker"
    written = io.BytesIO()
    if kind == "heic":
        pillow_heif.from_pillow(picture).save(written, exif=exif.tobytes(), quality=90)
    else:
        picture.save(written, "JPEG" if kind == "jpg" else "PNG", exif=exif.tobytes())
    return written.getvalue()


def pictures_of(pdf: bytes) -> list[Image.Image]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [pikepdf.PdfImage(page.Resources.XObject.Im0).as_pil_image() for page in opened.pages]
        return [each.convert("RGB") for each in found]


def near(pixel, colour) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


def sent(*photos: tuple[bytes, str]) -> list[FileStorage]:
    return [FileStorage(io.BytesIO(content), name) for content, name in photos]


def bring(*photos: tuple[bytes, str], allowed=PAPERS, most=10 << 20):
    return check_in_together(sent(*photos), title="사업자등록증", allowed=allowed, max_bytes=most)


def test_three_photos_become_three_pages_in_their_order(app):
    checked = bring((photo(RED), "image.jpg"), (photo(GREEN, "png"), "image.png"), (photo(BLUE, "heic"), "IMG_3.HEIC"))

    pages = pictures_of(store.read(settings().files_folder, checked.sha256))
    for page, colour in zip(pages, (RED, GREEN, BLUE), strict=True):
        assert near(page.getpixel((page.width // 2, 5)), colour)
    assert (checked.name, checked.media_type, checked.page_count) == ("사업자등록증.pdf", "application/pdf", 3)
    assert [each.name for each in checked.made_from] == ["image.jpg", "image.png", "IMG_3.HEIC"]
    assert checked.made_from[0].sha256 == hashlib.sha256(photo(RED)).hexdigest()


def test_only_the_pdf_is_kept(app):
    checked = bring((photo(RED), "1.jpg"), (photo(BLUE), "2.jpg"))

    kept = [path.name for path in settings().files_folder.rglob("*") if path.is_file()]
    assert kept == [checked.sha256]


@pytest.mark.parametrize("kind", ["jpg", "heic"])
def test_a_photo_taken_sideways_stands_upright(kind):
    first = one_pdf([(io.BytesIO(photo(RED, kind, turned=6)), FileType[kind.upper()])])

    (page,) = pictures_of(first)
    with pikepdf.open(io.BytesIO(first)) as opened:
        sheet = [float(side) for side in opened.pages[0].mediabox[2:]]
    assert page.size == (80, 120)
    assert near(page.getpixel((75, 60)), RED)
    assert near(page.getpixel((5, 60)), (255, 255, 255))
    assert sheet == [595, 842]


def test_a_large_photo_is_made_smaller_and_loses_what_the_phone_wrote_beside(app):
    large = photo(RED, size=MAKE_BIG, place=True)

    made = one_pdf([(io.BytesIO(large), FileType.JPG)])

    (page,) = pictures_of(made)
    assert page.size == (2_480, 1_860)
    assert b"Phonemaker" in large
    assert b"Phonemaker" not in made
    assert b"Exif" not in made


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "I;16", "1"])
def test_pictures_of_every_kind_become_pages(mode):
    picture = Image.new(mode, (40, 40))
    written = io.BytesIO()
    picture.save(written, "PNG")

    (page,) = pictures_of(one_pdf([(written, FileType.PNG)]))

    assert page.size == (40, 40)


def test_what_is_transparent_becomes_white_paper():
    (page,) = pictures_of(one_pdf([(io.BytesIO(photo((*RED, 255), "png", mode="RGBA")), FileType.PNG)]))

    assert near(page.getpixel((60, 70)), (255, 255, 255))


def test_the_same_photos_give_the_same_bytes():
    made = {one_pdf([(io.BytesIO(photo(RED)), FileType.JPG)]) for _ in range(2)}

    assert len(made) == 1


def test_a_single_file_stays_as_it_is(app):
    content = photo(RED)

    checked = bring((content, "사진.jpg"))

    assert (checked.sha256, checked.media_type) == (hashlib.sha256(content).hexdigest(), "image/jpeg")
    assert checked.made_from == ()


@pytest.mark.parametrize(
    ("photos", "allowed", "sentence"),
    [
        (
            [(files.pdf(), "1.pdf"), (photo(RED), "2.jpg")],
            PAPERS,
            "여러 개를 한 번에 올릴 수 있는 것은 사진(JPG, PNG, HEIC)뿐입니다. 다른 파일은 하나씩 올려 주세요.",
        ),
        (
            [(photo(RED), "1.jpg"), (photo(RED), "2.jpg")],
            types_named(["jpg"]),
            "여기에는 PDF를 낼 수 없어 사진을 한 파일로 묶지 못합니다. 사진을 한 장씩 올려 주세요.",
        ),
        (
            [(photo(RED), "1.jpg"), (files.docx(), "2.jpg")],
            PAPERS,
            f"‘2.jpg’: 이름은 .jpg인데 내용은 DOCX입니다. {AGAIN} JPG, PNG, HEIC 파일만 받습니다.",
        ),
        (
            [(photo(RED), f"{place}.jpg") for place in range(31)],
            PAPERS,
            "사진은 한 번에 30장까지 묶을 수 있습니다. 나누어 올려 주세요.",
        ),
    ],
)
def test_what_cannot_be_put_together_is_refused_with_a_sentence(app, photos, allowed, sentence):
    with pytest.raises(RuleBroken) as refused:
        bring(*photos, allowed=allowed)

    assert refused.value.objections == [sentence]
    assert [path for path in settings().files_folder.rglob("*") if path.is_file()] == []


def test_a_photo_that_is_too_large_is_named(app):
    with pytest.raises(FileTooLarge) as refused:
        bring((photo(RED), "1.jpg"), (files.picture("png", (900, 900)), "큰 것.png"), most=1 << 20)

    assert refused.value.objections == ["‘큰 것.png’: 파일이 너무 큽니다. 1MB 이하로 줄여 올려 주세요."]
