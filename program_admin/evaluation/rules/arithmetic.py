"""The arithmetic of evaluation: totals, trimmed means, stage weights, bonus, pass mark, ties, budget line, reserve."""

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from program_admin.programs.schema.evaluation import (
    Aggregation,
    BonusTerms,
    Criterion,
    EvaluationTerms,
    MeanKind,
    Rounding,
    RoundingMode,
    Stage,
    TieBreak,
    TieBy,
)

MODES = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.DOWN: ROUND_DOWN,
}
Scores = Mapping[str, Decimal]


def rounded(value: Decimal, how: Rounding) -> Decimal:
    """Round to the places and in the way the round says."""
    return value.quantize(Decimal(1).scaleb(-how.places), rounding=MODES[how.mode])


def aggregate(values: Sequence[Decimal], how: Aggregation) -> Decimal:
    """Return the mean, without the highest and lowest when enough evaluators scored; ValueError without any."""
    if not values:
        raise ValueError("no scores")
    kept = sorted(values)
    if how.method is MeanKind.TRIMMED and len(kept) >= how.trim_from:
        kept = kept[how.drop_lowest : len(kept) - how.drop_highest]
    return sum(kept, Decimal(0)) / len(kept)


def score_faults(criterion: Criterion, value: str) -> list[str]:
    """Why a typed score cannot stand; empty when it can."""
    if not value.strip():
        return [f"‘{criterion.name}’ 점수를 골라 주세요."]
    try:
        points = Decimal(value)
    except ArithmeticError:
        return [f"‘{criterion.name}’ 점수를 숫자로 적어 주세요."]
    if criterion.grades:
        allowed = points in {grade.points for grade in criterion.grades}
        return [] if allowed else [f"‘{criterion.name}’ 점수는 등급 가운데 하나를 골라 주세요."]
    if not points.is_finite() or not 0 <= points <= criterion.max_points:
        return [f"‘{criterion.name}’ 점수는 0점부터 {criterion.max_points}점까지입니다."]
    if points % criterion.step:
        return [f"‘{criterion.name}’ 점수는 {criterion.step}점 단위로 적어 주세요."]
    return []


@dataclass(frozen=True, slots=True)
class StageResult:
    """One stage of one application: the points by evaluator, and their mean rounded as the round says."""

    stage: str
    totals: tuple[Decimal, ...]
    points: Decimal


def stage_result(stage: Stage, sheets: Sequence[Scores], terms: EvaluationTerms) -> StageResult:
    """Return a stage's points from its signed sheets (criterion code → points)."""
    totals = tuple(sum((sheet[c.code] for c in stage.criteria), Decimal(0)) for sheet in sheets)
    return StageResult(stage.code.value, totals, rounded(aggregate(totals, terms.aggregation), terms.rounding))


def weighted(results: Sequence[StageResult], stages: Sequence[Stage], how: Rounding) -> Decimal:
    """Return Σ points × weight ÷ 100 over the stages (site 90 × 50 % + panel 80 × 50 % = 85)."""
    weights = {stage.code.value: stage.weight_percent for stage in stages}
    total = sum((result.points * weights[result.stage] / 100 for result in results), Decimal(0))
    return rounded(total, how)


def bonus(confirmed: Sequence[Decimal], terms: BonusTerms) -> Decimal:
    """Return the confirmed bonus points, capped."""
    return min(sum(confirmed, Decimal(0)), terms.cap)


@dataclass(frozen=True, slots=True)
class Contender:
    """One evaluated application as the ranking sees it; `groups` and `criteria` are mean points by code."""

    application_id: uuid.UUID
    stage_points: Decimal
    bonus: Decimal
    subsidy_won: int
    submitted_at: datetime
    stages: Scores
    groups: Scores
    criteria: Scores

    @property
    def points(self) -> Decimal:
        """Stages and bonus together."""
        return self.stage_points + self.bonus


@dataclass(frozen=True, slots=True)
class Place:
    """An application's place and what follows from it, with the sentence that says why."""

    place: int
    contender: Contender
    outcome: str
    reason: str


def rank(contenders: Sequence[Contender], terms: EvaluationTerms, budget_won: int) -> tuple[Place, ...]:
    """Order all contenders; select while the budget lasts, then reserve, then reject.

    Selection stops at the first project the rest of the budget does not cover: nobody is overtaken for being cheap.
    """
    ordered = sorted(contenders, key=lambda one: _order(one, terms.tie_break))
    selected = _within_budget([one for one in ordered if passes(one, terms)], budget_won)
    reserve = max(math.ceil(len(selected) * terms.reserve.percent / 100), terms.reserve.minimum)
    places = []
    for number, contender in enumerate(ordered, start=1):
        if contender.application_id in selected:
            outcome, reason = "selected", "합격점 이상이며 예산 안에 들었습니다."
        elif not passes(contender, terms):
            outcome, reason = "rejected", f"합격점 {terms.pass_mark}점에 이르지 못했습니다."
        elif reserve:
            outcome, reason, reserve = "reserve", "합격점 이상이나 예산을 넘어 예비로 정했습니다.", reserve - 1
        else:
            outcome, reason = "rejected", "합격점 이상이나 예산과 예비 인원을 넘었습니다."
        places.append(Place(number, contender, outcome, reason))
    return tuple(places)


def passes(contender: Contender, terms: EvaluationTerms) -> bool:
    """Whether the pass mark is reached, with or without the bonus as the round says."""
    reached = contender.points if terms.pass_mark_with_bonus else contender.stage_points
    return reached >= terms.pass_mark


def _within_budget(passing: Sequence[Contender], budget_won: int) -> set[uuid.UUID]:
    chosen, left = set(), budget_won
    for contender in passing:
        if contender.subsidy_won > left:
            break
        left -= contender.subsidy_won
        chosen.add(contender.application_id)
    return chosen


def _order(contender: Contender, ties: Sequence[TieBreak]) -> tuple[object, ...]:
    rungs = tuple(_rung(contender, tie) for tie in ties)
    return (-contender.points, *rungs, contender.submitted_at, str(contender.application_id))


def _rung(contender: Contender, tie: TieBreak) -> Decimal | datetime:
    if tie.by is TieBy.SUBMITTED_AT:
        return contender.submitted_at
    if tie.by is TieBy.BONUS:
        return -contender.bonus
    table = {TieBy.STAGE: contender.stages, TieBy.GROUP: contender.groups, TieBy.CRITERION: contender.criteria}[tie.by]
    return -table.get(tie.code or "", Decimal(0))
