"""Scoring: one field as it is typed, or a whole sheet at once; drafts until the evaluator signs."""

from collections.abc import Mapping
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.core.database import db
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries
from program_admin.evaluation.models import PanelStatus, Sheet, SheetDraft
from program_admin.evaluation.rules.arithmetic import score_faults
from program_admin.evaluation.services.locking import lock, require
from program_admin.evaluation.states import SHEET
from program_admin.programs.schema.evaluation import Criterion

LONGEST = 5000


def save_value(sheet: Sheet, name: str, value: str, revision: int, *, by: Person, now: datetime) -> SheetDraft:
    """Keep one typed value and return its row with the new revision.

    Raises Conflict when what is stored is newer than `revision` and differs (another window), RuleBroken when the
    sheet is signed, no such field exists or the value cannot stand.
    """
    _check_open(sheet, by)
    _check_value(sheet, name, value)
    stored = queries.drafts_of(sheet.id).get(name)
    if stored is not None and stored.revision != revision and stored.value != value:
        raise Conflict(field=name, mine=value, theirs=stored.value, theirs_by="다른 창", revision=stored.revision)
    return _keep(sheet, stored, name, value, by=by, now=now)


def save_sheet(sheet: Sheet, values: Mapping[str, str], *, by: Person, now: datetime) -> None:
    """Keep every field of the page; faulty scores are refused together, missing ones are fine until signing."""
    _check_open(sheet, by)
    faults: dict[str, list[str]] = {}
    for name, value in values.items():
        try:
            _check_value(sheet, name, value)
        except RuleBroken as broken:
            faults[name] = broken.objections
    if faults:
        raise RuleBroken([sentence for each in faults.values() for sentence in each], faults)
    stored = queries.drafts_of(sheet.id)
    for name, value in values.items():
        _keep(sheet, stored.get(name), name, value, by=by, now=now)


def _check_open(sheet: Sheet, by: Person) -> None:
    require(may.SCORE, by, sheet)
    lock(sheet)
    if sheet.status not in SHEET.step("sign").of:
        raise RuleBroken(["서명한 평가표는 고칠 수 없습니다. 서명한 점수는 그대로 보관됩니다."])
    if sheet.panel.status != PanelStatus.SCORING:
        raise RuleBroken(["지금은 채점하는 때가 아닙니다. 담당자에게 확인해 주세요."])


def _check_value(sheet: Sheet, name: str, value: str) -> None:
    if name == queries.OPINION:
        faults = [f"의견이 너무 깁니다. {LONGEST:,}자까지 보관합니다."] if len(value) > LONGEST else []
    else:
        faults = score_faults(_criterion(sheet, name), value) if value.strip() else []
    if faults:
        raise RuleBroken(faults, {name: faults})


def _criterion(sheet: Sheet, name: str) -> Criterion:
    for criterion in queries.stage_of(sheet).criteria:
        if queries.score_name(criterion.code) == name:
            return criterion
    raise RuleBroken(["이 평가표에 없는 항목입니다. 화면을 새로 고친 뒤 다시 골라 주세요."])


def _keep(sheet: Sheet, stored: SheetDraft | None, name: str, value: str, *, by: Person, now: datetime) -> SheetDraft:
    if stored is None and not value:
        return SheetDraft(name=name, value="", revision=0)
    sheet.saved_at = now
    if stored is None:
        stored = SheetDraft(sheet_id=sheet.id, name=name, value=value, revision=1, person_id=by.id, at=now)
        db.session.add(stored)
    elif stored.value != value:
        stored.value, stored.revision = value, stored.revision + 1
        stored.person_id, stored.at = by.id, now
    db.session.flush()
    return stored
