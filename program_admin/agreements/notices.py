"""Messages to the parties of an agreement, to its officer and to its inspector."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import person_by_id
from program_admin.agreements.models import Agreement
from program_admin.companies.queries import members_of as company_members
from program_admin.notices.outbox import Recipient, tell
from program_admin.suppliers.queries import members_of as supplier_members


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says, and the page it leads to."""

    title: str
    body: str
    link: str


def page_of(agreement: Agreement) -> str:
    """The address of an agreement's page."""
    return f"/agreements/{agreement.id}"


def tell_company(agreement: Agreement, words: Words, *, now: datetime) -> None:
    """Tell the owner and the staff of the company."""
    for membership in company_members(agreement.company_id):
        _tell(membership.person, agreement.id, words, now=now)


def tell_supplier(agreement: Agreement, words: Words, *, now: datetime) -> None:
    """Tell everybody who acts for the supplier."""
    for membership in supplier_members(agreement.supplier_id):
        _tell(person_by_id(membership.person_id), agreement.id, words, now=now)


def tell_officer(agreement: Agreement, words: Words, *, now: datetime) -> None:
    """Tell the officer who prepared the agreement."""
    _tell(person_by_id(agreement.created_by_id), agreement.id, words, now=now)


def tell_person(person: Person, agreement: Agreement, words: Words, *, now: datetime) -> None:
    """Tell one person, e.g. the inspector."""
    _tell(person, agreement.id, words, now=now)


def tell_parties(agreement: Agreement, words: Words, *, by: Person, now: datetime) -> None:
    """Tell the company, the supplier and, unless the act was the officer's own, the officer."""
    tell_company(agreement, words, now=now)
    tell_supplier(agreement, words, now=now)
    if by.id != agreement.created_by_id:
        tell_officer(agreement, words, now=now)


def _tell(person: Person, agreement_id: uuid.UUID, words: Words, *, now: datetime) -> None:
    tell(
        Recipient(person.id, person.name, phone=person.phone, email=person.email),
        now=now,
        title=words.title,
        body=words.body,
        link=words.link,
        subject=("Agreement", agreement_id),
    )
