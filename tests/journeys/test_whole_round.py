"""One round, told in a browser from signing up to the supplier's scorecard and the next recommendation."""

import pytest

from program_admin.audit.verification import verify
from program_admin.core.database import db
from tests.journeys import applying, building, judging, supplying, visiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PARTS = (
    supplying.register,
    supplying.admit,
    applying.describe_the_company,
    applying.start_and_ask_a_supplier,
    supplying.propose,
    supplying.accept,
    applying.finish_and_hand_in,
    applying.receive_and_verify,
    judging.screen_and_ask,
    judging.answer_the_supplement,
    judging.pass_the_screening,
    judging.note_a_tie,
    judging.build_a_panel,
    judging.judge,
    judging.rank_and_publish,
    building.sign_the_agreement,
    building.report_and_pay,
    building.inspect_halfway,
    building.inspect_and_complete,
    visiting.plan_the_visit,
    visiting.visit_on_a_phone,
    visiting.read_the_scorecard,
    visiting.read_the_next_recommendation,
)


def test_one_round_goes_the_whole_way_through_real_pages(story):
    for part in PARTS:
        part(story)
        story.close_windows()

    db.session.rollback()
    assert verify().intact
