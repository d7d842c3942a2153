"""Submission: everything checked, copied, numbered, fingerprinted and told in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.documents import RECEIPT, Parties, receipt_of
from program_admin.applications.models import Application, ReceiptCounter, Submission
from program_admin.applications.notices import tell_company
from program_admin.applications.queries import last_submission_of
from program_admin.applications.queries.receipts import receipt_path
from program_admin.applications.services.as_shown import refuse_unshown
from program_admin.applications.services.locking import lock, objections_to_typing, require
from program_admin.applications.services.prepare import Prepared, still_prepared
from program_admin.applications.services.readiness import consent_objections
from program_admin.applications.services.snapshot import canonical, keep_company
from program_admin.applications.services.typed_rows import write_typed_rows
from program_admin.applications.states import PROCESS
from program_admin.core.database import db, insert_once
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.inserting import insert_now
from program_admin.core.korean import korean_datetime
from program_admin.core.settings import settings
from program_admin.documents.services import issue
from program_admin.programs.models import Round
from program_admin.workflow.engine import take_step

LETTER = "S"
_COUNTER = ReceiptCounter.__table__
_COUNT_ON = (
    update(_COUNTER)
    .where(_COUNTER.c.round_id == bindparam("of_round"))
    .values(last=_COUNTER.c.last + 1)
    .returning(_COUNTER.c.prefix, _COUNTER.c.last)
)


def submit(
    application: Application,
    *,
    by: Person,
    now: datetime,
    prepared: Prepared | None = None,
    shown: Mapping[str, int] | None = None,
) -> Submission:
    """Hand the application in (공고문: 접수): server time, every objection at once, a gapless receipt number.

    `prepared` was worked out before the lock and is used if nothing has changed since; `shown` are the revisions the
    page showed. Raises NotAllowed for strangers and delegates, ChangedSince for something that was not shown,
    RuleBroken with all objections (fields: "section:field").
    """
    lock(application)
    require(may.SUBMIT, by, application)
    prepared = still_prepared(prepared, application, now)
    filled = prepared.filled
    _refuse_faults(application, prepared, now)
    if shown is not None:
        refuse_unshown(application, filled, prepared.revisions, shown)
    with db.session.no_autoflush:
        submission = _fix(application, prepared, by=by, now=now)
        take_step(PROCESS, application, "submit", by=by, now=now)
        _acknowledge(application, submission, prepared, by=by, now=now)
    return submission


def _acknowledge(
    application: Application, submission: Submission, prepared: Prepared, *, by: Person, now: datetime
) -> None:
    """Issue the 접수증 and tell the company."""
    handed = prepared.snapshot
    parties = Parties(handed.company, handed.representatives, handed.business_number, handed.supplier)
    issue(
        RECEIPT,
        receipt_of(application, prepared.filled, parties, submitted_by=by.name, at=now),
        subject=("Application", application.id),
        recipient=application.company_name,
        by=by,
        now=now,
    )
    tell_company(
        application,
        title="신청서를 접수했습니다",
        body=(
            f"접수번호 {application.number}, {korean_datetime(now)}에 제출했습니다. "
            f"접수증은 비밀번호 없이 아래 주소에서 {settings().receipt_link_days}일 동안 볼 수 있습니다.\n"
            f"{settings().public_address}{receipt_path(submission)}"
        ),
        now=now,
    )


def _refuse_faults(application: Application, prepared: Prepared, now: datetime) -> None:
    faults, terms = prepared.faults, prepared.filled.terms
    objections = objections_to_typing(application, now)
    objections += [*prepared.unlooked, *consent_objections(application, terms)]
    if not objections and not faults:
        return
    fields: dict[str, list[str]] = {}
    for fault in faults:
        fields.setdefault(f"{fault.section}:{fault.field}", []).append(fault.sentence)
    raise RuleBroken([*objections, *(fault.sentence for fault in faults)], fields)


def _fix(application: Application, prepared: Prepared, *, by: Person, now: datetime) -> Submission:
    """Write typed rows, number and snapshot; a second attempt keeps its number."""
    earlier = last_submission_of(application.id) if application.number else None
    number = application.number or _next_number(application.round)
    replacing = earlier is not None
    write_typed_rows(application, prepared.typed, prepared.filled, by=by, now=now, replacing=replacing)
    content, sha256 = canonical(replace(prepared.snapshot, number=number, at=now))
    submission = Submission(
        id=new_id(),
        application_id=application.id,
        attempt=1 if earlier is None else earlier.attempt + 1,
        number=number,
        content=content,
        sha256=sha256,
        at=now,
        by_id=by.id,
    )
    insert_now(submission)
    application.round_version_id = prepared.version_id
    keep_company(application, prepared.company)
    application.number, application.submission_sha256 = number, sha256
    application.submitted_at, application.submitted_by_id = now, by.id
    return submission


def _next_number(round_: Round) -> str:
    """Count on within the transaction, e.g. 2026-S-0001; a later round of the same year has its own letter, S2."""
    while (counted := _counted_on(round_)) is None:
        _open_counter(round_)
    prefix, last = counted
    return f"{prefix}-{last:04d}"


def _counted_on(round_: Round) -> tuple[str, int] | None:
    counted = db.session.execute(_COUNT_ON, {"of_round": round_.id}).one_or_none()
    return None if counted is None else (counted.prefix, counted.last)


def _open_counter(round_: Round) -> None:
    """Give the round its counter; whoever opens one at the same time waits, and takes what is free then."""
    insert_once(ReceiptCounter, {"round_id": round_.id, "prefix": _free_prefix(round_), "last": 0})


def _free_prefix(round_: Round) -> str:
    stem = f"{round_.terms.program.year}-{LETTER}"
    taken = db.session.scalar(
        select(func.count()).select_from(ReceiptCounter).where(ReceiptCounter.prefix.startswith(stem, autoescape=True))
    )
    return stem if not taken else f"{stem}{taken + 1}"
