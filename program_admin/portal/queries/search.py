"""Looking a word up in everything the reader may see."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.agreements.models import Agreement
from program_admin.agreements.queries import searched_words
from program_admin.agreements.queries import visible_to as agreements_seen
from program_admin.applications.models import Application, SealOpening
from program_admin.applications.queries import visible_to as applications_seen
from program_admin.companies.models import Company
from program_admin.companies.queries import visible_to as companies_seen
from program_admin.core.database import db
from program_admin.core.search import matches, words_of
from program_admin.portal.readers import in_office
from program_admin.programs.models import Round
from program_admin.suppliers.models import Supplier
from program_admin.suppliers.queries import visible_to as suppliers_seen

MOST = 20
"""How many of each kind are shown."""
REGISTRY_READERS = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR, Role.APPLICANT, Role.SUPPLIER})


def companies_found(person: Person, query: str) -> Sequence[Company]:
    """Companies the reader may see, by name."""
    return _first(companies_seen(person).where(matches(Company.search_text, query)).order_by(Company.name, Company.id))


def applications_found(person: Person, query: str, now: datetime) -> Sequence[Application]:
    """Applications the reader may see, newest first; sealed ones are found by the company's name alone."""
    statement = applications_seen(person).join(Round, Application.round_id == Round.id)
    fits = matches(Application.search_text, query)
    if in_office(person):
        opened = db.select(SealOpening.application_id).where(SealOpening.person_id == person.id)
        company = db.select(Company.id).where(matches(Company.search_text, query))
        late = or_(Application.extended_until.is_(None), Application.extended_until < now)
        known = or_(and_(Round.closes_at < now, late), Application.id.in_(opened))
        fits = or_(and_(known, fits), Application.company_id.in_(company))
    return _first(statement.where(fits).order_by(Application.created_at.desc(), Application.id))


def suppliers_found(person: Person, query: str) -> Sequence[Supplier]:
    """Suppliers the reader may see, by name; evaluators, visitors and administrators have no use for the registry."""
    if not person.roles & REGISTRY_READERS:
        return []
    fits = matches(Supplier.search_text, query)
    return _first(suppliers_seen(person).where(fits).order_by(Supplier.name, Supplier.id))


def agreements_found(person: Person, query: str) -> Sequence[Agreement]:
    """Agreements the reader may see, newest first."""
    fits = matches(searched_words() if in_office(person) else Agreement.search_text, query)
    return _first(agreements_seen(person).where(fits).order_by(Agreement.created_at.desc(), Agreement.id))


def people_found(person: Person, query: str) -> Sequence[Person]:
    """People, for administrators alone."""
    if Role.ADMINISTRATOR not in person.roles:
        return []
    return _first(db.select(Person).where(matches(Person.search_text, query)).order_by(Person.name, Person.id))


def is_searchable(query: str) -> bool:
    """Whether anything is left to look for once marks and spaces are dropped."""
    return bool(words_of(query))


def _first(statement: Select) -> Sequence:
    return db.session.scalars(statement.limit(MOST)).all()
