"""지난 신청에서 이어 쓰기: what may be taken over into a new draft, and how each field differs from then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from program_admin.applications.rules.budget import WANTED
from program_admin.applications.rules.delegates import kept_for_company
from program_admin.applications.rules.engineers import GROUP
from program_admin.applications.rules.project import project_faults
from program_admin.applications.rules.questions import question_faults
from program_admin.applications.rules.sections import known_fields
from program_admin.applications.rules.values import CompanyFacts, Filled
from program_admin.programs.schema.announcement import LEVEL_NAMES, Level
from program_admin.programs.schema.eligibility import SIZE_CLASS_NAMES, SizeClass


class Mark(StrEnum):
    """How a field stands against the last application."""

    UNCONFIRMED = "unconfirmed"
    SAME = "same"
    CHANGED = "changed"
    NEW = "new"


MARK_WORDS = {
    Mark.UNCONFIRMED: ("지난 신청에서 가져옴 · 확인 필요", "warning"),
    Mark.SAME: ("지난 신청과 같음", "success"),
    Mark.CHANGED: ("지난 신청에서 바꿈", "information"),
    Mark.NEW: ("새로 적음", ""),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact about the company that is not as it was."""

    label: str
    before: str
    after: str


def carried_values(earlier: Mapping[str, str], filled: Filled) -> dict[str, str]:
    """What of an earlier application may stand in this draft: asked here too, valid here, not to be said anew.

    Amounts of the budget, the supplier's engineers, bonus claims, confirmations and consents are always given anew.
    """
    known = known_fields(filled)
    found = {
        name: value for name, value in earlier.items() if value and name in known and _keeps(name, earlier, filled)
    }
    candidate = replace(filled, values=found)
    faulty = {fault.field for fault in (*question_faults(candidate), *project_faults(candidate))}
    return {name: value for name, value in found.items() if name not in faulty}


def mark_of(*, earlier: str | None, current: str, confirmed: bool) -> Mark:
    """How one field stands: taken over and not looked at, taken over and confirmed, changed, or new."""
    if earlier is None:
        return Mark.NEW
    if earlier != current:
        return Mark.CHANGED
    return Mark.SAME if confirmed else Mark.UNCONFIRMED


def unconfirmed_objections(marks: Mapping[str, Mark]) -> list[str]:
    """Why the application can't be handed in yet."""
    count = sum(mark is Mark.UNCONFIRMED for mark in marks.values())
    if not count:
        return []
    return [
        f"지난 신청에서 가져온 {count}개 항목을 아직 확인하지 않았습니다. 지금도 맞는지 보고 확인하거나 고쳐 주세요."
    ]


def company_differences(before: Mapping[str, object], now: CompanyFacts) -> tuple[Difference, ...]:
    """What about the company is not as it was handed in then (`before`: the facts of that submission)."""
    pairs = (
        ("상시 근로자", f"{before.get('employees', 0)}명", f"{now.employees}명"),
        (
            "기업 규모",
            _named(SIZE_CLASS_NAMES, SizeClass, before.get("size_class")),
            SIZE_CLASS_NAMES[SizeClass(now.size_class)],
        ),
        ("스마트공장 수준", _named(LEVEL_NAMES, Level, before.get("level")), LEVEL_NAMES[Level(now.level)]),
        ("업종", str(before.get("ksic", "")), now.ksic),
        ("사업장", f"{_count(before.get('sites'))}곳", f"{len(now.sites)}곳"),
        ("지원받은 과제", f"{before.get('running', 0)}건", f"{now.running}건"),
    )
    return tuple(Difference(label, then, today) for label, then, today in pairs if then != today)


def _keeps(name: str, earlier: Mapping[str, str], filled: Filled) -> bool:
    if kept_for_company(name) or name.startswith(("bonus-", f"{GROUP}-")) or name == WANTED:
        return False
    group, _, rest = name.partition("-")
    row, _, part = rest.partition("-")
    if group == "cost":
        known = {item.code for item in filled.terms.budget.items}
        return part != "amount" and earlier.get(f"cost-{row}-item", "") in known
    if group == "kpi":
        return filled.terms.kpis.measure(earlier.get(f"kpi-{row}-measure", "")) is not None
    return True


def _named(
    names: Mapping[SizeClass, str] | Mapping[Level, str], kind: type[SizeClass] | type[Level], code: object
) -> str:
    try:
        return str(names[kind(str(code))])  # type: ignore[index]
    except ValueError:
        return str(code or "")


def _count(sites: object) -> int:
    return len(sites) if isinstance(sites, list | tuple) else 0
