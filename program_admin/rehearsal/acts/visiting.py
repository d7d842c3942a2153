"""Finished projects are visited: the sheet is filled on the spot, signed by both, and what was found is mended."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.aftercare.models import CorrectiveAction, Status, Visit
from program_admin.aftercare.queries import sheet_terms, visits_of
from program_admin.aftercare.rules import sheet
from program_admin.aftercare.rules.outcomes import AssetState, Operating, Outcome
from program_admin.aftercare.rules.planning import followed_up
from program_admin.aftercare.rules.sheet import SheetTerms
from program_admin.aftercare.rules.signing import SignedBy
from program_admin.aftercare.services import correcting, drafting, finishing, planning
from program_admin.aftercare.services.content import sheet_content
from program_admin.agreements.queries import agreement_by_id
from program_admin.core.clock import SEOUL, to_seoul
from program_admin.core.holidays_calendar import holidays_between
from program_admin.core.periods import next_working_day
from program_admin.rehearsal.acts.pictures import photo_file
from program_admin.rehearsal.world import PlayedCompany, World
from program_admin.suppliers.scorecards import facts_of_source
from program_admin.suppliers.services.performance import reply_to_fact


def visit_projects(world: World) -> None:
    """Plan every completed project's visits, make the first one on its day, and settle what it asked for."""
    finished = [played for played in world.companies if played.agreement is not None]
    first: list[tuple[PlayedCompany, Visit]] = []
    for played in finished:
        if played.agreement is None:
            continue
        agreement = agreement_by_id(played.agreement.id)
        if agreement.completed_at is None or not followed_up(agreement.terms):
            continue
        with world.act() as now:
            planning.plan_visits(agreement, by=world.centre.officer, now=now)
        first.append((played, visits_of(agreement.id)[0]))
    first.sort(key=lambda pair: (pair[1].due_on, str(pair[1].id)))
    for done, (played, visit) in enumerate(first, start=1):
        _visit(world, played, visit)
        world.tell("사후관리 방문", done, len(first))


def set_next_visit(world: World, visitor: Person, on: date) -> None:
    """Give one visitor the next visit that is planned, on the first working day from that one."""
    completed = (each.agreement.id for each in world.companies if each.agreement is not None)
    planned = [visit for each in completed for visit in visits_of(each) if visit.status == Status.PLANNED]
    day = next_working_day(on, holidays_between(on, on + timedelta(days=14)))
    with world.act() as now:
        chosen = planning.Assignment(visitor, day)
        planning.assign(min(planned, key=lambda visit: visit.due_on), chosen, by=world.centre.officer, now=now)


def _visit(world: World, played: PlayedCompany, visit: Visit) -> None:
    visitor = world.luck.choice(world.centre.visitors)
    day = _day(world, visit)
    with world.act() as now:
        planning.assign(visit, planning.Assignment(visitor, day), by=world.centre.officer, now=now)
    world.time.reach(datetime.combine(day, time(14, 0), SEOUL))
    _fill(world, played, visit, visitor)
    signed = SignedBy(
        visitor_typed=visitor.name,
        company_name=played.owner.name,
        company_position="대표",
        company_typed=played.owner.name,
    )
    with world.act() as now:
        read = sheet_content(visit).sha256
        actions = finishing.finish(visit, signed, read_sha256=read, by=visitor, now=now)
    _reply(world, played, visit)
    _mend(world, played, actions, visitor)


def _reply(world: World, played: PlayedCompany, visit: Visit) -> None:
    if played.supplier is None or world.luck.random() < 0.3:
        return
    for fact in facts_of_source("Visit", visit.id):
        with world.act() as now:
            reply_to_fact(fact, "방문 결과를 확인했습니다. 이견이 없습니다.", by=played.supplier.person, now=now)


def _day(world: World, visit: Visit) -> date:
    today = to_seoul(world.time.now).date()
    wanted = max(today + timedelta(days=1), visit.due_on - timedelta(days=7))
    return next_working_day(wanted, holidays_between(wanted, wanted + timedelta(days=14)))


def _fill(world: World, played: PlayedCompany, visit: Visit, visitor: Person) -> None:
    terms = sheet_terms(visit)
    with world.act() as now:
        for purpose, _name in terms.purposes:
            drafting.add_photo(visit, photo_file(), purpose, by=visitor, now=now)
        values = _values(world, played, terms, to_seoul(now).date())
        typed = {name: drafting.TypedField(value, 0) for name, value in values.items()}
        drafting.save_sheet(visit, typed, by=visitor, now=now)


def _values(world: World, played: PlayedCompany, terms: SheetTerms, today: date) -> dict[str, str]:
    skill = played.supplier.skill if played.supplier else 0.5
    used = _used(world, skill)
    values = {sheet.OUTCOME: Outcome.NORMAL.value, sheet.OPERATING: used.value, sheet.REMARKS: ""}
    for item in terms.items:
        values[sheet.check_field(item.code)] = _answer(world, item.kind, item.code, used, today)
    for plan in terms.kpis:
        share = Decimal(str(round(min(1.3, max(-0.1, skill + world.luck.gauss(0.1, 0.2))), 3)))
        now = (plan.before + (plan.target - plan.before) * share).quantize(Decimal("0.1"))
        values[sheet.kpi_field(plan.place)] = str(now)
    for asset in terms.assets:
        values[sheet.asset_field(asset.ordinal)] = AssetState.PRESENT.value
    for code, _name in terms.survey:
        points = round(min(5, max(1, 1.6 + 3.4 * skill + world.luck.gauss(0, 0.6))))
        values[sheet.survey_field(code)] = str(min(points, terms.points))
    if world.luck.random() < 0.6:
        asked = today - timedelta(days=world.luck.randint(20, 40))
        done = asked + timedelta(days=max(0, round(12 * (1 - skill) + world.luck.gauss(1, 1.5))))
        cells = {"what": "현장 단말 접속 오류", "asked": asked.isoformat(), "done": done.isoformat()}
        values |= {sheet.call_field(1, part): value for part, value in cells.items()}
    if used is not Operating.DAILY:
        values[sheet.action_field(1, "what")] = "쓰지 않는 화면의 사용법을 다시 교육하고 입력을 시작할 것"
    return values


def _used(world: World, skill: float) -> Operating:
    roll = world.luck.random()
    if roll < skill + 0.1:
        return Operating.DAILY
    return Operating.PARTLY if roll < skill + 0.25 else Operating.NONE


def _answer(world: World, kind: str, code: str, used: Operating, today: date) -> str:
    if used is Operating.NONE and code in sheet.BUILT_IN:
        return ""
    simple = {"yes_no": "yes", "grade": str(world.luck.randint(3, 5)), "text": "단말 입력과 설비 신호를 함께 모읍니다."}
    if kind == "date":
        return (today - timedelta(days=world.luck.randint(0, 3))).isoformat()
    if kind == "number":
        return str(world.luck.randint(2, 9) if code == "users" else world.luck.randint(120, 4800))
    return simple[kind]


def _mend(world: World, played: PlayedCompany, actions: list[CorrectiveAction], visitor: Person) -> None:
    for action in actions:
        if world.luck.random() < 0.3:
            continue
        world.time.pass_(days=2)
        with world.act() as now:
            words = "사용자 교육을 마치고 오늘부터 입력하고 있습니다."
            correcting.answer(action, words, checked=None, by=played.owner, now=now)
        with world.act() as now:
            correcting.close(action, "교육 자료와 로그를 확인했습니다.", by=visitor, now=now)
