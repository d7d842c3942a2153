"""Who may see what of the pages that span packages."""

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.applications.permissions import handed_in
from program_admin.companies.permissions import own_company
from program_admin.jobs.models import Job


def asked_for_it(person: Person, record: object) -> bool:
    """Whether the person asked for this job."""
    return isinstance(record, Job) and record.requested_by == person.id


_OFFICE = ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything))

SEE_CASE = Permission(
    "case:see",
    (
        (Role.APPLICANT, own_company),
        (Role.OFFICER, handed_in),
        (Role.APPROVER, handed_in),
        (Role.AUDITOR, handed_in),
    ),
    label="과제 한눈에 보기",
)
EXPORT_CASES = Permission("case:export", _OFFICE, label="외부 서식 내려받기")
SEE_JOB = Permission(
    "job:see",
    (*((role, asked_for_it) for role in Role), (Role.OFFICER, anything), (Role.ADMINISTRATOR, anything)),
    label="작업 진행 보기",
)
LIST_JOBS = Permission("job:list", ((Role.ADMINISTRATOR, anything),), label="뒤에서 하는 일 목록 보기")
RETRY_JOB = Permission("job:retry", ((Role.ADMINISTRATOR, anything),), label="멈춘 작업 다시 하기")
LIST_MESSAGES = Permission("message:list", ((Role.ADMINISTRATOR, anything),), label="보낸 메시지 보기")
RESEND_MESSAGE = Permission("message:resend", ((Role.ADMINISTRATOR, anything),), label="전달 못 한 메시지 다시 보내기")
SEE_TRAIL = Permission("trail:see", ((Role.AUDITOR, anything),), label="감사 기록 전체 보기")
VERIFY_TRAIL = Permission("trail:verify", ((Role.AUDITOR, anything),), label="감사 기록 확인")
SEE_HISTORY = Permission("trail:see_history", _OFFICE, label="한 건의 처리 이력 보기")
SEE_ACCESS_LOG = Permission(
    "access_log:see",
    ((Role.AUDITOR, anything), (Role.ADMINISTRATOR, anything)),
    label="개인정보 접속기록 보기",
)
SEE_STATISTICS = Permission("statistics:see", _OFFICE, label="회차 통계 보기")
