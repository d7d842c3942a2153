"""사업비: the rows typed, worked out by the round's arithmetic, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from program_admin.applications.rules.values import Fault, Filled, whole
from program_admin.core.money import parse_won
from program_admin.programs.rules.funding import CostLine, Funding, FundingPlan, work_out_funding

SECTION = "budget"
PARTS = ("item", "description", "amount")
MOST_ROWS = 20
LONGEST_DESCRIPTION = 200
WANTED = "cost-wanted"
_FIELDS = {"total": "cost-1-amount", "support": WANTED, "cash": WANTED}


@dataclass(frozen=True, slots=True)
class CostRow:
    """One row that can be read: item, description, won without VAT."""

    place: int
    item: str
    description: str
    amount_won: int


def name_of(row: int, part: str) -> str:
    """The draft field of one cell; rows count from 1."""
    return f"cost-{row}-{part}"


def amount(text: str) -> int | None:
    """Read an amount as typed; None when it is none or too large."""
    try:
        found = parse_won(text)
    except ValueError:
        return None
    return found if abs(found) < 10**13 else None


def typed_rows(filled: Filled) -> tuple[int, ...]:
    """The rows in which something was typed."""
    return filled.once(_typed_rows)


def _typed_rows(filled: Filled) -> tuple[int, ...]:
    rows = range(1, MOST_ROWS + 1)
    return tuple(row for row in rows if any(filled.value(name_of(row, part)) for part in PARTS))


def cost_rows(filled: Filled) -> tuple[CostRow, ...]:
    """The rows with a readable amount; the others are left out (budget_faults names them)."""
    found = []
    for row in typed_rows(filled):
        won = amount(filled.value(name_of(row, "amount")))
        if won is not None:
            item, description = (filled.value(name_of(row, part)) for part in ("item", "description"))
            found.append(CostRow(row, item, description, won))
    return tuple(found)


def funding(filled: Filled) -> Funding:
    """The budget worked out as typed so far; a company exempt from VAT can't deduct it."""
    return filled.once(_funding)


def _funding(filled: Filled) -> Funding:
    rows = cost_rows(filled)
    plan = FundingPlan(
        lines=tuple(CostLine(name_of(row.place, "amount"), row.item, row.amount_won) for row in rows),
        wanted_support_won=amount(filled.value(WANTED)) if filled.value(WANTED) else None,
        vat_deductible=not filled.company.vat_exempt,
        build_months=_months(filled),
    )
    return work_out_funding(filled.terms, filled.track, plan)


def _months(filled: Filled) -> int | None:
    months = whole(filled.value("project-months"))
    return months if months is not None and 1 <= months <= filled.track.build_months_max else None


def faults_while_typing(filled: Filled) -> Iterator[Fault]:
    """What can be said of the amounts before the page is finished: those that can't be read, and broken rules."""
    for row in typed_rows(filled):
        if filled.value(name_of(row, "amount")):
            yield from _amount_faults(row, filled)
    yield from _wanted_faults(filled)
    if typed_rows(filled):
        yield from _rule_faults(filled)


def budget_faults(filled: Filled) -> Iterator[Fault]:
    """Every fault of the budget, each at its row; the arithmetic's own rules last."""
    for row in typed_rows(filled):
        yield from _row_faults(row, filled)
    yield from _wanted_faults(filled)
    yield from _rule_faults(filled)


def _wanted_faults(filled: Filled) -> Iterator[Fault]:
    if filled.value(WANTED) and amount(filled.value(WANTED)) is None:
        yield Fault(SECTION, WANTED, "신청 지원금을 원 단위 숫자로 적어 주세요. 예: 30,000,000")


def _rule_faults(filled: Filled) -> Iterator[Fault]:
    for fault in funding(filled).faults:
        name = _FIELDS.get(fault.field, fault.field)
        item = name.endswith("-amount") and fault.sentence.startswith("비목을")
        if not item:
            yield Fault(SECTION, name, fault.sentence)


def _row_faults(row: int, filled: Filled) -> Iterator[Fault]:
    if filled.terms.budget.item(filled.value(name_of(row, "item"))) is None:
        yield Fault(SECTION, name_of(row, "item"), f"{row}번째 줄의 비목을 목록에서 골라 주세요.")
    description = filled.value(name_of(row, "description"))
    if not description:
        yield Fault(SECTION, name_of(row, "description"), f"{row}번째 줄의 내용을 적어 주세요.")
    elif len(description) > LONGEST_DESCRIPTION:
        yield Fault(
            SECTION, name_of(row, "description"), f"{row}번째 줄의 내용은 {LONGEST_DESCRIPTION}자까지 적을 수 있습니다."
        )
    yield from _amount_faults(row, filled)


def _amount_faults(row: int, filled: Filled) -> Iterator[Fault]:
    if amount(filled.value(name_of(row, "amount"))) is None:
        yield Fault(SECTION, name_of(row, "amount"), f"{row}번째 줄의 금액을 원 단위 숫자로 적어 주세요. 예: 1,000,000")
