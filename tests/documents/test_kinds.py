"""The registry of document kinds, and how numbers, codes and names are written."""

import pytest

from program_admin.documents import rules
from program_admin.documents.kinds import DocumentKind, kind_of, register, title_of
from tests.documents.conftest import NOTICE, Notice


def test_a_kind_is_registered_once_and_made_from_a_frozen_dataclass():
    assert register(NOTICE) == NOTICE
    with pytest.raises(ValueError, match="registered already"):
        register(DocumentKind("test-notice", "다른 제목", "documents/letter.html", "시험", 1, Notice))
    with pytest.raises(TypeError):
        DocumentKind("loose", "제목", "documents/letter.html", "시험", 1, dict)


def test_the_newest_version_counts_unless_another_is_asked_for():
    first = register(DocumentKind("test-form", "옛 서식", "documents/letter.html", "시험", 1, Notice))
    second = register(DocumentKind("test-form", "새 서식", "documents/letter.html", "시험", 2, Notice))

    assert (kind_of("test-form"), kind_of("test-form", 1), title_of("test-form")) == (second, first, "새 서식")
    with pytest.raises(KeyError):
        kind_of("unknown")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("홍길동", "홍*동"),
        ("주식회사 한울정밀", "주식회사 한**밀"),
        ("㈜가온", "㈜가*"),
        ("한빛테크(주)", "한**크(주)"),
        ("한빛테크 주식회사", "한**크 주식회사"),
    ],
)
def test_a_recipient_is_masked_but_for_its_legal_form(name, shown):
    assert rules.masked(name) == shown


def test_a_code_is_read_however_it_is_typed():
    assert rules.grouped("7F3A91BC04D2") == "7F3A-91BC-04D2"
    assert rules.plain_code(" 7f3a-91bc–04d2 ") == "7F3A91BC04D2"
    assert rules.plain_code("７Ｆ３Ａ") == "7F3A"
    assert rules.same_number("서울TP-접수-2026-0001", " 서울tp-접수-2026-0001")
    assert not rules.same_number("서울TP-접수-2026-0001", "서울TP-접수-2026-0002")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("사업계획서.pdf", "사업계획서.pdf"),
        ("사업계획서.pdf", "사업계획서.pdf"),
        ("C:\\자료\\..\\도면.hwp", "도면.hwp"),
        ("../../etc/passwd", "passwd"),
        ("보\u202e고서\n.pdf", "보고서.pdf"),
        ("가" * 300 + ".pdf", "가" * 196 + ".pdf"),
        ("\x00", "이름 없음"),
    ],
)
def test_a_files_name_is_kept_composed_short_and_without_folders(given, kept):
    assert rules.stored_name(given) == kept
