"""A supplier answers a request: it starts its review, proposes, or says why it does not fit."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.money import won
from program_admin.matching import permissions as may
from program_admin.matching.models import MatchRequest, Proposal
from program_admin.matching.notices import tell_asker
from program_admin.matching.queries import newest_proposal
from program_admin.matching.rules import NewProposal, proposal_faults
from program_admin.matching.services.allowing import refuse_closed, refuse_if, require
from program_admin.matching.states import PROCESS
from program_admin.suppliers.queries import engineers_of, solutions_of
from program_admin.workflow.engine import take_step


def start_review(request: MatchRequest, *, by: Person, now: datetime) -> None:
    """Begin to look into a request; the company sees that."""
    require(may.ANSWER, by, request)
    refuse_closed(request.application, now)
    take_step(PROCESS, request, "start", by=by, now=now)


def propose(request: MatchRequest, new: NewProposal, *, by: Person, now: datetime) -> Proposal:
    """Offer a solution at a price without VAT; a better offer is a new row and replaces the one before.

    Raises RuleBroken after the deadline, out of turn, or with every fault at its field.
    """
    require(may.ANSWER, by, request)
    refuse_closed(request.application, now)
    engineers = frozenset(each.name for each in engineers_of(request.supplier_id))
    solutions = frozenset(each.id for each in solutions_of([request.supplier_id]))
    refuse_if(proposal_faults(new, engineers=engineers, solutions=solutions))
    take_step(PROCESS, request, "propose", by=by, now=now)
    before = newest_proposal(request.id)
    proposal = Proposal(
        request_id=request.id,
        number=before.number + 1 if before else 1,
        solution_id=new.solution_id,
        summary=new.summary,
        cost_won=new.cost_won,
        months=new.months,
        engineer_names=list(new.engineer_names),
        by_id=by.id,
        at=now,
    )
    db.session.add(proposal)
    db.session.flush()
    record("proposal:give", "Proposal", proposal.id, by=by, now=now, after=str(new.cost_won))
    body = f"{request.supplier.name}에서 {won(new.cost_won)}(부가가치세 별도), {new.months}개월로 제안했습니다."
    tell_asker(request, title="공급기업의 제안을 받았습니다", body=body, now=now)
    return proposal


def decline(request: MatchRequest, *, by: Person, now: datetime, reason: str) -> None:
    """Say that the request does not fit, with a reason (부적합)."""
    require(may.ANSWER, by, request)
    take_step(PROCESS, request, "decline", by=by, now=now, reason=reason)
    request.status_reason = reason.strip()
    body = f"{request.supplier.name}: {request.status_reason}"
    tell_asker(request, title="공급기업이 제안하지 않기로 했습니다", body=body, now=now)
