"""What a submission needs to know, worked out before the database is locked, and whether it still holds then.

In the deadline hour everybody waits for the same lock: what can be read and judged before it, is.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.applications.models import Application
from program_admin.applications.queries.filled import gathered
from program_admin.applications.queries.handed_in import CompanyCopy, Snapshot
from program_admin.applications.queries.stamp import Stamp, stamp_of
from program_admin.applications.rules.sections import all_faults
from program_admin.applications.rules.values import Fault, Filled
from program_admin.applications.services.readiness import registered_grades, unlooked_objections
from program_admin.applications.services.snapshot import snapshot_of
from program_admin.applications.services.typed_rows import NOTHING, TypedRows, typed_rows_of
from program_admin.core.clock import to_seoul


@dataclass(frozen=True, slots=True)
class Prepared:
    """An application as it stood at a stamp: what was typed, its faults on a day, its snapshot, its revisions.

    `unlooked` are the sentences about what nobody has looked through yet, `version_id` the round's version it binds,
    `typed` the rows it becomes (none while there are faults).
    """

    application_id: uuid.UUID
    stamp: Stamp
    day: date
    filled: Filled
    faults: tuple[Fault, ...]
    unlooked: tuple[str, ...]
    version_id: uuid.UUID
    snapshot: Snapshot
    company: CompanyCopy
    revisions: Mapping[str, int]
    typed: TypedRows


def prepare(application: Application, now: datetime) -> Prepared:
    """Work everything out (the stamp is read first: what changes after it makes it out of date, never wrong)."""
    stamp, day = stamp_of(application.id), to_seoul(now).date()
    read, version = gathered(application), application.round.current_version
    filled = read.filled
    faults = all_faults(filled, day)
    registered = registered_grades(application, filled)
    return Prepared(
        application_id=application.id,
        stamp=stamp,
        day=day,
        filled=filled,
        faults=faults,
        unlooked=tuple(unlooked_objections(application, read, registered)),
        version_id=version.id,
        company=read.company,
        snapshot=snapshot_of(application, read, version=version, number=application.number or "", at=now),
        revisions=read.revisions,
        typed=NOTHING if faults else typed_rows_of(application.id, filled, registered),
    )


def still_prepared(prepared: Prepared | None, application: Application, now: datetime) -> Prepared:
    """Return what was prepared if nothing has changed since; otherwise prepare anew (call under the lock)."""
    if prepared is None or (prepared.application_id, prepared.day) != (application.id, to_seoul(now).date()):
        return prepare(application, now)
    return prepared if stamp_of(application.id) == prepared.stamp else prepare(application, now)
