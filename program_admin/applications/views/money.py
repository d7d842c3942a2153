"""The budget worked out, as finished texts: who pays what, what must be prepared in cash and when, what is broken."""

from dataclasses import dataclass
from datetime import date

from program_admin.applications.rules import budget
from program_admin.applications.rules.values import Filled
from program_admin.core.korean import with_particle
from program_admin.core.money import hangul_amount, won
from program_admin.programs.rules.cash_calls import CashCall
from program_admin.programs.rules.funding import Funding

Pairs = tuple[tuple[str, str], ...]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoneyShown:
    """The budget worked out; `calls` are rows of the cash to prepare, `faults` sentences by field."""

    total: str
    total_words: str
    excluded: str
    cut_off: str
    sources: tuple[tuple[str, str, str], ...]
    support_max: str
    minimum_cash: str
    items: tuple[tuple[str, str, str, str], ...]
    cash: str
    cash_words: str
    vat: str
    first: str
    calls: tuple[Row, ...]
    foot: Row
    coming_back: Pairs
    faults: dict[str, tuple[str, ...]]


def money_of(filled: Filled) -> MoneyShown:
    """Work the budget out as typed so far, as texts."""
    worked_out = budget.funding(filled)
    faults: dict[str, tuple[str, ...]] = {}
    for fault in dict.fromkeys(budget.faults_while_typing(filled)):
        faults[fault.field] = (*faults.get(fault.field, ()), fault.sentence)
    return MoneyShown(
        total=won(worked_out.total_won),
        total_words=hangul_amount(worked_out.total_won),
        excluded=won(worked_out.excluded_won) if worked_out.excluded_won else "",
        cut_off=won(worked_out.cut_off_won) if worked_out.cut_off_won else "",
        sources=tuple((share.name, won(share.won), f"{share.percent}%") for share in worked_out.shares),
        support_max=won(worked_out.support_max_won),
        minimum_cash=won(worked_out.minimum_cash_won),
        items=tuple(_item(each.name, each.won, each.most_won) for each in worked_out.items),
        cash=won(worked_out.cash_to_prepare_won),
        cash_words=hangul_amount(worked_out.cash_to_prepare_won),
        vat=won(worked_out.vat_won),
        first=_spent_first(filled, worked_out),
        calls=tuple(_call(each) for each in worked_out.cash_calls),
        foot=_foot(worked_out),
        coming_back=tuple((_returned(each), won(each.won)) for each in worked_out.coming_back),
        faults=faults,
    )


def _item(name: str, amount: int, most: int | None) -> tuple[str, str, str, str]:
    if most is None:
        return name, won(amount), "없음", ""
    return name, won(amount), won(most), f"{won(amount - most)} 넘음" if amount > most else f"{won(most - amount)} 남음"


def _call(call: CashCall) -> Row:
    own = call.won - call.vat_won - call.advance_won
    when = f"{call.name} · {_month(call.month)}" if call.month else call.name
    return f"{when} ({call.when})", won(own), won(call.vat_won), won(call.advance_won), won(call.won)


def _foot(worked_out: Funding) -> Row:
    parts = (worked_out.vat_won, worked_out.advance_won, worked_out.cash_to_prepare_won)
    own = worked_out.cash_to_prepare_won - worked_out.vat_won - worked_out.advance_won
    return ("합계", won(own), *(won(part) for part in parts))


def _returned(call: CashCall) -> str:
    return f"{call.when} ({_month(call.month)})" if call.month else call.when


def _month(month: date) -> str:
    return f"{month.year}년 {month.month}월 무렵"


def _spent_first(filled: Filled, worked_out: Funding) -> str:
    """The names of the funders who pay only after the company has paid, ready for the sentence."""
    late = {source.code for source in filled.terms.budget.sources if source.spend_first}
    names = ", ".join(share.name for share in worked_out.shares if share.source in late and share.won)
    return with_particle(names, "은/는") if names else ""
