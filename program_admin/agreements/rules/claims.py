"""What must be done before an instalment may be claimed, and what a claim must contain."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from program_admin.agreements.rules.course import ALL_INSPECTIONS
from program_admin.agreements.rules.invoices import invoice_faults
from program_admin.core.korean import with_particle
from program_admin.core.money import won
from program_admin.programs.schema.agreement import InstalmentCode


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a project is: approved reports and inspections by kind, and whether its agreement is in force.

    `awaited` names what payments wait for in this round.
    """

    in_force: bool
    reports: frozenset[str]
    inspections: frozenset[str]
    earlier_unpaid: tuple[str, ...] = ()
    awaited: frozenset[str] = frozenset({"start", *ALL_INSPECTIONS})


@dataclass(frozen=True, slots=True)
class Claim:
    """What is typed to claim an instalment; `supply_won` without VAT."""

    tax_invoice_number: str
    supply_won: int
    transferred_on: date


def claim_objections(instalment: str, progress: Progress) -> list[str]:
    """Why an instalment can't be claimed yet (협약 지급 시기); each sentence says what is missing."""
    found = []
    if not progress.in_force:
        found.append("체결된 협약이 아니므로 지급을 신청할 수 없습니다.")
    if instalment == InstalmentCode.ADVANCE and "start" in progress.awaited - progress.reports:
        found.append("선금은 도입기업이 착수계를 승인한 뒤 신청할 수 있습니다.")
    if instalment == InstalmentCode.INTERIM and "interim" in progress.awaited - progress.inspections:
        found.append("중도금은 중간점검이 승인된 뒤 신청할 수 있습니다.")
    if instalment == InstalmentCode.BALANCE and "final" in progress.awaited - progress.inspections:
        found.append("잔금은 최종점검이 승인된 뒤 신청할 수 있습니다.")
    found += [f"{with_particle(name, '을/를')} 먼저 지급받아야 합니다." for name in progress.earlier_unpaid]
    return found


def claim_faults(claim: Claim, *, amount_won: int, starts_on: date, today: date) -> dict[str, list[str]]:
    """What is wrong with a claim, by field."""
    faults = {}
    number = invoice_faults(claim.tax_invoice_number, today)
    if number:
        faults["tax_invoice_number"] = number
    if claim.supply_won < amount_won:
        said = f"공급가액이 이번 지급액({won(amount_won)})보다 적습니다. 세금계산서의 공급가액을 확인해 주세요."
        faults["supply_won"] = [said]
    if claim.transferred_on > today:
        faults["transferred_on"] = ["이체일은 오늘이거나 지난 날이어야 합니다."]
    elif claim.transferred_on < starts_on:
        faults["transferred_on"] = ["이체일이 협약 시작일보다 앞섭니다. 협약 기간에 보낸 것만 인정합니다."]
    return faults


def missing_papers(required: Sequence[str], handed: Collection[str]) -> list[str]:
    """A sentence per required paper that was not uploaded."""
    return [f"{with_particle(paper, '을/를')} 올려 주세요." for paper in required if paper not in handed]


def asked_papers(required: Sequence[str], reports: Sequence[str]) -> list[str]:
    """The papers to upload: those that are reports already written here (착수계 …) are not asked twice."""
    return [paper for paper in required if not any(paper.startswith(report) for report in reports)]
