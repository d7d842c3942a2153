"""What a notice to many applicants is made from, each kind of record read at once for all of them."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from program_admin.accounts.models import Person
from program_admin.applications.models import (
    Application,
    CaseNotice,
    NoticeBatch,
    ScreeningProposal,
    Status,
    SupplementRequest,
    SupplementStatus,
)
from program_admin.companies.models import Membership
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.workflow.models import Approval
from program_admin.workflow.models import Status as ApprovalStatus

UNTOLD = (Status.DRAFT.value, Status.WITHDRAWN.value)


def batch_by_id(batch_id: uuid.UUID) -> NoticeBatch:
    """Return one batch; raises Missing."""
    found = db.session.get(NoticeBatch, batch_id)
    if found is None:
        raise Missing("batch")
    return found


def applications_of_batch(round_id: uuid.UUID, ids: Collection[uuid.UUID]) -> list[Application]:
    """Return those of these applications that stand in the round, by receipt number."""
    standing = select(Application).where(
        Application.round_id == round_id, Application.id.in_(ids), Application.status.not_in(UNTOLD)
    )
    return list(db.session.scalars(standing.order_by(Application.number)))


def people_of_companies(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Person]]:
    """Return who acts for each of these companies now, oldest membership first."""
    open_ones = select(Membership).where(Membership.company_id.in_(ids), Membership.ended_at.is_(None))
    found: dict[uuid.UUID, list[Person]] = defaultdict(list)
    for each in db.session.scalars(
        open_ones.options(joinedload(Membership.person)).order_by(Membership.created_at, Membership.id)
    ):
        found[each.company_id].append(each.person)
    return found


def open_requests_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[SupplementRequest]]:
    """Return the unanswered requests of each of these applications, in order."""
    asked = select(SupplementRequest).where(
        SupplementRequest.application_id.in_(ids), SupplementRequest.status == SupplementStatus.ASKED.value
    )
    found: dict[uuid.UUID, list[SupplementRequest]] = defaultdict(list)
    for each in db.session.scalars(asked.order_by(SupplementRequest.place)):
        found[each.application_id].append(each)
    return found


def verdicts_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ScreeningProposal]:
    """Return the confirmed result of each of these applications that has one."""
    confirmed = (
        select(ScreeningProposal)
        .join(ScreeningProposal.approval)
        .where(ScreeningProposal.application_id.in_(ids), Approval.status == ApprovalStatus.APPROVED.value)
        .order_by(ScreeningProposal.at)
    )
    return {each.application_id: each for each in db.session.scalars(confirmed)}


def case_notices_of(batch_id: uuid.UUID) -> list[CaseNotice]:
    """Return what was sent of one batch, by receipt number."""
    sent = select(CaseNotice).join(CaseNotice.application).where(CaseNotice.batch_id == batch_id)
    return list(db.session.scalars(sent.order_by(Application.number)))


def notices_of(application_id: uuid.UUID) -> list[CaseNotice]:
    """Return what was sent to the company of an application, oldest first."""
    sent = select(CaseNotice).where(CaseNotice.application_id == application_id)
    return list(db.session.scalars(sent.order_by(CaseNotice.at, CaseNotice.id)))
