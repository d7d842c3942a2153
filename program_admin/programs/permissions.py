"""Who may do what to rounds."""

from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role

SEE = Permission(
    "round:see",
    ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything), (Role.ADMINISTRATOR, anything)),
    label="회차 설정 보기",
)
IMPORT = Permission("round:import", ((Role.OFFICER, anything),), label="회차 파일 가져오기")
EDIT = Permission("round:edit", ((Role.OFFICER, anything),), label="회차 만들기와 고치기")
OPEN = Permission("round:open", ((Role.OFFICER, anything),), label="회차 공고")
CLOSE = Permission("round:close", ((Role.OFFICER, anything),), label="회차 마감")
ARCHIVE = Permission("round:archive", ((Role.OFFICER, anything),), label="회차 보관")
