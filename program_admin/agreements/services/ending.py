"""How an agreement ends: completed after the final inspection, or cancelled (해약)."""

from datetime import datetime
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.agreements.models import Agreement, Inspection, ReportKind
from program_admin.agreements.notices import Words, page_of, tell_parties
from program_admin.agreements.queries import items_of_agreement, reports_of, sheet_terms
from program_admin.agreements.rules.dates import on_time
from program_admin.agreements.rules.sheets import wanting
from program_admin.agreements.services.locking import lock
from program_admin.agreements.states import PROCESS
from program_admin.core.clock import to_seoul
from program_admin.suppliers.models import FactKind
from program_admin.suppliers.services import NewFact, Source, close_project, record_performance
from program_admin.workflow.engine import take_step


def complete(agreement: Agreement, inspection: Inspection, *, by: Person, now: datetime) -> None:
    """Complete an agreement whose final inspection was approved, and tell the registry how it went.

    On time means: the completion report the company approved was handed in by the agreed last day.
    """
    lock(agreement)
    final = reports_of(agreement.id)[ReportKind.FINAL]
    finished_on = to_seoul(final.submitted_at or now).date()
    in_time = on_time(finished_on, agreement.ends_on)
    take_step(PROCESS, agreement, "complete", by=by, now=now)
    agreement.completed_at, agreement.completed_on_time = now, in_time
    grades = [item.grade for item in items_of_agreement(agreement.id)]
    supplements = wanting(grades, sheet_terms(inspection).grades)
    record_performance(
        agreement.supplier_id,
        [
            NewFact(FactKind.ON_TIME, Decimal(int(in_time)), finished_on),
            NewFact(FactKind.SUPPLEMENTS, Decimal(supplements), to_seoul(now).date()),
        ],
        source=Source("Inspection", inspection.id, agreement.company_name),
        reply_days=agreement.terms.suppliers.reply_days,
        by=by,
        now=now,
    )
    close_project(agreement.id, by=by, now=now)
    body = f"{agreement.title}({agreement.number})의 최종점검이 승인되어 과제를 완료했습니다."
    tell_parties(agreement, Words("과제를 완료했습니다", body, page_of(agreement)), by=by, now=now)


def cancel(agreement: Agreement, *, by: Person, now: datetime, reason: str) -> None:
    """Cancel a concluded agreement with a reason (해약); the supplier's project closes."""
    lock(agreement)
    take_step(PROCESS, agreement, "cancel", by=by, now=now, reason=reason)
    agreement.ended_at, agreement.end_reason = now, reason.strip()
    close_project(agreement.id, by=by, now=now)
    body = f"{agreement.number} 협약을 해약했습니다. 사유: {reason.strip()}"
    tell_parties(agreement, Words("협약을 해약했습니다", body, page_of(agreement)), by=by, now=now)
