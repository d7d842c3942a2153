"""The visit sheet: what the round asks, which fields it has, and reading what was typed into them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from program_admin.aftercare.rules.kpi import KpiPlan, achievement, weighted_achievement
from program_admin.aftercare.rules.outcomes import AssetState, Operating, Outcome
from program_admin.applications.rules.values import day, exact, whole

OUTCOME, OPERATING, REMARKS = "outcome", "operating", "remarks"
MOST_CALLS = MOST_ACTIONS = 5
LONGEST = 2000
SITE = "site"
BUILT_IN = ("users", "last_log", "log_count")


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One item of the round's checklist; `kind` is yes_no, grade, number, date or text."""

    code: str
    name: str
    kind: str
    unit: str = ""
    evidence: bool = False
    guide: str = ""


@dataclass(frozen=True, slots=True)
class AssetItem:
    """One thing of the asset list."""

    ordinal: int
    label: str


@dataclass(frozen=True, slots=True)
class SheetTerms:
    """What one visit asks: checklist, KPI plan, assets, survey as (code, name) with its points, days to mend."""

    items: tuple[CheckItem, ...]
    kpis: tuple[KpiPlan, ...]
    assets: tuple[AssetItem, ...]
    survey: tuple[tuple[str, str], ...]
    points: int
    corrective_days: int
    operating_evidence: bool = True

    @property
    def purposes(self) -> tuple[tuple[str, str], ...]:
        """What a photo may show: (purpose, name), the site last."""
        shown = [(OPERATING, "시스템 화면")] if self.operating_evidence else []
        shown += [(item.code, item.name) for item in self.items if item.evidence]
        return (*shown, (SITE, "현장"))


@dataclass(frozen=True, slots=True)
class CallTyped:
    """One A/S as typed."""

    row: int
    what: str
    asked_on: date | None
    done_on: date | None
    done_typed: bool


@dataclass(frozen=True, slots=True)
class ActionTyped:
    """One corrective action as typed; no day means the round's usual number of days."""

    row: int
    what: str
    due_on: date | None
    due_typed: bool


def asked_items(checklist: Iterable[CheckItem], *, with_assets: bool) -> tuple[CheckItem, ...]:
    """The checklist as a sheet asks it: the log and users always, use and equipment as questions of their own."""
    usual = {
        "users": CheckItem("users", "쓰는 사람 수", "number", "명"),
        "last_log": CheckItem("last_log", "마지막 로그 날짜", "date", evidence=True),
        "log_count": CheckItem("log_count", "최근 30일 로그 건수", "number", "건"),
    }
    given = {item.code: item for item in checklist}
    typed = {code: given[code] for code in BUILT_IN if code in given and given[code].kind == usual[code].kind}
    replaced = {OPERATING, *BUILT_IN} | ({"equipment"} if with_assets else set())
    first = [typed.get(code, usual[code]) for code in BUILT_IN]
    return (*first, *(item for code, item in given.items() if code not in replaced))


def check_field(code: str) -> str:
    """The field of a checklist item."""
    return f"check-{code}"


def kpi_field(place: int) -> str:
    """The field of a measure's value now."""
    return f"kpi-{place}"


def asset_field(ordinal: int) -> str:
    """The field of one thing of the asset list."""
    return f"asset-{ordinal}"


def survey_field(code: str) -> str:
    """The field of one item of the survey."""
    return f"survey-{code}"


def call_field(row: int, part: str) -> str:
    """A field of the A/S list, rows counted from 1; parts what, asked, done."""
    return f"call-{row}-{part}"


def action_field(row: int, part: str) -> str:
    """A field of the corrective actions, rows counted from 1; parts what, due."""
    return f"action-{row}-{part}"


