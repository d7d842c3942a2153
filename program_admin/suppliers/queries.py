"""What can be asked about suppliers."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.core.clock import to_seoul
from program_admin.core.database import db, row_by_id
from program_admin.core.errors import Missing
from program_admin.core.todo import Todo
from program_admin.programs.models import Round
from program_admin.programs.models import Status as RoundStatus
from program_admin.programs.schema.aftercare import SupplierTerms
from program_admin.suppliers.models import (
    Ban,
    Engineer,
    FactReply,
    OpenProject,
    PerformanceFact,
    Solution,
    Status,
    Supplier,
    SupplierMember,
)

SEE_ALL = frozenset({Role.OFFICER, Role.APPROVER, Role.AUDITOR})
_ENGINEERS = (
    select(Engineer)
    .where(Engineer.supplier_id == bindparam("supplier_id"), Engineer.ended_at.is_(None))
    .order_by(Engineer.name, Engineer.id)
)
_FIRM, _TABLE = Supplier.__table__.c, Engineer.__table__.c
_NAMED = select(_FIRM.name, _FIRM.business_number).where(_FIRM.id == bindparam("supplier_id"))
_GRADES = (
    select(_TABLE.name, _TABLE.grade)
    .where(_TABLE.supplier_id == bindparam("supplier_id"), _TABLE.ended_at.is_(None))
    .order_by(_TABLE.name, _TABLE.id)
)


def supplier_by_id(supplier_id: uuid.UUID) -> Supplier:
    """Return the supplier; raises Missing."""
    found: Supplier | None = row_by_id(Supplier, supplier_id)
    if found is None:
        raise Missing("supplier")
    return found


def name_and_number_of(supplier_id: uuid.UUID) -> tuple[str, str]:
    """Return a supplier's name and business number (ten digits); raises Missing."""
    found = db.session.execute(_NAMED, {"supplier_id": supplier_id}).one_or_none()
    if found is None:
        raise Missing("supplier")
    return found.name, found.business_number


def supplier_by_business_number(digits: str) -> Supplier | None:
    """Return the supplier with that business number (ten digits)."""
    return db.session.scalar(select(Supplier).where(Supplier.business_number == digits))


def supplier_of(person: Person) -> Supplier | None:
    """Return the supplier a person acts for now (the oldest membership if several)."""
    mine = select(Supplier).join(SupplierMember).where(SupplierMember.person_id == person.id)
    mine = mine.where(SupplierMember.ended_at.is_(None)).order_by(SupplierMember.created_at, Supplier.id)
    return db.session.scalar(mine.limit(1))


def is_member(person: Person, supplier_id: uuid.UUID | None) -> bool:
    """Whether a person acts for that supplier now."""
    mine = select(SupplierMember.id).where(
        SupplierMember.supplier_id == supplier_id,
        SupplierMember.person_id == person.id,
        SupplierMember.ended_at.is_(None),
    )
    return supplier_id is not None and db.session.scalar(mine.limit(1)) is not None


def members_of(supplier_id: uuid.UUID) -> list[SupplierMember]:
    """Return the open memberships of a supplier, oldest first."""
    now = select(SupplierMember).where(SupplierMember.supplier_id == supplier_id, SupplierMember.ended_at.is_(None))
    return list(db.session.scalars(now.order_by(SupplierMember.created_at, SupplierMember.id)))


def registered_suppliers() -> list[Supplier]:
    """Return every registered supplier, by name."""
    registered = select(Supplier).where(Supplier.status == Status.REGISTERED.value)
    return list(db.session.scalars(registered.order_by(Supplier.name, Supplier.id)))


def suppliers() -> Select[tuple[Supplier]]:
    """Select all suppliers, for a list page."""
    return select(Supplier)


def visible_to(person: Person) -> Select[tuple[Supplier]]:
    """Select the suppliers a person may see in the registry: staff all, others those registered."""
    if person.roles & SEE_ALL:
        return select(Supplier)
    return select(Supplier).where(Supplier.status == Status.REGISTERED.value)


def solution_by_id(solution_id: uuid.UUID) -> Solution:
    """Return the solution; raises Missing."""
    found = db.session.get(Solution, solution_id)
    if found is None:
        raise Missing("solution")
    return found


def engineer_by_id(engineer_id: uuid.UUID) -> Engineer:
    """Return the engineer; raises Missing."""
    found = db.session.get(Engineer, engineer_id)
    if found is None:
        raise Missing("engineer")
    return found


def solutions_of(supplier_ids: Iterable[uuid.UUID]) -> list[Solution]:
    """Return the solutions offered now by these suppliers, oldest first."""
    offered = select(Solution).where(Solution.supplier_id.in_(supplier_ids), Solution.ended_at.is_(None))
    return list(db.session.scalars(offered.order_by(Solution.created_at, Solution.id)))


def engineers_of(supplier_id: uuid.UUID) -> list[Engineer]:
    """Return the engineers who are there now, by name."""
    return list(db.session.scalars(_ENGINEERS, {"supplier_id": supplier_id}))


def grades_of(supplier_id: uuid.UUID) -> dict[str, str]:
    """Return the grade of each engineer who is there now, by name."""
    return {row.name: row.grade for row in db.session.execute(_GRADES, {"supplier_id": supplier_id})}


