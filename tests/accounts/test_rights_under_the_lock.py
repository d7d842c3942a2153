"""Who acts: known from the beginning of the request, asked for anew under the lock once their rights have changed."""

import pytest
from flask import session
from flask_login import current_user
from sqlalchemy import update

from program_admin.accounts.models import Person, RoleGrant
from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.writing import writing
from tests.builders.people import make_person
from tests.fixtures.clients import session_of
from tests.fixtures.statements import statements_of

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("clock")]


@pytest.fixture
def request_of(app):
    """Be within a request of a person who is signed in and was read."""
    person = make_person(Role.OFFICER, Role.AUDITOR, name="이담당")
    cookie = session_of(person)
    identifier = person.id
    db.session.remove()
    with app.test_request_context("/"):
        session.update(cookie)
        assert current_user.id == identifier
        assert current_user.roles == {Role.OFFICER, Role.AUDITOR}
        yield identifier


def elsewhere(statement) -> None:
    """Somebody else writes that, in a transaction of their own."""
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_role_that_was_ended_meanwhile_is_gone_under_the_lock(request_of):
    grant = RoleGrant.__table__
    elsewhere(update(grant).where(grant.c.role == Role.OFFICER.value).values(ended_at=clock.now()))

    with writing(new_id()):
        assert current_user.roles == {Role.AUDITOR}


def test_an_account_that_was_closed_meanwhile_is_closed_under_the_lock(request_of):
    people = Person.__table__
    elsewhere(update(people).where(people.c.id == request_of).values(active=False))

    with writing(new_id()):
        assert not current_user.active


def test_who_kept_their_rights_is_not_read_again(request_of):
    def act():
        with writing(new_id()):
            assert (current_user.name, current_user.roles) == ("이담당", {Role.OFFICER, Role.AUDITOR})

    asked = [statement for statement in statements_of(act) if "people.name" in statement]

    assert asked == []


def test_what_one_changes_about_oneself_in_an_act_is_written(request_of):
    with writing(new_id()):
        current_user.affiliation = "한결정보"

    assert db.session.scalar(db.select(Person.affiliation).where(Person.id == request_of)) == "한결정보"
