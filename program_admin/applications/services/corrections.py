"""정정공고: a changed content of an open round, prepared, approved by somebody else, published to everybody."""

import uuid
from datetime import datetime

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, Correction, CorrectionContent, CorrectionStatus, Word
from program_admin.applications.notices import tell_company
from program_admin.applications.queries.corrections import open_correction
from program_admin.applications.queries.deadlines import untold
from program_admin.applications.services.extensions import AT_ONCE, CONCERNED, TELL_ROUND, line_for
from program_admin.applications.services.locking import lock, require
from program_admin.applications.states import CORRECTION
from program_admin.audit.trail import record
from program_admin.core.database import db, key_of, lock_row
from program_admin.core.errors import Missing, NotAllowed, RuleBroken
from program_admin.core.ids import new_id
from program_admin.jobs.queue import enqueue
from program_admin.programs.changing import Decided, publish_correction
from program_admin.programs.exporting import canonical
from program_admin.programs.models import Round
from program_admin.programs.models import Status as RoundStatus
from program_admin.programs.schema.paperwork import ApprovalAct
from program_admin.programs.schema.round_file import RoundFile
from program_admin.workflow import approval as approvals
from program_admin.workflow.approval import draft, send_back, sign
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Approval


def begin_correction(round_: Round, *, by: Person, now: datetime) -> Correction:
    """Begin a correction from the announced content; there is one at a time."""
    require(may.CORRECT, by, round_)
    if not lock_row(Round, key_of(round_)):
        raise Missing("round")
    if round_.status != RoundStatus.OPEN.value:
        raise RuleBroken(["공고 중인 회차만 정정할 수 있습니다. 준비 중인 회차는 회차 화면에서 바로 고쳐 주세요."])
    if open_correction(round_.id) is not None:
        raise RuleBroken(["준비하거나 결재를 기다리는 정정공고가 있습니다. 그 정정공고를 이어서 처리해 주세요."])
    correction = Correction(
        id=new_id(),
        round_id=round_.id,
        base_version_id=round_.current_version.id,
        status=CORRECTION.start.value,
        by_id=by.id,
        at=now,
    )
    db.session.add(correction)
    db.session.flush()
    _keep(correction, canonical(round_.terms), "공고 중인 내용", by=by, now=now)
    record("correction:begin", "Correction", correction.id, by=by, now=now, after=correction.status)
    return correction


def keep_correction(correction: Correction, terms: RoundFile, note: str, *, by: Person, now: datetime) -> None:
    """Keep a changed content as the next edition; the same content again changes nothing."""
    require(may.CORRECT, by, correction)
    _hold(correction, CorrectionStatus.DRAFTED)
    if terms.code != correction.round.code:
        sentence = f"회차 코드가 다릅니다. code를 {correction.round.code}로 적은 파일을 골라 주세요."
        raise RuleBroken([sentence], {"file": [sentence], "v_code": [sentence]})
    content = canonical(terms)
    if content == correction.content.content:
        return
    _keep(correction, content, note, by=by, now=now)
    record("correction:change", "Correction", correction.id, by=by, now=now, after=str(correction.content.edition))


def propose_correction(correction: Correction, number: str, *, by: Person, now: datetime, reason: str) -> None:
    """Put the correction up for approval by the round's line (위임전결); raises RuleBroken with every objection."""
    _hold(correction, CorrectionStatus.DRAFTED)
    correction.number, correction.reason = number.strip(), reason.strip()
    if not correction.number:
        raise RuleBroken(["정정공고 번호를 적어 주세요."], {"number": ["정정공고 번호를 적어 주세요."]})
    take_step(CORRECTION, correction, "propose", by=by, now=now, reason=reason)
    approval = draft(
        ApprovalAct.CORRECTION.value,
        ("Correction", correction.id),
        title=f"정정공고 {correction.number}: {correction.round.title}",
        amount_won=None,
        line=line_for(correction.round.terms, ApprovalAct.CORRECTION),
        by=by,
        now=now,
    )
    correction.approval_id = approval.id
    db.session.flush()


