"""The commands that look after jobs."""

import json

import pytest

from program_admin.core.writing import transaction
from program_admin.jobs.commands import commands
from program_admin.jobs.models import JobState
from program_admin.jobs.queries import job_by_key
from program_admin.jobs.queue import enqueue, task


@task("tests.commands.refuse", max_tries=1)
def refuse(payload, progress):
    raise ValueError("no")


@pytest.fixture
def run(app, clock):
    with transaction():
        enqueue("tests.commands.refuse", "bad", {})
    return lambda *words: app.test_cli_runner().invoke(commands, words)


def test_run_once_list_and_retry_show_a_failed_job_and_start_it_again(run):
    assert run("run-once").output == "작업 1건을 돌렸습니다.\n"

    listed = json.loads(run("list", "--json", "--state", "failed").output)
    assert [(job["key"], job["state"], job["tries"]) for job in listed] == [("bad", "failed", 1)]
    assert listed[0]["reference"] in run("list").output

    assert run("retry", "bad").exit_code == 0
    assert job_by_key("bad").state == JobState.QUEUED


def test_retrying_an_unknown_job_says_where_to_look(run):
    answer = run("retry", "nobody")

    assert answer.exit_code == 1
    assert "jobs list" in answer.output
