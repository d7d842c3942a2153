"""Facts are kept for good, count after a time for a reply, and become the scorecard that people see."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from program_admin.accounts.roles import Role
from program_admin.core import clock as program_clock
from program_admin.core.clock import today
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.suppliers import services
from program_admin.suppliers.models import FactKind, FactReply, PerformanceFact
from program_admin.suppliers.queries import open_project_count, supplier_todo, terms_in_force
from program_admin.suppliers.scorecards import scorecard
from program_admin.suppliers.services import NewFact, Source
from tests.builders.answers import words_of
from tests.builders.people import make_person
from tests.builders.suppliers import note_facts, register_new
from tests.fixtures.clients import act, sign_in, submit


def operating(supplier, at=None):
    line = scorecard(supplier.id, at or program_clock.now()).line("operating")
    return (line.n, line.mean) if line else None


@pytest.mark.both_databases
def test_a_fact_counts_when_its_time_for_a_reply_is_over(app, clock):
    supplier, _ = register_new()
    note_facts(supplier, FactKind.OPERATING, "1", reply_days=14)
    card = scorecard(supplier.id, program_clock.now())

    assert (operating(supplier), card.waiting, card.overall) == (None, 1, None)
    clock.advance(days=14)
    assert operating(supplier) == (1, Decimal("100.0"))


@pytest.mark.both_databases
def test_a_reply_makes_a_fact_count_at_once_and_is_given_once(app, clock):
    supplier, owner = register_new()
    [fact] = note_facts(supplier, FactKind.OPERATING, "0", reply_days=14)

    with transaction() as now:
        services.reply_to_fact(fact, "담당자가 바뀌어 다시 교육했습니다.", by=owner, now=now)

    assert operating(supplier) == (1, Decimal("0.0"))
    with pytest.raises(RuleBroken, match="이미 의견을 내셨습니다"), transaction() as now:
        services.reply_to_fact(fact, "또", by=owner, now=now)


@pytest.mark.both_databases
def test_a_correction_is_a_new_row_that_replaces_the_old_one(app, clock):
    supplier, owner = register_new()
    officer = make_person(Role.OFFICER)
    [wrong, *_] = note_facts(supplier, FactKind.OPERATING, "0", "1", "1")

    with transaction() as now:
        right = services.correct_fact(wrong, Decimal(1), by=officer, now=now, reason="로그를 다시 확인했습니다.")

    assert (right.corrects_id, right.source_id, wrong.value) == (wrong.id, wrong.source_id, Decimal(0))
    assert operating(supplier) == (2, Decimal("100.0"))
    clock.advance(days=terms_in_force(program_clock.now()).reply_days)
    assert operating(supplier) == (3, Decimal("100.0"))
    with pytest.raises(RuleBroken, match="이미 바로잡힌 기록입니다"), transaction() as now:
        services.correct_fact(wrong, Decimal(1), by=officer, now=now, reason="x")
    with pytest.raises(RuleBroken, match="이미 바로잡힌 기록입니다"), transaction() as now:
        services.reply_to_fact(wrong, "x", by=owner, now=now)


@pytest.mark.both_databases
def test_a_source_is_recorded_once(app):
    supplier, _ = register_new()
    source = Source("Visit", new_id(), "미소치과기공소")
    facts = [NewFact(FactKind.AS_DAYS, Decimal(2), today()), NewFact(FactKind.AS_DAYS, Decimal(9), today())]
    with transaction() as now:
        rows = services.record_performance(supplier.id, facts, source=source, reply_days=0, by=None, now=now)
    places = [row.place for row in rows]

    with pytest.raises(IntegrityError), transaction() as now:
        services.record_performance(supplier.id, facts[:1], source=source, reply_days=0, by=None, now=now)

    assert places == [1, 2]
    assert db.session.query(PerformanceFact).count() == 2


def test_an_impossible_fact_is_refused_and_nothing_is_kept(app):
    supplier, _ = register_new()
    facts = [NewFact(FactKind.OPERATING, Decimal(1), today()), NewFact(FactKind.SURVEY, Decimal(7), today())]

    with pytest.raises(RuleBroken), transaction() as now:
        source = Source("Visit", new_id(), "미소치과기공소")
        services.record_performance(supplier.id, facts, source=source, reply_days=0, by=None, now=now)

    assert db.session.query(PerformanceFact).count() == 0


def test_only_the_own_supplier_replies_and_only_officers_correct(client):
    supplier, owner = register_new()
    _, rival = register_new()
    [fact] = note_facts(supplier, FactKind.OPERATING, "1", reply_days=14)

    with pytest.raises(NotAllowed), transaction() as now:
        services.correct_fact(fact, Decimal(0), by=owner, now=now, reason="x")
    sign_in(client, rival)
    assert client.get(f"/suppliers/facts/{fact.id}/reply").status_code == 403
    assert client.post(f"/suppliers/facts/{fact.id}/reply", data=act() | {"words": "x"}).status_code == 403
    sign_in(client, make_person(Role.OFFICER))
    assert client.get(f"/suppliers/facts/{fact.id}/reply").status_code == 403
    assert client.get(f"/suppliers/facts/{new_id()}/correct").status_code == 404
    assert db.session.query(FactReply).count() == 0


def test_the_supplier_is_told_of_new_facts_and_answers_on_the_page(client, clock, outbox):
    supplier, owner = register_new()
    clock.advance(minutes=1)
    [fact] = note_facts(supplier, FactKind.OPERATING, "0", reply_days=14)
    told = outbox(owner.phone)[-1]
    sign_in(client, owner)

    empty = submit(client, f"/suppliers/facts/{fact.id}/reply")
    answer = submit(client, f"/suppliers/facts/{fact.id}/reply", words="서버를 옮기는 중이었습니다.")

    assert (told.title, told.link) == ("성과 기록 1건이 새로 등록되었습니다", f"/suppliers/{supplier.id}/scorecard")
    assert [todo.title for todo in supplier_todo(owner, program_clock.now())] == []
    assert (empty.status_code, answer.status_code) == (422, 303)
    assert "서버를 옮기는 중이었습니다." in words_of(client.get(f"/suppliers/{supplier.id}/scorecard"))


def test_facts_that_wait_are_on_the_suppliers_desk(app, clock):
    supplier, owner = register_new()
    note_facts(supplier, FactKind.OPERATING, "0", "1", reply_days=14)

    [todo] = supplier_todo(owner, program_clock.now())

    assert (todo.count, todo.title) == (2, "새 성과 기록")


def test_an_officer_corrects_on_the_page(client):
    supplier, _ = register_new()
    [fact] = note_facts(supplier, FactKind.AS_DAYS, "20")
    sign_in(client, make_person(Role.OFFICER))

    wrong = submit(client, f"/suppliers/facts/{fact.id}/correct", value="-3", reason="")
    answer = submit(client, f"/suppliers/facts/{fact.id}/correct", value="2", reason="접수일을 잘못 읽었습니다.")

    assert (wrong.status_code, answer.status_code) == (422, 303)
    assert "바로잡음" in words_of(client.get(f"/suppliers/{supplier.id}/scorecard"))


def test_a_scorecard_shows_numbers_from_three_facts_on(client):
    supplier, _ = register_new()
    note_facts(supplier, FactKind.OPERATING, "1", "1", "1", "0")
    note_facts(supplier, FactKind.AS_DAYS, "3", "5")
    sign_in(client, make_person(Role.OFFICER))

    seen = words_of(client.get(f"/suppliers/{supplier.id}/scorecard"))

    assert "4건 · 30.1~95.4%" in seen
    assert "기록이 3건보다 적은 항목은 숫자를 보이지 않습니다: A/S 처리." in seen
    assert "A/S처리2건숨김숨김" in seen.replace(" ", "")


def test_companies_read_the_trade_and_never_the_name_behind_a_fact(client):
    supplier, owner = register_new()
    note_facts(supplier, FactKind.OPERATING, "1")
    address = f"/suppliers/{supplier.id}/scorecard"

    sign_in(client, make_person(Role.APPLICANT))
    outside = words_of(client.get(address))
    sign_in(client, owner)
    inside = words_of(client.get(address))

    assert ("미소치과기공소 1" in outside, "치과기공소" in outside) == (False, True)
    assert "미소치과기공소 1" in inside


def test_a_trend_is_drawn_from_two_years_on(client):
    supplier, _ = register_new()
    note_facts(supplier, FactKind.SURVEY, "4", "4", "5", observed_on=date(2025, 5, 1))
    sign_in(client, make_person(Role.OFFICER))
    address = f"/suppliers/{supplier.id}/scorecard"

    assert "만족도 추이" not in client.get(address).text
    note_facts(supplier, FactKind.OPERATING, "1", "1", "1")
    note_facts(supplier, FactKind.SURVEY, "4.5", "4.5", "4.5", observed_on=date(2026, 1, 5))
    assert "만족도 추이: 만족도 2025 4.3점, 2026 4.5점" in client.get(address).text


def test_a_newcomer_has_an_empty_scorecard_that_explains_itself(client):
    supplier, owner = register_new()
    sign_in(client, owner)

    assert "아직 사후관리 기록이 없습니다." in words_of(client.get(f"/suppliers/{supplier.id}/scorecard"))


@pytest.mark.both_databases
def test_projects_are_opened_once_and_closed(app, clock):
    supplier, _ = register_new()
    agreement = new_id()

    for _ in range(2):
        with transaction() as now:
            services.open_project(supplier.id, agreement, "치과 보철물", by=None, now=now)
    running = open_project_count(supplier.id)
    with transaction() as now:
        services.close_project(agreement, by=None, now=now + timedelta(days=1))

    assert (running, open_project_count(supplier.id)) == (1, 0)
