"""What follows an inspection sheet: the supplement's answer, approval by another person, completion."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.agreements import permissions as may
from program_admin.agreements.models import Inspection, SupplementAnswer
from program_admin.agreements.notices import Words, tell_officer, tell_parties, tell_person
from program_admin.agreements.services.approving import draft_line, waiting_line
from program_admin.agreements.services.ending import complete
from program_admin.agreements.services.locking import lock, require
from program_admin.agreements.states import INSPECTION
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.documents.services import CheckedFile, keep
from program_admin.workflow import approval
from program_admin.workflow.engine import take_step


def answer_supplement(
    inspection: Inspection, words: str, checked: CheckedFile | None, *, by: Person, now: datetime
) -> SupplementAnswer:
    """Say what was mended, with a file if there is one; the visitor inspects again."""
    require(may.ANSWER_INSPECTION, by, inspection)
    lock(inspection)
    if not words.strip():
        raise RuleBroken(["보완한 내용을 적어 주세요."], {"words": ["보완한 내용을 적어 주세요."]})
    take_step(INSPECTION, inspection, "answer", by=by, now=now)
    upload = keep(checked, owner=("Inspection", inspection.id), by=by, now=now) if checked else None
    answer = SupplementAnswer(
        id=new_id(),
        inspection_id=inspection.id,
        attempt=inspection.attempt,
        words=words.strip(),
        upload_id=upload.id if upload else None,
        by_id=by.id,
        at=now,
    )
    db.session.add(answer)
    db.session.flush()
    body = f"{inspection.agreement.company_name} {inspection.name}의 보완 결과가 왔습니다. 다시 점검해 주세요."
    words_to_say = Words("보완 결과가 왔습니다", body, _page(inspection))
    tell_person(inspection.inspector, inspection.agreement, words_to_say, now=now)
    tell_officer(inspection.agreement, words_to_say, now=now)
    return answer


def approve_interim(inspection: Inspection, *, by: Person, now: datetime) -> None:
    """Approve an interim inspection; nobody approves an own one."""
    lock(inspection)
    take_step(INSPECTION, inspection, "approve", by=by, now=now)
    _approved(inspection, by=by, now=now)


def put_up(inspection: Inspection, *, by: Person, now: datetime) -> None:
    """Draft the approval of a final inspection (기안)."""
    lock(inspection)
    take_step(INSPECTION, inspection, "put_up", by=by, now=now)
    draft_line(inspection, by=by, now=now)


def confirm(inspection: Inspection, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign the next seat; the deciding one approves the final inspection and completes the agreement."""
    require(may.SIGN_INSPECTION, by, inspection)
    lock(inspection)
    if not approval.sign(waiting_line(inspection), by=by, now=now, opinion=opinion):
        return False
    take_step(INSPECTION, inspection, "confirm", by=by, now=now)
    _approved(inspection, by=by, now=now)
    complete(inspection.agreement, inspection, by=by, now=now)
    return True


def send_back(inspection: Inspection, *, by: Person, now: datetime, reason: str) -> None:
    """Return the draft of a final inspection's approval to the officer with a reason."""
    require(may.SIGN_INSPECTION, by, inspection)
    lock(inspection)
    line = waiting_line(inspection)
    take_step(INSPECTION, inspection, "send_back", by=by, now=now, reason=reason)
    approval.send_back(line, by=by, now=now, reason=reason)
    agreement = inspection.agreement
    body = f"{agreement.number} {inspection.name} 결재를 반려했습니다. 사유: {reason.strip()}"
    tell_officer(agreement, Words(f"{inspection.name} 결재 반려", body, _page(inspection)), now=now)


def _approved(inspection: Inspection, *, by: Person, now: datetime) -> None:
    inspection.approved_at, inspection.approved_by_id = now, by.id
    agreement = inspection.agreement
    body = f"{agreement.number} {inspection.name}을 승인했습니다. 결과: {inspection.conclusion}."
    tell_parties(agreement, Words(f"{inspection.name}을 승인했습니다", body, _page(inspection)), by=by, now=now)


def _page(inspection: Inspection) -> str:
    return f"/inspections/{inspection.id}"
