"""Planning, filling in, signing and correcting through the services, on both databases."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from program_admin.accounts.roles import Role
from program_admin.aftercare import services
from program_admin.aftercare.jobs import plan as plan_daily
from program_admin.aftercare.models import CorrectiveStatus, Status, VisitSignature
from program_admin.aftercare.queries import actions_of, drafts_of, readings_of, signatures_of, visits_of
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.errors import Conflict, NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.documents.queries import documents_about
from program_admin.jobs.progress import Progress
from program_admin.suppliers.models import PerformanceFact
from program_admin.suppliers.scorecards import scorecard
from tests.aftercare.world import (
    add_photos,
    fill_in,
    make_assigned,
    make_done,
    make_filled,
    make_planned,
    rival_visitor,
    sheet_values,
    sign,
    signed_by,
)
from tests.builders.agreements import make_cast, make_completed
from tests.builders.people import make_person

pytestmark = pytest.mark.both_databases


def facts_of(visit) -> dict[str, Decimal]:
    rows = db.session.scalars(select(PerformanceFact).where(PerformanceFact.source_id == visit.id))
    return {row.kind: row.value for row in rows}


def test_a_finished_project_gets_the_visits_of_its_round_once(app, clock):
    visits, cast = make_planned()
    agreement = visits[0].agreement
    completed_on = program_clock.to_seoul(agreement.completed_at).date()

    with transaction() as now:
        again = services.plan_visits(agreement, by=cast.officer, now=now)

    assert again == []
    assert [(visit.months, visit.name, visit.status) for visit in visits] == [
        (6, "첫 방문", "planned"),
        (12, "1년차 방문", "planned"),
        (24, "2년차 방문", "planned"),
        (36, "3년차 방문", "planned"),
    ]
    assert all(visit.due_on > completed_on for visit in visits)
    assert visits[0].address == "경기도 화성시 향남읍 제약공단로 12"


def test_the_daily_job_plans_every_finished_project_once(app, clock):
    agreement = make_completed(make_cast())
    progress = Progress(agreement.id)

    plan_daily({}, progress)
    plan_daily({}, progress)

    assert len(visits_of(agreement.id)) == 4


def test_a_project_that_is_not_completed_gets_no_visits(app, clock):
    visits, cast = make_planned()
    agreement = visits[0].agreement
    db.session.execute(text("UPDATE agreements SET status = 'concluded'"))
    db.session.commit()

    with pytest.raises(RuleBroken, match="완료한 과제만"), transaction() as now:
        services.plan_visits(agreement, by=cast.officer, now=now)


def test_company_and_visitor_are_told_the_day(app, clock, outbox):
    visit, cast = make_assigned(clock)

    assert visit.status == Status.CONFIRMED
    assert any("사후관리 방문일" in message.title for message in outbox(cast.owner.phone))
    assert any("방문이 배정되었습니다" in message.title for message in outbox(cast.visitor.phone))


def test_only_a_visitor_without_ties_can_be_assigned_on_a_working_day(app, clock):
    visits, cast = make_planned()
    sunday = program_clock.today() + timedelta(days=6 - program_clock.today().weekday())
    chosen = services.Assignment(make_person(Role.OFFICER), sunday)

    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.assign(visits[0], chosen, by=cast.officer, now=now)

    assert set(refused.value.fields) == {"visitor", "day"}


def test_a_stale_field_gives_both_values(app, clock):
    visit, cast = make_assigned(clock)
    fill_in(visit, cast.visitor, {"remarks": "첫 글"})

    with pytest.raises(Conflict) as conflict, transaction() as now:
        services.save_field(visit, "remarks", services.TypedField("다른 글", 0), by=cast.visitor, now=now)

    assert (conflict.value.mine, conflict.value.theirs, conflict.value.revision) == ("다른 글", "첫 글", 1)


def test_another_visitor_cannot_fill_in_the_sheet(app, clock):
    visit, _ = make_assigned(clock)

    with pytest.raises(NotAllowed), transaction() as now:
        services.save_field(visit, "remarks", services.TypedField("글", 0), by=rival_visitor(), now=now)

    assert drafts_of(visit.id) == {}


def test_everything_missing_is_named_at_once_and_nothing_is_kept(app, clock):
    visit, cast = make_assigned(clock)
    values = sheet_values(visit) | {"operating": "", "kpi-1": "", "survey-price": "", "call-1-done": "2020. 1. 1."}
    fill_in(visit, cast.visitor, values)

    with pytest.raises(RuleBroken) as refused:
        sign(visit, cast.visitor, company_position="", visitor_typed="다른이름")

    assert {"operating", "kpi-1", "survey-price", "call-1-done", "company_position", "visitor_typed"} <= set(
        refused.value.fields
    )
    assert visit.status == Status.CONFIRMED
    assert signatures_of(visit.id) == {}


def test_a_sheet_changed_after_reading_is_not_signed(app, clock):
    visit, cast = make_filled(clock)
    read = services.sheet_content(visit).sha256
    fill_in(visit, cast.visitor, {"remarks": "나중에 바꾼 글"})

    with pytest.raises(RuleBroken, match="읽은 점검표와 지금"), transaction() as now:
        services.finish(visit, signed_by(cast.visitor), read_sha256=read, by=cast.visitor, now=now)


def test_a_signed_visit_leaves_rows_facts_and_a_paper(app, clock, outbox):
    visit, cast = make_done(clock)

    assert (visit.status, visit.outcome, visit.operating) == ("done", "normal", "daily")
    assert [row.achievement for row in readings_of([visit.id])] == [Decimal(100), Decimal(100)]
    assert facts_of(visit) == {
        "operating": Decimal(1),
        "kpi_achievement": Decimal(100),
        "survey": Decimal(4),
        "as_days": Decimal(2),
        "corrective_opened": Decimal(1),
    }
    assert set(signatures_of(visit.id)) == {"visitor", "company"}
    assert [document.title for document in documents_about("Visit", visit.id)] == ["사후관리 방문점검표"]
    assert any("의견을 낼 수" in message.title for message in outbox(cast.supplier_person.phone))
    assert [action.due_on for action in actions_of(visit.id)] == [program_clock.today() + timedelta(days=30)]


def test_what_was_signed_never_changes(app, clock):
    visit, _ = make_done(clock)
    db.session.commit()

    for table in (
        "visit_answers", "visit_records", "visit_signatures", "kpi_readings", "survey_answers", "service_calls",
        "asset_checks",
    ):  # fmt: skip
        for act in (f"DELETE FROM {table}", f"UPDATE {table} SET visit_id = visit_id"):
            with pytest.raises(DBAPIError):
                db.session.execute(text(act))
            db.session.rollback()
    with pytest.raises(DBAPIError):
        db.session.execute(update(VisitSignature).values(name="다른 이름"))
    db.session.rollback()
    assert visit.status == Status.DONE


def test_the_scorecard_shows_the_visit_after_the_time_to_reply(app, clock):
    visit, _ = make_done(clock)
    before = scorecard(visit.supplier_id, clock.now)

    clock.advance(days=visit.agreement.terms.suppliers.reply_days + 1)
    after = scorecard(visit.supplier_id, clock.now)

    assert before.line("operating") is None
    assert after.line("operating").n == 1


def test_nobody_there_is_visited_again_and_says_nothing_about_the_supplier(app, clock):
    visit, cast = make_assigned(clock)
    fill_in(visit, cast.visitor, {"outcome": "absent", "remarks": "문이 잠겨 있고 전화를 받지 않습니다."})

    sign(visit, cast.visitor, company_name="", company_position="", company_drawing="")

    again = [each for each in visits_of(visit.agreement_id) if each.months is None]
    assert [each.name for each in again] == ["재방문"]
    assert facts_of(visit) == {}


def test_a_refused_signature_needs_reason_and_witness(app, clock):
    visit, cast = make_filled(clock, outcome="refused")

    with pytest.raises(RuleBroken) as refused:
        sign(visit, cast.visitor)
    sign(visit, cast.visitor, reason="결과에 동의하지 않음", witness="김입회")

    assert set(refused.value.fields) == {"reason", "witness"}
    assert signatures_of(visit.id)["company"].how == "refused"


def test_missing_logs_make_a_project_risky_and_visited_more_often(app, clock):
    visit, cast = make_assigned(clock)
    values = sheet_values(visit) | {"check-last_log": f"{program_clock.today() - timedelta(days=40):%Y-%m-%d}"}
    fill_in(visit, cast.visitor, values)
    add_photos(visit, cast.visitor)

    sign(visit, cast.visitor)

    coming = [each for each in visits_of(visit.agreement_id) if each.status == Status.PLANNED]
    assert [each.months for each in coming] == [12, 18, 24, 30, 36]
    assert all("로그가 40일 동안 없었습니다" in each.risks[0] for each in coming)


def test_a_corrective_action_goes_from_answer_to_closing(app, clock):
    visit, cast = make_done(clock)
    action = actions_of(visit.id)[0]

    with transaction() as now:
        services.answer(action, "백업을 켰습니다.", checked=None, by=cast.supplier_person, now=now)
    with transaction() as now:
        services.ask_again(action, by=cast.visitor, now=now, reason="화면 사진도 올려 주세요.")
    clock.advance(days=40)
    with transaction() as now:
        assert services.remind(now=now) == 1
        assert services.remind(now=now) == 0
    with transaction() as now:
        services.answer(action, "사진을 보탭니다.", checked=None, by=cast.owner, now=now)
    with transaction() as now:
        services.close(action, "확인했습니다.", by=cast.officer, now=now)

    assert (action.status, action.late) == (CorrectiveStatus.CLOSED, True)
    late = db.session.scalars(select(PerformanceFact).where(PerformanceFact.kind == "corrective_late")).all()
    assert [fact.value for fact in late] == [Decimal(1)]
