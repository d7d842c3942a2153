"""Making the PDF of an issued document: rendered from its record alone, signed where a key is set, stored."""

import hashlib
import io
import uuid
from dataclasses import dataclass
from datetime import datetime

from program_admin.core.database import db
from program_admin.core.settings import settings
from program_admin.documents import papers, signing, store
from program_admin.documents.kinds import kind_of
from program_admin.documents.models import IssuedDocument, RenderedDocument
from program_admin.documents.queries import rendering_of
from program_admin.documents.rendering import Rendering, html_of, pdf_of

LARGEST = 200 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF that lies in the store, not yet named by a row: hashes before and after signing, size in bytes, pages."""

    document_id: uuid.UUID
    unsigned_sha256: str
    sha256: str
    size: int
    pages: int
    signed: bool


def unsigned(document: IssuedDocument) -> Rendering:
    """Render a document from its record; the same record gives the same bytes, on any day and in any process."""
    kind = kind_of(document.kind, document.template_version)
    paper, content = papers.read(kind, document.content)
    html = html_of(kind.template, paper, content)
    return pdf_of(html, content=document.content, identifier=document.number, issued_at=document.issued_at)


def make(document: IssuedDocument) -> Made:
    """Render, sign and store a document's PDF, before any write lock is taken."""
    rendering = unsigned(document)
    keys = signing.configured()
    pdf = rendering.pdf
    if keys is not None:
        reason = f"{document.title} {document.number}"
        pdf = signing.sign(pdf, keys, reason=reason, office=settings().office_name)
    root = settings().files_folder
    with store.incoming(root, io.BytesIO(pdf), max_bytes=LARGEST) as arrived:
        store.keep(root, arrived)
    return Made(
        document_id=document.id,
        unsigned_sha256=hashlib.sha256(rendering.pdf).hexdigest(),
        sha256=arrived.sha256,
        size=arrived.size,
        pages=rendering.pages,
        signed=keys is not None,
    )


def record(made: Made, *, now: datetime) -> RenderedDocument:
    """Name the stored bytes as the document's, within the running transaction; the first ones stay for ever."""
    earlier = rendering_of(made.document_id)
    if earlier is not None:
        return earlier
    rendered = RenderedDocument(
        document_id=made.document_id,
        unsigned_sha256=made.unsigned_sha256,
        sha256=made.sha256,
        size=made.size,
        pages=made.pages,
        signed=made.signed,
        rendered_at=now,
    )
    db.session.add(rendered)
    db.session.flush()
    return rendered
