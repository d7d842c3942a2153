"""What is asked about panels: seats, cases, recusals, opinions."""

import uuid

from sqlalchemy import Select, select

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.applications.queries import eligible_of
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.evaluation.models import (
    Evaluator,
    Invitation,
    Panel,
    PanelCase,
    PanelOpinion,
    PanelSeat,
    PanelStatus,
    Recusal,
)

GONE = (Invitation.DECLINED.value, Invitation.EXCLUDED.value)


def panel_by_id(panel_id: uuid.UUID) -> Panel:
    """Return the panel; raises Missing."""
    found = db.session.get(Panel, panel_id)
    if found is None:
        raise Missing("panel")
    return found


def seat_by_id(seat_id: uuid.UUID) -> PanelSeat:
    """Return the seat; raises Missing."""
    found = db.session.get(PanelSeat, seat_id)
    if found is None:
        raise Missing("seat")
    return found


def case_by_id(case_id: uuid.UUID) -> PanelCase:
    """Return the case; raises Missing."""
    found = db.session.get(PanelCase, case_id)
    if found is None:
        raise Missing("case")
    return found


def panels() -> Select[tuple[Panel]]:
    """Select every panel, for the list."""
    return select(Panel)


def panels_of(round_id: uuid.UUID) -> list[Panel]:
    """Return the panels of a round by name."""
    return list(db.session.scalars(select(Panel).where(Panel.round_id == round_id).order_by(Panel.name, Panel.id)))


def all_seats_of(panel_id: uuid.UUID) -> list[PanelSeat]:
    """Return every seat of a panel in order, those who declined or were taken out too."""
    return list(db.session.scalars(select(PanelSeat).where(PanelSeat.panel_id == panel_id).order_by(PanelSeat.place)))


def seats_of(panel_id: uuid.UUID) -> list[PanelSeat]:
    """Return the seats that stand: neither declined nor taken out."""
    return [seat for seat in all_seats_of(panel_id) if seat.status not in GONE]


def taken_seats(panel_id: uuid.UUID) -> list[PanelSeat]:
    """Return the seats whose invitation was accepted, in order: 위원 1, 위원 2, …"""
    return [seat for seat in all_seats_of(panel_id) if seat.status == Invitation.ACCEPTED]


def seat_of(panel_id: uuid.UUID, evaluator_id: uuid.UUID) -> PanelSeat | None:
    """Return an evaluator's seat on a panel."""
    return db.session.scalar(
        select(PanelSeat).where(PanelSeat.panel_id == panel_id, PanelSeat.evaluator_id == evaluator_id)
    )


def chair_of(panel_id: uuid.UUID) -> PanelSeat | None:
    """Return the chair's seat (위원장), once accepted."""
    return next((seat for seat in taken_seats(panel_id) if seat.chair), None)


def own_seats(person: Person) -> list[PanelSeat]:
    """Return the seats a person was asked to take, the next session first; mere proposals are not shown to them."""
    mine = select(PanelSeat).join(Panel).join(Evaluator).where(Evaluator.person_id == person.id)
    mine = mine.where(PanelSeat.status.not_in([Invitation.PROPOSED.value, Invitation.EXCLUDED.value]))
    return list(db.session.scalars(mine.order_by(Panel.session_on.desc(), Panel.name, PanelSeat.id)))


def cases_of(panel_id: uuid.UUID) -> list[PanelCase]:
    """Return the cases of a panel in the order of the session."""
    return list(db.session.scalars(select(PanelCase).where(PanelCase.panel_id == panel_id).order_by(PanelCase.place)))


def case_of(panel_id: uuid.UUID, application_id: uuid.UUID) -> PanelCase | None:
    """Return the application's case before the panel."""
    return db.session.scalar(
        select(PanelCase).where(PanelCase.panel_id == panel_id, PanelCase.application_id == application_id)
    )


def cases_about(application_id: uuid.UUID) -> list[PanelCase]:
    """Return the application's cases, one for each stage."""
    return list(db.session.scalars(select(PanelCase).where(PanelCase.application_id == application_id)))


def free_applications(round_id: uuid.UUID, stage: str) -> list[Application]:
    """Return the eligible applications of a round that no panel of that stage has yet, by receipt number."""
    taken = select(PanelCase.application_id).join(Panel).where(Panel.round_id == round_id, Panel.stage == stage)
    taken_ids = set(db.session.scalars(taken))
    return [each for each in eligible_of(round_id) if each.id not in taken_ids]


def recusals_of(panel_id: uuid.UUID) -> list[Recusal]:
    """Return the recusals of a panel, oldest first."""
    return list(
        db.session.scalars(select(Recusal).where(Recusal.panel_id == panel_id).order_by(Recusal.at, Recusal.id))
    )


def recused_pairs(panel_id: uuid.UUID) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Return (application, evaluator) of every recusal of a panel."""
    return {(each.application_id, each.evaluator_id) for each in recusals_of(panel_id)}


def opinion_writer(case: PanelCase) -> PanelSeat | None:
    """Return who writes the overall opinion: the chair; if recused, the first member who is not (직무대행)."""
    recused = recused_pairs(case.panel_id)
    able = [seat for seat in taken_seats(case.panel_id) if (case.application_id, seat.evaluator_id) not in recused]
    return next((seat for seat in able if seat.chair), able[0] if able else None)


def own_opinions(seat: PanelSeat) -> list[PanelCase]:
    """Return the cases on which this member writes the overall opinion."""
    writers = ((case, opinion_writer(case)) for case in cases_of(seat.panel_id))
    return [case for case, writer in writers if writer is not None and writer.id == seat.id]


def opinion_on(case: PanelCase) -> PanelOpinion | None:
    """Return the chair's overall opinion on a case."""
    return db.session.scalar(
        select(PanelOpinion).where(
            PanelOpinion.panel_id == case.panel_id, PanelOpinion.application_id == case.application_id
        )
    )


def cases_without_opinion(panel_id: uuid.UUID) -> list[PanelCase]:
    """Return the cases on which the chair has not written yet."""
    return [case for case in cases_of(panel_id) if opinion_on(case) is None]


def unconfirmed_cases(application_id: uuid.UUID) -> list[PanelCase]:
    """Return the application's cases whose panel is not confirmed yet."""
    return [case for case in cases_about(application_id) if case.panel.status != PanelStatus.CONFIRMED]
