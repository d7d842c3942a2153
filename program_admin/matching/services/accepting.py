"""A company takes one proposal, or takes a request back."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications.services import choose_supplier
from program_admin.core.errors import RuleBroken
from program_admin.matching import permissions as may
from program_admin.matching.models import MatchRequest, Proposal
from program_admin.matching.notices import tell_receiver
from program_admin.matching.queries import newest_proposal, requests_of
from program_admin.matching.services.allowing import refuse_closed, require
from program_admin.matching.states import PROCESS
from program_admin.workflow.engine import take_step

REPLACED = "그 뒤에 새 제안이 왔습니다. 새 제안을 읽고 다시 골라 주세요."
OTHER_CHOSEN = "도입기업이 다른 공급기업의 제안을 받아들였습니다."
TAKEN_BACK = "도입기업이 요청을 취소했습니다."


def accept(proposal: Proposal, *, by: Person, now: datetime) -> None:
    """Take a proposal: its supplier becomes the application's, every other open request ends with a notice.

    Raises RuleBroken when a newer proposal stands, after the deadline, or when the supplier may not be chosen.
    """
    request = proposal.request
    require(may.ACCEPT, by, request)
    newest = newest_proposal(request.id)
    if newest is None or newest.id != proposal.id:
        raise RuleBroken([REPLACED])
    choose_supplier(
        request.application,
        request.supplier_id,
        by=by,
        now=now,
        source="request",
        proposal_id=proposal.id,
        engineers=proposal.engineer_names,
    )
    take_step(PROCESS, request, "accept", by=by, now=now)
    body = "신청서에 공급기업으로 적혔습니다. 선정되면 협약을 준비합니다."
    tell_receiver(request, title="제안을 도입기업이 받아들였습니다", body=body, now=now)
    for other in requests_of(request.application_id):
        if other.id != request.id and other.status in PROCESS.step("close").of:
            take_step(PROCESS, other, "close", by=None, now=now)
            other.status_reason = OTHER_CHOSEN
            tell_receiver(other, title="제안 요청이 끝났습니다", body=OTHER_CHOSEN, now=now)


def withdraw(request: MatchRequest, *, by: Person, now: datetime) -> None:
    """Take a request back."""
    require(may.SEEK, by, request)
    refuse_closed(request.application, now)
    take_step(PROCESS, request, "withdraw", by=by, now=now)
    request.status_reason = TAKEN_BACK
    tell_receiver(request, title="제안 요청이 취소되었습니다", body=TAKEN_BACK, now=now)
