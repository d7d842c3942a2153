"""Reading 대리 작성: who may type where, and who typed what."""

import uuid

from sqlalchemy import ColumnElement, bindparam, exists, select

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.applications.models import Application, DelegateReview, Delegation, DraftField, Status
from program_admin.applications.queries.contents import papers_of
from program_admin.applications.queries.drafts import draft_fields
from program_admin.applications.rules.delegates import Typed
from program_admin.core.clock import today
from program_admin.core.database import db
from program_admin.core.errors import Missing

_INVITED = (
    select(Delegation)
    .where(Delegation.application_id == bindparam("application_id"))
    .order_by(Delegation.created_at, Delegation.id)
)
_TABLE = Delegation.__table__.c
_FIRMS = (
    select(_TABLE.person_id, _TABLE.firm)
    .where(_TABLE.application_id == bindparam("application_id"))
    .order_by(_TABLE.created_at, _TABLE.id)
)
_SEEN = select(DelegateReview.seen).where(DelegateReview.application_id == bindparam("application_id"))


def delegated_to(person: Person) -> ColumnElement[bool]:
    """The condition under which an application is one that a delegate may open now: a draft, in time, not ended."""
    return (Application.status == Status.DRAFT.value) & exists(
        select(Delegation.id).where(
            Delegation.application_id == Application.id,
            Delegation.person_id == person.id,
            Delegation.ended_at.is_(None),
            Delegation.ends_on >= today(),
        )
    )


def is_delegate(person: Person, application_id: uuid.UUID) -> bool:
    """Whether the person may type in that application for its company now."""
    return (
        db.session.scalar(select(Application.id).where(Application.id == application_id, delegated_to(person)))
        is not None
    )


def applications_delegated_to(person: Person) -> list[Application]:
    """Return the drafts a person may type in for somebody else, oldest first."""
    theirs = select(Application).where(delegated_to(person))
    return list(db.session.scalars(theirs.order_by(Application.created_at, Application.id)))


def delegations_of(application_id: uuid.UUID) -> list[Delegation]:
    """Return every invitation of an application, ended ones too, oldest first."""
    return list(db.session.scalars(_INVITED, {"application_id": application_id}))


def delegation_by_id(delegation_id: uuid.UUID) -> Delegation:
    """Return one invitation; raises Missing."""
    found = db.session.get(Delegation, delegation_id)
    if found is None:
        raise Missing("delegation")
    return found


def open_delegation(application_id: uuid.UUID, person_id: uuid.UUID) -> Delegation | None:
    """Return the invitation of a person that was not ended (its day may have passed)."""
    rows = select(Delegation).where(
        Delegation.application_id == application_id, Delegation.person_id == person_id, Delegation.ended_at.is_(None)
    )
    return db.session.scalar(rows)


def firms_of(application_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Return the firm of everybody who was ever invited to an application, the newest of each."""
    return {row.person_id: row.firm for row in db.session.execute(_FIRMS, {"application_id": application_id})}


def typed_by_delegates(application_id: uuid.UUID) -> tuple[Typed, ...]:
    """Return what stands in the application now as a delegate left it: fields by name, then files."""
    firms = firms_of(application_id)
    if not firms:
        return ()
    names = names_of(set(firms))
    fields = [row for row in draft_fields(application_id).values() if row.person_id in firms]
    papers = [paper for paper in papers_of(application_id) if paper.added_by_id in firms]
    return (
        *(
            Typed(f"{row.name}:{row.revision}", row.name, row.value, names[row.person_id], firms[row.person_id], row.at)
            for row in sorted(fields, key=lambda row: row.name)
        ),
        *(
            Typed(
                f"paper:{paper.id}",
                f"paper-{paper.paper}",
                paper.upload.name,
                names[paper.added_by_id],
                firms[paper.added_by_id],
                paper.added_at,
            )
            for paper in papers
        ),
    )


def seen_of(application_id: uuid.UUID) -> frozenset[str]:
    """Return the keys of everything typed by delegates that the company has looked through."""
    rows = db.session.scalars(_SEEN, {"application_id": application_id})
    return frozenset(key for row in rows for key in row)


def last_review_of(application_id: uuid.UUID) -> DelegateReview | None:
    """Return the newest look through what delegates typed."""
    rows = select(DelegateReview).where(DelegateReview.application_id == application_id)
    return db.session.scalar(rows.order_by(DelegateReview.at.desc(), DelegateReview.id).limit(1))


def typists_of(application: Application, fields: dict[str, DraftField]) -> dict[uuid.UUID, tuple[str, str]]:
    """Return name and firm of everybody who typed one of these fields: a delegate's firm, or the company."""
    firms = firms_of(application.id)
    names = names_of({row.person_id for row in fields.values()})
    return {person: (name, firms.get(person, application.company_name)) for person, name in names.items()}
