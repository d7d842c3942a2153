"""The company of an application: as it was handed in, or as it stands now, as the same plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal

from pydantic import TypeAdapter
from sqlalchemy import Row

from program_admin.applications.models import Application, Status
from program_admin.applications.queries.contents import last_submission_of
from program_admin.applications.rules.values import CompanyFacts
from program_admin.companies.models import Company
from program_admin.companies.queries import finance_rows_of, site_rows_of
from program_admin.suppliers.queries import name_and_number_of

COMPANY, SITES = "company", "sites"
"""The sections whose values live with the company: a supplement about one takes it anew from there."""


@dataclass(frozen=True, slots=True)
class FrozenCompany:
    """The company as it stood, everything that is kept of it."""

    name: str
    business_number: str
    legal_form: str
    corporate_number: str
    representatives: tuple[str, ...]
    founded_on: date
    ksic: str
    trade: str
    main_product: str
    main_process: str
    customers: str
    employees: int
    production_workers: int
    size_class: str
    vat_exempt: bool
    system_level: str
    phone: str
    email: str

    @property
    def representatives_text(self) -> str:
        """Every representative in one line, e.g. 김정민·이수현."""
        return "·".join(self.representatives)


@dataclass(frozen=True, slots=True)
class FrozenSite:
    """A site as it stood."""

    kind: str
    name: str
    business_number: str
    address: str
    registration_number: str
    sido: str = ""
    district: str = ""
    area_m2: Decimal | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class FrozenYear:
    """The figures of one year as they stood, in won."""

    year: int
    revenue_won: int
    operating_profit_won: int
    assets_won: int
    debts_won: int
    equity_won: int


@dataclass(frozen=True, slots=True)
class FrozenPaper:
    """A file handed in: the paper, its name, its content's SHA-256."""

    paper: str
    name: str
    sha256: str
    substitute: str
    reason: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything handed in; amounts in won without VAT, fields as they were typed."""

    number: str
    at: datetime
    round_code: str
    round_sha256: str
    track: str
    company: str
    business_number: str
    representatives: tuple[str, ...]
    facts: CompanyFacts
    sites: tuple[FrozenSite, ...]
    years: tuple[FrozenYear, ...]
    supplier: str
    supplier_business_number: str
    fields: dict[str, str]
    funding: dict[str, int]
    papers: tuple[FrozenPaper, ...]
    profile: FrozenCompany | None = None


SNAPSHOTS = TypeAdapter(Snapshot)


@dataclass(frozen=True, slots=True)
class CompanyCopy:
    """The company with its sites, yearly figures and the supplier chosen ("" while none is)."""

    profile: FrozenCompany
    under_three_years: bool
    sites: tuple[FrozenSite, ...]
    years: tuple[FrozenYear, ...]
    supplier: str = ""
    supplier_business_number: str = ""


def handed_in_snapshot(application: Application) -> Snapshot | None:
    """Return what was handed in last, None while nothing was (or before the whole company was copied)."""
    submission = last_submission_of(application.id)
    found = None if submission is None else SNAPSHOTS.validate_json(submission.content)
    return found if found is not None and found.profile is not None else None


def company_of(application: Application, *, anew: str = "") -> CompanyCopy:
    """Return the company as it was handed in; as it stands now while the application is (again) a draft.

    A supplement about the section `anew` (COMPANY, SITES) takes what it is about as it stands now.
    """
    handed = None if application.status == Status.DRAFT else handed_in_snapshot(application)
    if handed is None or handed.profile is None:
        return company_now(application)
    kept = CompanyCopy(
        profile=handed.profile,
        under_three_years=handed.facts.under_three_years,
        sites=handed.sites,
        years=handed.years,
        supplier=handed.supplier,
        supplier_business_number=handed.supplier_business_number,
    )
    if anew not in (COMPANY, SITES):
        return kept
    now = company_now(application)
    if anew == SITES:
        return replace(kept, sites=now.sites)
    return replace(now, supplier=kept.supplier, supplier_business_number=kept.supplier_business_number)


def own_numbers(application: Application) -> frozenset[str]:
    """Return the company's own numbers that look like a resident number and aren't (법인등록번호, then and now)."""
    handed = None if application.status == Status.DRAFT else handed_in_snapshot(application)
    then = "" if handed is None or handed.profile is None else handed.profile.corporate_number
    return frozenset(number for number in (application.company.corporate_number, then) if number)


def company_now(application: Application) -> CompanyCopy:
    """Return the company as it stands now."""
    company = application.company
    supplier = name_and_number_of(application.supplier_id) if application.supplier_id else ("", "")
    return CompanyCopy(
        profile=_profile(company),
        under_three_years=company.under_three_years,
        sites=tuple(_site(site) for site in site_rows_of(company.id)),
        years=_years(finance_rows_of(company.id)),
        supplier=supplier[0],
        supplier_business_number=supplier[1],
    )


def _profile(company: Company) -> FrozenCompany:
    names = [each.name for each in fields(FrozenCompany)]
    values = {name: getattr(company, name) for name in names}
    return FrozenCompany(**values | {"representatives": tuple(company.representatives)})


def _site(site: Row) -> FrozenSite:
    values = {each.name: getattr(site, each.name) for each in fields(FrozenSite)}
    return FrozenSite(**values | {"id": str(site.id)})


def _years(finances: Iterable[Row]) -> tuple[FrozenYear, ...]:
    names = [each.name for each in fields(FrozenYear)]
    return tuple(FrozenYear(**{name: getattr(year, name) for name in names}) for year in finances)
