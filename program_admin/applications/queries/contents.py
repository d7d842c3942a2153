"""Reading what an application is made of."""

import uuid
from collections.abc import Sequence

from sqlalchemy import BindParameter, Row, bindparam, select
from sqlalchemy.orm import joinedload

from program_admin.applications.models import (
    Answer,
    Application,
    ApplicationEngineer,
    BonusClaim,
    BudgetLine,
    Consent,
    FundingShare,
    KpiTarget,
    Paper,
    ProjectPlan,
    Submission,
    SupplementRequest,
)
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.documents.models import NumberWarning, Upload
from program_admin.documents.queries import number_warnings

UNANSWERED = (Paper.removed_at.is_(None), NumberWarning.answer.is_(None))
"""What makes a warning about numbers in a paper one that is still open."""
_APPLICATION: BindParameter[uuid.UUID] = bindparam("application_id")
_PAPERS = (
    select(Paper)
    .where(Paper.application_id == _APPLICATION)
    .options(joinedload(Paper.upload))
    .order_by(Paper.added_at, Paper.id)
)
_IN_FORCE = _PAPERS.where(Paper.removed_at.is_(None))
_OF, _FILE = Paper.__table__.c, Upload.__table__.c
_HANDED = (
    select(_OF.id, _OF.paper, _FILE.name, _OF.substitute, _OF.reason, _OF.issued_on, _FILE.sha256)
    .join_from(Paper.__table__, Upload.__table__, _FILE.id == _OF.upload_id)
    .where(_OF.application_id == _APPLICATION, _OF.removed_at.is_(None))
    .order_by(_OF.added_at, _OF.id)
)
_LAST_SUBMISSION = (
    select(Submission).where(Submission.application_id == _APPLICATION).order_by(Submission.attempt.desc()).limit(1)
)
_WARNED = (
    select(Paper, NumberWarning)
    .join(NumberWarning, NumberWarning.upload_id == Paper.upload_id)
    .where(Paper.application_id == _APPLICATION, *UNANSWERED)
    .options(joinedload(Paper.upload))
    .order_by(Paper.added_at, Paper.id)
)


def plan_of(application_id: uuid.UUID) -> ProjectPlan | None:
    """Return the project's statutory fields as handed in, None for a draft."""
    return db.session.get(ProjectPlan, application_id)


def kpi_targets_of(application_id: uuid.UUID) -> list[KpiTarget]:
    """Return the KPI plan as handed in, in order."""
    rows = select(KpiTarget).where(KpiTarget.application_id == application_id)
    return list(db.session.scalars(rows.order_by(KpiTarget.place)))


def budget_of(application_id: uuid.UUID) -> list[BudgetLine]:
    """Return the budget as handed in, in order; won without VAT."""
    rows = select(BudgetLine).where(BudgetLine.application_id == application_id)
    return list(db.session.scalars(rows.order_by(BudgetLine.place)))


def funding_of(application_id: uuid.UUID) -> list[FundingShare]:
    """Return what each source carries, in the round's order; won without VAT."""
    rows = select(FundingShare).where(FundingShare.application_id == application_id)
    return list(db.session.scalars(rows.order_by(FundingShare.place)))


def papers_of(application_id: uuid.UUID, *, removed: bool = False) -> list[Paper]:
    """Return the papers in force (with `removed` also those replaced) with their files, oldest first."""
    return list(db.session.scalars(_PAPERS if removed else _IN_FORCE, {"application_id": application_id}))


def paper_rows_of(application_id: uuid.UUID) -> Sequence[Row]:
    """Return the papers in force as `papers_of` does, as plain rows (id, paper, name, substitute, …, sha256)."""
    return db.session.execute(_HANDED, {"application_id": application_id}).all()


def paper_by_id(paper_id: uuid.UUID) -> Paper:
    """Return one paper, a removed one too; raises Missing."""
    found = db.session.get(Paper, paper_id)
    if found is None:
        raise Missing("paper")
    return found


def answers_of(application_id: uuid.UUID) -> dict[str, str]:
    """Return the answers as handed in, by field ("question-collects_now", "must_not-in_business")."""
    rows = select(Answer.question, Answer.value).where(Answer.application_id == application_id)
    return dict(db.session.execute(rows.order_by(Answer.question)).all())


def bonus_claims_of(application_id: uuid.UUID) -> list[BonusClaim]:
    """Return the bonus points claimed, by code."""
    rows = select(BonusClaim).where(BonusClaim.application_id == application_id)
    return list(db.session.scalars(rows.order_by(BonusClaim.code)))


def bonus_proofs_of(application: Application) -> dict[str, list[Paper]]:
    """Return the files that prove each bonus, by its code; a bonus for which the round asks no paper has no entry."""
    handed = papers_of(application.id)
    return {
        item.code: [paper for paper in handed if paper.paper == item.paper]
        for item in application.terms.evaluation.bonus.items
        if item.paper
    }


def named_engineers_of(application_id: uuid.UUID) -> list[ApplicationEngineer]:
    """Return the engineers named as handed in, in order."""
    rows = select(ApplicationEngineer).where(ApplicationEngineer.application_id == application_id)
    return list(db.session.scalars(rows.order_by(ApplicationEngineer.place)))


def consents_of(application_id: uuid.UUID) -> list[Consent]:
    """Return the consents given, by code."""
    rows = select(Consent).where(Consent.application_id == application_id)
    return list(db.session.scalars(rows.order_by(Consent.code)))


def last_submission_of(application_id: uuid.UUID) -> Submission | None:
    """Return the newest submission, or None while nothing was handed in."""
    return db.session.scalar(_LAST_SUBMISSION, {"application_id": application_id})


def supplements_of(application_id: uuid.UUID) -> list[SupplementRequest]:
    """Return every supplement request, in order."""
    rows = select(SupplementRequest).where(SupplementRequest.application_id == application_id)
    return list(db.session.scalars(rows.order_by(SupplementRequest.place)))


def number_warning_of(paper: Paper) -> NumberWarning:
    """Return the warning about numbers in a paper that is in force; raises Missing."""
    found = number_warnings([paper.upload]).get(paper.upload_id)
    if found is None or paper.removed_at is not None or paper.upload.erased_at is not None:
        raise Missing("number warning")
    return found


def open_number_warnings(application_id: uuid.UUID) -> list[tuple[Paper, NumberWarning]]:
    """Return the papers in force with a warning about numbers that nobody has answered yet, oldest first."""
    rows = db.session.execute(_WARNED, {"application_id": application_id})
    return [(paper, found) for paper, found in rows]
