"""An application as the rules see it: everything typed and handed in so far, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from program_admin.applications.models import Application, Paper, Status
from program_admin.applications.queries.contents import papers_of
from program_admin.applications.queries.drafts import revisions_of, typed_fields
from program_admin.applications.rules.papers import is_handed_in, paper_names
from program_admin.applications.rules.values import CompanyFacts, Filled, HandedPaper, SiteFacts
from program_admin.companies.models import Site
from program_admin.companies.queries import sites_of
from program_admin.core.clock import to_seoul
from program_admin.core.database import db


@dataclass(frozen=True, slots=True)
class Gathered:
    """An application read once: as the rules see it, its sites, the revision of each field and file shown."""

    filled: Filled
    sites: tuple[Site, ...]
    revisions: dict[str, int]


def filled_of(application: Application) -> Filled:
    """Return everything typed and handed in so far; the terms are those that bind the application now."""
    return gathered(application).filled


def gathered(application: Application) -> Gathered:
    """Read everything typed and handed in so far, each table once."""
    fields, papers = typed_fields(application.id), papers_of(application.id)
    sites = tuple(sites_of(application.company_id))
    filled = Filled(
        terms=application.terms,
        track=application.track_terms,
        values={row.name: row.value for row in fields},
        papers=tuple(
            HandedPaper(
                paper.paper, paper.upload.name, paper.substitute, paper.reason, paper.issued_on, paper.upload.sha256
            )
            for paper in papers
        ),
        company=company_facts(application, sites),
        supplier_chosen=application.supplier_id is not None,
    )
    return Gathered(filled, sites, revisions_of(fields, papers))


def papers_in_order(application: Application) -> list[Paper]:
    """Return the papers in force in the order of the round's list, files of questions last.

    Files kept for a question that isn't asked any more are left out: they aren't handed in.
    """
    filled = filled_of(application)
    order = {code: place for place, code in enumerate(paper_names(filled.terms))}
    handed = [paper for paper in papers_of(application.id) if is_handed_in(paper.paper, filled)]
    return sorted(handed, key=lambda paper: order.get(paper.paper, len(order)))


def company_facts(application: Application, sites: Iterable[Site]) -> CompanyFacts:
    """Return what the rules ask about the company, as it stands now, with its sites."""
    company = application.company
    awards = _award_years(application)
    return CompanyFacts(
        size_class=company.size_class,
        ksic=company.ksic,
        employees=company.employees,
        founded_on=company.founded_on,
        vat_exempt=company.vat_exempt,
        under_three_years=company.under_three_years,
        level=company.system_level,
        sites=tuple(SiteFacts(site.kind, site.sido, site.district) for site in sites),
        running=len(awards),
        awards=awards,
    )


def _award_years(application: Application) -> tuple[int, ...]:
    """The years in which other applications of the company that were selected had been handed in."""
    selected = select(Application.submitted_at).where(
        Application.company_id == application.company_id,
        Application.id != application.id,
        Application.status == Status.SELECTED.value,
    )
    return tuple(sorted(to_seoul(moment).year for moment in db.session.scalars(selected) if moment is not None))
