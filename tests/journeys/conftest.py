"""A world in which a round has just opened and nobody has applied."""

import pytest

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.core.database import db
from tests.builders.applications import make_round
from tests.builders.people import make_person
from tests.journeys.judging import fill_the_pool
from tests.journeys.story import Story

STAFF = (
    ("officer", Role.OFFICER, "김서연"),
    ("leader", Role.APPROVER, "이팀장"),
    ("director", Role.APPROVER, "박센터장"),
    ("visitor", Role.VISITOR, "윤점검"),
)


@pytest.fixture
def story(app, clock, outbox, window) -> Story:
    """The staff is there, the round is open; the story begins on a Monday at ten."""
    begun = Story(window, clock, outbox)
    make_round()
    for who, role, name in STAFF:
        begun.people[who] = make_person(role, name=name).id
    fill_the_pool(db.session.get(Person, begun.people["officer"]))
    return begun
