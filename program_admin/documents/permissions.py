"""Who may see the register of documents."""

from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role

LIST = Permission(
    "document:list",
    ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything)),
    label="문서발급대장 보기",
)
