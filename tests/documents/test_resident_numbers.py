"""What looks like a resident number is found where it stands, and is gone when it was masked."""

import ctypes
import io
from datetime import date
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from weasyprint import HTML

from program_admin.documents.contents import FileType, masked_pdf, number_places
from program_admin.documents.rules import resident_numbers, warning
from tests.documents.files import archive, hwp, hwp_saying, saved

NUMBER, OTHER, CORPORATE = "900101-1234567", "880315-2345678", "110111-1234567"
NOBODYS = frozenset()


def found(text: str, *own: str) -> list[str]:
    return [text[each.start : each.end] for each in resident_numbers(text, apart_from=frozenset(own))]


def page(*texts: str) -> bytes:
    shown = "".join(f"<p style='page-break-after:always; font-family:monospace'>{each}</p>" for each in texts)
    return HTML(string=shown).write_pdf()


def places(content: bytes, kind: FileType, own: frozenset[str] = NOBODYS) -> tuple[str, ...]:
    return number_places(io.BytesIO(content), kind, own)


@pytest.mark.parametrize(
    "written",
    [NUMBER, "9001011234567", "900101 1234567", "900101 - 1234567", "９００１０１－１２３４５６７", "900101–1234567",
     "9 0 0 1 0 1 - 1 2 3 4 5 6 7", "000229-3234567"],
)  # fmt: skip
def test_numbers_are_found_however_they_are_written(written):
    assert found(f"성명 홍길동({written}) 귀하") == [written]


@pytest.mark.parametrize(
    "text",
    ["901301-1234567", "010229-3234567", "12-900101-1234567", "1900101-12345678", "900101-1******", "123-45-67891",
     "900101-12345678", "1,900101-1234567", f"법인등록번호: {CORPORATE}", f"법인 등록 번호 {CORPORATE}",
     "010-1234-5678"],
)  # fmt: skip
def test_other_numbers_are_not(text):
    assert found(text) == []


def test_the_companys_own_number_is_passed_over_and_a_strangers_is_not():
    text = f"등록번호 {CORPORATE} 및 {OTHER}"

    assert found(text, CORPORATE.replace("-", "")) == [OTHER]
    assert found(text) == [CORPORATE, OTHER]


@given(
    born=st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    foreign=st.booleans(),
    woman=st.booleans(),
    tail=st.integers(0, 999_999),
    between=st.sampled_from(["-", "", " ", " - "]),
    around=st.text(alphabet="가나다 \n()·:", max_size=8),
)
def test_every_persons_number_is_found_wherever_it_stands(born, foreign, woman, tail, between, around):
    seventh = 1 + woman + 2 * (born.year >= 2000) + 4 * foreign
    number = f"{born:%y%m%d}{between}{seventh}{tail:06d}"

    assert found(f"{around}{number}{around}") == [number]
    assert found(f"{around}{number}{around}", f"{born:%y%m%d}{seventh}{tail:06d}") == []


@given(st.text(max_size=60))
def test_places_never_overlap_and_hold_thirteen_digits(text):
    seen = resident_numbers(text)

    assert all(one.end <= other.start for one, other in pairwise(seen))
    assert all(sum(sign.isdecimal() for sign in text[each.start : each.end]) == 13 for each in seen)


def test_the_warning_names_the_pages_and_counts_many():
    assert warning(["2쪽", "5쪽"]).startswith("2쪽, 5쪽에 주민등록번호로 보이는 숫자가 있습니다.")
    assert warning([f"{place}쪽" for place in range(1, 8)]).startswith("1쪽, 2쪽, 3쪽, 4쪽, 5쪽 등 7곳에 ")


def test_a_pdf_names_its_pages():
    content = page("first", f"name {NUMBER}", CORPORATE, f"{OTHER}")

    assert places(content, FileType.PDF, frozenset({"1101111234567"})) == ("2쪽", "4쪽")


def test_form_fields_and_properties_are_read_too():
    with pikepdf.open(io.BytesIO(page("form"))) as made:
        made.docinfo["/Subject"] = OTHER
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = made.make_stream(
            f"BT /F 12 Tf 2 5 Td ({NUMBER}) Tj ET".encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 200, 20]),
            Resources=Dictionary(Font=Dictionary(F=font)),
        )
        field = made.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Tx,
                T=String("a"),
                V=String(NUMBER),
                Rect=Array([50, 500, 250, 520]),
                AP=Dictionary(N=look),
                F=4,
            )
        )
        made.pages[0].obj["/Annots"] = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]))
        content = saved(made)

    assert places(content, FileType.PDF) == ("1쪽", "문서 정보")
    masked = masked_pdf(content, NOBODYS)
    assert places(masked, FileType.PDF) == ()
    assert all(part not in whole(masked) for part in (b"1234567", b"2345678"))


