"""Screening judges and shows what was handed in; what the company changed since stands beside it."""

from dataclasses import replace

import pytest

from program_admin.applications.queries import last_submission_of
from program_admin.applications.queries.handed_in import company_of
from program_admin.applications.queries.screening import checks_of
from program_admin.applications.rules.changes import Change, Value, beside, changes
from program_admin.applications.services import supplements
from program_admin.applications.services.company_changes import changes_since
from program_admin.applications.services.screening import write_findings
from program_admin.applications.services.supplements import NewAnswer
from program_admin.companies import services as companies
from program_admin.companies.queries import sites_of
from program_admin.companies.rules import NewSite, YearFigures
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.programs.schema.eligibility import SiteKind, SizeClass
from tests.applications.test_supplements import BUDGET
from tests.builders.answers import words_of
from tests.builders.applications import make_submitted, sample_terms
from tests.builders.companies import basics, head_office, new_company
from tests.builders.looks import check_look
from tests.builders.screening import ask, begin, make_screened, officer_of
from tests.fixtures.browser import NARROW
from tests.fixtures.clients import sign_in

TERMS = sample_terms()


def change_much(application, owner) -> None:
    """The company grows, moves out of Seoul, gives its plant up, gets another telephone, and its supplier a name."""
    company = application.company
    office, plant = sites_of(company.id)
    moved = head_office(address="경기도 부천시 길주로 210", sido="41", district="")
    with transaction() as now:
        big = basics(size_class=SizeClass.LARGE, phone="031-555-6666", name="미소덴탈")
        companies.change_basics(company, big, by=owner, now=now, version=company.version)
        db.session.flush()
        grown = replace(new_company().business, employees=1200)
        companies.change_business(company, grown, by=owner, now=now, version=company.version)
        companies.change_site(office, moved, by=owner, now=now, version=office.version)
        companies.end_site(plant, by=owner, now=now, reason="이전했습니다.")
        leased = NewSite(SiteKind.LEASED_UNIT, "새 작업장", "서울특별시 금천구 가산로 1", "11", district="11545")
        companies.add_site(company, leased, by=owner, now=now)
        figures = tuple(YearFigures(now.year - back, 900_000_000, 1, 2, 1, 1) for back in (1, 2, 3))
        companies.save_finances(company, figures, under_three_years=False, by=owner, now=now)


def findings_of(application) -> dict[str, tuple[str, str, str]]:
    return {each.item: (each.suggestion, each.finding, each.evidence) for each in checks_of(application.id)}


@pytest.mark.both_databases
def test_findings_are_those_of_what_was_handed_in_whatever_the_company_changes(app, clock):
    officer = officer_of()
    untouched, _ = make_submitted()
    ours, owner = make_submitted(untouched.round)
    begin(clock, officer, [untouched, ours])
    before = findings_of(ours)

    change_much(ours, owner)
    with transaction():
        write_findings(ours)

    assert findings_of(ours) == before
    assert before["eligibility-size"][0] == "passed"
    assert "서울특별시 금천구" in before["eligibility-seoul_link"][2]
    changed = {each.key: (each.what, each.before, each.now) for each in changes_since(ours)}
    assert changed["size_class"] == ("기업 규모", "소기업", "대기업")
    assert changed["employees"] == ("상시 근로자", "12", "1,200")
    assert changed["site-1-sido"] == ("사업장 본사 시·도", "서울특별시", "경기도")
    assert changed["site-2-"] == ("사업장 화성공장", "자가공장, 경기도 화성시 향남읍 제약공단로 12", "없음")
    assert changed["site-3-"][::2] == ("사업장 새 작업장", "임차(지식산업센터 호실), 서울특별시 금천구 가산로 1")
    assert changed["year-2025-"][:2] == ("2025년 재무", "없음")
    assert changes_since(untouched) == ()


@pytest.mark.both_databases
def test_an_answer_about_money_leaves_the_company_as_it_was_handed_in(app, clock):
    officer = officer_of()
    ours, owner = make_screened(clock, officer)
    (request,) = ask(ours, officer, budget="산출 근거를 적어 주세요.")
    handed = company_of(ours)
    change_much(ours, owner)

    with transaction() as now:
        supplements.answer_supplement(request, NewAnswer("고쳤습니다.", values=BUDGET), by=owner, now=now)

    assert last_submission_of(ours.id).attempt == 2
    assert company_of(ours) == handed
    assert ours.company_name == "미소치과기공소"
    assert findings_of(ours)["eligibility-size"][0] == "passed"


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("asked", "size", "place", "left"),
    [("company", "failed", "경기도", 0), ("sites", "passed", "경기도", 1)],
)
def test_an_answer_about_the_company_takes_it_anew_and_says_what_changed(app, clock, asked, size, place, left):
    officer = officer_of()
    ours, owner = make_screened(clock, officer)
    (request,) = ask(ours, officer, **{asked: "기업 정보를 고쳐 주세요."})
    change_much(ours, owner)

    with transaction() as now:
        row = supplements.answer_supplement(request, NewAnswer("이전했습니다."), by=owner, now=now)

    found = findings_of(ours)
    assert (found["eligibility-size"][0], place in found["site-1"][2]) == (size, True)
    assert ["사업장 본사 시·도", "서울특별시", "경기도"] in row.changes
    assert (["기업 규모", "소기업", "대기업"] in row.changes) == (asked == "company")
    assert sum(each.key == "size_class" for each in changes_since(ours)) == left


