"""Automatic findings and objections as tables of plain values; no database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from program_admin.applications.rules.screening import (
    Checked,
    HandedOn,
    Outlook,
    Seen,
    SiteSeen,
    items,
    objections_to_failing,
    objections_to_passing,
    proposed_reason,
)
from program_admin.applications.rules.sharing import Kind, Shared
from program_admin.applications.rules.supplements import Way, target_of_item, too_late, way_of
from program_admin.applications.rules.values import CompanyFacts, Filled, HandedPaper, SiteFacts
from program_admin.programs.loading import read_round
from tests.builders.applications import VALUES

TERMS = read_round((Path(__file__).parents[2] / "rounds" / "2026-seoul-standard.yml").read_text(encoding="utf-8"))
DAY = date(2026, 12, 18)
PLANT = SiteSeen("own_plant", "화성공장", "41", "", Decimal(800), "41590-1")
COMPANY = CompanyFacts(
    size_class="small",
    ksic="27",
    employees=12,
    founded_on=date(2015, 4, 1),
    vat_exempt=False,
    under_three_years=False,
    level="none",
    sites=(SiteFacts("head_office", "11", "11545"), SiteFacts("own_plant", "41")),
)

SHARED = Shared(Kind.PHONE, "같은 전화번호를 2개 기업이 씁니다.", "다른기업: 사업 담당자", ("다른기업",))


def seen(*papers: HandedOn, company: CompanyFacts = COMPANY, sites=(PLANT,), values=VALUES, sharing=()) -> Seen:
    filled = Filled(TERMS, TERMS.tracks[0], values, tuple(each.paper for each in papers), company, True)
    return Seen(filled, DAY, papers, tuple(sites), sharing)


def given(paper: str) -> HandedOn:
    return HandedOn(HandedPaper(paper, f"{paper}.pdf", issued_on=DAY), DAY)


def without_proofs(terms):
    """The same round with bonus items that name no paper."""
    items_ = tuple(item.model_copy(update={"paper": None}) for item in terms.evaluation.bonus.items)
    evaluation = terms.evaluation.model_copy(
        update={"bonus": terms.evaluation.bonus.model_copy(update={"items": items_})}
    )
    return terms.model_copy(update={"evaluation": evaluation})


def outlook_of(made: Seen, code: str) -> Outlook:
    return next(item.outlook for item in items(made) if item.code == code)


@pytest.mark.parametrize(
    ("made", "code", "outlook"),
    [
        (seen(), "eligibility-size", Outlook.PASSED),
        (seen(company=replace(COMPANY, size_class="large")), "eligibility-size", Outlook.FAILED),
        (seen(), "eligibility-national_tax", Outlook.OPEN),
        (seen(values=VALUES | {"must_not-national_tax": "yes"}), "eligibility-national_tax", Outlook.FAILED),
        (seen(company=replace(COMPANY, sites=())), "eligibility-seoul_link", Outlook.FAILED),
        (seen(), "site-1", Outlook.OPEN),
        (seen(sites=[replace(PLANT, registration_number="")]), "site-1", Outlook.TO_SUPPLEMENT),
        (seen(sites=[replace(PLANT, registration_number="", area_m2=Decimal(300))]), "site-1", Outlook.OPEN),
        (seen(), "paper-plan", Outlook.TO_SUPPLEMENT),
        (seen(HandedOn(HandedPaper("plan", "계획.pdf"), DAY)), "paper-plan", Outlook.PASSED),
        (seen(), "budget-support", Outlook.PASSED),
        (seen(values=VALUES | {"cost-wanted": "49,000,000"}), "budget-support", Outlook.FAILED),
        (seen(), "contact-phone", Outlook.PASSED),
        (seen(sharing=(SHARED,)), "contact-phone", Outlook.OPEN),
    ],
)
def test_each_finding_speaks_for_what_it_should(made, code, outlook):
    assert outlook_of(made, code) == outlook


@pytest.mark.parametrize(
    ("issued_on", "handed_on", "outlook"),
    [
        (date(2026, 12, 1), DAY, Outlook.PASSED),
        (date(2026, 9, 1), DAY, Outlook.TO_SUPPLEMENT),
        (date(2027, 1, 4), DAY, Outlook.TO_SUPPLEMENT),
        (date(2027, 1, 4), date(2027, 1, 5), Outlook.PASSED),
    ],
)
def test_a_paper_is_valid_on_the_day_it_was_handed_in(issued_on, handed_on, outlook):
    paper = HandedPaper("tax_certificates", "납세증명.pdf", issued_on=issued_on)

    assert outlook_of(seen(HandedOn(paper, handed_on)), "paper-tax_certificates") == outlook


def test_a_substitute_is_left_to_people():
    paper = HandedPaper("factory_registration", "개설등록증.pdf", "dental_lab", "기공소입니다.", DAY)

    assert outlook_of(seen(HandedOn(paper, DAY)), "paper-factory_registration") == Outlook.OPEN


def test_bonus_items_stand_on_the_sheet_only_when_claimed():
    claimed = seen(values=VALUES | {"bonus-claimed": "yes", "bonus-youth": "yes"})

    assert [item.code for item in items(claimed) if item.group == "bonus"] == ["bonus-youth"]
    assert [item.code for item in items(seen()) if item.group == "bonus"] == []


def test_the_evidence_stands_beside_its_bonus_and_not_among_the_papers():
    values = VALUES | {"bonus-claimed": "yes", "bonus-women": "yes", "bonus-youth": "yes"}
    found = {item.code: item for item in items(seen(given("women_certificate"), values=values))}

    women, youth = found["bonus-women"], found["bonus-youth"]
    assert (women.outlook, women.evidence.splitlines()[0]) == (Outlook.OPEN, "증빙: 여성기업확인서")
    assert "제출" in women.evidence.splitlines()[1]
    assert (youth.outlook, "내지 않았습니다" in youth.finding) == (Outlook.TO_SUPPLEMENT, True)
    assert not {"paper-women_certificate", "paper-youth_certificate"} & set(found)


def test_a_bonus_without_evidence_is_never_accepted():
    accepted = Checked("bonus-youth", "청년", "passed", "")

    assert objections_to_passing([PASSED, accepted], open_supplements=0, unproven={"women"}) == []
    assert objections_to_passing([PASSED, accepted], open_supplements=0, unproven={"youth"}) == [
        "증빙을 내지 않은 가점은 인정할 수 없습니다: 청년."
    ]


PASSED = Checked("eligibility-size", "기업 규모", "passed", "")


@pytest.mark.parametrize(
    ("checked", "open_supplements", "count"),
    [
        ([PASSED], 0, 0),
        ([replace(PASSED, result="")], 0, 1),
        ([replace(PASSED, result="failed"), replace(PASSED, result="to_supplement")], 1, 3),
        ([PASSED, Checked("bonus-youth", "청년", "failed", "확인서가 없습니다.")], 0, 0),
        ([PASSED, Checked("bonus-youth", "청년", "failed", " ")], 0, 1),
        ([PASSED, Checked("bonus-youth", "청년", "", "")], 0, 1),
        ([PASSED, Checked("bonus-youth", "청년", "to_supplement", "확인서 사본이 흐립니다.")], 0, 1),
    ],
)
def test_every_objection_to_passing_is_said(checked, open_supplements, count):
    assert len(objections_to_passing(checked, open_supplements=open_supplements)) == count


def test_failing_needs_a_failed_item_and_its_notes_become_the_reason():
    failed = Checked("eligibility-size", "기업 규모", "failed", "대기업입니다.")
    refused = Checked("bonus-youth", "청년", "failed", "확인서가 없습니다.")

    assert (len(objections_to_failing([PASSED, refused])), objections_to_failing([failed])) == (1, [])
    assert proposed_reason([PASSED, refused, failed]) == "기업 규모: 대기업입니다."


def test_each_item_is_about_the_section_that_can_mend_it():
    codes = ("paper-plan", "eligibility-size", "site-1", "budget-lines", "bonus-youth", "contact-phone")

    assert [target_of_item(code, TERMS) for code in codes] == [
        "paper-plan",
        "company",
        "sites",
        "budget",
        "paper-youth_certificate",
        "plan",
    ]
    assert target_of_item("bonus-youth", without_proofs(TERMS)) == "bonus"
    assert [way_of(section) for section in ("papers", "budget", "sites")] == [Way.PAPER, Way.VALUES, Way.WORDS]


def test_the_due_day_itself_still_counts():
    assert too_late(DAY, DAY) == []
    assert too_late(DAY, date(2026, 12, 19)) == [
        "보완 기한(2026. 12. 18.(금))이 지나 낼 수 없습니다. 담당자에게 연락해 기한 연장을 요청해 주세요."
    ]
