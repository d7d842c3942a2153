"""The arithmetic of the budget, by worked examples and by properties."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from program_admin.core.periods import months_later
from program_admin.programs.rules.cash_calls import expected_months
from program_admin.programs.rules.funding import CostLine, FundingPlan, funding_limits, work_out_funding
from program_admin.programs.schema.agreement import MonthFrom

OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def plan(*rows, **more) -> FundingPlan:
    return FundingPlan(tuple(CostLine(f"row-{n}", item, won) for n, (item, won) in enumerate(rows)), **more)


def worked_out(sample, track, *rows, **more):
    return work_out_funding(sample, sample.track(track), plan(*rows, **more))


@pytest.mark.parametrize(
    ("track", "total", "national", "city"),
    [
        ("new", 0, 0, 0),
        ("new", 999, 0, 0),
        ("new", 10_000_000, 5_000_000, 2_000_000),
        ("new", 60_001_000, 30_000_000, 12_000_000),
        ("new", 71_428_000, 35_714_000, 14_285_000),
        ("new", 71_429_000, 35_714_000, 14_285_000),
        ("new", 100_000_000, 35_715_000, 14_285_000),
        ("upgrade1", 100_000_000, 50_000_000, 20_000_000),
        ("upgrade1", 1_000_000_000, 142_858_000, 57_142_000),
    ],
)
def test_the_most_support_by_track_and_total(sample, track, total, national, city):
    limits = funding_limits(sample, sample.track(track), total)

    assert dict(limits.by_source) == {"national": national, "city": city}
    assert limits.support_won == national + city


def test_a_whole_budget_is_worked_out(sample):
    funding = worked_out(
        sample,
        "new",
        ("software", 30_000_500),
        ("sensors", 20_000_400),
        ("own_labour", 3_000_000),
        ("other", -1_000_000),
    )

    assert (funding.total_won, funding.cut_off_won) == (52_000_000, 900)
    assert {s.source: (s.name, s.won, str(s.percent)) for s in funding.shares} == {
        "national": ("국비", 26_000_000, "50.0"),
        "city": ("시비", 10_400_000, "20.0"),
        "company_cash": ("기업현금", 12_600_000, "24.2"),
        "company_in_kind": ("기업현물", 3_000_000, "5.8"),
    }
    assert (funding.support_won, funding.company_won, funding.minimum_cash_won) == (36_400_000, 15_600_000, 5_200_000)
    assert funding.vat_won == 4_900_090
    assert funding.advance_won == 10_400_000
    assert funding.cash_to_prepare_won == 12_600_000 + 900 + 4_900_090 + 10_400_000
    assert [call.won for call in funding.cash_calls] == [13_950_495, 8_370_297, 5_580_198]
    assert [(c.when, c.won) for c in funding.coming_back] == [
        ("정산이 끝난 뒤 먼저 쓴 지원금을 돌려받습니다.", 10_400_000),
        ("부가가치세를 신고한 뒤 매입세액을 돌려받습니다.", 4_900_090),
    ]
    assert funding.faults == ()


def test_each_payment_says_when_how_much_and_what_it_is_made_of(sample):
    rows = (("software", 30_000_000), ("sensors", 20_000_000))

    funding = worked_out(sample, "new", *rows, build_months=6)

    begin = sample.calendar.agreement_by
    assert [(c.name, c.won, c.vat_won, c.advance_won) for c in funding.cash_calls] == [
        ("선금", 15_000_000, 2_500_000, 5_000_000),
        ("중도금", 9_000_000, 1_500_000, 3_000_000),
        ("잔금", 6_000_000, 1_000_000, 2_000_000),
    ]
    assert [c.month for c in funding.cash_calls] == [months_later(begin.replace(day=1), m) for m in (1, 4, 7)]
    assert funding.coming_back[0].month == funding.cash_calls[-1].month


def test_without_a_build_period_the_longest_is_taken(sample):
    funding = worked_out(sample, "new", ("software", 30_000_000))

    longest = sample.track("new").build_months_max
    assert funding.cash_calls[-1].month == months_later(sample.calendar.agreement_by.replace(day=1), longest + 1)


@pytest.mark.parametrize(
    ("counted", "build", "expected"),
    [
        ([(1, "agreement"), (4, "agreement"), (1, "build_end")], 6, [1, 4, 7]),
        ([(1, "agreement"), (4, "agreement"), (1, "build_end")], 3, [1, 3, 4]),
        ([(None, "agreement"), (None, "agreement"), (None, "agreement")], 9, [0, 4, 9]),
        ([(0, "agreement"), (None, "agreement"), (2, "build_end")], 6, [0, 3, 8]),
        ([(5, "agreement"), (None, "agreement"), (0, "build_end")], 6, [5, 5, 6]),
    ],
    ids=["as the round says", "a short build", "evenly", "one left open", "never backwards"],
)
def test_a_payment_is_expected_in_the_month_the_round_says(sample, counted, build, expected):
    payments = [
        payment.model_copy(update={"months": months, "months_from": MonthFrom(start)})
        for payment, (months, start) in zip(sample.agreement.payments, counted, strict=True)
    ]

    assert expected_months(payments, build) == expected


def test_each_cost_item_in_use_says_its_sum_and_its_limit(sample):
    funding = worked_out(sample, "new", ("hardware", 4_000_000), ("software", 15_000_000), ("hardware", 1_000_000))

    assert [(each.name, each.won, each.most_won) for each in funding.items] == [
        ("소프트웨어 개발비", 15_000_000, None),
        ("하드웨어", 5_000_000, 6_000_000),
    ]


@pytest.mark.parametrize(
    ("track", "rows", "total", "state", "national"),
    [
        # 신규구축(기초): ceiling 50 million won, at most half of it from the state (domain: 지원 유형)
        ("new", (("software", 100_000_000),), 100_000_000, 50_000_000, 35_715_000),
        # amounts below 1,000 won are cut off the total, not off the rows
        ("new", (("software", 10_000_999),), 10_000_000, 7_000_000, 5_000_000),
        # a discount is a negative row and lowers the total, the VAT and the support
        ("new", (("software", 20_000_000), ("other", -2_000_000)), 18_000_000, 12_600_000, 9_000_000),
        # 고도화1: ceiling 200 million won
        ("upgrade1", (("software", 400_000_000),), 400_000_000, 200_000_000, 142_858_000),
    ],
)
def test_worked_examples_of_the_programme(sample, track, rows, total, state, national):
    funding = worked_out(sample, track, *rows)

    assert (funding.total_won, funding.support_won, funding.won_of("national")) == (total, state, national)


def test_a_vat_exempt_company_gets_no_vat_back(sample):
    funding = worked_out(sample, "new", ("software", 10_000_000), vat_deductible=False)

    assert [c.won for c in funding.coming_back] == [2_000_000]


def test_what_is_not_payable_stays_outside_the_total_but_needs_cash(sample):
    funding = worked_out(sample, "new", ("software", 10_000_000), ("not_payable", 2_000_000))

    assert (funding.total_won, funding.excluded_won, funding.vat_won) == (10_000_000, 2_000_000, 1_200_000)
    assert funding.cash_to_prepare_won == 3_000_000 + 2_000_000 + 1_200_000 + 2_000_000


def test_less_support_may_be_asked_for(sample):
    funding = worked_out(sample, "new", ("software", 50_000_000), wanted_support_won=14_000_000)

    assert (funding.won_of("national"), funding.won_of("city"), funding.company_won) == (
        10_000_000,
        4_000_000,
        36_000_000,
    )
    assert funding.faults == ()


@pytest.mark.parametrize(
    ("rows", "more", "field", "sentence"),
    [
        ((), {}, "total", "사업비를 한 줄 이상 적어 주세요."),
        ((("software", 999),), {}, "total", "총사업비가 0원입니다. 금액을 확인해 주세요."),
        ((("yacht", 1_000_000),), {}, "row-0", "비목을 목록에서 골라 주세요."),
        (
            (("software", -1_000),),
            {},
            "row-0",
            "소프트웨어 개발비에는 음수를 적을 수 없습니다. 할인은 기타·할인에 적어 주세요.",
        ),
        (
            (("software", 50_000_000), ("license", 30_000_000), ("license", 10_000_000)),
            {},
            "row-2",
            "라이선스 합계 40,000,000원이 한도 36,000,000원(총사업비의 40%)을 넘습니다. 4,000,000원 이상 줄여 주세요.",
        ),
        (
            (("software", 10_000_000),),
            {"wanted_support_won": 7_000_001},
            "support",
            "지원금은 7,000,000원까지 신청할 수 있습니다. 7,000,000원 이하로 적어 주세요.",
        ),
        ((("software", 10_000_000),), {"wanted_support_won": -1}, "support", "지원금은 0원 이상으로 적어 주세요."),
        (
            (("software", 9_000_000), ("own_labour", 1_000_000)),
            {},
            "row-1",
            "자체 사업관리 인건비 1,000,000원이 한도 600,000원(기업부담금의 20%)을 넘습니다. 인건비를 줄여 주세요.",
        ),
        (
            (("software", 7_500_000), ("own_labour", 2_500_000)),
            {},
            "cash",
            (
                "기업 현금이 1,000,000원 이상이어야 하는데 500,000원입니다. "
                "현물이나 신청 지원금을 500,000원 이상 줄여 주세요."
            ),
        ),
    ],
)
def test_each_broken_rule_is_one_sentence_at_its_row(sample, rows, more, field, sentence):
    funding = worked_out(sample, "new", *rows, **more)

    assert sentence in [fault.sentence for fault in funding.faults if fault.field == field]


def test_the_limit_itself_breaks_no_rule(sample):
    funding = worked_out(sample, "new", ("software", 54_000_000), ("license", 40_000_000), ("own_labour", 6_000_000))

    assert (funding.company_won, [f.sentence for f in funding.faults]) == (50_000_000, [])


CODES = (
    "software",
    "license",
    "hardware",
    "network",
    "automation",
    "sensors",
    "cloud",
    "own_labour",
    "other",
    "not_payable",
    "x",
)
ROWS = some.lists(some.tuples(some.sampled_from(CODES), some.integers(-50_000_000, 800_000_000)), max_size=8)


@OFTEN
@given(rows=ROWS, track=some.sampled_from(["new", "upgrade1"]), wanted=some.none() | some.integers(-10, 300_000_000))
def test_whatever_is_typed_the_sums_hold(sample, rows, track, wanted):
    funding = worked_out(sample, track, *rows, wanted_support_won=wanted)
    terms = sample.track(track)

    assert sum(share.won for share in funding.shares) == funding.total_won
    assert min(share.won for share in funding.shares) >= 0
    assert funding.total_won % 1000 == 0
    assert 0 <= funding.cut_off_won < 1000
    assert funding.support_won <= terms.ceiling_won
    assert funding.support_won * 100 <= funding.total_won * terms.support_max_percent
    assert all(funding.won_of(s.source) * 100 <= funding.total_won * s.max_percent for s in terms.shares)
    assert funding.support_won <= max(wanted, 0) if wanted is not None else True
    assert sum(call.won for call in funding.cash_calls) == funding.cash_to_prepare_won


@OFTEN
@given(total=some.integers(0, 900_000_000), more=some.integers(0, 100_000_000))
def test_more_cost_never_means_less_support(sample, total, more):
    less = funding_limits(sample, sample.track("upgrade1"), total).support_won

    assert funding_limits(sample, sample.track("upgrade1"), total + more).support_won >= less


TAXED = ("software", "license", "hardware", "network", "automation", "sensors", "cloud", "other", "not_payable")


@OFTEN
@given(rows=ROWS, months=some.none() | some.integers(1, 9))
def test_whatever_is_typed_the_cash_is_the_sum_of_its_parts(sample, rows, months):
    funding = worked_out(sample, "new", *rows, build_months=months)

    taxed = max(sum(amount for item, amount in rows if item in TAXED), 0)
    assert funding.vat_won == taxed * 10 // 100
    assert sum(call.vat_won for call in funding.cash_calls) == funding.vat_won
    assert sum(call.advance_won for call in funding.cash_calls) == funding.advance_won == funding.won_of("city")
    assert funding.cash_to_prepare_won == (
        funding.company_cash_won + funding.cut_off_won + funding.excluded_won + funding.vat_won + funding.advance_won
    )
    assert [call.month for call in funding.cash_calls] == sorted(call.month for call in funding.cash_calls)
    assert sum(call.won for call in funding.coming_back) == funding.vat_won + funding.advance_won


@OFTEN
@given(rows=ROWS, wanted=some.none() | some.integers(-10, 300_000_000))
def test_nothing_passes_a_cap_without_a_sentence_at_a_row(sample, rows, wanted):
    funding = worked_out(sample, "new", *rows, wanted_support_won=wanted)
    keys = {f"row-{place}" for place in range(len(rows))} | {"total", "support", "cash"}

    said = {fault.field for fault in funding.faults}
    over = [
        item
        for item in sample.budget.items
        if item.cap_percent is not None and _sum(rows, item.code) > _cap(funding, item)
    ]
    labour_over = _sum(rows, "own_labour") * 100 > funding.company_won * sample.budget.own_labour_max_percent

    assert said <= keys
    for item in over:
        last = max(place for place, row in enumerate(rows) if row[0] == item.code)
        assert f"row-{last}" in said
    assert not (labour_over and _sum(rows, "own_labour") > 0) or any(field.startswith("row-") for field in said)
    assert ("cash" in said) == (funding.company_cash_won < funding.minimum_cash_won)
    assert len(set(funding.faults)) == len(funding.faults)


def _sum(rows, code):
    return sum(amount for item, amount in rows if item == code)


def _cap(funding, item):
    return funding.total_won * item.cap_percent / 100


@OFTEN
@given(rows=ROWS, discount=some.integers(0, 30_000_000))
def test_a_discount_never_raises_total_support_or_vat(sample, rows, discount):
    before = worked_out(sample, "new", *rows)
    after = worked_out(sample, "new", *rows, ("other", -discount))

    assert after.total_won <= before.total_won
    assert after.support_won <= before.support_won
    assert after.vat_won <= before.vat_won
