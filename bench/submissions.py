"""Whole applications: from the signed-in start page to the receipt number, by many clients at once.

Each client opens the pages a person opens, fills the forms it finds there and sends them; files go one by one.
"""

import asyncio
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from bench.browsing import Answer, Browser, Form, bare_view, faults_on, form_actions, form_on
from bench.report import Report, against, at_most, main, make_report, percentile, told
from bench.served import Served, server
from bench.world import Newcomer, make_app, make_newcomers, open_world
from program_admin.core import clock
from program_admin.core.database import db

APPLICATIONS, CLIENTS = 200, 16
SECTIONS = ("company", "sites", "plan", "kpi", "budget", "bonus", "consents")
OPEN_FOR = timedelta(days=10)
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Run:
    """What happened: the seconds of each whole flow, every answer, what went wrong."""

    flows: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class Applying:
    """One newcomer's way through the pages."""

    def __init__(self, port: int, newcomer: Newcomer, run: Run) -> None:
        self.browser, self.newcomer, self.run = Browser(port, newcomer.cookie), newcomer, run
        self.there = ""

    async def apply(self) -> None:
        """Go from the start page to the receipt number; what goes wrong is noted, never raised."""
        started = time.perf_counter()
        try:
            await self._start()
            for section in SECTIONS:
                await self._fill(section)
            await self._supplier()
            await self._papers()
            await self._send(f"{self.there}/submit")
            page = await self._get(self.there)
            if "접수번호" not in page:
                raise LookupError("no receipt number")
        except (OSError, LookupError) as broken:
            self.run.failures.append(str(broken))
        else:
            self.run.flows.append(time.perf_counter() - started)

    async def _start(self) -> None:
        values = {"track": self.newcomer.track, "company_id": str(self.newcomer.company_id)}
        self.there = await self._send("/applications/start", values=values)
        await self._get(self.there)

    async def _fill(self, section: str) -> None:
        """Fill a section; where the page has too few rows, keep what is there and go on."""
        path, values = f"{self.there}/{section}", self.newcomer.values
        mine = {name for name in values if name.startswith(_PREFIXES[section])}
        sent: set[str] = set()
        while True:
            form = form_on(await self._get(path), path, "//form[@data-autosave]")
            new = form.names & mine - sent
            sent |= new
            whole = sent >= mine or not new
            await self._post(form, form.filled(values, next="" if whole else "stay"))
            if whole:
                return

    async def _supplier(self) -> None:
        """Find the supplier by its name, take the first one found and name its engineers."""
        await self._get(f"{self.there}/supplier")
        path = f"{self.there}/supplier?{urllib.parse.urlencode({'q': self.newcomer.supplier})}"
        form = form_on(await self._get(path), path, "//form[.//input[@name='supplier_id']]")
        await self._post(form, form.filled({}))
        path = f"{self.there}/supplier"
        form = form_on(await self._get(path), path, "//form[@data-autosave]")
        await self._post(form, form.filled(self.newcomer.values))

    async def _papers(self) -> None:
        """Hand in a file for every paper that is needed, one after the other."""
        path = f"{self.there}/papers"
        needed = form_actions(await self._get(path), f"{path}/")
        for action in needed:
            form = form_on(await self._get(path), path, f"//form[@action='{action}']")
            body, media_type = form.with_file({"issued_on": self.newcomer.today}, "서류.pdf", self.newcomer.file)
            self._accept(await self.browser.post(action, body, media_type), action)

    async def _send(self, path: str, values: Mapping[str, str] = NOTHING) -> str:
        form = form_on(await self._get(path), path)
        return await self._post(form, form.filled(values))

    async def _post(self, form: Form, body: bytes) -> str:
        answer = self._accept(await self.browser.post(form.action, body), form.action)
        return answer.headers["location"]

    async def _get(self, path: str) -> str:
        answer = await self.browser.get(path)
        self.run.answers.append(answer)
        if answer.status != 200:
            raise LookupError(f"GET {path}: {answer.status}")
        return answer.text

    def _accept(self, answer: Answer, path: str) -> Answer:
        self.run.answers.append(answer)
        if answer.status not in (302, 303):
            raise LookupError(f"POST {path}: {answer.status} {faults_on(answer.text)}")
        return answer


_PREFIXES = {
    "company": ("confirm-company",),
    "sites": ("confirm-sites",),
    "plan": ("project-", "question-"),
    "kpi": ("kpi-",),
    "budget": ("cost-",),
    "bonus": ("bonus-",),
    "consents": ("must_not-", "consent-"),
}


def measure(applications: int) -> Report:
    """Let everybody apply, so many at once as there are clients, and say how long it took and what it cost."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        app = make_app(folder)
        with app.app_context():
            world = open_world((clock.now() + OPEN_FOR).replace(microsecond=0))
            newcomers = make_newcomers(app, world, applications)
            db.engine.dispose()
        with server(folder) as served:
            bare, seconds, cpu, run = asyncio.run(_play(served, newcomers))
            return _report(applications, Cost(bare, seconds, cpu, served.memory_mib()), run)


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of a bare view, seconds of the run, processor seconds of the run, memory afterwards in MiB."""

    bare: float
    seconds: float
    cpu: float
    memory: float


async def _play(served: Served, newcomers: list[Newcomer]) -> tuple[float, float, float, Run]:
    bare = await bare_view(served, newcomers[0].cookie)
    run, waiting = Run(), iter(newcomers)

    async def client() -> None:
        for newcomer in waiting:
            await Applying(served.port, newcomer, run).apply()

    began, started = served.cpu_seconds(), time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return bare, time.perf_counter() - started, served.cpu_seconds() - began, run


def _report(applications: int, cost: Cost, run: Run) -> Report:
    statements = [answer.statements for answer in run.answers]
    flows = run.flows or [0.0]
    for sentence in dict.fromkeys(run.failures):
        print(f"failed: {sentence}", file=sys.stderr)
    return make_report(
        "submissions",
        applications,
        [
            at_most("failed", len(run.failures), "applications", 0),
            told("throughput", len(run.flows) / cost.seconds, "per second"),
            told("flow_p50", percentile(flows, 0.5), "s"),
            told("flow_p95", percentile(flows, 0.95), "s"),
            told("flow_p99", percentile(flows, 0.99), "s"),
            told("requests", len(run.answers) / applications, "per application"),
            told("request_p99", percentile([answer.seconds for answer in run.answers], 0.99), "s"),
            told("sql_statements_mean", sum(statements) / len(statements), "per request"),
            told("sql_statements_p99", percentile(statements, 0.99), "per request"),
            against("cpu_per_application", 1000 * cost.cpu / applications, "ms", 1000 * cost.bare),
            told("server_memory", cost.memory, "MiB"),
        ],
    )


if __name__ == "__main__":
    main(measure, APPLICATIONS)
