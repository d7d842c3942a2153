"""What can be asked about companies."""

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import Row, Select, bindparam, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.companies.models import (
    BusinessStatusCheck,
    Company,
    Finance,
    MemberKind,
    Membership,
    Site,
    SiteKind,
)
from program_admin.core.database import db
from program_admin.core.errors import Missing

_BONDS = Membership.__table__.c
_WAY = select(_BONDS.kind).where(
    _BONDS.company_id == bindparam("company_id"),
    _BONDS.person_id == bindparam("person_id"),
    _BONDS.ended_at.is_(None),
)
_OPEN = (Membership.company_id == bindparam("company_id"), Membership.ended_at.is_(None))
_MEMBERS = select(Membership).where(*_OPEN).order_by(Membership.created_at, Membership.id)
_PLACES, _FIGURES = Site.__table__, Finance.__table__
_IN_USE = (_PLACES.c.company_id == bindparam("company_id"), _PLACES.c.ended_at.is_(None))
_OLDEST_FIRST = (_PLACES.c.created_at, _PLACES.c.name, _PLACES.c.id)
_SITES, _SITE_ROWS = (select(of).where(*_IN_USE).order_by(*_OLDEST_FIRST) for of in (Site, _PLACES))
_YEARS, _YEAR_ROWS = (
    select(of).where(_FIGURES.c.company_id == bindparam("company_id")).order_by(_FIGURES.c.year.desc())
    for of in (Finance, _FIGURES)
)
SEE_ALL = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})


def company_by_id(company_id: uuid.UUID) -> Company:
    """Return the company; raises Missing."""
    found = db.session.get(Company, company_id)
    if found is None:
        raise Missing("company")
    return found


def company_by_business_number(digits: str) -> Company | None:
    """Return the company with that business number (ten digits)."""
    return db.session.scalar(select(Company).where(Company.business_number == digits))


def companies_of(person: Person) -> list[Company]:
    """Return the companies a person acts for now, oldest membership first."""
    mine = select(Company).join(Membership).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    return list(db.session.scalars(mine.order_by(Membership.created_at, Company.id)))


def is_member(person: Person, company_id: uuid.UUID, kinds: Collection[MemberKind] = tuple(MemberKind)) -> bool:
    """Whether a person acts for the company now, in one of these ways."""
    return db.session.scalar(_WAY, {"company_id": company_id, "person_id": person.id}) in kinds


def members_of(company_id: uuid.UUID) -> list[Membership]:
    """Return the open memberships of a company, oldest first."""
    return list(db.session.scalars(_MEMBERS, {"company_id": company_id}))


def membership_by_id(membership_id: uuid.UUID) -> Membership:
    """Return the membership; raises Missing."""
    found = db.session.get(Membership, membership_id)
    if found is None:
        raise Missing("membership")
    return found


def sites_of(company_id: uuid.UUID) -> list[Site]:
    """Return the sites in use: the head office, then the others, oldest first."""
    found = db.session.scalars(_SITES, {"company_id": company_id})
    return sorted(found, key=lambda site: not site.is_head_office)


def site_rows_of(company_id: uuid.UUID) -> list[Row]:
    """Return the sites as `sites_of` does, as plain rows for who only copies their values."""
    found = db.session.execute(_SITE_ROWS, {"company_id": company_id})
    return sorted(found, key=lambda site: site.kind != SiteKind.HEAD_OFFICE)


def site_by_id(site_id: uuid.UUID) -> Site:
    """Return the site; raises Missing."""
    found = db.session.get(Site, site_id)
    if found is None:
        raise Missing("site")
    return found


def finances_of(company_id: uuid.UUID) -> list[Finance]:
    """Return the yearly figures, newest year first."""
    return list(db.session.scalars(_YEARS, {"company_id": company_id}))


def finance_rows_of(company_id: uuid.UUID) -> list[Row]:
    """Return the yearly figures as plain rows, newest year first."""
    return list(db.session.execute(_YEAR_ROWS, {"company_id": company_id}))


def visible_to(person: Person) -> Select[Company]:
    """Select the companies a person may see: officers, approvers and auditors all, others their own."""
    if person.roles & SEE_ALL:
        return select(Company)
    mine = select(Membership.company_id).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
    return select(Company).where(Company.id.in_(mine))


def status_checks_of(company_id: uuid.UUID) -> list[BusinessStatusCheck]:
    """Return every look at a company's business status, newest first."""
    rows = select(BusinessStatusCheck).where(BusinessStatusCheck.company_id == company_id)
    return list(db.session.scalars(rows.order_by(BusinessStatusCheck.at.desc(), BusinessStatusCheck.id)))


def latest_status_checks(company_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, BusinessStatusCheck]:
    """Return the newest look at each of these companies; those never looked at are absent."""
    rows = select(BusinessStatusCheck).where(BusinessStatusCheck.company_id.in_(list(company_ids)))
    return {row.company_id: row for row in db.session.scalars(rows.order_by(BusinessStatusCheck.at))}
