"""What was handed in as one canonical text, so that nothing can be said to have been otherwise."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from pydantic import TypeAdapter

from program_admin.applications.models import Application
from program_admin.applications.queries import last_submission_of
from program_admin.applications.queries.filled import Gathered
from program_admin.applications.rules import budget
from program_admin.applications.rules.papers import handed_in
from program_admin.applications.rules.questions import hidden_fields
from program_admin.applications.rules.sections import known_fields
from program_admin.applications.rules.values import CompanyFacts, Filled
from program_admin.companies.models import Company, Site
from program_admin.companies.queries import finances_of
from program_admin.programs.models import RoundVersion
from program_admin.suppliers.queries import supplier_by_id


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


_SNAPSHOTS = TypeAdapter(Snapshot)


def snapshot_of(
    application: Application, read: Gathered, *, version: RoundVersion, number: str, at: datetime
) -> Snapshot:
    """Gather everything handed in under that version of the round."""
    company, filled = application.company, read.filled
    supplier = supplier_by_id(application.supplier_id) if application.supplier_id else None
    names = known_fields(filled) - hidden_fields(filled)
    return Snapshot(
        number=number,
        at=at,
        round_code=filled.terms.code,
        round_sha256=version.content_sha256,
        track=application.track,
        company=company.name,
        business_number=company.business_number,
        representatives=tuple(company.representatives),
        facts=filled.company,
        sites=_sites(read.sites),
        years=_years(application),
        supplier=supplier.name if supplier else "",
        supplier_business_number=supplier.business_number if supplier else "",
        fields={name: value for name, value in filled.values.items() if name in names},
        funding={share.source: share.won for share in budget.funding(filled).shares},
        papers=_papers(filled),
        profile=_profile(company),
    )


def handed_in_snapshot(application: Application) -> Snapshot | None:
    """Return what was handed in last, None while nothing was (or before the whole company was copied)."""
    submission = last_submission_of(application.id)
    found = None if submission is None else _SNAPSHOTS.validate_json(submission.content)
    return found if found is not None and found.profile is not None else None


def canonical(snapshot: Snapshot) -> tuple[str, str]:
    """Return the snapshot as canonical JSON (sorted keys, no spaces) and its SHA-256."""
    values = _SNAPSHOTS.dump_python(snapshot, mode="json")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()


def _sites(sites: Iterable[Site]) -> tuple[FrozenSite, ...]:
    return tuple(
        FrozenSite(
            site.kind,
            site.name,
            site.business_number,
            site.address,
            site.registration_number,
            site.sido,
            site.district,
            site.area_m2,
        )
        for site in sites
    )


def _profile(company: Company) -> FrozenCompany:
    names = [each.name for each in fields(FrozenCompany)]
    values = {name: getattr(company, name) for name in names}
    return FrozenCompany(**values | {"representatives": tuple(company.representatives)})


def _years(application: Application) -> tuple[FrozenYear, ...]:
    return tuple(
        FrozenYear(
            year.year,
            year.revenue_won,
            year.operating_profit_won,
            year.assets_won,
            year.debts_won,
            year.equity_won,
        )
        for year in finances_of(application.company_id)
    )


def _papers(filled: Filled) -> tuple[FrozenPaper, ...]:
    return tuple(
        FrozenPaper(paper.paper, paper.name, paper.sha256, paper.substitute, paper.reason, paper.issued_on)
        for paper in handed_in(filled)
    )
