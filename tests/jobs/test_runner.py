"""Running jobs: claims, retries, lost workers, progress."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from program_admin.core.clock import SEOUL
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.writing import transaction
from program_admin.jobs import runner
from program_admin.jobs.claims import claim_next, release_lost
from program_admin.jobs.models import Job, JobLock, JobState, Outcome
from program_admin.jobs.queries import job_by_key, progress_of, runs_of
from program_admin.jobs.queue import enqueue, retry, task
from program_admin.jobs.runner import run_claimed, run_pending

pytestmark = pytest.mark.both_databases
ran: list[str | int] = []


@task("tests.runner.note")
def note(payload, progress):
    ran.append(payload["number"])


@task("tests.runner.render")
def render(payload, progress):
    progress.report(1, 3, "첫 장을 만들었습니다.")
    with transaction() as now:
        enqueue("tests.runner.note", "follow-up", {"number": 9}, run_after=now + timedelta(days=1))
    progress.report(3, 3, "모두 만들었습니다.")
    progress.leads_to("/documents/1")


@task("tests.runner.break", max_tries=3)
def broken(payload, progress):
    ran.append("broken")
    raise ZeroDivisionError("secret 010-1111-2222")


@task("tests.runner.refuse")
def refuse(payload, progress):
    raise RuleBroken(["서식이 없습니다. 회차 설정에서 서식을 올려 주세요."])


@task("tests.runner.forget")
def forget(payload, progress):
    enqueue("tests.runner.note", "never-committed", {"number": 1})


@task("tests.runner.single", alone=True)
def single(payload, progress):
    ran.append("single")


@task("tests.runner.crowd", alone=True)
def crowd(payload, progress):
    ran.append("in")
    threading.Event().wait(0.02)
    ran.append("out")


@task("tests.runner.slow")
def slow(payload, progress):
    progress.report(2, 5, "절반쯤 왔습니다.")
    assert threading.Event().wait(0.4) is False


@pytest.fixture(autouse=True)
def _no_runs(app, clock):
    ran.clear()


def put(name: str, key: str, **payload: int) -> None:
    with transaction():
        enqueue(name, key, payload)


def job(key: str) -> Job:
    db.session.rollback()
    db.session.expire_all()
    found = job_by_key(key)
    assert found is not None
    return found


def test_a_done_job_keeps_progress_result_and_a_run_log():
    put("tests.runner.render", "paper")

    assert run_pending() == 1

    done = job("paper")
    assert done.state == JobState.DONE
    assert progress_of(done) == {
        "id": str(done.id),
        "state": "done",
        "label": "끝났습니다",
        "ended": True,
        "done": 3,
        "total": 3,
        "percent": 100,
        "text": "모두 만들었습니다.",
        "error": "",
        "reference": "",
        "location": "/documents/1",
    }
    assert [(run.outcome, run.try_number) for run in runs_of(done.id)] == [(Outcome.DONE, 1)]
    assert job("follow-up").state == JobState.QUEUED


def test_a_failing_job_waits_longer_each_time_and_then_stays_failed(clock):
    put("tests.runner.break", "bad")
    waits = []

    while job("bad").state == JobState.QUEUED:
        clock.set(job("bad").run_after)
        run_pending()
        waits.append((job("bad").run_after - clock.now).total_seconds())

    failed = job("bad")
    assert waits == [10.0, 40.0, 0.0]
    assert (failed.state, failed.tries, ran) == (JobState.FAILED, 3, ["broken"] * 3)
    assert failed.error == "작업 중에 오류가 났습니다(ZeroDivisionError)."
    assert len(failed.error_reference) == 8
    assert [run.outcome for run in runs_of(failed.id)] == [Outcome.RETRY, Outcome.RETRY, Outcome.FAILED]


def test_a_failed_job_can_be_started_again_by_hand(clock):
    put("tests.runner.refuse", "no-form")
    run_pending()

    with transaction():
        retry("no-form")

    again = job("no-form")
    assert (again.state, again.tries, again.error) == (JobState.QUEUED, 0, "")


def test_a_refusal_is_not_repeated_and_its_sentence_is_shown():
    put("tests.runner.refuse", "no-form")

    run_pending()

    refused = job("no-form")
    assert (refused.state, refused.tries) == (JobState.FAILED, 1)
    assert progress_of(refused)["error"] == "서식이 없습니다. 회차 설정에서 서식을 올려 주세요."


def test_the_log_line_names_the_reference_that_the_person_sees(caplog):
    put("tests.runner.break", "bad")

    run_pending()

    assert f"reference {job('bad').error_reference}" in caplog.text


def test_a_task_that_forgets_to_commit_fails_instead_of_losing_its_work():
    put("tests.runner.forget", "forgetful")

    run_pending()

    assert job("forgetful").error == "작업 중에 오류가 났습니다(RuntimeError)."
    assert db.session.scalar(select(Job).where(Job.key == "never-committed")) is None


def test_jobs_run_in_the_order_they_came_up_to_the_limit(clock):
    for number in range(3):
        put("tests.runner.note", f"n{number}", number=number)
        clock.advance(seconds=1)

    assert run_pending(limit=2) == 2
    assert ran == [0, 1]


def test_a_dead_workers_job_is_given_back_after_a_minute_without_heartbeat(clock):
    put("tests.runner.note", "orphan", number=1)
    claim_next("dead-worker")

    clock.advance(seconds=59)
    assert (run_pending(), ran) == (0, [])
    clock.advance(seconds=2)
    assert (run_pending(), ran) == (1, [1])
    assert [run.outcome for run in runs_of(job("orphan").id)] == [Outcome.LOST, Outcome.DONE]


def test_a_job_that_kills_every_worker_ends_failed(clock):
    put("tests.runner.break", "killer")
    for _ in range(3):
        assert claim_next("doomed") is not None
        clock.advance(minutes=2)
        assert release_lost() == 1

    killer = job("killer")
    assert (killer.state, killer.error) == (JobState.FAILED, "작업하던 프로그램이 멈췄습니다.")


def test_a_worker_that_comes_back_late_changes_nothing(clock):
    put("tests.runner.note", "slow", number=1)
    late = claim_next("late-worker")
    clock.advance(minutes=2)
    run_pending(worker="other-worker")

    assert late is not None
    assert run_claimed(late) is False
    assert [run.worker for run in runs_of(job("slow").id)] == ["late-worker", "other-worker"]


def test_only_the_named_workers_jobs_are_given_back_at_an_orderly_end():
    put("tests.runner.note", "mine", number=1)
    put("tests.runner.note", "theirs", number=2)
    claim_next("host:1:5")
    claim_next("host:2:5")

    assert release_lost("host:1:") == 1
    states = sorted(db.session.scalars(select(Job.state)).all())
    assert states == [JobState.QUEUED, JobState.RUNNING]


def test_a_task_that_works_alone_never_runs_beside_itself(clock):
    put("tests.runner.single", "a")
    put("tests.runner.single", "b")

    held = claim_next("one")

    assert held is not None
    assert claim_next("two") is None
    assert run_claimed(held) is True
    assert db.session.scalar(select(JobLock)) is None
    assert run_pending() == 1


def test_four_workers_at_once_never_run_a_lone_task_beside_itself(app):
    with transaction():
        for number in range(8):
            enqueue("tests.runner.crowd", f"c{number}", {})
    db.session.rollback()

    work_with_four(app)
    run_pending()

    assert ran == ["in", "out"] * 8


def work_with_four(app) -> None:
    def work(name: str) -> None:
        with app.app_context():
            run_pending(worker=name)

    threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_four_workers_at_once_run_every_job_exactly_once(app):
    with transaction():
        for number in range(40):
            enqueue("tests.runner.note", f"n{number}", {"number": number})
    db.session.rollback()

    work_with_four(app)
    run_pending()

    assert sorted(ran) == list(range(40))
    assert set(db.session.scalars(select(Job.state))) == {JobState.DONE}


def test_progress_and_heartbeat_are_written_while_the_task_runs(app, clock, monkeypatch):
    monkeypatch.setattr(runner, "LOOK_SECONDS", 0.05)
    put("tests.runner.slow", "long")
    claim = claim_next("steady")
    clock.advance(seconds=30)
    seen = []

    def look() -> None:
        with app.app_context():
            threading.Event().wait(0.25)
            found = job_by_key("long")
            seen.append((progress_of(found)["percent"], found.progress_text, found.claimed_at.astimezone(SEOUL)))

    watcher = threading.Thread(target=look)
    watcher.start()
    run_claimed(claim)
    watcher.join()

    assert seen == [(40, "절반쯤 왔습니다.", clock.now)]
