"""자가진단: every kind of rule speaks, nothing is kept, and it leads on to applying."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from lxml import html

from program_admin.applications.queries import filled_of
from program_admin.applications.rules.eligibility import eligibility_findings
from program_admin.applications.rules.self_check import ASKED_BY, Answers, Asked, Verdict, asked_in, self_check
from program_admin.applications.rules.values import CompanyFacts, SiteFacts
from program_admin.audit.models import AuditEntry
from program_admin.companies.models import Site
from program_admin.core.database import db
from program_admin.core.idempotency import Act
from program_admin.programs.schema import eligibility as rules
from tests.builders.applications import make_draft, make_round, sample_terms
from tests.builders.looks import check_look
from tests.fixtures.browser import NARROW, follow

TODAY = date(2026, 3, 9)
SITES = (
    (),
    (("own_plant", "41"),),
    (("own_plant", "41"), ("own_plant", "11")),
    (("leased_unit", "28"), ("outsourcer", "11"), ("outsourcer", "41")),
)
LAB = CompanyFacts(
    size_class="small",
    ksic="27",
    employees=8,
    founded_on=date(2015, 4, 1),
    vat_exempt=True,
    under_three_years=False,
    level="none",
    sites=(SiteFacts("head_office", "11", "11545"), SiteFacts("own_plant", "41")),
)
SHARED = {"sentence": "이 요건을 확인해 주세요.", "clause": "공고문 제3조"}
ONE_OF_EACH = (
    rules.SizeRule(kind="size_class", code="size", allowed=("small",), **SHARED),
    rules.TradeRule(kind="ksic", code="trade", divisions=("27",), **SHARED),
    rules.PlantRule(kind="plant_in_korea", code="plant", site_kinds=("own_plant",), **SHARED),
    rules.RegionRule(kind="region", code="seoul", sido="11", site_kinds=("head_office",), **SHARED),
    rules.DistrictRule(kind="district", code="district", districts=("11545",), **SHARED),
    rules.EmployeesRule(kind="employees", code="employees", minimum=5, maximum=300, **SHARED),
    rules.AgeRule(kind="age", code="age", minimum_years=3, **SHARED),
    rules.DeclarationRule(
        kind="must_not", code="arrears", what="national_tax_arrears", question="국세를 체납하고 있습니까?", **SHARED
    ),
    rules.DeclarationRule(
        kind="must_not", code="ban", what="program_ban", question="참여제한 중입니까?", on_fail="review", **SHARED
    ),
    rules.ConcurrentRule(kind="concurrent_projects", code="running", maximum=1, **SHARED),
    rules.EarlierAwardRule(kind="earlier_award", code="awards", within_years=2, **SHARED),
)
DECLARED = {"arrears": "no", "ban": "no"}
WRONG = (
    ("size", {"size_class": "large"}),
    ("trade", {"ksic": "14"}),
    ("plant", {"sites": LAB.sites[:1]}),
    ("seoul", {"sites": (SiteFacts("head_office", "41"), SiteFacts("own_plant", "11", "11545"))}),
    ("district", {"sites": (SiteFacts("head_office", "11", "11140"), SiteFacts("own_plant", "41"))}),
    ("employees", {"employees": 4}),
    ("employees", {"employees": 301}),
    ("age", {"founded_on": date(2023, 3, 10)}),
    ("running", {"running": 2}),
    ("awards", {"awards": (2025,)}),
)


@pytest.fixture(scope="module")
def terms():
    return sample_terms().model_copy(update={"eligibility": ONE_OF_EACH})


def verdicts(terms, company=LAB, declared=DECLARED, left_open=frozenset()) -> dict[str, Verdict]:
    found = self_check(terms, Answers(company, frozenset(left_open), declared), TODAY)
    return {each.code: each.verdict for each in found.common}


def test_every_kind_of_rule_is_asked_about():
    kinds = set(get_args(get_args(rules.EligibilityRule)[0])) - {rules.DeclarationRule}

    assert set(ASKED_BY) == kinds
    assert {type(each) for each in ONE_OF_EACH} == kinds | {rules.DeclarationRule}


def test_a_company_that_meets_everything_may_apply(terms):
    found = self_check(terms, Answers(LAB, frozenset(), DECLARED), TODAY)

    assert set(verdicts(terms).values()) == {Verdict.MET}
    assert found.verdict is Verdict.MET


@pytest.mark.parametrize(("code", "changed"), WRONG)
def test_each_rule_that_is_not_met_is_found_alone(terms, code, changed):
    found = verdicts(terms, replace(LAB, **changed))

    assert [each for each, verdict in found.items() if verdict is not Verdict.MET] == [code]
    assert found[code] is Verdict.UNMET


def test_what_an_officer_looks_at_does_not_refuse(terms):
    found = self_check(terms, Answers(LAB, frozenset(), DECLARED | {"ban": "yes"}), TODAY)

    assert found.verdict is Verdict.REVIEW


def test_what_was_left_open_is_said_to_be_unknown(terms):
    found = verdicts(terms, declared={}, left_open=set(Asked))

    assert set(found.values()) == {Verdict.UNKNOWN}


def test_a_track_is_open_to_the_levels_it_names(terms):
    found = self_check(terms, Answers(replace(LAB, level="basic"), frozenset(), DECLARED), TODAY)

    by_name = {track.name: track.verdict for track in found.tracks}
    assert by_name == {"신규구축(기초)": Verdict.UNMET, "고도화1": Verdict.MET}
    assert found.verdict is Verdict.MET


def test_only_what_the_round_needs_is_asked(terms):
    few = terms.model_copy(update={"eligibility": ONE_OF_EACH[:1]})

    assert asked_in(few) == (Asked.SIZE, Asked.LEVEL)


GOOD = {
    "size_class": "small",
    "ksic": "27",
    "level": "none",
    "running": "0",
    "site-head_office": "11",
    "site-own_plant": "41",
    "site-leased_unit": "none",
    "site-outsourcer": "none",
}


def declared_no(round_) -> dict[str, str]:
    found = [rule for rule in round_.terms.eligibility if isinstance(rule, rules.DeclarationRule)]
    return {f"must_not-{rule.code}": "no" for rule in found}


def test_anybody_checks_without_signing_in_and_nothing_is_kept(client, clock):
    round_ = make_round()
    acts, entries = db.session.query(Act).count(), db.session.query(AuditEntry).count()

    asked = client.get(f"/rounds/{round_.id}/self-check")
    found = client.post(f"/rounds/{round_.id}/self-check", data=GOOD | declared_no(round_))

    assert (asked.status_code, found.status_code) == (200, 200)
    assert "답한 내용대로면 신청할 수 있습니다." in found.text
    assert f"/applications/start?round={round_.id}" in found.text
    assert (db.session.query(Act).count(), db.session.query(AuditEntry).count()) == (acts, entries)


def test_that_every_question_may_be_left_open_is_said_once_above_them_all(client, clock):
    round_ = make_round()
    address = f"/rounds/{round_.id}/self-check"

    for shown in (client.get(address), client.post(address, data={"size_class": "small"})):
        form = html.fromstring(shown.text).xpath("//main//form")[0]
        assert len(form.xpath(".//label[contains(@class, 'form-tit')] | .//legend")) > 5
        assert "(선택)" not in form.text_content()
        [said] = form.xpath(".//p[contains(., '‘답하지 않은 요건’')]")
        assert "모든 질문은 비워 둘 수 있습니다." in said.text_content()
        assert said.xpath("preceding::*[contains(@class, 'form-tit')]") == []


def test_a_refusal_names_the_rule_and_offers_no_application(client, clock):
    round_ = make_round()
    wrong = GOOD | declared_no(round_) | {"site-head_office": "26", "site-own_plant": "41"}

    found = client.post(f"/rounds/{round_.id}/self-check", data=wrong).text

    assert "지금 답한 내용으로는 신청할 수 없습니다." in found
    assert "본사나 공장이 서울에 있어야" in found
    assert "신청하기</a>" not in found


def test_nothing_answered_and_nonsense_are_refused_with_a_sentence(client, clock):
    round_ = make_round()
    address = f"/rounds/{round_.id}/self-check"

    empty, nonsense = client.post(address), client.post(address, data={"size_class": "huge", "running": "많이"})

    assert (empty.status_code, nonsense.status_code) == (422, 422)
    assert "아는 것부터 하나 이상 답해 주세요." in empty.text


def test_after_the_deadline_the_check_says_so(client, clock):
    round_ = make_round()
    clock.set(round_.closes_at + timedelta(minutes=1))

    found = client.post(f"/rounds/{round_.id}/self-check", data=GOOD | declared_no(round_)).text

    assert "마감되었습니다." in found
    assert "신청하기</a>" not in found


def test_every_site_of_a_kind_counts(client, clock):
    round_ = make_round()
    address = f"/rounds/{round_.id}/self-check"
    outside = GOOD | declared_no(round_) | {"site-head_office": "26", "site-own_plant": "41"}

    refused = client.post(address, data=outside)
    allowed = client.post(address, data=outside | {"site-own_plant-2": "47", "site-own_plant-3": "11"})

    assert "본사나 공장이 서울에 있어야" in refused.text
    assert "답한 내용대로면 신청할 수 있습니다." in allowed.text


def test_one_site_more_is_asked_without_losing_an_answer_or_judging(client, clock):
    round_ = make_round()
    address = f"/rounds/{round_.id}/self-check"
    typed = {"size_class": "small", "running": "", "site-own_plant": "41", "site-own_plant-2": "11"}

    asked = client.post(address, data=typed | {"more": "own_plant"})

    form = html.fromstring(asked.text).xpath("//main//form")[0]
    values = dict(form.form_values())
    assert (asked.status_code, "진단 결과" in asked.text) == (200, False)
    assert (values["size_class"], values["site-own_plant"], values["site-own_plant-2"]) == ("small", "41", "11")
    assert values["site-own_plant-3"] == ""
    assert 'formaction="#site-own_plant-4"' in asked.text
    assert 'value="head_office"' not in asked.text


def test_no_more_than_twenty_sites_of_a_kind_are_asked(client, clock):
    round_ = make_round()
    many = {f"site-outsourcer-{place}": "11" for place in range(2, 60)}

    asked = client.post(f"/rounds/{round_.id}/self-check", data=many | {"more": "outsourcer"}).text

    assert ('name="site-outsourcer-20"' in asked, 'name="site-outsourcer-21"' in asked) == (True, False)
    assert 'value="outsourcer"' not in asked


def test_a_kind_of_site_that_was_left_open_is_unknown_not_unmet(terms):
    told = replace(LAB, sites=LAB.sites[:1])
    open_kinds = frozenset({rules.SiteKind.OWN_PLANT})
    found = self_check(terms, Answers(told, frozenset(), DECLARED, open_kinds), TODAY)

    by_code = {each.code: each.verdict for each in found.common}
    assert (by_code["plant"], by_code["seoul"], by_code["district"]) == (Verdict.UNKNOWN, Verdict.MET, Verdict.MET)


@pytest.mark.parametrize("sites", SITES, ids=len)
def test_the_check_says_what_screening_says_of_the_same_sites(client, clock, sites):
    application, _ = make_draft()
    for number, (kind, sido) in enumerate(sites):
        db.session.add(
            Site(company_id=application.company_id, kind=kind, name=f"{number}곳", address="길 1", sido=sido,
                 created_at=clock.now)
        )  # fmt: skip
    filled = filled_of(application)
    told = tuple(SiteFacts(site.kind, site.sido, site.district) for site in filled.company.sites)

    found = self_check(filled.terms, Answers(replace(LAB, sites=told), frozenset(), {}), TODAY)

    about_sites = {each.code for each in eligibility_findings(filled, TODAY) if each.about_sites}
    kinds = (rules.PlantRule, rules.RegionRule, rules.DistrictRule)
    asked = {rule.code for rule in filled.terms.eligibility if isinstance(rule, kinds)}
    assert {each.code for each in found.common if each.code in asked and each.verdict is not Verdict.MET} == about_sites


@pytest.mark.browser
def test_the_check_on_a_screen(window, clock):
    round_ = make_round()
    page = window(None, NARROW)
    page.goto(f"/rounds/{round_.id}")
    follow(page.get_by_role("link", name="1분 자가진단"))
    check_look(page, "self-check")
    page.get_by_role("radio", name="소기업").check()
    page.get_by_label("본사").select_option("11")
    page.locator("[name=site-own_plant]").select_option("41")
    page.get_by_role("button", name="자가공장 한 곳 더").click()
    page.locator("[name=site-own_plant-2]").select_option("11")
    check_look(page, "self-check-more")
    assert page.get_by_label("본사").input_value() == "11"
    page.get_by_role("button", name="진단하기").click()
    page.get_by_role("heading", name="진단 결과").wait_for()
    check_look(page, "self-check-result")


def test_a_track_refused_by_a_common_rule_points_to_it(client, clock):
    round_ = make_round()

    found = client.post(
        f"/rounds/{round_.id}/self-check", data=GOOD | declared_no(round_) | {"size_class": "large"}
    ).text

    assert "아래의 맞지 않는 요건을 확인해 주세요." in found
    assert "중소기업이나 중견기업만 신청할 수 있습니다." in found