def known_fields(terms: SheetTerms) -> tuple[str, ...]:
    """Every field that may be typed, in the order of the sheet."""
    return (
        OUTCOME,
        OPERATING,
        *(check_field(item.code) for item in terms.items),
        *(kpi_field(plan.place) for plan in terms.kpis),
        *(asset_field(asset.ordinal) for asset in terms.assets),
        *(call_field(row, part) for row in range(1, MOST_CALLS + 1) for part in ("what", "asked", "done")),
        *(survey_field(code) for code, _ in terms.survey),
        *(action_field(row, part) for row in range(1, MOST_ACTIONS + 1) for part in ("what", "due")),
        REMARKS,
    )


def value_objections(terms: SheetTerms, name: str, value: str) -> list[str]:
    """Why a typed value can't be kept: no such field, too long, or none of the choices."""
    if name not in known_fields(terms):
        return ["이 점검표에 없는 항목입니다. 화면을 새로 고친 뒤 다시 적어 주세요."]
    if len(value) > LONGEST:
        return [f"너무 깁니다. {LONGEST:,}자까지 보관할 수 있습니다."]
    choices = choices_of(terms, name)
    if choices is not None and value and value not in choices:
        return ["목록에 있는 것을 골라 주세요."]
    return []


def choices_of(terms: SheetTerms, name: str) -> frozenset[str] | None:
    """The values a chosen field may have; None for a typed one."""
    fixed: dict[str, Iterable[str]] = {OUTCOME: Outcome, OPERATING: Operating}
    fixed |= {asset_field(asset.ordinal): AssetState for asset in terms.assets}
    fixed |= {survey_field(code): map(str, range(1, terms.points + 1)) for code, _ in terms.survey}
    for item in terms.items:
        if item.kind == "yes_no":
            fixed[check_field(item.code)] = ("yes", "no")
        elif item.kind == "grade":
            fixed[check_field(item.code)] = ("1", "2", "3", "4", "5")
    return frozenset(str(each) for each in fixed[name]) if name in fixed else None


def outcome_of(values: Mapping[str, str]) -> Outcome | None:
    """The outcome chosen so far."""
    chosen = values.get(OUTCOME, "")
    return Outcome(chosen) if chosen in tuple(Outcome) else None


def readings_of(terms: SheetTerms, values: Mapping[str, str]) -> tuple[tuple[KpiPlan, Decimal, Decimal], ...]:
    """Each measure that was typed as (plan, value now, achievement in percent)."""
    found = []
    for plan in terms.kpis:
        value = exact(values.get(kpi_field(plan.place), "").strip())
        if value is not None:
            found.append((plan, value, achievement(plan, value)))
    return tuple(found)


def total_achievement(readings: Iterable[tuple[KpiPlan, Decimal, Decimal]]) -> Decimal | None:
    """The weighted achievement of the measures typed so far, in percent."""
    return weighted_achievement([(percent, plan.weight) for plan, _, percent in readings])


def calls_of(values: Mapping[str, str]) -> tuple[CallTyped, ...]:
    """The rows of the A/S list in which something is typed."""
    found = []
    for row in range(1, MOST_CALLS + 1):
        what, asked, done = (values.get(call_field(row, part), "").strip() for part in ("what", "asked", "done"))
        if what or asked or done:
            found.append(CallTyped(row, what, day(asked), day(done), bool(done)))
    return tuple(found)


def actions_of(values: Mapping[str, str]) -> tuple[ActionTyped, ...]:
    """The rows of the corrective actions in which something is typed."""
    found = []
    for row in range(1, MOST_ACTIONS + 1):
        what, due = (values.get(action_field(row, part), "").strip() for part in ("what", "due"))
        if what or due:
            found.append(ActionTyped(row, what, day(due), bool(due)))
    return tuple(found)


def survey_points(terms: SheetTerms, values: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    """The survey items answered as (code, name, points)."""
    found = []
    for code, name in terms.survey:
        points = whole(values.get(survey_field(code), ""))
        if points is not None:
            found.append((code, name, points))
    return tuple(found)
