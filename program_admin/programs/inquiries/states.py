"""The life of a question on a round as a table."""

from program_admin.programs.inquiries import permissions as may
from program_admin.programs.inquiries.models import Status
from program_admin.workflow.process import Label, Process, Step, one

PROCESS = Process(
    noun="inquiry",
    title="공고 문의",
    states=Status,
    start=Status.ASKED,
    steps=(
        Step("answer", "답변 공개", one(Status.ASKED), Status.ANSWERED, may.ANSWER),
        Step(
            "decline",
            "답변하지 않기",
            one(Status.ASKED),
            Status.DECLINED,
            may.ANSWER,
            needs_reason=True,
            dangerous=True,
        ),
        Step("correct", "답변 고치기", one(Status.ANSWERED), Status.ANSWERED, may.ANSWER, needs_reason=True),
    ),
    labels={
        Status.ASKED: Label("답변 전", "답변을 기다림", "warning"),
        Status.ANSWERED: Label("답변함", "답변 받음", "success"),
        Status.DECLINED: Label("답변하지 않음", "답변하지 않음", "neutral"),
    },
)
