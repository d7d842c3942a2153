"""How the support is divided into instalments."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from program_admin.core.money import share_of


def instalment_shares(amounts: Sequence[int], percents: Sequence[Decimal]) -> list[list[int]]:
    """Divide each source's whole won by the percents: one row per instalment, one column per source.

    Every instalment but the last is rounded down; the last takes the rest, so the sum per source is exact.
    Percents that add up to more than 100 never make an amount negative: an instalment takes at most what is left.
    """
    left = list(amounts)
    rows = []
    for place, percent in enumerate(percents):
        last = place == len(percents) - 1
        row = [
            rest if last else min(rest, share_of(amount, percent, rounding=ROUND_DOWN))
            for amount, rest in zip(amounts, left, strict=True)
        ]
        left = [rest - taken for rest, taken in zip(left, row, strict=True)]
        rows.append(row)
    return rows
