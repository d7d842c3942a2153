"""A ranking's figures as finished texts for the page."""

from dataclasses import dataclass

from program_admin.core.money import won
from program_admin.evaluation.rules.record import HIGHEST, LOWEST, CaseWork, RankingRecord
from program_admin.evaluation.rules.wording import OUTCOME_NAMES, plain

MARK_NAMES = {HIGHEST: "최고 제외", LOWEST: "최저 제외"}
TONES = {"selected": "success", "reserve": "warning", "rejected": ""}


@dataclass(frozen=True, slots=True)
class TotalShown:
    """One evaluator's total; `mark` says that it was left out of the mean."""

    label: str
    total: str
    mark: str


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One line of the ranking; `last_selected` draws the budget line below it."""

    place: int
    number: str
    company: str
    title: str
    stages: tuple[tuple[str, str, tuple[TotalShown, ...]], ...]
    stage_points: str
    bonus: str
    bonus_lines: str
    points: str
    subsidy: str
    outcome: str
    tone: str
    reason: str
    last_selected: bool


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """A whole ranking: settings, lines, the sum that draws the budget line."""

    settings: tuple[tuple[str, str], ...]
    cases: tuple[CaseShown, ...]
    counts: tuple[tuple[str, str, str, str], ...]
    budget: str
    selected: str
    left: str


def figures_shown(record: RankingRecord) -> FiguresShown:
    """Write the figures of a ranking out."""
    selected = [case.place for case in record.cases if case.outcome == "selected"]
    last = max(selected, default=0)
    counts = {
        word: sum(1 for case in record.cases if case.outcome == outcome) for outcome, word in OUTCOME_NAMES.items()
    }
    return FiguresShown(
        settings=record.settings,
        cases=tuple(_case(case, last) for case in record.cases),
        counts=tuple((word, str(number), "건", "") for word, number in counts.items()),
        budget=won(record.budget_won),
        selected=won(record.selected_won),
        left=won(record.budget_won - record.selected_won),
    )


def _case(case: CaseWork, last_selected: int) -> CaseShown:
    return CaseShown(
        place=case.place,
        number=case.number,
        company=case.company,
        title=case.title,
        stages=tuple(
            (
                f"{stage.name} {plain(stage.weight_percent)}%",
                f"{stage.points}",
                tuple(
                    TotalShown(column.label, plain(column.total), MARK_NAMES.get(column.mark, ""))
                    for column in stage.columns
                ),
            )
            for stage in case.stages
        ),
        stage_points=f"{case.stage_points}",
        bonus=plain(case.bonus),
        bonus_lines=", ".join(
            f"{line.name} {plain(line.points)}점{'' if line.confirmed else '(인정 안 함)'}" for line in case.bonus_lines
        ),
        points=f"{case.points}",
        subsidy=won(case.subsidy_won),
        outcome=OUTCOME_NAMES[case.outcome],
        tone=TONES[case.outcome],
        reason=case.reason,
        last_selected=case.place == last_selected,
    )
