"""The arithmetic of scores, by worked examples and by properties."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from program_admin.programs.rules.scoring import (
    confirmed_bonus,
    final_score,
    kept_scores,
    passes,
    reserve_places,
    score_before_bonus,
    stage_mean,
)
from program_admin.programs.schema.evaluation import Aggregation, Reserve, StageCode
from program_admin.programs.schema.steps import RoundStep, StepCode

OFTEN = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def points(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.fixture
def half_and_half(sample):
    """The sample round with a site visit that counts as much as the panel."""
    [panel] = sample.evaluation.stages
    half = {"weight_percent": Decimal(50)}
    stages = (panel.model_copy(update={"code": StageCode.SITE} | half), panel.model_copy(update=half))
    steps = tuple(RoundStep(code=s.code, on=True) if s.code is StepCode.SITE_EVALUATION else s for s in sample.steps)
    evaluation = sample.evaluation.model_copy(update={"stages": stages})
    return sample.model_copy(update={"steps": steps, "evaluation": evaluation})


def test_site_and_panel_weighted_with_bonus_make_88(half_and_half):
    means = {"site": Decimal(90), "panel": Decimal(80)}

    assert [s.code.value for s in half_and_half.scored_stages] == ["site", "panel"]
    assert score_before_bonus(half_and_half, means) == 85
    assert final_score(half_and_half, means, Decimal(3)) == 88


@pytest.mark.parametrize(
    ("totals", "kept"),
    [
        (points("70"), points("70")),
        (points("90", "60", "80", "70"), points("60", "70", "80", "90")),
        (points("90", "60", "80", "70", "75"), points("70", "75", "80")),
        (points("90", "90", "60", "60", "75", "75", "80"), points("60", "75", "75", "80", "90")),
    ],
)
def test_highest_and_lowest_go_when_enough_evaluators_scored(totals, kept):
    assert list(kept_scores(totals, Aggregation(trim_from=5))) == kept


@pytest.mark.parametrize(
    ("totals", "mean"),
    [
        (points("89.5", "89.5", "91.5", "85.5", "88", "90.5", "83.5"), "88.60"),
        (points("70", "71", "71"), "70.67"),
        (points("70.005"), "70.01"),
    ],
)
def test_the_mean_of_a_stage_is_rounded_as_the_round_says(sample, totals, mean):
    assert str(stage_mean(totals, sample.evaluation)) == mean


def test_a_stage_without_scores_has_no_mean(sample):
    with pytest.raises(ValueError, match="점수가 하나도 없습니다"):
        stage_mean([], sample.evaluation)


@pytest.mark.parametrize(
    ("codes", "bonus"),
    [((), 0), (("women",), 1), (("women", "women"), 1), (("multi_site", "youth", "women"), 5), (("unknown",), 0)],
)
def test_bonus_counts_each_item_once_up_to_the_cap(sample, codes, bonus):
    assert confirmed_bonus(codes, sample.evaluation.bonus) == bonus


@pytest.mark.parametrize(
    ("mean", "bonus", "with_bonus", "passed"),
    [("70", 0, False, True), ("69.99", 5, False, False), ("69.99", 5, True, True)],
)
def test_the_pass_mark_counts_the_bonus_only_when_the_round_says_so(sample, mean, bonus, with_bonus, passed):
    rules = sample.evaluation.model_copy(update={"pass_mark_with_bonus": with_bonus})

    assert passes(sample.model_copy(update={"evaluation": rules}), {"panel": Decimal(mean)}, Decimal(bonus)) is passed


@pytest.mark.parametrize(
    ("selected", "percent", "minimum", "places"),
    [(0, 20, 1, 1), (5, 20, 0, 1), (6, 20, 0, 2), (10, "12.5", 0, 2), (8, "12.5", 0, 1), (3, 0, 0, 0)],
)
def test_reserve_places_are_rounded_up(selected, percent, minimum, places):
    assert reserve_places(selected, Reserve(percent=percent, minimum=minimum)) == places


@OFTEN
@given(totals=some.lists(some.decimals(0, 100, places=1), min_size=1, max_size=9))
def test_a_mean_lies_between_the_kept_scores_whatever_their_order(sample, totals):
    kept = kept_scores(totals, sample.evaluation.aggregation)
    mean = stage_mean(totals, sample.evaluation)

    assert kept[0] <= mean <= kept[-1]
    assert stage_mean(list(reversed(totals)), sample.evaluation) == mean
