"""Putting work into the queue."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job, JobState
from program_admin.jobs.queue import enqueue, retry, task
from program_admin.jobs.registry import UnknownTask
from program_admin.jobs.runner import run_pending

pytestmark = pytest.mark.both_databases
ran: list[dict] = []


@task("tests.queue.note")
def note(payload, progress):
    ran.append(payload)


@pytest.fixture(autouse=True)
def _no_runs(app, clock):
    ran.clear()


def job_count() -> int:
    return db.session.scalar(select(func.count()).select_from(Job))


def test_the_same_key_twice_is_one_job():
    person_id = new_id()

    with transaction():
        first = enqueue("tests.queue.note", "receipt:1", {"number": 1}, by=person_id)
        second = enqueue("tests.queue.note", "receipt:1", {"number": 2})

    assert first == second
    job = db.session.get(Job, first)
    assert (job.payload, job.requested_by, job.state) == ({"number": 1}, person_id, JobState.QUEUED)
    assert job_count() == 1


def test_the_same_key_after_the_work_is_done_does_not_repeat_it():
    with transaction():
        enqueue("tests.queue.note", "receipt:1", {"number": 1})
    run_pending()

    with transaction():
        job = enqueue("tests.queue.note", "receipt:1", {"number": 1})
    run_pending()

    assert db.session.get(Job, job).state == JobState.DONE
    assert ran == [{"number": 1}]


def test_an_unknown_task_is_refused_and_leaves_no_row():
    with pytest.raises(UnknownTask, match=r"tests\.queue\.nothing"), transaction():
        enqueue("tests.queue.nothing", "x", {})

    assert job_count() == 0


def test_an_act_that_fails_leaves_no_job():
    with pytest.raises(RuleBroken), transaction():
        enqueue("tests.queue.note", "receipt:1", {})
        raise RuleBroken(["접수 마감이 지났습니다."])

    assert job_count() == 0
    assert run_pending() == 0


def test_a_job_for_later_waits_for_its_time(clock):
    with transaction() as now:
        enqueue("tests.queue.note", "later", {"number": 3}, run_after=now + timedelta(hours=1))

    assert run_pending() == 0
    clock.advance(hours=1)
    assert run_pending() == 1
    assert ran == [{"number": 3}]


def test_only_a_failed_job_is_retried():
    with transaction():
        enqueue("tests.queue.note", "fine", {})

    with pytest.raises(RuleBroken, match="queued"), transaction():
        retry("fine")
    with pytest.raises(Missing), transaction():
        retry("nobody")


def test_two_functions_cannot_share_a_task_name():
    with pytest.raises(ValueError, match="two tasks"):

        @task("tests.queue.note")
        def other(payload, progress):
            ran.append({})
