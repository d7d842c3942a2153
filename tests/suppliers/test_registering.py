"""A supplier asks to be registered, describes itself, and an officer decides."""

from datetime import date, timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.audit.models import AccessEntry, AuditEntry
from program_admin.core.clock import today
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.identifiers import invented_business_number
from program_admin.core.writing import transaction
from program_admin.suppliers import services
from program_admin.suppliers.models import Engineer, Solution, Status, Supplier
from program_admin.suppliers.queries import active_ban, supplier_of
from program_admin.suppliers.rules import NewBan, NewEngineer
from tests.builders.answers import summary_of, words_of
from tests.builders.people import make_person
from tests.builders.suppliers import ask_for_registration, new_supplier, register_new, solution
from tests.fixtures.clients import act, sign_in, submit

TYPED = {
    "business_number": "123-45-67891",
    "name": "주식회사 한빛솔루션",
    "representatives": "김정민, 이수현",
    "founded_on": "2012. 5. 7.",
    "employees": "24",
    "phone": "02-555-1234",
    "address": "서울특별시 금천구 가산디지털1로 168, 701호",
    "sido": "11",
    "district": "11545",
    "introduction": "치과기공소의 생산관리 시스템을 만듭니다.",
    "council_member": "yes",
}


def test_who_asks_for_registration_becomes_the_owner(client):
    person = make_person(Role.SUPPLIER)
    sign_in(client, person)

    answer = submit(client, "/suppliers/new", **TYPED)

    supplier = db.session.query(Supplier).one()
    assert (answer.status_code, answer.location) == (303, f"/suppliers/{supplier.id}")
    assert (supplier.status, supplier.registration_number) == (Status.PENDING, None)
    assert (supplier.business_number, supplier.representatives) == ("1234567891", ["김정민", "이수현"])
    assert supplier_of(person) == supplier
    assert client.get("/suppliers/mine").location == f"/suppliers/{supplier.id}"


def test_every_fault_is_named_at_once_and_nothing_typed_is_lost(client):
    sign_in(client, make_person(Role.SUPPLIER))

    answer = submit(
        client,
        "/suppliers/new",
        **TYPED | {"business_number": "123-45-67890", "district": "", "founded_on": "2999-01-01"},
    )

    assert answer.status_code == 422
    assert sorted(summary_of(answer)) == [
        "사업자등록번호가 맞지 않습니다. 사업자등록증의 번호를 다시 확인해 주십시오.",
        "서울이면 자치구를 골라 주세요.",
        "설립일은 오늘까지의 날짜여야 합니다. 사업자등록증을 확인해 주세요.",
    ]
    assert "주식회사 한빛솔루션" in answer.text
    assert db.session.query(Supplier).count() == 0


