"""Reading 요건검토: the sheet and what it is made from, requests with their history, proposals, counts of a round."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, func, or_, select

from program_admin.accounts.models import Person
from program_admin.applications.models import (
    Application,
    Paper,
    ScreeningCheck,
    ScreeningProposal,
    SupplementAnswer,
    SupplementEvent,
    SupplementRequest,
    SupplementStatus,
)
from program_admin.applications.queries.contents import UNANSWERED, papers_of
from program_admin.applications.queries.filled import gathered
from program_admin.applications.queries.sharing import sharing_of
from program_admin.applications.rules.screening import BusinessSeen, HandedOn, Outlook, Seen, SiteSeen
from program_admin.applications.rules.values import HandedPaper
from program_admin.companies.models import (
    BUSINESS_STATUS_NAMES,
    STATUS_SOURCE_NAMES,
    BusinessStatus,
    StatusSource,
)
from program_admin.companies.queries import latest_status_checks
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.documents.models import NumberWarning
from program_admin.workflow.models import Approval
from program_admin.workflow.models import Status as ApprovalStatus

UNFINISHED = (SupplementStatus.ASKED.value, SupplementStatus.ANSWERED.value)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a list says of one application: findings against it, requests not yet accepted, the nearest due day.

    `numbers` counts the papers with something that looks like a resident number, neither masked nor explained.
    """

    findings: int = 0
    unfinished: int = 0
    due_on: date | None = None
    numbers: int = 0


def seen_of(application: Application) -> Seen:
    """Return what the screening sheet of a submitted application is made from."""
    submitted, read = to_seoul(application.submitted_at or application.created_at).date(), gathered(application)
    return Seen(
        filled=read.filled,
        submitted_on=submitted,
        papers=tuple(
            HandedOn(
                HandedPaper(paper.paper, paper.upload.name, paper.substitute, paper.reason, paper.issued_on),
                max(submitted, to_seoul(paper.added_at).date()),
            )
            for paper in papers_of(application.id)
        ),
        sites=tuple(
            SiteSeen(site.kind, site.name, site.sido, site.district, site.area_m2, site.registration_number)
            for site in read.company.sites
        ),
        sharing=sharing_of(application),
        business=_business_of(application.company_id),
    )


def checks_of(application_id: uuid.UUID) -> list[ScreeningCheck]:
    """Return the items of the sheet, in order; none before screening begins."""
    rows = select(ScreeningCheck).where(ScreeningCheck.application_id == application_id)
    return list(db.session.scalars(rows.order_by(ScreeningCheck.place)))


def supplement_by_id(request_id: uuid.UUID) -> SupplementRequest:
    """Return one request; raises Missing."""
    found = db.session.get(SupplementRequest, request_id)
    if found is None:
        raise Missing("supplement")
    return found


def answers_to(requests: Iterable[SupplementRequest]) -> list[SupplementAnswer]:
    """Return every answer to these requests, oldest first."""
    wanted = [request.id for request in requests]
    rows = select(SupplementAnswer).where(SupplementAnswer.request_id.in_(wanted))
    return list(db.session.scalars(rows.order_by(SupplementAnswer.at, SupplementAnswer.id)))


def answered_with(paper: Paper) -> SupplementRequest | None:
    """Return the request that this paper was handed in for, while the answer waits to be looked at."""
    answered = select(SupplementRequest).join(SupplementAnswer, SupplementAnswer.request_id == SupplementRequest.id)
    waiting = SupplementRequest.status == SupplementStatus.ANSWERED.value
    return db.session.scalar(answered.where(SupplementAnswer.paper_id == paper.id, waiting).limit(1))


def events_of(requests: Iterable[SupplementRequest]) -> list[SupplementEvent]:
    """Return everything staff did with these requests, oldest first."""
    wanted = [request.id for request in requests]
    rows = select(SupplementEvent).where(SupplementEvent.request_id.in_(wanted))
    return list(db.session.scalars(rows.order_by(SupplementEvent.at, SupplementEvent.id)))


def unfinished_supplements(application_id: uuid.UUID) -> int:
    """How many requests of an application are not accepted yet."""
    counted = select(func.count()).select_from(SupplementRequest)
    counted = counted.where(
        SupplementRequest.application_id == application_id, SupplementRequest.status.in_(UNFINISHED)
    )
    return db.session.scalar(counted) or 0


