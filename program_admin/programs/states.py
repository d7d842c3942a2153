"""The life of a round: drafted, announced, closed, archived."""

from program_admin.core import clock
from program_admin.programs import permissions as may
from program_admin.programs.models import Round, Status
from program_admin.programs.schema.checks.all_checks import found_in
from program_admin.programs.schema.checks.opening import must_mend
from program_admin.workflow.process import Label, Process, Step, one


def faults_before_opening(round_: Round) -> list[str]:
    """What still speaks against announcing the round."""
    terms = round_.terms
    found = [*found_in(terms), *must_mend(terms, clock.now())]
    return [each.sentence for each in found]


PROCESS = Process(
    noun="round",
    title="회차",
    states=Status,
    start=Status.DRAFT,
    steps=(
        Step("open", "공고하기", one(Status.DRAFT), Status.OPEN, may.OPEN, objections=faults_before_opening),
        Step("close", "접수 끝내기", one(Status.OPEN), Status.CLOSED, may.CLOSE, needs_reason=True, dangerous=True),
        Step("reopen", "접수 다시 열기", one(Status.CLOSED), Status.OPEN, may.CLOSE, needs_reason=True),
        Step("archive", "보관하기", one(Status.CLOSED), Status.ARCHIVED, may.ARCHIVE, dangerous=True),
    ),
    labels={
        Status.DRAFT: Label("준비 중", "준비 중", "neutral"),
        Status.OPEN: Label("공고 중", "접수", "success"),
        Status.CLOSED: Label("접수 끝남", "접수 마감", "warning"),
        Status.ARCHIVED: Label("보관", "지난 공고", "neutral"),
    },
)
