"""Triggers that refuse UPDATE and DELETE on append-only tables, as operations of a migration."""

from alembic.autogenerate import renderers
from alembic.operations import MigrateOperation, Operations
from sqlalchemy import Connection, text

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: rows are never changed; a correction is a new row', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def refuse_changes(connection: Connection, table: str) -> None:
    """Make the database refuse UPDATE, DELETE (and TRUNCATE) on this table; safe to repeat."""
    allow_changes(connection, table)
    if connection.dialect.name == "postgresql":
        connection.execute(text(POSTGRES_FUNCTION))
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for act in ("update", "delete"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{table}: rows are never changed; a correction is a new row'); END"
        )


def allow_changes(connection: Connection, table: str) -> None:
    """Take the triggers of this table away (a downgrade, or a test that tampers)."""
    postgres = connection.dialect.name == "postgresql"
    for act in ("change", "truncate") if postgres else ("update", "delete"):
        connection.exec_driver_sql(
            f"DROP TRIGGER IF EXISTS {table}_refuse_{act}" + (f" ON {table}" if postgres else "")
        )


@Operations.register_operation("refuse_changes")
class RefuseChanges(MigrateOperation):
    """`op.refuse_changes("audit_entries")` in a migration."""

    def __init__(self, table: str) -> None:
        self.table = table

    @classmethod
    def refuse_changes(cls, operations: Operations, table: str) -> None:
        """Run the operation."""
        operations.invoke(cls(table))

    def reverse(self) -> "AllowChanges":
        """Return what undoes it."""
        return AllowChanges(self.table)


@Operations.register_operation("allow_changes")
class AllowChanges(MigrateOperation):
    """`op.allow_changes("audit_entries")` in a migration."""

    def __init__(self, table: str) -> None:
        self.table = table

    @classmethod
    def allow_changes(cls, operations: Operations, table: str) -> None:
        """Run the operation."""
        operations.invoke(cls(table))

    def reverse(self) -> RefuseChanges:
        """Return what undoes it."""
        return RefuseChanges(self.table)


@Operations.implementation_for(RefuseChanges)
def _refuse(operations, operation):
    refuse_changes(operations.get_bind(), operation.table)


@Operations.implementation_for(AllowChanges)
def _allow(operations, operation):
    allow_changes(operations.get_bind(), operation.table)


@renderers.dispatch_for(RefuseChanges)
def _render_refuse(_context, operation):
    return f"op.refuse_changes({operation.table!r})"


@renderers.dispatch_for(AllowChanges)
def _render_allow(_context, operation):
    return f"op.allow_changes({operation.table!r})"
