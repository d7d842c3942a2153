"""A round with eligible applications, an office, and a pool of evaluators, made for tests of the evaluation."""

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, BonusClaim, Paper, ProjectPlan, Status
from program_admin.core.clock import SEOUL
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.documents.contents import types_named
from program_admin.documents.services import receive
from program_admin.evaluation import queries, services
from program_admin.evaluation.models import Evaluator, Panel, PanelSeat, Ranking, Sheet
from program_admin.evaluation.services.panels import NewPanel
from program_admin.programs.loading import read_round
from program_admin.programs.models import Round
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.services import close_round, keep_round, open_round
from tests.builders.companies import make_company
from tests.builders.people import make_person
from tests.builders.standing import standing

SAMPLE = Path(__file__).parents[2] / "rounds" / "2026-seoul-standard.yml"
EVALUATION_DAY = datetime(2027, 1, 11, 10, 0, tzinfo=SEOUL)
OPINION = "데이터 수집 범위가 구체적이고 목표가 현실적입니다. 유지보수 계획은 보완이 필요합니다."
FIELDS = ("생산관리", "자동화", "데이터", "경영", "품질")
_places = itertools.count(1)


@lru_cache(maxsize=1)
def sample_terms() -> RoundFile:
    """The sample round, read once."""
    return read_round(SAMPLE.read_text(encoding="utf-8"))


LATER = 84
"""Days by which the sample round is shifted, so that its deadline is still to come."""


@dataclass
class World:
    """Who and what a test has to do with."""

    round: Round
    officer: Person
    leader: Person
    director: Person
    applications: list[Application] = field(default_factory=list)
    evaluators: list[Evaluator] = field(default_factory=list)


@standing
def make_world(cases: int = 2, evaluators: int = 8, **changes: object) -> World:
    """Open the sample round (with changed evaluation terms), file eligible applications, fill the pool."""
    terms = sample_terms()
    if changes:
        terms = terms.model_copy(update={"evaluation": terms.evaluation.model_copy(update=changes)})
    officer = make_person(Role.OFFICER, name="김담당", position="주임")
    administrator = make_person(Role.ADMINISTRATOR, Role.OFFICER, name="최관리")
    with transaction() as now:
        round_ = keep_round(shift_calendar(terms, LATER), by=None, now=now)
        open_round(round_, by=administrator, now=now)
        close_round(round_, by=administrator, now=now, reason="접수를 마쳤습니다.")
    world = World(
        round=round_,
        officer=officer,
        leader=make_person(Role.APPROVER, name="이팀장"),
        director=make_person(Role.APPROVER, name="박센터장"),
    )
    world.applications = [make_application(round_, f"{name}정밀") for name in "가나다라마바사아자차"[:cases]]
    world.evaluators = [make_evaluator(world, f"{name}위원") for name in "강고구노도류모배소안"[:evaluators]]
    return world


def make_application(round_: Round, name: str, **values: object) -> Application:
    """File one application that passed screening."""
    company = make_company(name=name)
    place = next(_places)
    version = round_.current_version
    standard = {
        "round_id": round_.id,
        "round_version_id": version.id,
        "company_id": company.id,
        "company_name": name,
        "track": "new",
        "status": Status.ELIGIBLE.value,
        "number": f"2026-S-{place:04d}",
        "title": f"{name} 데이터 수집형 MES 구축",
        "created_by_id": make_person(Role.APPLICANT).id,
        "created_at": EVALUATION_DAY,
        "submitted_at": datetime(2026, 12, 1, 9, place % 60, tzinfo=SEOUL),
        "submission_sha256": "0" * 64,
        "total_won": 70_000_000,
        "subsidy_won": 49_000_000,
        "company_cash_won": 14_000_000,
        "company_inkind_won": 7_000_000,
    }
    application = Application(**(standard | values))
    db.session.add(application)
    db.session.flush()
    db.session.add(
        ProjectPlan(
            application_id=application.id, title=application.title, solutions=["mes", "pop"],
            problem="수기 기록이 많습니다.",
            plan="설비 12대의 데이터를 모읍니다.", effect="불량률을 줄입니다.", build_months=6, level_before="none",
            level_after="basic", contact_name="박정우", contact_phone="010-1234-5678",
        )
    )  # fmt: skip
    db.session.commit()
    return application


def claim_bonus(application: Application, points: int = 3, *, confirmed: bool | None = None) -> BonusClaim:
    """Let an application claim a bonus."""
    claim = BonusClaim(
        application_id=application.id, code="multi_site", name="외주처까지 데이터를 모으는 과제",
        points=Decimal(points), claimed_at=EVALUATION_DAY, confirmed=confirmed,
    )  # fmt: skip
    db.session.add(claim)
    db.session.commit()
    return claim


