"""What was handed in as one canonical text, so that nothing can be said to have been otherwise."""

import hashlib
import json
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications.models import Application, Submission
from program_admin.applications.queries import last_submission_of
from program_admin.applications.queries.filled import Gathered, gathered
from program_admin.applications.queries.handed_in import SNAPSHOTS, CompanyCopy, FrozenPaper, Snapshot
from program_admin.applications.rules import budget
from program_admin.applications.rules.papers import handed_in
from program_admin.applications.rules.questions import hidden_fields
from program_admin.applications.rules.sections import known_fields
from program_admin.applications.rules.values import Filled
from program_admin.core.database import db
from program_admin.programs.models import RoundVersion


def snapshot_of(
    application: Application, read: Gathered, *, version: RoundVersion, number: str, at: datetime
) -> Snapshot:
    """Gather everything handed in under that version of the round."""
    company, filled = read.company, read.filled
    names = known_fields(filled) - hidden_fields(filled)
    return Snapshot(
        number=number,
        at=at,
        round_code=filled.terms.code,
        round_sha256=version.content_sha256,
        track=application.track,
        company=company.profile.name,
        business_number=company.profile.business_number,
        representatives=company.profile.representatives,
        facts=filled.company,
        sites=company.sites,
        years=company.years,
        supplier=company.supplier,
        supplier_business_number=company.supplier_business_number,
        fields={name: value for name, value in filled.values.items() if name in names},
        funding={share.source: share.won for share in budget.funding(filled).shares},
        papers=_papers(filled),
        profile=company.profile,
    )


def fix_again(application: Application, section: str = "", *, by: Person, now: datetime) -> None:
    """Keep the whole as it stands after a supplement as one more snapshot; number and time of receipt stay.

    The company stays as it was handed in, but for what was asked for about it (the section COMPANY or SITES).
    """
    earlier = last_submission_of(application.id)
    if earlier is None or application.number is None:
        return
    version, read = application.round_version, gathered(application, anew=section)
    handed = snapshot_of(application, read, version=version, number=application.number, at=now)
    content, sha256 = canonical(handed)
    db.session.add(
        Submission(
            application_id=application.id,
            attempt=earlier.attempt + 1,
            number=application.number,
            content=content,
            sha256=sha256,
            at=now,
            by_id=by.id,
        )
    )
    application.submission_sha256 = sha256
    keep_company(application, read.company)


def keep_company(application: Application, company: CompanyCopy) -> None:
    """Keep what other applications are compared with, and lists show, of the company as it was handed in."""
    application.company_name = company.profile.name
    application.company_phone, application.company_email = company.profile.phone, company.profile.email


def canonical(snapshot: Snapshot) -> tuple[str, str]:
    """Return the snapshot as canonical JSON (sorted keys, no spaces) and its SHA-256."""
    values = SNAPSHOTS.dump_python(snapshot, mode="json")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()


def _papers(filled: Filled) -> tuple[FrozenPaper, ...]:
    return tuple(
        FrozenPaper(paper.paper, paper.name, paper.sha256, paper.substitute, paper.reason, paper.issued_on)
        for paper in handed_in(filled)
    )
