"""The trail: chained, append-only, and telling which entry was tampered with."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from migrations.append_only import allow_changes
from program_admin.accounts.roles import Role
from program_admin.audit.models import AuditEntry, AuditNote
from program_admin.audit.trail import record
from program_admin.audit.verification import verify
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from tests.builders.people import make_person

pytestmark = pytest.mark.both_databases
SUBJECT = new_id()


@pytest.fixture
def trail(app):
    """Five entries, the third with a reason."""
    person = make_person(Role.OFFICER)
    for number in range(1, 6):
        with transaction() as now:
            reason = "서류가 빠졌습니다." if number == 3 else None
            record(f"case:step{number}", "Case", SUBJECT, by=person, now=now, before="a", after="b", reason=reason)
    return person


def tamper(statement: str, **values: object) -> None:
    """Do by hand what the triggers refuse."""
    connection = db.session.connection()
    allow_changes(connection, "audit_entries")
    db.session.execute(text(statement), values)
    db.session.commit()
    db.session.expire_all()


def verdict() -> tuple[bool, int, str]:
    found = verify()
    return found.intact, found.broken_sequence, found.kind


def test_an_untouched_trail_is_whole(trail):
    assert verdict() == (True, 0, "")
    assert verify().entries == 5


def test_an_empty_trail_is_whole(app):
    assert verify().intact is True


@pytest.mark.parametrize(
    "statement, sequence, kind",
    [
        ("UPDATE audit_entries SET after = 'c' WHERE sequence = 2", 2, "altered"),
        ("UPDATE audit_entries SET actor_id = NULL WHERE sequence = 5", 5, "altered"),
        ("UPDATE audit_notes SET words = '다른 사유'", 3, "altered"),
        ("DELETE FROM audit_entries WHERE sequence = 4", 4, "deleted"),
        ("DELETE FROM audit_entries WHERE sequence = 5", 5, "deleted"),
        ("DELETE FROM audit_entries WHERE sequence = 1", 1, "deleted"),
    ],
)
def test_the_first_broken_entry_is_named(trail, statement, sequence, kind):
    tamper(statement)

    assert verdict() == (False, sequence, kind)


def test_an_entry_put_in_by_hand_is_named(trail):
    last = db.session.get(AuditEntry, 5)
    forged = {column.name: getattr(last, column.name) for column in AuditEntry.__table__.columns}
    db.session.add(AuditEntry(**forged | {"sequence": 6, "id": new_id()}))
    db.session.commit()

    assert verdict() == (False, 6, "inserted")


def test_erasing_a_reason_leaves_the_trail_whole(trail):
    db.session.delete(db.session.query(AuditNote).one())
    db.session.commit()

    assert verdict() == (True, 0, "")


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET after = 'c'", "DELETE FROM audit_entries"])
def test_the_database_itself_refuses_to_change_entries(trail, statement):
    with pytest.raises(DatabaseError):
        db.session.execute(text(statement))
    db.session.rollback()

    assert verdict() == (True, 0, "")


def test_an_act_that_fails_leaves_no_entry(trail):
    with pytest.raises(RuntimeError), transaction() as now:
        record("case:failed", "Case", SUBJECT, by=trail, now=now)
        raise RuntimeError

    assert verify().entries == 5
    with transaction() as now:
        record("case:next", "Case", SUBJECT, by=trail, now=now)
    assert db.session.query(AuditEntry.action).filter_by(sequence=6).one() == ("case:next",)


def test_entries_hold_ids_and_no_words(trail):
    entry = db.session.query(AuditEntry).filter_by(sequence=3).one()

    stored = [str(getattr(entry, column.name)) for column in AuditEntry.__table__.columns]
    assert not any("서류" in value for value in stored)
    assert db.session.get(AuditNote, entry.id).words == "서류가 빠졌습니다."


def test_the_command_says_which_entry_is_broken_and_fails(trail, app):
    whole = app.test_cli_runner().invoke(args=["audit", "verify", "--json"])
    tamper("UPDATE audit_entries SET action = 'x' WHERE sequence = 2")

    broken = app.test_cli_runner().invoke(args=["audit", "verify"])

    assert (whole.exit_code, json.loads(whole.output)["entries"]) == (0, 5)
    assert broken.exit_code == 1
    assert "2번" in broken.output


def test_the_time_of_an_entry_is_the_servers(app, clock):
    clock.advance(hours=1)
    with transaction() as now:
        record("case:late", "Case", SUBJECT, by=None, now=now)

    entry = db.session.query(AuditEntry).one()
    assert entry.at == clock.now
    assert program_clock.now() - entry.at == timedelta(0)
