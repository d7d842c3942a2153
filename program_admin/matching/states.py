"""The life of a request as a table (송부 → 검토중 → 적합 | 부적합)."""

from program_admin.matching import permissions as may
from program_admin.matching.models import Status
from program_admin.workflow.process import Label, Process, Step, one

PROCESS = Process(
    noun="matching",
    title="제안 요청",
    states=Status,
    start=Status.SENT,
    steps=(
        Step("start", "검토 시작", of=one(Status.SENT), to=Status.REVIEWING, needs=may.ANSWER),
        Step("propose", "제안하기", of=one(Status.REVIEWING, Status.SUITED), to=Status.SUITED, needs=may.ANSWER),
        Step(
            "decline",
            "부적합으로 답하기",
            of=one(Status.SENT, Status.REVIEWING),
            to=Status.UNSUITED,
            needs=may.ANSWER,
            needs_reason=True,
            dangerous=True,
        ),
        Step("accept", "제안 받아들이기", of=one(Status.SUITED), to=Status.ACCEPTED, needs=may.ACCEPT),
        Step(
            "withdraw",
            "요청 취소",
            of=one(Status.SENT, Status.REVIEWING, Status.SUITED),
            to=Status.CLOSED,
            needs=may.SEEK,
            dangerous=True,
        ),
        Step(
            "close",
            "다른 제안 선택으로 종료",
            of=one(Status.SENT, Status.REVIEWING, Status.SUITED),
            to=Status.CLOSED,
            needs=None,
        ),
    ),
    labels={
        Status.SENT: Label("송부", "요청 보냄", "information"),
        Status.REVIEWING: Label("검토중", "검토 중", "warning"),
        Status.SUITED: Label("적합(제안)", "제안 받음", "success"),
        Status.UNSUITED: Label("부적합", "맞지 않음"),
        Status.ACCEPTED: Label("수락", "받아들임", "success"),
        Status.CLOSED: Label("종료", "종료"),
    },
)
