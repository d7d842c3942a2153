"""Issuing documents: numbers without gaps, content fixed for ever, bytes that never differ."""

import hashlib
import json
import subprocess
import sys
import threading
from datetime import datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from program_admin.core.clock import SEOUL
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from program_admin.documents import papers
from program_admin.documents.kinds import kind_of
from program_admin.documents.models import IssuedDocument, RenderedDocument
from program_admin.documents.parts import Item
from program_admin.documents.queries import document_bytes, documents_about, rendering_of
from program_admin.documents.services import issue, render
from program_admin.jobs.models import Job
from program_admin.jobs.runner import run_pending
from tests.documents.conftest import NOTICE, notice

pytestmark = pytest.mark.both_databases


def numbers() -> list[str]:
    db.session.rollback()
    return list(
        db.session.scalars(select(IssuedDocument.number).order_by(IssuedDocument.year, IssuedDocument.sequence))
    )


def test_numbers_run_per_kind_and_seoul_year(issued, clock):
    issued(rendered=False)
    issued(rendered=False)
    clock.set(datetime(2027, 1, 1, 0, 30, tzinfo=SEOUL))
    issued(rendered=False)

    assert numbers() == ["시험-통보-2026-0001", "시험-통보-2026-0002", "시험-통보-2027-0001"]


def test_an_act_that_fails_leaves_no_gap(issued, officer):
    issued(rendered=False)
    with pytest.raises(RuntimeError), transaction() as now:
        issue(NOTICE.code, notice(), subject=("application", new_id()), recipient="가", by=officer, now=now)
        raise RuntimeError("the act fails after the number was taken")
    issued(rendered=False)

    assert numbers() == ["시험-통보-2026-0001", "시험-통보-2026-0002"]


def test_numbers_have_no_gap_when_many_issue_at_once(app, officer):
    officer_id = officer.id
    faults = []

    def work() -> None:
        with app.app_context():
            by = db.session.get(type(officer), officer_id)
            for _ in range(5):
                try:
                    with transaction() as now:
                        issue(NOTICE.code, notice(), subject=("application", new_id()), recipient="가", by=by, now=now)
                except DatabaseError as fault:
                    faults.append(fault)
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert numbers() == [f"시험-통보-2026-{place:04d}" for place in range(1, 21)]


def test_the_row_keeps_frame_and_content_as_canonical_json(issued):
    document = issued(rendered=False)

    kept = json.loads(document.content)
    paper, content = papers.read(kind_of(document.kind, document.template_version), document.content)
    assert content == notice()
    assert (paper.number, paper.code, paper.recipient) == (document.number, document.code, "주식회사 한울정밀")
    assert document.content == json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert document.content_sha256 == hashlib.sha256(document.content.encode()).hexdigest()
    assert documents_about(document.subject_kind, document.subject_id) == [document]


def test_content_of_another_type_is_refused(issued, officer):
    with pytest.raises(TypeError), transaction() as now:
        issue(NOTICE.code, Item("가"), subject=("application", new_id()), recipient="가", by=officer, now=now)


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["issued_documents", "rendered_documents"])
def test_rows_of_issued_documents_are_never_changed(issued, table, statement):
    issued()

    with pytest.raises(DatabaseError, match="never changed"):
        db.session.execute(text(statement.format(table)))


def test_the_job_stores_the_pdf_once(issued):
    document = issued(rendered=False)
    assert document_bytes(document) is None
    job = db.session.scalars(select(Job).where(Job.task == "documents.render")).one()

    assert run_pending() == 1
    db.session.expire_all()

    rendered = rendering_of(document.id)
    pdf = document_bytes(document)
    assert job.key == f"documents.render:{document.id}"
    assert (rendered.sha256, rendered.size) == (hashlib.sha256(pdf).hexdigest(), len(pdf))
    assert (rendered.unsigned_sha256, rendered.pages, rendered.signed) == (rendered.sha256, 1, False)
    with transaction() as now:
        assert render.record(render.make(document), now=now) == rendered
    assert db.session.query(RenderedDocument).count() == 1


def test_a_changed_file_on_disk_is_never_handed_out(issued):
    document = issued()
    sha256 = rendering_of(document.id).sha256
    path = settings().files_folder / sha256[:2] / sha256[2:4] / sha256
    path.write_bytes(path.read_bytes().replace(b"%PDF", b"%PDG"))

    with pytest.raises(ValueError, match="changed on disk"):
        document_bytes(document)


RENDER_AGAIN = """
import hashlib, sys
from datetime import datetime
from tests.documents.conftest import NOTICE
from program_admin.documents import papers, rendering
content = sys.stdin.read()
paper, letter = papers.read(NOTICE, content)
for _ in range(2):
    html = rendering.html_of(NOTICE.template, paper, letter)
    made = rendering.pdf_of(html, content=content, identifier=paper.number, issued_at=paper.issued_at)
    print(hashlib.sha256(made.pdf).hexdigest())
"""


@pytest.mark.slow
def test_the_same_record_gives_the_same_bytes_in_another_process(issued, clock):
    first = issued(notice(sealed=True))
    other = issued(notice(subject="다른 문서가 먼저 만들어져도", items=(Item("같은 바이트여야 합니다."),)))
    clock.advance(days=400)

    again = subprocess.run(
        [sys.executable, "-c", RENDER_AGAIN], input=first.content, capture_output=True, text=True, check=True
    )

    expected = rendering_of(first.id).unsigned_sha256
    assert again.stdout.split() == [expected, expected]
    assert hashlib.sha256(render.unsigned(first).pdf).hexdigest() == expected
    assert rendering_of(other.id).unsigned_sha256 != expected
