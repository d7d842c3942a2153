"""The PDFs themselves: Korean line ends, packaged assets only, archive and accessibility marks, letter rules."""

import io
import json
import logging
from datetime import UTC, date, datetime
from urllib.parse import unquote

import pikepdf
import pytest
from jinja2 import UndefinedError
from lxml import html as parser
from weasyprint import HTML

from program_admin.documents import papers, rendering
from program_admin.documents.parts import Approval, Item, Signature
from program_admin.documents.rendering import engine
from program_admin.documents.rendering.assets import STATIC, packaged
from program_admin.documents.rendering.pages import _environment
from program_admin.documents.rendering.pictures import seal, seal_letters
from tests.documents.conftest import notice

PAPER = papers.Paper(
    number="시험-통보-2026-0001",
    code="7F3A91BC24D2",
    title="선정 결과 통보",
    recipient="주식회사 한울정밀",
    office="서울테크노파크",
    office_address="(01811) 서울특별시 노원구 공릉로 232",
    verify_at="https://smart.example.kr/verify",
    issued_at=datetime(2026, 3, 9, 1, 0, tzinfo=UTC),
)


def render(html: str, content: str = "{}") -> pikepdf.Pdf:
    made = rendering.pdf_of(html, content=content, identifier=PAPER.number, issued_at=PAPER.issued_at)
    return pikepdf.open(io.BytesIO(made.pdf))


def letter(**values) -> str:
    return rendering.html_of("documents/letter.html", PAPER, notice(**values))


def words(html: str) -> str:
    """The text of a letter's body, each element apart."""
    body = parser.fromstring(html).find(".//div[@class='letter']")
    return " ".join(" ".join(body.itertext()).split(" ")).replace("\n", " ")


def lines_of(text: str, width: int = 60) -> list[str]:
    """The lines WeasyPrint breaks a text into, at so many points."""
    fonts, assets, styles = engine._kit()
    html = f"<html lang=ko><title>가</title><body><p id=p style='width:{width}pt'>{text}</p></body></html>"
    page = HTML(string=html, base_url="asset:", url_fetcher=assets).render(fonts, stylesheets=styles).pages[0]
    found: list[str] = []

    def walk(box) -> None:
        if type(box).__name__ == "LineBox":
            found.append("".join(child.text for child in box.descendants() if hasattr(child, "text")).strip())
        for child in getattr(box, "children", ()):
            walk(child)

    walk(page._page_box.children[0])
    return found


def test_korean_words_stay_whole_at_line_ends():
    assert lines_of("스마트공장 구축지원사업 선정심의 결과") == ["스마트공장", "구축지원사업", "선정심의 결과"]
    assert lines_of("실시간 가동률(OEE)을 산출", 52) == ["실시간 가동률", "(OEE)을 산출"]


def test_a_word_wider_than_its_line_is_broken_rather_than_lost():
    word = "서울특별시금천구가산디지털단지입주기업협의회"

    lines = lines_of(word, 40)

    assert "".join(lines) == word
    assert len(lines) > 3


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://127.0.0.1:1/a.png", "asset:../README.md", "asset:pdf/../../pyproject.toml", "a.png"],
)
def test_nothing_but_packaged_assets_is_loaded(address):
    html = f"<html lang=ko><title>가</title><body><img alt=가 src='{address}'></body></html>"

    with pytest.raises(rendering.UnknownAsset):
        render(html)


def test_packaged_assets_stay_below_their_folder():
    assert packaged("asset:pdf/document.css") == STATIC / "pdf" / "document.css"
    with pytest.raises(ValueError, match="packaged asset"):
        packaged("asset:vendor/pretendard-gov-1.3.9/LICENSE.txt")


def test_a_document_is_marked_for_archives_and_screen_readers():
    content = papers.written(PAPER, notice())
    with render(letter(sealed=True), content) as pdf:
        root = pdf.Root
        metadata = root.Metadata.read_bytes().decode()
        embedded = pdf.attachments["content.json"].get_file()
        fonts = {str(item.FontName)[8:] for item in pdf.objects if _is_font_descriptor(item)}

        assert str(root.Lang) == "ko"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert 'pdfaid:part="3"' in metadata
        assert 'pdfaid:conformance="A"' in metadata
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert json.loads(embedded.read_bytes()) == json.loads(content)
        assert [str(item.AFRelationship) for item in root.AF] == ["/Data"]
        assert fonts == {"Program-Gov-Sans", "Program-Gov-Sans-Bold"}
        assert str(pdf.docinfo["/Title"]) == "2026년 서울형 스마트공장 선정 결과 통보"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260309010000Z"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["2026년 서울형 스마트공장 선정 결과 통보"]


def _is_font_descriptor(item) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


