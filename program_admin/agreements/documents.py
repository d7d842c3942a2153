"""협약서: what it says and how it is made from the signed text."""

from dataclasses import dataclass
from datetime import date, datetime

from program_admin.agreements.models import Agreement, AgreementSignature, PartyCode
from program_admin.agreements.rules.wording import AgreementText, ClauseText, PartyText, read
from program_admin.core.money import won, won_in_words
from program_admin.documents.kinds import DocumentKind, register
from program_admin.documents.parts import Signature

AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """Everything the 협약서 says; amounts in whole won without VAT."""

    number: str
    title: str
    round_title: str
    project_title: str
    track: str
    parties: tuple[PartyText, ...]
    company: str
    supplier: str
    starts_on: date
    ends_on: date
    total_won: int
    subsidy_won: int
    vat_won: int
    funding: tuple[tuple[str, int], ...]
    payments: tuple[tuple[str, str, int], ...]
    clauses: tuple[ClauseText, ...]
    signatures: tuple[Signature, ...]
    concluded_at: datetime
    sha256: str
    issuer: str

    @property
    def funding_rows(self) -> tuple[tuple[str, str], ...]:
        """Each source with its amount as text."""
        return tuple((name, won(amount)) for name, amount in self.funding)

    @property
    def payment_rows(self) -> tuple[tuple[str, str, str], ...]:
        """Each instalment with its time and its amount as text."""
        return tuple((name, when, won(amount)) for name, when, amount in self.payments)

    @property
    def subsidy_words(self) -> str:
        """The support in figures and words."""
        return won_in_words(self.subsidy_won)


register(
    DocumentKind(
        code=AGREEMENT,
        title="협약서",
        template="agreements/documents/agreement.html",
        number_prefix="협약서",
        version=1,
        content_type=AgreementPaper,
        public_fields=(
            ("number", "협약번호"),
            ("round_title", "사업"),
            ("project_title", "과제명"),
            ("company", "도입기업"),
            ("supplier", "공급기업"),
            ("concluded_at", "체결 일시"),
        ),
    )
)


def paper_of(agreement: Agreement, signatures: dict[PartyCode, AgreementSignature], *, at: datetime) -> AgreementPaper:
    """Build the 협약서 from the text that was signed and the signatures under it."""
    text: AgreementText = read(agreement.content)
    return AgreementPaper(
        number=text.number,
        title=text.title,
        round_title=text.round_title,
        project_title=text.project_title,
        track=text.track,
        parties=text.parties,
        company=agreement.company_name,
        supplier=agreement.supplier_name,
        starts_on=text.starts_on,
        ends_on=text.ends_on,
        total_won=text.total_won,
        subsidy_won=text.subsidy_won,
        vat_won=text.vat_won,
        funding=text.funding,
        payments=tuple((each.name, each.when, each.amount_won) for each in text.payments),
        clauses=text.clauses,
        signatures=tuple(
            _signature(party, signatures[PartyCode(party.code)]) for party in text.parties if party.code in signatures
        ),
        concluded_at=at,
        sha256=agreement.content_sha256,
        issuer=agreement.terms.documents.issuer,
    )


def _signature(party: PartyText, signed: AgreementSignature) -> Signature:
    position = f" {signed.affiliation}" if signed.affiliation else ""
    return Signature(f"({party.call}) {party.name}{position}", signed.name, signed.at, signed.drawing)
