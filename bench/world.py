"""The world of a benchmark: a round that is open, suppliers, and companies whose application lacks nothing."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Row, Table, insert, select

from bench.served import SECRET, environment
from program_admin.accounts.models import LoginSession, Person, RoleGrant
from program_admin.app import create_app
from program_admin.applications.models import Application, DraftField, Paper
from program_admin.companies.models import Company, Finance, Membership, Site
from program_admin.core import clock
from program_admin.core.database import MIGRATIONS, db
from program_admin.core.identifiers import invented_business_number
from program_admin.core.settings import Settings
from program_admin.documents.models import Upload
from program_admin.programs.loading import read_round
from program_admin.programs.schema.round_file import RoundFile
from program_admin.rehearsal.acts.applying import (
    companies_draft,
    companies_register,
    engineers_typed,
    paper_content,
    track_of,
)
from program_admin.rehearsal.acts.founding import open_the_round
from program_admin.rehearsal.calendar import PlayedTime
from program_admin.rehearsal.inventions.applications import typed_application
from program_admin.rehearsal.play import Script, found, new_world
from program_admin.rehearsal.world import World

SAMPLE = Path(__file__).parents[1] / "rounds" / "2026-seoul-standard.yml"
SUPPLIERS, PATTERNS = 20, 40
FIRST_NUMBER = 500_000


@dataclass(frozen=True, slots=True)
class Applicant:
    """A company's person with the cookie of a browser that is signed in, and the draft (None before it is begun)."""

    cookie: str
    application_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A company's person who is signed in and has not begun to apply, with everything that will be typed."""

    cookie: str
    company_id: uuid.UUID
    track: str
    values: dict[str, str]
    supplier: str
    file: bytes
    today: str


class RealTime(PlayedTime):
    """The rehearsal's time kept to the system's clock: nothing has to be waited for."""

    def __init__(self) -> None:
        super().__init__(clock.now())

    def pass_(self, **span: int) -> None:
        """Let no time pass but the real one."""

    def reach(self, moment: datetime) -> None:
        """Be there already."""

    def reach_working(self, moment: datetime) -> None:
        """Be there already, whatever the hour."""


def make_app(folder: Path) -> Flask:
    """Return the application on an empty, migrated database below the folder."""
    settings = {name.removeprefix("PROGRAM_ADMIN_").lower(): value for name, value in environment(folder).items()}
    app = create_app(Settings(_env_file=None, **settings))  # type: ignore[call-arg]
    with app.app_context():
        upgrade(str(MIGRATIONS))
    return app


def open_world(closes_at: datetime) -> World:
    """Staff the centre, admit suppliers and open the sample round until that moment (call within the app's context)."""
    terms = _closing(read_round(SAMPLE.read_text(encoding="utf-8")), closes_at)
    world = new_world(Script(terms, 0, SUPPLIERS, 1), lambda _title, _done, _total: None)
    world.time = RealTime()
    found(world, SUPPLIERS)
    open_the_round(world, terms)
    return world


def make_drafts(app: Flask, world: World, count: int) -> list[Applicant]:
    """Return so many applicants with a finished draft: the first typed through the services, the others copies."""
    companies_draft(world, min(count, PATTERNS))
    patterns = [(played.owner.id, played.company.id, played.application.id) for played in world.companies]  # type: ignore[union-attr]
    db.session.rollback()
    copies = [
        _copied(patterns[place % len(patterns)], FIRST_NUMBER + place) for place in range(max(0, count - len(patterns)))
    ]
    _write(copies)
    pairs = [(owner, application) for owner, _company, application in patterns]
    pairs += [(copy.ids[owner], copy.ids[application]) for copy, (owner, application) in _with_pattern(copies, pairs)]
    return [Applicant(cookie, application) for cookie, application in _signed_in(app, pairs)]


def make_newcomers(app: Flask, world: World, count: int) -> list[Newcomer]:
    """Return so many people whose company is described and who know what to type."""
    terms, day = world.played_round.terms, clock.today()
    found = []
    for played in companies_register(world, count):
        track = track_of(world, played)
        chosen = world.suppliers[len(found) % len(world.suppliers)]
        supplier = chosen.supplier.name
        values = typed_application(played.invented, track, terms, world.luck) | engineers_typed(chosen)
        found.append((played.owner.id, (played.company.id, track, values, supplier)))
    db.session.rollback()
    file, today = paper_content("서류"), f"{day:%Y. %-m. %-d.}"
    cookies = [cookie for cookie, _ in _signed_in(app, [(owner, owner) for owner, _ in found])]
    return [Newcomer(cookie, *known, file, today) for cookie, (_, known) in zip(cookies, found, strict=True)]


