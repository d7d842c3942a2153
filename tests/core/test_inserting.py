"""Records that are inserted as statements are known to the session like those it read."""

import pytest
from sqlalchemy import event, inspect

from program_admin.accounts.models import Person
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.inserting import insert_now
from program_admin.core.search import matches

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("app", "clock")]


def someone(name, phone):
    return Person(id=new_id(), name=name, phone=phone, created_at=clock.now())


def test_they_are_there_at_once_with_defaults_and_words_to_be_found_by():
    kim, lee = someone("김봉제", "01011112222"), someone("이인쇄", "01033334444")

    insert_now(kim, lee)

    assert inspect(kim).persistent
    assert db.session.get(Person, lee.id) is lee
    assert (kim.active, kim.email, kim.totp_last_step) == (True, "", 0)
    assert db.session.scalars(db.select(Person).where(matches(Person.search_text, "봉제"))).all() == [kim]


def test_a_commit_writes_them_no_second_time_and_a_change_once():
    kim = someone("김봉제", "01011112222")
    insert_now(kim)
    told = []
    note = lambda *said: told.append(said[2].split()[0])  # noqa: E731

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        db.session.flush()
        kim.name = "김재봉"
        db.session.commit()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)

    assert [verb for verb in told if verb != "SELECT"] == ["UPDATE"]
    assert kim.name == "김재봉"


def test_what_is_rolled_back_was_never_there():
    kim = someone("김봉제", "01011112222")
    identifier = kim.id
    insert_now(kim)

    db.session.rollback()

    assert db.session.get(Person, identifier) is None
