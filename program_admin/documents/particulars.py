"""What anybody may know of a document who holds its number and code."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from program_admin.core.clock import to_seoul
from program_admin.core.korean import korean_date
from program_admin.documents import papers, rules
from program_admin.documents.kinds import kind_of, title_of
from program_admin.documents.models import IssuedDocument


@dataclass(frozen=True, slots=True)
class Particulars:
    """The lines shown, as (label, text); the code; the SHA-256 of the issued PDF, empty while it is being made."""

    code: str
    lines: tuple[tuple[str, str], ...]
    sha256: str


def particulars_of(document: IssuedDocument) -> Particulars:
    """Return what the public page shows of a document: the recipient masked, and only its kind's public fields."""
    rendered = document.rendered
    made = "만드는 중" if rendered is None else f"{rendered.pages}쪽, {rendered.size:,}바이트"
    signed = rendered is not None and rendered.signed
    lines = (
        ("문서", title_of(document.kind)),
        ("발급번호", document.number),
        ("발급일", korean_date(to_seoul(document.issued_at).date())),
        ("받는 곳", rules.masked(document.recipient)),
        *_public_fields(document),
        ("PDF", made + (", 전자서명 있음" if signed else "")),
    )
    return Particulars(rules.grouped(document.code), lines, rendered.sha256 if rendered else "")


def _public_fields(document: IssuedDocument) -> tuple[tuple[str, str], ...]:
    kind = kind_of(document.kind, document.template_version)
    if not kind.public_fields:
        return ()
    _, content = papers.read(kind, document.content)
    return tuple((label, _text(getattr(content, name))) for name, label in kind.public_fields)


def _text(value: object) -> str:
    if isinstance(value, date):
        return korean_date(value)
    return f"{value:,}" if isinstance(value, int | Decimal) else str(value)
