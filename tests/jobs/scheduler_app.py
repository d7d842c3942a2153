"""The application as the scheduler process of a test starts it: with a few tasks of its own."""

import os
import time
from pathlib import Path

from flask import Flask

from program_admin.app import create_app as create_real_app
from program_admin.core.writing import transaction
from program_admin.jobs.commands import commands
from program_admin.jobs.queue import enqueue, task


@task("tests.scheduler.write")
def write(payload, progress):
    """Append a line and queue a job that follows from it."""
    with Path(str(payload["file"])).open("a") as lines:
        lines.write(f"{payload['line']} {os.getpid()}\n")
    with transaction():
        enqueue("tests.scheduler.write_once", f"after {payload['line']}", payload)


@task("tests.scheduler.write_once")
def write_once(payload, progress):
    """Append one line."""
    with Path(str(payload["file"])).open("a") as lines:
        lines.write(f"after {payload['line']}\n")


@task("tests.scheduler.die_once")
def die_once(payload, progress):
    """Kill the worker the first time, work the second time."""
    mark = Path(str(payload["file"])).with_suffix(".died")
    if not mark.exists():
        mark.touch()
        os._exit(9)
    write_once(payload, progress)


@task("tests.scheduler.endless")
def endless(payload, progress):
    """Work longer than any orderly end waits."""
    progress.report(1, 2, "오래 걸립니다.")
    write_once(payload, progress)
    time.sleep(600)


def create_app() -> Flask:
    """Build the real application; settings come from the environment of the process."""
    app = create_real_app()
    if "jobs" not in app.cli.commands:
        app.cli.add_command(commands)
    return app
