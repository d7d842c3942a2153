"""The acts of the evaluation on both databases: panels, recusal, scoring, signing, ranking, publishing."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from program_admin.applications.models import Status
from program_admin.applications.services import abandon
from program_admin.core.database import db
from program_admin.core.errors import Conflict, NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.documents.queries import documents_about
from program_admin.evaluation import queries, services
from program_admin.evaluation.models import PanelStatus, RankingStatus, RecusalKind, SheetStatus, TieKind
from program_admin.evaluation.services import NewTie
from tests.evaluation.world import (
    OPINION,
    approved,
    claim_bonus,
    confirmed_panel,
    invited_panel,
    make_evaluator,
    make_panel,
    make_world,
    ranked,
    running_panel,
    score,
    sign_all,
)

pytestmark = pytest.mark.both_databases


def objections(broken) -> list[str]:
    return broken.value.objections


def tie(world, evaluator, kind, number, until=None):
    with transaction() as now:
        services.add_tie(evaluator, NewTie(kind, number, "가정밀", until), by=world.officer, now=now)


def test_an_evaluator_tied_to_an_applicant_gets_no_seat(world):
    panel = make_panel(world, members=3)
    evaluator = world.evaluators[5]
    tie(world, evaluator, TieKind.ADVICE, world.applications[0].company.business_number, date(2025, 3, 1))

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.propose_seat(panel, evaluator, by=world.officer, now=now)

    assert objections(broken) == [
        f"{evaluator.person.name} 위원을 넣을 수 없습니다. 가정밀: 3년 이내 자문 관계가 있습니다."
    ]


def test_a_tie_that_ended_long_ago_excludes_nobody(world):
    panel = make_panel(world, members=3)
    evaluator = world.evaluators[5]
    tie(world, evaluator, TieKind.EMPLOYMENT, world.applications[0].company.business_number, date(2023, 12, 31))

    with transaction() as now:
        services.propose_seat(panel, evaluator, by=world.officer, now=now)

    assert len(queries.seats_of(panel.id)) == 4


def test_the_present_employer_of_an_evaluator_is_a_tie(world):
    company = world.applications[1].company
    employed = make_evaluator(world, "한위원", employer=company.name, employer_business_number=company.business_number)
    panel = make_panel(world, members=3)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.propose_seat(panel, employed, by=world.officer, now=now)

    assert objections(broken) == ["한위원 위원을 넣을 수 없습니다. 나정밀: 현재 재직 관계가 있습니다."]


def test_a_suggested_panel_has_the_rounds_size_a_chair_and_no_conflicts(world):
    panel = make_panel(world, members=1)
    tie(world, world.evaluators[4], TieKind.FAMILY, world.applications[0].company.business_number)

    with transaction() as now:
        services.suggest_seats(panel, by=world.officer, now=now)

    seats = queries.seats_of(panel.id)
    assert len(seats) == 7
    assert [seat.chair for seat in seats].count(True) == 1
    assert world.evaluators[4].id not in {seat.evaluator_id for seat in seats}


def test_a_panel_does_not_begin_before_enough_members_and_a_chair_have_accepted(world):
    panel = make_panel(world, members=7)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
        for seat in queries.seats_of(panel.id)[1:5]:
            services.answer(seat, "accept", by=seat.evaluator.person, now=now)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.start_scoring(panel, by=world.officer, now=now)

    assert objections(broken) == [
        "참석 위원이 4명입니다. 5명 이상이 되도록 위원을 더 섭외해 주세요.",
        "참석하기로 한 위원 가운데 위원장을 정해 주세요.",
    ]


def test_a_tie_learnt_after_the_invitation_stops_the_panel_until_the_recusal_is_recorded(world):
    panel = invited_panel(world)
    seat = queries.taken_seats(panel.id)[2]
    tie(world, seat.evaluator, TieKind.SHARES, world.applications[0].company.business_number)
    with pytest.raises(RuleBroken), transaction() as now:
        services.start_scoring(panel, by=world.officer, now=now)

    with transaction() as now:
        case = queries.cases_of(panel.id)[0]
        services.record_recusal(case, seat, RecusalKind.RULE, by=world.officer, now=now, reason="주식 보유")
        services.start_scoring(panel, by=world.officer, now=now)

    own = [sheet.application_id for sheet in queries.sheets_of_seat(seat)]
    assert own == [world.applications[1].id]


def test_who_declines_is_replaced_and_messages_go_to_those_invited(world, outbox):
    panel = make_panel(world, members=7)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
        gone = queries.seats_of(panel.id)[6]
        services.answer(gone, "decline", by=gone.evaluator.person, now=now, reason="해외 출장")
        services.suggest_seats(panel, by=world.officer, now=now)
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)

    invited = [message for message in outbox() if message.title == "평가위원 초청" and message.kind == "in_app"]
    assert len(invited) == 8
    assert gone.evaluator_id not in {seat.evaluator_id for seat in queries.seats_of(panel.id)}
    assert len(queries.seats_of(panel.id)) == 7


def test_nobody_answers_for_another_evaluator(world):
    panel = make_panel(world, members=7)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
    seat, rival = queries.seats_of(panel.id)[:2]

    with pytest.raises(NotAllowed), transaction() as now:
        services.answer(seat, "accept", by=rival.evaluator.person, now=now)


def test_an_evaluator_recuses_before_scoring_and_not_after(world):
    panel = running_panel(world)
    seat = queries.taken_seats(panel.id)[1]
    first, second = queries.sheets_of_seat(seat)
    with transaction() as now:
        services.declare(first, by=seat.evaluator.person, now=now, reason="대표자와 동창입니다.")
        services.save_value(second, "score-people", "9", 0, by=seat.evaluator.person, now=now)

    with pytest.raises(RuleBroken), transaction() as now:
        services.declare(second, by=seat.evaluator.person, now=now, reason="마음이 바뀌었습니다.")

    assert first.status == SheetStatus.DROPPED
    with pytest.raises(NotAllowed), transaction() as now:
        services.save_value(first, "score-people", "9", 0, by=seat.evaluator.person, now=now)


def test_a_score_outside_the_grades_is_refused_and_a_stale_one_offers_both_values(world):
    panel = running_panel(world)
    seat = queries.taken_seats(panel.id)[0]
    sheet = queries.sheets_of_seat(seat)[0]
    by = seat.evaluator.person
    with transaction() as now:
        services.save_value(sheet, "score-people", "9", 0, by=by, now=now)

    with pytest.raises(RuleBroken), transaction() as now:
        services.save_value(sheet, "score-people", "9.5", 1, by=by, now=now)
    with pytest.raises(Conflict) as conflict, transaction() as now:
        services.save_value(sheet, "score-people", "7", 0, by=by, now=now)

    assert (conflict.value.mine, conflict.value.theirs, conflict.value.revision) == ("7", "9", 1)


def test_an_unfinished_sheet_cannot_be_signed_and_every_fault_is_named(world):
    panel = running_panel(world)
    seat = queries.taken_seats(panel.id)[0]
    first, second = queries.sheets_of_seat(seat)
    score(first)
    with transaction() as now:
        services.save_sheet(second, {"opinion": "짧음"}, by=seat.evaluator.person, now=now)

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.sign_sheets(seat, by=seat.evaluator.person, now=now)

    assert len(objections(broken)) == 12
    assert objections(broken)[-1] == "나정밀: 종합 의견을 20자 이상 적어 주세요. 지금은 2자입니다."


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE sheet_scores SET points = 0",
        "DELETE FROM sheet_scores",
        "UPDATE sheet_signatures SET content = ''",
        "DELETE FROM sheet_opinions",
        "UPDATE panel_opinions SET words = ''",
        "DELETE FROM recusals",
    ],
)
def test_the_database_refuses_to_change_what_was_signed(world, sql):
    panel = running_panel(world)
    for seat in queries.taken_seats(panel.id):
        for sheet in queries.sheets_of_seat(seat):
            if seat.place == 7:
                with transaction() as now:
                    services.declare(sheet, by=seat.evaluator.person, now=now, reason="동창")
            else:
                score(sheet)
        if seat.place != 7:
            with transaction() as now:
                services.sign_sheets(seat, by=seat.evaluator.person, now=now)
    with transaction() as now:
        case = queries.cases_of(panel.id)[0]
        services.write_opinion(case, OPINION, by=queries.chair_of(panel.id).evaluator.person, now=now)

    with pytest.raises(DatabaseError), transaction():
        db.session.execute(text(sql))


def test_a_signed_sheet_takes_no_more_scores(world):
    panel = running_panel(world)
    seat = queries.taken_seats(panel.id)[0]
    sign_all(seat)
    sheet = queries.sheets_of_seat(seat)[0]

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.save_value(sheet, "score-people", "6", 1, by=seat.evaluator.person, now=now)
    with pytest.raises(RuleBroken), transaction() as now:
        services.sign_sheets(seat, by=seat.evaluator.person, now=now)

    assert objections(broken) == ["서명한 평가표는 고칠 수 없습니다. 서명한 점수는 그대로 보관됩니다."]
    assert queries.scores_of(sheet.id)["people"] == Decimal(10)


def test_the_last_signature_completes_the_panel_and_opinions_confirm_it(world):
    panel = running_panel(world)
    seats = queries.taken_seats(panel.id)
    for seat in seats[:-1]:
        sign_all(seat)
    assert panel.status == PanelStatus.SCORING

    sign_all(seats[-1])

    assert panel.status == PanelStatus.COMPLETED
    with pytest.raises(RuleBroken), transaction() as now:
        services.confirm_panel(panel, by=world.officer, now=now)


def test_when_the_chair_is_recused_another_member_writes_that_opinion(world):
    panel = running_panel(world)
    chair, second = queries.taken_seats(panel.id)[:2]
    with transaction() as now:
        own = queries.sheets_of_seat(chair)[0]
        services.declare(own, by=chair.evaluator.person, now=now, reason="동창")
    for seat in queries.taken_seats(panel.id):
        sign_all(seat)
    case = queries.cases_of(panel.id)[0]

    with pytest.raises(NotAllowed), transaction() as now:
        services.write_opinion(case, OPINION, by=chair.evaluator.person, now=now)
    with transaction() as now:
        services.write_opinion(case, OPINION, by=second.evaluator.person, now=now)

    assert queries.opinion_on(case).words == OPINION


def test_a_ranking_waits_for_every_panel_and_every_bonus_claim(world):
    claim_bonus(world.applications[0])

    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.draft_ranking(world.round, by=world.officer, now=now)

    assert objections(broken) == [
        "기술성평가 평가확정이 안 된 과제가 있습니다: 가정밀, 나정밀. 분과 평가를 마쳐 주세요.",
        "가점을 확인하지 않은 과제가 있습니다: 가정밀. 요건검토 담당자에게 알려 주세요.",
    ]


def test_two_others_approve_the_ranking_and_the_results_go_out(world, outbox):
    ranking = ranked(world)
    with pytest.raises(NotAllowed), transaction() as now:
        services.sign_ranking(ranking, by=world.officer, now=now)

    approved(world, ranking)

    first, second = queries.places_of(ranking.id)
    assert ranking.status == RankingStatus.PUBLISHED
    assert (first.application_id, first.points) == (world.applications[1].id, Decimal("100.00"))
    assert (second.stage_points, second.bonus) == (Decimal("97.00"), Decimal(0))
    assert {each.status for each in world.applications} == {Status.SELECTED.value}
    kinds = [sorted(paper.kind for paper in documents_about("Application", each.id)) for each in world.applications]
    assert kinds == [["evaluation-summary", "result-letter"]] * 2
    assert [message.title for message in outbox()].count("선정되었습니다") == 4


def test_one_approver_cannot_sign_twice(world):
    ranking = ranked(world)
    with transaction() as now:
        services.sign_ranking(ranking, by=world.leader, now=now)

    with pytest.raises(NotAllowed), transaction() as now:
        services.sign_ranking(ranking, by=world.leader, now=now)


def test_a_returned_ranking_is_made_anew(world):
    ranking = ranked(world)
    with transaction() as now:
        services.return_ranking(ranking, by=world.leader, now=now, reason="가점 증빙을 다시 봐 주세요.")
        again = services.draft_ranking(world.round, by=world.officer, now=now)

    assert (ranking.status, again.number) == (RankingStatus.DISCARDED, 2)
    assert queries.place_of(world.applications[0].id) is None


def test_a_reserve_moves_up_when_a_selected_one_gives_up(app):
    world = make_world(cases=3)
    budget = world.round.terms.budget.total_won
    for each in world.applications:
        each.subsidy_won = budget // 2 - 1_000_000
    db.session.commit()
    confirmed_panel(world)
    with transaction() as now:
        ranking = services.draft_ranking(world.round, by=world.officer, now=now)
        services.raise_ranking(ranking, by=world.officer, now=now)
    approved(world, ranking)
    last = queries.next_reserve(world.round.id).application
    with pytest.raises(RuleBroken), transaction() as now:
        services.promote_reserve(last, by=world.officer, now=now, reason="충원")

    with transaction() as now:
        abandon(queries.places_of(ranking.id)[0].application, by=world.officer, now=now, reason="자금 사정")
        services.promote_reserve(last, by=world.officer, now=now, reason="선정 과제 포기에 따른 충원")

    assert last.status == Status.SELECTED
    assert [paper.kind for paper in documents_about("Application", last.id)].count("result-letter") == 2
    assert queries.next_reserve(world.round.id) is None
