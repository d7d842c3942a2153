"""Planning visits after completion, giving them a visitor and a day, calling them off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.aftercare import notices
from program_admin.aftercare import permissions as may
from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import next_number, risk_facts, visits_of
from program_admin.aftercare.queries.visits import OPEN
from program_admin.aftercare.rules.planning import followed_up, risk_reasons, visits_to_plan
from program_admin.aftercare.services.locking import lock, refuse_if, require
from program_admin.aftercare.states import PROCESS
from program_admin.agreements.models import Agreement
from program_admin.agreements.models import Status as AgreementStatus
from program_admin.audit.trail import record
from program_admin.companies.models import Site
from program_admin.companies.queries import is_member, sites_of
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.holidays_calendar import holidays_between
from program_admin.core.ids import new_id
from program_admin.core.periods import PeriodKind, Unit, due_date, months_later, next_working_day
from program_admin.programs.schema.eligibility import SiteKind
from program_admin.suppliers.queries import is_member as is_supplier_member
from program_admin.workflow.engine import take_step

A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who visits, and on which day."""

    visitor: Person
    day: date


def plan_visits(agreement: Agreement, *, by: Person | None, now: datetime) -> list[Visit]:
    """Plan the visits a completed project still lacks by the round's rule; planning again adds nothing.

    A project at risk is visited more often; the reasons are kept on its open visits. `by` None is the daily job.
    Extra visits whose last day has passed are left out. Raises RuleBroken for a project
    that isn't completed, or whose round has no aftercare.
    """
    if by is not None:
        require(may.PLAN, by, agreement)
    lock(agreement)
    if agreement.status != AgreementStatus.COMPLETED or agreement.completed_at is None:
        raise RuleBroken(["완료한 과제만 방문을 계획할 수 있습니다. 최종점검 승인을 먼저 마쳐 주세요."])
    if not followed_up(agreement.terms):
        raise RuleBroken(["사후관리 단계가 없는 회차의 과제라 방문을 계획하지 않습니다."])
    terms = agreement.terms.aftercare
    reasons = risk_reasons(risk_facts(agreement), terms)
    there = visits_of(agreement.id)
    regular = set(terms.visit_months())
    completed_on, today = to_seoul(agreement.completed_at).date(), to_seoul(now).date()
    names = [(visit.months_after, visit.name) for visit in terms.visits]
    taken = [visit.months for visit in there if visit.months is not None]
    fresh = []
    for wanted in visits_to_plan(terms.visit_months(risky=bool(reasons)), names, taken):
        due_on = _due(completed_on, wanted.months)
        if wanted.months in regular or due_on >= today:
            fresh.append(_add(agreement, wanted.name, due_on, months=wanted.months, now=now))
    for visit in [*there, *fresh]:
        if visit.status in OPEN and visit.risks != reasons:
            visit.risks, visit.risky = reasons, bool(reasons)
    if fresh:
        record("visit:plan", "Agreement", agreement.id, by=by, now=now, after=len(fresh))
    return fresh


def plan_again(visit: Visit, *, now: datetime) -> Visit:
    """Plan one more visit for one that met nobody or a firm that moved, within the days given for mending."""
    day = to_seoul(now).date() + timedelta(days=visit.agreement.terms.aftercare.corrective_days)
    due_on = next_working_day(day, holidays_between(day, day + A_MONTH))
    again = _add(visit.agreement, "재방문", due_on, months=None, now=now)
    again.risks, again.risky = visit.risks, visit.risky
    return again


def assign(visit: Visit, assignment: Assignment, *, by: Person, now: datetime) -> None:
    """Give a visit its visitor and its day, or others than before; company and visitor are told."""
    require(may.ASSIGN, by, visit)
    lock(visit)
    refuse_if(assignment_faults(visit, assignment, to_seoul(now).date()))
    before = visit.visitor
    visit.visitor, visit.visitor_id, visit.planned_for = assignment.visitor, assignment.visitor.id, assignment.day
    take_step(PROCESS, visit, "assign", by=by, now=now)
    if before is not None and before.id != assignment.visitor.id:
        notices.tell_visitor_off(before, visit, now=now)
    notices.visit_set(visit, now=now)


def assignment_faults(visit: Visit, assignment: Assignment, today: date) -> dict[str, list[str]]:
    """Why this person can't visit on that day: no visitor, tied to a party, a day past or no working day."""
    found: dict[str, list[str]] = {}
    visitor = assignment.visitor
    if Role.VISITOR not in visitor.roles or not visitor.active:
        found["visitor"] = ["점검위원으로 등록한 사람만 방문할 수 있습니다. 다른 사람을 골라 주세요."]
    elif is_member(visitor, visit.company_id) or is_supplier_member(visitor, visit.supplier_id):
        found["visitor"] = ["이 과제의 기업이나 공급기업에 속한 사람은 방문할 수 없습니다. 다른 위원을 골라 주세요."]
    if assignment.day < today:
        found["day"] = ["방문일은 오늘 이후로 정해 주세요."]
    elif next_working_day(assignment.day, holidays_between(assignment.day, assignment.day)) != assignment.day:
        found["day"] = ["주말이나 공휴일입니다. 근무일로 정해 주세요."]
    return found


def cancel(visit: Visit, *, by: Person, now: datetime, reason: str) -> None:
    """Call a visit off; whoever knew its day is told."""
    require(may.ASSIGN, by, visit)
    lock(visit)
    take_step(PROCESS, visit, "cancel", by=by, now=now, reason=reason)
    notices.visit_cancelled(visit, reason, now=now)


def _due(completed_on: date, months: int) -> date:
    latest = months_later(completed_on, months) + A_MONTH
    holidays = holidays_between(completed_on, latest)
    if months < 1:
        return next_working_day(completed_on, holidays)
    return due_date(PeriodKind.CIVIL, completed_on, length=months, unit=Unit.MONTHS, holidays=holidays).date


def _add(agreement: Agreement, name: str, due_on: date, *, months: int | None, now: datetime) -> Visit:
    site = _place(agreement)
    visit = Visit(
        id=new_id(),
        agreement=agreement,
        agreement_id=agreement.id,
        number=next_number(agreement.id),
        name=name,
        months=months,
        due_on=due_on,
        status=PROCESS.start.value,
        risks=[],
        risky=False,
        district=site.district if site else "",
        address=site.address if site else "",
        created_at=now,
    )
    db.session.add(visit)
    db.session.flush()
    record("visit:create", "Visit", visit.id, by=None, now=now, after=PROCESS.start.value)
    return visit


def _place(agreement: Agreement) -> Site | None:
    """Where the system runs: a plant or a leased unit before the head office."""
    sites = sites_of(agreement.company_id)
    works = [site for site in sites if site.kind in (SiteKind.OWN_PLANT, SiteKind.LEASED_UNIT)]
    return next(iter(works or sites), None)
