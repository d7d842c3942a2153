"""The link that shows a receipt without a password: made from the submission, kept nowhere, out of date by itself."""

import hmac
import uuid
from datetime import timedelta

from sqlalchemy import select

from program_admin.accounts.passwords import code_digest
from program_admin.applications.models import Submission
from program_admin.core.clock import now
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.core.settings import settings
from program_admin.documents.models import IssuedDocument

PURPOSE = "receipt"
ID_DIGITS, DIGEST_DIGITS = 32, 40
RECEIPT = "receipt"


def receipt_path(submission: Submission) -> str:
    """The address of a submission's receipt; its 160 bits of keyed digest can't be guessed."""
    return f"/applications/receipts/{submission.id.hex}{_digest(submission.id.hex)}"


def submission_of_token(token: str) -> Submission:
    """Return the submission of a receipt's address; raises Missing when forged, unknown or out of date."""
    identifier, digest = token[:ID_DIGITS], token[ID_DIGITS:]
    if not hmac.compare_digest(digest.encode(), _digest(identifier).encode()):
        raise Missing("receipt")
    found = db.session.get(Submission, uuid.UUID(identifier))
    if found is None or found.at + timedelta(days=settings().receipt_link_days) <= now():
        raise Missing("receipt")
    return found


def receipt_document(submission: Submission) -> IssuedDocument | None:
    """Return the 접수증 issued with that submission."""
    issued = select(IssuedDocument).where(
        IssuedDocument.subject_kind == "Application",
        IssuedDocument.subject_id == submission.application_id,
        IssuedDocument.kind == RECEIPT,
        IssuedDocument.issued_at == submission.at,
    )
    return db.session.scalar(issued.limit(1))


def _digest(identifier: str) -> str:
    return code_digest(PURPOSE, "", identifier)[:DIGEST_DIGITS]
