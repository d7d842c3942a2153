"""What must hold of a company, its sites and its figures; faults by field name."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from program_admin.core.codes import KSIC_DIVISIONS, SEOUL, SEOUL_DISTRICTS, SIDO
from program_admin.core.identifiers import business_number_faults, corporate_number_faults
from program_admin.programs.schema.announcement import Level
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SiteKind, SizeClass

Faults = dict[str, list[str]]
YEARS = 3
OLDEST = date(1880, 1, 1)


@dataclass(frozen=True, slots=True)
class Basics:
    """Who a company is; `legal_form` is 'corporation' or 'sole', `ksic` a two-digit division of section C."""

    name: str
    legal_form: str
    representatives: tuple[str, ...]
    founded_on: date
    ksic: str
    size_class: SizeClass
    corporate_number: str = ""
    trade: str = ""
    vat_exempt: bool = False
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Business:
    """What a company makes, for whom, with how many people, and how far its systems go."""

    main_product: str = ""
    main_process: str = ""
    customers: str = ""
    employees: int = 0
    production_workers: int = 0
    system_level: Level = Level.NONE


@dataclass(frozen=True, slots=True)
class NewSite:
    """A place of work; `sido` two digits, `district` five digits in Seoul and empty elsewhere, area in ㎡."""

    kind: SiteKind
    name: str
    address: str
    sido: str
    district: str = ""
    business_number: str = ""
    area_m2: Decimal | None = None
    registration_number: str = ""


@dataclass(frozen=True, slots=True)
class NewCompany:
    """A company as it is registered, with its head office."""

    business_number: str
    basics: Basics
    head_office: NewSite
    business: Business = field(default_factory=Business)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The figures of one business year in won; equity may be negative (자본잠식)."""

    year: int
    revenue_won: int
    operating_profit_won: int
    assets_won: int
    debts_won: int
    equity_won: int


def number_faults(business_number: str) -> Faults:
    """What is wrong with the company's own business number."""
    found = business_number_faults(business_number)
    return {"business_number": found} if found else {}


def basics_faults(basics: Basics, today: date) -> Faults:
    """What is wrong with who a company is."""
    found: Faults = {}
    if not basics.representatives:
        found["representatives"] = ["대표자 이름을 한 명 이상 적어 주세요."]
    if basics.legal_form == "corporation" and not basics.corporate_number:
        found["corporate_number"] = ["법인은 법인등록번호를 적어 주세요. 등기사항증명서에 있습니다."]
    elif basics.corporate_number and corporate_number_faults(basics.corporate_number):
        found["corporate_number"] = corporate_number_faults(basics.corporate_number)
    elif basics.corporate_number and basics.legal_form == "sole":
        found["corporate_number"] = ["개인사업자는 법인등록번호가 없습니다. 비워 주세요."]
    if not OLDEST <= basics.founded_on <= today:
        found["founded_on"] = ["설립일(개업일)은 오늘까지의 날짜여야 합니다. 사업자등록증을 확인해 주세요."]
    if KSIC_DIVISIONS.find(basics.ksic, today) is None:
        found["ksic"] = ["제조업(한국표준산업분류 10~34) 가운데에서 골라 주세요."]
    return found


def business_faults(business: Business) -> Faults:
    """What is wrong with what a company does."""
    if business.production_workers > business.employees:
        return {"production_workers": ["생산직은 상시 근로자 수보다 많을 수 없습니다. 두 수를 확인해 주세요."]}
    return {}


def site_faults(site: NewSite, company_number: str, today: date) -> Faults:
    """What is wrong with a site of the company that has this business number."""
    found: Faults = {}
    if SIDO.find(site.sido, today) is None:
        found["sido"] = ["시·도를 골라 주세요."]
    if site.sido == SEOUL and SEOUL_DISTRICTS.find(site.district, today) is None:
        found["district"] = ["서울이면 자치구를 골라 주세요."]
    if site.sido != SEOUL and site.district:
        found["district"] = ["서울이 아니면 자치구를 ‘선택 안 함’으로 두어 주세요."]
    other = _province_in(site.address, today)
    if other and other != site.sido and "sido" not in found:
        found["sido"] = [f"주소는 {SIDO.name_of(other)}인데 시·도가 다릅니다. 둘 가운데 틀린 것을 고쳐 주세요."]
    number = _site_number_faults(site, company_number)
    return found | ({"business_number": number} if number else {})


def head_office_faults(kind: SiteKind, others: tuple[SiteKind, ...]) -> Faults:
    """What is wrong with the number of head offices, given the kinds of the other sites in use."""
    if kind is SiteKind.HEAD_OFFICE and SiteKind.HEAD_OFFICE in others:
        return {"kind": ["본사는 하나만 둘 수 있습니다. 등록한 본사의 주소를 고쳐 주세요."]}
    if kind is not SiteKind.HEAD_OFFICE and SiteKind.HEAD_OFFICE not in others:
        return {"kind": ["본사가 하나는 있어야 합니다. 종류를 ‘본사’로 두어 주세요."]}
    return {}


def years_wanted(today: date) -> tuple[int, ...]:
    """The three business years before this one, newest first."""
    return tuple(today.year - back for back in range(1, YEARS + 1))


def is_young(founded_on: date, today: date) -> bool:
    """Whether three years have not yet passed since the founding."""
    return (today.year - founded_on.year, today.month, today.day) < (YEARS, founded_on.month, founded_on.day)


def finance_faults(years: tuple[YearFigures, ...], *, under_three_years: bool, founded_on: date, today: date) -> Faults:
    """What is wrong with the figures; keys are 'year:column', or 'under_three_years'."""
    found: Faults = {}
    if under_three_years and not is_young(founded_on, today):
        found["under_three_years"] = ["설립한 지 3년이 지났습니다. 표시를 지우고 3개년 재무를 적어 주세요."]
    missing = [] if under_three_years else sorted(set(years_wanted(today)) - {year.year for year in years})
    for year in missing:
        found[f"{year}:revenue_won"] = [f"{year}년 재무를 적어 주세요. 없으면 ‘설립 3년 미만’에 표시해 주세요."]
    for figures in years:
        if figures.assets_won != figures.debts_won + figures.equity_won:
            sentence = f"{figures.year}년의 자산이 부채와 자본의 합과 다릅니다. 재무상태표를 확인해 주세요."
            found[f"{figures.year}:assets_won"] = [sentence]
    return found


def _site_number_faults(site: NewSite, company_number: str) -> list[str]:
    if not site.business_number:
        needed = site.kind is SiteKind.OUTSOURCER
        return ["외주처는 그 회사의 사업자등록번호를 적어 주세요."] if needed else []
    if site.kind is SiteKind.OUTSOURCER and site.business_number == company_number:
        return [f"{SITE_KIND_NAMES[site.kind]}의 번호가 우리 회사와 같습니다. 외주처의 번호를 적어 주세요."]
    return business_number_faults(site.business_number)


def _province_in(address: str, today: date) -> str | None:
    first = address.split(" ", 1)[0]
    return SEOUL if first in ("서울", "서울시") else SIDO.code_of(first, today)


def status_check_faults(checked_on: date, ended_on: date | None, today: date) -> Faults:
    """A look at the business status lies not in the future; a business that ended did so before."""
    found: Faults = {}
    if checked_on > today:
        found["checked_on"] = ["조회한 날짜는 오늘이나 그 전이어야 합니다."]
    if ended_on is not None and ended_on > checked_on:
        found["ended_on"] = ["휴·폐업일은 조회한 날짜나 그 전이어야 합니다."]
    return found
