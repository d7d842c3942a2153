"""An application as the rules see it: everything typed and handed in so far, as plain values."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from program_admin.applications.models import Application, Paper, Status
from program_admin.applications.queries.contents import paper_rows_of, papers_of
from program_admin.applications.queries.drafts import revisions_of, typed_fields
from program_admin.applications.queries.handed_in import CompanyCopy, company_of
from program_admin.applications.rules.papers import is_handed_in, paper_names
from program_admin.applications.rules.values import CompanyFacts, Filled, HandedPaper, SiteFacts
from program_admin.core.clock import to_seoul
from program_admin.core.database import db

_TABLE = Application.__table__.c
_SELECTED_ELSEWHERE = select(_TABLE.submitted_at).where(
    _TABLE.company_id == bindparam("company_id"),
    _TABLE.id != bindparam("application_id"),
    _TABLE.status == Status.SELECTED.value,
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """An application read once: as the rules see it, its company, the revision of each field and file shown."""

    filled: Filled
    company: CompanyCopy
    revisions: dict[str, int]


def filled_of(application: Application) -> Filled:
    """Return everything typed and handed in so far; the terms are those that bind the application now."""
    return gathered(application).filled


def gathered(application: Application, *, anew: str = "") -> Gathered:
    """Read everything typed and handed in so far, each table once.

    The company is that of a draft today, afterwards the copy that was handed in (`anew`: see `company_of`).
    """
    fields, papers = typed_fields(application.id), paper_rows_of(application.id)
    company = company_of(application, anew=anew)
    filled = Filled(
        terms=application.terms,
        track=application.track_terms,
        values={row.name: row.value for row in fields},
        papers=tuple(
            HandedPaper(paper.paper, paper.name, paper.substitute, paper.reason, paper.issued_on, paper.sha256)
            for paper in papers
        ),
        company=_facts(application, company),
        supplier_chosen=application.supplier_id is not None,
    )
    return Gathered(filled, company, revisions_of(fields, papers))


def papers_in_order(application: Application) -> list[Paper]:
    """Return the papers in force in the order of the round's list, files of questions last.

    Files kept for a question that isn't asked any more are left out: they aren't handed in.
    """
    filled = filled_of(application)
    order = {code: place for place, code in enumerate(paper_names(filled.terms))}
    handed = [paper for paper in papers_of(application.id) if is_handed_in(paper.paper, filled)]
    return sorted(handed, key=lambda paper: order.get(paper.paper, len(order)))


def _facts(application: Application, company: CompanyCopy) -> CompanyFacts:
    """What the rules ask about the company; what it was awarded stands in our own records, and is never a copy."""
    profile, awards = company.profile, _award_years(application)
    return CompanyFacts(
        size_class=profile.size_class,
        ksic=profile.ksic,
        employees=profile.employees,
        founded_on=profile.founded_on,
        vat_exempt=profile.vat_exempt,
        under_three_years=company.under_three_years,
        level=profile.system_level,
        sites=tuple(SiteFacts(site.kind, site.sido, site.district) for site in company.sites),
        running=len(awards),
        awards=awards,
    )


def _award_years(application: Application) -> tuple[int, ...]:
    """The years in which other applications of the company that were selected had been handed in."""
    asked = {"company_id": application.company_id, "application_id": application.id}
    moments = db.session.scalars(_SELECTED_ELSEWHERE, asked)
    return tuple(sorted(to_seoul(moment).year for moment in moments if moment is not None))
