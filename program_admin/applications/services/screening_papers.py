"""Issuing what screening puts on paper: the 보완요청서 of each request, the 요건검토표 of each result."""

from collections.abc import Sequence
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications.documents import (
    SCREENING_SHEET,
    SUPPLEMENT_LETTER,
    Asked,
    screening_sheet_of,
    supplement_letter_of,
)
from program_admin.applications.models import Application, ScreeningProposal, SupplementRequest
from program_admin.applications.queries import supplements_of
from program_admin.applications.queries.screening import checks_of
from program_admin.applications.rules.supplements import asked_name
from program_admin.applications.states import SUPPLEMENT
from program_admin.core.korean import korean_date
from program_admin.documents.services import issue


def issue_supplement_letter(
    application: Application, requests: Sequence[SupplementRequest], *, by: Person, now: datetime, what: str = ""
) -> None:
    """Issue the 보완요청서 for requests that are due on one day; `what` is said in place of their first words."""
    asked = [Asked(asked_name(application.terms, each.section, each.paper), what or each.what) for each in requests]
    letter = supplement_letter_of(
        application, asked, due_on=requests[0].due_on, due_words=requests[0].due_words, by=by, now=now
    )
    _issue(SUPPLEMENT_LETTER, letter, application, by=by, now=now)


def issue_screening_sheet(proposal: ScreeningProposal, *, by: Person, now: datetime) -> None:
    """Issue the 요건검토표 of a confirmed result."""
    application = proposal.application
    supplements = [
        (
            asked_name(application.terms, each.section, each.paper),
            each.what,
            f"{SUPPLEMENT.label(each.status, staff=True)} (기한 {korean_date(each.due_on)})",
        )
        for each in supplements_of(application.id)
    ]
    sheet = screening_sheet_of(proposal, checks_of(application.id), supplements, now=now)
    _issue(SCREENING_SHEET, sheet, application, by=by, now=now)


def _issue(kind: str, content: object, application: Application, *, by: Person, now: datetime) -> None:
    subject = ("Application", application.id)
    issue(kind, content, subject=subject, recipient=application.company_name, by=by, now=now)
