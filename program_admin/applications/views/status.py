"""How a submitted application stands, as the applicant reads it."""

from dataclasses import dataclass

from flask import url_for

from program_admin.accounts.models import Person
from program_admin.applications.documents import RECEIPT
from program_admin.applications.models import Application, Status
from program_admin.applications.queries import funding_of, papers_in_order
from program_admin.applications.rules.papers import paper_names
from program_admin.applications.services.locking import closed_to
from program_admin.applications.states import PROCESS
from program_admin.applications.views.deadline_words import extension_words, withdrawn_words
from program_admin.core import clock
from program_admin.core.korean import korean_datetime, remaining
from program_admin.core.money import won
from program_admin.documents.models import IssuedDocument
from program_admin.documents.queries import documents_about
from program_admin.suppliers.queries import supplier_by_id

LETTER = "result-letter"
"""The kind under which the evaluation issues the letter about the outcome (선정결과 통보)."""
HERE = {"withdraw", "restore", "revise", "abandon"}
"""The steps whose buttons stand on this page; supplements are answered on a page of their own."""


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """One 접수증: number, address of the PDF, whether it is made yet."""

    number: str
    moment: str
    href: str
    made: bool


@dataclass(frozen=True, slots=True)
class StatusShown:
    """Everything the status page says."""

    label: str
    tone: str
    pairs: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, str], ...]
    papers: tuple[tuple[str, str], ...]
    receipts: tuple[ReceiptShown, ...]
    letters: tuple[tuple[str, str, str], ...]
    sha256: str
    steps: tuple[tuple[str, str, bool], ...]
    until: str
    words: tuple[str, ...]
    withdrawn: bool


def status_of(application: Application, person: Person) -> StatusShown:
    """Gather the page for that reader; buttons are the steps open to them now."""
    moment = clock.now()
    late = bool(closed_to(application, moment))
    before_deadline = {"withdraw", "restore", "revise"}
    steps = [step for step in PROCESS.open_to(person, application) if step.name in HERE]
    names = paper_names(application.terms)
    supplier = supplier_by_id(application.supplier_id).name if application.supplier_id else "정하지 않음"
    return StatusShown(
        label=PROCESS.label(application.status, staff=False),
        tone=PROCESS.tone(application.status),
        pairs=(
            ("사업", application.terms.title),
            ("지원 유형", application.track_terms.name),
            ("기업", application.company_name),
            ("공급기업", supplier),
            ("제출 일시", korean_datetime(application.submitted_at) if application.submitted_at else ""),
        ),
        money=tuple((share.name, won(share.amount_won)) for share in funding_of(application.id)),
        papers=tuple(
            (names.get(paper.paper, paper.paper), paper.upload.name) for paper in papers_in_order(application)
        ),
        receipts=tuple(_receipt(application, document) for document in receipts_of(application)),
        letters=tuple(_letter(each) for each in documents_about("Application", application.id) if each.kind == LETTER),
        sha256=application.submission_sha256 or "",
        steps=tuple(
            (step.name, step.label, step.dangerous) for step in steps if not (late and step.name in before_deadline)
        ),
        words=tuple(filter(None, (withdrawn_words(application, moment), "" if late else extension_words(application)))),
        withdrawn=application.status == Status.WITHDRAWN,
        until="" if late else f"마감까지 {remaining(application.deadline.closes_at, moment)}",
    )


def receipts_of(application: Application) -> list[IssuedDocument]:
    """The 접수증 issued for an application, the newest first."""
    issued = documents_about("Application", application.id)
    return [document for document in reversed(issued) if document.kind == RECEIPT]


def _letter(document: IssuedDocument) -> tuple[str, str, str]:
    return document.title, document.number, url_for("evaluation.document", document_id=document.id)


def _receipt(application: Application, document: IssuedDocument) -> ReceiptShown:
    return ReceiptShown(
        number=document.number,
        moment=korean_datetime(document.issued_at),
        href=url_for(".receipt", application_id=application.id),
        made=document.rendered is not None,
    )
