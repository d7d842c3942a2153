"""Taking files in: judged by content, never by name; kept once, whole, under their hash."""

import hashlib
import io

import pytest

from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from program_admin.documents.contents import ALL_TYPES, FileType, examine, types_named
from program_admin.documents.models import Upload
from program_admin.documents.queries import upload_bytes, uploads_of
from program_admin.documents.services import check_in, receive
from tests.documents import files

PAPERS = types_named(["pdf", "jpg", "png"])
ACCEPTED = "PDF, JPG, PNG 파일만 받습니다."


def objections(content: bytes, name: str, allowed: frozenset[FileType] = ALL_TYPES) -> tuple[str, ...]:
    return examine(io.BytesIO(content), name=name, allowed=allowed).objections


@pytest.mark.parametrize("ending", files.MAKERS)
def test_every_type_is_told_by_its_content(ending):
    found = examine(io.BytesIO(files.MAKERS[ending]()), name=f"서류.{ending.upper()}", allowed=ALL_TYPES)

    assert found.objections == ()
    assert found.type is FileType[ending.upper()]
    assert found.pages == {"pdf": 2, "jpg": 1, "png": 1, "heic": 1}.get(ending)


@pytest.mark.parametrize("real", files.MAKERS)
@pytest.mark.parametrize("claimed", ["pdf", "docx", "hwp"])
def test_a_disguised_file_is_refused_with_what_is_accepted(real, claimed):
    if real == claimed:
        return

    said = objections(files.MAKERS[real](), f"사업계획서.{claimed}")

    accepted = "PDF, JPG, PNG, HEIC, HWP, HWPX, DOCX, XLSX, ODT 파일만 받습니다."
    again = "원래 프로그램에서 다시 저장해 올려 주세요."
    assert said == (f"이름은 .{claimed}인데 내용은 {real.upper()}입니다. {again} {accepted}",)


def test_a_type_that_is_not_asked_for_is_refused_with_what_is_accepted():
    assert objections(files.hwp(), "계획서.hwp", PAPERS) == (f"HWP는 받지 않습니다. {ACCEPTED}",)
    assert objections(b"MZ" + bytes(200), "설치.exe", PAPERS) == (f"EXE 파일은 받지 않습니다. {ACCEPTED}",)
    assert objections(b"MZ" + bytes(200), "계획서.pdf", PAPERS) == (
        f"이름은 .pdf인데 내용은 EXE 파일입니다. 원래 프로그램에서 다시 저장해 올려 주세요. {ACCEPTED}",
    )
    assert objections("그냥 글".encode(), "메모.txt", PAPERS) == (f"알 수 없는 파일은 받지 않습니다. {ACCEPTED}",)
    assert objections(b"", "빈.pdf", PAPERS) == ("빈 파일입니다. 내용이 있는 파일을 올려 주세요.",)
    assert objections(files.pdf(), "이름만", PAPERS) == (
        "내용은 PDF인데 이름이 .pdf(으)로 끝나지 않습니다. 이름을 고쳐 올려 주세요.",
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.archive({"a.txt": "가"}), "묶음.docx"),
        (files.archive({"[Content_Types].xml": files.WORD_TYPES}), "빈.docx"),
        (files.old_word(), "옛.hwp"),
        (files.picture("png"), "그림.jpg"),
    ],
)
def test_a_lookalike_without_the_members_of_its_type_is_refused(content, name):
    assert len(objections(content, name)) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.pdf(password="1234"), "잠김.pdf"),
        (files.hwp(flags=0b11), "잠김.hwp"),
        (files.locked_docx(), "잠김.docx"),
    ],
)
def test_a_locked_file_is_refused(content, name):
    (said,) = objections(content, name)

    assert said.startswith("암호가 걸린 파일은 받을 수 없습니다. 암호를 풀고 저장한 뒤 다시 올려 주세요.")


@pytest.mark.parametrize("place", ["open", "names", "page", "link", "launch"])
def test_a_pdf_that_acts_by_itself_is_refused(place):
    assert objections(files.pdf_with_script(place), "계획서.pdf") == (
        "스크립트나 실행 명령이 든 PDF는 받을 수 없습니다. 인쇄 기능에서 ‘PDF로 저장’한 파일을 올려 주세요.",
    )


