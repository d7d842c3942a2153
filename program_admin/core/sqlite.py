"""SQLite's own rules: commits that lie on the disk before anybody hears of them, writers that queue instead of failing.

Why the log is brought to the disk here and not within the commit: docs/decisions/the-deadline-minute.md.
"""

import os
import time
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

BUSY_SECONDS = 30
TRY_AGAIN_SECONDS = 0.0003
CHECKPOINT_PAGES = 4000
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "mmap_size=0",
    "cache_size=-32000",
    f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    f"busy_timeout={BUSY_SECONDS * 1000}",
)


class DurableConnection(pysqlite3.Connection):
    """A connection whose commit returns once the write-ahead log lies on the disk, the lock being free meanwhile.

    Raises OSError when the disk refuses: what was written then counts as not acknowledged.
    """

    def __init__(self, database: str, *rest: Any, **options: Any) -> None:
        super().__init__(database, *rest, **options)
        self.log = Path(f"{database}-wal")
        self.changes_on_disk = 0
        self.folder_on_disk = False

    def commit(self) -> None:
        """Commit, then wait for the disk if anything was changed."""
        super().commit()
        if self.total_changes != self.changes_on_disk and self.log.exists():
            self.bring_log_to_disk()
            self.changes_on_disk = self.total_changes

    def bring_log_to_disk(self) -> None:
        """Wait until all that stands in the log lies on the disk, and once that its folder knows it."""
        _sync(self.log)
        if not self.folder_on_disk:
            _sync(self.log.parent)
            self.folder_on_disk = True


def connect_options() -> dict[str, Any]:
    """Return what SQLAlchemy's engine needs to know about SQLite."""
    arguments = {"timeout": BUSY_SECONDS, "check_same_thread": False, "factory": DurableConnection}
    return {"module": pysqlite3, "connect_args": arguments}


def set_rules(engine: Engine) -> None:
    """Foreign keys, the log, and who begins to write: `execution_options(writes=True)` holds the lock at once."""

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            _wait_for_the_writers_turn(connection.connection.driver_connection)
        else:
            connection.exec_driver_sql("BEGIN")


def _wait_for_the_writers_turn(driver: Any) -> None:
    """Begin writing as soon as the lock is free: SQLite's own waiting sleeps ever longer, up to a tenth of a second.

    Raises pysqlite3's OperationalError ("database is locked") after BUSY_SECONDS.
    """
    until = time.monotonic() + BUSY_SECONDS
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except pysqlite3.OperationalError as busy:
                if "locked" not in str(busy) or time.monotonic() > until:
                    raise
                time.sleep(TRY_AGAIN_SECONDS)
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fdatasync(handle)
    finally:
        os.close(handle)
