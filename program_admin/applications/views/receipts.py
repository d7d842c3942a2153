"""The receipt behind the link of a message: number, moment and hash of what was handed in, and the 접수증."""

from flask import url_for
from flask.typing import ResponseReturnValue

from program_admin.accounts.handing_out import log_look
from program_admin.accounts.permission import public
from program_admin.applications.models import Status
from program_admin.applications.queries import last_submission_of
from program_admin.applications.queries.lists import application_by_id
from program_admin.applications.queries.receipts import receipt_document, submission_of_token
from program_admin.applications.states import PROCESS
from program_admin.applications.views.blueprint import pages
from program_admin.core.errors import Missing
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.documents.answers import document_answer

TAKEN_BACK = frozenset({Status.WITHDRAWN, Status.RETURNED, Status.DRAFT})


@pages.get("/receipts/<token>")
@public
def receipt_link(token: str) -> ResponseReturnValue:
    """Show the receipt to whoever holds the link; the application itself stays closed."""
    try:
        submission = submission_of_token(token)
    except Missing:
        return page("applications/receipt_gone.html", 404)
    application = application_by_id(submission.application_id)
    newest = last_submission_of(application.id)
    document = receipt_document(submission)
    log_look(application, "접수 확인(링크)")
    taken_back = application.status in TAKEN_BACK
    return page(
        "applications/receipt_link.html",
        number=submission.number,
        pairs=[
            ("접수번호", submission.number),
            ("사업", application.round.title),
            ("신청 기업", application.company_name),
            ("제출 일시", korean_datetime(submission.at)),
        ],
        sha256=submission.sha256,
        newer=korean_datetime(newest.at) if newest is not None and newest.id != submission.id else "",
        taken_back=PROCESS.label(application.status, staff=False) if taken_back else "",
        pdf=url_for(".receipt_link_pdf", token=token) if document else "",
        made=document is not None and document.rendered is not None,
    )


@pages.get("/receipts/<token>/receipt.pdf")
@public
def receipt_link_pdf(token: str) -> ResponseReturnValue:
    """Hand the 접수증 of that submission out, or say that it is being made."""
    try:
        submission = submission_of_token(token)
        document = receipt_document(submission)
    except Missing:
        document = None
    if document is None:
        return page("applications/receipt_gone.html", 404)
    log_look(application_by_id(submission.application_id), "접수증(링크)")
    return document_answer(document)
