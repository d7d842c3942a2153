"""접수기간 연장: proposed with a reason, approved by somebody else, told to those it concerns."""

from dataclasses import dataclass
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, Extension, ExtensionStatus, Status, Word
from program_admin.applications.notices import tell_company
from program_admin.applications.queries.deadlines import (
    objections_to_until,
    own_extensions,
    proposed_extension,
    untold,
)
from program_admin.applications.services.locking import lock, require
from program_admin.applications.states import EXTENSION
from program_admin.audit.trail import record
from program_admin.core.database import db, key_of, lock_row
from program_admin.core.errors import Missing, NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.korean import korean_datetime, with_particle
from program_admin.jobs.queue import enqueue
from program_admin.programs.changing import Decided, extend_round
from program_admin.programs.models import Round
from program_admin.programs.schema.paperwork import ApprovalAct
from program_admin.programs.schema.round_file import RoundFile
from program_admin.workflow import approval as approvals
from program_admin.workflow.approval import Seat, draft, send_back, sign
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Duty

TELL_ROUND = "applications.tell_round"
AT_ONCE = 50
CONCERNED = frozenset({Status.DRAFT, Status.WITHDRAWN})
"""Who may still use a later deadline, so who is told about it."""


@dataclass(frozen=True, slots=True)
class NewExtension:
    """Until when, why (told to those it concerns), and for which application (None: for everybody)."""

    until: datetime
    reason: str
    application: Application | None = None


def propose_extension(round_: Round, wanted: NewExtension, *, by: Person, now: datetime) -> Extension:
    """Put an extension up for approval by the round's line (위임전결); raises RuleBroken with every objection."""
    require(may.PROPOSE_EXTENSION, by, round_)
    subject = wanted.application or round_
    _refuse(round_, wanted, now)
    extension = Extension(
        id=new_id(),
        round_id=round_.id,
        application_id=wanted.application.id if wanted.application else None,
        scope_id=subject.id,
        status=EXTENSION.start.value,
        closed_at=subject.deadline.closes_at,
        until=wanted.until,
        reason=wanted.reason.strip(),
        by_id=by.id,
        at=now,
    )
    approval = draft(
        ApprovalAct.EXTENSION.value,
        ("Extension", extension.id),
        title=f"접수기간 연장({_scope(extension, wanted.application)}): {round_.title}",
        amount_won=None,
        line=line_for(round_.terms, ApprovalAct.EXTENSION),
        by=by,
        now=now,
    )
    extension.approval_id = approval.id
    db.session.add(extension)
    db.session.flush()
    record(
        "extension:propose",
        "Extension",
        extension.id,
        by=by,
        now=now,
        before=korean_datetime(extension.closed_at),
        after=korean_datetime(extension.until),
        reason=extension.reason,
    )
    return extension


def approve_extension(extension: Extension, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign an extension; the deciding signature moves the deadline and tells those concerned. True when it decided."""
    _hold(extension)
    decides = extension.approval.next_seat is extension.approval.seats[-1]
    if decides:
        if not approvals.SIGN.allows(by, extension.approval):
            raise NotAllowed(approvals.SIGN.name)
        take_step(EXTENSION, extension, "approve", by=by, now=now, reason=extension.reason)
    if not sign(extension.approval, by=by, now=now, opinion=opinion):
        return False
    extension.decided_at = now
    db.session.flush()
    if extension.application is None:
        decided = Decided(extension.id, extension.reason)
        extend_round(extension.round, extension.until, decided, by=by, now=now)
        enqueue(TELL_ROUND, f"{TELL_ROUND}:{extension.id}", {"extension": str(extension.id)}, by=by.id)
        return True
    application = extension.application
    lock(application)
    application.extended_until = max(own_extensions(application.id))
    _tell(application, extension, now)
    return True


def return_extension(extension: Extension, *, by: Person, now: datetime, reason: str) -> None:
    """Return a proposal with a reason (반려)."""
    _hold(extension)
    take_step(EXTENSION, extension, "return", by=by, now=now, reason=reason)
    send_back(extension.approval, by=by, now=now, reason=reason)
    extension.decided_at = now


def take_extension_back(extension: Extension, *, by: Person, now: datetime) -> None:
    """Take one's own proposal back (상신 취소)."""
    _hold(extension)
    if extension.by_id != by.id:
        raise RuleBroken(["올린 사람만 상신을 취소할 수 있습니다. 내용이 맞지 않으면 반려해 주세요."])
    take_step(EXTENSION, extension, "take_back", by=by, now=now)
    take_step(approvals.PROCESS, extension.approval, "withdraw", by=by, now=now)
    extension.decided_at = extension.approval.decided_at = now


def tell_some_of_extension(extension: Extension, now: datetime) -> int:
    """Tell the next companies of an extension for everybody; returns how many were told (0: all are)."""
    waiting = untold(extension.round_id, extension.id, CONCERNED, most=AT_ONCE)
    for application in waiting:
        _tell(application, extension, now)
    return len(waiting)


def line_for(terms: RoundFile, act: ApprovalAct) -> tuple[Seat, ...]:
    """Who signs that act in the round; a round that names nobody needs one approver."""
    signers = terms.approval_line(act)
    if not signers:
        return (Seat(Duty.DECIDE, Role.APPROVER, "결재권자"),)
    return tuple(
        Seat(Duty(signer.kind.value), Role(signer.role), signer.position, signer.delegated) for signer in signers
    )


def _refuse(round_: Round, wanted: NewExtension, now: datetime) -> None:
    objections = objections_to_until(round_, wanted.application, wanted.until, now)
    fields = {"until": list(objections)} if objections else {}
    if not wanted.reason.strip():
        fields["reason"] = ["연장하는 사유를 적어 주세요."]
        objections += fields["reason"]
    if proposed_extension((wanted.application or round_).id) is not None:
        objections.append("결재를 기다리는 연장이 이미 있습니다. 그 결재가 끝난 뒤 다시 올려 주세요.")
    if objections:
        raise RuleBroken(objections, fields)


def _hold(extension: Extension) -> None:
    """Hold the round and the extension until the act ends, with what is stored now."""
    if not (lock_row(Round, extension.round_id) and lock_row(Extension, key_of(extension))):
        raise Missing("extension")
    if extension.status != ExtensionStatus.PROPOSED.value:
        raise RuleBroken(["이미 결재가 끝난 연장입니다. 화면을 새로 고쳐 주세요."])


def _tell(application: Application, extension: Extension, now: datetime) -> None:
    db.session.add(Word(application_id=application.id, source_id=extension.id, at=now))
    until = korean_datetime(application.deadline.closes_at)
    whose = "이 신청서만 " if extension.application_id else ""
    tell_company(
        application,
        title="접수 마감을 연장했습니다",
        body=f"{application.round.title}. {whose}접수 마감을 {with_particle(until, '으로/로')} 연장했습니다. "
        f"사유: {extension.reason}",
        now=now,
    )


def _scope(extension: Extension, application: Application | None) -> str:
    return application.company_name if extension.application_id and application else "모두"
