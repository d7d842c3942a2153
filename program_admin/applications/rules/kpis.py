"""KPI 계획: the rows typed and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from program_admin.applications.rules.values import Fault, Filled, exact
from program_admin.programs.schema.kpis import Better, KpiMeasure, KpiTerms

SECTION = "kpi"
PARTS = ("measure", "before", "target", "weight")
WHOLE_WEIGHT = Decimal(100)


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One row that can be read: the measure, its value before, its target, its weight in per cent."""

    place: int
    measure: KpiMeasure
    before: Decimal
    target: Decimal
    weight: Decimal


def name_of(row: int, part: str) -> str:
    """The draft field of one cell; rows count from 1."""
    return f"kpi-{row}-{part}"


def typed_rows(filled: Filled) -> tuple[int, ...]:
    """The rows in which something was typed."""
    rows = range(1, filled.terms.kpis.maximum_rows + 1)
    return tuple(row for row in rows if any(filled.value(name_of(row, part)) for part in PARTS))


def kpi_rows(filled: Filled) -> tuple[KpiRow, ...]:
    """The rows that can be read as numbers; the others are left out (kpi_faults names them)."""
    found = []
    for row in typed_rows(filled):
        measure = filled.terms.kpis.measure(filled.value(name_of(row, "measure")))
        before, target = (exact(filled.value(name_of(row, part))) for part in ("before", "target"))
        weight = exact(filled.value(name_of(row, "weight")), 2)
        if measure is not None and before is not None and target is not None and weight is not None:
            found.append(KpiRow(row, measure, before, target, weight))
    return tuple(found)


def weight_sum(filled: Filled) -> Decimal:
    """The sum of the weights typed so far, in per cent."""
    weights = (exact(filled.value(name_of(row, "weight")), 2) for row in typed_rows(filled))
    return sum((weight for weight in weights if weight is not None), Decimal(0))


def proposed_measures(terms: KpiTerms, ksic: str, preset_code: str = "") -> tuple[KpiMeasure, ...]:
    """The measures proposed to a trade (domain: KPI catalogue), or those of a preset that was picked; none without."""
    picked = (preset for preset in terms.presets if preset.code == preset_code)
    preset = next(picked, None) if preset_code else terms.preset_for(ksic)
    found = (terms.measure(code) for code in (preset.measures if preset else ()))
    return tuple(measure for measure in found if measure is not None)


def kpi_faults(filled: Filled) -> Iterator[Fault]:
    """Every fault of the KPI plan, each at its row."""
    typed = typed_rows(filled)
    least = filled.terms.kpis.minimum_rows
    if len(typed) < least:
        yield Fault(SECTION, name_of(len(typed) + 1, "measure"), f"성과지표를 {least}개 이상 적어 주세요.")
    seen: dict[str, int] = {}
    for row in typed:
        yield from _row_faults(row, filled)
        code = filled.value(name_of(row, "measure"))
        if code and code in seen:
            yield Fault(
                SECTION, name_of(row, "measure"), f"{seen[code]}번째 줄과 같은 지표입니다. 다른 지표를 골라 주세요."
            )
        seen.setdefault(code, row)
    total = weight_sum(filled)
    if typed and total != WHOLE_WEIGHT:
        yield Fault(
            SECTION,
            name_of(typed[-1], "weight"),
            f"가중치의 합이 100이어야 합니다. 지금은 {total.normalize():f}입니다.",
        )


def _row_faults(row: int, filled: Filled) -> Iterator[Fault]:
    measure = filled.terms.kpis.measure(filled.value(name_of(row, "measure")))
    if measure is None:
        yield Fault(SECTION, name_of(row, "measure"), f"{row}번째 줄의 지표를 목록에서 골라 주세요.")
    before, target = (exact(filled.value(name_of(row, part))) for part in ("before", "target"))
    for part, label, number in (("before", "구축 전 값", before), ("target", "목표 값", target)):
        if number is None:
            yield Fault(
                SECTION, name_of(row, part), f"{row}번째 줄의 {label}을 소수점 아래 4자리까지 숫자로 적어 주세요."
            )
    weight = exact(filled.value(name_of(row, "weight")), 2)
    if weight is None or weight <= 0:
        yield Fault(SECTION, name_of(row, "weight"), f"{row}번째 줄의 가중치를 0보다 큰 숫자로 적어 주세요.")
    if measure is not None and before is not None and target is not None:
        yield from _direction_faults(row, measure, before, target)


def _direction_faults(row: int, measure: KpiMeasure, before: Decimal, target: Decimal) -> Iterator[Fault]:
    better = target > before if measure.better is Better.UP else target < before
    if not better:
        way = "커야" if measure.better is Better.UP else "작아야"
        yield Fault(SECTION, name_of(row, "target"), f"‘{measure.name}’의 목표는 구축 전 값보다 {way} 합니다.")
