"""What every test may ask for. The fixtures themselves live in tests/fixtures/.

app            the application on a fresh, migrated database, its context pushed (SQLite, unless the test is marked)
database       "sqlite" or "postgresql"; `pytestmark = pytest.mark.both_databases` runs a module's tests on both
client         a test client nobody is signed in to; `new_client()` makes more of them, each a browser of its own
clock          the time: `clock.set(moment)`, `clock.advance(hours=3)`, `clock.now`; stands still otherwise
outbox         `outbox()` lists the messages written so far, oldest first; `outbox("01011112222")` those to one address
window, page   a browser on a real server: `window(person, NARROW)`; mark such tests `browser`
Functions to import: tests.fixtures.clients (sign_in, act, filled, submit), tests.fixtures.browser (check_axe,
check_overflow,
on_both_widths, WIDE, NARROW), tests.fixtures.html (faults_of).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from program_admin.app import create_app
from program_admin.core import clock as program_clock
from program_admin.core import ids
from program_admin.core.database import db
from program_admin.notices.models import Message
from tests.builders.standing import begin_empty
from tests.fixtures.browser import browser, live_app, live_server, page, profiles, window
from tests.fixtures.clients import SeparateClient
from tests.fixtures.databases import empty_database, postgres_copies, postgres_server, settings_for, sqlite_copies
from tests.fixtures.once import once, run_folder

__all__ = [
    "browser",
    "empty_database",
    "live_app",
    "live_server",
    "once",
    "page",
    "postgres_copies",
    "postgres_server",
    "profiles",
    "run_folder",
    "sqlite_copies",
    "window",
]
MEMORY = Path("/dev/shm")
ROOM_BYTES = 2 * 1024**3
MONDAY_MORNING = datetime(2026, 3, 9, 10, 0, tzinfo=program_clock.SEOUL)


def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of the run in memory where there is room: most of a test's time is its database file."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run tests marked `both_databases` on each."""
    if metafunc.definition.get_closest_marker("both_databases"):
        databases = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
        metafunc.parametrize("database", databases, indirect=True)


@pytest.fixture
def database(request) -> str:
    """The kind of database this test stands on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def worker_app(request, tmp_path_factory) -> Callable[[str], tuple[Flask, object]]:
    """The application of this worker, one per kind of database (making one takes longer than most tests)."""
    made: dict[str, tuple[Flask, object]] = {}

    def get(kind: str) -> tuple[Flask, object]:
        if kind not in made:
            copies = request.getfixturevalue("sqlite_copies" if kind == "sqlite" else "postgres_copies")
            copies.renew()
            app = create_app(settings_for(tmp_path_factory.mktemp(kind) / "var", copies.url))
            app.config |= {"WTF_CSRF_ENABLED": False, "TESTING": True}
            app.test_client_class = SeparateClient
            with app.app_context():
                db.engine.dispose()
            made[kind] = app, copies
        return made[kind]

    return get


@pytest.fixture
def app(worker_app, database: str) -> Iterator[Flask]:
    """The application on a fresh, migrated database, with its context pushed."""
    built, copies = worker_app(database)
    chosen = built.extensions["program_admin.settings"]
    kept = chosen.model_copy()
    copies.renew()
    shutil.rmtree(chosen.var_folder, ignore_errors=True)
    chosen.var_folder.mkdir(parents=True)
    with built.app_context():
        begin_empty()
        yield built
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()
    built.extensions["program_admin.settings"] = kept


@pytest.fixture
def new_client(app: Flask) -> Callable[[], SeparateClient]:
    """Make one more browser."""
    return app.test_client


@pytest.fixture
def client(app: Flask) -> SeparateClient:
    """A browser nobody is signed in to."""
    return app.test_client()


class StillClock:
    """A clock that moves only when the test says so."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def set(self, moment: datetime) -> None:
        """Make it that moment (aware)."""
        self.now = moment

    def advance(self, **span: float) -> None:
        """Let time pass: `clock.advance(days=1, minutes=5)`."""
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Iterator[StillClock]:
    """The time of the program, standing still on a Monday morning in March 2026 until the test moves it."""
    still = StillClock(MONDAY_MORNING)
    program_clock.set_clock(lambda: still.now)
    yield still
    program_clock.set_clock(None)


@pytest.fixture
def outbox(app: Flask) -> Callable[[str | None], list[Message]]:
    """Return the messages written so far, oldest first; an address (digits of a phone, e-mail) narrows them."""

    def messages(address: str | None = None) -> list[Message]:
        asked = select(Message).order_by(Message.created_at, Message.id)
        return list(db.session.scalars(asked if address is None else asked.where(Message.address == address)))

    return messages


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    yield
    program_clock.set_clock(None)
    ids.use_seed(None)
