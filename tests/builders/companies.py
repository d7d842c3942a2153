"""Companies of a test, registered through the real service."""

import itertools
from dataclasses import replace
from datetime import date

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.companies import services
from program_admin.companies.models import Company
from program_admin.companies.rules import Basics, Business, NewCompany, NewSite
from program_admin.core.identifiers import invented_business_number
from program_admin.core.writing import transaction
from program_admin.programs.schema.eligibility import SiteKind, SizeClass
from tests.builders.people import make_person

_places = itertools.count(1000)


def head_office(**values: object) -> NewSite:
    """A head office in 금천구."""
    site = NewSite(SiteKind.HEAD_OFFICE, "본사", "서울특별시 금천구 가산디지털1로 168", "11", district="11545")
    return replace(site, **values)


def basics(**values: object) -> Basics:
    """A small dental lab."""
    lab = Basics(
        name="미소치과기공소",
        legal_form="sole",
        representatives=("박정우",),
        founded_on=date(2015, 4, 1),
        ksic="27",
        size_class=SizeClass.SMALL,
        trade="치과기공소",
        phone="02-1234-5678",
    )
    return replace(lab, **values)


def new_company(business_number: str = "", **values: object) -> NewCompany:
    """What is typed to register a company; values of its basics may differ."""
    number = business_number or invented_business_number(next(_places))
    business = Business(
        main_product="지르코니아 크라운", main_process="스캔 → 설계 → 밀링", employees=12, production_workers=9
    )
    return NewCompany(number, basics(**values), head_office(), business)


def make_company(owner: Person | None = None, **values: object) -> Company:
    """Register a company for an owner (a new applicant unless given)."""
    by = owner or make_person(Role.APPLICANT, name="박정우")
    with transaction() as now:
        return services.register_company(new_company(**values), by=by, now=now)
