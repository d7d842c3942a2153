"""The steps of a round from application to aftercare, each switched on or off."""

from enum import StrEnum

from pydantic import Field

from program_admin.programs.schema.base import Part


class StepCode(StrEnum):
    """Every step the programme knows, in its fixed order."""

    APPLICATION = "application"
    SCREENING = "screening"
    SITE_EVALUATION = "site_evaluation"
    PANEL_EVALUATION = "panel_evaluation"
    DELIBERATION = "deliberation"
    RESULT = "result"
    OBJECTION = "objection"
    COST_REVIEW = "cost_review"
    AGREEMENT = "agreement"
    START_REPORT = "start_report"
    ADVANCE = "advance"
    INTERIM_INSPECTION = "interim_inspection"
    INTERIM_PAYMENT = "interim_payment"
    COMPLETION_REPORT = "completion_report"
    FINAL_INSPECTION = "final_inspection"
    SETTLEMENT = "settlement"
    BALANCE = "balance"
    AFTERCARE = "aftercare"


ALWAYS_ON = (
    StepCode.APPLICATION,
    StepCode.SCREENING,
    StepCode.DELIBERATION,
    StepCode.RESULT,
    StepCode.AGREEMENT,
    StepCode.COMPLETION_REPORT,
    StepCode.FINAL_INSPECTION,
)
"""Steps without which no application could become a completed project."""

STEP_NAMES = {
    StepCode.APPLICATION: "신청·접수",
    StepCode.SCREENING: "요건검토",
    StepCode.SITE_EVALUATION: "현장평가",
    StepCode.PANEL_EVALUATION: "기술성평가",
    StepCode.DELIBERATION: "선정심의",
    StepCode.RESULT: "선정공고·통보",
    StepCode.OBJECTION: "이의신청",
    StepCode.COST_REVIEW: "사업비 조정·원가 검토",
    StepCode.AGREEMENT: "협약",
    StepCode.START_REPORT: "착수계",
    StepCode.ADVANCE: "선금",
    StepCode.INTERIM_INSPECTION: "중간점검",
    StepCode.INTERIM_PAYMENT: "중도금",
    StepCode.COMPLETION_REPORT: "완료보고",
    StepCode.FINAL_INSPECTION: "최종점검",
    StepCode.SETTLEMENT: "정산",
    StepCode.BALANCE: "잔금",
    StepCode.AFTERCARE: "사후관리",
}


class RoundStep(Part):
    """One step, on or off."""

    code: StepCode = Field(title="단계", examples=["site_evaluation"])
    on: bool = Field(title="사용", default=True, examples=[False])
