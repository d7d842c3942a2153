"""The lives of an application, a supplement request, an extension and a correction as tables."""

from program_admin.applications import permissions as may
from program_admin.applications.models import CorrectionStatus, ExtensionStatus, Status, SupplementStatus
from program_admin.applications.queries.corrections import objections_to_correction
from program_admin.applications.queries.deadlines import objections_to_extension
from program_admin.workflow.process import Label, Process, Step, one

EVALUATED_SOON = "평가 중"

PROCESS = Process(
    noun="application",
    title="신청",
    states=Status,
    start=Status.DRAFT,
    steps=(
        Step("submit", "제출", of=one(Status.DRAFT), to=Status.SUBMITTED, needs=may.SUBMIT),
        Step(
            "withdraw",
            "접수 취소",
            of=one(Status.SUBMITTED),
            to=Status.WITHDRAWN,
            needs=may.WITHDRAW,
            dangerous=True,
        ),
        Step("restore", "접수 복구", of=one(Status.WITHDRAWN), to=Status.SUBMITTED, needs=may.WITHDRAW),
        Step("revise", "고쳐 쓰기", of=one(Status.WITHDRAWN), to=Status.DRAFT, needs=may.WITHDRAW),
        Step(
            "return",
            "접수 반려",
            of=one(Status.SUBMITTED),
            to=Status.RETURNED,
            needs=may.SCREEN,
            needs_reason=True,
            dangerous=True,
        ),
        Step("start_screening", "요건검토 시작", of=one(Status.SUBMITTED), to=Status.SCREENING, needs=may.SCREEN),
        Step(
            "ask_supplement",
            "보완 요청",
            of=one(Status.SCREENING, Status.SUPPLEMENT_ASKED, Status.SUPPLEMENTED),
            to=Status.SUPPLEMENT_ASKED,
            needs=may.SCREEN,
        ),
        Step(
            "answer_supplement",
            "보완 제출",
            of=one(Status.SUPPLEMENT_ASKED),
            to=Status.SUPPLEMENTED,
            needs=may.ANSWER_SUPPLEMENT,
        ),
        Step(
            "pass",
            "적합 확정",
            of=one(Status.SCREENING, Status.SUPPLEMENTED),
            to=Status.ELIGIBLE,
            needs=may.DECIDE_SCREENING,
        ),
        Step(
            "fail",
            "부적합 확정",
            of=one(Status.SCREENING, Status.SUPPLEMENT_ASKED, Status.SUPPLEMENTED),
            to=Status.INELIGIBLE,
            needs=may.DECIDE_SCREENING,
            needs_reason=True,
            dangerous=True,
        ),
        Step("select", "선정 기록", of=one(Status.ELIGIBLE), to=Status.SELECTED, needs=may.RECORD_OUTCOME),
        Step("reserve", "예비 기록", of=one(Status.ELIGIBLE), to=Status.RESERVE, needs=may.RECORD_OUTCOME),
        Step(
            "reject",
            "탈락 기록",
            of=one(Status.ELIGIBLE),
            to=Status.REJECTED,
            needs=may.RECORD_OUTCOME,
            needs_reason=True,
        ),
        Step(
            "promote",
            "예비에서 선정",
            of=one(Status.RESERVE),
            to=Status.SELECTED,
            needs=may.PROMOTE,
            needs_reason=True,
        ),
        Step(
            "abandon",
            "선정 포기",
            of=one(Status.SELECTED, Status.RESERVE),
            to=Status.ABANDONED,
            needs=may.ABANDON,
            needs_reason=True,
            dangerous=True,
        ),
    ),
    labels={
        Status.DRAFT: Label("작성중", "작성 중", "information"),
        Status.SUBMITTED: Label("제출완료", "제출 완료", "success"),
        Status.WITHDRAWN: Label("접수취소", "접수 취소"),
        Status.RETURNED: Label("접수반려", "접수 반려", "danger"),
        Status.SCREENING: Label("검토중", "요건 검토 중", "information"),
        Status.SUPPLEMENT_ASKED: Label("보완요청", "보완 요청", "warning"),
        Status.SUPPLEMENTED: Label("보완완료", "보완 제출함", "information"),
        Status.ELIGIBLE: Label("적합", EVALUATED_SOON, "information"),
        Status.INELIGIBLE: Label("부적합", "요건 부적합", "danger"),
        Status.SELECTED: Label("선정", "선정", "success"),
        Status.RESERVE: Label("예비", "예비 선정", "warning"),
        Status.REJECTED: Label("탈락", "선정되지 않음"),
        Status.ABANDONED: Label("포기", "포기"),
    },
)