def whole(pdf: bytes) -> bytes:
    """Everything a PDF holds, unpacked."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        written = io.BytesIO()
        opened.save(written, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    return written.getvalue()


def drawn(pdf: bytes, place: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[place].render(scale=2).to_pil().convert("L")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_masked_digits_are_gone_from_text_and_picture(turned):
    with pikepdf.open(io.BytesIO(page(f"a {NUMBER} b", "second page stays"))) as made:
        made.pages[0].rotate(turned, relative=True)
        content = saved(made)

    masked = masked_pdf(content, NOBODYS)

    before, after = drawn(content, 0), drawn(masked, 0)
    assert after.size == before.size
    assert b"1234567" not in whole(masked)
    with pypdfium2.PdfDocument(masked) as opened:
        assert [opened[place].get_textpage().get_text_range() for place in range(2)] == ["", "second page stays"]
    text = boxes_of(content, NUMBER, before.size)
    assert after.crop(text).getextrema()[1] < 60
    assert before.crop(text).getextrema()[1] > 200


def boxes_of(pdf: bytes, written: str, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where a text stands on the drawn page, a little inside."""
    with pypdfium2.PdfDocument(pdf) as opened:
        page = opened[0]
        text = page.get_textpage()
        start = text.get_text_range().index(written)
        corners = []
        for at in (start, start + len(written) - 1):
            left, bottom, right, top = text.get_charbox(at)
            for across, up in ((left, bottom), (right, top)):
                x, y = ctypes.c_int(), ctypes.c_int()
                pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, x, y)
                corners.append((x.value, y.value))
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across) + 1, min(down) + 1, max(across) - 1, max(down) - 1


def test_earlier_versions_and_bookmarks_do_not_go_along():
    with pikepdf.open(io.BytesIO(page(f"x {NUMBER}"))) as made:
        with made.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(NUMBER, 0))
        made.Root.PieceInfo = Dictionary(Old=made.make_stream(NUMBER.encode()))
        content = saved(made)

    assert NUMBER.encode() in whole(content)
    assert NUMBER.encode() not in whole(masked_pdf(content, NOBODYS))


def test_documents_name_paragraphs_and_cells():
    word = archive(
        {
            "word/document.xml": f"<w:p><w:r><w:t>첫 문단</w:t></w:r></w:p><w:p><w:r><w:t>900101</w:t></w:r>"
            f"<w:r><w:t>-1234567</w:t></w:r></w:p><w:p><w:t>{CORPORATE}</w:t></w:p>",
        }
    )
    hangul = archive({"Contents/section0.xml": f"<hp:p><hp:t>가</hp:t></hp:p><hp:p><hp:t>{NUMBER}</hp:t></hp:p>"})
    opened = archive({"content.xml": f"<text:p>900101<text:s/>1234567</text:p><text:h>{OTHER}</text:h>"})

    own = frozenset({CORPORATE.replace("-", "")})
    assert places(word, FileType.DOCX, own) == ("2번째 문단",)
    assert places(hangul, FileType.HWPX) == ("2번째 문단",)
    assert places(opened, FileType.ODT) == ("1번째 문단", "2번째 문단")


@pytest.mark.parametrize("packed", [True, False])
def test_hangul_documents_name_the_paragraph(packed):
    long = "가" * (3000 if packed else 900) + OTHER  # packed, it needs the record's long form
    written = hwp_saying(["참여 인력 명부", f"홍길동 {NUMBER}", ""], ["900101\x181234567", "끝", long], packed=packed)

    assert places(written, FileType.HWP) == ("2번째 문단", "3번째 문단", "5번째 문단")


@pytest.mark.parametrize("cut", [1, 7, 40, 300])
def test_a_damaged_hangul_document_says_what_can_be_read(cut):
    written = hwp_saying([NUMBER, OTHER])

    assert len(places(written[:-cut], FileType.HWP)) <= 2
    assert places(hwp(), FileType.HWP) == ()


def test_sheets_name_sheet_and_cell():
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet("표지").write(0, 0, "합계")
        names = book.add_worksheet("가입자 명부")
        names.write(2, 1, NUMBER)
        names.write_number(3, 1, 203044234567)
        names.write_number(4, 1, 123456789012)

    assert places(written.getvalue(), FileType.XLSX) == ("‘가입자 명부’ 시트 B3", "‘가입자 명부’ 시트 B4")
