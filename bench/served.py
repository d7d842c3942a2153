"""A server of its own for a benchmark: the real gunicorn with its real settings, on a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECRET = "bench-only-not-a-secret-0123456789"
WORKERS = 2
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: where it listens, its master process."""

    port: int
    master: int

    def processes(self) -> list[int]:
        """The master and its workers."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text().split()
        return [self.master, *map(int, children)]

    def cpu_seconds(self) -> float:
        """The processor time all its processes have used so far, in user and system mode, workers that ended too."""
        return sum(_cpu_seconds(process) for process in self.processes())

    def memory_mib(self) -> float:
        """The memory its processes hold, shared pages counted once (PSS)."""
        return sum(_pss_kib(process) for process in self.processes()) / 1024


def environment(folder: Path) -> dict[str, str]:
    """The settings of a benchmark's installation, as environment variables."""
    return {
        "PROGRAM_ADMIN_ENVIRONMENT": "production",
        "PROGRAM_ADMIN_SECRET_KEY": SECRET,
        "PROGRAM_ADMIN_VAR_FOLDER": str(folder),
        "PROGRAM_ADMIN_MAIL_DELIVERY": "file",
        "PROGRAM_ADMIN_PUBLIC_ADDRESS": "http://127.0.0.1:8000",
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
    }


@contextmanager
def server(folder: Path, application: str = "bench.bare:create_app()") -> Iterator[Served]:
    """Start gunicorn with `deploy/gunicorn.py` (2 workers) and end it afterwards."""
    port = _free_port()
    own = {"PORT": str(port), "WEB_WORKERS": str(WORKERS), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py", application]
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | environment(folder) | own, stdout=log, stderr=log
        )
        try:
            _wait(port, process)
            yield Served(port, process.pid)
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start; its log lies beside the database")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _cpu_seconds(process: int) -> float:
    """Its own time and that of its children that have ended (gunicorn ends a worker after some thousand requests)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def _pss_kib(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
