"""The act of the rehearsal that small plays have no case for: a selected company gives up, the reserve moves up."""

from program_admin.applications.models import Status
from program_admin.core.database import db
from program_admin.documents.queries import documents_about
from program_admin.rehearsal.acts.evaluating import decide_results
from program_admin.rehearsal.play import Script, new_world
from program_admin.rehearsal.world import PlayedCompany, Staff
from program_admin.rehearsal.world import World as Play
from tests.evaluation.world import EVALUATION_DAY, World, confirmed_panel, make_world, sample_terms


def a_round_for_two_of_three() -> World:
    """Three evaluated applications, of which the budget pays two."""
    arranged = make_world(cases=3)
    for each in arranged.applications:
        each.subsidy_won = arranged.round.terms.budget.total_won // 2 - 1_000_000
    db.session.commit()
    confirmed_panel(arranged)
    return arranged


def play_of(arranged: World) -> Play:
    """The rehearsal, standing where the ranking is drafted: every company will give up once it is selected."""
    play = new_world(Script(sample_terms(), companies=3, suppliers=0, seed=1), lambda *_: None)
    play.time.reach(EVALUATION_DAY)
    officer, leader, director = arranged.officer, arranged.leader, arranged.director
    play.staff = Staff(officer, officer, officer, leader, director, visitors=(), auditor=officer)
    play.round = arranged.round
    play.companies = [
        PlayedCompany(None, each.company, arranged.officer, "abandoned", application=each)
        for each in arranged.applications
    ]
    return play


def test_the_first_to_give_up_is_replaced_by_the_reserve_and_the_second_by_nobody(app, clock):
    clock.set(EVALUATION_DAY)
    arranged = a_round_for_two_of_three()
    play = play_of(arranged)

    with play.time:
        decide_results(play)

    assert sorted(each.status for each in arranged.applications) == [
        Status.ABANDONED,
        Status.ABANDONED,
        Status.SELECTED,
    ]
    [moved_up] = [each for each in arranged.applications if each.status == Status.SELECTED]
    assert [paper.kind for paper in documents_about("Application", moved_up.id)].count("result-letter") == 2