EXTENSION = Process(
    noun="extension",
    title="접수기간 연장",
    states=ExtensionStatus,
    start=ExtensionStatus.PROPOSED,
    steps=(
        Step(
            "approve",
            "연장 확정",
            of=one(ExtensionStatus.PROPOSED),
            to=ExtensionStatus.APPROVED,
            needs=may.DECIDE_EXTENSION,
            objections=objections_to_extension,
        ),
        Step(
            "return",
            "반려",
            of=one(ExtensionStatus.PROPOSED),
            to=ExtensionStatus.RETURNED,
            needs=may.DECIDE_EXTENSION,
            needs_reason=True,
            dangerous=True,
        ),
        Step(
            "take_back",
            "상신 취소",
            of=one(ExtensionStatus.PROPOSED),
            to=ExtensionStatus.TAKEN_BACK,
            needs=may.PROPOSE_EXTENSION,
        ),
    ),
    labels={
        ExtensionStatus.PROPOSED: Label("결재 대기", "검토 중", "warning"),
        ExtensionStatus.APPROVED: Label("연장 확정", "연장됨", "success"),
        ExtensionStatus.RETURNED: Label("반려", "연장하지 않음", "danger"),
        ExtensionStatus.TAKEN_BACK: Label("상신 취소", "연장하지 않음"),
    },
)

CORRECTION = Process(
    noun="correction",
    title="정정공고",
    states=CorrectionStatus,
    start=CorrectionStatus.DRAFTED,
    steps=(
        Step(
            "propose",
            "결재 올리기",
            of=one(CorrectionStatus.DRAFTED),
            to=CorrectionStatus.PROPOSED,
            needs=may.CORRECT,
            objections=objections_to_correction,
            needs_reason=True,
        ),
        Step(
            "discard",
            "버리기",
            of=one(CorrectionStatus.DRAFTED),
            to=CorrectionStatus.DISCARDED,
            needs=may.CORRECT,
            dangerous=True,
        ),
        Step(
            "publish",
            "정정공고",
            of=one(CorrectionStatus.PROPOSED),
            to=CorrectionStatus.PUBLISHED,
            needs=may.DECIDE_CORRECTION,
            objections=objections_to_correction,
        ),
        Step(
            "return",
            "반려",
            of=one(CorrectionStatus.PROPOSED),
            to=CorrectionStatus.DRAFTED,
            needs=may.DECIDE_CORRECTION,
            needs_reason=True,
            dangerous=True,
        ),
        Step(
            "take_back",
            "상신 취소",
            of=one(CorrectionStatus.PROPOSED),
            to=CorrectionStatus.DRAFTED,
            needs=may.CORRECT,
        ),
    ),
    labels={
        CorrectionStatus.DRAFTED: Label("준비 중", "준비 중", "information"),
        CorrectionStatus.PROPOSED: Label("결재 대기", "준비 중", "warning"),
        CorrectionStatus.PUBLISHED: Label("공고함", "공고함", "success"),
        CorrectionStatus.DISCARDED: Label("버림", "버림"),
    },
)

SUPPLEMENT = Process(
    noun="supplement",
    title="보완",
    states=SupplementStatus,
    start=SupplementStatus.ASKED,
    steps=(
        Step(
            "answer",
            "보완 제출",
            of=one(SupplementStatus.ASKED),
            to=SupplementStatus.ANSWERED,
            needs=may.ANSWER_SUPPLEMENT,
        ),
        Step("accept", "보완 인정", of=one(SupplementStatus.ANSWERED), to=SupplementStatus.ACCEPTED, needs=may.SCREEN),
        Step(
            "ask_again",
            "다시 보완 요청",
            of=one(SupplementStatus.ANSWERED),
            to=SupplementStatus.ASKED,
            needs=may.SCREEN,
            needs_reason=True,
        ),
        Step(
            "extend",
            "기한 연장",
            of=one(SupplementStatus.ASKED),
            to=SupplementStatus.ASKED,
            needs=may.SCREEN,
            needs_reason=True,
        ),
    ),
    labels={
        SupplementStatus.ASKED: Label("보완요청", "보완해 주세요", "warning"),
        SupplementStatus.ANSWERED: Label("보완완료", "보완 제출함", "information"),
        SupplementStatus.ACCEPTED: Label("인정", "확인함", "success"),
    },
)
