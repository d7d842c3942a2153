"""Handing files out: the PDF of a document, or an upload, for the packages that decide who may have them."""

import io

from flask import Response, send_file

from program_admin.core.pages import page
from program_admin.documents import queries
from program_admin.documents.models import IssuedDocument, Upload

AGAIN_SECONDS = 3


def document_answer(document: IssuedDocument) -> Response:
    """Answer with the PDF under its Korean name, or with a page that looks again while it is being made (202)."""
    content = queries.document_bytes(document)
    if content is None:
        waiting = page("documents/being_made.html", 202, document_title=document.title, number=document.number)
        waiting.headers["Refresh"] = str(AGAIN_SECONDS)
        return waiting
    return _file(content, "application/pdf", f"{document.title}_{document.number}.pdf")


def upload_answer(upload: Upload) -> Response:
    """Answer with an upload under its own name, always as a download."""
    return _file(queries.upload_bytes(upload), upload.media_type, upload.name)


def _file(content: bytes, media_type: str, name: str) -> Response:
    return send_file(io.BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name, max_age=0)
