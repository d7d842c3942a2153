"""A company keeps itself up to date: sites, figures, people; a stale edit shows both values."""

from dataclasses import replace
from datetime import date

import pytest

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.audit.models import AccessEntry
from program_admin.companies import services
from program_admin.companies.models import Company, Membership, Site
from program_admin.companies.queries import finances_of, is_member, members_of, sites_of
from program_admin.companies.rules import NewSite, YearFigures, is_young, years_wanted
from program_admin.core.database import db
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.identifiers import invented_business_number
from program_admin.core.writing import transaction
from program_admin.programs.schema.eligibility import SiteKind
from tests.builders.answers import summary_of, words_of
from tests.builders.companies import basics, make_company
from tests.builders.people import make_person
from tests.fixtures.clients import act, filled, sign_in, submit

PLANT = NewSite(SiteKind.OWN_PLANT, "화성 공장", "경기도 화성시 향남읍 제약공단3길 125", "41")
OUTSOURCER = NewSite(
    SiteKind.OUTSOURCER, "바른주조", "경기도 부천시 부천로 36", "41", business_number=invented_business_number(90)
)


@pytest.fixture
def owner(app) -> Person:
    return make_person(Role.APPLICANT, name="박정우")


@pytest.fixture
def company(owner) -> Company:
    return make_company(owner)


def added(company: Company, site: NewSite, by: Person) -> Site:
    with transaction() as now:
        return services.add_site(company, site, by=by, now=now)


def faults_of_site(company: Company, site: NewSite, by: Person) -> dict[str, list[str]]:
    with pytest.raises(RuleBroken) as broken:
        added(company, site, by)
    return broken.value.fields


def figures(year: int, **values: int) -> YearFigures:
    return replace(YearFigures(year, 900, 90, 500, 300, 200), **values)


def test_a_plant_outside_seoul_is_added(client, company, owner):
    sign_in(client, owner)

    answer = submit(
        client,
        f"/companies/{company.id}/sites/new",
        kind="own_plant",
        name="화성 공장",
        address="경기도 화성시 향남읍 제약공단3길 125",
        sido="41",
        area_m2="1,234.5",
    )

    assert (answer.status_code, answer.location) == (303, f"/companies/{company.id}#sites")
    assert [(site.kind, site.sido) for site in sites_of(company.id)] == [("head_office", "11"), ("own_plant", "41")]
    assert "1,234.5㎡" in words_of(client.get(f"/companies/{company.id}"))


def test_an_outsourcer_needs_a_number_of_its_own(company, owner):
    missing = faults_of_site(company, replace(OUTSOURCER, business_number=""), owner)
    same = faults_of_site(company, replace(OUTSOURCER, business_number=company.business_number), owner)
    wrong = faults_of_site(company, replace(OUTSOURCER, business_number="1234567890"), owner)

    assert [list(found) for found in (missing, same, wrong)] == [["business_number"]] * 3
    assert added(company, OUTSOURCER, owner).kind == "outsourcer"


def test_there_is_one_head_office(company, owner):
    second = replace(PLANT, kind=SiteKind.HEAD_OFFICE)

    assert list(faults_of_site(company, second, owner)) == ["kind"]


def test_the_head_office_stays(client, company, owner):
    sign_in(client, owner)

    answer = submit(client, f"/companies/sites/{sites_of(company.id)[0].id}/end", reason="이전")

    assert summary_of(answer) == ["본사는 없앨 수 없습니다. 옮겼으면 본사의 주소를 고쳐 주세요."]


def test_a_site_is_ended_and_no_longer_listed(client, company, owner):
    site = added(company, PLANT, owner)
    sign_in(client, owner)

    answer = submit(client, f"/companies/sites/{site.id}/end", reason="매각")

    assert answer.status_code == 303
    assert [one.kind for one in sites_of(company.id)] == ["head_office"]
    assert submit(client, f"/companies/sites/{site.id}/end", reason="매각").status_code == 422


def test_an_edit_of_what_somebody_else_changed_shows_both_values(client, new_client, company, owner):
    other = make_person(Role.APPLICANT, name="이수현")
    db.session.add(Membership(company_id=company.id, person_id=other.id, kind="staff", created_at=company.created_at))
    address = f"/companies/{company.id}/basics"
    sign_in(client, owner)
    stale = filled(client, address, trade="치과 보철")
    assert submit(sign_in(new_client(), other), address, trade="디지털 치과기공").status_code == 303

    answer = client.post(address, data=stale)

    assert answer.status_code == 409
    assert "치과 보철" in words_of(answer)
    assert "디지털 치과기공" in words_of(answer)
    assert "이수현" in words_of(answer)
    assert db.session.get(Company, company.id).trade == "디지털 치과기공"


