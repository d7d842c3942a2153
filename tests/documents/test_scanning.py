"""The virus scanner: asked before a file is taken, over either socket; while it is down nothing is taken."""

import io

import pytest

from program_admin.core.errors import RuleBroken
from program_admin.core.settings import settings
from program_admin.documents.contents import types_named
from program_admin.documents.services import check_in, check_in_together
from tests.documents.clamd import EICAR, clamd
from tests.documents.files import pdf, picture
from tests.documents.test_photos import sent

PAPERS = types_named(["pdf", "jpg"])
FOUND = (
    "바이러스 검사에서 악성 코드(Eicar-Test-Signature)가 나와 받지 않습니다. "
    "PC를 백신으로 검사한 뒤 깨끗한 파일을 올려 주세요."
)
DOWN = "지금은 바이러스 검사를 할 수 없어 파일을 받지 못합니다. 잠시 뒤 다시 올려 주세요."
INFECTED = pdf() + b"\n%" + EICAR + b"\n%%EOF\n"


def name_scanner(monkeypatch, address: str) -> None:
    monkeypatch.setattr(settings(), "virus_scanner", address)
    monkeypatch.setattr(settings(), "virus_scanner_seconds", 2)


def bring(content: bytes):
    return check_in(io.BytesIO(content), name="계획서.pdf", allowed=PAPERS, max_bytes=30 << 20)


def refusal(content: bytes) -> list[str]:
    with pytest.raises(RuleBroken) as refused:
        bring(content)
    return refused.value.objections


def kept_files() -> list[str]:
    return [path.name for path in settings().files_folder.rglob("*") if path.is_file()]


@pytest.fixture(params=["unix", "tcp"])
def running(request, app, monkeypatch, tmp_path):
    """A scanner on either kind of socket, named in the settings; the commands it got."""
    with clamd(tmp_path / "clamd.ctl" if request.param == "unix" else None) as (address, commands):
        name_scanner(monkeypatch, address)
        yield commands


def test_a_clean_file_is_taken(running):
    checked = bring(pdf() + b"\n%" + bytes(200_000) + b"\n%%EOF\n")

    assert kept_files() == [checked.sha256]
    assert running == [b"zINSTREAM\0"]


def test_a_file_with_the_test_signature_is_refused_and_not_kept(running):
    assert refusal(INFECTED) == [FOUND]
    assert kept_files() == []


def test_every_photo_of_a_paper_is_scanned(running):
    with pytest.raises(RuleBroken) as refused:
        check_in_together(
            sent((picture("jpg"), "1.jpg"), (picture("jpg") + EICAR, "2.jpg")),
            title="등록증",
            allowed=PAPERS,
            max_bytes=1 << 20,
        )

    assert refused.value.objections == [f"‘2.jpg’: {FOUND}"]
    assert len(running) == 2


def test_without_the_setting_nothing_is_asked(app):
    assert bring(INFECTED).name == "계획서.pdf"


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1"])
def test_while_it_is_down_files_are_refused(app, monkeypatch, address):
    name_scanner(monkeypatch, address)

    assert refusal(pdf()) == [DOWN]
    assert kept_files() == []


@pytest.mark.parametrize("how", [{"silent": True}, {"most": 100}], ids=["hangs up", "takes no more"])
def test_a_scanner_that_does_not_look_is_down(app, monkeypatch, how):
    with clamd(**how) as (address, _):
        name_scanner(monkeypatch, address)

        assert refusal(pdf() + b"\n%" + bytes(3 << 20) + b"\n%%EOF\n") == [DOWN]
