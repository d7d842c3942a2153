"""What is asked about score sheets: drafts, signed scores, progress."""

import uuid
from decimal import Decimal

from sqlalchemy import func, select

from program_admin.applications.models import Paper
from program_admin.applications.queries import paper_by_id
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.evaluation.models import (
    PanelCase,
    PanelSeat,
    Recusal,
    Sheet,
    SheetDraft,
    SheetOpinion,
    SheetScore,
    SheetSignature,
    SheetStatus,
)
from program_admin.evaluation.queries.panels import cases_of, taken_seats
from program_admin.evaluation.rules.arithmetic import score_faults
from program_admin.programs.schema.evaluation import Stage

OPINION = "opinion"
OPINION_SHORTEST = 20
OPINION_LONGEST = 1000


def score_name(criterion: str) -> str:
    """Return the name of a criterion's field."""
    return f"score-{criterion}"


def sheet_by_id(sheet_id: uuid.UUID) -> Sheet:
    """Return the sheet; raises Missing."""
    found = db.session.get(Sheet, sheet_id)
    if found is None:
        raise Missing("sheet")
    return found


def stage_of(sheet: Sheet) -> Stage:
    """Return the stage whose criteria the sheet holds; raises Missing when the round has none of that code."""
    stage = sheet.panel.round.terms.evaluation.stage(sheet.panel.stage)
    if stage is None:
        raise Missing("stage")
    return stage


def is_recused(sheet: Sheet) -> bool:
    """Whether the sheet's evaluator was recused from its case."""
    row = select(Recusal.id).where(
        Recusal.panel_id == sheet.panel_id,
        Recusal.application_id == sheet.application_id,
        Recusal.evaluator_id == sheet.evaluator_id,
    )
    return db.session.scalar(row) is not None


def sheets_of_seat(seat: PanelSeat) -> list[Sheet]:
    """Return an evaluator's own sheets of a panel in the order of the session, dropped ones left out."""
    own = select(Sheet).join(
        PanelCase, (PanelCase.panel_id == Sheet.panel_id) & (PanelCase.application_id == Sheet.application_id)
    )
    own = own.where(
        Sheet.panel_id == seat.panel_id,
        Sheet.evaluator_id == seat.evaluator_id,
        Sheet.status != SheetStatus.DROPPED.value,
    )
    return list(db.session.scalars(own.order_by(PanelCase.place)))


def sheet_of(seat: PanelSeat, application_id: uuid.UUID) -> Sheet | None:
    """Return the evaluator's sheet on an application, a dropped one too."""
    return db.session.scalar(
        select(Sheet).where(
            Sheet.panel_id == seat.panel_id,
            Sheet.evaluator_id == seat.evaluator_id,
            Sheet.application_id == application_id,
        )
    )


def sheets_of_case(case: PanelCase) -> list[Sheet]:
    """Return the sheets on a case that count, in the order of the seats."""
    rows = select(Sheet).where(
        Sheet.panel_id == case.panel_id,
        Sheet.application_id == case.application_id,
        Sheet.status != SheetStatus.DROPPED.value,
    )
    order = {seat.evaluator_id: seat.place for seat in taken_seats(case.panel_id)}
    return sorted(db.session.scalars(rows), key=lambda sheet: order.get(sheet.evaluator_id, 0))


def drafts_of(sheet_id: uuid.UUID) -> dict[str, SheetDraft]:
    """Return every field of a sheet typed so far, by name."""
    rows = db.session.scalars(select(SheetDraft).where(SheetDraft.sheet_id == sheet_id))
    return {row.name: row for row in rows}


def scores_of(sheet_id: uuid.UUID) -> dict[str, Decimal]:
    """Return the signed points by criterion code; empty before signing."""
    rows = select(SheetScore.criterion, SheetScore.points).where(SheetScore.sheet_id == sheet_id)
    return {row[0]: row[1] for row in db.session.execute(rows)}


def signed_opinion(sheet_id: uuid.UUID) -> str:
    """Return the signed opinion; empty before signing."""
    return db.session.scalar(select(SheetOpinion.words).where(SheetOpinion.sheet_id == sheet_id)) or ""


def values_of(sheet: Sheet) -> dict[str, str]:
    """Return what the sheet says now by field name: signed values once signed, else what was typed."""
    if sheet.status != SheetStatus.SIGNED:
        return {name: draft.value for name, draft in drafts_of(sheet.id).items()}
    found = {score_name(code): f"{points.normalize():f}" for code, points in scores_of(sheet.id).items()}
    return found | {OPINION: signed_opinion(sheet.id)}


def faults_of(sheet: Sheet, values: dict[str, str] | None = None) -> dict[str, list[str]]:
    """Return what speaks against signing the sheet, by field name; empty when it is complete."""
    given = values_of(sheet) if values is None else values
    found = {}
    for criterion in stage_of(sheet).criteria:
        faults = score_faults(criterion, given.get(score_name(criterion.code), ""))
        if faults:
            found[score_name(criterion.code)] = faults
    words = given.get(OPINION, "").strip()
    if len(words) < OPINION_SHORTEST:
        found[OPINION] = [f"종합 의견을 {OPINION_SHORTEST}자 이상 적어 주세요. 지금은 {len(words)}자입니다."]
    elif len(words) > OPINION_LONGEST:
        found[OPINION] = [f"종합 의견을 {OPINION_LONGEST:,}자 이하로 줄여 주세요. 지금은 {len(words):,}자입니다."]
    return found


def running_total(sheet: Sheet, values: dict[str, str]) -> tuple[Decimal, int]:
    """Return the points so far and how many criteria are open."""
    total, missing = Decimal(0), 0
    for criterion in stage_of(sheet).criteria:
        value = values.get(score_name(criterion.code), "")
        if score_faults(criterion, value):
            missing += 1
        else:
            total += Decimal(value)
    return total, missing


def signature_of(seat: PanelSeat) -> SheetSignature | None:
    """Return the evaluator's signature under all own sheets of the panel."""
    return db.session.scalar(
        select(SheetSignature).where(
            SheetSignature.panel_id == seat.panel_id, SheetSignature.evaluator_id == seat.evaluator_id
        )
    )


def unsigned_evaluators(panel_id: uuid.UUID) -> list[str]:
    """Return the names of members who still have open sheets, in the order of the seats."""
    rows = select(Sheet.evaluator_id).where(Sheet.panel_id == panel_id, Sheet.status == SheetStatus.OPEN.value)
    waiting = set(db.session.scalars(rows))
    return [seat.evaluator.person.name for seat in taken_seats(panel_id) if seat.evaluator_id in waiting]


def counted_sheets(panel_id: uuid.UUID) -> dict[tuple[uuid.UUID, str], int]:
    """Return how many sheets each evaluator of a panel has in each state."""
    counted = select(Sheet.evaluator_id, Sheet.status, func.count()).where(Sheet.panel_id == panel_id)
    rows = db.session.execute(counted.group_by(Sheet.evaluator_id, Sheet.status))
    return {(row[0], row[1]): row[2] for row in rows}


def case_of_sheet(sheet: Sheet) -> PanelCase:
    """Return the case a sheet judges; raises Missing."""
    found = next((case for case in cases_of(sheet.panel_id) if case.application_id == sheet.application_id), None)
    if found is None:
        raise Missing("case")
    return found


def paper_of_sheet(sheet: Sheet, paper_id: uuid.UUID) -> Paper:
    """Return a paper of the application that the sheet judges; raises Missing for any other paper."""
    paper = paper_by_id(paper_id)
    if paper.application_id != sheet.application_id or paper.removed_at is not None:
        raise Missing("paper")
    return paper
