"""봉인: looking into an application before the deadline is possible only with a reason that stays."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, SealOpening
from program_admin.applications.queries import opened_seal
from program_admin.applications.services.locking import require
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken


def open_seal(application: Application, *, by: Person, now: datetime, reason: str) -> None:
    """Let one person read a sealed application, with a reason; a second opening changes nothing."""
    require(may.READ, by, application)
    if not reason.strip():
        raise RuleBroken(["봉인을 여는 사유를 적어 주세요."], {"reason": ["봉인을 여는 사유를 적어 주세요."]})
    if opened_seal(application, by):
        return
    db.session.add(SealOpening(application_id=application.id, person_id=by.id, at=now, reason=reason.strip()))
    record("application:open_seal", "Application", application.id, by=by, now=now, reason=reason.strip())
