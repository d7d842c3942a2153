"""Every page of companies in a browser, wide and narrow, with names that are long."""

from datetime import date
from decimal import Decimal

import pytest

from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson
from program_admin.companies import services
from program_admin.companies.queries import sites_of
from program_admin.companies.rules import NewSite, YearFigures
from program_admin.core.identifiers import invented_business_number
from program_admin.core.writing import transaction
from program_admin.programs.schema.eligibility import SiteKind
from tests.builders.companies import make_company
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser
LONG = "주식회사 대한민국스마트디지털치과보철물종합제작연구소 앤드 파트너스 인터내셔널"


@pytest.fixture
def company(app):
    """A company with a long name, several representatives, four kinds of site, three years and a helper."""
    owner = make_person(Role.APPLICANT, name="박정우", position="생산관리팀 차장")
    made = make_company(
        owner,
        name=LONG,
        representatives=("김정민", "이수현", "남궁하늘"),
        legal_form="corporation",
        corporate_number="110111-1234567",
        email="office@dental-laboratory-korea.example.kr",
    )
    with transaction() as now:
        for number, (kind, name, address) in enumerate(
            [
                (SiteKind.OWN_PLANT, "화성 제2공장(밀링·소결 전용)", "경기도 화성시 향남읍 제약공단3길 125-12"),
                (SiteKind.LEASED_UNIT, "가산 701호", "경기도 광명시 하안로 60, 광명테크노파크 D동 701호"),
                (SiteKind.OUTSOURCER, "유한회사 바른치과주조", "경기도 부천시 부천로198번길 36"),
            ]
        ):
            site = NewSite(
                kind,
                name,
                address,
                "41",
                business_number=invented_business_number(40 + number),
                area_m2=Decimal("1234.5"),
                registration_number="41590-2020-0012345",
            )
            services.add_site(made, site, by=owner, now=now)
        years = tuple(
            YearFigures(now.year - back, 4_280_000_000, -123_456_789, 9_100_000_000, 8_100_000_000, 1_000_000_000)
            for back in (1, 2, 3)
        )
        services.save_finances(made, years, under_three_years=False, by=owner, now=now)
        new = NewPerson("남궁민수", "01066667777", position="품질보증팀 대리")
        services.invite_member(made, new, by=owner, now=now)
    return made, owner


def test_the_owners_pages_look_right(window, company):
    made, owner = company
    page = window(owner, NARROW)
    page.goto(f"/companies/{made.id}")
    check_look(page, "company")
    for name in ("basics", "business", "finances", "sites/new", "people/new", "history"):
        page.goto(f"/companies/{made.id}/{name}")
        check_look(page, f"company-{name.replace('/', '-')}")
    page.goto(f"/companies/{made.id}/finances")
    page.get_by_role("group", name=f"{date.today().year - 1}년").get_by_label("자산총계").fill("1")
    follow(page.get_by_role("button", name="저장"))
    check_look(page, "company-finances-errors")
    page.goto(f"/companies/sites/{sites_of(made.id)[1].id}/end")
    check_look(page, "company-site-end")

    assert page.get_by_role("heading", level=1).inner_text() == "사업장 없애기"


def test_registering_looks_right(window, app):
    page = window(make_person(Role.APPLICANT), NARROW)
    page.goto("/companies/new")
    check_look(page, "company-new")
    follow(page.get_by_role("button", name="기업 등록"))
    check_look(page, "company-new-errors")

    assert page.get_by_role("heading", level=1).inner_text() == "기업 등록"


def test_the_officers_pages_look_right(window, company):
    for number in range(3):
        make_company(name=f"성수봉제협동조합 {number}", ksic="14", trade="봉제")
    page = window(make_person(Role.OFFICER, name="김서연"), NARROW)
    page.goto("/companies/")
    check_look(page, "companies")
    page.get_by_role("link", name=LONG).click()
    page.get_by_role("heading", name="사업장").wait_for()
    check_look(page, "company-officer")

    assert page.get_by_role("heading", level=1).inner_text() == LONG