def test_a_repeated_click_registers_one_supplier(client):
    sign_in(client, make_person(Role.SUPPLIER))
    same = TYPED | act()

    first, second = (client.post("/suppliers/new", data=same) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert db.session.query(Supplier).count() == 1


@pytest.mark.both_databases
def test_a_taken_business_number_is_refused(app):
    number = invented_business_number(7)
    ask_for_registration(business_number=number)
    rival = make_person(Role.SUPPLIER)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.register_supplier(new_supplier(number), by=rival, now=now)

    assert list(broken.value.fields) == ["business_number"]


def test_a_person_acts_for_one_supplier_only(app):
    _, owner = ask_for_registration()

    with pytest.raises(RuleBroken, match="이미 다른 공급기업의 담당자입니다"), transaction() as now:
        services.register_supplier(new_supplier(), by=owner, now=now)


@pytest.mark.both_databases
def test_registration_numbers_run_without_a_gap_and_a_refused_step_takes_none(app, clock):
    officer = make_person(Role.OFFICER)
    first, _ = ask_for_registration()
    bare, second = make_person(Role.SUPPLIER), ask_for_registration()[0]
    with transaction() as now:
        lacking = services.register_supplier(new_supplier(), by=bare, now=now)
    with transaction() as now:
        services.register(first, by=officer, now=now)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.register(lacking, by=officer, now=now)
    with transaction() as now:
        services.register(second, by=officer, now=now)

    assert broken.value.objections == [
        "솔루션이 하나도 없습니다. 공급기업에 솔루션 등록을 요청해 주세요.",
        "기술자가 한 명도 없습니다. 공급기업에 기술자 등록을 요청해 주세요.",
    ]
    assert (first.registration_number, second.registration_number) == ("SP-2026-0001", "SP-2026-0002")
    assert (lacking.status, lacking.registration_number) == (Status.PENDING, None)


def test_a_refused_supplier_learns_why_and_asks_again(client, outbox):
    supplier, owner = ask_for_registration()
    officer = make_person(Role.OFFICER)
    sign_in(client, officer)

    nothing = submit(client, f"/suppliers/{supplier.id}/refuse")
    answer = submit(client, f"/suppliers/{supplier.id}/refuse", reason="등록증의 주소와 다릅니다.")

    assert (nothing.status_code, answer.status_code) == (422, 303)
    assert (supplier.status, supplier.status_reason) == (Status.REFUSED, "등록증의 주소와 다릅니다.")
    assert "등록증의 주소와 다릅니다." in outbox(owner.phone)[-1].body
    sign_in(client, owner)
    assert "등록증의 주소와 다릅니다." in words_of(client.get(f"/suppliers/{supplier.id}"))
    assert client.post(f"/suppliers/{supplier.id}/apply-again", data=act()).status_code == 303
    db.session.refresh(supplier)
    assert (supplier.status, supplier.status_reason) == (Status.PENDING, "")


def test_a_ban_has_days_and_ends_by_decision(client):
    supplier, _ = register_new()
    sign_in(client, make_person(Role.OFFICER))
    address = f"/suppliers/{supplier.id}/suspend"
    days = {"starts_on": today().isoformat(), "decided_by": "중소벤처기업부", "reason": "허위 기술자 등록"}

    wrong = submit(client, address, **days | {"ends_on": (today() - timedelta(days=1)).isoformat()})
    answer = submit(client, address, **days | {"ends_on": (today() + timedelta(days=90)).isoformat()})

    assert summary_of(wrong) == ["끝나는 날이 시작하는 날보다 빠릅니다. 두 날짜를 확인해 주세요."]
    assert answer.status_code == 303
    db.session.refresh(supplier)
    assert supplier.status == Status.SUSPENDED
    assert active_ban(supplier.id, today()).reason == "허위 기술자 등록"
    assert "참여제한" in words_of(client.get(f"/suppliers/{supplier.id}"))

    assert submit(client, f"/suppliers/{supplier.id}/restore", reason="결정이 취소되었습니다.").status_code == 303
    db.session.refresh(supplier)
    assert (supplier.status, active_ban(supplier.id, today())) == (Status.REGISTERED, None)


def test_a_step_out_of_turn_is_refused(app):
    supplier, _ = register_new()
    officer = make_person(Role.OFFICER)

    with pytest.raises(RuleBroken, match="할 수 없습니다"), transaction() as now:
        services.register(supplier, by=officer, now=now)


def test_nobody_but_an_officer_decides(app):
    supplier, owner = ask_for_registration()

    with pytest.raises(NotAllowed), transaction() as now:
        services.register(supplier, by=owner, now=now)
    with pytest.raises(NotAllowed), transaction() as now:
        ban = NewBan(today(), today(), "서울테크노파크")
        services.suspend(register_new()[0], ban, by=owner, now=now, reason="x")


def test_solutions_and_engineers_are_added_changed_and_ended(client):
    supplier, owner = ask_for_registration()
    sign_in(client, owner)
    mine = f"/suppliers/{supplier.id}"

    added = submit(
        client, f"{mine}/solutions/new", kind="pop", name="현장 POP", ksic_codes=["14", "18"], cost_from_won="5000000"
    )
    hired = submit(client, f"{mine}/engineers/new", name="박기사", grade="expert", joined_on="2020. 1. 2.", consent="y")

    assert (added.status_code, hired.status_code) == (303, 303)
    pop = db.session.query(Solution).filter_by(kind="pop").one()
    assert (pop.ksic_codes, pop.cost_from_won, pop.cost_to_won) == (["14", "18"], 5_000_000, None)
    changed = submit(client, f"/suppliers/solutions/{pop.id}", name="현장 POP 2", cost_to_won="1000000")
    assert summary_of(changed) == ["비용의 끝이 처음보다 작습니다. 두 금액을 확인해 주세요."]
    assert submit(client, f"/suppliers/solutions/{pop.id}", name="현장 POP 2").status_code == 303
    engineer = db.session.query(Engineer).filter_by(name="박기사").one()
    assert submit(client, f"/suppliers/engineers/{engineer.id}", field="PLC", consent="y").status_code == 303
    assert client.post(f"/suppliers/solutions/{pop.id}/end", data=act()).status_code == 303
    assert client.post(f"/suppliers/engineers/{engineer.id}/end", data=act()).status_code == 303
    db.session.expire_all()
    assert (pop.name, pop.ended_at is not None) == ("현장 POP 2", True)
    assert (engineer.field, engineer.joined_on, engineer.ended_at is not None) == ("PLC", date(2020, 1, 2), True)
    assert client.post(f"/suppliers/solutions/{pop.id}/end", data=act()).status_code == 422


def test_an_engineer_needs_consent_and_a_possible_day(client):
    supplier, owner = ask_for_registration()
    sign_in(client, owner)

    silent = submit(client, f"/suppliers/{supplier.id}/engineers/new", name="박기사", grade="expert")

    assert silent.status_code == 422
    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.add_engineer(supplier, NewEngineer("김", "expert", "", date(1999, 1, 1)), by=owner, now=now)
    assert list(broken.value.fields) == ["joined_on"]


def test_a_stale_profile_answers_409_with_both_values(client):
    supplier, owner = ask_for_registration()
    sign_in(client, owner)
    address = f"/suppliers/{supplier.id}/profile"

    first = submit(client, address, employees="30")
    stale = client.post(address, data=TYPED | act() | {"version": "1", "employees": "40"})

    assert (first.status_code, stale.status_code) == (303, 409)


def test_rivals_and_companies_may_not_touch_a_supplier(client):
    supplier, _ = register_new()
    pending, _ = ask_for_registration()
    _, rival = register_new()
    theirs = db.session.query(Solution).filter_by(supplier_id=supplier.id).one()
    engineer = db.session.query(Engineer).filter_by(supplier_id=supplier.id).one()

    sign_in(client, rival)
    assert client.get(f"/suppliers/{supplier.id}").status_code == 403
    assert client.get(f"/suppliers/{supplier.id}/scorecard").status_code == 403
    assert client.get(f"/suppliers/{supplier.id}/profile").status_code == 403
    assert client.post(f"/suppliers/solutions/{theirs.id}/end", data=act()).status_code == 403
    assert client.get(f"/suppliers/engineers/{engineer.id}").status_code == 403
    assert client.get("/suppliers/").status_code == 403
    sign_in(client, make_person(Role.APPLICANT))
    assert client.get(f"/suppliers/{supplier.id}").status_code == 200
    assert client.get(f"/suppliers/{pending.id}").status_code == 403
    assert client.post(f"/suppliers/{pending.id}/register", data=act()).status_code == 403
    assert client.get("/suppliers/00000000-0000-4000-8000-000000000001").status_code == 404


def test_people_outside_see_engineers_masked_and_the_look_is_logged(client):
    supplier, _ = register_new()
    sign_in(client, make_person(Role.APPLICANT))

    seen = words_of(client.get(f"/suppliers/{supplier.id}"))

    assert "정*술" in seen
    assert "정기술" not in seen
    assert db.session.query(AccessEntry.what).filter_by(whose_id=supplier.id).all() == [("공급기업·기술자 정보",)]


def test_the_registry_shows_companies_only_who_is_registered(client):
    register_new(name="등록솔루션")
    ask_for_registration(name="대기솔루션")

    sign_in(client, make_person(Role.APPLICANT))
    seen = words_of(client.get("/suppliers/"))
    assert ("등록솔루션" in seen, "대기솔루션" in seen) == (True, False)
    sign_in(client, make_person(Role.OFFICER))
    assert "대기솔루션" in words_of(client.get("/suppliers/?status=pending"))
    assert "등록솔루션" not in words_of(client.get("/suppliers/?status=pending"))
    assert "등록솔루션" in words_of(client.get("/suppliers/?q=등록솔&kind=mes&district=11545"))
    assert client.get("/suppliers/?export=xlsx").mimetype.endswith("spreadsheetml.sheet")


def test_every_act_is_in_the_trail(app):
    supplier, _ = register_new()

    actions = [row[0] for row in db.session.query(AuditEntry.action).order_by(AuditEntry.sequence)]

    assert actions == ["supplier:ask", "solution:add", "engineer:add", "supplier:register"]
    assert supplier.registered_at is not None


def test_a_solution_needs_an_industry(app):
    supplier, owner = ask_for_registration()

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.add_solution(supplier, solution(ksic_codes=()), by=owner, now=now)

    assert list(broken.value.fields) == ["ksic_codes"]
