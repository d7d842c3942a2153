"""Who may do what to applications."""

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, NoticeBatch, Status
from program_admin.applications.queries import sealed_to
from program_admin.applications.queries.delegates import is_delegate
from program_admin.companies.permissions import own_company, owned_company
from program_admin.core import clock
from program_admin.programs.models import Round


def handed_in(_person: Person, record: object) -> bool:
    """Whether the application left the company's hands: a draft is nobody's business but its own."""
    application = getattr(record, "application", record)
    return isinstance(application, Application) and application.status != Status.DRAFT


def delegated(person: Person, record: object) -> bool:
    """Whether the person types in this draft for its company (대리 작성)."""
    application = getattr(record, "application", record)
    return isinstance(application, Application) and is_delegate(person, application.id)


def unsealed(person: Person, record: object) -> bool:
    """Whether it was handed in, and the deadline has passed or this person opened the seal with a reason."""
    application = getattr(record, "application", record)
    return (
        isinstance(application, Application)
        and handed_in(person, application)
        and not sealed_to(person, application, clock.now())
    )


def own_batch(person: Person, record: object) -> bool:
    """Whether the person selected the applications of this notice."""
    return isinstance(record, NoticeBatch) and record.by_id == person.id


def numbered(person: Person, record: object) -> bool:
    """Whether outside numbers are entered here: for a case that was handed in, or for a whole round."""
    return isinstance(record, Round) or handed_in(person, record)


_OFFICE = ((Role.OFFICER, anything), (Role.APPROVER, anything))

START = Permission("application:start", ((Role.APPLICANT, own_company),), label="신청 시작")
BROWSE = Permission("application:browse", ((Role.APPLICANT, anything),), label="내 신청 목록 보기")
_WRITERS = ((Role.APPLICANT, own_company), (Role.APPLICANT, delegated))
SEE_OWN = Permission("application:see_own", _WRITERS, label="내 신청서 보기")
EDIT = Permission("application:edit", _WRITERS, label="신청서 작성")
CHOOSE_SUPPLIER = Permission("application:choose_supplier", ((Role.APPLICANT, own_company),), label="공급기업 정하기")
CONSENT = Permission("application:consent", ((Role.APPLICANT, own_company),), label="동의 관리")
DELEGATE = Permission("application:delegate", ((Role.APPLICANT, owned_company),), label="대리 작성 맡기기")
SUBMIT = Permission("application:submit", ((Role.APPLICANT, own_company),), label="신청서 제출")
WITHDRAW = Permission("application:withdraw", ((Role.APPLICANT, own_company),), label="접수 취소와 복구")
LIST = Permission(
    "application:list",
    (*_OFFICE, (Role.AUDITOR, anything)),
    label="신청 목록 보기",
)
READ = Permission(
    "application:read",
    ((Role.OFFICER, handed_in), (Role.APPROVER, handed_in), (Role.AUDITOR, handed_in)),
    label="제출된 신청서 읽기",
)
DOWNLOAD = Permission(
    "application:download",
    (
        *_WRITERS,
        (Role.OFFICER, unsealed),
        (Role.APPROVER, unsealed),
        (Role.AUDITOR, unsealed),
    ),
    label="제출서류와 접수증 내려받기",
)
SEE_SEALS = Permission("application:see_seals", ((Role.AUDITOR, anything),), label="봉인 개봉 기록 보기")
NUMBER = Permission("application:number", ((Role.OFFICER, numbered),), label="외부 번호 입력")
SCREEN = Permission("application:screen", ((Role.OFFICER, handed_in),), label="요건검토")
CHECK_ROUND = Permission("application:check_round", ((Role.OFFICER, anything),), label="회차 전체의 휴·폐업 조회")
NOTIFY = Permission("application:notify", ((Role.OFFICER, anything),), label="여러 신청에 알림 쓰기")
SEND_NOTICE = Permission("application:send_notice", ((Role.OFFICER, own_batch),), label="알림 확인하고 보내기")
READ_SHEET = Permission(
    "application:read_sheet",
    ((Role.OFFICER, unsealed), (Role.APPROVER, unsealed), (Role.AUDITOR, unsealed)),
    label="요건검토표 내려받기",
)
DECIDE_SCREENING = Permission(
    "application:decide_screening", ((Role.OFFICER, handed_in), (Role.APPROVER, handed_in)), label="요건검토 확정"
)
CONFIRM_SCREENING = Permission("application:confirm_screening", _OFFICE, label="요건검토 결과 결재")
ANSWER_SUPPLEMENT = Permission(
    "application:answer_supplement", ((Role.APPLICANT, own_company),), label="보완 자료 제출"
)
SEE_EXTENSIONS = Permission("extension:see", (*_OFFICE, (Role.AUDITOR, anything)), label="접수기간 연장 보기")
PROPOSE_EXTENSION = Permission("extension:propose", ((Role.OFFICER, anything),), label="접수기간 연장 기안")
DECIDE_EXTENSION = Permission("extension:decide", _OFFICE, label="접수기간 연장 결재")
SEE_CORRECTIONS = Permission("correction:see", (*_OFFICE, (Role.AUDITOR, anything)), label="정정공고 준비 보기")
CORRECT = Permission("correction:prepare", ((Role.OFFICER, anything),), label="정정공고 준비")
DECIDE_CORRECTION = Permission("correction:decide", _OFFICE, label="정정공고 결재")
RECORD_OUTCOME = Permission("application:record_outcome", _OFFICE, label="선정 결과 기록")
PROMOTE = Permission("application:promote", _OFFICE, label="예비 승격")
ABANDON = Permission(
    "application:abandon", ((Role.APPLICANT, own_company), (Role.OFFICER, unsealed)), label="선정 포기"
)
