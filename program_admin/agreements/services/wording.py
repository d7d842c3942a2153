"""Writing the text of an agreement from the round's clauses and the application's figures."""

from program_admin.agreements.models import Agreement
from program_admin.agreements.queries import shares_of
from program_admin.agreements.rules.money import instalment_shares
from program_admin.agreements.rules.wording import AgreementText, ClauseText, PartyText, PaymentText, filled_in
from program_admin.companies.queries import sites_of
from program_admin.core.identifiers import format_business_number
from program_admin.core.korean import korean_date
from program_admin.core.money import won
from program_admin.programs.schema.agreement import Party
from program_admin.programs.schema.budget import SourceKind

CENTRE = "centre"


def text_of(agreement: Agreement) -> AgreementText:
    """Write the text as it stands now; it is fixed when signing begins."""
    terms = agreement.terms
    shares = shares_of(agreement.id)
    supported = [share.amount_won for share in shares if share.kind == SourceKind.SUPPORT]
    rows = instalment_shares(supported, [each.percent for each in terms.agreement.payments])
    return AgreementText(
        number=agreement.number,
        title=terms.agreement.title,
        round_title=terms.title,
        project_title=agreement.title,
        track=agreement.application.track_terms.name,
        parties=tuple(_party(agreement, party) for party in terms.agreement.parties),
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        total_won=agreement.total_won,
        subsidy_won=agreement.subsidy_won,
        company_cash_won=agreement.company_cash_won,
        company_inkind_won=agreement.company_inkind_won,
        vat_won=agreement.vat_won,
        funding=tuple((share.name, share.amount_won) for share in shares if share.amount_won),
        payments=tuple(
            PaymentText(each.name, each.when, sum(row))
            for each, row in zip(terms.agreement.payments, rows, strict=True)
        ),
        clauses=_clauses(agreement),
    )


def _clauses(agreement: Agreement) -> tuple[ClauseText, ...]:
    values = {
        "과제명": agreement.title,
        "도입기업": agreement.company_name,
        "공급기업": agreement.supplier_name,
        "시작일": korean_date(agreement.starts_on),
        "종료일": korean_date(agreement.ends_on),
        "총사업비": won(agreement.total_won),
        "지원금": won(agreement.subsidy_won),
        "협약번호": agreement.number,
    }
    return tuple(
        ClauseText(number, clause.title, tuple(filled_in(clause.text, values).splitlines()))
        for number, clause in enumerate(agreement.terms.agreement.clauses, start=1)
    )


def _party(agreement: Agreement, party: Party) -> PartyText:
    if party.code == "company":
        company = agreement.company
        office = next((site.address for site in sites_of(company.id) if site.is_head_office), "")
        number = format_business_number(company.business_number)
        return PartyText("company", party.name, party.label, company.name, number, company.representatives_text, office)
    if party.code == "supplier":
        supplier = agreement.supplier
        number = format_business_number(supplier.business_number)
        chief = "·".join(supplier.representatives)
        return PartyText("supplier", party.name, party.label, supplier.name, number, chief, supplier.address)
    centre = agreement.terms.documents
    return PartyText(CENTRE, party.name, party.label, centre.organization, "", centre.issuer, centre.address)