def test_header_cells_name_their_scope():
    source = (
        '{% import "documents/_tables.html" as t %}'
        "<html lang=ko><title>가</title><body>{{ t.facts(f) }}{{ t.listing(c, r) }}"
    )
    html = (
        _environment()
        .from_string(source)
        .render(
            f=[("기업명", "한울"), ("대표자", "홍길동")], c=[("연번", 10, "c"), ("점수", 0, "n")], r=[("1", "88.00")]
        )
    )
    with render(html) as pdf:
        heads = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]

        assert [str(item.A.Scope) for item in heads] == ["/Row", "/Row", "/Column", "/Column"]


def test_rendering_logs_no_complaint(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"), render(letter(sealed=True, attachments=("가 1부.",))):
        pass

    assert [entry.getMessage() for entry in caplog.records] == []


def test_items_carry_their_marks_and_a_single_one_none():
    deep = Item("둘째", (Item("가나", (Item("하나"), Item("둘"))), Item("다라")))

    body = words(letter(items=(Item("첫째", (Item("하나뿐"),)), deep))).split()

    assert body == ["1.", "첫째", "하나뿐", "2.", "둘째", "가.", "가나", "1)", "하나", "2)", "둘", "나.", "다라", "끝."]
    assert words(letter(items=(Item("알려 드립니다."),))).split() == ["알려", "드립니다.", "끝."]


def test_a_letter_ends_after_two_spaces_behind_its_last_word():
    end = '<span class="end">&nbsp;&nbsp;끝.</span>'

    assert f"알려 드립니다.{end}</p>" in letter(items=(Item("알려 드립니다."),))
    attached = letter(attachments=("협약서 1부.", "안내문 1부."))
    assert attached.count(end) == 1
    assert f"2. 안내문 1부.{end}</li>" in attached
    assert words(letter(attachments=("협약서 1부.",))).split()[-4:] == ["붙임", "협약서", "1부.", "끝."]


def test_the_seal_is_drawn_only_on_a_sealed_letter():
    assert 'class="seal"' not in letter()
    assert 'alt="서울테크노파크원장 직인"' in letter(sealed=True)
    assert "직인생략" in letter(seal_omitted=True)
    assert "직인생략" not in letter(sealed=True)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("서울테크노파크원장", ("서울테크노파크원장", 3)),
        ("서울테크노파크장", ("서울테크노파크장인", 3)),
        ("가나다라마바사", ("가나다라마바사의인", 3)),
        ("서울테크노파크이사장인", ("서울테크노파크이사장인인", 4)),
    ],
)
def test_a_seal_is_filled_up_to_a_square(name, letters):
    assert seal_letters(name) == letters


def test_a_seal_leaves_no_stray_text_in_the_document():
    drawn = unquote(seal("서울테크노파크원장"))

    assert (drawn.count("<path"), drawn.count("<text")) == (9, 0)
    with pytest.raises(ValueError, match="쓸 수 없는 글자"):
        seal("서울☃")


def test_the_foot_names_signers_number_and_disclosure():
    html = letter(
        approvals=(
            Approval("기안", "주임", "김담당"),
            Approval("결재", "센터장", "박센터", "전결", date(2026, 3, 9)),
            Approval("협조", "팀장", "최협조"),
        ),
        dispatch_number="스마트공장팀-123",
        receivers=("가 기업", "나 기업"),
    )

    assert "(전결 2026. 3. 9.)" in html
    assert "시행 스마트공장팀-123 (2026. 3. 9.)" in html
    assert "수신자 참조" in html
    assert "가 기업, 나 기업" in html
    assert "시행 시험-통보-2026-0001 (2026. 3. 9.)" in letter()


def test_a_table_that_is_not_full_ends_in_blank_below():
    tables = _environment().get_template("documents/_tables.html").module
    columns, rows = [("연번", 10, "c"), ("이름", 0, "left")], [("1", "가"), ("2", "나")]

    assert "이하 빈칸" in tables.listing(columns, rows, 3)
    assert "이하 빈칸" not in tables.listing(columns, rows, 2)
    assert "이하 빈칸" in tables.signatures([Signature("소속", "가")])
    assert "이하 빈칸" not in tables.signatures([Signature("소속", "가"), Signature("소속", "나", PAPER.issued_at)])


def test_what_people_typed_is_never_markup():
    assert "<b>굵게</b>" not in letter(subject="<b>굵게</b>")
    assert "&lt;b&gt;굵게&lt;/b&gt;" in letter(subject="<b>굵게</b>")


def test_a_missing_value_stops_a_document_rather_than_leaving_a_blank():
    with pytest.raises(UndefinedError):
        rendering.html_of("documents/letter.html", PAPER, Item("편지가 아님"))


def test_a_letter_with_a_table_ends_below_it():
    source = (
        '{% extends "documents/letter.html" %}'
        '{% block more %}{{ tables.listing([("연번", 10, "c")], [("1",)], 2) }}{% endblock %}'
    )

    html = _environment().from_string(source).render(paper=PAPER, content=notice())

    assert html.count("끝.</span>") == 1
    assert html.index("이하 빈칸") < html.index("끝.</span>")
