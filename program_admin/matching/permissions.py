"""Who may do what to requests and proposals."""

from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.applications.permissions import unsealed
from program_admin.companies.permissions import own_company
from program_admin.suppliers.permissions import own_supplier

SEEK = Permission("matching:seek", ((Role.APPLICANT, own_company),), label="공급기업 추천 보기와 제안 요청")
ACCEPT = Permission("matching:accept", ((Role.APPLICANT, own_company),), label="제안 받아들이기")
RECEIVE = Permission("matching:receive", ((Role.SUPPLIER, anything),), label="받은 제안 요청 목록 보기")
READ = Permission(
    "matching:read",
    (
        (Role.SUPPLIER, own_supplier),
        (Role.APPLICANT, own_company),
        (Role.OFFICER, unsealed),
        (Role.AUDITOR, unsealed),
    ),
    label="제안 요청 읽기",
)
ANSWER = Permission("matching:answer", ((Role.SUPPLIER, own_supplier),), label="제안 요청에 답하기")
SEE_LEFT_OUT = Permission(
    "matching:see_left_out",
    ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything)),
    label="추천에서 빠진 공급기업과 이유 보기",
)
