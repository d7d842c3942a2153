"""Who may do what to companies."""

import uuid

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.companies.models import Company, MemberKind
from program_admin.companies.queries import is_member


def _company_id(record: object) -> uuid.UUID | None:
    identifier = record.id if isinstance(record, Company) else getattr(record, "company_id", None)
    return identifier if isinstance(identifier, uuid.UUID) else None


def own_company(person: Person, record: object) -> bool:
    """Whether the person acts for this company, or for the company this record belongs to."""
    company_id = _company_id(record)
    return company_id is not None and is_member(person, company_id)


def owned_company(person: Person, record: object) -> bool:
    """Whether the person is the company's owner (대표 담당자), who alone may invite and dismiss people."""
    company_id = _company_id(record)
    return company_id is not None and is_member(person, company_id, kinds=(MemberKind.OWNER,))


REGISTER = Permission("company:register", ((Role.APPLICANT, anything),), label="기업 등록")
LIST = Permission(
    "company:list",
    ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything)),
    label="기업 목록 보기",
)
SEE = Permission(
    "company:see",
    (
        (Role.APPLICANT, own_company),
        (Role.OFFICER, anything),
        (Role.APPROVER, anything),
        (Role.AUDITOR, anything),
    ),
    label="기업 정보 보기",
)
EDIT = Permission("company:edit", ((Role.APPLICANT, own_company),), label="기업 정보 고치기")
MANAGE_PEOPLE = Permission("company:manage_people", ((Role.APPLICANT, owned_company),), label="함께 쓰는 사람 관리")
