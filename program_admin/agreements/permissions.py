"""Who may do what to agreements, payments, reports and inspections."""

from dataclasses import dataclass
from uuid import UUID

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.agreements.models import Agreement, Inspection, InspectionPhoto, PartyCode, Payment, Status
from program_admin.agreements.queries import is_assigned
from program_admin.applications.permissions import unsealed
from program_admin.companies.permissions import own_company
from program_admin.suppliers.permissions import own_supplier
from program_admin.workflow import approval

ACT_OF = {Agreement: "agreement", Payment: "payment", Inspection: "final_inspection"}


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """The line of an agreement on which one party signs."""

    agreement: Agreement
    party: PartyCode

    @property
    def id(self) -> UUID:
        """The agreement's id (for the access log)."""
        return self.agreement.id

    @property
    def company_id(self) -> UUID:
        """The company of the agreement."""
        return self.agreement.company_id

    @property
    def supplier_id(self) -> UUID:
        """The supplier of the agreement."""
        return self.agreement.supplier_id


def _agreement(record: object) -> Agreement | None:
    found = getattr(record, "agreement", record)
    return found if isinstance(found, Agreement) else None


def shown_to_parties(record: object) -> bool:
    """Whether the agreement left the centre's desk: while it is prepared its parties don't see it."""
    found = _agreement(record)
    return found is not None and found.opened_at is not None


def companys(person: Person, record: object) -> bool:
    """Whether the person acts for the company of an agreement that was put up for signing."""
    return shown_to_parties(record) and own_company(person, record)


def suppliers(person: Person, record: object) -> bool:
    """Whether the person acts for the supplier of an agreement that was put up for signing."""
    return shown_to_parties(record) and own_supplier(person, record)


def inspects(person: Person, record: object) -> bool:
    """Whether the person is the inspector of this inspection, or of one of this agreement's."""
    if isinstance(record, Inspection | InspectionPhoto):
        return record.inspector_id == person.id
    found = _agreement(record)
    return found is not None and is_assigned(person.id, found.id)


def another_inspected(person: Person, record: object) -> bool:
    """Whether somebody else inspected: nobody approves own work."""
    return isinstance(record, Inspection) and record.inspector_id != person.id


def seat_is_theirs(person: Person, record: object) -> bool:
    """Whether the approval line of this agreement, payment or inspection waits for this person."""
    if not isinstance(record, Agreement | Payment | Inspection):
        return False
    waiting = approval.waiting_for(ACT_OF[type(record)], (type(record).__name__, record.id))
    return waiting is not None and approval.SIGN.allows(person, waiting)


def seat_of_another(person: Person, record: object) -> bool:
    """Whether the line waits for this person, who didn't inspect either."""
    return another_inspected(person, record) and seat_is_theirs(person, record)


def _signs_for_company(person: Person, place: object) -> bool:
    return isinstance(place, SigningPlace) and place.party is PartyCode.COMPANY and companys(person, place)


def _signs_for_supplier(person: Person, place: object) -> bool:
    return isinstance(place, SigningPlace) and place.party is PartyCode.SUPPLIER and suppliers(person, place)


def _signs_for_centre(person: Person, place: object) -> bool:
    if not isinstance(place, SigningPlace) or place.party is not PartyCode.CENTRE:
        return False
    return place.agreement.opened_at is not None and place.agreement.created_by_id != person.id


def _in_force(_person: Person, record: object) -> bool:
    found = _agreement(record)
    return found is not None and found.status in (Status.CONCLUDED, Status.COMPLETED)


_STAFF = ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything))
_PARTIES = ((Role.APPLICANT, companys), (Role.SUPPLIER, suppliers))

LIST = Permission("agreement:list", _STAFF, label="협약 목록 보기")
BROWSE = Permission(
    "agreement:browse", ((Role.APPLICANT, anything), (Role.SUPPLIER, anything)), label="내 협약 목록 보기"
)
SEE = Permission("agreement:see", (*_STAFF, *_PARTIES, (Role.VISITOR, inspects)), label="협약 보기")
PREPARE = Permission("agreement:prepare", ((Role.OFFICER, anything),), label="협약 준비")
START = Permission("agreement:start", ((Role.OFFICER, unsealed),), label="협약 시작")
SIGN = Permission(
    "agreement:sign",
    (
        (Role.APPLICANT, _signs_for_company),
        (Role.SUPPLIER, _signs_for_supplier),
        (Role.APPROVER, _signs_for_centre),
    ),
    label="협약 서명",
)
APPROVE_CONCLUSION = Permission(
    "agreement:approve", ((Role.APPROVER, seat_is_theirs), (Role.OFFICER, seat_is_theirs)), label="협약 체결 결재"
)
CANCEL = Permission("agreement:cancel", ((Role.APPROVER, _in_force),), label="협약 해약")
DOWNLOAD = Permission("agreement:download", (*_STAFF, *_PARTIES), label="협약서와 첨부 내려받기")

LIST_PAYMENTS = Permission("payment:list", _STAFF, label="지급 목록 보기")
SEE_PAYMENT = Permission("payment:see", (*_STAFF, *_PARTIES), label="지급 보기")
CLAIM = Permission("payment:claim", ((Role.APPLICANT, companys),), label="지급 신청")
HANDLE_PAYMENT = Permission("payment:handle", ((Role.OFFICER, anything),), label="지급 검토와 처리")
APPROVE_PAYMENT = Permission(
    "payment:approve", ((Role.APPROVER, seat_is_theirs), (Role.OFFICER, seat_is_theirs)), label="지급 결재"
)

SEE_REPORT = Permission("report:see", (*_STAFF, *_PARTIES, (Role.VISITOR, inspects)), label="보고서 보기")
WRITE_REPORT = Permission("report:write", ((Role.SUPPLIER, suppliers),), label="보고서 작성")
DECIDE_REPORT = Permission("report:decide", ((Role.APPLICANT, companys),), label="보고서 승인과 반려")

MY_INSPECTIONS = Permission("inspection:browse", ((Role.VISITOR, anything),), label="내 점검 목록 보기")
SEE_INSPECTION = Permission("inspection:see", (*_STAFF, *_PARTIES, (Role.VISITOR, inspects)), label="점검 보기")
PLAN_INSPECTION = Permission("inspection:plan", ((Role.OFFICER, anything),), label="점검 배정")
INSPECT = Permission("inspection:report", ((Role.VISITOR, inspects),), label="점검표 작성")
ANSWER_INSPECTION = Permission("inspection:answer", ((Role.SUPPLIER, suppliers),), label="점검 보완 제출")
APPROVE_INSPECTION = Permission(
    "inspection:approve",
    ((Role.OFFICER, another_inspected), (Role.APPROVER, another_inspected)),
    label="점검 승인",
)
PUT_UP_INSPECTION = Permission("inspection:put_up", ((Role.OFFICER, another_inspected),), label="최종점검 결재 올리기")
SIGN_INSPECTION = Permission(
    "inspection:sign", ((Role.APPROVER, seat_of_another), (Role.OFFICER, seat_of_another)), label="최종점검 결재"
)
