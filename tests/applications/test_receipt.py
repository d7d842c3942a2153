"""The 접수증 as paper: one page, and what stands on it."""

import io

import pikepdf

from program_admin.core.database import db
from program_admin.documents.kinds import kind_of
from program_admin.documents.papers import read
from program_admin.documents.queries import document_bytes, documents_about
from program_admin.documents.rendering.pages import html_of
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_submitted


def test_the_receipt_fits_on_one_page(app, clock):
    application, _ = make_submitted()

    run_pending()
    db.session.expire_all()
    (document,) = documents_about("Application", application.id)

    with pikepdf.open(io.BytesIO(document_bytes(document))) as made:
        assert len(made.pages) == 1


def test_the_receipt_says_number_company_money_papers_and_fingerprint(app, clock):
    application, _ = make_submitted()

    (document,) = documents_about("Application", application.id)
    kind = kind_of(document.kind, document.template_version)
    html = html_of(kind.template, *read(kind, document.content))

    said = ["2026-S-0001", "미소치과기공소", "한빛솔루션", "50,000,000원", "25,000,000원", "사업계획서.pdf"]
    assert [word for word in [*said, application.submission_sha256] if word not in html] == []