def test_a_shared_telephone_is_found_though_it_was_changed_after_the_deadline(app, clock):
    officer = officer_of()
    ours, owner = make_submitted()
    rival, rival_owner = make_submitted(ours.round)
    change_much(ours, owner)
    change_much(rival, rival_owner)

    begin(clock, officer, [ours])

    assert "기업 대표 전화" in findings_of(ours)["contact-phone"][2]
    assert (ours.company_phone, ours.company.phone) == ("02-1234-5678", "031-555-6666")


def test_the_officer_sees_both_values_beside_the_finding(client, clock):
    officer = officer_of()
    ours, owner = make_screened(clock, officer)
    sign_in(client, officer)
    quiet = words_of(client.get(f"/screening/{ours.id}"))
    change_much(ours, owner)

    page = words_of(client.get(f"/screening/{ours.id}"))
    read = words_of(client.get(f"/applications/{ours.id}/read"))

    assert "제출 뒤 바뀜" not in quiet
    assert "제출 뒤 바뀜기업 규모: 소기업 → 대기업" in page
    assert "제출 뒤 바뀜사업장 화성공장: 자가공장, 경기도 화성시 향남읍 제약공단로 12 → 없음" in page
    assert "제출 뒤 바뀜대표 전화: 02-1234-5678 → 031-555-6666" in page
    assert "제출 뒤 바뀐 기업 정보" in page
    assert "제출한 뒤 기업이 정보를 고쳤습니다." in read
    assert "소기업" in read


def test_the_company_sees_what_its_answer_takes_along(client, clock):
    officer = officer_of()
    ours, owner = make_screened(clock, officer)
    (request,) = ask(ours, officer, company="고쳐 주세요.")
    sign_in(client, owner)
    quiet = words_of(client.get(f"/screening/supplements/{request.id}"))
    change_much(ours, owner)

    page = words_of(client.get(f"/screening/supplements/{request.id}"))

    assert "제출한 뒤 바뀐 내용이 없습니다." in quiet
    assert "기업 규모소기업대기업" in page


def test_values_are_compared_one_by_one():
    before = [
        Value("employees", "상시 근로자", "12"),
        Value("email", "전자우편", "a@b.kr"),
        Value("trade", "업종", "봉제"),
    ]
    now = [
        Value("employees", "상시 근로자", "15"),
        Value("trade", "업종", "봉제"),
        Value("site-2-", "사업장 새 곳", "임차"),
    ]

    assert changes(before, now) == (
        Change("employees", "상시 근로자", "12", "15"),
        Change("email", "전자우편", "a@b.kr", "없음"),
        Change("site-2-", "사업장 새 곳", "없음", "임차"),
    )


@pytest.mark.parametrize(
    ("item", "keys"),
    [
        ("eligibility-size", ["size_class"]),
        ("eligibility-seoul_link", ["site-1-sido", "site-12-"]),
        ("eligibility-national_tax", []),
        ("eligibility-business_status", []),
        ("site-1", ["site-1-sido"]),
        ("site-12", ["site-12-"]),
        ("contact-phone", ["phone"]),
        ("budget-cash", []),
    ],
)
def test_a_change_stands_beside_the_findings_that_rest_on_it(item, keys):
    made = [Change(key, "무엇", "앞", "뒤") for key in ("size_class", "employees", "site-1-sido", "site-12-", "phone")]

    assert [each.key for each in beside(item, made, TERMS.eligibility, TERMS.papers)] == keys


@pytest.mark.browser
def test_a_sheet_with_much_that_changed_looks_right(window, clock):
    officer = officer_of()
    ours, owner = make_screened(clock, officer)
    (request,) = ask(ours, officer, company="상시 근로자 수를 확인해 주세요.")
    change_much(ours, owner)
    page = window(officer, NARROW)
    page.goto(f"/screening/{ours.id}")
    check_look(page, "screening-changed")
    page = window(owner, NARROW)
    page.goto(f"/screening/supplements/{request.id}")
    check_look(page, "supplement-company")
