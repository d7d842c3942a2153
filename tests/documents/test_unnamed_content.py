"""Bytes of a form that was refused don't stay in the store, and nothing that a row names is swept."""

import io
import os
import time

import pytest

from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from program_admin.documents import store
from program_admin.documents.contents import types_named
from program_admin.documents.models import Upload
from program_admin.documents.queries import document_bytes, upload_bytes
from program_admin.documents.services import check_in, receive
from program_admin.documents.services.unnamed import KEPT_SECONDS, old_content, sweep_unnamed
from program_admin.jobs.queue import enqueue
from program_admin.jobs.registry import all_schedules
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_draft
from tests.documents.files import pdf
from tests.fixtures.clients import act, sign_in

pytestmark = pytest.mark.both_databases
SWEEP = "documents.sweep_unnamed"
FIRST, SECOND, THIRD = pdf(2), pdf(3), pdf(4)


def made_old() -> None:
    """Everything in the store was written two days ago."""
    long_ago = time.time() - 2 * KEPT_SECONDS
    for path in settings().files_folder.rglob("*"):
        if path.is_file():
            os.utime(path, (long_ago, long_ago))


def sweep(key: str = "sweep") -> None:
    with transaction():
        enqueue(SWEEP, key, {})
    run_pending()


def stored() -> set[str]:
    return {each.name for each in settings().files_folder.glob("??/??/*")}


def test_a_refused_form_leaves_no_bytes_behind(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    sent = {"issued_on": "2020-01-02", "file": (io.BytesIO(FIRST), "등록증.pdf")}
    where = f"/applications/{application.id}/papers/tax_certificates"

    refused = client.post(where, data=act() | sent, content_type="multipart/form-data")
    left = stored()
    sweep("young")
    waits = stored()
    made_old()
    sweep("old")

    assert (refused.status_code, len(left)) == (422, 1)
    assert waits == left
    assert stored() == set()


def test_what_a_row_names_stays(app, officer, issued):
    taken = receive_as(officer, FIRST)
    document = issued()
    given_up = receive_as(officer, SECOND)
    with transaction() as now:
        given_up.erased_at = now
    made_old()

    sweep()

    assert hash_of(FIRST) in stored()
    assert (upload_bytes(taken), document_bytes(document) is not None) == (FIRST, True)
    assert hash_of(SECOND) not in stored()


def test_a_file_sent_again_while_the_sweep_runs_waits_anew(app, officer):
    check_in(io.BytesIO(THIRD), name="처음.pdf", allowed=types_named(["pdf"]), max_bytes=1 << 20)
    made_old()
    before = time.time() - KEPT_SECONDS
    (found,) = old_content(before)
    check_in(io.BytesIO(THIRD), name="다시.pdf", allowed=types_named(["pdf"]), max_bytes=1 << 20)

    with transaction():
        gone = sweep_unnamed(found, before)

    assert (list(found), gone, stored()) == ([hash_of(THIRD)], 0, {hash_of(THIRD)})


def test_bytes_on_their_way_are_no_content(app):
    folder = settings().files_folder / "incoming"
    folder.mkdir(parents=True)
    (folder / "tmpabc").write_bytes(b"half")
    made_old()

    assert list(old_content(time.time())) == []


def test_it_runs_every_night(app):
    assert [str(each.at) for each in all_schedules() if each.name == SWEEP] == ["03:50:00"]


def receive_as(officer, content: bytes) -> Upload:
    with transaction() as now:
        return receive(
            io.BytesIO(content),
            name="자료.pdf",
            allowed=types_named(["pdf"]),
            max_bytes=1 << 20,
            owner=("Report", officer.id),
            by=officer,
            now=now,
        )


def hash_of(content: bytes) -> str:
    with store.incoming(settings().files_folder, io.BytesIO(content), max_bytes=1 << 20) as waiting:
        return waiting.sha256