def test_the_representatives_stand_in_the_form_as_they_are_written_and_stay_when_nothing_is_changed(client, owner):
    company = make_company(owner, representatives=("박정우", "이수현"))
    address = f"/companies/{company.id}/basics"
    sign_in(client, owner)

    shown = filled(client, address)["representatives"]
    answer = submit(client, address)

    assert (shown, answer.status_code) == (["박정우, 이수현"], 303)
    assert db.session.get(Company, company.id).representatives == ["박정우", "이수현"]


def test_an_edit_that_says_the_same_as_the_other_is_no_conflict(company, owner):
    with transaction() as now:
        services.change_basics(company, basics(trade="밀링"), by=owner, now=now, version=company.version)

    with transaction() as now:
        services.change_basics(company, basics(trade="밀링"), by=owner, now=now, version=1)
    with pytest.raises(Conflict), transaction() as now:
        services.change_basics(company, basics(trade="주조"), by=owner, now=now, version=1)


def test_more_production_workers_than_workers_are_refused(client, company, owner):
    sign_in(client, owner)

    answer = submit(client, f"/companies/{company.id}/business", employees="3", production_workers="4")

    assert summary_of(answer) == ["생산직은 상시 근로자 수보다 많을 수 없습니다. 두 수를 확인해 주세요."]


def test_three_years_of_figures_are_kept_and_can_be_corrected(client, company, owner, clock):
    sign_in(client, owner)
    years = years_wanted(clock.now.date())
    typed = {
        f"years-{place}-{name}": str(getattr(figures(year), name))
        for place, year in enumerate(years)
        for name in ("revenue_won", "operating_profit_won", "assets_won", "debts_won", "equity_won")
    }
    address = f"/companies/{company.id}/finances"

    first = submit(client, address, **typed)
    second = submit(client, address, **{"years-0-revenue_won": "1,000"})

    assert (first.status_code, second.status_code) == (303, 303)
    assert [(row.year, row.revenue_won) for row in finances_of(company.id)] == [(2025, 1000), (2024, 900), (2023, 900)]


def test_a_missing_year_and_a_wrong_sum_are_said_at_their_cells(client, company, owner, clock):
    sign_in(client, owner)
    typed = {
        "years-0-revenue_won": "900",
        "years-0-operating_profit_won": "-90",
        "years-0-assets_won": "500",
        "years-0-debts_won": "300",
        "years-0-equity_won": "100",
    }

    answer = submit(client, f"/companies/{company.id}/finances", **typed)

    assert summary_of(answer) == [
        "2025년의 자산이 부채와 자본의 합과 다릅니다. 재무상태표를 확인해 주세요.",
        "2024년 재무를 적어 주세요. 없으면 ‘설립 3년 미만’에 표시해 주세요.",
        "2023년 재무를 적어 주세요. 없으면 ‘설립 3년 미만’에 표시해 주세요.",
    ]
    assert finances_of(company.id) == []


def test_a_half_filled_year_names_what_is_missing(client, company, owner):
    sign_in(client, owner)

    answer = submit(client, f"/companies/{company.id}/finances", **{"years-0-revenue_won": "900"})

    assert answer.status_code == 422
    assert len(summary_of(answer)) == 4


@pytest.mark.parametrize(
    "founded_on, today, young",
    [
        (date(2023, 3, 10), date(2026, 3, 9), True),
        (date(2023, 3, 10), date(2026, 3, 10), False),
        (date(2020, 2, 29), date(2023, 2, 28), True),
        (date(2020, 2, 29), date(2023, 3, 1), False),
    ],
)
def test_three_years_are_counted_to_the_day(founded_on, today, young):
    assert is_young(founded_on, today) is young


def test_a_young_company_needs_no_three_years_and_an_old_one_does(app, owner, clock):
    young = make_company(owner, founded_on=date(2025, 1, 2))
    old = make_company(owner, founded_on=date(2015, 1, 2))

    with transaction() as now:
        services.save_finances(young, (figures(2025),), under_three_years=True, by=owner, now=now)
    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.save_finances(old, (), under_three_years=True, by=owner, now=now)

    assert [row.year for row in finances_of(young.id)] == [2025]
    assert list(broken.value.fields) == ["under_three_years"]


