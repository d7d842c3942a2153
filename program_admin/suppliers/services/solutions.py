"""Solutions of a supplier are added, changed and ended."""

from dataclasses import asdict
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.services.staleness import refuse_stale
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import Solution, Supplier
from program_admin.suppliers.rules import NewSolution, solution_faults
from program_admin.suppliers.services.allowing import refuse_if, require

LABELS = {
    "kind": "종류",
    "name": "솔루션 이름",
    "ksic_codes": "업종",
    "description": "설명",
    "cost_from_won": "비용(부터)",
    "cost_to_won": "비용(까지)",
}


def add_solution(supplier: Supplier, new: NewSolution, *, by: Person, now: datetime) -> Solution:
    """Add a solution; raises RuleBroken with every fault at its field."""
    require(may.EDIT, by, supplier)
    refuse_if(solution_faults(new, to_seoul(now).date()))
    solution = Solution(supplier_id=supplier.id, created_at=now, **_values(new))
    db.session.add(solution)
    db.session.flush()
    record("solution:add", "Solution", solution.id, by=by, now=now, after=solution.kind)
    return solution


def change_solution(solution: Solution, new: NewSolution, *, by: Person, now: datetime, version: int) -> None:
    """Change a solution that was read at `version`; raises RuleBroken or Conflict."""
    require(may.EDIT, by, solution)
    values = _values(new)
    refuse_stale(solution, values, version, LABELS)
    _refuse_ended(solution)
    refuse_if(solution_faults(new, to_seoul(now).date()))
    changed = tuple(name for name, value in values.items() if getattr(solution, name) != value)
    for name in changed:
        setattr(solution, name, values[name])
    if changed:
        record("solution:change", "Solution", solution.id, by=by, now=now, fields=changed)


def end_solution(solution: Solution, *, by: Person, now: datetime) -> None:
    """No longer offer a solution; the row stays for the proposals that named it. Raises RuleBroken."""
    require(may.EDIT, by, solution)
    _refuse_ended(solution)
    solution.ended_at = now
    record("solution:end", "Solution", solution.id, by=by, now=now)


def _values(new: NewSolution) -> dict[str, object]:
    return asdict(new) | {"ksic_codes": list(new.ksic_codes)}


def _refuse_ended(solution: Solution) -> None:
    if solution.ended_at is not None:
        raise RuleBroken(["이미 내린 솔루션입니다. 다시 쓰려면 새로 추가해 주세요."])
