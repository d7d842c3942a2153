"""Rules of an application with plain values: what is missing, invalid or out of proportion, as sentences."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from program_admin.applications.rules import bonus, budget, kpis, papers, questions
from program_admin.applications.rules.sections import SectionState, all_faults, faults_of, states
from program_admin.applications.rules.values import CompanyFacts, Filled, HandedPaper, SiteFacts, day, exact, whole
from program_admin.programs.loading import read_round
from tests.builders.applications import SAMPLE, VALUES

TODAY = date(2026, 11, 22)
LAB = CompanyFacts(
    size_class="small",
    ksic="27",
    employees=12,
    founded_on=date(2015, 4, 1),
    vat_exempt=False,
    under_three_years=False,
    level="none",
    sites=(SiteFacts("head_office", "11", "11545"), SiteFacts("own_plant", "41")),
)
GIVEN = ("plan", "business_registration", "quotation")


@pytest.fixture(scope="module")
def terms():
    return read_round(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def whole_one(terms):
    """An application without a fault; `whole_one(values={...}, company=...)` changes it."""

    def make(*, values=None, company=LAB, track="new", handed=(), supplier=True):
        issued = TODAY - timedelta(days=10)
        given = [HandedPaper(code, f"{code}.pdf", issued_on=issued) for code in (*GIVEN, "tax_certificates")]
        changed = VALUES | (values or {})
        return Filled(terms, terms.track(track), changed, (*given, *handed), company, supplier)

    return make


def sentences(faults):
    return [fault.sentence for fault in faults]


def at(faults):
    return {fault.field: fault.sentence for fault in faults}


def test_a_whole_application_has_no_fault(whole_one):
    assert all_faults(whole_one(), TODAY) == ()


def test_a_late_paper_may_come_with_the_supplement(whole_one):
    later = [slot.code for slot in papers.missing_later(whole_one())]

    assert later == ["factory_registration", "financial_statements", "sme_certificate", "insured_list", "consent_form"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("project-title", "", "‘과제명’ 항목을 적어 주세요."),
        ("project-title", "공정", "‘과제명’ 항목을 5자 이상 적어 주세요. 지금은 2자입니다."),
        ("project-title", "가" * 103, "‘과제명’ 항목은 100자까지입니다. 3자를 줄여 주세요."),
        ("project-solutions", "", "도입할 솔루션을 하나 이상 골라 주세요."),
        ("project-solutions", "magic", "목록에 있는 솔루션을 골라 주세요."),
        ("project-months", "10", "구축 기간은 1개월에서 9개월까지 적을 수 있습니다."),
        ("project-months", "반년", "구축 기간을 개월 수로 적어 주세요."),
        ("project-contact_phone", "1234", "휴대전화 번호를 숫자로 적어 주세요. 예: 010-1234-5678"),
        ("project-contact_email", "a@b", "전자우편 주소를 name@example.kr 형식으로 적어 주세요."),
        ("question-collection_sites", "0", "‘데이터를 모을 사업장은 몇 곳입니까?’ 1곳 이상으로 적어 주세요."),
        ("question-collection_sites", "많음", "‘데이터를 모을 사업장은 몇 곳입니까?’ 숫자만 적어 주세요. 예: 12"),
        (
            "question-defect_rate",
            "3.255",
            "‘최근 1년 평균 불량률은 얼마입니까?’ 소수점 아래 2자리까지 숫자로 적어 주세요.",
        ),
        ("question-defect_rate", "101", "‘최근 1년 평균 불량률은 얼마입니까?’ 100% 이하로 적어 주세요."),
        ("question-collects_now", "maybe", "‘지금 생산 데이터를 모으고 있습니까?’ ‘예’나 ‘아니요’를 골라 주세요."),
        ("question-site_plan-1-method", "", "1번째 줄 ‘방법’ 칸을 적어 주세요."),
        ("question-site_plan-1-machines", "여럿", "1번째 줄 ‘설비 수’ 칸에 숫자만 적어 주세요."),
    ],
)
def test_the_plan_names_each_fault_at_its_field(whole_one, field, value, sentence):
    assert at(faults_of("plan", whole_one(values={field: value}), TODAY))[field] == sentence


def test_a_question_is_asked_only_when_the_one_before_says_so(whole_one, terms):
    hanging = terms.question("outsourcer_agreement")

    asked = whole_one(values={"question-outsourced": "yes"})

    assert not questions.is_shown(hanging, whole_one())
    assert questions.is_shown(hanging, asked)
    assert sentences(faults_of("plan", asked, TODAY)) == [
        "‘외주처와 데이터 제공을 어디까지 협의했습니까?’에 답해 주세요."
    ]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"kpi-2-weight": "30"}, "kpi-2-weight", "가중치의 합이 100이어야 합니다. 지금은 90입니다."),
        ({"kpi-2-measure": "lab_lead_time"}, "kpi-2-measure", "1번째 줄과 같은 지표입니다. 다른 지표를 골라 주세요."),
        ({"kpi-1-target": "9"}, "kpi-1-target", "‘제작 리드타임’의 목표는 구축 전 값보다 작아야 합니다."),
        (
            {"kpi-1-before": "일곱"},
            "kpi-1-before",
            "1번째 줄의 구축 전 값을 소수점 아래 4자리까지 숫자로 적어 주세요.",
        ),
        ({"kpi-1-measure": "luck"}, "kpi-1-measure", "1번째 줄의 지표를 목록에서 골라 주세요."),
        (
            {f"kpi-2-{part}": "" for part in kpis.PARTS} | {"kpi-1-weight": "100"},
            "kpi-2-measure",
            "성과지표를 2개 이상 적어 주세요.",
        ),
    ],
)
def test_the_kpi_plan_names_each_fault_at_its_row(whole_one, changes, field, sentence):
    assert at(faults_of("kpi", whole_one(values=changes), TODAY)) == {field: sentence}


def test_the_budget_is_worked_out_by_the_rounds_arithmetic(whole_one):
    worked_out = budget.funding(whole_one())

    assert (worked_out.total_won, worked_out.support_won, worked_out.vat_won) == (50_000_000, 35_000_000, 5_000_000)
    assert worked_out.cash_to_prepare_won == 15_000_000 + 5_000_000 + 10_000_000


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"cost-1-amount": "사천만"}, "cost-1-amount", "1번째 줄의 금액을 원 단위 숫자로 적어 주세요. 예: 1,000,000"),
        ({"cost-1-item": "luck"}, "cost-1-item", "1번째 줄의 비목을 목록에서 골라 주세요."),
        ({"cost-2-description": ""}, "cost-2-description", "2번째 줄의 내용을 적어 주세요."),
        (
            {"cost-2-item": "hardware", "cost-2-amount": "20,000,000"},
            "cost-2-amount",
            "하드웨어 합계 20,000,000원이 한도 18,000,000원(총사업비의 30%)을 넘습니다. 2,000,000원 이상 줄여 주세요.",
        ),
        (
            {"cost-wanted": "90,000,000"},
            "cost-wanted",
            "지원금은 35,000,000원까지 신청할 수 있습니다. 35,000,000원 이하로 적어 주세요.",
        ),
    ],
)
def test_the_budget_names_each_fault_at_its_row(whole_one, changes, field, sentence):
    assert at(faults_of("budget", whole_one(values=changes), TODAY))[field] == sentence


@pytest.mark.parametrize(
    ("issued_on", "expected"),
    [
        (TODAY - timedelta(days=30), []),
        (
            TODAY - timedelta(days=31),
            ["‘납세.pdf’의 유효기간이 2026. 11. 21.에 끝났습니다. 새로 발급받아 올려 주세요."],
        ),
        (TODAY + timedelta(days=1), ["‘납세.pdf’의 발급일이 오늘보다 늦습니다. 발급일을 확인해 주세요."]),
        (None, ["‘납세.pdf’의 발급일을 적어 주세요."]),
    ],
)
def test_a_paper_is_valid_for_its_days_from_the_day_after_its_issue(whole_one, issued_on, expected):
    one = HandedPaper("tax_certificates", "납세.pdf", issued_on=issued_on)

    assert sentences(faults_of("papers", whole_one(handed=(one,)), TODAY)) == expected


def test_a_substitute_needs_its_reason(whole_one):
    bare = HandedPaper("factory_registration", "개설.pdf", substitute="dental_lab")
    said = replace(bare, reason="500㎡보다 작아 등록하지 않았습니다.")

    assert sentences(faults_of("papers", whole_one(handed=(bare,)), TODAY)) == [
        "대체서류 ‘치과기공소 개설등록증’ 제출 사유를 적어 주세요."
    ]
    assert faults_of("papers", whole_one(handed=(said,)), TODAY) == ()


def test_the_evidence_of_a_bonus_is_asked_exactly_of_those_who_claim_it(whole_one):
    claiming = whole_one(values={"bonus-claimed": "yes", "bonus-youth": "yes"})
    unclaimed = whole_one(values={"bonus-claimed": "no", "bonus-youth": "yes"})

    proofs = {"data_agreement", "youth_certificate", "women_certificate", "safety_certificate"}
    asked = {slot.code for slot in papers.slots(claiming) if slot.required} & proofs
    assert ({slot.code for slot in papers.slots(unclaimed)} & proofs, asked) == (set(), {"youth_certificate"})
    assert sentences(faults_of("papers", claiming, TODAY)) == ["청년친화강소기업 선정 확인서를 올려 주세요."]
    assert (papers.proves_only(claiming, "youth_certificate"), papers.proves_only(claiming, "plan")) == (True, False)
    assert claiming.bonus_codes == ("youth",)


def test_the_file_of_a_bonus_no_longer_claimed_is_not_handed_in(whole_one):
    file = HandedPaper("youth_certificate", "확인서.pdf")
    values = {"bonus-claimed": "yes", "bonus-youth": "yes"}

    assert file in papers.handed_in(whole_one(values=values, handed=(file,)))
    assert file not in papers.handed_in(whole_one(handed=(file,)))


def test_a_paper_that_proves_a_bonus_may_be_needed_for_its_own_sake_too(whole_one, terms):
    items = tuple(item.model_copy(update={"paper": "plan"}) for item in terms.evaluation.bonus.items)
    bonus_terms = terms.evaluation.bonus.model_copy(update={"items": items})
    evaluation = terms.evaluation.model_copy(update={"bonus": bonus_terms})
    claiming = whole_one(values={"bonus-claimed": "yes", "bonus-youth": "yes"})
    claiming = replace(claiming, terms=terms.model_copy(update={"evaluation": evaluation}))

    assert papers.slot_of(claiming, "plan").required is True
    assert papers.proves_only(claiming, "plan") is False


@pytest.mark.parametrize(
    ("handed", "warned", "state"),
    [
        ((), False, "missing"),
        ((HandedPaper("women_certificate", "확인서.pdf", issued_on=TODAY),), False, "handed"),
        ((HandedPaper("women_certificate", "확인서.pdf", issued_on=TODAY),), True, "doubtful"),
        ((HandedPaper("women_certificate", "확인서.pdf", issued_on=TODAY - timedelta(1096)),), False, "doubtful"),
        ((HandedPaper("women_certificate", "확인서.pdf"),), False, "doubtful"),
        ((HandedPaper("plan", "계획서.pdf"),), False, "missing"),
    ],
)
def test_how_far_the_evidence_is(whole_one, handed, warned, state):
    slot = papers.evidence_slot(whole_one(), "women_certificate")

    assert bonus.evidence_state(slot, handed, TODAY, warned=warned) == state


def test_a_claim_is_unproven_until_its_own_evidence_is_there(whole_one):
    values = {"bonus-claimed": "yes", "bonus-youth": "yes", "bonus-women": "yes"}
    file = HandedPaper("youth_certificate", "확인서.pdf")

    assert bonus.unproven(whole_one(values=values, handed=(file,))) == {"women"}
    assert bonus.unproven(whole_one(handed=(file,))) == frozenset()


def test_claiming_without_an_item_is_a_fault(whole_one):
    claiming = whole_one(values={"bonus-claimed": "yes"})

    assert sentences(faults_of("bonus", claiming, TODAY)) == [
        "신청할 가점 항목을 하나 이상 골라 주세요. 없으면 ‘아니요’를 골라 주세요."
    ]


@pytest.mark.parametrize(
    ("company", "section", "sentence"),
    [
        (
            replace(LAB, size_class="large"),
            "company",
            "중소기업이나 중견기업만 신청할 수 있습니다. 중소기업확인서의 기업 규모를 확인해 주세요.",
        ),
        (
            replace(LAB, ksic="47"),
            "company",
            "제조업(표준산업분류 10~34)만 신청할 수 있습니다. 사업자등록증의 업종을 확인해 주세요.",
        ),
        (
            replace(LAB, level="basic"),
            "company",
            "신규구축(기초)에는 현재 수준이 미구축인 기업이 신청할 수 있습니다. 수준을 확인해 주세요.",
        ),
        (
            replace(LAB, running=2),
            "company",
            "진행 중인 스마트공장 과제가 너무 많습니다. 앞 과제를 마친 뒤 신청해 주세요.",
        ),
        (
            replace(LAB, sites=(SiteFacts("head_office", "11"),)),
            "sites",
            "국내에 생산하는 사업장이 있어야 합니다. 공장, 임차 호실, 외주처 가운데 하나를 사업장에 더해 주세요.",
        ),
        (
            replace(LAB, sites=(SiteFacts("own_plant", "41"),)),
            "sites",
            "본사나 공장이 서울에 있어야 합니다. 서울 사업장이 있으면 사업장에 더해 주세요.",
        ),
    ],
)
def test_who_may_not_apply_reads_why(whole_one, company, section, sentence):
    assert sentences(faults_of(section, whole_one(company=company), TODAY)) == [sentence]


def test_a_declaration_that_refuses_stops_and_one_for_review_does_not(whole_one):
    arrears = whole_one(values={"must_not-national_tax": "yes"})
    eroded = whole_one(values={"must_not-capital": "yes"})

    assert sentences(faults_of("consents", arrears, TODAY)) == [
        "국세 체납이 있으면 신청할 수 없습니다. 납부한 뒤 납세증명서를 다시 발급받아 주세요."
    ]
    assert faults_of("consents", eroded, TODAY) == ()


def test_an_optional_consent_may_be_withheld_and_a_required_one_may_not(whole_one):
    without = whole_one(values={"consent-collection": "", "consent-photos": ""})

    assert sentences(faults_of("consents", without, TODAY)) == [
        "‘개인정보 수집·이용 동의’에 동의해야 신청할 수 있습니다."
    ]


def test_a_supplier_must_be_chosen(whole_one):
    assert sentences(faults_of("supplier", whole_one(supplier=False), TODAY)) == [
        "공급기업을 정해 주세요. 아직 없으면 추천을 받아 고를 수 있습니다."
    ]


def test_sections_are_begun_done_or_wait(whole_one, terms):
    empty = Filled(terms, terms.track("new"), {"project-title": "과제"}, (), LAB, False)

    assert set(states(whole_one(), TODAY).values()) == {SectionState.DONE, SectionState.NOT_STARTED}
    assert states(whole_one(), TODAY)["submit"] is SectionState.NOT_STARTED
    assert states(empty, TODAY)["plan"] is SectionState.IN_WORK
    assert states(empty, TODAY)["budget"] is SectionState.NOT_STARTED
    assert states(empty, TODAY)["submit"] is SectionState.WAITS


@pytest.mark.parametrize(
    ("text", "number"), [("1,234", 1234), ("-5", -5), ("１２", 12), ("12.5", None), ("열둘", None), ("", None)]
)
def test_whole_numbers_are_read_as_typed(text, number):
    assert whole(text) == number


@pytest.mark.parametrize(("text", "number"), [("3.25", "3.25"), ("1,000.5", "1000.5"), ("1.23456", None), ("e5", None)])
def test_decimals_are_read_exactly(text, number):
    found = exact(text)

    assert (None if found is None else str(found)) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026. 3. 27.", date(2026, 3, 27)), ("20260327", date(2026, 3, 27)), ("2026-2-30", None), ("내일", None)],
)
def test_dates_are_read_as_typed(text, expected):
    assert day(text) == expected
