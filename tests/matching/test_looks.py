"""Every page of matching in a browser, wide and narrow."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.matching import services
from program_admin.suppliers.models import FactKind
from tests.builders.applications import make_draft
from tests.builders.looks import check_look
from tests.builders.matching import give_proposal, send_request
from tests.builders.people import make_person
from tests.builders.suppliers import note_facts, register_new
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser
LONG = "서울지역스마트공장공급기업협의회 회원사 가산디지털단지 한빛엠이에스솔루션앤컨설팅 주식회사"


def test_the_companys_pages_look_right(window, app):
    application, owner = make_draft()
    page = window(owner, NARROW)
    page.goto(f"/matching/applications/{application.id}")
    check_look(page, "recommendations-none")
    page.goto(f"/matching/applications/{application.id}/proposals")
    check_look(page, "proposals-none")
    good, seller = register_new(name=LONG)
    note_facts(good, FactKind.OPERATING, *["1"] * 6)
    note_facts(good, FactKind.KPI_ACHIEVEMENT, *["92"] * 6)
    others = [
        register_new(name="두리시스템", district="11110", address="서울특별시 종로구 종로 1"),
        register_new(name="부산엠이에스", sido="26", district="", address="부산광역시 해운대구 센텀로 1"),
    ]
    note_facts(others[1][0], FactKind.OPERATING, "0", "0", "1", "0")
    page.goto(f"/matching/applications/{application.id}")
    check_look(page, "recommendations")
    for place in range(3):
        page.get_by_label("비교에 넣기").nth(place).check()
    follow(page.get_by_role("button", name="고른 기업 비교하기"))
    check_look(page, "compare")
    page.get_by_role("link", name="제안 요청").first.click()
    follow(page.get_by_role("button", name="요청 보내기"))
    check_look(page, "ask-errors")
    for supplier, by in ((good, seller), others[0]):
        give_proposal(send_request(application, supplier, owner), by)
    last = send_request(application, others[1][0], owner)
    with transaction() as now:
        services.decline(last, by=others[1][1], now=now, reason="지금은 서울의 과제를 맡지 않습니다.")
    page.goto(f"/matching/applications/{application.id}/proposals")
    check_look(page, "proposals")


def test_the_suppliers_and_officers_pages_look_right(window, app):
    application, owner = make_draft()
    supplier, seller = register_new(name="한빛솔루션")
    page = window(seller, NARROW)
    page.goto("/matching/requests")
    check_look(page, "received-none")
    request = send_request(application, supplier, owner)
    page.goto("/matching/requests")
    check_look(page, "received")
    page.get_by_role("link", name=application.company.name).click()
    page.get_by_role("button", name="검토 시작").click()
    page.get_by_role("link", name="제안하기").click()
    follow(page.get_by_role("button", name="제안 보내기"))
    check_look(page, "propose-errors")
    db.session.commit()
    give_proposal(request, seller)
    give_proposal(request, seller, 39_000_000)
    page.goto(f"/matching/requests/{request.id}")
    check_look(page, "request")
    db.session.commit()
    page = window(make_person(Role.OFFICER), NARROW)
    page.goto(f"/matching/rounds/{application.round_id}/left-out")
    check_look(page, "left-out")
