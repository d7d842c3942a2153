"""What is asked about rankings: the one of a round, places, documents, the figures behind them."""

import uuid

from pydantic import TypeAdapter
from sqlalchemy import select

from program_admin.applications.models import Application, BonusClaim, Status
from program_admin.applications.queries import bonus_claims_of, eligible_of
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.documents.models import IssuedDocument
from program_admin.documents.queries import document
from program_admin.evaluation.models import (
    Outcome,
    Panel,
    PanelCase,
    PanelStatus,
    RankedPlace,
    Ranking,
    RankingStatus,
)
from program_admin.evaluation.queries.panels import taken_seats
from program_admin.evaluation.queries.sheets import scores_of, sheets_of_case
from program_admin.evaluation.rules.record import BonusLine, CaseInput, RankingRecord, SheetInput
from program_admin.programs.models import Round

RESULT_LETTER = "result-letter"
EVALUATION_SUMMARY = "evaluation-summary"
LIVE = (RankingStatus.WAITING.value, RankingStatus.APPROVED.value, RankingStatus.PUBLISHED.value)


def ranking_by_id(ranking_id: uuid.UUID) -> Ranking:
    """Return the ranking; raises Missing."""
    found = db.session.get(Ranking, ranking_id)
    if found is None:
        raise Missing("ranking")
    return found


def rankings_of(round_id: uuid.UUID) -> list[Ranking]:
    """Return every ranking of a round, the newest first."""
    return list(db.session.scalars(select(Ranking).where(Ranking.round_id == round_id).order_by(Ranking.number.desc())))


def ranking_of(round_id: uuid.UUID) -> Ranking | None:
    """Return the ranking of a round that counts: the newest that was not discarded."""
    standing = select(Ranking).where(Ranking.round_id == round_id, Ranking.status != RankingStatus.DISCARDED.value)
    return db.session.scalar(standing.order_by(Ranking.number.desc()).limit(1))


def live_ranking(round_id: uuid.UUID) -> Ranking | None:
    """Return the ranking that waits for approval or was approved: nothing it rests on may change any more."""
    found = ranking_of(round_id)
    return found if found is not None and found.status in LIVE else None


def place_of(application_id: uuid.UUID) -> RankedPlace | None:
    """Return the application's place in the published ranking, None before it is published."""
    return db.session.scalar(
        select(RankedPlace)
        .join(Ranking)
        .where(RankedPlace.application_id == application_id, Ranking.status == RankingStatus.PUBLISHED.value)
        .order_by(Ranking.number.desc())
        .limit(1)
    )


def places_of(ranking_id: uuid.UUID) -> list[RankedPlace]:
    """Return the places of a ranking in order."""
    return list(
        db.session.scalars(select(RankedPlace).where(RankedPlace.ranking_id == ranking_id).order_by(RankedPlace.place))
    )


def selected_applications(round_id: uuid.UUID) -> list[Application]:
    """Return the applications of a round that are selected now, by receipt number."""
    chosen = select(Application).where(Application.round_id == round_id, Application.status == Status.SELECTED.value)
    return list(db.session.scalars(chosen.order_by(Application.number)))


def record_of(ranking: Ranking) -> RankingRecord:
    """Return a ranking's figures as they were kept."""
    return TypeAdapter(RankingRecord).validate_json(ranking.content)


def next_reserve(round_id: uuid.UUID) -> RankedPlace | None:
    """Return the first place of the published reserve list that still waits."""
    ranking = ranking_of(round_id)
    if ranking is None or ranking.status != RankingStatus.PUBLISHED:
        return None
    waiting = (place for place in places_of(ranking.id) if place.application.status == Status.RESERVE)
    return next(waiting, None)


def left_won(ranking: Ranking) -> int:
    """Return how much of the budget the applications selected now leave free."""
    return ranking.budget_won - sum(each.subsidy_won for each in selected_applications(ranking.round_id))


