"""Runs the migrations on the program's own database, SQLite or PostgreSQL, in one transaction."""

from contextlib import contextmanager

from alembic import context
from alembic.operations import ops
from flask import current_app
from sqlalchemy import text

from migrations.all_models import import_models
from migrations.append_only import RefuseChanges
from program_admin.core.database import ScaledDecimal, UtcDateTime, db

MIGRATION_LOCK = 7265001


def plain_types(kind, value, autogen_context):
    """Write our column types as SQLAlchemy's own, so that a migration stands without the program's code."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, ScaledDecimal):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


def append_only_tables():
    """Return the names of the tables whose rows are never changed."""
    return {name for name, table in db.metadata.tables.items() if table.info.get("append_only")}


def touched(operations, *kinds):
    """Return the append-only tables that these operations of a script create, drop or rebuild."""
    return {o.table_name for o in operations if isinstance(o, kinds)} & append_only_tables()


def add_triggers(_context, _revision, directives):
    """Add triggers to a generated migration: for new append-only tables, and for rebuilt ones (batches drop them)."""
    up, down = directives[0].upgrade_ops.ops, directives[0].downgrade_ops.ops
    rebuilt = touched(down, ops.ModifyTableOps) - touched(down, ops.DropTableOp)
    up.extend(RefuseChanges(table) for table in sorted(touched(up, ops.CreateTableOp, ops.ModifyTableOps)))
    down.extend(RefuseChanges(table) for table in sorted(rebuilt))


@contextmanager
def without_foreign_keys(connection):
    """Let SQLite rebuild a table that others point to; every reference is checked before the commit."""
    if connection.dialect.name != "sqlite":
        yield
        return
    handle = connection.connection.dbapi_connection
    handle.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        handle.execute("PRAGMA foreign_keys=ON")


def lock_out_others(connection):
    """Let only one process migrate at a time (on SQLite the transaction itself does that)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})


def check_references(connection):
    """Refuse to commit a migration that leaves a row pointing nowhere."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows point nowhere after the migration: {broken[:5]}")


def is_generating():
    """Whether the models are compared with the database (a new revision, a check) rather than a migration run."""
    try:
        return context.get_revision_argument() is None
    except KeyError:
        return True


def migrate():
    """Run what was asked for (upgrade, downgrade, check, a new revision)."""
    arguments = current_app.extensions["migrate"].configure_args | {
        "target_metadata": db.metadata,
        "render_item": plain_types,
        "process_revision_directives": add_triggers,
        "compare_server_default": False,
        "transactional_ddl": True,  # our SQLite connections really begin (core.database), so a failure leaves nothing
    }
    if is_generating():
        import_models()
    with db.engine.connect() as connection, without_foreign_keys(connection):
        context.configure(connection=connection.execution_options(writes=True), **arguments)
        with context.begin_transaction():
            lock_out_others(connection)
            context.run_migrations()
            check_references(connection)


migrate()
