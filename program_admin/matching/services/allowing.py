"""What every act of matching begins with: the right to it, the round's deadline, faults as one refusal."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.permission import Permission
from program_admin.applications.models import Application
from program_admin.applications.services.locking import closed_to
from program_admin.applications.states import PROCESS as APPLICATION
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.matching.rules.asking import Faults

HANDED_IN = "이미 제출한 신청서라 공급기업을 더 찾지 않습니다."


def require(permission: Permission, by: Person, record: object) -> None:
    """Raise NotAllowed unless the person holds the right over the record."""
    if not permission.allows(by, record):
        raise NotAllowed(permission.name)


def closed_now(application: Application, now: datetime) -> list[str]:
    """Why neither requests nor proposals are taken for an application any more; empty when they are."""
    if application.status not in APPLICATION.step("submit").of:
        return [HANDED_IN]
    return closed_to(application, now)


def refuse_closed(application: Application, now: datetime) -> None:
    """Raise RuleBroken once the application is handed in or the round's deadline has passed."""
    objections = closed_now(application, now)
    if objections:
        raise RuleBroken(objections)


def refuse_if(faults: Faults) -> None:
    """Raise RuleBroken with every sentence, each at its field, if there is any."""
    if faults:
        raise RuleBroken([sentence for sentences in faults.values() for sentence in sentences], faults)
