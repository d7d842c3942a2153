"""Engineers of a supplier are added, changed and ended."""

from dataclasses import asdict
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.services.staleness import refuse_stale
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import Engineer, Supplier
from program_admin.suppliers.queries import supplier_by_id
from program_admin.suppliers.rules import NewEngineer, engineer_faults
from program_admin.suppliers.services.allowing import refuse_if, require

LABELS = {"name": "이름", "grade": "등급", "field": "분야", "joined_on": "입사일"}


def add_engineer(supplier: Supplier, new: NewEngineer, *, by: Person, now: datetime) -> Engineer:
    """Add an engineer; raises RuleBroken with every fault at its field."""
    require(may.EDIT, by, supplier)
    refuse_if(engineer_faults(new, supplier.founded_on, to_seoul(now).date()))
    engineer = Engineer(supplier_id=supplier.id, created_at=now, **asdict(new))
    db.session.add(engineer)
    db.session.flush()
    record("engineer:add", "Engineer", engineer.id, by=by, now=now, after=engineer.grade)
    return engineer


def change_engineer(engineer: Engineer, new: NewEngineer, *, by: Person, now: datetime, version: int) -> None:
    """Change an engineer that was read at `version`; raises RuleBroken or Conflict."""
    require(may.EDIT, by, engineer)
    values = asdict(new)
    refuse_stale(engineer, values, version, LABELS)
    _refuse_ended(engineer)
    founded_on = supplier_by_id(engineer.supplier_id).founded_on
    refuse_if(engineer_faults(new, founded_on, to_seoul(now).date()))
    changed = tuple(name for name, value in values.items() if getattr(engineer, name) != value)
    for name in changed:
        setattr(engineer, name, values[name])
    if changed:
        record("engineer:change", "Engineer", engineer.id, by=by, now=now, fields=changed)


def end_engineer(engineer: Engineer, *, by: Person, now: datetime) -> None:
    """An engineer has left; raises RuleBroken."""
    require(may.EDIT, by, engineer)
    _refuse_ended(engineer)
    engineer.ended_at = now
    record("engineer:end", "Engineer", engineer.id, by=by, now=now)


def _refuse_ended(engineer: Engineer) -> None:
    if engineer.ended_at is not None:
        raise RuleBroken(["이미 퇴사로 처리한 기술자입니다. 다시 오셨으면 새로 추가해 주세요."])
