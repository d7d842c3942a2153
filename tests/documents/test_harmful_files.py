"""Files made to do harm are refused, each with a sentence that says what to hand in instead."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.documents.contents import ALL_TYPES, examine
from program_admin.documents.contents.scripts import script_acts
from tests.documents import crafted, files

BOMB = "압축을 풀면 지나치게 커지는 파일이라 받을 수 없습니다. 원래 프로그램에서 그림을 줄여 다시 저장해 주세요."
BROKEN = "파일이 손상되어 열 수 없습니다. 원래 프로그램에서 다시 저장해 올려 주세요."
MACROS = "매크로가 든 문서는 받을 수 없습니다. 매크로 없이 저장한 뒤 다시 올려 주세요."
ACCEPTED = "PDF, JPG, PNG, HEIC, HWP, HWPX, DOCX, XLSX, ODT 파일만 받습니다."


def objections(content: bytes, name: str) -> tuple[str, ...]:
    return examine(io.BytesIO(content), name=name, allowed=ALL_TYPES).objections


@pytest.mark.parametrize(
    "make",
    [crafted.nested_bomb, lambda: crafted.nested_bomb(2), crafted.deeply_nested, crafted.overlapping],
    ids=["nested", "nested twice", "deep", "overlapping"],
)
def test_archives_that_grow_are_refused_however_they_hide_it(make):
    bomb = make()

    assert len(bomb) < 1 << 20
    assert objections(bomb, "계획서.docx") == (f"{BOMB} {ACCEPTED}",)


def test_an_archive_that_lies_about_its_sizes_is_refused():
    assert objections(crafted.liar(), "계획서.docx") in ((f"{BOMB} {ACCEPTED}",), (f"{BROKEN} {ACCEPTED}",))


def test_a_document_with_a_spreadsheet_in_it_is_taken():
    assert objections(crafted.docx_with({"word/embeddings/표.xlsx": files.xlsx()}), "계획서.docx") == ()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (crafted.renamed_macro_docx(), "숨김.docx"),
        (crafted.docx_with({"word/vbaData.xml": b"<v/>"}), "남음.docx"),
        (crafted.hwpx_with_script(crafted.HWP_MACRO), "매크로.hwpx"),
        (crafted.hwp_with_script(crafted.HWP_MACRO), "매크로.hwp"),
        (crafted.hwp_with_script(crafted.HWP_FRAME, flags=0b1001), "표시.hwp"),
        (crafted.odt_with_script(), "매크로.odt"),
    ],
)
def test_macros_and_scripts_are_refused_wherever_they_lie(content, name):
    assert objections(content, name) == (MACROS,)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (crafted.hwpx_with_script(crafted.HWP_FRAME), "보통.hwpx"),
        (crafted.hwp_with_script(crafted.HWP_FRAME), "보통.hwp"),
    ],
)
def test_the_empty_frame_of_every_hangul_document_is_no_script(content, name):
    assert objections(content, name) == ()


@given(st.text(alphabet=" \t\r\n;", max_size=20), st.text(alphabet="abc*/", max_size=20))
def test_blanks_and_comments_never_make_a_script(blank, comment):
    said = f"/*{comment.replace('*', '')}*/"

    assert not script_acts(blank + said + crafted.HWP_HEAD + crafted.HWP_FRAME + blank)
    assert script_acts(blank + said + crafted.HWP_FRAME + "run();" + blank)


@pytest.mark.parametrize("place", ["list", "page"])
def test_a_pdf_that_carries_another_file_is_refused(place):
    assert objections(crafted.pdf_with_file(place), "계획서.pdf") == (
        "다른 파일이 붙은 PDF는 받을 수 없습니다. 붙은 파일을 빼거나, 인쇄 기능에서 ‘PDF로 저장’한 파일을 올려 주세요.",
    )


def test_a_pdf_that_sends_what_is_typed_is_refused():
    assert objections(crafted.pdf_that_sends(), "계획서.pdf") == (
        "스크립트나 실행 명령이 든 PDF는 받을 수 없습니다. 인쇄 기능에서 ‘PDF로 저장’한 파일을 올려 주세요.",
    )


def test_a_pdf_whose_page_or_picture_grows_is_refused():
    assert objections(crafted.pdf_with_page_bomb(), "폭탄.pdf") == (BOMB,)
    assert objections(crafted.pdf_with_huge_picture(), "폭탄.pdf") == (
        "그림이 너무 큽니다. 한 변을 6,000픽셀 이하로 줄여 올려 주세요.",
    )


@given(st.binary(max_size=300), st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", files.hwp()[:600]]))
def test_no_bytes_whatever_make_the_check_crash(tail, head):
    found = examine(io.BytesIO(head + tail), name="아무거나.pdf", allowed=ALL_TYPES)

    assert found.objections


@given(place=st.integers(0, len(files.docx()) - 1), byte=st.integers(0, 255))
def test_a_document_with_a_wrong_byte_is_taken_or_refused_but_never_a_crash(place, byte):
    content = bytearray(files.docx())
    content[place] = byte

    found = examine(io.BytesIO(bytes(content)), name="계획서.docx", allowed=ALL_TYPES)

    assert found.type is not None or found.objections