def supplements_due(first: date, last: date) -> list[SupplementRequest]:
    """Return the unanswered requests due from one day to another, those already reminded of that day left out."""
    due = select(SupplementRequest).where(
        SupplementRequest.status == SupplementStatus.ASKED.value,
        SupplementRequest.due_on.between(first, last),
        or_(
            SupplementRequest.reminded_for.is_(None),
            SupplementRequest.reminded_for != SupplementRequest.due_on,
        ),
    )
    return list(db.session.scalars(due.order_by(SupplementRequest.due_on, SupplementRequest.id)))


def proposal_by_id(proposal_id: uuid.UUID) -> ScreeningProposal:
    """Return one proposal; raises Missing."""
    found = db.session.get(ScreeningProposal, proposal_id)
    if found is None:
        raise Missing("proposal")
    return found


def proposals_of(application_id: uuid.UUID) -> list[ScreeningProposal]:
    """Return every proposal made for an application, oldest first."""
    made = select(ScreeningProposal).where(ScreeningProposal.application_id == application_id)
    return list(db.session.scalars(made.order_by(ScreeningProposal.at, ScreeningProposal.id)))


def waiting_proposal_of(application_id: uuid.UUID) -> ScreeningProposal | None:
    """Return the proposal that waits for signatures, if any."""
    return db.session.scalar(_waiting().where(ScreeningProposal.application_id == application_id))


def proposals_waiting(round_id: uuid.UUID) -> Select[ScreeningProposal]:
    """Select the proposals of a round that wait for signatures."""
    return _waiting().join(ScreeningProposal.application).where(Application.round_id == round_id)


def proposals_for(person: Person, round_id: uuid.UUID) -> Select[ScreeningProposal]:
    """Select the waiting proposals of a round that this person didn't draft (nobody confirms own work)."""
    return proposals_waiting(round_id).where(Approval.drafted_by != person.id)


def counts_of_round(round_id: uuid.UUID) -> dict[uuid.UUID, Counts]:
    """Return what the list of a round says of each application; those without anything to say are absent."""
    against = (
        select(ScreeningCheck.application_id, func.count())
        .join(Application)
        .where(
            Application.round_id == round_id,
            ScreeningCheck.suggestion.in_([Outlook.FAILED.value, Outlook.TO_SUPPLEMENT.value]),
        )
        .group_by(ScreeningCheck.application_id)
    )
    asked = (
        select(SupplementRequest.application_id, func.count(), func.min(SupplementRequest.due_on))
        .join(Application)
        .where(Application.round_id == round_id, SupplementRequest.status.in_(UNFINISHED))
        .group_by(SupplementRequest.application_id)
    )
    findings: dict[uuid.UUID, int] = dict(db.session.execute(against).all())
    requests = {each: Counts(0, count, due) for each, count, due in db.session.execute(asked)}
    numbers = _open_numbers(round_id)
    return {
        each: replace(requests.get(each, Counts()), findings=findings.get(each, 0), numbers=numbers.get(each, 0))
        for each in findings.keys() | requests.keys() | numbers.keys()
    }


def _open_numbers(round_id: uuid.UUID) -> dict[uuid.UUID, int]:
    counted = (
        select(Paper.application_id, func.count())
        .join(NumberWarning, NumberWarning.upload_id == Paper.upload_id)
        .join(Application, Application.id == Paper.application_id)
        .where(Application.round_id == round_id, *UNANSWERED)
        .group_by(Paper.application_id)
    )
    return dict(db.session.execute(counted).all())


def _waiting() -> Select[ScreeningProposal]:
    return (
        select(ScreeningProposal)
        .join(ScreeningProposal.approval)
        .where(Approval.status == ApprovalStatus.WAITING.value)
    )


def _business_of(company_id: uuid.UUID) -> BusinessSeen | None:
    found = latest_status_checks([company_id]).get(company_id)
    if found is None:
        return None
    status, source = BusinessStatus(found.status), StatusSource(found.source)
    trades = status is BusinessStatus.ACTIVE
    return BusinessSeen(trades, BUSINESS_STATUS_NAMES[status], found.checked_on, STATUS_SOURCE_NAMES[source])
