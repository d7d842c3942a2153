"""What every act on an application begins with: the row locked and fresh, the deadline, the right."""

from datetime import datetime

from sqlalchemy.orm import joinedload

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.applications.models import Application, Status
from program_admin.applications.states import PROCESS
from program_admin.core.database import key_of, lock_row
from program_admin.core.errors import Missing, NotAllowed, RuleBroken
from program_admin.programs.models import Round
from program_admin.programs.models import Status as RoundStatus
from program_admin.programs.rules.calendar import Deadline, not_yet_open, too_late

_WITH_ROUND = joinedload(Application.round, innerjoin=True)


def lock(application: Application) -> None:
    """Hold the application's row until the act ends, with what is stored now (a second act waits)."""
    if not lock_row(Application, key_of(application), _WITH_ROUND):
        raise Missing("application")


def require(permission: Permission, by: Person, record: object) -> None:
    """Raise NotAllowed unless the person holds the right over the record."""
    if not permission.allows(by, record):
        raise NotAllowed(permission.name)


def closed_to_new(round_: Round, now: datetime) -> list[str]:
    """Why the round takes no new application at that moment."""
    return _closed(round_, round_.deadline, now, begun=None)


def closed_to(application: Application, now: datetime) -> list[str]:
    """Why the round takes nothing from this application any more; begun in time, it may use the grace time."""
    return _closed(application.round, application.deadline, now, begun=application.created_at)


def _closed(round_: Round, deadline: Deadline, now: datetime, *, begun: datetime | None) -> list[str]:
    if round_.status != RoundStatus.OPEN.value:
        return ["지금은 접수하지 않는 회차입니다. 공고를 확인해 주세요."]
    return [*not_yet_open(round_.opens_at, now), *too_late(deadline, now, begun=begun)]


def objections_to_typing(application: Application, now: datetime) -> list[str]:
    """Why nothing may be typed any more: handed in, withdrawn, or the deadline has passed."""
    if application.status == Status.WITHDRAWN:
        return ["접수를 취소한 신청서입니다. 고치려면 신청서 화면에서 ‘고쳐 쓰기’를 눌러 주세요."]
    if application.status not in PROCESS.step("submit").of:
        return ["이미 제출한 신청서입니다. 고치려면 접수를 취소한 뒤 ‘고쳐 쓰기’를 눌러 주세요."]
    return closed_to(application, now)


def check_typing(application: Application, now: datetime) -> None:
    """Lock the application; raise RuleBroken when nothing may be typed any more."""
    lock(application)
    objections = objections_to_typing(application, now)
    if objections:
        raise RuleBroken(objections)
