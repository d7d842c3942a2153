"""When the company needs how much cash: the payments of the round, each in the month it is expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from program_admin.core.money import split_by
from program_admin.core.periods import months_later
from program_admin.programs.schema.agreement import Instalment, MonthFrom
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class CashCall:
    """Cash that moves at one moment of the project: the payment, when it falls due, the month expected (its 1st day).

    `vat_won` and `advance_won` (support spent first and paid back later) are parts of `won`.
    """

    name: str
    when: str
    won: int
    month: date | None = None
    vat_won: int = 0
    advance_won: int = 0


def cash_calls(terms: RoundFile, build_months: int, parts: tuple[int, int, int]) -> tuple[CashCall, ...]:
    """Own cash, VAT and support spent first, each split over the payments of the round (협약: 지급 차수)."""
    payments = terms.agreement.payments
    percents = [int(payment.percent * 100) for payment in payments]
    own, taxes, advances = (split_by(part, percents) for part in parts)
    begin = terms.calendar.agreement_by.replace(day=1)
    return tuple(
        CashCall(
            name=payment.name,
            when=payment.when,
            won=own[place] + taxes[place] + advances[place],
            month=months_later(begin, months),
            vat_won=taxes[place],
            advance_won=advances[place],
        )
        for place, (payment, months) in enumerate(zip(payments, expected_months(payments, build_months), strict=True))
    )


def expected_months(payments: Sequence[Instalment], build_months: int) -> list[int]:
    """In which month after the agreement each payment is expected, never before the one ahead of it.

    One counted from the agreement falls into the build at the latest; one without a month is placed evenly: the first
    at the agreement, the last at the end of the build.
    """
    last = max(len(payments) - 1, 1)
    months: list[int] = []
    for place, payment in enumerate(payments):
        if payment.months is None:
            wanted = build_months * place // last
        elif payment.months_from is MonthFrom.BUILD_END:
            wanted = build_months + payment.months
        else:
            wanted = min(payment.months, build_months)
        months.append(max([wanted, *months]))
    return months
