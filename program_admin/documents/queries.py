"""Reading documents and uploads."""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import exists, or_, select, union

from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.core.settings import settings
from program_admin.documents import store
from program_admin.documents.models import IssuedDocument, NumberWarning, RenderedDocument, Upload
from program_admin.documents.rules import plain_code


def document(document_id: uuid.UUID) -> IssuedDocument:
    """Return an issued document; Missing when there is none."""
    found = db.session.get(IssuedDocument, document_id)
    if found is None:
        raise Missing
    return found


def upload(upload_id: uuid.UUID) -> Upload:
    """Return an upload; Missing when there is none."""
    found = db.session.get(Upload, upload_id)
    if found is None:
        raise Missing
    return found


def documents_about(kind: str, subject_id: uuid.UUID) -> list[IssuedDocument]:
    """Return what was issued about a subject, oldest first."""
    about = select(IssuedDocument).where(IssuedDocument.subject_kind == kind, IssuedDocument.subject_id == subject_id)
    return list(db.session.scalars(about.order_by(IssuedDocument.issued_at, IssuedDocument.number)))


def uploads_of(kind: str, owner_id: uuid.UUID) -> list[Upload]:
    """Return the files of an owner, oldest first."""
    owned = select(Upload).where(Upload.owner_kind == kind, Upload.owner_id == owner_id)
    return list(db.session.scalars(owned.order_by(Upload.uploaded_at, Upload.name, Upload.id)))


def rendering_of(document_id: uuid.UUID) -> RenderedDocument | None:
    """Return what a document was rendered to, or None while the job is still at work."""
    return db.session.scalar(select(RenderedDocument).where(RenderedDocument.document_id == document_id))


def document_bytes(document: IssuedDocument) -> bytes | None:
    """Return the stored PDF, checked against its hash, or None while it is being made (만드는 중)."""
    rendered = rendering_of(document.id)
    return None if rendered is None else store.read(settings().files_folder, rendered.sha256)


def upload_bytes(upload: Upload) -> bytes:
    """Return the bytes of an upload, checked against their hash; Missing when they were destroyed."""
    if upload.erased_at is not None:
        raise Missing("upload")
    return store.read(settings().files_folder, upload.sha256)


def number_warnings(uploads: Iterable[Upload]) -> dict[uuid.UUID, NumberWarning]:
    """Return the warnings of uploads about what looks like resident numbers, by the upload's id."""
    asked = select(NumberWarning).where(NumberWarning.upload_id.in_([each.id for each in uploads]))
    return {each.upload_id: each for each in db.session.scalars(asked)}


def is_stored_for_somebody(sha256: str) -> bool:
    """Whether an upload that was not given up, or a document issued, consists of these bytes."""
    handed_in = exists().where(Upload.sha256 == sha256, Upload.erased_at.is_(None))
    issued = exists().where(or_(RenderedDocument.sha256 == sha256, RenderedDocument.unsigned_sha256 == sha256))
    return bool(db.session.scalar(select(or_(handed_in, issued))))


def stored_for_somebody(hashes: Collection[str]) -> set[str]:
    """Return those of these hashes that an upload not given up, or a document issued, consists of."""
    handed_in = select(Upload.sha256).where(Upload.sha256.in_(hashes), Upload.erased_at.is_(None))
    issued = select(RenderedDocument.sha256).where(RenderedDocument.sha256.in_(hashes))
    unsigned = select(RenderedDocument.unsigned_sha256).where(RenderedDocument.unsigned_sha256.in_(hashes))
    return set(db.session.scalars(union(handed_in, issued, unsigned)))


def by_code(code: str) -> IssuedDocument | None:
    """Return the document with that verification code, however it was typed."""
    return db.session.scalar(select(IssuedDocument).where(IssuedDocument.code == plain_code(code)))


def by_hash(sha256: str) -> IssuedDocument | None:
    """Return the document whose issued PDF has that SHA-256."""
    return db.session.scalar(
        select(IssuedDocument).join(RenderedDocument).where(RenderedDocument.sha256 == sha256).limit(1)
    )
