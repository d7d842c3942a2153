"""Who may do what in the evaluation."""

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application
from program_admin.companies.permissions import own_company
from program_admin.documents.models import IssuedDocument
from program_admin.evaluation import queries
from program_admin.evaluation.models import Invitation, PanelCase, PanelSeat, Ranking, Sheet
from program_admin.workflow import approval

RANKING_ACT = "ranking"


def own_seat(person: Person, record: object) -> bool:
    """Whether the seat is this person's."""
    return isinstance(record, PanelSeat) and record.evaluator.person_id == person.id


def own_taken_seat(person: Person, record: object) -> bool:
    """Whether the seat is this person's and the invitation was accepted."""
    return isinstance(record, PanelSeat) and own_seat(person, record) and record.status == Invitation.ACCEPTED


def own_pledged_seat(person: Person, record: object) -> bool:
    """Whether the seat is this person's, accepted, and the pledge was signed."""
    return isinstance(record, PanelSeat) and own_taken_seat(person, record) and record.pledge_signed_at is not None


def assigned_and_not_recused(person: Person, record: object) -> bool:
    """Whether the sheet is this person's, the seat accepted, the pledge signed, and nobody recused from the case."""
    sheet = getattr(record, "sheet", record)
    if not isinstance(sheet, Sheet) or sheet.evaluator.person_id != person.id:
        return False
    seat = queries.seat_of(sheet.panel_id, sheet.evaluator_id)
    return seat is not None and own_pledged_seat(person, seat) and not queries.is_recused(sheet)


def chairs_the_panel(person: Person, record: object) -> bool:
    """Whether this person writes the overall opinion on the case: the chair, or whoever acts for a recused one."""
    if not isinstance(record, PanelCase):
        return False
    seat = queries.opinion_writer(record)
    return seat is not None and own_pledged_seat(person, seat)


def next_signer(person: Person, record: object) -> bool:
    """Whether the ranking waits for this person's signature."""
    if not isinstance(record, Ranking):
        return False
    waiting = approval.waiting_for(RANKING_ACT, ("Ranking", record.id))
    return waiting is not None and approval.SIGN.allows(person, waiting)


def about_own_company(person: Person, record: object) -> bool:
    """Whether a result letter is about an application of the person's company."""
    if not isinstance(record, IssuedDocument) or record.kind != queries.RESULT_LETTER:
        return False
    application = queries.application_about(record)
    return isinstance(application, Application) and own_company(person, application)


_OFFICE = ((Role.OFFICER, anything), (Role.APPROVER, anything), (Role.AUDITOR, anything))
_OFFICER = ((Role.OFFICER, anything),)
_SCORER = ((Role.EVALUATOR, assigned_and_not_recused),)

LIST_POOL = Permission("evaluator:list", _OFFICE, label="평가위원 명단 보기")
MANAGE_POOL = Permission("evaluator:manage", _OFFICER, label="평가위원 등록과 수정")
SEE_PANELS = Permission("panel:see", _OFFICE, label="평가위원회 보기")
MANAGE_PANELS = Permission("panel:manage", _OFFICER, label="평가위원회 구성과 섭외")
CONFIRM_PANEL = Permission("panel:confirm", _OFFICER, label="평가확정")
ANSWER = Permission("seat:answer", ((Role.EVALUATOR, own_seat),), label="참석 여부 회신")
PLEDGE = Permission("seat:pledge", ((Role.EVALUATOR, own_taken_seat),), label="청렴·보안 서약")
SCORE_PANEL = Permission("seat:score", ((Role.EVALUATOR, own_taken_seat),), label="자기 분과 보기")
SIGN_SHEETS = Permission("seat:sign", ((Role.EVALUATOR, own_pledged_seat),), label="평가표 서명")
DESK = Permission("sheet:desk", ((Role.EVALUATOR, anything),), label="평가위원 업무 보기")
SCORE = Permission("sheet:score", _SCORER, label="채점")
READ_CASE = Permission("sheet:read_case", _SCORER, label="평가할 신청서와 서류 읽기")
DROP = Permission("sheet:drop", (*_SCORER, *_OFFICER), label="회피와 제척·기피 기록")
CHAIR = Permission("panel:opinion", ((Role.EVALUATOR, chairs_the_panel),), label="종합의견 작성")
SEE_RANKING = Permission("ranking:see", _OFFICE, label="종합평가 순위 보기")
DRAFT_RANKING = Permission("ranking:draft", _OFFICER, label="순위표 만들기와 상신")
SIGN_RANKING = Permission(
    "ranking:sign", ((Role.APPROVER, next_signer), (Role.OFFICER, next_signer)), label="순위표 결재·반려"
)
PUBLISH = Permission("ranking:publish", ((Role.APPROVER, anything), (Role.OFFICER, anything)), label="선정 결과 공표")
PROMOTE = Permission("ranking:promote", _OFFICER, label="예비 승격")
DOWNLOAD = Permission(
    "evaluation:download", (*_OFFICE, (Role.APPLICANT, about_own_company)), label="종합평가표와 결과 통보 내려받기"
)
