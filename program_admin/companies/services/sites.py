"""Sites of a company are added, changed and ended."""

from dataclasses import asdict
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.models import Company, Site
from program_admin.companies.queries import company_by_id, sites_of
from program_admin.companies.rules import NewSite, head_office_faults, site_faults
from program_admin.companies.services.history import Change, keep_changes
from program_admin.companies.services.refusing import refuse_if
from program_admin.companies.services.staleness import refuse_stale
from program_admin.core.clock import to_seoul
from program_admin.core.codes import SEOUL_DISTRICTS, SIDO
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import digits_of
from program_admin.programs.schema.eligibility import SITE_KIND_NAMES, SiteKind

LABELS = {
    "kind": "종류", "name": "사업장 이름", "address": "주소", "sido": "시·도", "district": "자치구",
    "business_number": "사업자등록번호", "area_m2": "면적", "registration_number": "공장등록번호",
}  # fmt: skip


def add_site(company: Company, new: NewSite, *, by: Person, now: datetime) -> Site:
    """Add a site; raises RuleBroken with every fault at its field."""
    _check(company, new, None, now)
    site = new_site(company, new, now)
    db.session.add(site)
    db.session.flush()
    keep_changes(company.id, [Change(f"사업장 {site.name}", "추가", "", site.address)], by=by, now=now)
    record("site:add", "Site", site.id, by=by, now=now, after=site.kind)
    return site


def change_site(site: Site, new: NewSite, *, by: Person, now: datetime, version: int) -> None:
    """Change a site that was read at `version`; raises RuleBroken, or Conflict when somebody changed it since."""
    values = _values(new)
    refuse_stale(site, values, version, LABELS)
    _refuse_ended(site)
    _check(company_by_id(site.company_id), new, site, now)
    changed = tuple(name for name, value in values.items() if getattr(site, name) != value)
    shown = [
        Change(f"사업장 {site.name}", LABELS[name], words(name, getattr(site, name)), words(name, values[name]))
        for name in changed
    ]
    keep_changes(site.company_id, shown, by=by, now=now)
    for name in changed:
        setattr(site, name, values[name])
    if changed:
        record("site:change", "Site", site.id, by=by, now=now, fields=changed)


def end_site(site: Site, *, by: Person, now: datetime, reason: str) -> None:
    """Take a site out of use; the row stays for the applications that named it. Raises RuleBroken."""
    _refuse_ended(site)
    if site.is_head_office:
        raise RuleBroken(["본사는 없앨 수 없습니다. 옮겼으면 본사의 주소를 고쳐 주세요."])
    site.ended_at = now
    keep_changes(
        site.company_id, [Change(f"사업장 {site.name}", "없앰", site.address, f"사유: {reason}")], by=by, now=now
    )
    record("site:end", "Site", site.id, by=by, now=now, reason=reason)


def new_site(company: Company, new: NewSite, now: datetime) -> Site:
    """Make the row of a site, not yet checked."""
    return Site(company_id=company.id, created_at=now, **_values(new))


def _values(new: NewSite) -> dict[str, object]:
    return asdict(new) | {"kind": new.kind.value, "business_number": digits_of(new.business_number)}


def _check(company: Company, new: NewSite, site: Site | None, now: datetime) -> None:
    others = tuple(SiteKind(one.kind) for one in sites_of(company.id) if site is None or one.id != site.id)
    faults = site_faults(new, company.business_number, to_seoul(now).date())
    refuse_if(faults | head_office_faults(new.kind, others))


def _refuse_ended(site: Site) -> None:
    if site.ended_at is not None:
        raise RuleBroken(["이미 없앤 사업장입니다. 다시 쓰려면 사업장을 새로 추가해 주세요."])


def words(name: str, value: object) -> object:
    """A value of a site as people read it: codes by their names."""
    match name:
        case "kind":
            return SITE_KIND_NAMES[SiteKind(str(value))]
        case "sido":
            return SIDO.name_of(str(value))
        case "district":
            return SEOUL_DISTRICTS.name_of(str(value)) if value else ""
        case _:
            return value
