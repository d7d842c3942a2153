"""Recusal: declared by the evaluator (회피), or recorded by an officer (제척, 기피)."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries
from program_admin.evaluation.models import PanelCase, PanelSeat, Recusal, RecusalKind, Sheet, SheetStatus
from program_admin.evaluation.services.locking import lock, require
from program_admin.evaluation.services.signing import complete_if_all_signed
from program_admin.evaluation.states import SHEET
from program_admin.workflow.engine import take_step

NO_REASON = "사유를 적어 주세요."


def declare(sheet: Sheet, *, by: Person, now: datetime, reason: str) -> Recusal:
    """An evaluator withdraws from a case (회피), before having scored anything of it."""
    require(may.SCORE, by, sheet)
    lock(sheet)
    if any(draft.value for draft in queries.drafts_of(sheet.id).values()):
        raise RuleBroken(["이미 채점을 시작한 과제입니다. 회피해야 하면 담당자에게 알려 주세요."])
    take_step(SHEET, sheet, "drop", by=by, now=now, reason=reason)
    seat = queries.seat_of(sheet.panel_id, sheet.evaluator_id)
    case = queries.case_of_sheet(sheet)
    if seat is None:
        raise RuleBroken(["이 분과의 위원이 아닙니다. 담당자에게 알려 주세요."])
    return _keep(case, seat, RecusalKind.DECLARED, by=by, now=now, reason=reason)


def record_recusal(
    case: PanelCase, seat: PanelSeat, kind: RecusalKind, *, by: Person, now: datetime, reason: str
) -> Recusal:
    """An officer records 제척 (by rule) or 기피 (asked by the applicant); an open sheet is dropped with it."""
    require(may.MANAGE_PANELS, by)
    if not reason.strip():
        raise RuleBroken([NO_REASON], {"reason": [NO_REASON]})
    if kind is RecusalKind.DECLARED:
        raise RuleBroken(["회피는 위원 본인이 합니다. 제척이나 기피를 골라 주세요."])
    if case.panel_id != seat.panel_id:
        raise RuleBroken(["다른 분과의 위원입니다. 이 분과의 위원을 골라 주세요."])
    if (case.application_id, seat.evaluator_id) in queries.recused_pairs(case.panel_id):
        raise RuleBroken(["이미 이 과제에서 빠진 위원입니다."])
    sheet = queries.sheet_of(seat, case.application_id)
    if sheet is not None:
        lock(sheet)
        if sheet.status == SheetStatus.SIGNED:
            raise RuleBroken(["이미 서명한 평가표는 뺄 수 없습니다. 서명한 점수는 바뀌지 않습니다."])
        take_step(SHEET, sheet, "drop", by=by, now=now, reason=reason)
    return _keep(case, seat, kind, by=by, now=now, reason=reason)


def _keep(case: PanelCase, seat: PanelSeat, kind: RecusalKind, *, by: Person, now: datetime, reason: str) -> Recusal:
    recusal = Recusal(
        panel_id=case.panel_id,
        application_id=case.application_id,
        evaluator_id=seat.evaluator_id,
        kind=kind.value,
        reason=reason.strip(),
        by_id=by.id,
        at=now,
    )
    db.session.add(recusal)
    db.session.flush()
    record("panel:recuse", "PanelSeat", seat.id, by=by, now=now, after=kind.value, reason=reason)
    complete_if_all_signed(case.panel, by=by, now=now)
    return recusal
