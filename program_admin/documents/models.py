"""Rows of files received and of documents issued."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from program_admin.accounts.models import Person
from program_admin.core.database import UtcDateTime, db
from program_admin.core.ids import new_id
from program_admin.core.search import Searchable


class Upload(db.Model):
    """One file somebody handed in; its bytes lie in the store under their SHA-256.

    `made_from` names the photos a PDF was made of (name, sha256, size), which themselves are not kept.
    `erased_at` says when the bytes were given up for destruction; the row stays.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("size > 0", name="not_empty"),
        Index("ix_uploads_owner", "owner_kind", "owner_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    media_type: Mapped[str]
    name: Mapped[str]
    owner_kind: Mapped[str]
    owner_id: Mapped[uuid.UUID]
    page_count: Mapped[int | None]
    made_from: Mapped[list[dict[str, str | int]]] = mapped_column(JSON, default=list)
    uploaded_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    uploaded_by: Mapped[Person] = relationship()


class ArrivingUpload(db.Model):
    """A file on its way in pieces: whose, how large it will be; what has come lies in one file named by the id.

    `stamp` tells apart files of one name and size (the time the file was changed, as the browser says).
    """

    __tablename__ = "arriving_uploads"
    __table_args__ = (
        UniqueConstraint("person_id", "name", "size", "stamp"),
        CheckConstraint("size > 0", name="not_empty"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id))
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    stamp: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    person: Mapped[Person] = relationship()


class NumberAnswer(StrEnum):
    """What was done about numbers that look like resident numbers."""

    MASKED = "masked"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class NumberWarning(db.Model):
    """Places of an upload that look like resident numbers (never the numbers), and what its owner did about them."""

    __tablename__ = "number_warnings"
    __table_args__ = (CheckConstraint("answer IN ('masked', 'kept', 'withdrawn')", name="known_answer"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Upload.id), unique=True)
    places: Mapped[list[str]] = mapped_column(JSON)
    answer: Mapped[str | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Person.id), index=True)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    upload: Mapped[Upload] = relationship()


class DocumentNumber(db.Model):
    """The last number given out, per kind of document and year; counts inside the issuing transaction."""

    __tablename__ = "document_numbers"

    kind: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class IssuedDocument(Searchable, db.Model):
    """One document issued: its number, date and content for ever; never changed, only followed by another."""

    __tablename__ = "issued_documents"
    __table_args__ = (
        UniqueConstraint("kind", "year", "sequence"),
        CheckConstraint("sequence > 0", name="counts_from_one"),
        Index("ix_issued_documents_subject", "subject_kind", "subject_id"),
        Index("ix_issued_documents_register", "issued_at", "id"),
        {"info": {"append_only": True}},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    sequence: Mapped[int]
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[uuid.UUID]
    recipient: Mapped[str]
    template_version: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    content_sha256: Mapped[str]
    issued_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Person.id), index=True)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)

    issued_by: Mapped[Person] = relationship()
    rendered: Mapped["RenderedDocument | None"] = relationship(viewonly=True)

    def searched_fields(self) -> tuple[str | None, ...]:
        """The register is searched by number, title and recipient."""
        return self.number, self.title, self.recipient


class RenderedDocument(db.Model):
    """The bytes a document was rendered to, named by their hashes; one for each document issued."""

    __tablename__ = "rendered_documents"
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(IssuedDocument.id), unique=True)
    unsigned_sha256: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    pages: Mapped[int]
    signed: Mapped[bool]
    rendered_at: Mapped[datetime] = mapped_column(UtcDateTime)
