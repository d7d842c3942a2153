"""What is recorded on an announced round when a decision above moves its deadline or corrects its content."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.korean import korean_datetime
from program_admin.programs.exporting import canonical, fingerprint
from program_admin.programs.models import ChangeKind, Round, RoundChange, RoundVersion
from program_admin.programs.queries import extensions_of
from program_admin.programs.rules.calendar import deadline_of
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision behind a change: its record, its number (if it has one) and its reason, which the public reads."""

    source_id: uuid.UUID
    reason: str
    number: str = ""


def extend_round(round_: Round, until: datetime, decided: Decided, *, by: Person, now: datetime) -> RoundChange:
    """Record an approved extension for everybody and set the deadline in force by calendar and extensions."""
    before = round_.closes_at
    change = RoundChange(
        round_id=round_.id,
        kind=ChangeKind.EXTENSION.value,
        source_id=decided.source_id,
        reason=decided.reason,
        closed_at=before,
        closes_at=until,
        by_id=by.id,
        at=now,
    )
    db.session.add(change)
    db.session.flush()
    set_deadline(round_)
    record(
        "round:extend",
        "Round",
        round_.id,
        by=by,
        now=now,
        before=korean_datetime(before),
        after=korean_datetime(round_.closes_at),
        reason=decided.reason,
    )
    return change


def set_deadline(round_: Round) -> None:
    """Write the deadline in force: what the calendar of the current version and the extensions say."""
    deadline = deadline_of(round_.terms.calendar, extensions_of(round_.id))
    round_.closes_at, round_.grace_until = deadline.closes_at, deadline.grace_until
    db.session.flush()


def publish_correction(round_: Round, terms: RoundFile, decided: Decided, *, by: Person, now: datetime) -> RoundChange:
    """Put a corrected content in force as the next version and record it for the public (정정공고)."""
    before, content = round_.closes_at, canonical(terms)
    version = RoundVersion(
        id=new_id(),
        round_id=round_.id,
        number=round_.current_version.number + 1,
        content=content,
        content_sha256=fingerprint(content),
        created_by_id=by.id,
        created_at=now,
        note=f"{decided.number}: {decided.reason}",
    )
    db.session.add(version)
    db.session.flush()
    round_.current_version_id, round_.title, round_.opens_at = version.id, terms.title, terms.calendar.opens_at
    db.session.flush()
    db.session.expire(round_, ["current_version"])
    set_deadline(round_)
    change = RoundChange(
        round_id=round_.id,
        kind=ChangeKind.CORRECTION.value,
        source_id=decided.source_id,
        number=decided.number,
        reason=decided.reason,
        closed_at=before,
        closes_at=round_.closes_at,
        version_id=version.id,
        by_id=by.id,
        at=now,
    )
    db.session.add(change)
    db.session.flush()
    after = f"v{version.number}:{version.content_sha256[:12]}"
    record("round:correct", "Round", round_.id, by=by, now=now, after=after, reason=version.note)
    return change
