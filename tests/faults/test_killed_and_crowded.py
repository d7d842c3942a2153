"""Processes that die in the middle of a write, and many that write at once."""

import os
import subprocess
import sys
import uuid

import pytest
from sqlalchemy import func, select

from program_admin.audit.models import AuditEntry
from program_admin.audit.trail import record
from program_admin.audit.verification import verify
from program_admin.core.database import db
from program_admin.core.limits import Try
from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from tests.architecture.sources import ROOT

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]
WRITERS, EACH = 4, 10


def start(*arguments: object) -> subprocess.Popen[str]:
    environment = os.environ | {
        "DATABASE_URL": settings().database_url,
        "PROGRAM_ADMIN_ENVIRONMENT": "test",
        "PROGRAM_ADMIN_VAR_FOLDER": str(settings().var_folder),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.writer", *map(str, arguments)],
        cwd=ROOT,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def entries() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(AuditEntry))


def test_a_writer_that_is_killed_leaves_nothing_and_blocks_nobody(app):
    with start() as writer:
        assert writer.stdout.readline() == "held\n"
        writer.kill()

    with transaction() as now:
        record("fault:after", "Fault", uuid.uuid4(), by=None, now=now)

    assert entries() == 1
    assert db.session.scalar(select(func.count()).select_from(Try)) == 0
    assert verify().intact


def test_many_processes_write_at_once_and_lose_nothing(app):
    with start(WRITERS, EACH) as writers:
        writers.communicate(timeout=120)

    assert writers.returncode == 0
    assert entries() == WRITERS * EACH
    assert verify().intact
