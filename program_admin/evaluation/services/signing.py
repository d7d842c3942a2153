"""One act signs all of an evaluator's sheets of a panel; the chair's overall opinions."""

import hashlib
import json
from datetime import datetime
from decimal import Decimal

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.evaluation import notices, queries
from program_admin.evaluation import permissions as may
from program_admin.evaluation.models import (
    Panel,
    PanelCase,
    PanelOpinion,
    PanelSeat,
    PanelStatus,
    Sheet,
    SheetOpinion,
    SheetScore,
    SheetSignature,
    SheetStatus,
)
from program_admin.evaluation.services.locking import lock, require
from program_admin.evaluation.states import PANEL, SHEET
from program_admin.workflow.engine import take_step

FORMAT = 1


def sign_sheets(seat: PanelSeat, *, by: Person, now: datetime) -> SheetSignature:
    """Sign every own sheet of the panel at once: scores and opinions become rows that nothing changes any more.

    Raises RuleBroken with every missing or faulty score of every sheet, and after the first signature.
    """
    require(may.SIGN_SHEETS, by, seat)
    lock(seat.panel)
    sheets = queries.sheets_of_seat(seat)
    _refuse_faults(seat, sheets)
    for sheet in sheets:
        lock(sheet)
        _freeze(sheet)
        take_step(SHEET, sheet, "sign", by=by, now=now)
    db.session.flush()
    content = _canonical(seat, sheets, now)
    signature = SheetSignature(
        panel_id=seat.panel_id,
        evaluator_id=seat.evaluator_id,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        at=now,
    )
    db.session.add(signature)
    db.session.flush()
    record("seat:sign", "PanelSeat", seat.id, by=by, now=now, after=signature.sha256)
    complete_if_all_signed(seat.panel, by=by, now=now)
    return signature


def complete_if_all_signed(panel: Panel, *, by: Person, now: datetime) -> None:
    """Move a running panel on once nobody has an open sheet any more, and tell the chair."""
    if panel.status != PanelStatus.SCORING or queries.unsigned_evaluators(panel.id):
        return
    take_step(PANEL, panel, "complete", by=by, now=now)
    chair = queries.chair_of(panel.id)
    if chair is not None:
        notices.tell_completed(chair, now=now)


def write_opinion(case: PanelCase, words: str, *, by: Person, now: datetime) -> PanelOpinion:
    """The chair writes the overall opinion on a case once all sheets are signed; it is never changed."""
    require(may.CHAIR, by, case)
    lock(case.panel)
    if case.panel.status != PanelStatus.COMPLETED:
        raise RuleBroken(["모든 위원이 서명한 뒤, 평가확정 전에 종합의견을 쓸 수 있습니다."])
    if queries.opinion_on(case) is not None:
        raise RuleBroken(["이미 종합의견을 쓴 과제입니다. 쓴 의견은 바꿀 수 없습니다."])
    plain = words.strip()
    if not queries.OPINION_SHORTEST <= len(plain) <= queries.OPINION_LONGEST:
        sentence = f"종합의견을 {queries.OPINION_SHORTEST}자 이상 {queries.OPINION_LONGEST:,}자 이하로 적어 주세요."
        raise RuleBroken([sentence], {"words": [sentence]})
    opinion = PanelOpinion(panel_id=case.panel_id, application_id=case.application_id, words=plain, by_id=by.id, at=now)
    db.session.add(opinion)
    db.session.flush()
    record("panel:opinion", "Panel", case.panel_id, by=by, now=now, after=case.application.number)
    return opinion


def _refuse_faults(seat: PanelSeat, sheets: list[Sheet]) -> None:
    if queries.signature_of(seat) is not None or any(sheet.status != SheetStatus.OPEN for sheet in sheets):
        raise RuleBroken(["이미 서명했습니다. 서명한 평가표는 고칠 수 없습니다."])
    if not sheets:
        raise RuleBroken(["서명할 평가표가 없습니다. 평가 시작을 담당자에게 확인해 주세요."])
    objections = [
        f"{sheet.application.company_name}: {sentence}"
        for sheet in sheets
        for sentences in queries.faults_of(sheet).values()
        for sentence in sentences
    ]
    if objections:
        raise RuleBroken(objections)


def _freeze(sheet: Sheet) -> None:
    values = queries.values_of(sheet)
    for criterion in queries.stage_of(sheet).criteria:
        points = Decimal(values[queries.score_name(criterion.code)])
        db.session.add(SheetScore(sheet_id=sheet.id, criterion=criterion.code, points=points))
    db.session.add(SheetOpinion(sheet_id=sheet.id, words=values[queries.OPINION].strip()))


def _canonical(seat: PanelSeat, sheets: list[Sheet], now: datetime) -> str:
    content = {
        "format": FORMAT,
        "panel": str(seat.panel_id),
        "panel_name": seat.panel.name,
        "round": seat.panel.round.code,
        "stage": seat.panel.stage,
        "evaluator": str(seat.evaluator_id),
        "signed_at": now.isoformat(),
        "sheets": [
            {
                "application": str(sheet.application_id),
                "number": sheet.application.number,
                "scores": {code: f"{points:f}" for code, points in queries.scores_of(sheet.id).items()},
                "opinion": queries.signed_opinion(sheet.id),
            }
            for sheet in sheets
        ],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
