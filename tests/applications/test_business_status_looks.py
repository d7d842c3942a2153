"""휴·폐업 확인 and the address search in a browser at both widths."""

import pytest

from program_admin.applications import services
from program_admin.companies.business_status import Found
from program_admin.companies.models import BusinessStatus, StatusSource
from program_admin.core.writing import transaction
from tests.builders.applications import make_round, make_submitted
from tests.builders.looks import check_look
from tests.builders.screening import begin, officer_of
from tests.companies.outside_service import outside_service
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser


def test_the_pages_of_the_business_status(window, live_app, clock):
    round_ = make_round()
    applications = [make_submitted(round_)[0] for _ in range(2)]
    officer = officer_of()
    begin(clock, officer, applications)
    for status in (BusinessStatus.ACTIVE, BusinessStatus.CLOSED):
        with transaction() as now:
            found = Found(applications[0].company.business_number, status, "부가가치세 일반과세자")
            services.keep_status(applications[0], found, StatusSource.BY_HAND, by=officer, now=now)
        clock.advance(minutes=3)
    page = window(officer, NARROW)
    page.goto(f"/applications/rounds/{round_.id}/business-status")
    check_look(page, "round-status-off")
    with outside_service(live_app[0]):
        for name, rest in (("round-status", f"rounds/{round_.id}"), ("business-status", f"{applications[0].id}")):
            page.goto(f"/applications/{rest}/business-status")
            check_look(page, name)
    page.goto(f"/screening/{applications[0].id}")
    check_look(page, "sheet-with-business-status")

    assert "폐업입니다." in page.content()


def test_an_address_is_found_in_the_form(window, live_app, clock):
    application, owner = make_submitted()
    page = window(owner, NARROW)
    with outside_service(live_app[0]) as service:
        service.addresses = [
            {
                "roadAddr": f"서울특별시 금천구 가산디지털1로 {number} (가산동, 대륭테크노타운)",
                "zipNo": "08507",
                "admCd": "1154510100",
            }
            for number in range(168, 172)
        ]
        page.goto(f"/companies/{application.company_id}/sites/new")
        page.get_by_label("사업장 이름").fill("가산 701호")
        page.get_by_label("주소", exact=False).first.fill("가산디지털1로")
        follow(page.get_by_role("button", name="주소 찾기"))
        check_look(page, "address-found")
        follow(page.get_by_role("button", name="이 주소로").first)
        check_look(page, "address-picked")

        assert page.get_by_label("사업장 이름").input_value() == "가산 701호"
