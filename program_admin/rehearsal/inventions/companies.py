"""Invented manufacturers: every district, the niche trades, plants out of town, long names, joint representatives."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from program_admin.companies.rules import YEARS, Basics, Business, NewCompany, NewSite, YearFigures
from program_admin.core.codes import SEOUL, SEOUL_DISTRICTS
from program_admin.core.identifiers import invented_business_number
from program_admin.programs.schema.announcement import Level
from program_admin.programs.schema.eligibility import SiteKind, SizeClass
from program_admin.rehearsal.inventions.trades import TRADES, Trade
from program_admin.rehearsal.inventions.words import NAME_STEMS, PROVINCIAL, person_name, street

LONG_NAMES = (
    "주식회사 한국친환경스마트패키징솔루션인터내셔널",
    "글로벌바이오메디컬디지털덴탈센터 주식회사",
    "(주)서울동대문패션봉제협동조합공동생산센터",
)


@dataclass(frozen=True, slots=True)
class InventedCompany:
    """A company as its owner would register it, with its other sites and three years of figures."""

    new: NewCompany
    other_sites: tuple[NewSite, ...]
    figures: tuple[YearFigures, ...]
    trade: Trade
    owner_name: str

    @property
    def name(self) -> str:
        """The company's name."""
        return self.new.basics.name

    def figures_on(self, day: date) -> tuple[YearFigures, ...]:
        """The figures told on a day: past a New Year since it was invented, the year that ended went like the last."""
        told = self.figures
        while told[0].year < day.year - 1:
            told = (replace(told[0], year=told[0].year + 1), *told)
        return told[:YEARS]


def invent_companies(places: Sequence[int], luck: random.Random, today: date) -> tuple[InventedCompany, ...]:
    """Invent a company per place; districts and trades come round in turn, so that small rounds have all kinds."""
    districts = [code for code, _ in SEOUL_DISTRICTS.choices(today)]
    luck.shuffle(districts)
    return tuple(
        _company(place, TRADES[place % len(TRADES)], districts[place % len(districts)], luck, today) for place in places
    )


def _company(place: int, trade: Trade, district: str, luck: random.Random, today: date) -> InventedCompany:
    corporation = luck.random() < 0.6 and not trade.vat_exempt
    founded = date(today.year - luck.randint(1, 28), luck.randint(1, 12), luck.randint(1, 28))
    employees = luck.choice((2, 3, 4, 6, 8, 12, 15, 22, 34, 48, 75, 120))
    representatives = tuple(person_name(luck) for _ in range(2 if luck.random() < 0.12 else 1))
    basics = Basics(
        name=_name(place, trade, corporation, luck),
        legal_form="corporation" if corporation else "sole",
        representatives=representatives,
        founded_on=founded,
        ksic=trade.ksic,
        size_class=_size(employees),
        corporate_number=_corporate_number(luck) if corporation else "",
        trade=trade.name,
        vat_exempt=trade.vat_exempt,
        phone=f"02-{luck.randint(200, 999)}-{luck.randint(0, 9999):04d}",
    )
    business = Business(
        main_product=trade.product,
        main_process=trade.flow,
        customers=trade.customers,
        employees=employees,
        production_workers=max(1, int(employees * 0.7)),
        system_level=Level.BASIC if luck.random() < 0.25 else Level.NONE,
    )
    head = _head_office(district, luck, today)
    new = NewCompany(invented_business_number(4000 + place), basics, head, business)
    return InventedCompany(
        new,
        _other_sites(trade, district, luck, today),
        _figures(employees, founded, luck, today),
        trade,
        representatives[0],
    )


def _name(place: int, trade: Trade, corporation: bool, luck: random.Random) -> str:
    if place % 17 == 5:
        return LONG_NAMES[place // 17 % len(LONG_NAMES)]
    core = NAME_STEMS[(place * 7 + luck.randint(0, 2)) % len(NAME_STEMS)] + luck.choice(trade.suffixes)
    if not corporation:
        return core
    return luck.choice((f"(주){core}", f"주식회사 {core}", f"{core} 주식회사"))


def _size(employees: int) -> SizeClass:
    if employees < 10:
        return SizeClass.MICRO
    return SizeClass.SMALL if employees < 50 else SizeClass.MEDIUM


def _corporate_number(luck: random.Random) -> str:
    digits = [1, 1, 0, 1, 1, 1] + [luck.randint(0, 9) for _ in range(6)]
    total = sum(digit * (1 if place % 2 == 0 else 2) for place, digit in enumerate(digits))
    return "".join(map(str, [*digits, (10 - total % 10) % 10]))


def _head_office(district: str, luck: random.Random, today: date) -> NewSite:
    name = SEOUL_DISTRICTS.name_of(district)
    address = f"서울특별시 {name} {street(district, luck)}"
    return NewSite(SiteKind.HEAD_OFFICE, "본사", address, SEOUL, district, area_m2=Decimal(luck.randint(40, 400)))


def _other_sites(trade: Trade, district: str, luck: random.Random, today: date) -> tuple[NewSite, ...]:
    sites = []
    if luck.random() < 0.4:
        sido, province, road = luck.choice(PROVINCIAL)
        address = f"{province} {road} {luck.randint(1, 300)}"
        number = f"제{luck.randint(2008, 2024)}-{luck.randint(1, 999):04d}호"
        area = Decimal(luck.randint(500, 3200))
        sites.append(NewSite(SiteKind.OWN_PLANT, "공장", address, sido, area_m2=area, registration_number=number))
    else:
        name = SEOUL_DISTRICTS.name_of(district)
        address = f"서울특별시 {name} {street(district, luck)} {luck.randint(101, 1899)}호"
        area = Decimal(luck.randint(60, 480))
        sites.append(NewSite(SiteKind.LEASED_UNIT, "작업장", address, SEOUL, district, area_m2=area))
    if trade.outsourced:
        address = f"서울특별시 {SEOUL_DISTRICTS.name_of(district)} {street(district, luck)}"
        number = invented_business_number(luck.randint(20_000, 60_000))
        outsourcer = f"{luck.choice(NAME_STEMS)} 외주처"
        sites.append(NewSite(SiteKind.OUTSOURCER, outsourcer, address, SEOUL, district, business_number=number))
    return tuple(sites)


def _figures(employees: int, founded: date, luck: random.Random, today: date) -> tuple[YearFigures, ...]:
    base = employees * luck.randint(60, 160) * 1_000_000
    years = []
    for back in (1, 2, 3):
        year = today.year - back
        if year < founded.year:
            break
        revenue = int(base * luck.uniform(0.85, 1.15)) // 1000 * 1000
        assets = int(revenue * luck.uniform(0.5, 0.9)) // 1000 * 1000
        debts = int(assets * luck.uniform(0.3, 0.7)) // 1000 * 1000
        profit = int(revenue * luck.uniform(-0.02, 0.09)) // 1000 * 1000
        years.append(YearFigures(year, revenue, profit, assets, debts, assets - debts))
    return tuple(years)
