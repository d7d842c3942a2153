"""Who changed what about a company, when, with the value before and after; only the company and the centre read it."""

from datetime import date

from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson
from program_admin.companies import services
from program_admin.companies.models import CompanyChange, MemberKind
from program_admin.companies.queries import members_of, sites_of
from program_admin.companies.rules import Business, NewSite, YearFigures
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.programs.schema.eligibility import SiteKind
from tests.builders.companies import basics, make_company
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in


def changes(company) -> list[tuple[str, str, str, str]]:
    rows = db.session.query(CompanyChange).filter_by(company_id=company.id).order_by(CompanyChange.at).all()
    return [(row.subject, row.field, row.before, row.after) for row in rows]


def test_every_kind_of_change_is_kept_with_before_and_after(app, clock):
    owner = make_person(Role.APPLICANT, name="박정우")
    company = make_company(owner)
    clock.advance(minutes=1)
    with transaction() as now:
        new = basics(representatives=("박정우", "이수현"), ksic="14", founded_on=date(2015, 4, 2))
        services.change_basics(company, new, by=owner, now=now, version=company.version)
    clock.advance(minutes=1)
    with transaction() as now:
        new = Business("지르코니아 크라운", "스캔 → 설계 → 밀링", "", 15, 9)
        services.change_business(company, new, by=owner, now=now, version=company.version)
    clock.advance(minutes=1)
    with transaction() as now:
        plant = NewSite(SiteKind.OWN_PLANT, "화성공장", "경기도 화성시 향남읍 제약공단로 12", "41")
        site = services.add_site(company, plant, by=owner, now=now)
    clock.advance(minutes=1)
    with transaction() as now:
        services.end_site(site, by=owner, now=now, reason="매각")
    clock.advance(minutes=1)
    with transaction() as now:
        figures = tuple(YearFigures(year, 1_000_000, 1, 5, 2, 3) for year in (2023, 2024, 2025))
        services.save_finances(company, figures, under_three_years=False, by=owner, now=now)

    kept = changes(company)
    assert kept[0] == ("회사", "기업 등록", "", "미소치과기공소")
    assert set(kept[1:4]) == {
        ("회사", "대표자", "박정우", "박정우, 이수현"),
        ("회사", "업종", "27 의료, 정밀, 광학 기기 및 시계 제조업", "14 의복, 의복 액세서리 및 모피제품 제조업"),
        ("회사", "설립일", "2015. 4. 1.", "2015. 4. 2."),
    }
    assert ("회사", "상시 근로자", "12", "15") in kept
    assert ("사업장 화성공장", "없앰", "경기도 화성시 향남읍 제약공단로 12", "사유: 매각") in kept
    assert ("2025년 재무", "매출액", "", "1,000,000") in kept


def test_saving_the_same_again_is_no_change(app, clock):
    owner = make_person(Role.APPLICANT, name="박정우")
    company = make_company(owner)
    before = changes(company)

    with transaction() as now:
        services.change_basics(company, basics(), by=owner, now=now, version=company.version)
    head = sites_of(company.id)[0]
    with transaction() as now:
        same = NewSite(SiteKind.HEAD_OFFICE, head.name, head.address, head.sido, district=head.district)
        services.change_site(head, same, by=owner, now=now, version=head.version)

    assert changes(company) == before


def test_people_who_come_and_go_stand_in_the_history(app, clock):
    owner = make_person(Role.APPLICANT, name="박정우")
    company = make_company(owner)
    with transaction() as now:
        services.invite_member(company, NewPerson("남궁민수", "01066667777"), by=owner, now=now)
    newcomer = next(each for each in members_of(company.id) if each.kind == MemberKind.STAFF)
    with transaction() as now:
        services.end_membership(newcomer, by=owner, now=now, reason="퇴사")

    assert ("사람", "남궁민수", "", "직원") in changes(company)
    assert ("사람", "남궁민수", "직원", "빠짐: 퇴사") in changes(company)


def test_the_page_is_for_the_company_and_the_centre(client, new_client, clock):
    owner = make_person(Role.APPLICANT, name="박정우")
    company = make_company(owner)
    there = f"/companies/{company.id}/history"

    mine = sign_in(client, owner).get(there)
    officers = sign_in(new_client(), make_person(Role.OFFICER)).get(there)
    strangers = sign_in(new_client(), make_person(Role.APPLICANT)).get(there)

    assert ("기업 등록" in mine.text, "박정우" in mine.text) == (True, True)
    assert (officers.status_code, strangers.status_code) == (200, 403)
