"""Comparing the company of an application as it was handed in with what it is now, in the company's own words."""

from collections.abc import Iterator

from program_admin.applications.models import Application
from program_admin.applications.queries.handed_in import CompanyCopy, FrozenSite, company_now, company_of
from program_admin.applications.rules.changes import SITES, Change, Value, changes
from program_admin.companies.services import describe, finances, sites
from program_admin.companies.services.history import text_of
from program_admin.core.identifiers import format_business_number, format_corporate_number
from program_admin.core.money import won

_WRITTEN = {"business_number": format_business_number, "corporate_number": format_corporate_number}


def changes_since(application: Application) -> tuple[Change, ...]:
    """Return what has changed about the company since it was handed in; nothing for a draft."""
    return differences(company_of(application), company_now(application))


def differences(before: CompanyCopy, now: CompanyCopy) -> tuple[Change, ...]:
    """Return every value of the company, its sites, its figures and its supplier that differs."""
    pairs = _paired(before.sites, now.sites)
    return changes(
        [*_company(before), *_sites([old for old, _ in pairs], [new for _, new in pairs]), *_years(before, now)],
        [*_company(now), *_sites([new for _, new in pairs], [old for old, _ in pairs]), *_years(now, before)],
    )


def _company(copy: CompanyCopy) -> Iterator[Value]:
    for name, label in describe.LABELS.items():
        yield Value(name, label, _written(name, describe.words(name, getattr(copy.profile, name))))
    yield Value("under_three_years", "설립 3년 미만", text_of(copy.under_three_years))
    yield Value("supplier", "공급기업", copy.supplier)


def _years(copy: CompanyCopy, other: CompanyCopy) -> Iterator[Value]:
    """Each year figure by figure; one that is only on one side as a whole."""
    there = {year.year for year in other.years}
    for year in copy.years:
        key, figures = f"year-{year.year}-", {name: won(getattr(year, name)) for name in finances.COLUMNS}
        if year.year not in there:
            text = ", ".join(f"{label} {figures[name]}" for name, label in finances.COLUMNS.items())
            yield Value(key, f"{year.year}년 재무", text)
            continue
        for name, label in finances.COLUMNS.items():
            yield Value(f"{key}{name}", f"{year.year}년 {label}", figures[name])


def _sites(shown: list[FrozenSite | None], others: list[FrozenSite | None]) -> Iterator[Value]:
    """Each site value by value; one that is only on one side as a whole."""
    for place, (site, other) in enumerate(zip(shown, others, strict=True), start=1):
        if site is None:
            continue
        key, subject = f"{SITES}{place}-", f"사업장 {(other or site).name}"
        if other is None:
            kind = sites.words("kind", site.kind)
            yield Value(key, f"사업장 {site.name}", f"{kind}, {site.address}")
            continue
        for name, label in sites.LABELS.items():
            yield Value(f"{key}{name}", f"{subject} {label}", _written(name, sites.words(name, getattr(site, name))))


def _paired(
    before: tuple[FrozenSite, ...], now: tuple[FrozenSite, ...]
) -> list[tuple[FrozenSite | None, FrozenSite | None]]:
    """Each site of the copy beside the same one now, then those added; older copies know a site by kind and name."""
    left = list(now)
    pairs: list[tuple[FrozenSite | None, FrozenSite | None]] = []
    for site in before:
        same = next((each for each in left if _is_same(site, each)), None)
        if same is not None:
            left.remove(same)
        pairs.append((site, same))
    return [*pairs, *((None, each) for each in left)]


def _is_same(site: FrozenSite, other: FrozenSite) -> bool:
    return site.id == other.id if site.id else (site.kind, site.name) == (other.kind, other.name)


def _written(name: str, value: object) -> str:
    text = text_of(value)
    return _WRITTEN[name](text) if text and name in _WRITTEN else text
