"""The demo: an earlier round played to its end, one in evaluation, and one open for applications."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.accounts.queries import people_with
from program_admin.accounts.roles import Role
from program_admin.agreements.models import Agreement
from program_admin.applications.models import Application
from program_admin.companies.models import Membership
from program_admin.core import clock, ids
from program_admin.core.database import db
from program_admin.evaluation.models import Evaluator, Sheet
from program_admin.programs.loading import read_round
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.schema.round_file import RoundFile
from program_admin.rehearsal.acts.applying import companies_draft
from program_admin.rehearsal.acts.founding import open_the_round
from program_admin.rehearsal.acts.visiting import set_next_visit
from program_admin.rehearsal.paperwork import make_documents
from program_admin.rehearsal.play import PASSWORD, Script, Tell, Until, found, new_world, next_round, play_round
from program_admin.rehearsal.world import World
from program_admin.suppliers.models import PerformanceFact, SupplierMember

SAMPLE = Path(__file__).parents[2] / "rounds" / "2026-seoul-standard.yml"
STAFF_SHOWN = (Role.OFFICER, Role.APPROVER, Role.VISITOR, Role.AUDITOR, Role.ADMINISTRATOR)
FRIDAY = 4
COMPANIES, SUPPLIERS, DRAFTS, SEED = 10, 14, 2, 2026


def load_demo(tell: Tell) -> bool:
    """Load the demo into an empty database; returns False when people are already there."""
    if db.session.scalar(select(Person.id).limit(1)) is not None:
        return False
    ids.use_seed(SEED)
    try:
        world = play_demo(tell)
        with world.time:
            make_documents(world)
    finally:
        ids.use_seed(None)
    return True


def play_demo(tell: Tell) -> World:
    """Play the demo's rounds, without making the documents they issue; the seed of ids is the caller's."""
    sample = read_round(SAMPLE.read_text(encoding="utf-8"))
    today = clock.today()
    earlier = _round(
        sample, "2025-seoul-standard", "2025년 서울형 스마트공장 구축 지원사업", today - timedelta(days=420)
    )
    running = _round(
        sample, "2026-seoul-first", "2026년 서울형 스마트공장 구축 지원사업 1차", today - timedelta(days=40)
    )
    opened = _round(
        sample, "2026-seoul-second", "2026년 서울형 스마트공장 구축 지원사업 2차", today + timedelta(days=21)
    )
    first = Script(earlier, COMPANIES, SUPPLIERS, SEED)
    world = new_world(first, tell)
    with world.time:
        found(world, SUPPLIERS)
        play_round(world, replace(first, until=Until.COMPLETION))
        play_round(next_round(world), Script(running, COMPANIES, 0, SEED, until=Until.PANELS))
        play_round(world, first, after=Until.COMPLETION)
        third = next_round(world)
        open_the_round(third, opened)
        companies_draft(third, DRAFTS)
        set_next_visit(world, next(iter(people_with(Role.VISITOR))), today + timedelta(days=7))
    return world


def sign_ins() -> list[tuple[str, str, str, str]]:
    """Return sign-ins that have something to do, at least one per role: role, name, phone, password."""
    chosen = (
        ("도입기업 (작성 중)", _drafting()),
        ("도입기업 (구축 완료)", _finished()),
        (Role.SUPPLIER.label, _experienced()),
        (Role.EVALUATOR.label, _scoring()),
        *((role.label, next(iter(people_with(role)), None)) for role in STAFF_SHOWN),
    )
    return [
        (label, person.name, f"{person.phone[:3]}-{person.phone[3:7]}-{person.phone[7:]}", PASSWORD)
        for label, person in chosen
        if person is not None
    ]


def _drafting() -> Person | None:
    drafts = select(Person).join(Application, Application.created_by_id == Person.id)
    return db.session.scalar(
        drafts.where(Application.status == "draft").order_by(Application.created_at.desc()).limit(1)
    )


def _finished() -> Person | None:
    owners = select(Person).join(Membership).join(Agreement, Agreement.company_id == Membership.company_id)
    return db.session.scalar(owners.where(Agreement.completed_at.is_not(None)).order_by(Agreement.number).limit(1))


def _experienced() -> Person | None:
    members = (
        select(Person)
        .join(SupplierMember)
        .join(PerformanceFact, PerformanceFact.supplier_id == SupplierMember.supplier_id)
    )
    return db.session.scalar(members.group_by(Person.id).order_by(func.count().desc(), Person.phone).limit(1))


def _scoring() -> Person | None:
    seated = select(Person).join(Evaluator).join(Sheet, Sheet.evaluator_id == Evaluator.id)
    return db.session.scalar(seated.where(Sheet.status == "open").order_by(Person.phone.desc()).limit(1))


def _round(sample: RoundFile, code: str, title: str, closes: date) -> RoundFile:
    closes -= timedelta(days=(closes.weekday() - FRIDAY) % 7)
    days = (closes - sample.calendar.closes_at.date()).days
    year = sample.program.model_copy(update={"year": closes.year})
    return shift_calendar(sample.model_copy(update={"code": code, "title": title, "program": year}), days)
