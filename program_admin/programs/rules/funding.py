"""The arithmetic of the budget: who pays how much, what is against the rules, what cash is needed and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from program_admin.core.money import percent_of, share_of, vat, won
from program_admin.programs.rules.cash_calls import CashCall, cash_calls
from program_admin.programs.schema.announcement import CashBase, Track
from program_admin.programs.schema.budget import BudgetTerms, CostItem, SourceKind
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class CostLine:
    """One row of the budget: its key on the form, the code of its cost item, won without VAT."""

    key: str
    item: str
    amount_won: int


@dataclass(frozen=True, slots=True)
class FundingPlan:
    """What the company wrote: rows, the support it asks for (None: as much as possible), whether it deducts VAT.

    `build_months` (None: the track's longest) says when the build ends, which payments are counted by.
    """

    lines: tuple[CostLine, ...]
    wanted_support_won: int | None = None
    vat_deductible: bool = True
    build_months: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one source pays, in won and as a percentage of the total."""

    source: str
    name: str
    kind: SourceKind
    won: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class ItemSum:
    """What one cost item adds up to, and the most it may be (None: no limit)."""

    name: str
    won: int
    most_won: int | None


@dataclass(frozen=True, slots=True)
class FundingFault:
    """A broken rule: the row's key, or `total`, `support`, `cash`; and a sentence."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FundingLimits:
    """The most that may be had for a total, and the least cash to bring."""

    support_won: int
    by_source: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Funding:
    """The budget worked out; all amounts in won, all but the named ones without VAT."""

    total_won: int
    cut_off_won: int
    excluded_won: int
    shares: tuple[Share, ...]
    support_max_won: int
    support_won: int
    company_won: int
    company_cash_won: int
    company_in_kind_won: int
    minimum_cash_won: int
    vat_won: int
    advance_won: int
    items: tuple[ItemSum, ...]
    cash_to_prepare_won: int
    cash_calls: tuple[CashCall, ...]
    coming_back: tuple[CashCall, ...]
    faults: tuple[FundingFault, ...]

    def won_of(self, source: str) -> int:
        """What that source pays; 0 if it pays nothing."""
        return sum(share.won for share in self.shares if share.source == source)


@dataclass(frozen=True, slots=True)
class _Sums:
    total: int
    cut_off: int
    excluded: int
    in_kind: int
    own_labour: int
    vat: int


def funding_limits(terms: RoundFile, track: Track, total_won: int) -> FundingLimits:
    """The most support for a total: the track's ceiling and percentage, split over its sources, each truncated."""
    unit = terms.budget.truncation_won
    most = min(track.ceiling_won, share_of(total_won, track.support_max_percent, rounding=ROUND_FLOOR))
    caps = [_cut(share_of(total_won, s.max_percent, rounding=ROUND_FLOOR), unit) for s in track.shares]
    amounts = _within(_cut(most, unit), caps, unit)
    return FundingLimits(sum(amounts), tuple(zip((s.source for s in track.shares), amounts, strict=True)))


def work_out_funding(terms: RoundFile, track: Track, plan: FundingPlan) -> Funding:
    """Work the whole budget out, with every broken rule (사업비 편성 기준); never raises for what was typed."""
    sums = _sums(terms.budget, plan.lines)
    limits = funding_limits(terms, track, sums.total)
    support = _support(terms, limits, plan.wanted_support_won, sums.total - sums.in_kind)
    company = sums.total - sum(support.values())
    cash = company - sums.in_kind
    least_cash = _least_cash(track, sums.total, company)
    advance = sum(support.get(s.code, 0) for s in terms.budget.sources if s.spend_first)
    own = cash + sums.cut_off + sums.excluded
    to_prepare = own + sums.vat + advance
    calls = cash_calls(terms, plan.build_months or track.build_months_max, (own, sums.vat, advance))
    faults = (
        *_line_faults(terms.budget, plan.lines),
        *_total_faults(sums, plan.lines),
        *_cap_faults(terms.budget, plan.lines, sums.total),
        *_support_faults(limits, plan.wanted_support_won),
        *_company_faults(terms.budget, plan.lines, own_labour=sums.own_labour, company=company),
        *_cash_faults(cash, least_cash),
    )
    return Funding(
        total_won=sums.total,
        cut_off_won=sums.cut_off,
        excluded_won=sums.excluded,
        shares=_shares(terms.budget, support, cash, in_kind=sums.in_kind, total=sums.total),
        support_max_won=limits.support_won,
        support_won=sum(support.values()),
        company_won=company,
        company_cash_won=cash,
        company_in_kind_won=sums.in_kind,
        minimum_cash_won=least_cash,
        vat_won=sums.vat,
        advance_won=advance,
        items=_item_sums(terms.budget, plan.lines, sums.total),
        cash_to_prepare_won=to_prepare,
        cash_calls=calls,
        coming_back=_coming_back(calls, advance, sums.vat if plan.vat_deductible else 0),
        faults=faults,
    )


def _cut(amount: int, unit: int) -> int:
    return max(amount, 0) // unit * unit


def _within(limit: int, caps: Sequence[int], unit: int) -> list[int]:
    """Amounts up to their caps, in proportion, together no more than the limit; the rest to the first with room."""
    whole = sum(caps)
    if whole <= limit:
        return list(caps)
    amounts = [_cut(limit * cap // whole, unit) for cap in caps]
    left = limit - sum(amounts)
    for place, cap in enumerate(caps):
        more = min(left, cap - amounts[place])
        amounts[place] += more
        left -= more
    return amounts


def _sums(budget: BudgetTerms, lines: Sequence[CostLine]) -> _Sums:
    rows = [(line.amount_won, item) for line in lines if (item := budget.item(line.item)) is not None]
    payable = max(sum(amount for amount, item in rows if item.payable), 0)
    total = _cut(payable, budget.truncation_won)
    taxed = max(sum(amount for amount, item in rows if item.vat), 0)
    in_kind = max(sum(amount for amount, item in rows if item.in_kind and item.payable), 0)
    return _Sums(
        total=total,
        cut_off=payable - total,
        excluded=max(sum(amount for amount, item in rows if not item.payable), 0),
        in_kind=min(in_kind, total),
        own_labour=max(sum(amount for amount, item in rows if item.own_labour), 0),
        vat=vat(taxed, budget.vat_percent),
    )


def _support(terms: RoundFile, limits: FundingLimits, wanted: int | None, room: int) -> dict[str, int]:
    """What each source pays: as much as allowed and asked for, and as is left beside the in-kind part."""
    unit = terms.budget.truncation_won
    most = min(limits.support_won, room if wanted is None else min(room, wanted))
    caps = [amount for _, amount in limits.by_source]
    amounts = _within(_cut(most, unit), caps, unit)
    return {code: amount for (code, _), amount in zip(limits.by_source, amounts, strict=True)}


def _least_cash(track: Track, total: int, company: int) -> int:
    base = total if track.minimum_cash_of is CashBase.TOTAL else company
    return share_of(base, track.minimum_cash_percent, rounding=ROUND_CEILING)


def _shares(budget: BudgetTerms, support: dict[str, int], cash: int, *, in_kind: int, total: int) -> tuple[Share, ...]:
    own = {SourceKind.COMPANY_CASH: cash, SourceKind.COMPANY_IN_KIND: in_kind}
    amounts = [(source, own.get(source.kind, support.get(source.code, 0))) for source in budget.sources]
    return tuple(
        Share(source.code, source.name, source.kind, amount, percent_of(amount, total))
        for source, amount in amounts
        if source.kind is not SourceKind.SUPPORT or source.code in support
    )


def _line_faults(budget: BudgetTerms, lines: Sequence[CostLine]) -> Iterator[FundingFault]:
    for line in lines:
        item = budget.item(line.item)
        if item is None:
            yield FundingFault(line.key, "비목을 목록에서 골라 주세요.")
        elif line.amount_won < 0 and not item.may_be_negative:
            yield FundingFault(line.key, f"{item.name}에는 음수를 적을 수 없습니다. 할인은 기타·할인에 적어 주세요.")


def _total_faults(sums: _Sums, lines: Sequence[CostLine]) -> Iterator[FundingFault]:
    if sums.total == 0:
        sentence = "총사업비가 0원입니다. 금액을 확인해 주세요." if lines else "사업비를 한 줄 이상 적어 주세요."
        yield FundingFault("total", sentence)


def _cap_faults(budget: BudgetTerms, lines: Sequence[CostLine], total: int) -> Iterator[FundingFault]:
    for item in budget.items:
        rows = [line for line in lines if line.item == item.code]
        if item.cap_percent is None or not rows:
            continue
        spent, most = sum(row.amount_won for row in rows), share_of(total, item.cap_percent, rounding=ROUND_FLOOR)
        if spent > most:
            yield FundingFault(
                rows[-1].key,
                f"{item.name} 합계 {won(spent)}이 한도 {won(most)}(총사업비의 {item.cap_percent}%)을 넘습니다. "
                f"{won(spent - most)} 이상 줄여 주세요.",
            )


def _support_faults(limits: FundingLimits, wanted: int | None) -> Iterator[FundingFault]:
    if wanted is not None and wanted > limits.support_won:
        yield FundingFault(
            "support",
            f"지원금은 {won(limits.support_won)}까지 신청할 수 있습니다. {won(limits.support_won)} 이하로 적어 주세요.",
        )
    if wanted is not None and wanted < 0:
        yield FundingFault("support", "지원금은 0원 이상으로 적어 주세요.")


def _company_faults(
    budget: BudgetTerms, lines: Sequence[CostLine], *, own_labour: int, company: int
) -> Iterator[FundingFault]:
    most = share_of(company, budget.own_labour_max_percent, rounding=ROUND_FLOOR)
    if own_labour > most:
        row = [line.key for line in lines if _is_own_labour(budget.item(line.item))][-1]
        yield FundingFault(
            row,
            f"자체 사업관리 인건비 {won(own_labour)}이 한도 {won(most)}(기업부담금의 "
            f"{budget.own_labour_max_percent}%)을 넘습니다. 인건비를 줄여 주세요.",
        )


def _is_own_labour(item: CostItem | None) -> bool:
    return item is not None and item.own_labour


def _cash_faults(cash: int, least: int) -> Iterator[FundingFault]:
    if cash < least:
        yield FundingFault(
            "cash",
            f"기업 현금이 {won(least)} 이상이어야 하는데 {won(cash)}입니다. "
            f"현물이나 신청 지원금을 {won(least - cash)} 이상 줄여 주세요.",
        )


def _item_sums(budget: BudgetTerms, lines: Sequence[CostLine], total: int) -> tuple[ItemSum, ...]:
    """The cost items with rows, in the round's order, each with its limit."""
    found = []
    for item in budget.items:
        rows = [line.amount_won for line in lines if line.item == item.code]
        if rows:
            cap = item.cap_percent
            most = None if cap is None else share_of(total, cap, rounding=ROUND_FLOOR)
            found.append(ItemSum(item.name, sum(rows), most))
    return tuple(found)


def _coming_back(calls: Sequence[CashCall], advance: int, deducted_vat: int) -> tuple[CashCall, ...]:
    month = calls[-1].month if calls else None
    returns = (
        CashCall("먼저 쓴 지원금", "정산이 끝난 뒤 먼저 쓴 지원금을 돌려받습니다.", advance, month),
        CashCall("부가가치세", "부가가치세를 신고한 뒤 매입세액을 돌려받습니다.", deducted_vat),
    )
    return tuple(each for each in returns if each.won > 0)
