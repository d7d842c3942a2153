"""The scheduler as a process of its own: works, survives a dead worker, ends in order."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.models import JobState
from program_admin.jobs.queries import job_by_key, runs_of
from program_admin.jobs.queue import enqueue
from tests.jobs import scheduler_app  # noqa: F401 - registers the tasks it names

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "lines.txt"
    path.touch()
    return path


@pytest.fixture
def scheduler(app, tmp_path):
    """A running `jobs work` on this test's database."""
    chosen = app.extensions["program_admin.settings"]
    environment = os.environ | {
        "DATABASE_URL": chosen.database_url,
        "PROGRAM_ADMIN_ENVIRONMENT": "test",
        "PROGRAM_ADMIN_VAR_FOLDER": str(chosen.var_folder),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "flask", "--app", "tests.jobs.scheduler_app", "jobs", "work"]
    with (tmp_path / "log.txt").open("w") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log, start_new_session=True)
    yield running
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def put(task: str, key: str, path: Path) -> None:
    with transaction():
        enqueue(f"tests.scheduler.{task}", key, {"file": str(path), "line": key})


def wait_for(path: Path, text: str) -> None:
    until = time.monotonic() + 40
    while text not in path.read_text():
        assert time.monotonic() < until, f"no {text!r} in {path.read_text()!r}"
        time.sleep(0.1)


def ended(running: subprocess.Popen) -> int:
    return running.wait(timeout=20)


def test_the_scheduler_works_survives_a_dead_worker_and_gives_unfinished_work_back(scheduler, lines):
    put("write", "first", lines)
    wait_for(lines, "after first")
    put("die_once", "second", lines)
    wait_for(lines, "after second")
    put("endless", "third", lines)
    wait_for(lines, "after third")

    scheduler.send_signal(signal.SIGTERM)

    assert ended(scheduler) == 0
    db.session.rollback()
    assert lines.read_text().splitlines()[1:] == ["after first", "after second", "after third"]
    assert [run.outcome for run in runs_of(job_by_key("second").id)] == ["lost", "done"]
    given_back = job_by_key("third")
    assert (given_back.state, given_back.claimed_by, given_back.progress_text) == (
        JobState.QUEUED,
        None,
        "오래 걸립니다.",
    )


def test_ctrl_c_ends_an_idle_scheduler(scheduler, lines):
    put("write", "first", lines)
    wait_for(lines, "after first")

    os.killpg(scheduler.pid, signal.SIGINT)

    assert ended(scheduler) == 0
