"""Who may do what to questions on a round."""

from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role

ASK = Permission("inquiry:ask", tuple((role, anything) for role in Role), label="공고 문의")
SEE = Permission(
    "inquiry:see",
    ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything)),
    label="공고 문의 원문 보기",
)
ANSWER = Permission("inquiry:answer", ((Role.OFFICER, anything),), label="공고 문의 답변")
