"""Rules of agreements with plain values: money, dates, invoices, claims, sheets, the text."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from program_admin.agreements.rules import dates, inspecting, invoices, money, payees, reports, sheets, signing, wording
from program_admin.agreements.rules.claims import Claim, Progress, asked_papers, claim_faults, claim_objections
from program_admin.agreements.rules.payees import Look
from program_admin.programs.schema.agreement import NotTrading, PayeeTerms

TODAY = date(2026, 3, 9)
TERMS = sheets.SheetTerms(
    (sheets.SheetItem("schedule", "일정"), sheets.SheetItem("people", "인력")),
    ("적정", "보완", "미흡"),
    with_assets=False,
)
WITH_ASSETS = sheets.SheetTerms(TERMS.items, TERMS.grades, with_assets=True)
percents = some.lists(some.decimals(min_value=0, max_value=100, places=2), min_size=1, max_size=5)


@given(some.lists(some.integers(min_value=0, max_value=10**11), min_size=1, max_size=4), percents)
def test_instalments_of_every_source_add_up_and_are_never_negative(amounts, shares):
    rows = money.instalment_shares(amounts, shares)

    assert [sum(row[place] for row in rows) for place in range(len(amounts))] == amounts
    assert min(amount for row in rows for amount in row) >= 0


def test_instalments_are_rounded_down_and_the_last_takes_the_rest():
    rows = money.instalment_shares([100_001], [Decimal(50), Decimal(30), Decimal(20)])

    assert rows == [[50_000], [30_000], [20_001]]


@pytest.mark.parametrize(
    ("ends_on", "wrong"),
    [
        (date(2026, 12, 8), []),
        (date(2026, 12, 9), ["ends_on"]),
        (date(2026, 3, 9), ["ends_on"]),
        (date(2026, 3, 1), ["ends_on"]),
    ],
)
def test_a_project_of_nine_months_ends_the_day_before_the_same_day(ends_on, wrong):
    assert list(dates.period_faults(TODAY, ends_on, months_max=9)) == wrong


def test_the_last_day_itself_is_on_time():
    assert dates.on_time(date(2026, 8, 1), date(2026, 8, 1))
    assert not dates.on_time(date(2026, 8, 2), date(2026, 8, 1))


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ("20260309-41000000-12345678", 0),
        ("20260309 4100000a 1234567b", 0),
        ("2026030941000000123456789", 1),
        ("20260309410000001234567", 1),
        ("20261309410000001234567a", 1),
        ("20260310410000001234567a", 1),
        ("2026030941000000123456가나", 1),
        ("", 1),
    ],
)
def test_an_invoice_number_has_24_signs_and_begins_with_a_day_gone_by(typed, faults):
    assert len(invoices.invoice_faults(invoices.invoice_number(typed), TODAY)) == faults


def test_an_invoice_number_is_kept_in_one_way_of_writing():
    assert invoices.invoice_number(" 20260309-4100000a-1234567b ") == "202603094100000A1234567B"


def test_each_instalment_waits_for_its_own_condition():
    nothing = Progress(in_force=True, reports=frozenset(), inspections=frozenset())
    ready = Progress(True, frozenset({"start"}), frozenset({"interim", "final"}))
    unpaid = Progress(True, frozenset({"start"}), frozenset({"interim"}), ("선금",))

    assert [len(claim_objections(code, nothing)) for code in ("advance", "interim", "balance")] == [1, 1, 1]
    assert [claim_objections(code, ready) for code in ("advance", "interim", "balance")] == [[], [], []]
    assert claim_objections("interim", unpaid) == ["선금을 먼저 지급받아야 합니다."]


def test_a_claim_names_every_fault_at_its_field():
    claim = Claim("123", 1, date(2026, 3, 1))

    faults = claim_faults(claim, amount_won=1_000_000, starts_on=TODAY, today=TODAY)

    assert sorted(faults) == ["supply_won", "tax_invoice_number", "transferred_on"]


def test_reports_written_here_are_not_asked_as_papers():
    asked = asked_papers(["착수계", "이행보증보험증권", "중간보고서"], ["착수계", "중간보고", "완료보고"])

    assert asked == ["이행보증보험증권"]


WEEK = PayeeTerms(fresh_days=7)
LENIENT = PayeeTerms(fresh_days=7, paid_though=(NotTrading.SUSPENDED,))


@pytest.mark.parametrize(
    ("look", "terms", "words"),
    [
        (Look("한빛", "active", TODAY), WEEK, []),
        (Look("한빛", "active", TODAY - timedelta(days=7)), WEEK, []),
        (Look("한빛", "active", TODAY - timedelta(days=8)), WEEK, ["다시 확인해 주세요"]),
        (Look("한빛", "active", TODAY), PayeeTerms(fresh_days=0), []),
        (Look("한빛"), WEEK, ["아직 확인하지 않았습니다"]),
        (Look("한빛", "closed", TODAY, "폐업"), WEEK, ["‘한빛’은 폐업 상태라 지급할 수 없습니다"]),
        (Look("한빛", "closed", TODAY, "폐업"), LENIENT, ["폐업 상태라 지급할 수 없습니다"]),
        (Look("한빛", "suspended", TODAY, "계절 휴업"), LENIENT, []),
        (Look("한빛", "suspended", TODAY), LENIENT, ["지급하는 사유를 적어 주세요"]),
        (Look("한빛", "suspended", date(2026, 1, 1)), WEEK, ["다시 확인해 주세요", "휴업 상태라"]),
        (Look("한빛", "unregistered", TODAY, "사유"), LENIENT, ["등록되지 않은 번호 상태라"]),
    ],
)
def test_only_a_going_business_is_paid_and_only_on_a_fresh_look(look, terms, words):
    found = payees.payee_objections([look], terms, TODAY)

    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))


def test_a_look_lies_not_ahead_and_says_why_a_business_that_stopped_is_dealt_with():
    assert list(payees.check_faults("active", TODAY + timedelta(days=1), "", TODAY)) == ["checked_on"]
    assert list(payees.check_faults("closed", TODAY, " ", TODAY)) == ["reason"]
    assert payees.check_faults("closed", TODAY, "반려할 예정", TODAY) == {}


def test_reports_come_in_their_order():
    assert reports.report_objections("start", in_force=True, approved=()) == []
    assert len(reports.report_objections("final", in_force=True, approved={"start"})) == 1
    assert len(reports.report_objections("final", in_force=False, approved=())) == 2


def test_a_sheet_names_every_gap():
    values = {"grade-schedule": "보완"}

    assert sorted(sheets.sheet_faults(TERMS, values)) == ["grade-people", "note-schedule", "opinion"]


def test_the_asset_list_needs_a_row_with_model_and_place():
    good = {"grade-schedule": "적정", "grade-people": "적정", "opinion": "좋습니다."}

    assert sheets.sheet_faults(TERMS, good) == {}
    assert sorted(sheets.sheet_faults(WITH_ASSETS, good)) == ["asset-1-model"]
    assert sorted(sheets.sheet_faults(WITH_ASSETS, good | {"asset-2-serial": "S1"})) == [
        "asset-2-model",
        "asset-2-place",
    ]


def test_the_worst_grade_is_the_conclusion_and_each_other_than_the_best_is_wanting():
    grades = ["적정", "미흡", "보완", "적정"]

    assert sheets.conclusion(grades, TERMS.grades) == "미흡"
    assert sheets.wanting(grades, TERMS.grades) == 2


def test_only_asked_fields_and_known_grades_are_kept():
    assert sheets.value_objections(TERMS, "grade-schedule", "적정") == []
    assert len(sheets.value_objections(TERMS, "grade-schedule", "최고")) == 1
    assert len(sheets.value_objections(TERMS, "asset-1-model", "X")) == 1
    assert len(sheets.value_objections(TERMS, "opinion", "가" * 2001)) == 1


def test_the_final_inspection_follows_the_interim_one():
    assert inspecting.plan_objections("final", in_force=True, approved={"interim"}) == []
    assert len(inspecting.plan_objections("final", in_force=True, approved=())) == 1
    assert len(inspecting.handing_in_objections("interim", in_force=True, reports=())) == 1


def test_a_typed_name_is_the_signers_own():
    assert signing.signature_faults("박 정우", "", own_name="박정우") == {}
    assert list(signing.signature_faults("박정오", "", own_name="박정우")) == ["signature_typed"]
    assert list(signing.signature_faults("", "", own_name="박정우")) == ["signature_typed"]


def test_the_text_comes_back_as_it_was_fixed_and_any_change_shows():
    party = wording.PartyText("company", "을", "도입기업", "미소", "123", "박정우", "서울")
    payment = wording.PaymentText("선금", "착수 뒤", 10)
    clause = wording.ClauseText(1, "목적", ("가", "나"))
    money_ = {"total_won": 30, "subsidy_won": 10, "company_cash_won": 20, "company_inkind_won": 0, "vat_won": 3}
    text = wording.AgreementText(
        number="협약-2026-0001",
        title="협약서",
        round_title="회차",
        project_title="과제",
        track="신규",
        parties=(party,),
        starts_on=TODAY,
        ends_on=date(2026, 8, 1),
        funding=(("국비", 10),),
        payments=(payment,),
        clauses=(clause,),
        **money_,
    )

    content = wording.canonical(text)

    assert wording.read(content) == text
    assert wording.fingerprint(content) != wording.fingerprint(content.replace("10", "11"))


def test_clauses_are_filled_with_the_figures_they_name():
    assert wording.filled_in("{지원금}을 {모름} 지급", {"지원금": "10원"}) == "10원을 {모름} 지급"
