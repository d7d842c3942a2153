"""Suppliers of a test, registered through the real services by their own people and an officer."""

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.core.clock import today
from program_admin.core.identifiers import invented_business_number
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.suppliers import services
from program_admin.suppliers.models import FactKind, PerformanceFact, Supplier
from program_admin.suppliers.rules import NewEngineer, NewSolution, NewSupplier, Profile
from program_admin.suppliers.services import NewFact, Source
from tests.builders.people import make_person

_places = itertools.count(500_000)


def profile(**values: object) -> Profile:
    """A supplier in 금천구."""
    usual = Profile(
        name="한빛솔루션 주식회사",
        representatives=("이대표",),
        founded_on=date(2012, 5, 1),
        address="서울특별시 금천구 디지털로 9",
        sido="11",
        district="11545",
        phone="02-2026-1234",
        employees=24,
        introduction="치과기공소와 인쇄사의 생산관리 시스템을 만듭니다.",
        council_member=True,
    )
    return replace(usual, **values)


def new_supplier(business_number: str = "", **values: object) -> NewSupplier:
    """What is typed to ask for registration."""
    return NewSupplier(business_number or invented_business_number(next(_places)), profile(**values))


def solution(**values: object) -> NewSolution:
    """A MES for dental labs."""
    return replace(
        NewSolution("mes", "한빛 MES", ("27",), "공정 시작과 끝을 모읍니다.", 30_000_000, 50_000_000), **values
    )


def ask_for_registration(owner: Person | None = None, **values: object) -> tuple[Supplier, Person]:
    """A supplier that waits for its registration, with one solution and one engineer, and its owner."""
    by = owner or make_person(Role.SUPPLIER, name="이대표")
    with transaction() as now:
        supplier = services.register_supplier(new_supplier(**values), by=by, now=now)
        services.add_solution(supplier, solution(), by=by, now=now)
        services.add_engineer(supplier, NewEngineer("정기술", "advanced", "MES 설계"), by=by, now=now)
    return supplier, by


def register_new(owner: Person | None = None, **values: object) -> tuple[Supplier, Person]:
    """A registered supplier and its owner."""
    supplier, by = ask_for_registration(owner, **values)
    officer = make_person(Role.OFFICER, name="김담당")
    with transaction() as now:
        services.register(supplier, by=officer, now=now)
    return supplier, by


def note_facts(
    supplier: Supplier, kind: FactKind, *values: str, reply_days: int = 0, observed_on: date | None = None
) -> list[PerformanceFact]:
    """Facts of one kind, each from a visit of its own at a dental lab of its own."""
    found = []
    for place, value in enumerate(values, start=1):
        fact = NewFact(kind, Decimal(value), observed_on or today())
        source = Source("Visit", new_id(), f"미소치과기공소 {place}", "치과기공소")
        with transaction() as now:
            found += services.record_performance(
                supplier.id, [fact], source=source, reply_days=reply_days, by=None, now=now
            )
    return found
