"""Facts about a supplier's work come down from inspections and visits; the supplier may reply before they count."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_date
from program_admin.suppliers import permissions as may
from program_admin.suppliers.models import FactKind, FactReply, PerformanceFact
from program_admin.suppliers.notices import tell_supplier
from program_admin.suppliers.queries import correction_of, replies_to, terms_in_force
from program_admin.suppliers.rules import value_faults
from program_admin.suppliers.services.allowing import refuse_if, require

CORRECTED = "이미 바로잡힌 기록입니다. 새 기록을 보고 다시 해 주세요."
REPLIED = "이미 의견을 내셨습니다. 더할 말이 있으면 센터로 알려 주세요."


@dataclass(frozen=True, slots=True)
class NewFact:
    """One observation; `value` is 1 or 0 for yes and no, percent, points of 5, days or a count, by kind."""

    kind: FactKind
    value: Decimal
    observed_on: date


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: the record's class name and id, the company it happened at and its trade."""

    kind: str
    id: uuid.UUID
    company_name: str
    company_trade: str = ""


def record_performance(
    supplier_id: uuid.UUID,
    facts: Sequence[NewFact],
    *,
    source: Source,
    reply_days: int,
    by: Person | None,
    now: datetime,
) -> list[PerformanceFact]:
    """Keep facts for good; each counts from `reply_days` on, or as soon as the supplier has replied.

    One source gives all its facts of a kind in one call: a second call for the same kind is an IntegrityError.
    """
    places: Counter[str] = Counter()
    rows = []
    for fact in facts:
        refuse_if(value_faults(fact.kind.value, fact.value))
        places[fact.kind.value] += 1
        rows.append(
            PerformanceFact(
                supplier_id=supplier_id,
                kind=fact.kind.value,
                place=places[fact.kind.value],
                value=fact.value,
                observed_on=fact.observed_on,
                source_kind=source.kind,
                source_id=source.id,
                company_name=source.company_name,
                company_trade=source.company_trade,
                counts_from=now + timedelta(days=reply_days),
                recorded_at=now,
                recorded_by=by.id if by else None,
            )
        )
    db.session.add_all(rows)
    db.session.flush()
    record("supplier:record_performance", "Supplier", supplier_id, by=by, now=now, fields=tuple(places))
    if rows:
        _tell(supplier_id, f"성과 기록 {len(rows)}건이 새로 등록되었습니다", rows[0].counts_from, now)
    return rows


def correct_fact(fact: PerformanceFact, value: Decimal, *, by: Person, now: datetime, reason: str) -> PerformanceFact:
    """Correct a fact by a new row that names the old one; the old row stays, the new one waits for a reply too."""
    require(may.CORRECT, by, fact)
    if correction_of(fact.id) is not None:
        raise RuleBroken([CORRECTED])
    missing = [] if reason.strip() else ["바로잡는 사유를 적어 주세요."]
    refuse_if(value_faults(fact.kind, value) | ({"reason": missing} if missing else {}))
    row = PerformanceFact(
        supplier_id=fact.supplier_id,
        kind=fact.kind,
        place=fact.place,
        value=value,
        observed_on=fact.observed_on,
        source_kind=fact.source_kind,
        source_id=fact.source_id,
        company_name=fact.company_name,
        company_trade=fact.company_trade,
        counts_from=now + timedelta(days=terms_in_force(now).reply_days),
        corrects_id=fact.id,
        recorded_at=now,
        recorded_by=by.id,
    )
    db.session.add(row)
    db.session.flush()
    record("supplier:correct_fact", "PerformanceFact", fact.id, by=by, now=now, fields=("value",), reason=reason)
    _tell(fact.supplier_id, "성과 기록 1건을 바로잡았습니다", row.counts_from, now)
    return row


def reply_to_fact(fact: PerformanceFact, words: str, *, by: Person, now: datetime) -> FactReply:
    """Keep what the supplier says to a fact, once; it then counts, with the reply beside it."""
    require(may.REPLY, by, fact)
    if correction_of(fact.id) is not None:
        raise RuleBroken([CORRECTED])
    if fact.id in replies_to(fact.supplier_id):
        raise RuleBroken([REPLIED])
    refuse_if({} if words.strip() else {"words": ["의견을 적어 주세요."]})
    reply = FactReply(fact_id=fact.id, words=words.strip(), by_id=by.id, at=now)
    db.session.add(reply)
    db.session.flush()
    record("supplier:reply", "PerformanceFact", fact.id, by=by, now=now)
    return reply


def _tell(supplier_id: uuid.UUID, title: str, counts_from: datetime, now: datetime) -> None:
    day = korean_date(to_seoul(counts_from).date())
    body = f"{day}부터 성과표에 반영합니다. 그 전에 의견을 낼 수 있습니다."
    tell_supplier(supplier_id, title=title, body=body, link=f"/suppliers/{supplier_id}/scorecard", now=now)
