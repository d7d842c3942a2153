"""요건검토: beginning it, returning a receipt, filling the sheet in."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, BonusClaim, CheckResult, ScreeningCheck
from program_admin.applications.notices import tell_company
from program_admin.applications.queries import application_by_id, bonus_claims_of, filled_of, sealed_to
from program_admin.applications.queries.screening import checks_of, seen_of, waiting_proposal_of
from program_admin.applications.rules.bonus import unproven
from program_admin.applications.rules.screening import Group, items
from program_admin.applications.services.drafting import TypedField
from program_admin.applications.services.locking import lock, require
from program_admin.applications.states import PROCESS
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.korean import korean_datetime
from program_admin.workflow.engine import take_step

RESULT, NOTE = "result", "note"
LONGEST_NOTE = 500
RESULTS = frozenset({"", *CheckResult})


def start_screening(application: Application, *, by: Person, now: datetime) -> None:
    """Begin screening after the deadline: the sheet is made from the round and what was handed in."""
    lock(application)
    if now <= application.deadline.grace_until:
        until = korean_datetime(application.deadline.grace_until)
        raise RuleBroken([f"접수 마감({until}) 뒤에 요건검토를 시작할 수 있습니다."])
    take_step(PROCESS, application, "start_screening", by=by, now=now)
    write_findings(application)


def return_application(application: Application, *, by: Person, now: datetime, reason: str) -> None:
    """Return a receipt with a reason (접수반려) and tell the company; before the deadline the seal must be open."""
    lock(application)
    if sealed_to(by, application, now):
        raise RuleBroken(["봉인된 신청서입니다. 먼저 사유를 적고 봉인을 열어 내용을 확인해 주세요."])
    take_step(PROCESS, application, "return", by=by, now=now, reason=reason)
    tell_company(
        application,
        title="접수를 반려했습니다",
        body=f"접수번호 {application.number} 신청의 접수를 반려했습니다. 사유: {reason.strip()}",
        now=now,
        link=progress_link(application),
    )


def save_check(application: Application, name: str, value: str, revision: int, *, by: Person, now: datetime) -> int:
    """Keep one field of the sheet ("result-…" or "note-…") and return its new revision.

    Raises Conflict when somebody else's newer value differs, RuleBroken when the sheet is closed or no such field is.
    """
    _check_open(application, by)
    known = _by_item(application.id)
    check, part = _field(known, name)
    stored, current = (check.result, check.result_revision) if part == RESULT else (check.note, check.note_revision)
    if current != revision and stored != value:
        raise _conflict(name, check, part, mine=value)
    _keep(known, name, TypedField(value, current), by=by, now=now)
    return check.result_revision if part == RESULT else check.note_revision


def save_sheet(
    application: Application, typed: Mapping[str, TypedField], *, by: Person, now: datetime
) -> tuple[Conflict, ...]:
    """Keep every field of the sheet that was sent whole; returns those somebody else changed meanwhile (not kept)."""
    _check_open(application, by)
    known = _by_item(application.id)
    kept = [_keep(known, name, field, by=by, now=now) for name, field in typed.items()]
    return tuple(conflict for conflict in kept if conflict is not None)


def write_findings(application: Application) -> None:
    """Make the sheet's findings anew from what stands now; results and notes of known items stay."""
    known = _by_item(application.id)
    for place, item in enumerate(items(seen_of(application)), start=1):
        check = known.pop(item.code, None)
        if check is None:
            check = ScreeningCheck(id=new_id(), application_id=application.id, item=item.code)
            db.session.add(check)
        check.place, check.label, check.suggestion = place, item.label, item.outlook.value
        check.finding, check.evidence = item.finding, item.evidence
    for place, gone in enumerate(known.values(), start=1000):
        gone.place, gone.finding, gone.suggestion = place, "보완으로 더는 해당하지 않습니다.", ""
    db.session.flush()


def require_no_waiting_proposal(application: Application) -> None:
    """Raise RuleBroken while a proposal waits for signatures: what was proposed must not change under it."""
    if waiting_proposal_of(application.id) is not None:
        raise RuleBroken(["결재를 올린 신청입니다. 결재가 끝나거나 상신을 취소한 뒤에 고쳐 주세요."])


