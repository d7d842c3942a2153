"""The documents issued about one case: each leads to its PDF where the reader may open it, and to its verification."""

import uuid

from flask import url_for

from program_admin.aftercare.queries import visits_of
from program_admin.agreements.models import Agreement
from program_admin.applications.documents import RECEIPT, SCREENING_SHEET, SUPPLEMENT_LETTER
from program_admin.applications.models import Application
from program_admin.core.korean import korean_datetime
from program_admin.documents.models import IssuedDocument
from program_admin.documents.queries import documents_about
from program_admin.evaluation.queries import EVALUATION_SUMMARY, RESULT_LETTER
from program_admin.portal.desks.blocks import Cell, Table
from program_admin.portal.links import opened

PUBLIC_PAPERS = {RECEIPT, RESULT_LETTER, SUPPLEMENT_LETTER}
HEADS = (("번호", ""), ("문서", "wide"), ("발급한 때", ""), ("확인", ""))


def papers_of_case(application: Application, agreement: Agreement | None, *, staff: bool) -> Table:
    """Return every document of the case that this reader may know of, in the order of the case."""
    papers = documents_about("Application", application.id)
    letters = [each.id for each in sorted(papers, key=lambda each: each.issued_at) if each.kind == SUPPLEMENT_LETTER]
    found = [(each, _of_application(each, application, letters)) for each in papers]
    if not staff:
        found = [(each, href) for each, href in found if each.kind in PUBLIC_PAPERS]
    if agreement is not None:
        href = opened("agreements.document", agreement, agreement_id=agreement.id)
        found += [(each, href) for each in documents_about("Agreement", agreement.id)]
        for visit in visits_of(agreement.id):
            href = opened("aftercare.document", visit, visit_id=visit.id)
            found += [(each, href) for each in documents_about("Visit", visit.id)]
    return Table("발급한 문서", HEADS, tuple(_row(each, href) for each, href in found), "")


def _of_application(issued: IssuedDocument, application: Application, letters: list[uuid.UUID]) -> str:
    if issued.kind == SUPPLEMENT_LETTER:
        place = letters.index(issued.id) + 1
        return opened("screening.letter", application, application_id=application.id, place=place)
    if issued.kind == SCREENING_SHEET:
        return opened("screening.sheet_document", application, application_id=application.id)
    if issued.kind == RECEIPT:
        return opened("applications.receipt", application, application_id=application.id)
    if issued.kind in (RESULT_LETTER, EVALUATION_SUMMARY):
        return opened("evaluation.document", issued, document_id=issued.id)
    return ""


def _row(issued: IssuedDocument, href: str) -> tuple[Cell, ...]:
    return (
        issued.number,
        {"text": f"{issued.title} (PDF)", "link": href} if href else issued.title,
        korean_datetime(issued.issued_at),
        {"text": "진위 확인", "link": url_for("documents.verified", code=issued.code)},
    )
