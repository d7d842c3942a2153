"""The centre's decision to conclude an agreement (결재), which comes before the centre signs."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.agreements import permissions as may
from program_admin.agreements.models import Agreement, Status
from program_admin.agreements.notices import Words, page_of, tell_officer
from program_admin.agreements.services.approving import act_of, draft_line, latest_line, waiting_line
from program_admin.agreements.services.locking import lock, require
from program_admin.core.errors import RuleBroken
from program_admin.workflow import approval
from program_admin.workflow.models import Status as LineStatus


def conclusion_approved(agreement: Agreement) -> bool:
    """Whether the centre decided to conclude it: only then its signature is given."""
    line = latest_line(agreement)
    return line is not None and line.status == LineStatus.APPROVED


def put_conclusion_up(agreement: Agreement, *, by: Person, now: datetime) -> None:
    """Draft the approval anew after it was returned (기안)."""
    require(may.PREPARE, by, agreement)
    lock(agreement)
    if agreement.status != Status.SIGNING:
        raise RuleBroken(["서명 중인 협약만 결재를 올릴 수 있습니다. 협약 화면에서 상태를 확인해 주세요."])
    if conclusion_approved(agreement):
        raise RuleBroken(["이미 결재가 끝난 협약입니다. 남은 서명을 기다려 주세요."])
    draft_line(agreement, by=by, now=now)


def approve_conclusion(agreement: Agreement, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign the next seat of the line; returns whether that decided it, so that the centre may sign."""
    require(may.APPROVE_CONCLUSION, by, agreement)
    lock(agreement)
    if not approval.sign(waiting_line(agreement), by=by, now=now, opinion=opinion):
        return False
    _say_to_officer(agreement, "협약 체결 결재가 끝났습니다", "운영기관 서명을 기다립니다.", now)
    return True


def send_conclusion_back(agreement: Agreement, *, by: Person, now: datetime, reason: str) -> None:
    """Return the draft to the officer with a reason; the officer puts it up anew or discards the agreement."""
    require(may.APPROVE_CONCLUSION, by, agreement)
    lock(agreement)
    approval.send_back(waiting_line(agreement), by=by, now=now, reason=reason)
    _say_to_officer(agreement, "협약 체결 결재를 반려했습니다", f"사유: {reason.strip()}", now)


def end_conclusion(agreement: Agreement, *, by: Person, now: datetime) -> None:
    """End a line that waits because its agreement was discarded."""
    line = approval.waiting_for(act_of(agreement).value, (type(agreement).__name__, agreement.id))
    if line is not None:
        approval.lapse(line, by=by, now=now)


def _say_to_officer(agreement: Agreement, title: str, more: str, now: datetime) -> None:
    body = f"{agreement.number} {agreement.company_name}. {more}"
    tell_officer(agreement, Words(title, body, page_of(agreement)), now=now)
