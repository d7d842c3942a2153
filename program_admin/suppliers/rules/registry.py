"""What must hold of a supplier, its solutions, its engineers and its bans; faults by field name."""

from dataclasses import dataclass
from datetime import date

from program_admin.companies.rules import NewSite, site_faults
from program_admin.core.codes import KSIC_DIVISIONS
from program_admin.core.identifiers import business_number_faults
from program_admin.programs.schema.eligibility import SiteKind

Faults = dict[str, list[str]]
OLDEST = date(1880, 1, 1)
MOST_DIVISIONS = 25


@dataclass(frozen=True, slots=True)
class Profile:
    """Who a supplier is; `sido` two digits, `district` five digits in Seoul and empty elsewhere."""

    name: str
    representatives: tuple[str, ...]
    founded_on: date
    address: str
    sido: str
    district: str = ""
    phone: str = ""
    email: str = ""
    employees: int = 0
    introduction: str = ""
    council_member: bool = False


@dataclass(frozen=True, slots=True)
class NewSupplier:
    """A supplier as it asks to be registered."""

    business_number: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class NewSolution:
    """A solution: kind (SolutionKind), the KSIC divisions it was made for, its usual cost in won without VAT."""

    kind: str
    name: str
    ksic_codes: tuple[str, ...]
    description: str = ""
    cost_from_won: int | None = None
    cost_to_won: int | None = None


@dataclass(frozen=True, slots=True)
class NewEngineer:
    """A practitioner with the grade the supplier reports."""

    name: str
    grade: str
    field: str = ""
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewBan:
    """참여제한: both days included; `decided_by` is who decided it, often not the centre."""

    starts_on: date
    ends_on: date
    decided_by: str


def profile_faults(profile: Profile, business_number: str, today: date) -> Faults:
    """What is wrong with who a supplier is; the place is judged like a company's head office."""
    place = NewSite(SiteKind.HEAD_OFFICE, "본사", profile.address, profile.sido, district=profile.district)
    found: Faults = site_faults(place, business_number, today)
    if not profile.representatives:
        found["representatives"] = ["대표자 이름을 한 명 이상 적어 주세요."]
    if not OLDEST <= profile.founded_on <= today:
        found["founded_on"] = ["설립일은 오늘까지의 날짜여야 합니다. 사업자등록증을 확인해 주세요."]
    return found


def number_faults(business_number: str) -> Faults:
    """What is wrong with the business number."""
    found = business_number_faults(business_number)
    return {"business_number": found} if found else {}


def solution_faults(solution: NewSolution, today: date) -> Faults:
    """What is wrong with a solution."""
    found: Faults = {}
    if not solution.ksic_codes:
        found["ksic_codes"] = ["이 솔루션을 쓰는 업종을 하나 이상 골라 주세요."]
    elif any(KSIC_DIVISIONS.find(code, today) is None for code in solution.ksic_codes):
        found["ksic_codes"] = ["업종은 제조업(10~34) 가운데에서 골라 주세요."]
    start, end = solution.cost_from_won, solution.cost_to_won
    if start is not None and end is not None and end < start:
        found["cost_to_won"] = ["비용의 끝이 처음보다 작습니다. 두 금액을 확인해 주세요."]
    return found


def engineer_faults(engineer: NewEngineer, founded_on: date, today: date) -> Faults:
    """What is wrong with an engineer of a supplier founded that day."""
    joined = engineer.joined_on
    if joined is None:
        return {}
    if joined > today:
        return {"joined_on": ["입사일은 오늘까지의 날짜여야 합니다. 날짜를 확인해 주세요."]}
    if joined < founded_on:
        return {"joined_on": ["입사일이 회사의 설립일보다 빠릅니다. 날짜를 확인해 주세요."]}
    return {}


def ban_faults(ban: NewBan, today: date) -> Faults:
    """What is wrong with the days of a ban."""
    if ban.ends_on < ban.starts_on:
        return {"ends_on": ["끝나는 날이 시작하는 날보다 빠릅니다. 두 날짜를 확인해 주세요."]}
    if ban.ends_on < today:
        return {"ends_on": ["이미 지난 기간입니다. 끝나는 날을 오늘 이후로 적어 주세요."]}
    return {}


def missing_for_registration(solutions: int, engineers: int) -> list[str]:
    """What a supplier still lacks to be registered, given how many it keeps now."""
    lacking = []
    if solutions < 1:
        lacking.append("솔루션이 하나도 없습니다. 공급기업에 솔루션 등록을 요청해 주세요.")
    if engineers < 1:
        lacking.append("기술자가 한 명도 없습니다. 공급기업에 기술자 등록을 요청해 주세요.")
    return lacking
