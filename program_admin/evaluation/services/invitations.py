"""An evaluator answers an invitation, and signs the pledge before any paper opens."""

import hashlib
from datetime import datetime
from typing import Literal

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.errors import RuleBroken
from program_admin.evaluation import permissions as may
from program_admin.evaluation.models import PanelSeat
from program_admin.evaluation.services.locking import lock, require
from program_admin.evaluation.states import INVITATION
from program_admin.workflow.engine import take_step

AnswerStep = Literal["accept", "decline", "wait"]


def answer(seat: PanelSeat, step: AnswerStep, *, by: Person, now: datetime, reason: str | None = None) -> None:
    """Accept, decline or stay undecided (참석·불참·미정); a chair who declines loses the office."""
    lock(seat)
    take_step(INVITATION, seat, step, by=by, now=now, reason=reason)
    seat.answered_at = now
    if step == "decline":
        seat.chair = False


def sign_pledge(seat: PanelSeat, *, by: Person, now: datetime) -> None:
    """Sign the pledge of integrity and secrecy once; the text's SHA-256 stays with the signature."""
    require(may.PLEDGE, by, seat)
    lock(seat)
    if seat.pledge_signed_at is not None:
        raise RuleBroken(["이미 서약했습니다. 과제 목록으로 돌아가 채점해 주세요."])
    text = seat.panel.round.terms.evaluation.pledge
    seat.pledge_signed_at = now
    seat.pledge_sha256 = hashlib.sha256(text.encode()).hexdigest()
    record("seat:pledge", "PanelSeat", seat.id, by=by, now=now, after=seat.pledge_sha256)
