"""Every page of suppliers in a browser, wide and narrow, with long names, nothing at all, and three hundred rows."""

from datetime import date
from decimal import Decimal

import pytest

from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.identifiers import invented_business_number
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.suppliers import services
from program_admin.suppliers.models import FactKind, Status, Supplier
from program_admin.suppliers.services import NewFact, Source
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.builders.suppliers import ask_for_registration, note_facts, register_new
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser
LONG = "서울지역스마트공장공급기업협의회 회원사 가산디지털단지 한빛엠이에스솔루션앤컨설팅 주식회사"


def rich_record(supplier: Supplier) -> None:
    """Four years of facts at 20 companies."""
    now = clock.now()
    for place in range(20):
        day = date(2023 + place % 4, 1 + place % 9, 10)
        facts = [
            NewFact(FactKind.OPERATING, Decimal(int(place % 6 != 0)), day),
            NewFact(FactKind.KPI_ACHIEVEMENT, Decimal(60 + 3 * place), day),
            NewFact(FactKind.SURVEY, Decimal(30 + place) / 10, day),
            NewFact(FactKind.AS_DAYS, Decimal(place % 7), day),
        ]
        source = Source("Visit", new_id(), LONG if place == 3 else f"대성인쇄사 {place}", "인쇄")
        services.record_performance(
            supplier.id, facts, source=source, reply_days=14 if place == 19 else 0, by=None, now=now
        )


def test_registering_and_the_own_page_look_right(window):
    page = window(make_person(Role.SUPPLIER, name="이대표"), NARROW)
    page.goto("/suppliers/new")
    check_look(page, "supplier-new")
    follow(page.get_by_role("button", name="등록 신청"))
    check_look(page, "supplier-new-errors")
    supplier, owner = ask_for_registration(name=LONG)
    page = window(owner, NARROW)
    page.goto(f"/suppliers/{supplier.id}")
    check_look(page, "supplier-own")
    page.goto(f"/suppliers/{supplier.id}/profile")
    check_look(page, "supplier-profile")
    page.get_by_role("link", name="취소").click()
    follow(page.get_by_role("link", name="솔루션 추가"))
    check_look(page, "supplier-solution")
    page.goto(f"/suppliers/{supplier.id}/engineers/new")
    check_look(page, "supplier-engineer")


def test_the_scorecard_looks_right_full_and_empty(window, app):
    supplier, owner = register_new(name="(주)서울엠이에스솔루션")
    with transaction():
        rich_record(supplier)
    page = window(make_person(Role.OFFICER, name="김서연"), NARROW)
    page.goto(f"/suppliers/{supplier.id}/scorecard")
    check_look(page, "scorecard-officer")
    follow(page.get_by_role("link", name="바로잡기").first)
    check_look(page, "fact-correct")
    page = window(owner, NARROW)
    page.goto(f"/suppliers/{supplier.id}/scorecard")
    check_look(page, "scorecard-own")
    follow(page.get_by_role("link", name="의견 내기").first)
    check_look(page, "fact-reply")
    newcomer, _ = register_new(name="새싹솔루션")
    page = window(make_person(Role.APPLICANT), NARROW)
    page.goto(f"/suppliers/{newcomer.id}/scorecard")
    check_look(page, "scorecard-none")
    note_facts(newcomer, FactKind.OPERATING, "1")
    page.reload()
    check_look(page, "scorecard-few")


def test_the_registry_looks_right_with_none_and_with_three_hundred(window, app):
    page = window(make_person(Role.OFFICER, name="김서연"), NARROW)
    page.goto("/suppliers/")
    check_look(page, "suppliers-none")
    waiting, _ = ask_for_registration(name="심사대기솔루션")
    now = clock.now()
    for place in range(300):
        db.session.add(
            Supplier(
                name=LONG if place == 7 else f"공급기업 {place:03d}",
                registration_number=f"SP-2025-{place + 1:04d}",
                business_number=invented_business_number(30_000 + place),
                representatives=["김정민"],
                founded_on=date(2010, 1, 1),
                address="서울특별시 금천구 디지털로 9",
                sido="11",
                district="11545",
                status=Status.REGISTERED.value if place % 9 else Status.SUSPENDED.value,
                created_at=now,
            )
        )
    db.session.commit()
    page.goto("/suppliers/")
    assert page.get_by_text("301건").count() == 1
    check_look(page, "suppliers-300")
    follow(page.get_by_role("link", name="다음"))
    page.goto(f"/suppliers/{waiting.id}")
    check_look(page, "supplier-decide")
    follow(page.get_by_role("link", name="등록 거절"))
    check_look(page, "supplier-refuse")
    db.session.commit()
    page.goto(f"/suppliers/{register_new()[0].id}/suspend")
    follow(page.get_by_role("button", name="참여제한"))
    check_look(page, "supplier-suspend-errors")