def approve_correction(correction: Correction, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign a correction; the deciding signature publishes it and tells everybody with a draft. True when it did."""
    _hold(correction, CorrectionStatus.PROPOSED)
    approval = _approval(correction)
    if approval.next_seat is approval.seats[-1]:
        if not approvals.SIGN.allows(by, approval):
            raise NotAllowed(approvals.SIGN.name)
        take_step(CORRECTION, correction, "publish", by=by, now=now, reason=correction.reason)
    if not sign(approval, by=by, now=now, opinion=opinion):
        return False
    correction.published_at = now
    decided = Decided(correction.id, correction.reason, correction.number)
    publish_correction(correction.round, correction.content.terms, decided, by=by, now=now)
    enqueue(TELL_ROUND, f"{TELL_ROUND}:{correction.id}", {"correction": str(correction.id)}, by=by.id)
    return True


def return_correction(correction: Correction, *, by: Person, now: datetime, reason: str) -> None:
    """Return a proposal with a reason (반려): it may be changed and put up again."""
    _hold(correction, CorrectionStatus.PROPOSED)
    take_step(CORRECTION, correction, "return", by=by, now=now, reason=reason)
    send_back(_approval(correction), by=by, now=now, reason=reason)


def take_correction_back(correction: Correction, *, by: Person, now: datetime) -> None:
    """Take one's own proposal back (상신 취소) to change it."""
    _hold(correction, CorrectionStatus.PROPOSED)
    approval = _approval(correction)
    if approval.drafted_by != by.id:
        raise RuleBroken(["올린 사람만 상신을 취소할 수 있습니다. 내용이 맞지 않으면 반려해 주세요."])
    take_step(CORRECTION, correction, "take_back", by=by, now=now)
    take_step(approvals.PROCESS, approval, "withdraw", by=by, now=now)
    approval.decided_at = now


def discard_correction(correction: Correction, *, by: Person, now: datetime) -> None:
    """Throw a correction in the making away; the announcement stays as it is."""
    _hold(correction, CorrectionStatus.DRAFTED)
    take_step(CORRECTION, correction, "discard", by=by, now=now)


def tell_some_of_correction(correction: Correction, now: datetime) -> int:
    """Tell the next companies with a draft; returns how many were told (0: all are)."""
    waiting = untold(correction.round_id, correction.id, CONCERNED, most=AT_ONCE)
    for application in waiting:
        db.session.add(Word(application_id=application.id, source_id=correction.id, at=now))
        tell_company(
            application,
            title="공고를 정정했습니다",
            body=f"{application.round.title}. 정정공고 {correction.number}. {correction.reason} "
            "작성 중인 신청서에서 바뀐 것을 확인해 주세요.",
            now=now,
        )
    return len(waiting)


def put_correction_away(application: Application, source_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Remember that the company has seen what a correction changed in its draft."""
    require(may.EDIT, by, application)
    lock(application)
    word = db.session.scalar(select(Word).filter_by(application_id=application.id, source_id=source_id))
    if word is None:
        word = Word(application_id=application.id, source_id=source_id, at=now)
        db.session.add(word)
    if word.read_at is None:
        word.read_at, word.read_by_id = now, by.id
        record("application:read_correction", "Application", application.id, by=by, now=now, after=str(source_id))


def _keep(correction: Correction, content: str, note: str, *, by: Person, now: datetime) -> None:
    edition = correction.contents[0].edition + 1 if correction.contents else 1
    db.session.add(
        CorrectionContent(
            correction_id=correction.id, edition=edition, content=content, note=note[:200], by_id=by.id, at=now
        )
    )
    db.session.flush()
    db.session.expire(correction, ["contents"])


def _hold(correction: Correction, wanted: CorrectionStatus) -> None:
    """Hold the round and the correction until the act ends, with what is stored now."""
    if not (lock_row(Round, correction.round_id) and lock_row(Correction, key_of(correction))):
        raise Missing("correction")
    if correction.status != wanted.value:
        state = CORRECTION.label(correction.status, staff=True)
        raise RuleBroken([f"지금 상태({state})에서는 처리할 수 없는 정정공고입니다. 화면을 새로 고쳐 주세요."])


def _approval(correction: Correction) -> Approval:
    if correction.approval is None:
        raise Missing("approval")
    return correction.approval