def abandoned_places(ranking: Ranking) -> list[RankedPlace]:
    """Return the selected places that were given up."""
    return [
        place
        for place in places_of(ranking.id)
        if place.outcome == Outcome.SELECTED and place.application.status == Status.ABANDONED
    ]


def application_about(issued: IssuedDocument) -> Application | None:
    """Return the application a document is about."""
    return db.session.get(Application, issued.subject_id) if issued.subject_kind == "Application" else None


def own_document(document_id: uuid.UUID) -> IssuedDocument:
    """Return a document of the evaluation; raises Missing for documents of others."""
    found = document(document_id)
    if found.kind not in (RESULT_LETTER, EVALUATION_SUMMARY):
        raise Missing("document")
    return found


def claims_of_round(round_id: uuid.UUID) -> list[tuple[Application, BonusClaim]]:
    """Return every bonus claim of the eligible applications, by receipt number and code."""
    return [(each, claim) for each in eligible_of(round_id) for claim in bonus_claims_of(each.id)]


def not_ready_to_rank(round_: Round) -> list[str]:
    """Say why the round cannot be ranked yet: applications without confirmed panel, claims nobody looked at."""
    found = []
    applications = eligible_of(round_.id)
    if not applications:
        found.append("순위를 매길 적합 과제가 없습니다. 요건검토를 먼저 마쳐 주세요.")
    for stage in round_.terms.scored_stages:
        cases = _confirmed_cases(round_.id, stage.code.value)
        missing = [each.company_name for each in applications if each.id not in cases]
        if missing:
            found.append(
                f"{stage.name} 평가확정이 안 된 과제가 있습니다: {', '.join(missing)}. 분과 평가를 마쳐 주세요."
            )
        empty = [case.application.company_name for case in cases.values() if not sheets_of_case(case)]
        if empty:
            found.append(f"{stage.name} 평가표가 하나도 없는 과제가 있습니다: {', '.join(empty)}.")
    open_claims = [each.company_name for each, claim in claims_of_round(round_.id) if claim.confirmed is None]
    if open_claims:
        names = ", ".join(dict.fromkeys(open_claims))
        found.append(f"가점을 확인하지 않은 과제가 있습니다: {names}. 요건검토 담당자에게 알려 주세요.")
    return found


def case_inputs(round_: Round) -> list[CaseInput]:
    """Return every eligible application with its signed sheets and bonus claims, as the arithmetic reads them."""
    stages = [stage.code.value for stage in round_.terms.scored_stages]
    cases = {stage: _confirmed_cases(round_.id, stage) for stage in stages}
    return [
        CaseInput(
            application_id=each.id,
            number=each.number or "",
            company=each.company_name,
            title=each.title,
            subsidy_won=each.subsidy_won,
            submitted_at=each.submitted_at or each.created_at,
            sheets={stage: _sheet_inputs(cases[stage][each.id]) for stage in stages},
            bonus=tuple(
                BonusLine(claim.name, claim.points, bool(claim.confirmed)) for claim in bonus_claims_of(each.id)
            ),
        )
        for each in eligible_of(round_.id)
    ]


def _confirmed_cases(round_id: uuid.UUID, stage: str) -> dict[uuid.UUID, PanelCase]:
    confirmed = select(PanelCase).join(Panel)
    confirmed = confirmed.where(
        Panel.round_id == round_id, Panel.stage == stage, Panel.status == PanelStatus.CONFIRMED.value
    )
    return {case.application_id: case for case in db.session.scalars(confirmed)}


def _sheet_inputs(case: PanelCase) -> list[SheetInput]:
    numbers = {seat.evaluator_id: place for place, seat in enumerate(taken_seats(case.panel_id), start=1)}
    return [SheetInput(f"위원 {numbers[sheet.evaluator_id]}", scores_of(sheet.id)) for sheet in sheets_of_case(case)]
