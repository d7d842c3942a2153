"""Loaders of the pages: a record by what the address says, or Missing."""

import uuid
from dataclasses import dataclass

from program_admin.agreements.models import Agreement, InspectionKind, PartyCode, Payment, ReportKind
from program_admin.agreements.permissions import SigningPlace
from program_admin.agreements.queries import PayeeOf, agreement_by_id, payees_of, payment_by_id
from program_admin.agreements.services import papers_asked
from program_admin.core.errors import Missing


@dataclass(frozen=True, slots=True)
class _OfAgreement:
    agreement: Agreement

    @property
    def company_id(self) -> uuid.UUID:
        """The company of the agreement (for permissions)."""
        return self.agreement.company_id

    @property
    def supplier_id(self) -> uuid.UUID:
        """The supplier of the agreement (for permissions)."""
        return self.agreement.supplier_id


@dataclass(frozen=True, slots=True)
class ReportOf(_OfAgreement):
    """A report still to be begun."""

    kind: ReportKind


@dataclass(frozen=True, slots=True)
class InspectionOf(_OfAgreement):
    """An inspection still to be assigned."""

    kind: InspectionKind


@dataclass(frozen=True, slots=True)
class PaperPlace(_OfAgreement):
    """The place of one paper of a payment."""

    payment: Payment
    paper: str


def get_report_place(agreement_id: uuid.UUID, kind: str) -> ReportOf:
    """The report of that kind of an agreement; raises Missing."""
    if kind not in set(ReportKind):
        raise Missing("report")
    return ReportOf(agreement_by_id(agreement_id), ReportKind(kind))


def get_inspection_place(agreement_id: uuid.UUID, kind: str) -> InspectionOf:
    """The inspection of that kind of an agreement; raises Missing."""
    if kind not in set(InspectionKind):
        raise Missing("inspection")
    return InspectionOf(agreement_by_id(agreement_id), InspectionKind(kind))


def get_paper_place(payment_id: uuid.UUID, place: int) -> PaperPlace:
    """The paper at that place (from 1) of a payment; raises Missing."""
    payment = payment_by_id(payment_id)
    papers = papers_asked(payment)
    if not 1 <= place <= len(papers):
        raise Missing("paper")
    return PaperPlace(payment.agreement, payment, papers[place - 1])


def get_payee(payment_id: uuid.UUID, payee: str) -> PayeeOf:
    """That payee of a payment; raises Missing for who receives nothing by it."""
    found = next((each for each in payees_of(payment_by_id(payment_id)) if each.payee == payee), None)
    if found is None:
        raise Missing("payee")
    return found


def get_company_place(agreement_id: uuid.UUID) -> SigningPlace:
    """The company's line of an agreement; raises Missing."""
    return SigningPlace(agreement_by_id(agreement_id), PartyCode.COMPANY)


def get_supplier_place(agreement_id: uuid.UUID) -> SigningPlace:
    """The supplier's line of an agreement; raises Missing."""
    return SigningPlace(agreement_by_id(agreement_id), PartyCode.SUPPLIER)


def get_centre_place(agreement_id: uuid.UUID) -> SigningPlace:
    """The centre's line of an agreement; raises Missing."""
    return SigningPlace(agreement_by_id(agreement_id), PartyCode.CENTRE)
