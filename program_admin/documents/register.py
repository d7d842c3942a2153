"""The register of documents issued (문서발급대장) as a list."""

from flask import url_for
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from program_admin.core.exports import Kind
from program_admin.core.lists.columns import ChoiceFilter, Column, DateFilter, Listing
from program_admin.documents.kinds import all_titles, title_of
from program_admin.documents.models import IssuedDocument
from program_admin.documents.rules import grouped

EMPTY = "아직 발급한 문서가 없습니다. 접수증, 통보 공문 등이 발급되면 여기에 쌓입니다."


def issued_documents() -> Select[tuple[IssuedDocument]]:
    """Return the statement of every document issued, with what a row of the register shows."""
    return select(IssuedDocument).options(joinedload(IssuedDocument.issued_by), joinedload(IssuedDocument.rendered))


def register_listing() -> Listing[IssuedDocument]:
    """Return the register's columns, filters and first order; kinds are those registered by now."""
    return Listing(
        name="documents",
        title="문서발급대장",
        columns=(
            Column("number", "발급번호", lambda row: row.number, order=IssuedDocument.number, link=_page_of, width=24),
            Column("kind", "문서", lambda row: title_of(row.kind)),
            Column("recipient", "받는 곳", lambda row: row.recipient, width=28),
            Column("issued_at", "발급 일시", lambda row: row.issued_at, Kind.MOMENT, order=IssuedDocument.issued_at),
            Column("issued_by", "발급한 사람", lambda row: row.issued_by.name),
            Column("state", "PDF", state_of, Kind.BADGE, tone=tone_of),
            Column("code", "확인번호", lambda row: grouped(row.code), shown=False),
            Column("sha256", "SHA-256", lambda row: row.rendered.sha256 if row.rendered else "", shown=False, width=68),
        ),
        identity=IssuedDocument.id,
        order="-issued_at",
        empty=EMPTY,
        filters=(
            ChoiceFilter("kind", "문서 종류", tuple(all_titles().items()), IssuedDocument.kind),
            DateFilter("issued_at", "발급일", IssuedDocument.issued_at, moment=True),
        ),
        search=IssuedDocument.search_text,
        search_hint="발급번호나 받는 곳으로 찾기",
    )


def state_of(row: IssuedDocument) -> str:
    """Whether the PDF is there, in words."""
    if row.rendered is None:
        return "만드는 중"
    return "전자서명" if row.rendered.signed else "발급됨"


def tone_of(row: IssuedDocument) -> str:
    """The badge's colour name."""
    return "warning" if row.rendered is None else "success"


def _page_of(row: IssuedDocument) -> str:
    return url_for("documents.verified", code=row.code)