def test_an_invited_colleague_gets_a_link_and_sees_the_company(client, new_client, company, owner, outbox):
    sign_in(client, owner)

    answer = submit(client, f"/companies/{company.id}/people/new", name="남궁민수", phone="01066667777")
    guest = new_client()
    landed = submit(guest, outbox("01066667777")[-1].link, password="나의 첫 열쇠 하나", agreed="yes")

    assert (answer.status_code, landed.location) == (303, f"/companies/{company.id}")
    assert guest.get(f"/companies/{company.id}").status_code == 200
    assert [one.kind for one in members_of(company.id)] == ["owner", "staff"]


def test_the_same_person_is_not_invited_twice(client, company, owner):
    sign_in(client, owner)
    values = {"name": "남궁민수", "phone": "01066667777"}
    submit(client, f"/companies/{company.id}/people/new", **values)

    answer = submit(client, f"/companies/{company.id}/people/new", **values)

    assert summary_of(answer) == ["남궁민수님은 이미 함께 쓰고 있습니다."]


def test_who_was_taken_out_sees_the_company_no_more(client, new_client, company, owner):
    guest = make_person(Role.APPLICANT, name="남궁민수")
    row = Membership(company_id=company.id, person_id=guest.id, kind="staff", created_at=company.created_at)
    db.session.add(row)
    theirs = sign_in(new_client(), guest)
    assert theirs.get(f"/companies/{company.id}").status_code == 200
    sign_in(client, owner)

    submit(client, f"/companies/people/{row.id}/end", reason="퇴사")

    assert theirs.get(f"/companies/{company.id}").status_code == 403
    assert is_member(guest, company.id) is False


def test_the_owner_cannot_be_taken_out(client, company, owner):
    sign_in(client, owner)

    answer = submit(client, f"/companies/people/{members_of(company.id)[0].id}/end", reason="그만둠")

    assert summary_of(answer) == ["대표 담당자는 뺄 수 없습니다. 담당자가 바뀌면 센터로 문의해 주세요."]


def test_staff_of_the_company_edit_but_invite_nobody(client, company):
    guest = make_person(Role.APPLICANT)
    db.session.add(Membership(company_id=company.id, person_id=guest.id, kind="staff", created_at=company.created_at))
    sign_in(client, guest)

    assert client.get(f"/companies/{company.id}/basics").status_code == 200
    assert client.get(f"/companies/{company.id}/people/new").status_code == 403


@pytest.mark.parametrize("page", ["", "/basics", "/business", "/finances", "/sites/new", "/people/new"])
def test_a_rival_opens_no_page_of_a_company(client, company, page):
    rival = make_person(Role.APPLICANT)
    make_company(rival, name="경쟁 회사")
    sign_in(client, rival)

    assert client.get(f"/companies/{company.id}{page}").status_code == 403


def test_a_rival_changes_no_site_and_dismisses_nobody(client, company, owner):
    site, row = added(company, PLANT, owner), members_of(company.id)[0]
    sign_in(client, make_person(Role.APPLICANT))

    answers = [
        client.post(address, data=act() | {"reason": "x"})
        for address in (f"/companies/sites/{site.id}/end", f"/companies/people/{row.id}/end")
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert db.session.get(Site, site.id).ended_at is None


def test_an_officer_finds_companies_by_name_number_and_trade(client, company):
    make_company(name="성수봉제협동조합", ksic="14", trade="봉제")
    sign_in(client, make_person(Role.OFFICER))
    number = company.business_number

    def found(query: str) -> tuple[bool, bool]:
        words = words_of(client.get(f"/companies/?{query}"))
        return "미소치과기공소" in words, "성수봉제협동조합" in words

    assert found("") == (True, True)
    assert found("q=봉제") == (False, True)
    assert found(f"q={number[:3]}-{number[3:5]}-{number[5:]}") == (True, False)
    assert found("q=치과") == (True, False)
    assert found("ksic=14") == (False, True)
    assert found("district=11545") == (True, True)
    assert found("district=11110") == (False, False)


def test_an_officers_look_is_logged_and_changes_nothing(client, company):
    officer = make_person(Role.OFFICER)
    sign_in(client, officer)

    page = client.get(f"/companies/{company.id}")

    seen = db.session.query(AccessEntry).one()
    assert (seen.person_id, seen.whose_kind, seen.whose_id) == (officer.id, "Company", company.id)
    assert "고치기" not in words_of(page)
    assert client.get(f"/companies/{company.id}/basics").status_code == 403


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.SUPPLIER, Role.EVALUATOR, Role.VISITOR, Role.ADMINISTRATOR])
def test_others_see_no_list_of_companies(client, role):
    sign_in(client, make_person(role))

    assert client.get("/companies/").status_code == 403


def test_an_unknown_company_is_not_found(client):
    sign_in(client, make_person(Role.OFFICER))

    assert client.get("/companies/00000000-0000-4000-8000-000000000000").status_code == 404
