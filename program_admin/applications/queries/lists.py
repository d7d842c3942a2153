"""Finding applications: one by id, those of a round or company, those a person may see."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import joinedload

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import OPEN_STATES, Application, SealOpening, Status
from program_admin.applications.queries.delegates import delegated_to
from program_admin.companies.models import Membership
from program_admin.core.database import db, row_by_id
from program_admin.core.errors import Missing
from program_admin.programs.models import Round

UNREAD = frozenset({Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN, Status.RETURNED})
_WITH_TERMS = (
    joinedload(Application.round, innerjoin=True).joinedload(Round.current_version),
    joinedload(Application.company, innerjoin=True),
)
READERS = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})


def application_by_id(application_id: uuid.UUID) -> Application:
    """Return the application; raises Missing."""
    found: Application | None = row_by_id(Application, application_id, *_WITH_TERMS)
    if found is None:
        raise Missing("application")
    return found


def visible_to(person: Person) -> Select[Application]:
    """Select what a person may see: staff what was handed in, applicants what they write for a company."""
    allowed: list[ColumnElement[bool]] = [false()]
    if person.roles & READERS:
        allowed.append(Application.status != Status.DRAFT.value)
    if Role.APPLICANT in person.roles:
        mine = select(Membership.company_id).where(Membership.person_id == person.id, Membership.ended_at.is_(None))
        allowed += [Application.company_id.in_(mine), delegated_to(person)]
    return select(Application).where(or_(*allowed))


def applications_of_round(round_id: uuid.UUID) -> list[Application]:
    """Return everything handed in to a round, in the order of receipt numbers."""
    handed_in = select(Application).where(Application.round_id == round_id, Application.number.is_not(None))
    return list(db.session.scalars(handed_in.order_by(Application.number)))


def applications_of_company(company_id: uuid.UUID) -> list[Application]:
    """Return a company's applications, newest first."""
    theirs = select(Application).where(Application.company_id == company_id)
    return list(db.session.scalars(theirs.order_by(Application.created_at.desc(), Application.id)))


def open_application(round_id: uuid.UUID, company_id: uuid.UUID) -> Application | None:
    """Return the company's application in that round that is neither withdrawn nor returned."""
    wanted = select(Application).where(
        Application.round_id == round_id,
        Application.company_id == company_id,
        Application.status.in_([state.value for state in OPEN_STATES]),
    )
    return db.session.scalar(wanted)


def eligible_of(round_id: uuid.UUID) -> list[Application]:
    """Return the applications of a round that passed screening and wait for evaluation, by receipt number."""
    passed = select(Application).where(Application.round_id == round_id, Application.status == Status.ELIGIBLE.value)
    return list(db.session.scalars(passed.order_by(Application.number)))


def counts_by_status(round_id: uuid.UUID) -> dict[Status, int]:
    """Return how many applications of a round stand in each state (drafts too); absent states are 0."""
    counted = (
        select(Application.status, func.count()).where(Application.round_id == round_id).group_by(Application.status)
    )
    return dict.fromkeys(Status, 0) | {Status(status): n for status, n in db.session.execute(counted)}


def is_sealed(application: Application, now: datetime) -> bool:
    """Whether its deadline is still to come: until then staff see only the company's name.

    What is being screened was opened by that; a deadline put off later closes only what nobody has read yet.
    """
    return application.status in UNREAD and now <= application.deadline.closes_at


def sealed_to(person: Person, application: Application, now: datetime) -> bool:
    """Whether its contents are still closed to this member of the staff, who didn't open the seal."""
    return is_sealed(application, now) and not opened_seal(application, person)


def seal_openings() -> Select[SealOpening]:
    """Select every opening of a seal."""
    return select(SealOpening).join(SealOpening.application)


def opened_seal(application: Application, person: Person) -> bool:
    """Whether this person gave a reason and opened the seal."""
    opened = select(SealOpening.id).where(
        SealOpening.application_id == application.id, SealOpening.person_id == person.id
    )
    return db.session.scalar(opened) is not None
