"""A company asks, suppliers answer, the company takes one proposal."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.audit.models import AccessEntry
from program_admin.core import clock as program_clock
from program_admin.core.clock import today
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.matching import services
from program_admin.matching.models import MatchRequest, Proposal, Status
from program_admin.matching.queries import (
    applicant_todo,
    left_out_suppliers,
    newest_proposal,
    recommendations,
    supplier_todo,
)
from program_admin.suppliers import services as supplier_services
from program_admin.suppliers.models import FactKind, OpenProject
from program_admin.suppliers.rules import NewBan
from tests.builders.answers import summary_of, words_of
from tests.builders.applications import make_draft, make_round
from tests.builders.matching import MESSAGE, PLAN, give_proposal, send_request
from tests.builders.people import make_person
from tests.builders.suppliers import note_facts, register_new
from tests.fixtures.clients import act, filled, sign_in, submit


@pytest.fixture
def draft(app, clock):
    """A draft in an open round, and the owner of its company."""
    return make_draft()


def names(application, kinds=("mes",)) -> list[str]:
    return [found.name for found in recommendations(application, kinds, program_clock.now())]


@pytest.mark.both_databases
def test_good_facts_raise_the_same_supplier_and_say_so(app, clock):
    application, _ = make_draft()
    register_new(name="가나솔루션")
    second, _ = register_new(name="하하솔루션")
    assert names(application) == ["가나솔루션", "하하솔루션"]

    note_facts(second, FactKind.OPERATING, *["1"] * 8)
    note_facts(second, FactKind.KPI_ACHIEVEMENT, *["95"] * 4)

    best = recommendations(application, ("mes",), program_clock.now())[0]
    assert names(application) == ["하하솔루션", "가나솔루션"]
    assert best.reasons[2].startswith("사후관리 종합 성과 73.7점입니다(도입기업 8곳). 시스템 가동 100%(8건)")


def test_facts_that_do_not_count_yet_change_nothing(draft, clock):
    application, _ = draft
    register_new(name="가나솔루션")
    second, _ = register_new(name="하하솔루션")

    note_facts(second, FactKind.OPERATING, *["1"] * 8, reply_days=14)

    assert names(application) == ["가나솔루션", "하하솔루션"]


def test_banned_and_full_suppliers_are_left_out_and_only_officers_read_why(client, draft):
    application, owner = draft
    banned, _ = register_new(name="제한솔루션")
    full, _ = register_new(name="가득솔루션")
    register_new(name="보통솔루션")
    officer = make_person(Role.OFFICER)
    with transaction() as now:
        ban = NewBan(today(), today() + timedelta(days=30), "중소벤처기업부")
        supplier_services.suspend(banned, ban, by=officer, now=now, reason="허위 기술자")
    now = program_clock.now()
    most = application.terms.suppliers.concurrent_projects_max
    rows = [OpenProject(supplier_id=full.id, agreement_id=new_id(), title="과제", opened_at=now) for _ in range(most)]
    db.session.add_all(rows)
    db.session.commit()

    assert names(application) == ["보통솔루션"]
    found = {supplier.name: reasons for supplier, reasons in left_out_suppliers(application.terms.suppliers, now)}
    assert sorted(found) == ["가득솔루션", "제한솔루션"]
    address = f"/matching/rounds/{application.round_id}/left-out"
    sign_in(client, officer)
    assert "진행 중인 과제가 10건으로 한도에 이르렀습니다." in words_of(client.get(address))
    sign_in(client, owner)
    assert client.get(address).status_code == 403


def test_the_whole_way_from_recommendation_to_choice(client, draft, clock, outbox):
    application, owner = draft
    supplier, seller = register_new(name="한빛솔루션")
    other, _ = register_new(name="두번째솔루션")
    clock.advance(minutes=1)
    sign_in(client, owner)
    page = words_of(client.get(f"/matching/applications/{application.id}?sought=1&kind=mes"))
    assert "치과기공소 업종용 솔루션이 있습니다: 생산관리(MES)." in page

    asked = submit(
        client,
        f"/matching/applications/{application.id}/suppliers/{supplier.id}/request?sought=1&kind=mes",
        message=MESSAGE,
        answer_by=(today() + timedelta(days=5)).isoformat(),
    )
    send_request(application, other, owner)

    request = db.session.query(MatchRequest).filter_by(supplier_id=supplier.id).one()
    assert (asked.status_code, request.status, request.wanted_kinds) == (303, Status.SENT, ["mes"])
    assert outbox(seller.phone)[-1].title == "제안 요청을 받았습니다"
    sign_in(client, seller)
    address = f"/matching/requests/{request.id}"
    assert application.company.name in words_of(client.get("/matching/requests"))
    assert client.post(f"{address}/start", data=act()).status_code == 303
    offered = submit(
        client, f"{address}/propose", plan=PLAN, cost_won="42,000,000", months="5", engineer_names=["정기술"]
    )
    assert offered.status_code == 303
    proposal = db.session.query(Proposal).one()
    sign_in(client, owner)
    seen = words_of(client.get(f"/matching/applications/{application.id}/proposals"))
    assert ("42,000,000원 (부가가치세 별도)" in seen, PLAN in seen) == (True, True)
    assert [todo.count for todo in applicant_todo(owner, program_clock.now())] == [1]

    taken = client.post(f"/matching/proposals/{proposal.id}/accept", data=act())

    db.session.expire_all()
    assert taken.status_code == 303
    assert (application.supplier_id, application.supplier_source) == (supplier.id, "request")
    assert application.proposal_id == proposal.id
    states = {each.supplier_id: each.status for each in db.session.query(MatchRequest)}
    assert states == {supplier.id: Status.ACCEPTED, other.id: Status.CLOSED}


def test_the_supplier_reads_only_what_a_proposal_takes_and_the_look_is_logged(client, draft):
    application, owner = draft
    supplier, seller = register_new()
    request = send_request(application, supplier, owner)
    sign_in(client, seller)

    seen = words_of(client.get(f"/matching/requests/{request.id}"))

    assert ("지르코니아 크라운" in seen, "30명 미만" in seen) == (True, True)
    assert owner.name not in seen
    assert application.company.business_number[:3] + "-" not in seen
    assert db.session.query(AccessEntry.what).filter_by(whose_id=request.id).all() == [("제안 요청의 기업 정보",)]


def test_a_better_offer_is_a_new_row_and_the_old_one_cannot_be_taken(draft):
    application, owner = draft
    supplier, seller = register_new()
    request = send_request(application, supplier, owner)
    first = give_proposal(request, seller, 42_000_000)
    second = give_proposal(request, seller, 39_000_000)

    with pytest.raises(RuleBroken, match="그 뒤에 새 제안이 왔습니다"), transaction() as now:
        services.accept(first, by=owner, now=now)
    with transaction() as now:
        services.accept(second, by=owner, now=now)

    assert newest_proposal(request.id).id == second.id
    assert db.session.query(Proposal).count() == 2
    assert application.proposal_id == second.id


def test_a_repeated_click_makes_one_request_and_one_proposal(client, draft):
    application, owner = draft
    supplier, seller = register_new()
    sign_in(client, owner)
    address = f"/matching/applications/{application.id}/suppliers/{supplier.id}/request"
    day = (today() + timedelta(days=5)).isoformat()
    same = filled(client, address, message=MESSAGE, answer_by=day)

    answers = [client.post(address, data=same).status_code for _ in range(2)]

    request = db.session.query(MatchRequest).one()
    assert answers == [303, 303]
    sign_in(client, seller)
    client.post(f"/matching/requests/{request.id}/start", data=act())
    address = f"/matching/requests/{request.id}/propose"
    same = filled(client, address, plan=PLAN, cost_won="42000000", months="5", engineer_names=["정기술"])
    assert [client.post(address, data=same).status_code for _ in range(2)] == [303, 303]
    assert db.session.query(Proposal).count() == 1


@pytest.mark.both_databases
def test_one_supplier_is_asked_once(app, clock):
    application, owner = make_draft()
    supplier, _ = register_new()
    send_request(application, supplier, owner)

    with pytest.raises(RuleBroken, match="이미 이 공급기업에 요청했습니다"):
        send_request(application, supplier, owner)


@pytest.mark.parametrize("days, sentence", [(-1, "답을 받을 날은 오늘 이후여야 합니다."), (40, "마감됩니다")])
def test_the_day_of_the_answer_lies_before_the_deadline(draft, days, sentence):
    application, owner = draft
    supplier, _ = register_new()

    with pytest.raises(RuleBroken, match=sentence) as broken:
        send_request(application, supplier, owner, days=days)

    assert list(broken.value.fields) == ["answer_by"]


def test_nothing_is_asked_offered_or_taken_after_the_deadline(draft, clock):
    application, owner = draft
    supplier, seller = register_new()
    other, _ = register_new()
    request = send_request(application, supplier, owner)
    proposal = give_proposal(request, seller)
    clock.set(application.round.grace_until + timedelta(seconds=1))

    for late in (
        lambda: send_request(application, other, owner, days=0),
        lambda: give_proposal(request, seller),
    ):
        with pytest.raises(RuleBroken, match="마감되었습니다"):
            late()
    with pytest.raises(RuleBroken, match="마감되었습니다"), transaction() as now:
        services.accept(proposal, by=owner, now=now)
    assert request.status == Status.SUITED


def test_unsuited_needs_a_reason_that_the_company_reads(client, draft, clock, outbox):
    application, owner = draft
    supplier, seller = register_new()
    request = send_request(application, supplier, owner)
    sign_in(client, seller)
    clock.advance(minutes=1)
    address = f"/matching/requests/{request.id}/decline"

    assert submit(client, address).status_code == 422
    assert submit(client, address, reason="지금은 인쇄 업종만 맡습니다.").status_code == 303

    assert "지금은 인쇄 업종만 맡습니다." in outbox(owner.phone)[-1].body
    db.session.refresh(request)
    assert request.status == Status.UNSUITED
    with pytest.raises(RuleBroken, match="할 수 없습니다"), transaction() as now:
        services.start_review(request, by=seller, now=now)


def test_every_fault_of_a_proposal_is_named_and_nothing_is_lost(client, draft):
    application, owner = draft
    supplier, seller = register_new()
    request = send_request(application, supplier, owner)
    sign_in(client, seller)
    client.post(f"/matching/requests/{request.id}/start", data=act())

    answer = submit(client, f"/matching/requests/{request.id}/propose", plan=PLAN, cost_won="0", months="99")

    assert answer.status_code == 422
    assert len(summary_of(answer)) == 3
    assert PLAN in answer.text
    assert db.session.query(Proposal).count() == 0


def test_rivals_see_and_do_nothing(client, draft):
    application, owner = draft
    supplier, seller = register_new()
    _, rival_seller = register_new()
    rival = make_draft(application.round)[1]
    request = send_request(application, supplier, owner)
    proposal = give_proposal(request, seller)

    sign_in(client, rival_seller)
    for path in ("", "/propose", "/decline"):
        assert client.get(f"/matching/requests/{request.id}{path}").status_code == 403
    assert application.company.name not in words_of(client.get("/matching/requests"))
    sign_in(client, rival)
    mine = f"/matching/applications/{application.id}"
    for path in ("", "/compare", "/proposals", f"/suppliers/{supplier.id}/request"):
        assert client.get(f"{mine}{path}").status_code == 403
    assert client.post(f"/matching/proposals/{proposal.id}/accept", data=act()).status_code == 403
    assert client.post(f"/matching/requests/{request.id}/withdraw", data=act()).status_code == 403
    assert client.get(f"/matching/applications/{new_id()}").status_code == 404
    sign_in(client, make_person(Role.OFFICER))
    assert client.get(f"/matching/requests/{request.id}").status_code == 403
    with pytest.raises(NotAllowed), transaction() as now:
        services.accept(proposal, by=seller, now=now)


def test_two_or_three_suppliers_are_compared(client, draft):
    application, owner = draft
    found = [register_new(name=f"솔루션{place}")[0] for place in range(4)]
    sign_in(client, owner)
    address = f"/matching/applications/{application.id}/compare"

    def asked(count: int) -> str:
        return "&".join(f"supplier={each.id}" for each in found[:count])

    assert client.get(f"{address}?{asked(1)}").status_code == 302
    assert client.get(f"{address}?{asked(4)}").status_code == 302
    seen = words_of(client.get(f"{address}?{asked(3)}"))
    assert all(f"솔루션{place}" in seen for place in range(3))
    assert "30.0 / 30" in seen


def test_waiting_requests_are_on_the_suppliers_desk(draft):
    application, owner = draft
    supplier, seller = register_new()
    assert supplier_todo(seller, program_clock.now()) == []

    send_request(application, supplier, owner)

    [todo] = supplier_todo(seller, program_clock.now())
    assert (todo.count, todo.title, todo.endpoint) == (1, "새로 받은 제안 요청", "matching.received")


def test_withdrawing_ends_a_request(client, draft, clock, outbox):
    application, owner = draft
    supplier, seller = register_new()
    request = send_request(application, supplier, owner)
    clock.advance(minutes=1)
    sign_in(client, owner)

    assert client.post(f"/matching/requests/{request.id}/withdraw", data=act()).status_code == 303

    db.session.refresh(request)
    assert request.status == Status.CLOSED
    assert outbox(seller.phone)[-1].title == "제안 요청이 취소되었습니다"


def test_the_rounds_weights_are_those_of_its_file(app, clock):
    terms = make_round().terms.suppliers.matching

    assert (terms.industry, terms.solution, terms.place, terms.performance, terms.capacity) == (30, 20, 10, 30, 10)