def open_project_counts() -> dict[uuid.UUID, int]:
    """Return how many projects each supplier works on now; suppliers without any are left out."""
    counts = select(OpenProject.supplier_id, func.count()).where(OpenProject.closed_at.is_(None))
    return {row[0]: row[1] for row in db.session.execute(counts.group_by(OpenProject.supplier_id))}


def open_project_count(supplier_id: uuid.UUID) -> int:
    """Return how many projects one supplier works on now."""
    return open_project_counts().get(supplier_id, 0)


def open_project_of(agreement_id: uuid.UUID) -> OpenProject | None:
    """Return the row of that agreement's project."""
    return db.session.scalar(select(OpenProject).where(OpenProject.agreement_id == agreement_id))


def active_bans(on: date) -> dict[uuid.UUID, Ban]:
    """Return the ban in force on that day (the one that ends last) by supplier id."""
    bans = select(Ban).where(Ban.starts_on <= on, Ban.ends_on >= on, Ban.lifted_at.is_(None))
    return {ban.supplier_id: ban for ban in db.session.scalars(bans.order_by(Ban.ends_on, Ban.id))}


def active_ban(supplier_id: uuid.UUID, on: date) -> Ban | None:
    """Return the ban that keeps one supplier out on that day."""
    return active_bans(on).get(supplier_id)


def bans_of(supplier_id: uuid.UUID) -> list[Ban]:
    """Return every ban of a supplier, lifted ones too, newest first."""
    bans = select(Ban).where(Ban.supplier_id == supplier_id)
    return list(db.session.scalars(bans.order_by(Ban.starts_on.desc(), Ban.id)))


def fact_by_id(fact_id: uuid.UUID) -> PerformanceFact:
    """Return the fact; raises Missing."""
    found = db.session.get(PerformanceFact, fact_id)
    if found is None:
        raise Missing("fact")
    return found


def correction_of(fact_id: uuid.UUID) -> PerformanceFact | None:
    """Return the row that corrects a fact."""
    return db.session.scalar(select(PerformanceFact).where(PerformanceFact.corrects_id == fact_id))


def replies_to(supplier_id: uuid.UUID) -> dict[uuid.UUID, FactReply]:
    """Return what a supplier said to its facts, by fact id."""
    said = select(FactReply).join(PerformanceFact).where(PerformanceFact.supplier_id == supplier_id)
    return {reply.fact_id: reply for reply in db.session.scalars(said)}


def terms_in_force(now: datetime) -> SupplierTerms:
    """Return the rules for suppliers of the announced round that opened last; the defaults without one."""
    opened = select(Round).where(Round.status != RoundStatus.DRAFT.value, Round.opens_at <= now)
    round_ = db.session.scalar(opened.order_by(Round.opens_at.desc(), Round.code).limit(1))
    return round_.terms.suppliers if round_ else SupplierTerms()


def officer_todo(person: Person, now: datetime) -> list[Todo]:
    """Suppliers that wait for a decision about their registration, and bans whose days are over."""
    if Role.OFFICER not in person.roles:
        return []
    waiting = _counted(Supplier.status == Status.PENDING.value)
    banned = active_bans(to_seoul(now).date())
    over = _counted(Supplier.status == Status.SUSPENDED.value, Supplier.id.not_in(list(banned)))
    tiles = (
        Todo(waiting, "심사할 공급기업", "등록 신청을 확인해 주세요", "suppliers.suppliers", {"status": "pending"}),
        Todo(over, "참여제한이 끝난 공급기업", "해제할지 정해 주세요", "suppliers.suppliers", {"status": "suspended"}),
    )
    return [tile for tile in tiles if tile.count]


def supplier_todo(person: Person, now: datetime) -> list[Todo]:
    """A refused registration to correct, solutions and engineers still missing, facts to answer before they count."""
    supplier = supplier_of(person) if Role.SUPPLIER in person.roles else None
    if supplier is None:
        wanted = Role.SUPPLIER in person.roles
        return [Todo(1, "공급기업 등록", "회사를 등록해 주세요", "suppliers.new", tone="warning")] if wanted else []
    mine = {"supplier_id": str(supplier.id)}
    found = []
    if supplier.status == Status.REFUSED.value:
        found.append(Todo(1, "등록 거절", "사유를 보고 고쳐 주세요", "suppliers.show", mine, "warning"))
    if not solutions_of([supplier.id]):
        found.append(Todo(1, "솔루션 등록", "하나 이상 등록해 주세요", "suppliers.new_solution", mine, "warning"))
    if not engineers_of(supplier.id):
        found.append(Todo(1, "기술자 등록", "한 명 이상 등록해 주세요", "suppliers.new_engineer", mine, "warning"))
    waiting = _facts_waiting(supplier.id, now)
    if waiting:
        hint = "반영되기 전에 의견을 낼 수 있습니다"
        found.append(Todo(waiting, "새 성과 기록", hint, "suppliers.scorecard", mine))
    return found


def _facts_waiting(supplier_id: uuid.UUID, now: datetime) -> int:
    said = select(FactReply.fact_id)
    corrected = select(PerformanceFact.corrects_id).where(PerformanceFact.corrects_id.is_not(None))
    waiting = select(func.count()).select_from(PerformanceFact)
    waiting = waiting.where(PerformanceFact.supplier_id == supplier_id, PerformanceFact.counts_from > now)
    waiting = waiting.where(PerformanceFact.id.not_in(said), PerformanceFact.id.not_in(corrected))
    return db.session.scalar(waiting) or 0


def _counted(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(Supplier).where(*conditions)) or 0