def test_a_pdf_that_only_mentions_scripts_is_taken():
    assert objections(files.pdf_that_mentions_scripts(), "안내.pdf") == ()


@pytest.mark.parametrize("ending", ["pdf", "jpg", "png", "heic", "docx", "hwpx"])
def test_a_file_cut_short_is_refused(ending):
    whole = files.MAKERS[ending]()

    said = objections(whole[: len(whole) // 2], f"잘림.{ending}")

    assert len(said) == 1
    assert "다시 저장해 올려 주세요" in said[0]


def test_a_photo_with_something_behind_its_end_is_taken():
    assert objections(files.picture("jpg", (640, 480)) + b"\xff\xda motion photo", "사진.jpg") == ()


def test_macros_are_refused():
    assert objections(files.macro_docx(), "매크로.docx") == (
        "매크로가 든 문서는 받을 수 없습니다. 매크로 없이 저장한 뒤 다시 올려 주세요.",
    )


def test_bombs_are_refused_before_anything_is_unpacked():
    zeros = files.docx(word__media__image1=bytes(50 << 20))
    crowd = files.docx(**{f"word__media__{place}": b"" for place in range(3_001)})

    assert len(zeros) < 100_000
    said = "압축을 풀면 지나치게 커지는 파일이라 받을 수 없습니다. 원래 프로그램에서 그림을 줄여 다시 저장해 주세요."
    for bomb in (zeros, crowd):
        assert objections(bomb, "폭탄.docx", types_named(["docx"])) == (f"{said} DOCX 파일만 받습니다.",)
    assert objections(files.pdf_bomb(), "폭탄.pdf") == (said,)
    assert objections(files.huge_png(), "폭탄.png") == (
        "그림이 너무 큽니다. 한 변을 6,000픽셀 이하로 줄여 올려 주세요.",
    )


def test_round_files_name_types_by_ending():
    assert types_named(["PDF", ".jpeg", "heif"]) == {FileType.PDF, FileType.JPG, FileType.HEIC}
    with pytest.raises(ValueError, match="exe"):
        types_named(["exe"])


def test_a_received_file_is_kept_once_under_its_hash(officer):
    content, owner = files.pdf(), ("application", new_id())
    with transaction() as now:
        kept = [
            receive(
                io.BytesIO(content),
                name=f"C:\\서류\\납세증명{place}.pdf",
                allowed=PAPERS,
                max_bytes=1 << 20,
                owner=owner,
                by=officer,
                now=now,
            )
            for place in range(2)
        ]

    stored = [path for path in settings().files_folder.rglob("*") if path.is_file()]
    sha256 = hashlib.sha256(content).hexdigest()
    assert stored == [settings().files_folder / sha256[:2] / sha256[2:4] / sha256]
    assert [(row.name, row.size, row.media_type, row.page_count, row.sha256) for row in uploads_of(*owner)] == [
        ("납세증명0.pdf", len(content), "application/pdf", 2, sha256),
        ("납세증명1.pdf", len(content), "application/pdf", 2, sha256),
    ]
    assert [upload_bytes(row) for row in kept] == [content, content]


def test_a_refused_file_leaves_nothing_behind(officer):
    def bring(content: bytes, most: int) -> list[str]:
        with pytest.raises(RuleBroken) as refused:
            check_in(io.BytesIO(content), name="계획서.pdf", allowed=PAPERS, max_bytes=most)
        return refused.value.objections

    assert bring(bytes(3 << 20), 2 << 20) == ["파일이 너무 큽니다. 2MB 이하로 줄여 올려 주세요."]
    assert bring(files.pdf_with_script("open"), 2 << 20) == list(
        objections(files.pdf_with_script("open"), "계획서.pdf", PAPERS)
    )
    assert [path for path in settings().files_folder.rglob("*") if path.is_file()] == []
    assert db.session.query(Upload).count() == 0