def hand_in(application: Application, paper: str = "plan", name: str = "사업계획서.pdf") -> Paper:
    """Give an application one paper with a small file."""
    by = make_person(Role.APPLICANT)
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    with transaction() as now:
        upload = receive(
            BytesIO(content), name=name, allowed=types_named(["pdf"]), max_bytes=10**6,
            owner=("application", application.id), by=by, now=now,
        )  # fmt: skip
        handed = Paper(application_id=application.id, paper=paper, upload_id=upload.id, added_by_id=by.id, added_at=now)
        db.session.add(handed)
        db.session.flush()
    return handed


def make_evaluator(world: World, name: str, **profile: object) -> Evaluator:
    """Put one more person into the pool."""
    person = make_person(Role.EVALUATOR, name=name)
    values = {"field": FIELDS[next(_places) % 5], "employer": "한국대학교", "half_days": ("mon-am", "tue-am")}
    with transaction() as now:
        new = services.evaluators.NewPerson(name=name, phone=person.phone)
        return services.add_evaluator(new, services.Profile(**(values | profile)), by=world.officer, now=now)


def make_panel(world: World, members: int = 7, name: str = "1분과") -> Panel:
    """Form a panel of everything, with its first members proposed and a chair."""
    with transaction() as now:
        new = NewPanel(name, "panel", date(2027, 1, 12), "am", "본관 3층 회의실")
        panel = services.form_panel(world.round, new, by=world.officer, now=now)
        services.add_cases(panel, world.applications, by=world.officer, now=now)
        for evaluator in world.evaluators[:members]:
            services.propose_seat(panel, evaluator, by=world.officer, now=now)
        services.name_chair(queries.seats_of(panel.id)[0], by=world.officer, now=now)
    return panel


@standing
def invited_panel(world: World, members: int = 7) -> Panel:
    """A panel whose members were invited and have all accepted."""
    panel = make_panel(world, members)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
        for seat in queries.seats_of(panel.id):
            services.answer(seat, "accept", by=seat.evaluator.person, now=now)
    return panel


@standing
def running_panel(world: World, members: int = 7, *, pledged: bool = True) -> Panel:
    """A panel that scores, every member pledged."""
    panel = invited_panel(world, members)
    with transaction() as now:
        services.start_scoring(panel, by=world.officer, now=now)
        for seat in queries.taken_seats(panel.id) if pledged else []:
            services.sign_pledge(seat, by=seat.evaluator.person, now=now)
    return panel


def score(sheet: Sheet, points: str | None = None, lower: int = 0) -> None:
    """Score every criterion with its best grade (the first `lower` ones a grade lower) and write an opinion."""
    values = {}
    for place, criterion in enumerate(queries.stage_of(sheet).criteria):
        grade = criterion.grades[1 if place < lower else 0]
        values[queries.score_name(criterion.code)] = points or f"{grade.points.normalize():f}"
    with transaction() as now:
        services.save_sheet(sheet, values | {queries.OPINION: OPINION}, by=sheet.evaluator.person, now=now)


def sign_all(seat: PanelSeat, lower: int = 0) -> None:
    """Score and sign all of one member's sheets; `lower` makes the first criteria worse by a grade."""
    for sheet in queries.sheets_of_seat(seat):
        score(sheet, lower=lower)
    with transaction() as now:
        services.sign_sheets(seat, by=seat.evaluator.person, now=now)


@standing
def confirmed_panel(world: World, members: int = 7) -> Panel:
    """A panel scored by everybody (위원 n lower by n criteria), with opinions, confirmed."""
    panel = running_panel(world, members)
    for place, seat in enumerate(queries.taken_seats(panel.id)):
        sign_all(seat, lower=place)
    chair = queries.chair_of(panel.id)
    with transaction() as now:
        for case in queries.cases_of(panel.id):
            services.write_opinion(case, OPINION, by=chair.evaluator.person, now=now)
        services.confirm_panel(panel, by=world.officer, now=now)
    return panel


@standing
def ranked(world: World) -> Ranking:
    """A ranking put up for approval; the second application has a confirmed bonus of 3."""
    claim_bonus(world.applications[1], confirmed=True)
    confirmed_panel(world)
    with transaction() as now:
        ranking = services.draft_ranking(world.round, by=world.officer, now=now)
        services.raise_ranking(ranking, by=world.officer, now=now)
    return ranking


def approved(world: World, ranking: Ranking) -> None:
    """Let the team leader and the director sign."""
    for person in (world.leader, world.director):
        with transaction() as now:
            services.sign_ranking(ranking, by=person, now=now)
