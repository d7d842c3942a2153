"""Long names at both widths: a company of 60 characters, a title of 100, files and a supplier as people name them."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.queries import filled_of
from program_admin.applications.rules.papers import slots
from program_admin.applications.rules.sections import CODES
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.applications import VALUES, checked_pdf, make_draft, make_plant, make_supplier, type_values
from tests.builders.companies import make_company
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.builders.screening import begin
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser
COMPANY = "주식회사한국정밀치과보철물디지털제조혁신기술연구개발센터 서울금천가산지식산업센터제1공장 및 부설연구소(본점)"
TITLE = (
    "다품종소량생산치과보철물제작공정의실시간데이터수집체계와외주밀링센터연계품질추적시스템구축및 "
    "재제작률 절감을 위한 3차원 구강스캔 데이터 기반 CAD/CAM 공정 자동화와 납기 예측 모델 도입 사업(2단계 고도화)"
)
SUPPLIER = "주식회사글로벌스마트매뉴팩처링엔터프라이즈솔루션즈코리아 서울지사(구 한빛정보기술시스템통합)"
FILE = "20261218_주식회사한국정밀치과보철물디지털제조혁신_신청서류_최종본_수정3차_대표자확인필_진짜최종_제출용.pdf"


@pytest.fixture
def filled(app, clock):
    """A draft in which every name is long and nothing is missing; two bonus items are claimed."""
    owner = make_person(Role.APPLICANT, name="남궁한솔빛나라")
    company = make_company(owner, name=COMPANY)
    make_plant(company, owner)
    draft, _ = make_draft(owner=owner, company=company)
    supplier = make_supplier(SUPPLIER)
    with transaction() as now:
        services.choose_supplier(draft, supplier.id, by=owner, now=now, source="named")
    claims = {"bonus-claimed": "yes", "bonus-women": "yes", "bonus-multi_site": "yes"}
    type_values(draft, owner, VALUES | claims | {"project-title": TITLE[:100]})
    for slot in slots(filled_of(draft)):
        if slot.required:
            file = checked_pdf(FILE)
            with transaction() as now:
                facts = services.PaperFacts(slot.code, issued_on=program_clock.to_seoul(now).date())
                services.attach_paper(draft, file, facts, by=owner, now=now)
    return draft, owner


def test_the_applicants_pages_hold_long_names(window, filled):
    draft, owner = filled
    here = f"/applications/{draft.id}"
    page = window(owner, NARROW)

    for name, address in (
        ("mine", "/applications/"),
        ("tasks", here),
        *((code, f"{here}/{code}") for code in CODES),
        ("submit", f"{here}/submit"),
    ):
        page.goto(address)
        check_look(page, f"long-{name}")
    page.goto(f"{here}/bonus")

    shown = page.locator(".evidence:visible")
    assert (shown.count(), "올림" in shown.first.inner_text()) == (2, True)


def test_the_officers_pages_hold_long_names(window, filled, clock):
    draft, owner = filled
    with transaction() as now:
        services.submit(draft, by=owner, now=now)
    officer = make_person(Role.OFFICER, name="김담당")
    begin(clock, officer, [draft])
    db.session.commit()
    page = window(officer, NARROW)

    for name, address in (
        ("list", f"/applications/rounds/{draft.round_id}"),
        ("read", f"/applications/{draft.id}/read"),
        ("sheet", f"/screening/{draft.id}"),
        ("screening", f"/screening/rounds/{draft.round_id}"),
        ("business-status", f"/applications/{draft.id}/business-status"),
    ):
        page.goto(address)
        check_look(page, f"long-{name}")

    assert page.get_by_role("heading", level=1).inner_text() == "휴·폐업 확인"
