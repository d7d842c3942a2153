"""The life of a supplier in the registry as a table."""

from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import Status, Supplier
from program_admin.suppliers.rules import missing_for_registration
from program_admin.workflow.process import Label, Process, Step, one


def _lacking(supplier: Supplier) -> list[str]:
    solutions = sum(each.ended_at is None for each in supplier.solutions)
    engineers = sum(each.ended_at is None for each in supplier.engineers)
    return missing_for_registration(solutions, engineers)


PROCESS = Process(
    noun="supplier",
    title="공급기업 등록",
    states=Status,
    start=Status.PENDING,
    steps=(
        Step(
            "register",
            "등록 확정",
            of=one(Status.PENDING),
            to=Status.REGISTERED,
            needs=may.DECIDE,
            objections=_lacking,
        ),
        Step(
            "refuse",
            "등록 거절",
            of=one(Status.PENDING),
            to=Status.REFUSED,
            needs=may.DECIDE,
            needs_reason=True,
            dangerous=True,
        ),
        Step("apply_again", "다시 심사 요청", of=one(Status.REFUSED), to=Status.PENDING, needs=may.EDIT),
        Step(
            "suspend",
            "참여제한",
            of=one(Status.REGISTERED),
            to=Status.SUSPENDED,
            needs=may.DECIDE,
            needs_reason=True,
            dangerous=True,
        ),
        Step(
            "restore",
            "참여제한 해제",
            of=one(Status.SUSPENDED),
            to=Status.REGISTERED,
            needs=may.DECIDE,
            needs_reason=True,
        ),
    ),
    labels={
        Status.PENDING: Label("심사 대기", "등록 심사 중", "information"),
        Status.REGISTERED: Label("등록", "등록됨", "success"),
        Status.SUSPENDED: Label("참여제한", "참여 제한", "danger"),
        Status.REFUSED: Label("등록 거절", "등록되지 않음", "danger"),
    },
)
