"""Schedules: due once, caught up once, never silently stopped."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from program_admin.core.clock import SEOUL
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job, ScheduledRun
from program_admin.jobs.queries import oldest_waiting, silent_schedules
from program_admin.jobs.queue import daily, enqueue, every, task
from program_admin.jobs.registry import Schedule, all_schedules
from program_admin.jobs.runner import run_pending
from program_admin.jobs.schedule import fire_due_schedules

pytestmark = pytest.mark.both_databases
ran: list[str] = []


@every("tests.schedule.often", minutes=5)
def often(payload, progress):
    ran.append("often")


@daily("tests.schedule.nightly", at="03:00")
def nightly(payload, progress):
    ran.append("nightly")


@task("tests.schedule.receipt")
def receipt(payload, progress):
    ran.append("receipt")


@pytest.fixture(autouse=True)
def _no_runs(app, clock):
    ran.clear()


def ours(names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("tests.schedule.")]


def keys() -> list[str]:
    return sorted(db.session.scalars(select(Job.key).where(Job.key.startswith("tests.schedule."))))


def seoul(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def test_a_daily_schedule_is_due_at_its_time_in_seoul():
    night = next(found for found in all_schedules() if found.name == "tests.schedule.nightly")

    assert night.last_due(seoul("2026-03-09 02:59")) == seoul("2026-03-08 03:00")
    assert night.last_due(seoul("2026-03-09 03:00")) == seoul("2026-03-09 03:00")
    assert Schedule("x", minutes=5).last_due(seoul("2026-03-09 10:04:59")) == seoul("2026-03-09 10:00")


def test_two_schedulers_fire_a_due_moment_once():
    assert ours(fire_due_schedules({})) == ["tests.schedule.nightly", "tests.schedule.often"]
    assert ours(fire_due_schedules({})) == []
    run_pending()

    assert sorted(ran) == ["nightly", "often"]
    assert keys() == ["tests.schedule.nightly@2026-03-08T18:00Z", "tests.schedule.often@2026-03-09T01:00Z"]


def test_what_was_missed_while_nothing_ran_is_caught_up_once(clock):
    fire_due_schedules()
    run_pending()
    ran.clear()

    clock.advance(days=3)
    fire_due_schedules()
    run_pending()

    assert sorted(ran) == ["nightly", "often"]


def test_a_schedule_does_not_pile_up_while_its_last_job_still_waits(clock):
    fire_due_schedules()
    for _ in range(6):
        clock.advance(minutes=5)
        fire_due_schedules()
    run_pending()

    assert ran.count("often") == 1


def test_schedules_that_fell_silent_are_named(clock):
    fire_due_schedules()
    assert ours(silent_schedules(clock.now)) == []

    clock.advance(minutes=21)

    assert ours(silent_schedules(clock.now)) == ["tests.schedule.often"]


def test_the_health_check_sees_since_when_work_waits(clock):
    with transaction() as now:
        enqueue("tests.schedule.receipt", "waiting", {})
    clock.advance(minutes=5)

    assert oldest_waiting(clock.now) == now
    run_pending()
    assert oldest_waiting(clock.now) is None


def test_sweeping_removes_schedule_jobs_and_keeps_the_keys_of_acts(clock):
    with transaction():
        enqueue("tests.schedule.receipt", "receipt:1", {})
    fire_due_schedules()
    run_pending()
    clock.advance(days=40)

    fire_due_schedules()
    run_pending()

    left = set(db.session.scalars(select(Job.key)))
    assert "receipt:1" in left
    assert "tests.schedule.often@2026-03-09T01:00Z" not in left
    assert db.session.scalar(select(ScheduledRun).where(ScheduledRun.due_at < clock.now - timedelta(days=35))) is None
