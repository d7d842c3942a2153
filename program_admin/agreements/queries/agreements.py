"""Finding agreements: by id, by application, by the people they concern."""

import uuid

from sqlalchemy import ColumnElement, Select, false, or_, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.agreements.models import (
    Agreement,
    AgreementShare,
    AgreementSignature,
    Asset,
    Inspection,
    PartyCode,
    Status,
)
from program_admin.applications.models import Application
from program_admin.applications.models import Status as ApplicationStatus
from program_admin.companies.models import Membership
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.suppliers.models import SupplierMember

APART = "  "
"""Between two search columns: no word reaches from one into the other (core.search)."""
READERS = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})


def agreement_by_id(agreement_id: uuid.UUID) -> Agreement:
    """Return the agreement; raises Missing."""
    found = db.session.get(Agreement, agreement_id)
    if found is None:
        raise Missing("agreement")
    return found


def agreement_of_application(application_id: uuid.UUID) -> Agreement | None:
    """Return the application's agreement; a discarded one counts only where there is no other."""
    theirs = select(Agreement).where(Agreement.application_id == application_id)
    discarded = Agreement.status == Status.DISCARDED.value
    return db.session.scalar(theirs.order_by(discarded, Agreement.created_at.desc()).limit(1))


def visible_to(person: Person) -> Select[tuple[Agreement]]:
    """Select what a person may see: the centre all, parties their own, a visitor those to inspect."""
    if person.roles & READERS:
        return select(Agreement)
    allowed: list[ColumnElement[bool]] = [false()]
    started = Agreement.status.not_in([Status.PREPARING.value, Status.DISCARDED.value])
    if Role.APPLICANT in person.roles:
        mine = select(Membership.company_id).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
        allowed.append(started & Agreement.company_id.in_(mine))
    if Role.SUPPLIER in person.roles:
        ours = select(SupplierMember.supplier_id).where(
            SupplierMember.person_id == person.id, SupplierMember.ended_at.is_(None)
        )
        allowed.append(started & Agreement.supplier_id.in_(ours))
    if Role.VISITOR in person.roles:
        assigned = select(Inspection.agreement_id).where(Inspection.inspector_id == person.id)
        allowed.append(Agreement.id.in_(assigned))
    return select(Agreement).where(or_(*allowed))


def searched_words() -> ColumnElement[str]:
    """What the office's lists are searched in: the agreement's words, its receipt number and its outside numbers."""
    application = select(Application.search_text).where(Application.id == Agreement.application_id).scalar_subquery()
    return Agreement.search_text + APART + application


def agreements_of(person: Person) -> list[Agreement]:
    """Return the agreements a person may see, newest first."""
    return list(db.session.scalars(visible_to(person).order_by(Agreement.created_at.desc(), Agreement.id)))


def selected_without_agreement() -> list[Application]:
    """Return the selected applications that have no agreement (a discarded one is none), by receipt number."""
    taken = select(Agreement.application_id).where(Agreement.status != Status.DISCARDED.value)
    waiting = select(Application).where(
        Application.status == ApplicationStatus.SELECTED.value, Application.id.not_in(taken)
    )
    return list(db.session.scalars(waiting.order_by(Application.number)))


def assets_of(agreement_id: uuid.UUID) -> list[Asset]:
    """Return the assets that the final inspection found, in order."""
    found = select(Asset).where(Asset.agreement_id == agreement_id)
    return list(db.session.scalars(found.order_by(Asset.ordinal)))


def shares_of(agreement_id: uuid.UUID) -> list[AgreementShare]:
    """Return what each source carries, in the round's order; won without VAT."""
    rows = select(AgreementShare).where(AgreementShare.agreement_id == agreement_id)
    return list(db.session.scalars(rows.order_by(AgreementShare.place)))


def signatures_of(agreement_id: uuid.UUID) -> dict[PartyCode, AgreementSignature]:
    """Return the signatures given so far by party."""
    rows = select(AgreementSignature).where(AgreementSignature.agreement_id == agreement_id)
    return {PartyCode(row.party): row for row in db.session.scalars(rows.order_by(AgreementSignature.at))}
