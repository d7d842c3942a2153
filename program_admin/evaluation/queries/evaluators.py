"""What is asked about the pool of evaluators and their ties."""

import uuid

from sqlalchemy import Select, func, select

from program_admin.accounts.models import Person
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.evaluation.models import Evaluator, EvaluatorTie, Invitation, Panel, PanelSeat


def evaluator_by_id(evaluator_id: uuid.UUID) -> Evaluator:
    """Return the evaluator; raises Missing."""
    found = db.session.get(Evaluator, evaluator_id)
    if found is None:
        raise Missing("evaluator")
    return found


def evaluator_of(person_id: uuid.UUID) -> Evaluator | None:
    """Return the evaluator that a person is, if any."""
    return db.session.scalar(select(Evaluator).where(Evaluator.person_id == person_id))


def pool() -> Select[tuple[Evaluator]]:
    """Select every evaluator, for the list; joined with the person, whose name orders it."""
    return select(Evaluator).join(Person, Evaluator.person_id == Person.id)


def active_evaluators() -> list[Evaluator]:
    """Return the evaluators who may be asked, by name."""
    asked = pool().where(Evaluator.active.is_(True)).order_by(Person.name, Evaluator.id)
    return list(db.session.scalars(asked))


def tie_by_id(tie_id: uuid.UUID) -> EvaluatorTie:
    """Return the tie; raises Missing."""
    found = db.session.get(EvaluatorTie, tie_id)
    if found is None:
        raise Missing("tie")
    return found


def ties_of(evaluator_id: uuid.UUID) -> list[EvaluatorTie]:
    """Return an evaluator's ties, oldest first."""
    rows = select(EvaluatorTie).where(EvaluatorTie.evaluator_id == evaluator_id)
    return list(db.session.scalars(rows.order_by(EvaluatorTie.created_at, EvaluatorTie.id)))


def seats_held(evaluator_id: uuid.UUID) -> list[PanelSeat]:
    """Return every seat the evaluator was proposed for, the newest session first."""
    rows = select(PanelSeat).join(Panel).where(PanelSeat.evaluator_id == evaluator_id)
    return list(db.session.scalars(rows.order_by(Panel.session_on.desc(), PanelSeat.id)))


def panels_per_evaluator(round_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """Return on how many panels of the round each evaluator stands; those on none are left out."""
    standing = [Invitation.PROPOSED, Invitation.INVITED, Invitation.UNDECIDED, Invitation.ACCEPTED]
    counted = select(PanelSeat.evaluator_id, func.count()).join(Panel).where(Panel.round_id == round_id)
    counted = counted.where(PanelSeat.status.in_([state.value for state in standing]))
    return {row[0]: row[1] for row in db.session.execute(counted.group_by(PanelSeat.evaluator_id))}
