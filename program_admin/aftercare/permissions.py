"""Who may do what to visits and corrective actions."""

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.aftercare.models import CorrectiveAction, CorrectiveEvent, Status, Visit
from program_admin.companies.permissions import own_company
from program_admin.suppliers.permissions import own_supplier


def _visit(record: object) -> Visit | None:
    if isinstance(record, CorrectiveEvent):
        record = record.action
    found = getattr(record, "visit", record)
    return found if isinstance(found, Visit) else None


def visits(person: Person, record: object) -> bool:
    """Whether the person is the visitor of this visit, or of the visit this record belongs to."""
    found = _visit(record)
    return found is not None and found.visitor_id == person.id


def visited(person: Person, record: object) -> bool:
    """Whether the person acts for the company that is visited."""
    return own_company(person, _visit(record) or record)


def built(person: Person, record: object) -> bool:
    """Whether the person acts for the supplier whose work was visited, once the visit is signed."""
    found = _visit(record)
    return found is not None and found.status == Status.DONE and own_supplier(person, found)


def must_mend(person: Person, record: object) -> bool:
    """Whether the person acts for the company or the supplier that a corrective action asks."""
    if not isinstance(record, CorrectiveAction):
        return False
    roles = person.roles
    return (Role.APPLICANT in roles and visited(person, record)) or (Role.SUPPLIER in roles and built(person, record))


_STAFF = ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything))
_EVERYBODY = (*_STAFF, (Role.APPLICANT, anything), (Role.SUPPLIER, anything))

LIST = Permission("visit:list", _EVERYBODY, label="방문 목록 보기")
MINE = Permission("visit:mine", ((Role.VISITOR, anything),), label="내 방문 목록 보기")
SEE = Permission(
    "visit:see",
    (*_STAFF, (Role.VISITOR, visits), (Role.APPLICANT, visited), (Role.SUPPLIER, built)),
    label="방문 보기",
)
HISTORY = Permission(
    "visit:history",
    (*_STAFF, (Role.APPLICANT, own_company), (Role.SUPPLIER, own_supplier)),
    label="과제의 방문 이력 보기",
)
PLAN = Permission("visit:plan", ((Role.OFFICER, anything),), label="방문 계획")
ASSIGN = Permission("visit:assign", ((Role.OFFICER, anything),), label="방문 배정과 취소")
VISIT = Permission("visit:fill", ((Role.VISITOR, visits),), label="방문점검표 작성과 서명")
PHOTO = Permission(
    "visit:photo", (*_STAFF, (Role.VISITOR, visits), (Role.APPLICANT, visited)), label="방문 사진 내려받기"
)
DOWNLOAD = Permission(
    "visit:download", (*_STAFF, (Role.VISITOR, visits), (Role.APPLICANT, visited)), label="방문점검표 내려받기"
)
LIST_ACTIONS = Permission("corrective:list", (*_EVERYBODY, (Role.VISITOR, anything)), label="시정조치 목록 보기")
SEE_ACTION = Permission(
    "corrective:see",
    (*_STAFF, (Role.VISITOR, visits), (Role.APPLICANT, visited), (Role.SUPPLIER, built)),
    label="시정조치 보기",
)
ANSWER = Permission(
    "corrective:answer", ((Role.APPLICANT, must_mend), (Role.SUPPLIER, must_mend)), label="시정조치 이행 내용 내기"
)
CLOSE = Permission("corrective:close", ((Role.OFFICER, anything), (Role.VISITOR, visits)), label="시정조치 확인")
