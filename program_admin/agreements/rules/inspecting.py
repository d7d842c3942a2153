"""When an inspection may be planned and handed in."""

from collections.abc import Collection
from datetime import date

from program_admin.agreements.rules.course import ALL_INSPECTIONS

NAMES = {"interim": "중간점검", "final": "최종점검"}
REPORT_NAMES = {"interim": "중간보고", "final": "완료보고"}


def plan_objections(
    kind: str, *, in_force: bool, approved: Collection[str], asked: Collection[str] = ALL_INSPECTIONS
) -> list[str]:
    """Why an inspection can't be planned; `approved` are the kinds of inspections approved before."""
    found = [] if in_force else ["진행 중인 협약에만 점검을 배정할 수 있습니다."]
    if kind not in asked:
        found.append(f"이 회차에는 {NAMES[kind]}이 없습니다. 협약 화면에서 할 일을 확인해 주세요.")
    if kind == "final" and "interim" in asked and "interim" not in approved:
        found.append("중간점검을 승인한 뒤 최종점검을 배정할 수 있습니다.")
    return found


def day_faults(planned_on: date, *, starts_on: date, today: date) -> dict[str, list[str]]:
    """What is wrong with the day of an inspection."""
    if planned_on < today:
        return {"planned_on": ["점검일은 오늘이거나 앞으로의 날이어야 합니다."]}
    if planned_on < starts_on:
        return {"planned_on": ["점검일이 협약 시작일보다 앞섭니다."]}
    return {}


def handing_in_objections(kind: str, *, in_force: bool, reports: Collection[str]) -> list[str]:
    """Why a sheet can't be handed in: the report it inspects was not approved by the company."""
    found = [] if in_force else ["진행 중인 협약이 아니므로 점검표를 낼 수 없습니다."]
    if kind not in reports:
        found.append(f"도입기업이 {REPORT_NAMES[kind]}를 승인한 뒤 점검표를 낼 수 있습니다.")
    return found
