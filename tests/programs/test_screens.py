"""The pages of rounds in a browser, wide and narrow."""

import pytest

from program_admin.core.database import db
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.services import keep_round, move_round
from tests.builders.looks import check_look
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser


def test_the_pages_of_a_round_are_accessible_and_fit(window, officer, clock, sample):
    round_ = keep_round(shift_calendar(sample, -238), by=None, now=clock.now)
    move_round(round_, "open", by=officer, now=clock.now)
    db.session.commit()
    address = str(round_.id)
    visitor, staff = window(None, NARROW), window(officer, NARROW)

    for page, path in (
        (visitor, "/rounds"),
        (visitor, f"/rounds/{address}"),
        (staff, "/rounds/manage"),
        (staff, "/rounds/manage/import"),
        (staff, f"/rounds/manage/{address}"),
    ):
        page.goto(path)
        check_look(page, f"rounds-{path.rpartition('/')[2]}")
