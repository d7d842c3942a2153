"""Who may see and manage people."""

from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role

SEE = Permission("person:see", ((Role.ADMINISTRATOR, anything), (Role.AUDITOR, anything)), label="사람 보기")
MANAGE = Permission("person:manage", ((Role.ADMINISTRATOR, anything),), label="사람·역할 관리")
