"""How far each case of a round has come, from receipt to aftercare."""

import uuid
from collections import Counter
from enum import StrEnum

from sqlalchemy import and_, select

from program_admin.agreements.models import Agreement, Inspection, InspectionKind
from program_admin.agreements.models import Status as AgreementStatus
from program_admin.applications.models import Application, Status
from program_admin.core.database import db
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import StepCode


class Stage(StrEnum):
    """The stages a case passes, in order; a case that ended on the way stands in none."""

    RECEIVED = "received"
    SCREENING = "screening"
    EVALUATION = "evaluation"
    SELECTION = "selection"
    AGREEMENT = "agreement"
    BUILDING = "building"
    FINAL_INSPECTION = "final_inspection"
    AFTERCARE = "aftercare"


STAGE_NAMES = {
    Stage.RECEIVED: "접수",
    Stage.SCREENING: "요건검토",
    Stage.EVALUATION: "평가",
    Stage.SELECTION: "선정",
    Stage.AGREEMENT: "협약",
    Stage.BUILDING: "구축 중",
    Stage.FINAL_INSPECTION: "최종점검",
    Stage.AFTERCARE: "사후관리",
}
FINISHED = "완료"
"""What a finished case's stage is called in a round without aftercare."""
_OF_APPLICATION = {
    Status.SUBMITTED: Stage.RECEIVED,
    Status.SCREENING: Stage.SCREENING,
    Status.SUPPLEMENT_ASKED: Stage.SCREENING,
    Status.SUPPLEMENTED: Stage.SCREENING,
    Status.ELIGIBLE: Stage.EVALUATION,
    Status.SELECTED: Stage.SELECTION,
    Status.RESERVE: Stage.SELECTION,
}
_OF_AGREEMENT = {
    AgreementStatus.PREPARING: Stage.AGREEMENT,
    AgreementStatus.SIGNING: Stage.AGREEMENT,
    AgreementStatus.CONCLUDED: Stage.BUILDING,
    AgreementStatus.COMPLETED: Stage.AFTERCARE,
}


def stage_names(terms: RoundFile) -> dict[Stage, str]:
    """What the stages of a round are called; a round without aftercare ends with the finished project."""
    without = {} if terms.step_on(StepCode.AFTERCARE) else {Stage.AFTERCARE: FINISHED}
    return {**STAGE_NAMES, **without}


def stage_of(status: str, agreement: str | None = None, *, final_planned: bool = False) -> Stage | None:
    """The stage of a case by the states of its application and agreement; None for one that has ended or not begun."""
    if agreement is None:
        return _OF_APPLICATION.get(Status(status))
    stage = _OF_AGREEMENT.get(AgreementStatus(agreement))
    return Stage.FINAL_INSPECTION if stage is Stage.BUILDING and final_planned else stage


def counts_by_stage(round_id: uuid.UUID) -> dict[Stage, int]:
    """How many cases of a round stand at each stage now."""
    live = and_(Agreement.application_id == Application.id, Agreement.status != AgreementStatus.DISCARDED.value)
    final = and_(Inspection.agreement_id == Agreement.id, Inspection.kind == InspectionKind.FINAL.value)
    rows = db.session.execute(
        select(Application.status, Agreement.status, Inspection.id)
        .outerjoin(Agreement, live)
        .outerjoin(Inspection, final)
        .where(Application.round_id == round_id)
    )
    counted = Counter(
        stage_of(status, agreement, final_planned=final_id is not None) for status, agreement, final_id in rows
    )
    return {stage: counted[stage] for stage in Stage}
