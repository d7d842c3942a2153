"""The arithmetic of evaluation with plain values: means, weights, bonus, ties, budget line, conflicts, suggestions."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.evaluation.rules.arithmetic import (
    Contender,
    StageResult,
    aggregate,
    bonus,
    rank,
    score_faults,
    weighted,
)
from program_admin.evaluation.rules.choosing import Candidate, half_day_of, suggested
from program_admin.evaluation.rules.conflicts import Tie, conflicts
from program_admin.evaluation.rules.record import CaseInput, SheetInput, marks, worked_out
from program_admin.programs.schema.evaluation import (
    Aggregation,
    BonusTerms,
    Criterion,
    MeanKind,
    Reserve,
    Rounding,
    TieBreak,
    TieBy,
)
from tests.evaluation.world import sample_terms

TERMS = sample_terms()
EVALUATION = TERMS.evaluation
[PANEL] = EVALUATION.stages
EARLY, LATE = datetime(2026, 12, 1, 9, tzinfo=UTC), datetime(2026, 12, 18, 9, tzinfo=UTC)


def contender(points: str, number: int = 1, **values: object) -> Contender:
    parts = {
        "application_id": uuid.UUID(int=number),
        "stage_points": Decimal(points),
        "bonus": Decimal(0),
        "subsidy_won": 40_000_000,
        "submitted_at": EARLY,
        "stages": {},
        "groups": {},
        "criteria": {},
    }
    return Contender(**(parts | values))


def outcomes(contenders, budget_won=100_000_000, **changes):
    places = rank(contenders, EVALUATION.model_copy(update=changes), budget_won)
    return [(place.contender.application_id.int, place.outcome) for place in places]


def test_site_90_and_panel_80_by_halves_are_85_and_a_bonus_of_3_makes_88():
    stages = [
        PANEL.model_copy(update={"code": code, "weight_percent": Decimal(50)})
        for code in (type(PANEL.code)("site"), PANEL.code)
    ]
    results = [StageResult("site", (), Decimal(90)), StageResult("panel", (), Decimal(80))]

    total = weighted(results, stages, Rounding())

    assert total == Decimal(85)
    assert contender("85", bonus=bonus([Decimal(3)], BonusTerms())).points == Decimal(88)


@pytest.mark.parametrize(
    ("totals", "mean"),
    [
        (["80"], "80"),
        (["70", "80", "90", "100"], "85"),
        (["60", "80", "81", "82", "100"], "81"),
        (["89.5", "89.5", "91.5", "85.5", "88", "90.5", "83.5"], "88.6"),
        (["100", "100", "100", "0", "0"], "66.66666666666666666666666667"),
    ],
)
def test_the_mean_leaves_out_the_highest_and_lowest_from_five_evaluators_on(totals, mean):
    assert aggregate([Decimal(each) for each in totals], Aggregation()) == Decimal(mean)


def test_a_plain_mean_leaves_nothing_out():
    how = Aggregation(method=MeanKind.MEAN)

    assert aggregate([Decimal(each) for each in (0, 80, 80, 80, 100)], how) == Decimal(68)
    assert marks([Decimal(each) for each in (0, 80, 80, 80, 100)], how) == ("",) * 5


def test_without_any_score_there_is_no_mean():
    with pytest.raises(ValueError, match="no scores"):
        aggregate([], Aggregation())


def test_of_equal_totals_one_highest_and_one_lowest_are_marked():
    assert marks([Decimal(90)] * 5, Aggregation()) == ("lowest", "", "", "", "highest")


SCORES = st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=9)


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_never_matters(totals, random):
    shuffled = list(totals)
    random.shuffle(shuffled)

    assert aggregate(shuffled, Aggregation()) == aggregate(totals, Aggregation())


@given(st.lists(st.decimals(0, 100, places=1), min_size=5, max_size=9))
def test_the_mean_lies_between_what_was_kept_and_extremes_do_not_move_it(totals):
    mean = aggregate(totals, Aggregation())
    ordered = sorted(totals)
    harsher = [Decimal(0), *ordered[1:-1], Decimal(100)]

    assert ordered[1] <= mean.quantize(Decimal("0.0000001")) <= ordered[-2]
    assert aggregate(harsher, Aggregation()) == mean


@given(st.lists(st.decimals(0, 100, places=1), min_size=5, max_size=8))
def test_one_more_sheet_as_high_as_the_highest_never_lowers_the_mean(totals):
    assert aggregate([*totals, max(totals)], Aggregation()) >= aggregate(totals, Aggregation())


def test_the_bonus_is_capped():
    assert bonus([Decimal(3), Decimal(2), Decimal(1)], BonusTerms(cap=Decimal(5))) == Decimal(5)


def test_ties_are_broken_by_group_then_group_then_criterion_then_time():
    same = {"groups": {"goals": Decimal(30), "need": Decimal(25)}, "criteria": {"collection": Decimal(8)}}
    better_goals = same | {"groups": {"goals": Decimal(31), "need": Decimal(20)}}
    better_need = same | {"groups": {"goals": Decimal(30), "need": Decimal(26)}}
    better_collection = same | {"criteria": {"collection": Decimal(9)}}
    field = [
        contender("80", 1, **same, submitted_at=LATE),
        contender("80", 2, **same, submitted_at=EARLY),
        contender("80", 3, **better_collection, submitted_at=LATE),
        contender("80", 4, **better_need, submitted_at=LATE),
        contender("80", 5, **better_goals, submitted_at=LATE),
    ]

    order = [number for number, _ in outcomes(field, 10**12)]

    assert order == [5, 4, 3, 2, 1]


def test_ties_may_be_broken_by_bonus():
    field = [contender("82", 1), contender("80", 2, bonus=Decimal(2))]

    order = [number for number, _ in outcomes(field, 10**12, tie_break=(TieBreak(by=TieBy.BONUS),))]

    assert order == [2, 1]


def test_selection_stops_at_the_first_project_the_budget_does_not_cover():
    field = [
        contender("95", 1, subsidy_won=60_000_000),
        contender("90", 2, subsidy_won=50_000_000),
        contender("85", 3, subsidy_won=10_000_000),
        contender("60", 4, subsidy_won=10_000_000),
    ]

    assert outcomes(field) == [(1, "selected"), (2, "reserve"), (3, "rejected"), (4, "rejected")]


def test_the_reserve_list_is_a_share_of_the_selected_rounded_up():
    field = [contender(str(99 - place), place) for place in range(1, 9)]

    found = outcomes(field, 240_000_000, reserve=Reserve(percent=Decimal(20), minimum=0))

    assert [outcome for _, outcome in found] == ["selected"] * 6 + ["reserve"] * 2


def test_the_bonus_counts_for_the_pass_mark_only_where_the_round_says_so():
    field = [contender("68", bonus=Decimal(3))]

    assert outcomes(field) == [(1, "rejected")]
    assert outcomes(field, pass_mark_with_bonus=True) == [(1, "selected")]


@pytest.mark.parametrize(
    ("value", "sentences"),
    [
        ("9", []),
        ("", ["‘의지’ 점수를 골라 주세요."]),
        ("9.5", ["‘의지’ 점수는 등급 가운데 하나를 골라 주세요."]),
        ("많이", ["‘의지’ 점수를 숫자로 적어 주세요."]),
    ],
)
def test_a_graded_score_is_one_of_its_grades(value, sentences):
    graded = PANEL.criteria[0].model_copy(update={"name": "의지"})

    assert score_faults(graded, value) == sentences


@pytest.mark.parametrize(
    ("value", "sentences"),
    [
        ("7.5", []),
        ("10.5", ["‘비용’ 점수는 0점부터 10점까지입니다."]),
        ("NaN", ["‘비용’ 점수는 0점부터 10점까지입니다."]),
        ("7.3", ["‘비용’ 점수는 0.5점 단위로 적어 주세요."]),
    ],
)
def test_a_typed_score_keeps_bounds_and_steps(value, sentences):
    typed = Criterion(code="cost", name="비용", max_points=Decimal(10), step=Decimal("0.5"))

    assert score_faults(typed, value) == sentences


ACME = {"1234567891": "가정밀"}


@pytest.mark.parametrize(
    ("until", "sentences"),
    [
        (None, ["가정밀: 현재 자문 관계가 있습니다."]),
        (date(2024, 1, 13), ["가정밀: 3년 이내 자문 관계가 있습니다."]),
        (date(2024, 1, 12), []),
    ],
)
def test_a_tie_excludes_for_so_many_years(until, sentences):
    tie = Tie("advice", "1234567891", "가정밀", until)

    assert conflicts([tie], ACME, date(2027, 1, 12), 3) == sentences


def test_a_tie_to_somebody_else_excludes_from_nothing():
    assert conflicts([Tie("family", "9999999999", "다른 기업", None)], ACME, date(2027, 1, 12), 3) == []


def test_a_tie_that_ended_on_a_leap_day_counts_to_the_end_of_february():
    tie = Tie("advice", "1234567891", "가정밀", date(2024, 2, 29))

    assert len(conflicts([tie], ACME, date(2027, 2, 27), 3)) == 1
    assert conflicts([tie], ACME, date(2027, 2, 28), 3) == []


def candidate(number: int, field: str = "데이터", *, free: bool = True, panels: int = 0) -> Candidate:
    return Candidate(uuid.UUID(int=number), field, free, panels)


def test_a_suggestion_prefers_the_free_then_new_fields_then_those_asked_least():
    pool = [
        candidate(1, "데이터"),
        candidate(2, "데이터", panels=1),
        candidate(3, "자동화"),
        candidate(4, "경영", free=False),
    ]

    assert [one.int for one in suggested(pool, 4)] == [1, 3, 2, 4]
    assert [one.int for one in suggested(pool, 1, ["데이터"])] == [3]


@given(st.lists(st.integers(1, 30), unique=True, max_size=12), st.randoms(use_true_random=False))
def test_a_suggestion_does_not_depend_on_the_order_of_the_pool(numbers, random):
    pool = [candidate(number, "분야" + str(number % 3)) for number in numbers]
    shuffled = list(pool)
    random.shuffle(shuffled)

    assert suggested(shuffled, 7) == suggested(pool, 7)


def test_half_days_are_named_as_evaluators_give_them():
    assert half_day_of(date(2027, 1, 12), "am") == "tue-am"
    assert half_day_of(date(2027, 1, 16), "pm") == ""


def test_a_record_keeps_every_figure_that_made_the_ranking():
    best = {each.code: each.max_points for each in PANEL.criteria}
    lower = best | {"people": Decimal(6)}
    sheets = {"panel": [SheetInput(f"위원 {n}", lower if n < 3 else best) for n in range(1, 8)]}
    case = CaseInput(uuid.UUID(int=1), "2026-S-0001", "가정밀", "과제", 40_000_000, EARLY, sheets)

    record = worked_out(TERMS, [case])

    work = record.cases[0].stages[0]
    assert [column.total for column in work.columns] == [Decimal(96)] * 2 + [Decimal(100)] * 5
    assert [column.mark for column in work.columns] == ["lowest", "", "", "", "", "", "highest"]
    assert (work.points, record.selected_won) == (Decimal("99.20"), 40_000_000)
    assert dict(record.settings)["합격점"] == "70점(가점 제외)"
