"""What happens inside a worker process: its own app, its own database connections, an orderly end."""

import logging
import multiprocessing
import os
import signal
import threading
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.synchronize import Event as ProcessEvent
from types import FrameType

from flask import Flask
from flask.cli import ScriptInfo

from program_admin.jobs.runner import run_pending

log = logging.getLogger(__name__)


@dataclass
class _Here:
    """What this process works with; set once by `start_worker`."""

    app: Flask
    name: str
    stopping: ProcessEvent
    ended: threading.Event


_here: list[_Here] = []


def start_worker(app_path: str | None, prefix: str, stopping: ProcessEvent) -> None:
    """Prepare this process: build the app named on the command line, leave Ctrl-C to the scheduler."""
    ended = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ended.set()

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, end)
    threading.Thread(target=_die_with_the_scheduler, daemon=True).start()
    app = ScriptInfo(app_import_path=app_path).load_app()
    _here[:] = [_Here(app, f"{prefix}{os.getpid()}", stopping, ended)]


def run_in_worker() -> int:
    """Run due jobs until none is left or the scheduler stops; returns how many runs were made."""
    here = _here[0]
    with here.app.app_context():
        return run_pending(worker=here.name, stopping=lambda: here.stopping.is_set() or here.ended.is_set())


def _die_with_the_scheduler() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
