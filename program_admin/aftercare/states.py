"""The lives of a visit and of a corrective action as tables."""

from program_admin.aftercare import permissions as may
from program_admin.aftercare.models import CorrectiveStatus, Status
from program_admin.workflow.process import Label, Process, Step, one

PROCESS = Process(
    noun="visit",
    title="사후관리 방문",
    states=Status,
    start=Status.PLANNED,
    steps=(
        Step("assign", "방문 배정", one(Status.PLANNED, Status.CONFIRMED), Status.CONFIRMED, may.ASSIGN),
        Step("finish", "서명하고 마치기", one(Status.CONFIRMED), Status.DONE, may.VISIT),
        Step(
            "cancel",
            "방문 취소",
            one(Status.PLANNED, Status.CONFIRMED),
            Status.CANCELLED,
            may.ASSIGN,
            needs_reason=True,
            dangerous=True,
        ),
    ),
    labels={
        Status.PLANNED: Label("계획", "계획", "outline"),
        Status.CONFIRMED: Label("확정", "방문 예정", "information"),
        Status.DONE: Label("완료", "방문 완료", "success"),
        Status.CANCELLED: Label("취소", "취소"),
    },
)

CORRECTIVE = Process(
    noun="corrective",
    title="시정조치",
    states=CorrectiveStatus,
    start=CorrectiveStatus.OPEN,
    steps=(
        Step("answer", "이행 내용 내기", one(CorrectiveStatus.OPEN), CorrectiveStatus.ANSWERED, may.ANSWER),
        Step(
            "ask_again",
            "다시 요청",
            one(CorrectiveStatus.ANSWERED),
            CorrectiveStatus.OPEN,
            may.CLOSE,
            needs_reason=True,
        ),
        Step(
            "close",
            "시정 확인",
            one(CorrectiveStatus.OPEN, CorrectiveStatus.ANSWERED),
            CorrectiveStatus.CLOSED,
            may.CLOSE,
        ),
    ),
    labels={
        CorrectiveStatus.OPEN: Label("요청", "이행 필요", "warning"),
        CorrectiveStatus.ANSWERED: Label("이행 제출", "확인 중", "information"),
        CorrectiveStatus.CLOSED: Label("확인", "확인 완료", "success"),
    },
)