@dataclass(frozen=True, slots=True)
class _Copy:
    ids: dict[object, uuid.UUID]
    number: int
    rows: dict[str, list[dict[str, object]]]


Found = list[tuple[Table, list[Row[tuple[object, ...]]]]]
_PATTERN: dict[uuid.UUID, Found] = {}


def _rows_of(
    owner: uuid.UUID, company: uuid.UUID, application: uuid.UUID
) -> list[tuple[Table, list[Row[tuple[object, ...]]]]]:
    papers = select(Paper.upload_id).where(Paper.application_id == application)
    wanted = (
        (Person, Person.id == owner),
        (RoleGrant, RoleGrant.person_id == owner),
        (Company, Company.id == company),
        (Membership, Membership.company_id == company),
        (Site, Site.company_id == company),
        (Finance, Finance.company_id == company),
        (Application, Application.id == application),
        (DraftField, DraftField.application_id == application),
        (Upload, Upload.id.in_(papers)),
        (Paper, Paper.application_id == application),
    )
    found = []
    for model, condition in wanted:
        table = model.__table__
        assert isinstance(table, Table)
        found.append((table, list(db.session.execute(select(table).where(condition)))))
    return found


def _copied(pattern: tuple[uuid.UUID, uuid.UUID, uuid.UUID], number: int) -> _Copy:
    """The pattern's rows under new ids, with a telephone and business number of their own."""
    found = _PATTERN.setdefault(pattern[0], []) or _rows_of(*pattern)
    _PATTERN[pattern[0]] = found
    ids: dict[object, uuid.UUID] = {row.id: uuid.uuid4() for _, rows in found for row in rows}
    own = {"people": {"phone": f"0109{number:07d}"}, "companies": {"business_number": invented_business_number(number)}}
    rows = {
        table.name: [
            {name: _new(ids, value) for name, value in row._asdict().items()} | own.get(table.name, {}) for row in rows
        ]
        for table, rows in found
    }
    return _Copy(ids, number, rows)


def _new(ids: dict[object, uuid.UUID], value: object) -> object:
    return ids.get(value, value) if isinstance(value, uuid.UUID) else value


def _with_pattern(
    copies: list[_Copy], pairs: list[tuple[uuid.UUID, uuid.UUID]]
) -> Iterator[tuple[_Copy, tuple[uuid.UUID, uuid.UUID]]]:
    for place, copy in enumerate(copies):
        yield copy, pairs[place % len(pairs)]


def _write(copies: list[_Copy]) -> None:
    if not copies:
        return
    tables = [table for table, _ in next(iter(_PATTERN.values()))]
    remaining = iter(copies)
    while batch := list(islice(remaining, 200)):
        for table in tables:
            rows = [row for copy in batch for row in copy.rows[table.name]]
            if rows:
                db.session.execute(insert(table), rows)
        db.session.commit()


def _signed_in(app: Flask, pairs: list[tuple[uuid.UUID, uuid.UUID]]) -> list[tuple[str, uuid.UUID]]:
    """Open a session row for each person and sign the cookie as the server does."""
    now = clock.now()
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    rows, cookies = [], []
    for person, subject in pairs:
        row = {"id": uuid.uuid4(), "person_id": person, "created_at": now, "last_seen_at": now}
        rows.append(row | {"reauthenticated_at": now, "end_reason": "", "address": "127.0.0.1", "agent": "bench"})
        value = serializer.dumps({"_user_id": str(row["id"]), "_fresh": True})
        cookies.append((f"{app.config['SESSION_COOKIE_NAME']}={value}", subject))
    db.session.execute(insert(LoginSession.__table__), rows)
    db.session.commit()
    return cookies


def _closing(terms: RoundFile, closes_at: datetime) -> RoundFile:
    """The sample round open now and closing at that moment; what follows keeps its distance."""
    calendar = terms.calendar
    later = timedelta(days=(closes_at - calendar.closes_at).days + 1)
    days = ("screening_by", "evaluation_from", "evaluation_until", "result_on", "agreement_by", "project_until")
    moved = {name: getattr(calendar, name) + later for name in days}
    moved |= {"opens_at": clock.to_seoul(clock.now() - timedelta(days=1)), "closes_at": clock.to_seoul(closes_at)}
    return terms.model_copy(update={"calendar": calendar.model_copy(update=moved)})


assert SECRET  # the cookies are signed with the server's own key
