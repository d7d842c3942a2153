"""The deadline hour: every company submits within the last minute on a ramp, some of them twice.

Each company's person is signed in and has the last page of the application open. Arrivals grow linearly until the
deadline (peak twice the mean). Some click twice at once, some lose the connection and send the same form again.
"""

import asyncio
import math
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from bench.browsing import Answer, Browser, bare_view, form_on
from bench.report import Metric, Report, at_least, at_most, main, make_report, percentile, times_at_most, told
from bench.served import Served, server
from bench.world import Applicant, make_app, make_drafts, open_world
from program_admin.applications.models import Answer as GivenAnswer
from program_admin.applications.models import Application, Status, Submission
from program_admin.audit.verification import verify
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.documents.models import IssuedDocument

COMPANIES = 2000
LAST_SECONDS = 60
TWICE_EVERY, LOST_EVERY = 20, 25
FIELDS = 44
SETUP_SECONDS, SETUP_EACH = 60, 0.06
SEND_AGAIN_AFTER = 0.3


@dataclass(slots=True)
class Hour:
    """What happened: every answer to a POST, by what kind of company sent it."""

    answers: list[Answer] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


def measure(companies: int) -> Report:
    """Play the last minute on a running server and say whether every bar was met."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        app = make_app(folder)
        closes_at = (clock.now() + timedelta(seconds=SETUP_SECONDS + SETUP_EACH * companies + LAST_SECONDS)).replace(
            microsecond=0
        )
        with app.app_context():
            world = open_world(closes_at)
            applicants = make_drafts(app, world, companies)
            db.engine.dispose()
        with server(folder) as served:
            return _report(app, served, applicants, asyncio.run(_play(served, applicants, closes_at.timestamp())))


@dataclass(frozen=True, slots=True)
class Played:
    """The figures of the play: processor seconds of a bare view, of all submissions, of the clients; what happened."""

    bare_seconds: float
    submit_seconds: float
    least_fields: int
    client_seconds: float
    hour: Hour


@dataclass(frozen=True, slots=True)
class Ready:
    """A company that only has to press the button: its browser, and the form as it will be sent."""

    browser: Browser
    action: str
    body: bytes
    fields: int


async def _play(served: Served, applicants: list[Applicant], closes_at: float) -> Played:
    bare = await bare_view(served, applicants[0].cookie)
    everybody = await _open_pages(served, applicants)
    wait = closes_at - LAST_SECONDS - time.time()
    if wait < 0:
        raise RuntimeError(f"setting up took {-wait:.0f} s too long for the deadline; give it more time")
    await asyncio.sleep(wait)
    hour, began, own = Hour(), served.cpu_seconds(), time.process_time()
    started = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for place, ready in enumerate(everybody):
            at = LAST_SECONDS * math.sqrt((place + 0.5) / len(everybody))
            group.create_task(_submit(ready, place, started + at, hour))
    fields = min(ready.fields for ready in everybody)
    return Played(bare, served.cpu_seconds() - began, fields, time.process_time() - own, hour)


async def _open_pages(served: Served, applicants: list[Applicant]) -> list[Ready]:
    """Let everybody open the last page of the application, a few at a time."""
    limit = asyncio.Semaphore(4)

    async def opened(applicant: Applicant) -> Ready:
        browser, path = Browser(served.port, applicant.cookie), f"/applications/{applicant.application_id}/submit"
        async with limit:
            answer = await browser.get(path)
        form = form_on(answer.text, path)
        return Ready(browser, form.action, form.body(), len(form.fields))

    return list(await asyncio.gather(*(opened(applicant) for applicant in applicants)))


async def _submit(ready: Ready, place: int, at: float, hour: Hour) -> None:
    await asyncio.sleep(max(0, at - time.perf_counter()))
    hour.late.append(time.perf_counter() - at)
    sends = [_send(ready, hour)]
    if place % TWICE_EVERY == 0:
        sends.append(_send(ready, hour))
    if place % LOST_EVERY == 1:
        await _lose(ready)
    await asyncio.gather(*sends)


async def _send(ready: Ready, hour: Hour) -> None:
    try:
        hour.answers.append(await ready.browser.post(ready.action, ready.body))
    except OSError as broken:
        hour.errors.append(str(broken))


async def _lose(ready: Ready) -> None:
    """Send the form and let the connection break before the answer comes."""
    try:
        await asyncio.wait_for(ready.browser.post(ready.action, ready.body), SEND_AGAIN_AFTER / 100)
    except TimeoutError:
        await asyncio.sleep(SEND_AGAIN_AFTER)


def _report(app: Flask, served: Served, applicants: list[Applicant], played: Played) -> Report:
    hour, n = played.hour, len(applicants)
    seconds = [answer.seconds for answer in hour.answers]
    statuses = Counter(answer.status for answer in hour.answers)
    posts = len(hour.answers)
    metrics: list[Metric] = [
        at_least("fields_per_form", played.least_fields, "fields", FIELDS),
        at_most("errors", len(hour.errors) + posts - statuses[303], "answers", 0),
        *_kept(app, n),
        told("p50", percentile(seconds, 0.5), "s"),
        told("p95", percentile(seconds, 0.95), "s"),
        at_most("p99", percentile(seconds, 0.99), "s", 1.0),
        told("slowest", max(seconds), "s"),
        told("posts", posts, "posts"),
        told("client_cpu", 1000 * played.client_seconds / posts, "ms per post"),
        told("client_late_p99", percentile(hour.late, 0.99), "s"),
        told("sql_statements", percentile([answer.statements for answer in hour.answers], 0.5), "per post"),
        times_at_most("cpu_per_submit", 1000 * played.submit_seconds / posts, "ms", 1000 * played.bare_seconds, 12),
        told("server_memory", served.memory_mib(), "MiB"),
    ]
    return make_report("deadline", n, metrics)


def _kept(app: Flask, n: int) -> list[Metric]:
    """What stands in the database afterwards: nothing lost, nothing doubled, nothing half, no gap."""
    with app.app_context():
        db.session.rollback()
        submitted = Application.status == Status.SUBMITTED.value
        numbers = list(db.session.scalars(select(Application.number).where(submitted)))
        counted = sorted(int(str(number).rpartition("-")[2]) for number in numbers)
        submissions = db.session.scalar(select(func.count()).select_from(Submission)) or 0
        receipts = db.session.scalar(select(func.count()).select_from(IssuedDocument)) or 0
        answered = db.session.scalar(select(func.count(GivenAnswer.application_id.distinct()))) or 0
        gaps = 0 if counted == list(range(1, len(counted) + 1)) else 1
        found = [
            at_least("submitted", len(numbers), "applications", n),
            at_most("doubled", submissions - len(numbers), "submissions", 0),
            at_most("half", 2 * n - receipts - answered, "applications", 0),
            at_most("gaps_in_receipts", gaps, "gaps", 0),
            at_most("trail_broken", 0 if verify().intact else 1, "entries", 0),
        ]
        db.engine.dispose()
    return found


if __name__ == "__main__":
    main(measure, COMPANIES)
