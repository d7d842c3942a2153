"""Every figure that makes a ranking, worked out once and kept as it was."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from program_admin.evaluation.rules.arithmetic import (
    Contender,
    Place,
    Scores,
    StageResult,
    aggregate,
    bonus,
    rank,
    rounded,
    stage_result,
    weighted,
)
from program_admin.evaluation.rules.wording import settings_lines
from program_admin.programs.schema.evaluation import Aggregation, EvaluationTerms, MeanKind, Stage
from program_admin.programs.schema.round_file import RoundFile

HIGHEST, LOWEST = "highest", "lowest"


@dataclass(frozen=True, slots=True)
class SheetInput:
    """One signed sheet: the evaluator's label (위원 1) and the points by criterion code."""

    label: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class BonusLine:
    """One bonus claim and whether an officer confirmed it."""

    name: str
    points: Decimal
    confirmed: bool


@dataclass(frozen=True, slots=True)
class CaseInput:
    """One application with its signed sheets by stage code."""

    application_id: uuid.UUID
    number: str
    company: str
    title: str
    subsidy_won: int
    submitted_at: datetime
    sheets: Mapping[str, Sequence[SheetInput]]
    bonus: tuple[BonusLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreColumn:
    """One evaluator's points in the order of the criteria; `mark` says whether the total was left out of the mean."""

    label: str
    points: tuple[Decimal, ...]
    total: Decimal
    mark: str = ""


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion with the mean over the evaluators, worked out as the total's is."""

    group: str
    name: str
    most: Decimal
    mean: Decimal


@dataclass(frozen=True, slots=True)
class StageWork:
    """One stage of one application."""

    code: str
    name: str
    weight_percent: Decimal
    most: Decimal
    criteria: tuple[CriterionLine, ...]
    columns: tuple[ScoreColumn, ...]
    points: Decimal


@dataclass(frozen=True, slots=True)
class CaseWork:
    """One application as ranked."""

    application_id: uuid.UUID
    number: str
    company: str
    title: str
    subsidy_won: int
    stages: tuple[StageWork, ...]
    stage_points: Decimal
    bonus_lines: tuple[BonusLine, ...]
    bonus: Decimal
    points: Decimal
    place: int
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class RankingRecord:
    """A whole ranking: what it is of, the settings it was worked out with, every place in order."""

    round_title: str
    budget_won: int
    settings: tuple[tuple[str, str], ...]
    cases: tuple[CaseWork, ...]

    @property
    def selected_won(self) -> int:
        """The support that the selected applications take together."""
        return sum(case.subsidy_won for case in self.cases if case.outcome == "selected")

    def case(self, application_id: uuid.UUID) -> CaseWork | None:
        """The application's place with its figures."""
        return next((case for case in self.cases if case.application_id == application_id), None)


def worked_out(terms: RoundFile, cases: Sequence[CaseInput]) -> RankingRecord:
    """Work the ranking out; every case needs at least one sheet in each scored stage (ValueError otherwise)."""
    rules, stages = terms.evaluation, terms.scored_stages
    contenders = [_contender(case, rules, stages) for case in cases]
    places = rank(contenders, rules, terms.budget.total_won)
    inputs = {case.application_id: case for case in cases}
    return RankingRecord(
        round_title=terms.title,
        budget_won=terms.budget.total_won,
        settings=settings_lines(terms),
        cases=tuple(_case_work(place, inputs[place.contender.application_id], rules, stages) for place in places),
    )


def marks(totals: Sequence[Decimal], how: Aggregation) -> tuple[str, ...]:
    """Say of each total whether it was left out as highest or lowest; of equal ones the first counts as left out."""
    found = [""] * len(totals)
    if how.method is not MeanKind.TRIMMED or len(totals) < how.trim_from:
        return tuple(found)
    order = sorted(range(len(totals)), key=lambda place: (totals[place], place))
    for place in order[: how.drop_lowest]:
        found[place] = LOWEST
    for place in order[len(order) - how.drop_highest :]:
        found[place] = HIGHEST
    return tuple(found)


def _results(case: CaseInput, rules: EvaluationTerms, stages: Sequence[Stage]) -> list[StageResult]:
    return [stage_result(stage, [sheet.scores for sheet in case.sheets[stage.code.value]], rules) for stage in stages]


def _contender(case: CaseInput, rules: EvaluationTerms, stages: Sequence[Stage]) -> Contender:
    results = _results(case, rules, stages)
    groups: dict[str, Decimal] = {}
    criteria: dict[str, Decimal] = {}
    for stage in stages:
        sheets = case.sheets[stage.code.value]
        for group in stage.groups:
            sums = [sum((sheet.scores[each.code] for each in group.criteria), Decimal(0)) for sheet in sheets]
            groups[group.code] = aggregate(sums, rules.aggregation)
            for each in group.criteria:
                criteria[each.code] = aggregate([sheet.scores[each.code] for sheet in sheets], rules.aggregation)
    return Contender(
        application_id=case.application_id,
        stage_points=weighted(results, stages, rules.rounding),
        bonus=bonus([line.points for line in case.bonus if line.confirmed], rules.bonus),
        subsidy_won=case.subsidy_won,
        submitted_at=case.submitted_at,
        stages={result.stage: result.points for result in results},
        groups=groups,
        criteria=criteria,
    )


def _case_work(place: Place, case: CaseInput, rules: EvaluationTerms, stages: Sequence[Stage]) -> CaseWork:
    contender = place.contender
    return CaseWork(
        application_id=case.application_id,
        number=case.number,
        company=case.company,
        title=case.title,
        subsidy_won=case.subsidy_won,
        stages=tuple(_stage_work(stage, case, rules) for stage in stages),
        stage_points=contender.stage_points,
        bonus_lines=case.bonus,
        bonus=contender.bonus,
        points=contender.points,
        place=place.place,
        outcome=place.outcome,
        reason=place.reason,
    )


def _stage_work(stage: Stage, case: CaseInput, rules: EvaluationTerms) -> StageWork:
    sheets = case.sheets[stage.code.value]
    result = stage_result(stage, [sheet.scores for sheet in sheets], rules)
    told = marks(result.totals, rules.aggregation)
    lines = tuple(
        CriterionLine(
            group.name,
            each.name,
            each.max_points,
            rounded(aggregate([sheet.scores[each.code] for sheet in sheets], rules.aggregation), rules.rounding),
        )
        for group in stage.groups
        for each in group.criteria
    )
    columns = tuple(
        ScoreColumn(sheet.label, tuple(sheet.scores[each.code] for each in stage.criteria), total, mark)
        for sheet, total, mark in zip(sheets, result.totals, told, strict=True)
    )
    return StageWork(
        stage.code.value, stage.name, stage.weight_percent, stage.max_points, lines, columns, result.points
    )
