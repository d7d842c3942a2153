"""What a report needs before it may be begun and handed in."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from program_admin.agreements.rules.course import ALL_REPORTS

NAMES = {"start": "착수계", "interim": "중간보고", "final": "완료보고"}


def report_objections(
    kind: str, *, in_force: bool, approved: Collection[str], asked: Sequence[str] = ALL_REPORTS
) -> list[str]:
    """Why a report can't be begun: no agreement in force, not asked for, or the one before it was not approved."""
    found = [] if in_force else ["진행 중인 협약에만 보고서를 쓸 수 있습니다."]
    if kind not in asked:
        return [*found, f"이 회차에서는 {NAMES[kind]}를 받지 않습니다. 협약 화면에서 할 일을 확인해 주세요."]
    place = asked.index(kind)
    if place and asked[place - 1] not in approved:
        found.append(f"{NAMES[asked[place - 1]]}를 도입기업이 승인한 뒤 쓸 수 있습니다.")
    return found


def report_faults(kind: str, *, done: str, progress: int, files: int) -> dict[str, list[str]]:
    """Everything that keeps a report from being handed in, by field."""
    faults = {}
    if not done.strip():
        faults["done"] = ["수행한 내용을 적어 주세요."]
    if kind == "final" and progress != 100:
        faults["progress"] = ["완료보고의 진행률은 100%여야 합니다."]
    if kind != "start" and not files:
        faults["file"] = ["산출물이나 증빙을 한 개 이상 올려 주세요."]
    return faults


def missing_results(targets: Mapping[UUID, str], results: Mapping[UUID, Decimal | None]) -> list[str]:
    """A sentence per KPI of the plan whose value after the project is missing."""
    return [f"‘{name}’의 구축 후 값을 적어 주세요." for key, name in targets.items() if results.get(key) is None]
