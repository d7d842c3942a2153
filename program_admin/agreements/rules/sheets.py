"""The inspection sheet: which fields it has, what is still missing, what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OPINION = "opinion"
ASSET_PARTS = ("model", "serial", "place")
MOST_ASSETS = 40
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One item of a sheet: its code and name as the round says."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SheetTerms:
    """What a sheet asks: its items, the grades from best to worst, and whether it lists the assets."""

    items: tuple[SheetItem, ...]
    grades: tuple[str, ...]
    with_assets: bool


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One thing of the asset list."""

    row: int
    model: str
    serial: str
    place: str


def grade_field(code: str) -> str:
    """The field of an item's grade."""
    return f"grade-{code}"


def note_field(code: str) -> str:
    """The field of an item's note."""
    return f"note-{code}"


def asset_field(row: int, part: str) -> str:
    """A field of the asset list, rows counted from 1."""
    return f"asset-{row}-{part}"


def known_fields(terms: SheetTerms) -> frozenset[str]:
    """Every field that may be typed."""
    fields = {OPINION}
    for item in terms.items:
        fields |= {grade_field(item.code), note_field(item.code)}
    if terms.with_assets:
        fields |= {asset_field(row, part) for row in range(1, MOST_ASSETS + 1) for part in ASSET_PARTS}
    return frozenset(fields)


def value_objections(terms: SheetTerms, name: str, value: str) -> list[str]:
    """Why a typed value can't be kept: the field isn't asked, it is too long, or no such grade."""
    if name not in known_fields(terms):
        return ["이 점검표에 없는 항목입니다. 화면을 새로 고친 뒤 다시 적어 주세요."]
    if len(value) > LONGEST:
        return [f"너무 깁니다. {LONGEST:,}자까지 보관할 수 있습니다."]
    if name.startswith("grade-") and value and value not in terms.grades:
        return ["판정을 목록에서 골라 주세요."]
    return []


def typed_assets(values: Mapping[str, str]) -> tuple[AssetRow, ...]:
    """The rows of the asset list in which something is typed."""
    found = []
    for row in range(1, MOST_ASSETS + 1):
        model, serial, place = (values.get(asset_field(row, part), "").strip() for part in ASSET_PARTS)
        if model or serial or place:
            found.append(AssetRow(row, model, serial, place))
    return tuple(found)


def sheet_faults(terms: SheetTerms, values: Mapping[str, str]) -> dict[str, list[str]]:
    """Everything that keeps a sheet from being handed in, by field."""
    faults: dict[str, list[str]] = {}
    for item in terms.items:
        grade = values.get(grade_field(item.code), "")
        if grade not in terms.grades:
            faults[grade_field(item.code)] = [f"‘{item.name}’의 판정을 골라 주세요."]
        elif grade != terms.grades[0] and not values.get(note_field(item.code), "").strip():
            faults[note_field(item.code)] = [f"‘{item.name}’에서 무엇을 보완해야 하는지 적어 주세요."]
    if not values.get(OPINION, "").strip():
        faults[OPINION] = ["종합 의견을 적어 주세요."]
    if terms.with_assets:
        faults |= _asset_faults(values)
    return faults


def conclusion(grades: Sequence[str], best_first: Sequence[str]) -> str:
    """The worst grade given, which is the conclusion of the sheet."""
    return max(grades, key=list(best_first).index)


def wanting(grades: Sequence[str], best_first: Sequence[str]) -> int:
    """How many items were found wanting: every grade but the best."""
    return sum(grade != best_first[0] for grade in grades)


def _asset_faults(values: Mapping[str, str]) -> dict[str, list[str]]:
    rows = typed_assets(values)
    if not rows:
        return {asset_field(1, "model"): ["확인한 설비를 한 가지 이상 적어 주세요."]}
    faults = {}
    for row in rows:
        if not row.model:
            faults[asset_field(row.row, "model")] = [f"{row.row}번째 설비의 모델을 적어 주세요."]
        if not row.place:
            faults[asset_field(row.row, "place")] = [f"{row.row}번째 설비가 있는 곳을 적어 주세요."]
    return faults
