"""The arithmetic of a scorecard: intervals as published, few facts hidden, good facts never lower the whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.suppliers.rules import LINES, Measure, drawn, fact_text, figure, overall, terms_of, value_faults

OPERATING = terms_of("operating")
WEIGHTED = [terms for terms in LINES if terms.weight]
VALUES = {
    Measure.SHARE: st.sampled_from([Decimal(0), Decimal(1)]),
    Measure.PERCENT: st.integers(-50, 300).map(Decimal),
    Measure.SCORE: st.integers(100, 500).map(lambda hundredths: Decimal(hundredths) / 100),
    Measure.DAYS: st.integers(0, 90).map(Decimal),
    Measure.COUNT: st.integers(0, 12).map(Decimal),
}


def shares(yes: int, n: int) -> list[Decimal]:
    return [Decimal(1)] * yes + [Decimal(0)] * (n - yes)


@pytest.mark.parametrize(
    "yes, n, low, high",
    [
        (81, 263, "25.5", "36.6"),  # Newcombe 1998, table I: 0.2553–0.3662
        (15, 148, "6.2", "16.0"),  # 0.0624–0.1605
        (0, 20, "0.0", "16.1"),  # 0–0.1611
        (1, 29, "0.6", "17.2"),  # 0.0061–0.1718
        (29, 29, "88.3", "100.0"),  # mirrored 0/29: 0–0.1170
    ],
)
def test_shares_have_wilsons_interval_as_published(yes, n, low, high):
    found = figure(OPERATING, shares(yes, n), 3)

    assert (found.low, found.high) == (Decimal(low), Decimal(high))


def test_a_mean_has_the_normal_interval():
    found = figure(terms_of("as_days"), [Decimal(2), Decimal(4), Decimal(6)], 3)

    assert (found.mean, found.low, found.high) == (Decimal("4.0"), Decimal("1.7"), Decimal("6.3"))


@pytest.mark.parametrize("n, shown", [(1, False), (2, False), (3, True)])
def test_a_rate_is_hidden_below_three_facts(n, shown):
    assert figure(OPERATING, shares(n, n), 3).shown is shown


def test_no_facts_make_no_figure_and_no_overall():
    assert figure(OPERATING, [], 3) is None
    assert overall([]) is None


def test_few_facts_are_drawn_towards_sixty():
    assert drawn(Decimal(100), 0) == Decimal(60)
    assert drawn(Decimal(100), 1) == Decimal(70)
    assert drawn(Decimal(0), 3) == Decimal(30)
    assert drawn(Decimal(100), 97) == Decimal("98.8")


def test_the_overall_figure_by_hand():
    operating = figure(OPERATING, shares(9, 9), 3)  # (100·9 + 180) / 12 = 90, weight 30; the others stand at 60

    assert overall([operating]) == Decimal("69.0")


@given(
    known=st.fixed_dictionaries({terms.kind: st.lists(VALUES[terms.measure], max_size=8) for terms in WEIGHTED}),
    better=st.sampled_from(WEIGHTED),
    times=st.integers(1, 5),
)
def test_more_good_facts_never_lower_the_overall_figure(known, better, times):
    def whole(values: dict[str, list[Decimal]]) -> Decimal:
        found = [figure(terms, values[terms.kind], 3) for terms in WEIGHTED]
        return overall([each for each in found if each is not None]) or Decimal(60)

    more = known | {better.kind: [*known[better.kind], *[better.best] * times]}

    assert whole(more) >= whole(known)


@pytest.mark.parametrize(
    "kind, value, text",
    [("operating", "1", "예"), ("on_time", "0", "아니오"), ("as_days", "6.50", "6.5일"), ("supplements", "10", "10건")],
)
def test_a_fact_is_said_in_words(kind, value, text):
    assert fact_text(kind, Decimal(value)) == text


@pytest.mark.parametrize(
    "kind, value, sentence",
    [
        ("operating", "2", "0부터 1까지의 값을 입력해 주세요."),
        ("operating", "0.5", "소수점 없이 입력해 주세요."),
        ("survey", "0.9", "1부터 5까지의 값을 입력해 주세요."),
        ("supplements", "-1", "0부터 1000까지의 값을 입력해 주세요."),
    ],
)
def test_an_impossible_value_is_refused(kind, value, sentence):
    assert value_faults(kind, Decimal(value)) == {"value": [sentence]}
    assert value_faults("kpi_achievement", Decimal(-40)) == {}
