"""A supplier's scorecard: large figures, lines with intervals, the trend of surveys, and the facts behind them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core import clock
from program_admin.core.korean import korean_date
from program_admin.core.pages import page
from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import FactReply, PerformanceFact, Supplier
from program_admin.suppliers.queries import replies_to, terms_in_force
from program_admin.suppliers.rules import Figure, Measure, fact_label, fact_text, number_text
from program_admin.suppliers.scorecards import Scorecard, counts, facts_known, scorecard, surveys_by_year
from program_admin.suppliers.views.blueprint import get_supplier, pages

FACTS_AT_FIRST = 30
HEADLINES = ("operating", "kpi_achievement", "as_days")
PER_CENT = (Measure.SHARE, Measure.PERCENT)
SOURCE_NAMES = {"Visit": "사후관리 방문", "Inspection": "점검", "Agreement": "협약", "CorrectiveAction": "시정조치"}
Stat = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact as a row of the table."""

    observed: str
    source: str
    company: str
    label: str
    value: str
    standing: tuple[str, str]
    corrects: bool
    reply: str
    reply_address: str
    correct_address: str


@pages.get("/<uuid:supplier_id>/scorecard", endpoint="scorecard")
@needs(may.SEE, get_supplier)
def show_scorecard(supplier: Supplier) -> ResponseReturnValue:
    """Show the scorecard as it stands now."""
    now = clock.now()
    hidden_below = terms_in_force(now).rates_hidden_below
    card = scorecard(supplier.id, now, hidden_below)
    facts, said = facts_known((supplier.id,), now), replies_to(supplier.id)
    counted = [fact for fact in facts if counts(fact, frozenset(said), now)]
    everything = request.args.get("all") == "1"
    newest = list(reversed(facts))
    return page(
        "suppliers/scorecard.html",
        supplier=supplier,
        card=card,
        sub=_sub(supplier, card, counted),
        stats=_stats(card),
        few=_few(card),
        shares=[_interval(line) for line in card.figures if line.terms.measure in PER_CENT],
        trend=surveys_by_year(counted, hidden_below),
        lines=[_line(line) for line in card.figures],
        facts=[_fact(each, said.get(each.id), now) for each in (newest if everything else newest[:FACTS_AT_FIRST])],
        facts_total=len(facts),
        more="" if everything or len(facts) <= FACTS_AT_FIRST else "?all=1#facts",
    )


def _sub(supplier: Supplier, card: Scorecard, counted: list[PerformanceFact]) -> str:
    parts = [f"등록번호 {supplier.registration_number or '없음'}"]
    if counted:
        years = sorted({fact.observed_on.year for fact in counted})
        span = f"{years[0]}" if len(years) == 1 else f"{years[0]}~{years[-1]}"
        parts += [f"도입기업 {card.projects}곳", f"기록 {len(counted)}건 ({span})"]
    return " · ".join(parts)


def _stats(card: Scorecard) -> list[Stat]:
    found: list[Stat] = []
    if card.shown and card.overall is not None:
        found.append(("종합 성과", number_text(card.overall), "점", f"도입기업 {card.projects}곳 기준"))
    for line in (card.line(kind) for kind in HEADLINES):
        if line is None:
            continue
        if line.shown:
            found.append((line.terms.label, number_text(line.mean), line.terms.unit, _note(line)))
        else:
            found.append((line.terms.label, "–", "", f"{line.n}건뿐이라 보이지 않습니다"))
    return found


def _note(line: Figure) -> str:
    return f"{line.n}건 · {number_text(line.low)}~{number_text(line.high)}{line.terms.unit}"


def _few(card: Scorecard) -> str:
    few = [line.terms.label for line in card.figures if not line.shown]
    if not few:
        return ""
    return f"기록이 {card.hidden_below}건보다 적은 항목은 숫자를 보이지 않습니다: {', '.join(few)}."


def _interval(line: Figure) -> tuple[str, Decimal | None, Decimal, Decimal, int]:
    return (line.terms.label, line.mean if line.shown else None, line.low, line.high, line.n)


def _line(line: Figure) -> list[str]:
    unit = line.terms.unit
    shown = [f"{number_text(line.mean)}{unit}", f"{number_text(line.low)} ~ {number_text(line.high)}{unit}"]
    weight = f"{line.terms.weight}%" if line.terms.weight else "참고"
    return [line.terms.label, f"{line.n}건", *(shown if line.shown else ["숨김", "숨김"]), weight]


def _fact(fact: PerformanceFact, reply: FactReply | None, now: datetime) -> FactShown:
    waits = fact.counts_from > now and reply is None
    until = korean_date(clock.to_seoul(fact.counts_from).date())
    may_reply = reply is None and may.REPLY.allows(current_user, fact)
    return FactShown(
        observed=korean_date(fact.observed_on),
        source=SOURCE_NAMES.get(fact.source_kind, "기록"),
        company=_company(fact),
        label=fact_label(fact.kind),
        value=fact_text(fact.kind, fact.value),
        standing=(f"{until}부터 반영", "warning") if waits else ("반영", "success"),
        corrects=fact.corrects_id is not None,
        reply=reply.words if reply else "",
        reply_address=url_for(".reply", fact_id=fact.id) if may_reply else "",
        correct_address=url_for(".correct", fact_id=fact.id) if may.CORRECT.allows(current_user, fact) else "",
    )


def _company(fact: PerformanceFact) -> str:
    """The company's name for the supplier itself and the staff; its trade for everybody else."""
    if may.SEE_NAMES.allows(current_user, fact):
        return fact.company_name
    return fact.company_trade or "제조기업"
