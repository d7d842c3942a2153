"""The power fails: what was acknowledged stands in what had reached the disk by then."""

import os
import shutil
import uuid
from pathlib import Path

import pysqlite3
import pytest
from sqlalchemy.engine import make_url

from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.settings import settings
from program_admin.core.writing import transaction

ACTS = 12


class Disk:
    """What surely lies on the disk: each file as it was when somebody last waited for it."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self.files: dict[Path, bytes] = {}
        self.waits = 0

    def wait_for(self, handle: int) -> None:
        """Stand in the place of fdatasync: wait as it does, and remember what lies on the disk from now on."""
        self._fdatasync(handle)
        self.waits += 1
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path.is_file():
            self.files[path] = path.read_bytes()

    _fdatasync = staticmethod(os.fdatasync)

    def after_a_power_cut(self, folder: Path) -> Path:
        """Return a database made of what had reached the disk."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for path, content in self.files.items():
            (folder / path.name).write_bytes(content)
        return folder / self.database.name


@pytest.fixture
def disk(app, monkeypatch) -> Disk:
    database = Path(make_url(settings().database_url).database)
    watched = Disk(database)
    monkeypatch.setattr(os, "fdatasync", watched.wait_for)
    with transaction() as now:  # the log exists from here on
        record("fault:first", "Fault", uuid.uuid4(), by=None, now=now)
    watched.files[database] = database.read_bytes()  # it changes only when the log is put back into it
    return watched


def entries_in(database: Path) -> set[str]:
    connection = pysqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {row[0] for row in connection.execute("SELECT subject_id FROM audit_entries")}
    finally:
        connection.close()


def test_whatever_was_acknowledged_outlives_a_power_cut(disk, tmp_path):
    acknowledged = set()
    for _ in range(ACTS):
        subject = uuid.uuid4()
        with transaction() as now:
            record("fault:write", "Fault", subject, by=None, now=now)
        acknowledged.add(subject.hex)

        assert acknowledged <= entries_in(disk.after_a_power_cut(tmp_path / "cut"))


def test_what_was_never_committed_is_gone_after_a_power_cut(disk, tmp_path):
    before = entries_in(disk.after_a_power_cut(tmp_path / "before"))
    with transaction() as now:
        record("fault:unfinished", "Fault", uuid.uuid4(), by=None, now=now)
        db.session.flush()
        found = entries_in(disk.after_a_power_cut(tmp_path / "cut"))

    assert found == before


def test_a_look_costs_no_wait_for_the_disk(disk):
    before = disk.waits
    db.session.rollback()
    db.session.connection().exec_driver_sql("SELECT count(*) FROM audit_entries")
    db.session.commit()

    assert disk.waits == before > 0


def test_a_disk_that_refuses_acknowledges_nothing(disk, monkeypatch):
    def refuse(_handle: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fdatasync", refuse)
    with pytest.raises(OSError, match="the disk is full"), transaction() as now:
        record("fault:refused", "Fault", uuid.uuid4(), by=None, now=now)
