"""Budget and KPI plan on their pages: worked out while typing, said at the row, filled in by trade."""

import pytest
from lxml import html

from program_admin.applications.models import Application
from program_admin.applications.queries import draft_values
from program_admin.core.periods import months_later
from tests.builders.answers import words_of
from tests.builders.applications import make_draft, make_filled, sample_terms
from tests.fixtures.clients import act, sign_in


def url(application: Application, rest: str = "") -> str:
    return f"/applications/{application.id}{rest}"


def test_the_budget_is_worked_out_without_being_kept(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = client.post(
        url(application, "/budget/worked-out"),
        data={"cost-1-item": "sensors", "cost-1-description": "센서", "cost-1-amount": "50,000,000"},
    )

    assert "25,000,000원" in answer.text
    assert "실제로 준비할 현금 (부가세 포함)" in answer.text
    assert "cost-1-amount" not in draft_values(application.id)


def test_only_the_rows_a_page_shows_are_written_to(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = client.post(
        url(application, "/budget/worked-out"),
        data={"cost-1-item": "sensors", "cost-1-amount": "50,000,000", "cost-2-item": "", "cost-2-amount": "1"},
    )

    lines = html.fromstring(answer.text).xpath("//p[@hx-swap-oob='true']/@id")
    assert {line.rpartition("-")[0].rpartition("-")[0] for line in lines} == {"cost-1", "cost-2", "cost"}


def test_a_broken_rule_is_said_at_its_row_while_typing(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = client.post(
        url(application, "/budget/worked-out"),
        data={
            "cost-1-item": "software",
            "cost-1-amount": "40,000,000",
            "cost-2-item": "hardware",
            "cost-2-amount": "20,000,000",
            "cost-3-amount": "이백만",
            "cost-wanted": "90,000,000",
        },
    )

    lines = {
        line.get("id"): line.text_content() for line in html.fromstring(answer.text).xpath("//p[@hx-swap-oob='true']")
    }
    assert lines["cost-2-amount-error"] == (
        "하드웨어 합계 20,000,000원이 한도 18,000,000원(총사업비의 30%)을 넘습니다. 2,000,000원 이상 줄여 주세요."
    )
    assert lines["cost-3-amount-error"] == "3번째 줄의 금액을 원 단위 숫자로 적어 주세요. 예: 1,000,000"
    assert lines["cost-wanted-error"].startswith("지원금은 42,000,000원까지")
    assert lines["cost-1-amount-error"] == "" and lines["cost-3-item-error"] == ""


def test_the_budget_says_which_payment_needs_how_much_and_when(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)

    words = words_of(client.get(url(application, "/budget")))

    month = months_later(application.terms.calendar.agreement_by.replace(day=1), 1)
    assert f"선금 · {month.year}년 {month.month}월 무렵" in words
    assert "시비는 기업이 먼저 쓰고 정산한 뒤 받습니다." in words
    for amount in ("7,500,000원", "2,500,000원", "5,000,000원", "15,000,000원"):
        assert amount in words


def test_kpis_of_the_trade_are_proposed(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    client.post(url(application, "/kpi/proposed"), data=act())

    values = draft_values(application.id)
    assert [values[f"kpi-{row}-measure"] for row in (1, 2, 3)] == ["lab_lead_time", "remake_rate", "logistics_cost"]
    assert [values[f"kpi-{row}-weight"] for row in (1, 2, 3)] == ["34", "33", "33"]


def test_kpis_of_another_trade_are_filled_in_by_its_button(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    shown = words_of(client.get(url(application, "/kpi")))

    client.post(url(application, "/kpi/proposed"), data=act() | {"preset": "food"})

    values = draft_values(application.id)
    assert "식품시간당 생산량, 완제품 불량률, 수주출하 리드타임" in shown
    assert [values[f"kpi-{row}-measure"] for row in (1, 2, 3)] == [
        "hourly_output",
        "product_defects",
        "order_lead_time",
    ]


def test_each_measure_says_its_unit_and_which_way_is_better(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    words = words_of(client.get(url(application, "/kpi")))

    assert "설비가동률 (%, 클수록 좋음)" in words and "재제작(리메이크)률 (%, 작을수록 좋음)" in words


@pytest.mark.parametrize("trade", ["봉제", "인쇄", "치과기공소", "금속 가공", "전자", "식품"])
def test_the_sample_round_has_a_preset_for_each_trade_of_the_programme(trade):
    presets = {preset.name: preset for preset in sample_terms().kpis.presets}

    measures = [sample_terms().kpis.measure(code) for code in presets[trade].measures]
    assert len(measures) >= 3 and all(measures)
