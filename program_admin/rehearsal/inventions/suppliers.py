"""Invented suppliers: their profile, solutions and engineers."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from program_admin.core.codes import SEOUL, SEOUL_DISTRICTS
from program_admin.core.identifiers import invented_business_number
from program_admin.rehearsal.inventions.trades import TRADES
from program_admin.rehearsal.inventions.words import NAME_STEMS, PROVINCIAL, person_name, street
from program_admin.suppliers.models import EngineerGrade, SolutionKind
from program_admin.suppliers.rules import NewEngineer, NewSolution, NewSupplier, Profile

SUFFIXES = ("솔루션", "시스템", "소프트", "테크", "이노베이션", "정보기술", "엠이에스", "데이터")
KINDS = ("mes", "mes", "mes", "erp", "pop", "sensor", "qms", "scm", "controller", "cloud", "ai", "wms")


@dataclass(frozen=True, slots=True)
class InventedSupplier:
    """A supplier as it registers; `skill` from 0 to 1 decides how its projects turn out."""

    new: NewSupplier
    solutions: tuple[NewSolution, ...]
    engineers: tuple[NewEngineer, ...]
    owner_name: str
    skill: float
    trades: tuple[str, ...]


def invent_suppliers(count: int, luck: random.Random, today: date) -> tuple[InventedSupplier, ...]:
    """Invent that many suppliers; about two thirds stand in Seoul, each knows two or three trades."""
    districts = [code for code, _ in SEOUL_DISTRICTS.choices(today)]
    return tuple(_supplier(place, luck, today, districts) for place in range(count))


def _supplier(place: int, luck: random.Random, today: date, districts: list[str]) -> InventedSupplier:
    owner = person_name(luck)
    employees = luck.choice((4, 7, 11, 16, 24, 38, 65))
    founded = date(today.year - luck.randint(3, 22), luck.randint(1, 12), luck.randint(1, 28))
    trades = tuple(TRADES[(place + step * 4) % len(TRADES)].ksic for step in range(luck.choice((2, 2, 3))))
    sido, district, address = _address(luck, districts)
    profile = Profile(
        name=_name(place, luck),
        representatives=(owner,),
        founded_on=founded,
        address=address,
        sido=sido,
        district=district,
        phone=f"02-{luck.randint(200, 999)}-{luck.randint(0, 9999):04d}",
        employees=employees,
        introduction="중소 제조 현장의 데이터 수집과 생산관리 시스템을 만듭니다.",
        council_member=luck.random() < 0.5,
    )
    return InventedSupplier(
        new=NewSupplier(invented_business_number(2000 + place), profile),
        solutions=_solutions(place, trades, luck),
        engineers=_engineers(employees, founded, luck),
        owner_name=owner,
        skill=luck.betavariate(5, 2),
        trades=trades,
    )


def _name(place: int, luck: random.Random) -> str:
    core = NAME_STEMS[(place * 11 + 3) % len(NAME_STEMS)] + SUFFIXES[place // len(NAME_STEMS) + place % 5]
    return luck.choice((f"(주){core}", f"주식회사 {core}", core))


def _address(luck: random.Random, districts: list[str]) -> tuple[str, str, str]:
    if luck.random() < 0.68:
        district = luck.choice([*districts, "11545", "11530", "11200"])
        return SEOUL, district, f"서울특별시 {SEOUL_DISTRICTS.name_of(district)} {street(district, luck)}"
    sido, province, road = luck.choice(PROVINCIAL)
    return sido, "", f"{province} {road} {luck.randint(1, 300)}"


def _solutions(place: int, trades: tuple[str, ...], luck: random.Random) -> tuple[NewSolution, ...]:
    kinds = dict.fromkeys(("mes", KINDS[place % len(KINDS)], luck.choice(KINDS)))
    return tuple(
        NewSolution(
            kind=SolutionKind(kind).value,
            name=f"{NAME_STEMS[(place * 11 + 3) % len(NAME_STEMS)]} {kind.upper()}",
            ksic_codes=trades,
            description="현장 단말과 설비 신호를 받아 공정별 실적을 보여 줍니다.",
            cost_from_won=luck.randint(2, 4) * 10_000_000,
            cost_to_won=luck.randint(5, 18) * 10_000_000,
        )
        for kind in kinds
    )


def _engineers(employees: int, founded: date, luck: random.Random) -> tuple[NewEngineer, ...]:
    grades = list(EngineerGrade)
    return tuple(
        NewEngineer(
            name=person_name(luck),
            grade=luck.choice(grades).value,
            field=luck.choice(("소프트웨어 개발", "설비 연결", "데이터 분석", "현장 컨설팅")),
            joined_on=founded + timedelta(days=luck.randint(30, 900)),
        )
        for _ in range(max(2, min(6, employees // 4)))
    )
