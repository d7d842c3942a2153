"""The centre is staffed, the round is imported and opened, suppliers register and are admitted."""

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.accounts.services.founding import found_administrator
from program_admin.accounts.services.password import set_password
from program_admin.accounts.services.sign_up import NewPerson, invite, sign_up
from program_admin.core import ids
from program_admin.core.clock import to_seoul
from program_admin.core.holidays_calendar import seed_holidays
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.services import keep_round, open_round
from program_admin.rehearsal.inventions.suppliers import InventedSupplier, invent_suppliers
from program_admin.rehearsal.inventions.words import person_name, phone
from program_admin.rehearsal.world import PlayedSupplier, Staff, World
from program_admin.suppliers.services.deciding import register
from program_admin.suppliers.services.engineers import add_engineer
from program_admin.suppliers.services.registering import register_supplier
from program_admin.suppliers.services.solutions import add_solution

VISITORS = 3


def staff_the_centre(world: World) -> None:
    """Found the first administrator, who invites everybody else; each sets a password by the link."""
    with world.act() as now:
        with ids.apart():  # some years have more holidays than others
            seed_holidays(range(now.year - 1, now.year + 6), now=now)
        administrator = found_administrator(_new(world, "윤시스", "정보전산팀", "시스템관리자"), now=now)
        set_password(administrator, password_hash=world.password_hash, now=now)
    world.staff = Staff(
        administrator=administrator,
        officer=_invited(world, administrator, Role.OFFICER, ("김서연", "제조혁신팀", "담당")),
        second_officer=_invited(world, administrator, Role.OFFICER, ("이준호", "제조혁신팀", "담당")),
        leader=_invited(world, administrator, Role.APPROVER, ("박은지", "제조혁신팀", "팀장")),
        director=_invited(world, administrator, Role.APPROVER, ("정해원", "기업지원단", "센터장")),
        visitors=tuple(
            _invited(world, administrator, Role.VISITOR, (name, "현장점검단", "점검위원"))
            for name in ("최민석", "한지우", "오세라")[:VISITORS]
        ),
        auditor=_invited(world, administrator, Role.AUDITOR, ("강도윤", "감사실", "감사")),
    )


def open_the_round(world: World, terms: RoundFile) -> None:
    """Keep the round and open it in the officer's name on the day its calendar says."""
    officer = world.centre.officer
    with world.act() as now:
        world.round = keep_round(terms, by=officer, now=now)
    world.time.reach(terms.calendar.opens_at)
    with world.act() as now:
        open_round(world.played_round, by=officer, now=now)


def admit_suppliers(world: World, count: int) -> None:
    """Let suppliers sign up, register, list solutions and engineers, and be admitted by an officer."""
    today = to_seoul(world.time.now).date()
    for done, invented in enumerate(invent_suppliers(count, world.luck, today), start=1):
        world.suppliers.append(_supplier(world, invented))
        world.tell("공급기업 등록", done, count)


def sign_up_person(world: World, name: str, role: Role) -> Person:
    """Let somebody sign up whose phone was confirmed by a code."""
    with world.act() as now:
        new = NewPerson(name, phone(next(world.phones)))
        return sign_up(new, role, password_hash=world.password_hash, now=now)


def invite_person(world: World, name: str, role: Role, affiliation: str, position: str = "") -> Person:
    """Let an officer invite somebody, who then sets a password."""
    return _invited(world, world.centre.administrator, role, (name, affiliation, position))


def _supplier(world: World, invented: InventedSupplier) -> PlayedSupplier:
    person = sign_up_person(world, invented.owner_name, Role.SUPPLIER)
    with world.act() as now:
        supplier = register_supplier(invented.new, by=person, now=now)
    with world.act() as now:
        for solution in invented.solutions:
            add_solution(supplier, solution, by=person, now=now)
        for engineer in invented.engineers:
            add_engineer(supplier, engineer, by=person, now=now)
    with world.act() as now:
        register(supplier, by=world.centre.officer, now=now)
    return PlayedSupplier(supplier, person, invented.skill, invented.trades)


def _invited(world: World, by: Person, role: Role, who: tuple[str, str, str]) -> Person:
    name, affiliation, position = who
    with world.act() as now:
        new = _new(world, name or person_name(world.luck), affiliation, position)
        person = invite(new, role, by=by, now=now)
        set_password(person, password_hash=world.password_hash, now=now)
        person.phone_confirmed_at = now
    return person


def _new(world: World, name: str, affiliation: str, position: str) -> NewPerson:
    return NewPerson(name, phone(next(world.phones)), affiliation=affiliation, position=position)
