"""Electronic signatures: added where a key is set, broken by any change, checked by command."""

import hashlib

import pytest

from program_admin.core import clock as program_clock
from program_admin.core.settings import settings
from program_admin.documents import signing
from program_admin.documents.commands import commands
from program_admin.documents.queries import document_bytes, rendering_of
from program_admin.documents.services.render import unsigned


@pytest.fixture
def keys(app, tmp_path):
    """Keys of a test authority, set as the office's."""
    authority, certificate, key = signing.make_test_keys(
        tmp_path / "keys", office="서울테크노파크", now=program_clock.now()
    )
    chosen = settings()
    chosen.signing_key_file, chosen.signing_certificate_file, chosen.signing_chain_file = key, certificate, authority
    return authority


def test_a_document_is_signed_where_a_key_is_set(keys, issued):
    document = issued()
    pdf, rendered = document_bytes(document), rendering_of(document.id)

    (verdict,) = signing.verdicts(pdf, [keys])

    assert rendered.signed
    assert (verdict.signer, verdict.intact, verdict.trusted) == ("서울테크노파크 전자직인(시험)", True, True)
    before = unsigned(document).pdf
    assert pdf.startswith(before)
    assert rendered.unsigned_sha256 == hashlib.sha256(before).hexdigest() != rendered.sha256


def test_a_changed_byte_breaks_the_signature_and_a_stranger_is_not_trusted(keys, issued):
    pdf = bytearray(document_bytes(issued()))

    assert [verdict.trusted for verdict in signing.verdicts(bytes(pdf))] == [False]
    place = pdf.index(b"stream") + 40
    pdf[place] ^= 1
    assert [verdict.intact for verdict in signing.verdicts(bytes(pdf), [keys])] == [False]


def test_something_added_behind_the_signature_is_noticed(keys, issued):
    pdf = document_bytes(issued())

    assert [verdict.intact for verdict in signing.verdicts(pdf + b"\n% more\n", [keys])] == [False]


def test_without_a_key_nothing_is_signed(issued):
    document = issued()

    assert not rendering_of(document.id).signed
    assert signing.verdicts(document_bytes(document)) == []


def test_a_key_without_its_certificate_is_refused(app, tmp_path):
    settings().signing_key_file = tmp_path / "key.pem"

    with pytest.raises(ValueError, match="SIGNING_CERTIFICATE_FILE"):
        signing.configured()


def test_the_commands_make_keys_list_and_verify(app, keys, issued, tmp_path):
    run = app.test_cli_runner().invoke
    document = issued()
    ours, strange = tmp_path / "ours.pdf", tmp_path / "strange.pdf"
    ours.write_bytes(document_bytes(document))
    strange.write_bytes(ours.read_bytes() + b" ")

    made = run(commands, ["make-test-key", str(tmp_path / "more")])
    again = run(commands, ["make-test-key", str(tmp_path / "more")])
    verified = run(commands, ["verify", str(ours), "--authority", str(keys)])

    assert f"PROGRAM_ADMIN_SIGNING_KEY_FILE={tmp_path / 'more' / 'key.pem'}" in made.output
    assert (tmp_path / "more" / "key.pem").stat().st_mode & 0o077 == 0
    assert (again.exit_code, "이미 있는 파일입니다" in again.output) == (1, True)
    assert (
        "시험-통보-2026-0001  2026. 3. 9.(월) 10:00  선정 결과 통보  주식회사 한울정밀  전자서명"
        in run(commands, ["list"]).output
    )
    assert run(commands, ["list", "--kind", "other"]).output == ""
    assert verified.exit_code == 0
    assert "전자서명: 서울테크노파크 전자직인(시험), 온전함, 믿는 인증기관" in verified.output
    assert run(commands, ["verify", str(strange)]).exit_code == 1
