"""The company's desk: its applications, where each stands and what comes next."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.agreements.models import Status as AgreementStatus
from program_admin.applications.models import Application, Status
from program_admin.applications.queries import applications_of_company, supplements_of
from program_admin.applications.queries.delegates import applications_delegated_to
from program_admin.applications.states import PROCESS
from program_admin.companies.queries import companies_of
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.portal.case_stages import agreement_in_force
from program_admin.portal.desks.blocks import Block, Cell, Table, badge
from program_admin.portal.links import link_to, linked

HEADS = (("과제", "wide"), ("접수번호", ""), ("상태", ""), ("다음에 할 일", ""), ("기한", ""))
DELEGATED_HEADS = (("과제", "wide"), ("기업", ""), ("사업", ""), ("접수 마감", ""))
NEXT = {
    Status.DRAFT: "남은 항목을 채워 제출",
    Status.SUBMITTED: "검토를 기다림",
    Status.SCREENING: "검토를 기다림",
    Status.SUPPLEMENT_ASKED: "보완 요청에 답하기",
    Status.SUPPLEMENTED: "확인을 기다림",
    Status.ELIGIBLE: "평가 결과를 기다림",
    Status.SELECTED: "협약 준비를 기다림",
    Status.RESERVE: "예비 순서를 기다림",
    Status.WITHDRAWN: "마감 전이면 복구",
}
AGREED = {
    AgreementStatus.PREPARING: "협약 준비를 기다림",
    AgreementStatus.SIGNING: "협약서에 서명",
    AgreementStatus.CONCLUDED: "구축하고 보고 승인",
    AgreementStatus.COMPLETED: "사후관리 방문 받기",
    AgreementStatus.CANCELLED: "–",
}
"""What comes next for a selected application, once it has an agreement."""


def blocks(person: Person, now: datetime) -> list[Block]:
    """The drafts entrusted to the person, then the applications of the own companies, newest first."""
    theirs = [each for company in companies_of(person) for each in applications_of_company(company.id)]
    rows = tuple(_row(each, now) for each in sorted(theirs, key=lambda each: each.created_at, reverse=True))
    empty = "아직 신청서가 없습니다. 사업 공고에서 신청을 시작해 주세요."
    own = Table("우리 신청", HEADS, rows, empty, "내 신청 전체", link_to("applications.mine"))
    delegated = tuple(_delegated_row(each) for each in applications_delegated_to(person))
    entrusted = [Table("부탁받은 대리 작성", DELEGATED_HEADS, delegated, "")] if delegated else []
    return [*entrusted, own] if theirs or not delegated else list(entrusted)


def _delegated_row(application: Application) -> tuple[Cell, ...]:
    return (
        linked(application.shown_title, "applications.show", application_id=application.id),
        application.company_name,
        application.round.title,
        korean_datetime(application.round.closes_at),
    )


def _row(application: Application, now: datetime) -> tuple[Cell, ...]:
    status = Status(application.status)
    endpoint = "applications.show" if status is Status.DRAFT else "portal.case"
    return (
        linked(application.shown_title, endpoint, application_id=application.id),
        application.number or "–",
        badge(PROCESS.label(status, staff=False), PROCESS.tone(status)),
        _next(application, status),
        due_text(application, now),
    )


def _next(application: Application, status: Status) -> str:
    agreement = agreement_in_force(application) if status is Status.SELECTED else None
    return AGREED[AgreementStatus(agreement.status)] if agreement else NEXT.get(status, "–")


def due_text(application: Application, now: datetime) -> str:
    """Until when the company has to act, '–' where nothing is due."""
    if application.status == Status.DRAFT:
        return korean_datetime(application.deadline.closes_at)
    if application.status == Status.SUPPLEMENT_ASKED:
        due = [request.due_on for request in supplements_of(application.id) if request.status == "asked"]
        return korean_date(min(due)) if due else "–"
    if application.status == Status.WITHDRAWN and now <= application.deadline.closes_at:
        return korean_datetime(application.deadline.closes_at)
    return "–"
