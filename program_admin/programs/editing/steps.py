"""The steps of a round as an officer chooses them, with what each one brings along."""

from typing import Literal

from pydantic import Field

from program_admin.programs.schema.base import Part
from program_admin.programs.schema.steps import ALWAYS_ON, STEP_NAMES, RoundStep, StepCode

OPTIONAL = tuple(code for code in StepCode if code not in ALWAYS_ON)
STEP_NOTES = {
    StepCode.SITE_EVALUATION.value: "현장평가 분과와 평가표를 두고 점수에 넣습니다.",
    StepCode.PANEL_EVALUATION.value: "기술성평가 분과와 평가표를 두고 점수에 넣습니다.",
    StepCode.OBJECTION.value: "공고 일정과 결과 통보에 이의신청을 안내합니다. 접수와 처리는 공문으로 합니다.",
    StepCode.COST_REVIEW.value: "절차에 적어 둡니다. 화면은 따로 없고, 협약을 준비할 때 조정합니다.",
    StepCode.START_REPORT.value: "공급기업이 착수계를 쓰고, 선금은 착수계 승인을 기다립니다.",
    StepCode.ADVANCE.value: "협약의 지급에 선금 줄을 둡니다.",
    StepCode.INTERIM_INSPECTION.value: "중간보고와 중간점검을 하고, 중도금은 중간점검 승인을 기다립니다.",
    StepCode.INTERIM_PAYMENT.value: "협약의 지급에 중도금 줄을 둡니다.",
    StepCode.SETTLEMENT.value: "정산 확인의 결재선을 둡니다. 정산 화면은 따로 없습니다.",
    StepCode.BALANCE.value: "협약의 지급에 잔금 줄을 둡니다.",
    StepCode.AFTERCARE.value: "완료한 과제마다 방문을 계획합니다. 끄면 과제는 최종점검 승인으로 끝납니다.",
}
"""What switching a step on brings along, shown under its name."""


class StepsChosen(Part):
    """The steps as an officer chooses them: which are on, and on which side of the panel the site visit is."""

    on: tuple[StepCode, ...] = Field(
        title="사용할 단계",
        description=f"{', '.join(STEP_NAMES[code] for code in ALWAYS_ON)}은 언제나 합니다.",
        default=(),
    )
    site_visit: Literal["before", "after"] = Field(title="현장평가의 자리")


def step_choices() -> list[tuple[str, str]]:
    """The steps that may be switched off."""
    return [(code.value, STEP_NAMES[code]) for code in OPTIONAL]


def steps_chosen(steps: tuple[RoundStep, ...]) -> StepsChosen:
    """The officer's choice behind a list of steps."""
    order = [step.code for step in steps]
    after = StepCode.SITE_EVALUATION in order and StepCode.PANEL_EVALUATION in order
    after = after and order.index(StepCode.SITE_EVALUATION) > order.index(StepCode.PANEL_EVALUATION)
    chosen = tuple(step.code for step in steps if step.on and step.code in OPTIONAL)
    return StepsChosen(on=chosen, site_visit="after" if after else "before")


def steps_listed(on: list[str], site_visit: str) -> list[dict[str, object]]:
    """Every step in its order, on or off as chosen; those without which there is no round are on."""
    order = list(StepCode)
    if site_visit == "after":
        site = order.index(StepCode.SITE_EVALUATION)
        order[site], order[site + 1] = order[site + 1], order[site]
    return [{"code": code, "on": code in ALWAYS_ON or code.value in on} for code in order]
