"""Handing out what screening put on paper: 요건검토표 to the staff, 보완요청서 to the company as well."""

import uuid
from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications.documents import SCREENING_SHEET, SUPPLEMENT_LETTER
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id
from program_admin.applications.views.screening_blueprint import screening_pages
from program_admin.core.errors import Missing
from program_admin.core.korean import korean_datetime
from program_admin.documents.answers import document_answer
from program_admin.documents.models import IssuedDocument
from program_admin.documents.queries import documents_about


@dataclass(frozen=True, slots=True)
class LetterOf:
    """One 보완요청서 of an application."""

    application: Application
    document: IssuedDocument

    @property
    def id(self) -> uuid.UUID:
        """The application's id (for the access log)."""
        return self.application.id

    @property
    def company_id(self) -> uuid.UUID:
        """The company it went to (for permissions)."""
        return self.application.company_id


def get_letter(application_id: uuid.UUID, place: int) -> LetterOf:
    """The 보완요청서 at that place (from 1) of an application; raises Missing."""
    application = application_by_id(application_id)
    letters = _issued(application, SUPPLEMENT_LETTER)
    if not 1 <= place <= len(letters):
        raise Missing("letter")
    return LetterOf(application, letters[place - 1])


@screening_pages.get("/<uuid:application_id>/sheet.pdf")
@needs(may.READ_SHEET, application_by_id, logs="요건검토표(PDF)")
def sheet_document(application: Application) -> ResponseReturnValue:
    """Hand the 요건검토표 of the confirmed result out, or say that it is being made."""
    found = _issued(application, SCREENING_SHEET)
    if not found:
        raise Missing("sheet")
    return document_answer(found[-1])


@screening_pages.get("/<uuid:application_id>/letters/<int:place>.pdf")
@needs(may.DOWNLOAD, get_letter, logs="보완요청서")
def letter(found: LetterOf) -> ResponseReturnValue:
    """Hand one 보완요청서 out, or say that it is being made."""
    return document_answer(found.document)


def papers_shown(application: Application) -> list[tuple[str, str]]:
    """The papers of screening that the reader may open: (text, address)."""
    found = []
    if may.DOWNLOAD.allows(current_user, application):
        found = [
            (
                f"보완요청서 {each.number} ({korean_datetime(each.issued_at)})",
                url_for("screening.letter", application_id=application.id, place=place),
            )
            for place, each in enumerate(_issued(application, SUPPLEMENT_LETTER), start=1)
        ]
    if may.READ_SHEET.allows(current_user, application) and (sheets := _issued(application, SCREENING_SHEET)):
        here = url_for("screening.sheet_document", application_id=application.id)
        found.append((f"요건검토표 {sheets[-1].number}", here))
    return found


def _issued(application: Application, kind: str) -> list[IssuedDocument]:
    """The documents of that kind, oldest first."""
    found = [each for each in documents_about("Application", application.id) if each.kind == kind]
    return sorted(found, key=lambda each: (each.year, each.sequence))
