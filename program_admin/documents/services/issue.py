"""Issuing a document: number, date and content are fixed within the act; a job renders afterwards."""

import hashlib
import uuid
from datetime import datetime
from functools import cache

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from program_admin.accounts.models import Person
from program_admin.audit import trail
from program_admin.core import clock
from program_admin.core.database import db, is_sqlite
from program_admin.core.ids import new_code, new_id
from program_admin.core.inserting import insert_now
from program_admin.core.settings import settings
from program_admin.documents import rules
from program_admin.documents.kinds import DocumentKind, kind_of
from program_admin.documents.models import DocumentNumber, IssuedDocument
from program_admin.documents.papers import Paper, written
from program_admin.jobs.queue import enqueue


def issue(
    kind_code: str, content: object, *, subject: tuple[str, uuid.UUID], recipient: str, by: Person, now: datetime
) -> IssuedDocument:
    """Issue one document about a subject (kind, id) within the running transaction; its PDF follows by a job.

    `content` is an instance of the kind's frozen dataclass. Numbers run without a gap per kind and Seoul year.
    """
    kind = kind_of(kind_code)
    if type(content) is not kind.content_type:
        raise TypeError(f"{kind_code} is made from {kind.content_type.__name__}, not {type(content).__name__}")
    year = clock.to_seoul(now).year
    sequence = _next_number(kind_code, year)
    paper = _paper(kind, rules.number_text(kind.number_prefix, year, sequence), recipient, now)
    text = written(paper, content)
    document = IssuedDocument(
        id=new_id(),
        kind=kind_code,
        number=paper.number,
        year=year,
        sequence=sequence,
        code=paper.code,
        title=kind.title,
        subject_kind=subject[0],
        subject_id=subject[1],
        recipient=recipient,
        template_version=kind.version,
        content=text,
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
        issued_by_id=by.id,
        issued_at=now,
    )
    insert_now(document)
    enqueue("documents.render", f"documents.render:{document.id}", {"document": str(document.id)})
    trail.record(
        "document:issue", "document", document.id, by=by, now=now, after=document.number, fields=("number", "content")
    )
    return document


def _paper(kind: DocumentKind, number: str, recipient: str, now: datetime) -> Paper:
    """Fix the frame now, so that a later change of a setting never changes a paper issued earlier."""
    office = settings()
    return Paper(
        number=number,
        code=new_code(rules.CODE_LENGTH),
        title=kind.title,
        recipient=recipient,
        office=office.office_name,
        office_address=office.office_address,
        verify_at=f"{office.public_address.rstrip('/')}/verify",
        issued_at=now,
    )


def _next_number(kind_code: str, year: int) -> int:
    """Count on in one statement: it locks the row until the act commits, so no number is lost or given twice."""
    first = {"kind": kind_code, "year": year, "last": 1}
    number: int = db.session.execute(_counted(is_sqlite()), first).scalar_one()
    return number


@cache
def _counted(sqlite_speaks: bool) -> ReturningInsert[int]:
    table = DocumentNumber.__table__
    insert = sqlite.insert if sqlite_speaks else postgresql.insert
    key, counted = [table.c.kind, table.c.year], {"last": table.c.last + 1}
    return insert(table).on_conflict_do_update(index_elements=key, set_=counted).returning(table.c.last)
