"""The lives of an agreement, a payment, a report and an inspection as tables."""

from program_admin.agreements import permissions as may
from program_admin.agreements.models import (
    Inspection,
    InspectionKind,
    InspectionStatus,
    Payment,
    PaymentStatus,
    ReportStatus,
    Status,
)
from program_admin.agreements.queries import looks_of
from program_admin.agreements.rules.payees import payee_objections
from program_admin.core import clock
from program_admin.workflow.process import Label, Process, Step, one

PROCESS = Process(
    noun="agreement",
    title="협약",
    states=Status,
    start=Status.PREPARING,
    steps=(
        Step("open", "서명 시작", one(Status.PREPARING), Status.SIGNING, may.PREPARE),
        Step("conclude", "체결", one(Status.SIGNING), Status.CONCLUDED, None),
        Step(
            "discard",
            "폐기",
            one(Status.PREPARING, Status.SIGNING),
            Status.DISCARDED,
            may.PREPARE,
            needs_reason=True,
            dangerous=True,
        ),
        Step(
            "cancel",
            "해약",
            one(Status.CONCLUDED),
            Status.CANCELLED,
            may.CANCEL,
            needs_reason=True,
            dangerous=True,
        ),
        Step("complete", "완료", one(Status.CONCLUDED), Status.COMPLETED, None),
    ),
    labels={
        Status.PREPARING: Label("준비중", "준비 중"),
        Status.SIGNING: Label("서명중", "서명 중", "warning"),
        Status.CONCLUDED: Label("체결", "체결", "information"),
        Status.COMPLETED: Label("완료", "완료", "success"),
        Status.DISCARDED: Label("폐기", "폐기"),
        Status.CANCELLED: Label("해약", "해약", "danger"),
    },
)


def not_payable(payment: Payment) -> list[str]:
    """Why a claim can't go on today: a payee's business was not looked up, too long ago, or does not go on."""
    return payee_objections(looks_of(payment), payment.agreement.terms.agreement.payees, clock.today())


PAYMENT = Process(
    noun="payment",
    title="지급",
    states=PaymentStatus,
    start=PaymentStatus.PLANNED,
    steps=(
        Step(
            "claim",
            "지급 신청",
            one(PaymentStatus.PLANNED, PaymentStatus.RETURNED),
            PaymentStatus.CLAIMED,
            may.CLAIM,
        ),
        Step(
            "return",
            "반려",
            one(PaymentStatus.CLAIMED, PaymentStatus.APPROVED),
            PaymentStatus.RETURNED,
            may.HANDLE_PAYMENT,
            needs_reason=True,
            dangerous=True,
        ),
        Step(
            "put_up",
            "결재 올리기",
            one(PaymentStatus.CLAIMED),
            PaymentStatus.WAITING,
            may.HANDLE_PAYMENT,
            objections=not_payable,
        ),
        Step("approve", "승인", one(PaymentStatus.WAITING), PaymentStatus.APPROVED, None),
        Step("send_back", "결재 반려", one(PaymentStatus.WAITING), PaymentStatus.CLAIMED, None, needs_reason=True),
        Step("pay", "지급완료 기록", one(PaymentStatus.APPROVED), PaymentStatus.PAID, may.HANDLE_PAYMENT),
    ),
    labels={
        PaymentStatus.PLANNED: Label("신청 전", "신청 전", "outline"),
        PaymentStatus.CLAIMED: Label("신청", "신청함", "warning"),
        PaymentStatus.RETURNED: Label("반려", "반려", "danger"),
        PaymentStatus.WAITING: Label("결재중", "검토 중", "information"),
        PaymentStatus.APPROVED: Label("승인", "승인", "information"),
        PaymentStatus.PAID: Label("지급완료", "지급 완료", "success"),
    },
)

REPORT = Process(
    noun="report",
    title="보고",
    states=ReportStatus,
    start=ReportStatus.WRITING,
    steps=(
        Step(
            "submit",
            "제출",
            one(ReportStatus.WRITING, ReportStatus.RETURNED),
            ReportStatus.SUBMITTED,
            may.WRITE_REPORT,
        ),
        Step(
            "return",
            "반려",
            one(ReportStatus.SUBMITTED),
            ReportStatus.RETURNED,
            may.DECIDE_REPORT,
            needs_reason=True,
            dangerous=True,
        ),
        Step("approve", "승인", one(ReportStatus.SUBMITTED), ReportStatus.APPROVED, may.DECIDE_REPORT),
    ),
    labels={
        ReportStatus.WRITING: Label("작성중", "작성 중", "information"),
        ReportStatus.SUBMITTED: Label("기업 확인중", "기업 확인 중", "warning"),
        ReportStatus.RETURNED: Label("기업 반려", "반려", "danger"),
        ReportStatus.APPROVED: Label("기업 승인", "승인", "success"),
    },
)


def only_with_line(inspection: Inspection) -> list[str]:
    """Why a final inspection can't be approved by one person: it goes through the approval line (위임전결)."""
    if inspection.kind == InspectionKind.FINAL:
        return ["최종점검은 결재를 거쳐 승인합니다. ‘결재 올리기’를 눌러 주세요."]
    return []


def only_without_line(inspection: Inspection) -> list[str]:
    """Why an interim inspection goes through no line."""
    if inspection.kind == InspectionKind.INTERIM:
        return ["중간점검은 결재 없이 승인합니다. ‘점검 승인’을 눌러 주세요."]
    return []


INSPECTION = Process(
    noun="inspection",
    title="점검",
    states=InspectionStatus,
    start=InspectionStatus.PLANNED,
    steps=(
        Step(
            "report",
            "점검표 제출",
            one(InspectionStatus.PLANNED, InspectionStatus.SUPPLEMENTED),
            InspectionStatus.REPORTED,
            may.INSPECT,
        ),
        Step("ask_supplement", "보완 요청", one(InspectionStatus.REPORTED), InspectionStatus.SUPPLEMENT_ASKED, None),
        Step(
            "answer",
            "보완 제출",
            one(InspectionStatus.SUPPLEMENT_ASKED),
            InspectionStatus.SUPPLEMENTED,
            may.ANSWER_INSPECTION,
        ),
        Step(
            "approve",
            "점검 승인",
            one(InspectionStatus.REPORTED),
            InspectionStatus.APPROVED,
            may.APPROVE_INSPECTION,
            objections=only_with_line,
        ),
        Step(
            "put_up",
            "결재 올리기",
            one(InspectionStatus.REPORTED),
            InspectionStatus.WAITING,
            may.PUT_UP_INSPECTION,
            objections=only_without_line,
        ),
        Step("confirm", "최종점검 승인", one(InspectionStatus.WAITING), InspectionStatus.APPROVED, None),
        Step(
            "send_back",
            "결재 반려",
            one(InspectionStatus.WAITING),
            InspectionStatus.REPORTED,
            None,
            needs_reason=True,
        ),
    ),
    labels={
        InspectionStatus.PLANNED: Label("배정", "점검 예정", "outline"),
        InspectionStatus.REPORTED: Label("점검 완료", "점검 완료", "information"),
        InspectionStatus.SUPPLEMENT_ASKED: Label("보완요청", "보완 요청", "warning"),
        InspectionStatus.SUPPLEMENTED: Label("보완 제출", "보완 제출함", "information"),
        InspectionStatus.WAITING: Label("결재중", "확인 중", "information"),
        InspectionStatus.APPROVED: Label("승인", "승인", "success"),
    },
)
