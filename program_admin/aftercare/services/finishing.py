"""Signing a visit sheet: both signatures, the rows, the facts, the paper and the messages in one act."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.aftercare import notices
from program_admin.aftercare import permissions as may
from program_admin.aftercare.documents import VISIT_PAPER, paper_of
from program_admin.aftercare.models import CorrectiveAction, Visit, VisitRecord, VisitSignature
from program_admin.aftercare.rules import sheet
from program_admin.aftercare.rules.faults import sheet_faults
from program_admin.aftercare.rules.outcomes import COMPANY_SIGNS, VISITED_AGAIN, Outcome
from program_admin.aftercare.rules.signing import SignedBy, signing_faults
from program_admin.aftercare.services.content import SheetContent, sheet_content
from program_admin.aftercare.services.locking import lock, require
from program_admin.aftercare.services.planning import plan_again, plan_visits
from program_admin.aftercare.services.recording import record_facts, write_rows
from program_admin.aftercare.states import PROCESS
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.documents.services import issue
from program_admin.workflow.engine import take_step

CHANGED = "읽은 점검표와 지금 점검표가 다릅니다. 화면을 새로 고쳐 다시 읽은 뒤 서명해 주세요."


def faults_now(visit: Visit, content: SheetContent, now: datetime) -> dict[str, list[str]]:
    """Everything that keeps the sheet from being signed now, by field."""
    completed = visit.agreement.completed_at
    return sheet_faults(
        content.terms,
        content.values,
        {purpose: sum(each == purpose for each, _ in content.photos) for purpose, _ in content.photos},
        today=to_seoul(now).date(),
        since=to_seoul(completed).date() if completed else to_seoul(now).date(),
    )


def finish(visit: Visit, signed: SignedBy, *, read_sha256: str, by: Person, now: datetime) -> list[CorrectiveAction]:
    """Sign the sheet as it was read (its fingerprint) and return the corrective actions it asks for.

    Raises RuleBroken with everything that is missing on the sheet or wrong with the signatures, and nothing is kept.
    """
    require(may.VISIT, by, visit)
    lock(visit)
    content = sheet_content(visit)
    _check(visit, content, signed=signed, read_sha256=read_sha256, by=by, now=now)
    outcome = Outcome(content.values[sheet.OUTCOME])
    signatures = _sign(visit, content, signed=signed, outcome=outcome, by=by, now=now)
    actions = write_rows(visit, content, outcome=outcome, now=now)
    visit.finished_at = now
    take_step(PROCESS, visit, "finish", by=by, now=now)
    facts = record_facts(visit, content, outcome=outcome, corrective=len(actions), by=by, now=now)
    issue(
        VISIT_PAPER,
        paper_of(visit, content.sha256, signatures=signatures, at=now),
        subject=("Visit", visit.id),
        recipient=visit.agreement.company_name,
        by=by,
        now=now,
    )
    if outcome in VISITED_AGAIN:
        plan_again(visit, now=now)
    plan_visits(visit.agreement, by=None, now=now)
    reply = notices.Reply(len(facts), facts[0].counts_from if facts else now)
    notices.visit_done(visit, len(actions), reply, now=now)
    return actions


def _check(
    visit: Visit, content: SheetContent, signed: SignedBy, *, read_sha256: str, by: Person, now: datetime
) -> None:
    if visit.status not in PROCESS.step("finish").of:
        raise RuleBroken(["이미 마쳤거나 취소된 방문입니다. 방문 화면에서 상태를 확인해 주세요."])
    general = [] if content.sha256 == read_sha256 else [CHANGED]
    on_sheet = faults_now(visit, content, now)
    outcome = sheet.outcome_of(content.values)
    on_signing = signing_faults(outcome, signed, visitor_name=by.name) if outcome else {}
    found = {**on_sheet, **on_signing}
    if general or found:
        raise RuleBroken([*general, *(sentence for said in found.values() for sentence in said)], found)


def _sign(
    visit: Visit, content: SheetContent, *, signed: SignedBy, outcome: Outcome, by: Person, now: datetime
) -> list[VisitSignature]:
    db.session.add(VisitRecord(visit_id=visit.id, content=content.text, sha256=content.sha256, at=now))
    theirs = _company_signature(signed, outcome)
    own = VisitSignature(
        party="visitor",
        how="signed",
        name=by.name,
        position=by.affiliation or "점검위원",
        typed=signed.visitor_typed,
        drawing=signed.visitor_drawing,
    )
    rows = [own, theirs] if theirs else [own]
    for row in rows:
        row.visit_id, row.content_sha256, row.at = visit.id, content.sha256, now
    db.session.add_all(rows)
    db.session.flush()
    record("visit:sign", "Visit", visit.id, by=by, now=now, after=outcome.value)
    return rows


def _company_signature(signed: SignedBy, outcome: Outcome) -> VisitSignature | None:
    """The company's line: signed, signed by a proxy, or refused before a witness; None where nobody was asked."""
    if outcome is Outcome.REFUSED:
        return VisitSignature(party="company", how="refused", reason=signed.reason, witness=signed.witness)
    if outcome not in COMPANY_SIGNS:
        return None
    return VisitSignature(
        party="company",
        how="proxy" if outcome is Outcome.PROXY else "signed",
        name=signed.company_name,
        position=signed.company_position,
        typed=signed.company_typed,
        drawing=signed.company_drawing,
    )
