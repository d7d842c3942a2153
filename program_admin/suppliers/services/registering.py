"""A supplier asks to be registered, and keeps up to date who it is."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.companies.services.staleness import refuse_stale
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import digits_of
from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import MemberKind, Supplier, SupplierMember
from program_admin.suppliers.queries import supplier_by_business_number, supplier_of
from program_admin.suppliers.rules import Faults, NewSupplier, Profile, number_faults, profile_faults
from program_admin.suppliers.services.allowing import refuse_if, require

TAKEN = "이미 등록된 사업자등록번호입니다. 먼저 등록한 담당자에게 묻거나, 누구인지 모르면 센터로 문의해 주세요."
ANOTHER = "이미 다른 공급기업의 담당자입니다. 회사를 옮기셨으면 센터로 문의해 주세요."
LABELS = {
    "name": "회사 이름",
    "representatives": "대표자",
    "founded_on": "설립일",
    "address": "주소",
    "sido": "시·도",
    "district": "자치구",
    "phone": "대표 전화",
    "email": "대표 전자우편",
    "employees": "상시 근로자",
    "introduction": "회사 소개",
    "council_member": "협의회 회원",
}


def register_supplier(new: NewSupplier, *, by: Person, now: datetime) -> Supplier:
    """Ask for registration; `by` becomes the owner. Raises RuleBroken with every fault at its field."""
    require(may.REGISTER, by, None)
    if supplier_of(by) is not None:
        raise RuleBroken([ANOTHER])
    refuse_if(_faults(new, now))
    supplier = Supplier(business_number=digits_of(new.business_number), created_at=now, **_values(new.profile))
    db.session.add(supplier)
    try:
        db.session.flush()
    except IntegrityError:
        refuse_if({"business_number": [TAKEN]})
    owner = SupplierMember(supplier_id=supplier.id, person_id=by.id, kind=MemberKind.OWNER.value, created_at=now)
    db.session.add(owner)
    db.session.flush()
    record("supplier:ask", "Supplier", supplier.id, by=by, now=now, after=supplier.status)
    return supplier


def change_profile(supplier: Supplier, profile: Profile, *, by: Person, now: datetime, version: int) -> None:
    """Change who a supplier is (never its business number); raises RuleBroken or Conflict."""
    require(may.EDIT, by, supplier)
    values = _values(profile)
    refuse_stale(supplier, values, version, LABELS)
    refuse_if(profile_faults(profile, supplier.business_number, to_seoul(now).date()))
    changed = tuple(name for name, value in values.items() if getattr(supplier, name) != value)
    for name in changed:
        setattr(supplier, name, values[name])
    if changed:
        record("supplier:change", "Supplier", supplier.id, by=by, now=now, fields=changed)


def _values(profile: Profile) -> dict[str, object]:
    return asdict(profile) | {"representatives": list(profile.representatives)}


def _faults(new: NewSupplier, now: datetime) -> Faults:
    number = digits_of(new.business_number)
    found = profile_faults(new.profile, number, to_seoul(now).date()) | number_faults(new.business_number)
    if "business_number" not in found and supplier_by_business_number(number) is not None:
        found["business_number"] = [TAKEN]
    return found
