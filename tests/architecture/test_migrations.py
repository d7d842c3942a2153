"""The migrations: they agree with the models, go up and down, and keep append-only tables append-only."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Table, TypeDecorator, exc, inspect, text

from migrations.all_models import import_models
from program_admin.agreements.models import Payment, ReportKind
from program_admin.agreements.queries import payee_checks_of
from program_admin.app import create_app
from program_admin.core.database import db
from tests.builders import agreements as made
from tests.fixtures.databases import settings_for

pytestmark = pytest.mark.both_databases
import_models()


@pytest.fixture
def empty_app(empty_database, tmp_path):
    app = create_app(settings_for(tmp_path / "var", empty_database))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def differing(found) -> str:
    """One difference in a few words: what is to be done to which table or column."""
    kind, *rest = found[0] if isinstance(found, list) else found
    return " ".join(
        [kind, *(str(getattr(part, "name", part)) for part in rest if isinstance(part, str) or hasattr(part, "name"))]
    )


def append_only() -> list[Table]:
    return [table for table in db.metadata.tables.values() if table.info.get("append_only")]


def some_value(column):
    """Any value of a column's type."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if getattr(kind, "enums", None):
        return kind.enums[0]
    values = {uuid.UUID: uuid.uuid4(), datetime: datetime.now(UTC), date: date(2026, 1, 1), Decimal: Decimal(1)}
    return values.get(
        kind.python_type, {int: 1, bool: True, bytes: b"x", dict: {}, list: []}.get(kind.python_type, "x")
    )


def put_a_row(connection, table: Table) -> None:
    """Insert one row past every reference and check, as only a test of triggers may."""
    row = {column.name: some_value(column) for column in table.columns}
    if connection.dialect.name == "sqlite":
        for rule in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
            connection.connection.dbapi_connection.execute(f"PRAGMA {rule}")
        connection.execute(table.insert().values(row))
        return
    for constraint in inspect(connection).get_check_constraints(table.name):
        connection.execute(text(f'ALTER TABLE {table.name} DROP CONSTRAINT "{constraint["name"]}"'))
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(table.insert().values(row))
    connection.execute(text("SET LOCAL session_replication_role = origin"))


def changes_that_got_through(table: Table) -> list[str]:
    """Try UPDATE and DELETE (and TRUNCATE) on a row of that table; everything is rolled back."""
    column = next(iter(table.columns)).name
    attempts = {"UPDATE": f"UPDATE {table.name} SET {column} = {column}", "DELETE": f"DELETE FROM {table.name}"}
    if db.engine.dialect.name == "postgresql":
        attempts["TRUNCATE"] = f"TRUNCATE {table.name} CASCADE"
    through = []
    with db.engine.connect().execution_options(writes=True) as connection:
        put_a_row(connection, table)
        for name, statement in attempts.items():
            attempt = connection.begin_nested()
            try:
                connection.execute(text(statement))
                through.append(f"{name} {table.name}")
            except exc.IntegrityError as refused:
                assert "rows are never changed" in str(refused.orig), refused
            finally:
                attempt.rollback()
        connection.rollback()
        connection.invalidate()
    return through


def test_the_models_and_the_migrations_agree(app):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        differences = compare_metadata(context, db.metadata)

    assert [differing(found) for found in differences] == [], "run tools/remake_initial_migration.sh"


def test_append_only_tables_refuse_change(app):
    tables = append_only()

    through = [fault for table in tables for fault in changes_that_got_through(table)]

    assert "audit_entries" in {table.name for table in tables}
    assert through == []


@pytest.mark.slow
def test_append_only_tables_refuse_change_after_down_and_up(empty_app):
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")
    left = set(inspect(db.engine).get_table_names()) - {"alembic_version"}
    flask_migrate.upgrade()

    through = [fault for table in append_only() for fault in changes_that_got_through(table)]

    assert left == set()
    assert through == []


def test_a_second_upgrade_changes_nothing(empty_app):
    flask_migrate.upgrade()
    tables = sorted(inspect(db.engine).get_table_names())

    flask_migrate.upgrade()

    assert sorted(inspect(db.engine).get_table_names()) == tables


@pytest.mark.slow
def test_looks_at_payees_survive_the_way_down_and_up_and_payments_keep_their_checks(empty_app, clock):
    """What stood on the payment becomes a row per payee; a table rebuilt on SQLite must not lose its checks."""
    flask_migrate.upgrade()
    cast = made.make_cast()
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    payment = made.make_approved(cast, agreement)
    payment_id, officer_id = payment.id, cast.officer.id
    db.session.remove()

    flask_migrate.downgrade(revision="0015")
    flask_migrate.upgrade()

    rows = payee_checks_of(payment_id)
    assert sorted((row.payee, row.status, row.by_id) for row in rows) == [
        (payee, "active", officer_id) for payee in ("company", "supplier")
    ]
    kept = {check["name"] for check in inspect(db.engine).get_check_constraints("payments")}
    assert {each.name for each in Payment.__table__.constraints if isinstance(each, CheckConstraint)} == kept


def test_a_table_without_its_triggers_would_be_noticed(app):
    table = append_only()[0]
    postgres = db.engine.dialect.name == "postgresql"
    with db.engine.connect().execution_options(writes=True) as connection:
        trigger = f"{table.name}_refuse_{'change' if postgres else 'update'}"
        connection.execute(text(f"DROP TRIGGER {trigger}" + (f" ON {table.name}" if postgres else "")))
        connection.commit()

    assert f"UPDATE {table.name}" in changes_that_got_through(table)


def test_a_migration_that_fails_leaves_nothing_behind(empty_app):
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(text("CREATE TABLE people (id INTEGER)"))
        connection.commit()

    with pytest.raises(exc.DBAPIError, match="people"):
        flask_migrate.upgrade()

    assert inspect(db.engine).get_table_names() == ["people"]
