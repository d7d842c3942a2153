"""접수증: what it says and how it is made from an application."""

from dataclasses import dataclass
from datetime import datetime

from program_admin.applications.models import Application
from program_admin.applications.rules import budget
from program_admin.applications.rules.papers import handed_in, paper_names
from program_admin.applications.rules.values import Filled
from program_admin.core.identifiers import format_business_number
from program_admin.core.money import won
from program_admin.documents.kinds import DocumentKind, register

RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class ReceivedPaper:
    """One line of the list of papers: its name, the file, the file's hash."""

    name: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Who stands behind the application, as handed in; the business number as digits, `supplier` "" for none."""

    company: str
    representatives: tuple[str, ...]
    business_number: str
    supplier: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything the 접수증 says; amounts in won without VAT."""

    number: str
    round_title: str
    announcement: str
    company: str
    representatives: str
    business_number: str
    track: str
    project_title: str
    supplier: str
    total_won: int
    funding: tuple[tuple[str, int], ...]
    papers: tuple[ReceivedPaper, ...]
    submitted_at: datetime
    submitted_by: str
    sha256: str
    issuer: str
    department: str
    phone: str

    @property
    def funding_rows(self) -> tuple[tuple[str, str], ...]:
        """Each source with its amount as text."""
        return tuple((name, won(amount)) for name, amount in self.funding)

    @property
    def paper_rows(self) -> tuple[tuple[str, str, str], ...]:
        """Each paper with its file and the beginning of the file's hash."""
        return tuple((paper.name, paper.file, paper.sha256[:12]) for paper in self.papers)


register(
    DocumentKind(
        code=RECEIPT,
        title="접수증",
        template="applications/documents/receipt.html",
        number_prefix="접수",
        version=1,
        content_type=Receipt,
        public_fields=(
            ("number", "접수번호"),
            ("round_title", "사업"),
            ("company", "신청 기업"),
            ("project_title", "과제명"),
            ("submitted_at", "제출 일시"),
        ),
    )
)


def receipt_of(
    application: Application, filled: Filled, parties: Parties, *, submitted_by: str, at: datetime
) -> Receipt:
    """Build the 접수증 of an application whose number is written, from what was handed in."""
    terms = filled.terms
    names = paper_names(terms)
    return Receipt(
        number=application.number or "",
        round_title=terms.title,
        announcement=terms.announcement.number,
        company=parties.company,
        representatives="·".join(parties.representatives),
        business_number=format_business_number(parties.business_number),
        track=filled.track.name,
        project_title=filled.value("project-title"),
        supplier=parties.supplier,
        total_won=application.total_won,
        funding=tuple((share.name, share.won) for share in budget.funding(filled).shares),
        papers=tuple(
            ReceivedPaper(names.get(paper.paper, paper.paper), paper.name, paper.sha256) for paper in handed_in(filled)
        ),
        submitted_at=at,
        submitted_by=submitted_by,
        sha256=application.submission_sha256 or "",
        issuer=terms.documents.issuer,
        department=terms.documents.department,
        phone=terms.documents.phone,
    )
