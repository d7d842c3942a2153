"""Who may do what to suppliers."""

import uuid

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.suppliers.models import Status, Supplier
from program_admin.suppliers.queries import is_member


def _supplier_id(record: object) -> uuid.UUID | None:
    identifier = record.id if isinstance(record, Supplier) else getattr(record, "supplier_id", None)
    return identifier if isinstance(identifier, uuid.UUID) else None


def own_supplier(person: Person, record: object) -> bool:
    """Whether the person acts for this supplier, or for the supplier this record belongs to."""
    return is_member(person, _supplier_id(record))


def in_registry(_person: Person, record: object) -> bool:
    """Whether the supplier is registered, so that companies may look at it."""
    return isinstance(record, Supplier) and record.status == Status.REGISTERED.value


_STAFF = ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything))

REGISTER = Permission("supplier:register", ((Role.SUPPLIER, anything),), label="공급기업 등록 신청")
LIST = Permission("supplier:list", ((Role.APPLICANT, anything), *_STAFF), label="공급기업 목록 보기")
SEE = Permission(
    "supplier:see",
    ((Role.SUPPLIER, own_supplier), (Role.APPLICANT, in_registry), *_STAFF),
    label="공급기업 정보와 성과표 보기",
)
EDIT = Permission("supplier:edit", ((Role.SUPPLIER, own_supplier),), label="공급기업 정보 고치기")
DECIDE = Permission("supplier:decide", ((Role.OFFICER, anything),), label="공급기업 등록 심사와 참여제한")
REPLY = Permission("supplier:reply", ((Role.SUPPLIER, own_supplier),), label="성과 기록에 의견 내기")
CORRECT = Permission("supplier:correct", ((Role.OFFICER, anything),), label="성과 기록 바로잡기")
SEE_NAMES = Permission(
    "supplier:see_names",
    ((Role.SUPPLIER, own_supplier), *_STAFF),
    label="기술자와 도입기업의 이름 보기",
)