def progress_link(application: Application) -> str:
    """The company's page on the screening of its application."""
    return f"/screening/{application.id}/progress"


def _check_open(application: Application, by: Person) -> None:
    require(may.SCREEN, by, application)
    lock(application)
    if application.status not in PROCESS.step("ask_supplement").of:
        state = PROCESS.label(application.status, staff=True)
        raise RuleBroken([f"지금 상태({state})에서는 검토표를 고칠 수 없습니다. 화면을 새로 고쳐 주세요."])
    require_no_waiting_proposal(application)


def _keep(
    known: Mapping[str, ScreeningCheck], name: str, field: TypedField, *, by: Person, now: datetime
) -> Conflict | None:
    check, part = _field(known, name)
    stored, revision = (check.result, check.result_revision) if part == RESULT else (check.note, check.note_revision)
    if stored == field.value:
        return None
    if revision != field.revision and check.checked_by_id != by.id:
        return _conflict(name, check, part, mine=field.value)
    _check_shape(name, part, field.value)
    if part == RESULT and field.value == CheckResult.PASSED:
        _refuse_unproven(check, name)
    if part == RESULT:
        check.result, check.result_revision = field.value, revision + 1
        _settle_bonus(check, by=by, now=now)
    else:
        check.note, check.note_revision = field.value, revision + 1
    check.checked_by_id, check.checked_at = by.id, now
    record(
        "screening:check",
        "Application",
        check.application_id,
        by=by,
        now=now,
        before=stored if part == RESULT else None,
        after=f"{check.item}:{check.result}" if part == RESULT else check.item,
        fields=(part,),
    )
    return None


def _conflict(name: str, check: ScreeningCheck, part: str, *, mine: str) -> Conflict:
    theirs, revision = (check.result, check.result_revision) if part == RESULT else (check.note, check.note_revision)
    who = names_of({check.checked_by_id}).get(check.checked_by_id, "") if check.checked_by_id else ""
    return Conflict(field=name, mine=mine, theirs=theirs, theirs_by=who, revision=revision)


def _check_shape(name: str, part: str, value: str) -> None:
    said = []
    if part == RESULT and value not in RESULTS:
        said.append("판정을 보기에서 골라 주세요.")
    if part == NOTE and len(value) > LONGEST_NOTE:
        said.append(f"메모는 {LONGEST_NOTE}자까지 적을 수 있습니다. 줄여 주세요.")
    if said:
        raise RuleBroken(said, {name: said})


def _refuse_unproven(check: ScreeningCheck, name: str) -> None:
    """A bonus is accepted only with its evidence."""
    group, _, code = check.item.partition("-")
    if group != Group.BONUS.value or code not in unproven(filled_of(application_by_id(check.application_id))):
        return
    said = [f"‘{check.label}’: 증빙을 내지 않아 인정할 수 없습니다. ‘보완 필요’나 ‘불인정’을 골라 주세요."]
    raise RuleBroken(said, {name: said})


def _field(known: Mapping[str, ScreeningCheck], name: str) -> tuple[ScreeningCheck, str]:
    part, _, item = name.partition("-")
    if part not in (RESULT, NOTE) or item not in known:
        raise RuleBroken(["이 검토표에 없는 항목입니다. 화면을 새로 고친 뒤 다시 적어 주세요."])
    return known[item], part


def _by_item(application_id: uuid.UUID) -> dict[str, ScreeningCheck]:
    return {check.item: check for check in checks_of(application_id)}


def _settle_bonus(check: ScreeningCheck, *, by: Person, now: datetime) -> None:
    """A bonus claim is confirmed or refused with the item's result; an open item leaves it open."""
    group, _, code = check.item.partition("-")
    if group != Group.BONUS.value:
        return
    for claim in bonus_claims_of(check.application_id):
        if claim.code == code:
            _settle(claim, check.result, by=by, now=now)


def _settle(claim: BonusClaim, result: str, *, by: Person, now: datetime) -> None:
    settled = result in (CheckResult.PASSED, CheckResult.FAILED)
    claim.confirmed = result == CheckResult.PASSED if settled else None
    claim.confirmed_by_id, claim.confirmed_at = (by.id, now) if settled else (None, None)
