"""The ranking of a round: worked out, drafted, put up for approval, signed or returned."""

import hashlib
import json
from datetime import datetime

from pydantic import TypeAdapter

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries
from program_admin.evaluation.models import RankedPlace, Ranking, RankingStatus
from program_admin.evaluation.rules.record import RankingRecord, worked_out
from program_admin.evaluation.services.locking import lock, require
from program_admin.evaluation.services.publishing import publish
from program_admin.evaluation.states import RANKING
from program_admin.programs.models import Round
from program_admin.programs.schema.paperwork import ApprovalAct
from program_admin.workflow import approval
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Approval, Duty

ADAPTER: TypeAdapter[RankingRecord] = TypeAdapter(RankingRecord)


def draft_ranking(round_: Round, *, by: Person, now: datetime) -> Ranking:
    """Work the ranking out from the signed sheets and keep every figure; raises RuleBroken with what is missing."""
    require(may.DRAFT_RANKING, by)
    objections = queries.not_ready_to_rank(round_)
    standing = queries.ranking_of(round_.id)
    if standing is not None:
        objections = ["이미 만든 순위표가 있습니다. 다시 만들려면 그 순위표를 먼저 버려 주세요."]
    if objections:
        raise RuleBroken(objections)
    figures = worked_out(round_.terms, queries.case_inputs(round_))
    content = _canonical(figures)
    ranking = Ranking(
        round_id=round_.id,
        number=len(queries.rankings_of(round_.id)) + 1,
        status=RANKING.start.value,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        budget_won=figures.budget_won,
        drafted_by_id=by.id,
        drafted_at=now,
    )
    db.session.add(ranking)
    db.session.flush()
    for case in figures.cases:
        db.session.add(
            RankedPlace(
                ranking_id=ranking.id,
                application_id=case.application_id,
                place=case.place,
                stage_points=case.stage_points,
                bonus=case.bonus,
                points=case.points,
                subsidy_won=case.subsidy_won,
                outcome=case.outcome,
                reason=case.reason,
            )
        )
    db.session.flush()
    record("ranking:draft", "Ranking", ranking.id, by=by, now=now, after=ranking.sha256)
    return ranking


def raise_ranking(ranking: Ranking, *, by: Person, now: datetime) -> Approval:
    """Put a drafted ranking up for approval by the round's line (위임전결); the drafter's seat is signed at once."""
    lock(ranking)
    if queries.record_of(ranking) != worked_out(ranking.round.terms, queries.case_inputs(ranking.round)):
        raise RuleBroken(["순위표를 만든 뒤 점수나 가점, 회차 설정이 바뀌었습니다. 버리고 다시 만들어 주세요."])
    take_step(RANKING, ranking, "raise", by=by, now=now)
    won = queries.record_of(ranking).selected_won
    line = tuple(
        approval.Seat(Duty(signer.kind.value), Role(signer.role), signer.position, signer.delegated)
        for signer in ranking.round.terms.approval_line(ApprovalAct.RANKING, won)
    )
    return approval.draft(
        may.RANKING_ACT,
        ("Ranking", ranking.id),
        title=f"{ranking.round.title} 종합평가 순위와 선정",
        amount_won=won,
        line=line,
        by=by,
        now=now,
    )


def discard_ranking(ranking: Ranking, *, by: Person, now: datetime, reason: str) -> None:
    """Throw a draft away that was not put up for approval, with a reason; a new one may be made."""
    lock(ranking)
    take_step(RANKING, ranking, "discard", by=by, now=now, reason=reason)


def sign_ranking(ranking: Ranking, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign the next seat; the deciding signature publishes the results at once. Returns whether it did."""
    lock(ranking)
    waiting = _waiting(ranking)
    if not may.SIGN_RANKING.allows(by, ranking):
        raise NotAllowed(may.SIGN_RANKING.name)
    if waiting.next_seat is waiting.seats[-1]:
        take_step(RANKING, ranking, "approve", by=by, now=now)
    decided = approval.sign(waiting, by=by, now=now, opinion=opinion)
    record("ranking:sign", "Ranking", ranking.id, by=by, now=now, reason=opinion or None)
    if decided:
        publish(ranking, waiting, by=by, now=now)
    return decided


def return_ranking(ranking: Ranking, *, by: Person, now: datetime, reason: str) -> None:
    """Return the ranking with a reason (반려); the officer makes a new one."""
    lock(ranking)
    waiting = _waiting(ranking)
    take_step(RANKING, ranking, "return", by=by, now=now, reason=reason)
    approval.send_back(waiting, by=by, now=now, reason=reason)


def _waiting(ranking: Ranking) -> Approval:
    found = approval.waiting_for(may.RANKING_ACT, ("Ranking", ranking.id))
    if found is None or ranking.status != RankingStatus.WAITING:
        raise RuleBroken(["결재를 기다리는 순위표가 아닙니다. 화면을 새로 고쳐 주세요."])
    return found


def _canonical(figures: RankingRecord) -> str:
    values = ADAPTER.dump_python(figures, mode="json")
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
