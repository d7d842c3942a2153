"""Measures, risks, faults, facts and the two processes with plain values."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.aftercare.models import CorrectiveStatus, Status
from program_admin.aftercare.rules import sheet
from program_admin.aftercare.rules.corrective import is_late
from program_admin.aftercare.rules.faults import sheet_faults
from program_admin.aftercare.rules.findings import Found, of_five, supplier_facts
from program_admin.aftercare.rules.kpi import KpiPlan, achievement, weighted_achievement
from program_admin.aftercare.rules.outcomes import Outcome
from program_admin.aftercare.rules.planning import PlannedMonth, RiskFacts, risk_reasons, visits_to_plan
from program_admin.aftercare.rules.sheet import CheckItem, SheetTerms, asked_items
from program_admin.aftercare.rules.signing import SignedBy, signing_faults
from program_admin.aftercare.states import CORRECTIVE, PROCESS
from program_admin.programs.schema.aftercare import RiskLimits
from program_admin.suppliers.models import FactKind
from tests.builders.applications import sample_terms

AFTERCARE = sample_terms().aftercare
TODAY, DONE = date(2026, 9, 1), date(2026, 3, 2)
NUMBERS = st.decimals(-10_000, 10_000, places=4, allow_nan=False, allow_infinity=False)


def plan(better: str, before: str, target: str) -> KpiPlan:
    return KpiPlan(1, "lead", "리드타임", "일", better, Decimal(before), Decimal(target), Decimal(100))


@pytest.mark.parametrize(
    ("better", "before", "target", "value", "percent"),
    [
        ("up", "10", "20", "20", "100"),
        ("up", "10", "20", "15", "50"),
        ("up", "10", "20", "30", "200"),
        ("up", "10", "20", "5", "-50"),
        ("up", "0", "3", "1", "33.33"),
        ("up", "0", "3", "2", "66.67"),
        ("down", "7", "4", "4", "100"),
        ("down", "7", "4", "5.5", "50"),
        ("down", "7", "4", "8", "-33.33"),
        ("down", "8.5", "4", "3.1", "120"),
        ("up", "5", "5", "5", "100"),
        ("up", "5", "5", "4.9", "0"),
        ("down", "5", "5", "5", "100"),
        ("down", "5", "5", "5.1", "0"),
        ("up", "0", "0.0001", "9000", "9999.99"),
        ("down", "0.0001", "0", "9000", "-9999.99"),
    ],
)
def test_how_far_a_measure_has_come(better, before, target, value, percent):
    assert achievement(plan(better, before, target), Decimal(value)) == Decimal(percent)


@pytest.mark.parametrize(
    ("readings", "whole"),
    [
        ([], None),
        ([("100", "0")], None),
        ([("50", "60"), ("100", "40")], "70"),
        ([("300", "50"), ("0", "50")], "75"),
        ([("-80", "50"), ("100", "50")], "50"),
        ([("33.33", "1"), ("66.67", "2")], "55.56"),
    ],
)
def test_the_whole_is_weighted_and_each_measure_counts_between_0_and_150(readings, whole):
    pairs = [(Decimal(percent), Decimal(weight)) for percent, weight in readings]

    assert weighted_achievement(pairs) == (None if whole is None else Decimal(whole))


@given(NUMBERS, NUMBERS, st.sampled_from(["up", "down"]))
def test_the_target_itself_is_always_100_percent(before, target, better):
    assert achievement(plan(better, str(before), str(target)), target) == 100


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_value_nearer_to_the_target_never_achieves_less(before, target, one, other):
    rising = target >= before
    better = "up" if rising else "down"
    worse, good = sorted((one, other), reverse=not rising)

    assert achievement(plan(better, str(before), str(target)), worse) <= achievement(
        plan(better, str(before), str(target)), good
    )


@given(st.lists(st.tuples(NUMBERS, st.decimals(1, 100, places=2)), min_size=1, max_size=12))
def test_the_whole_lies_between_0_and_150(readings):
    assert 0 <= weighted_achievement(readings) <= 150


def test_every_reason_of_risk_is_a_sentence():
    facts = RiskFacts(TODAY, "none", date(2026, 7, 1), 150_000_000, 6, 7)

    assert risk_reasons(facts, AFTERCARE) == [
        "지난 방문(2026. 9. 1.)에서 시스템을 쓰지 않고 있었습니다.",
        "지난 방문(2026. 9. 1.)에서 로그가 62일 동안 없었습니다.",
        "상시 근로자 6명인 기업의 총사업비가 15,000만원입니다.",
        "같은 공급기업이 비슷한 과제를 7건 맡았습니다.",
    ]
    assert risk_reasons(RiskFacts(TODAY, "daily", TODAY, 150_000_000, 12, 1), AFTERCARE) == []


def test_the_round_says_from_where_on_a_project_is_at_risk():
    facts = RiskFacts(None, "", None, 60_000_000, 15, 3)
    stricter = RiskLimits(large_project_won=50_000_000, small_firm_employees=20, similar_projects=3)

    assert risk_reasons(facts, AFTERCARE) == []
    assert risk_reasons(facts, AFTERCARE.model_copy(update={"risks": stricter})) == [
        "상시 근로자 15명인 기업의 총사업비가 6,000만원입니다.",
        "같은 공급기업이 비슷한 과제를 3건 맡았습니다.",
    ]


def test_only_months_without_a_visit_are_planned():
    assert visits_to_plan((6, 12, 18), [(6, "첫 방문"), (12, "1년차 방문")], [6]) == (
        PlannedMonth(12, "1년차 방문"),
        PlannedMonth(18, "수시 방문(18개월)"),
    )


def test_a_sheet_asks_for_users_and_log_even_if_the_round_forgot_them():
    asked = asked_items(
        [CheckItem("operating", "씁니까?", "yes_no"), CheckItem("equipment", "설비", "yes_no")], with_assets=True
    )

    assert [item.code for item in asked] == ["users", "last_log", "log_count"]


def test_a_closed_firm_asks_only_for_what_was_seen():
    terms = SheetTerms(asked_items([], with_assets=False), (plan("up", "1", "2"),), (), (("price", "가격"),), 5, 30)

    assert set(sheet_faults(terms, {}, {}, today=TODAY, since=DONE)) == {"outcome"}
    assert set(sheet_faults(terms, {"outcome": "closed"}, {}, today=TODAY, since=DONE)) == {"remarks"}
    assert sheet_faults(terms, {"outcome": "closed", "remarks": "문을 닫음"}, {}, today=TODAY, since=DONE) == {}


def test_everything_wrong_with_a_full_sheet_is_said_at_its_field():
    terms = SheetTerms(asked_items([], with_assets=False), (plan("up", "1", "2"),), (), (("price", "가격"),), 5, 30)
    values = {
        "outcome": "normal", "operating": "daily", "check-users": "-3", "check-last_log": "2026. 2. 1.",
        "check-log_count": "10", "kpi-1": "1.23456", "call-1-what": "단말", "call-1-asked": "2026. 8. 9.",
        "call-1-done": "2026. 8. 1.", "action-1-due": "2026. 9. 1.",
    }  # fmt: skip

    assert set(sheet_faults(terms, values, {}, today=TODAY, since=DONE)) == {
        "operating", "check-users", "check-last_log", "kpi-1", "call-1-done", "survey-price", "action-1-what",
        "action-1-due",
    }  # fmt: skip


def test_who_signs_depends_on_how_the_visit_ended():
    visitor = SignedBy(visitor_typed="윤 점검")

    assert signing_faults(Outcome.ABSENT, visitor, visitor_name="윤점검") == {}
    assert set(signing_faults(Outcome.NORMAL, visitor, visitor_name="윤점검")) == {
        "company_name",
        "company_position",
        "company_typed",
    }
    assert set(signing_faults(Outcome.REFUSED, visitor, visitor_name="윤점검")) == {"reason", "witness"}
    broken = SignedBy(visitor_drawing="data:text/html,x")
    assert set(signing_faults(Outcome.ABSENT, broken, visitor_name="윤점검")) == {"visitor_typed"}


def test_what_a_visit_says_about_the_supplier():
    found = Found("none", Decimal(70), (Decimal(4), Decimal(5)), ((DONE, date(2026, 3, 6)), (DONE, None)), 2)

    assert supplier_facts(Outcome.NORMAL, found) == (
        (FactKind.OPERATING, Decimal(0)),
        (FactKind.KPI_ACHIEVEMENT, Decimal(70)),
        (FactKind.SURVEY, Decimal("4.5")),
        (FactKind.AS_DAYS, Decimal(4)),
        (FactKind.CORRECTIVE_OPENED, Decimal(2)),
    )
    assert supplier_facts(Outcome.NO_EQUIPMENT, found) == (
        (FactKind.OPERATING, Decimal(0)),
        (FactKind.CORRECTIVE_OPENED, Decimal(2)),
    )
    assert supplier_facts(Outcome.ABSENT, found) == ()
    assert [of_five(points, 7) for points in (1, 4, 7)] == [Decimal(1), Decimal(3), Decimal(5)]


def test_late_is_after_the_last_day():
    assert (is_late(TODAY, TODAY), is_late(TODAY, date(2026, 9, 2))) == (False, True)


def test_no_answer_of_the_sheet_is_beyond_its_choices():
    terms = SheetTerms(asked_items([], with_assets=False), (), (), (("price", "가격"),), 5, 30)

    assert sheet.value_objections(terms, "survey-price", "6") == ["목록에 있는 것을 골라 주세요."]
    assert sheet.value_objections(terms, "survey-price", "5") == []


def test_the_tables_of_a_visit_and_a_corrective_action():
    moves = {(step.name, state.value, step.to.value) for step in PROCESS.steps for state in step.of}
    mending = {(step.name, state.value, step.to.value) for step in CORRECTIVE.steps for state in step.of}

    assert moves == {
        ("assign", "planned", "confirmed"),
        ("assign", "confirmed", "confirmed"),
        ("finish", "confirmed", "done"),
        ("cancel", "planned", "cancelled"),
        ("cancel", "confirmed", "cancelled"),
    }
    assert mending == {
        ("answer", "open", "answered"),
        ("ask_again", "answered", "open"),
        ("close", "open", "closed"),
        ("close", "answered", "closed"),
    }
    assert (PROCESS.unreachable(), CORRECTIVE.unreachable()) == (set(), set())
    assert (set(Status), set(CorrectiveStatus)) == (set(PROCESS.labels), set(CORRECTIVE.labels))
