"""Corrective actions: answered, asked for again, closed; late ones are reminded of and noted."""

from datetime import datetime, timedelta
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.aftercare import notices
from program_admin.aftercare import permissions as may
from program_admin.aftercare.models import CorrectiveAction, CorrectiveEvent, CorrectiveEventKind
from program_admin.aftercare.queries import to_remind
from program_admin.aftercare.rules.corrective import answer_faults, is_late
from program_admin.aftercare.services.locking import lock, refuse_if, require
from program_admin.aftercare.states import CORRECTIVE
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.documents.services import CheckedFile, keep
from program_admin.suppliers.models import FactKind
from program_admin.suppliers.services import NewFact, Source, record_performance
from program_admin.workflow.engine import take_step

REMIND_BEFORE = timedelta(days=3)


def answer(
    action: CorrectiveAction, words: str, *, checked: CheckedFile | None, by: Person, now: datetime
) -> CorrectiveEvent:
    """Keep what company or supplier did, with a photo or without; the visitor is told."""
    require(may.ANSWER, by, action)
    lock(action)
    refuse_if(answer_faults(words))
    take_step(CORRECTIVE, action, "answer", by=by, now=now)
    action.answered_at = now
    upload = keep(checked, owner=("CorrectiveAction", action.id), by=by, now=now) if checked else None
    event = _event(action, CorrectiveEventKind.ANSWERED, words.strip(), by=by, now=now)
    event.upload_id = upload.id if upload else None
    db.session.add(event)
    notices.answered(action, now=now)
    return event


def ask_again(action: CorrectiveAction, *, by: Person, now: datetime, reason: str) -> None:
    """Say that the answer is not enough; company and supplier are told why."""
    require(may.CLOSE, by, action)
    lock(action)
    take_step(CORRECTIVE, action, "ask_again", by=by, now=now, reason=reason)
    db.session.add(_event(action, CorrectiveEventKind.ASKED_AGAIN, reason.strip(), by=by, now=now))
    notices.asked_again(action, reason.strip(), now=now)


def close(action: CorrectiveAction, words: str, *, by: Person, now: datetime) -> None:
    """Settle a corrective action and note down at the supplier whether it was late.

    It counts as done on the day of the last answer; without one, on the day it is closed.
    """
    require(may.CLOSE, by, action)
    lock(action)
    take_step(CORRECTIVE, action, "close", by=by, now=now)
    done_on = to_seoul(action.answered_at or now).date()
    action.closed_at, action.late = now, is_late(action.due_on, done_on)
    db.session.add(_event(action, CorrectiveEventKind.CLOSED, words.strip(), by=by, now=now))
    db.session.flush()
    agreement = action.visit.agreement
    record_performance(
        agreement.supplier_id,
        [NewFact(FactKind.CORRECTIVE_LATE, Decimal(int(action.late)), to_seoul(now).date())],
        source=Source("CorrectiveAction", action.id, agreement.company_name, agreement.company.trade),
        reply_days=agreement.terms.suppliers.reply_days,
        by=by,
        now=now,
    )
    notices.closed(action, now=now)


def remind(*, now: datetime) -> int:
    """Remind company and supplier of open actions late or due within three days, once a day; returns how many."""
    today = to_seoul(now).date()
    waiting = to_remind(today, today + REMIND_BEFORE)
    for action in waiting:
        lock(action)
        action.reminded_on = today
        notices.reminder(action, late=is_late(action.due_on, today), now=now)
    return len(waiting)


def _event(
    action: CorrectiveAction, kind: CorrectiveEventKind, words: str, *, by: Person, now: datetime
) -> CorrectiveEvent:
    return CorrectiveEvent(id=new_id(), action_id=action.id, kind=kind.value, words=words, by_id=by.id, at=now)
