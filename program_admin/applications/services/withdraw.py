"""접수취소: taking an application back, bringing it back as it was, or mending it."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.applications.notices import tell_company
from program_admin.applications.queries import open_application
from program_admin.applications.services.locking import closed_to, lock
from program_admin.applications.states import PROCESS
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_datetime
from program_admin.workflow.engine import take_step


def objections_to_taking_back(application: Application, now: datetime) -> list[str]:
    """Why the application may not be taken back (or brought back) any more: the deadline has passed."""
    late = closed_to(application, now)
    if not late:
        return []
    return [*late[:-1], f"{late[-1]} 마감 뒤에는 접수를 취소하거나 되돌릴 수 없습니다. 담당 부서에 문의해 주세요."]


def objections_to_withdrawing(application: Application, now: datetime) -> list[str]:
    """Every reason why the application cannot be withdrawn now."""
    found = objections_to_taking_back(application, now)
    if application.status not in PROCESS.step("withdraw").of:
        state = PROCESS.label(application.status, staff=False)
        found.append(
            f"지금 상태({state})에서는 접수를 취소할 수 없습니다. 신청서 화면에서 할 수 있는 일을 확인해 주세요."
        )
    return found


def withdraw(application: Application, *, by: Person, now: datetime, reason: str | None = None) -> None:
    """Take a submitted application back until the deadline (grace time included); its number stays its own."""
    _check_time(application, now)
    take_step(PROCESS, application, "withdraw", by=by, now=now, reason=reason)
    tell_company(
        application,
        title="접수를 취소했습니다",
        body=f"접수번호 {application.number} 신청의 접수를 취소했습니다. "
        f"{korean_datetime(application.deadline.closes_at)}까지 되돌릴 수 있습니다.",
        now=now,
    )


def restore(application: Application, *, by: Person, now: datetime) -> None:
    """Bring a withdrawn application back as it was handed in, until the deadline."""
    _check_time(application, now)
    _check_no_other(application)
    take_step(PROCESS, application, "restore", by=by, now=now)
    tell_company(
        application,
        title="접수를 되돌렸습니다",
        body=f"접수번호 {application.number} 신청을 다시 접수했습니다.",
        now=now,
    )


def revise(application: Application, *, by: Person, now: datetime) -> None:
    """Open a withdrawn application for mending until the deadline; it must be handed in again, under its number."""
    _check_time(application, now)
    _check_no_other(application)
    take_step(PROCESS, application, "revise", by=by, now=now)


def _check_time(application: Application, now: datetime) -> None:
    lock(application)
    late = objections_to_taking_back(application, now)
    if late:
        raise RuleBroken(late)


def _check_no_other(application: Application) -> None:
    other = open_application(application.round_id, application.company_id)
    if other is not None and other.id != application.id:
        raise RuleBroken(["이 회차에 다른 신청서가 있습니다. 그 신청서를 이어서 쓰거나 접수를 취소해 주세요."])
