"""The form of a visit sheet, made from what the round asks; what is missing is said by the rules, not here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from program_admin.aftercare.models import VisitDraft
from program_admin.aftercare.rules import sheet
from program_admin.aftercare.rules.outcomes import (
    ASSET_STATE_NAMES,
    GRADE_NAMES,
    OPERATING_NAMES,
    OUTCOME_NAMES,
    YES_NO_NAMES,
)
from program_admin.aftercare.rules.sheet import CheckItem, SheetTerms
from program_admin.aftercare.rules.wording import number_text
from program_admin.aftercare.services import TypedField
from program_admin.core.errors import Conflict
from program_admin.core.field_base import cleaned
from program_admin.core.fields import Date, DecimalNumber, Grade, GradeChoice, LongText, OneOf, Text, WholeNumber
from program_admin.core.forms import ActForm

REVISIONS = "revisions"
Fields = dict[str, Any]
SURVEY_WORDS = {5: "매우 만족", 4: "만족", 3: "보통", 2: "불만", 1: "매우 불만"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet: its anchor, its heading, its fields, and the photos taken there as (purpose, name)."""

    code: str
    title: str
    fields: tuple[str, ...]
    photos: tuple[tuple[str, str], ...] = ()


class SheetForm(ActForm):
    """A visit sheet as it stands on the page."""

    def show_faults(self, faults: Mapping[str, Iterable[str]]) -> None:
        """Put each sentence at its field; those without a field of their own go to the summary."""
        for name, sentences in faults.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, *sentences]
            else:
                self.form_errors = [*self.form_errors, *sentences]

    def show_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        """Say at each field who wrote what meanwhile; what was typed here stays in the field."""
        for conflict in conflicts:
            who = conflict.theirs_by or "다른 사람"
            words = f"그사이 {who} 님이 ‘{conflict.theirs}’(으)로 바꿨습니다. 맞는 값을 확인하고 다시 저장해 주세요."
            self._fields[conflict.field].errors = [*self._fields[conflict.field].errors, words]

    def revisions_of(self, part: Part) -> str:
        """The revisions the page shows for one part's fields."""
        return " ".join(f"{name}:{self[name].revision}" for name in part.fields)


def parts_of(terms: SheetTerms) -> tuple[Part, ...]:
    """The sheet in parts, in the order a visitor walks through the plant."""
    shown = dict(terms.purposes)
    first = terms.items[: len(sheet.BUILT_IN)]
    others = terms.items[len(sheet.BUILT_IN) :]
    parts = [
        Part(
            "use",
            "가동과 로그",
            (sheet.OUTCOME, sheet.OPERATING, *(sheet.check_field(item.code) for item in first)),
            tuple((code, shown[code]) for code in (sheet.OPERATING, *sheet.BUILT_IN) if code in shown),
        ),
        Part("kpi", "성과지표(KPI)", tuple(sheet.kpi_field(plan.place) for plan in terms.kpis)),
        Part("assets", "설비", tuple(sheet.asset_field(asset.ordinal) for asset in terms.assets)),
        Part(
            "checks",
            "점검 항목",
            tuple(sheet.check_field(item.code) for item in others),
            tuple((item.code, item.name) for item in others if item.evidence),
        ),
        Part("calls", "유지보수와 A/S", _rows(sheet.call_field, sheet.MOST_CALLS, ("what", "asked", "done"))),
        Part("survey", "공급기업 만족도", tuple(sheet.survey_field(code) for code, _ in terms.survey)),
        Part(
            "actions",
            "시정조치와 의견",
            (*_rows(sheet.action_field, sheet.MOST_ACTIONS, ("what", "due")), sheet.REMARKS),
            ((sheet.SITE, shown[sheet.SITE]),),
        ),
    ]
    return tuple(part for part in parts if part.fields)


def sheet_form(
    terms: SheetTerms, stored: Mapping[str, VisitDraft], *, shown: Mapping[str, str] | None = None
) -> SheetForm:
    """Make the form with what is stored, or over it what was just typed, each field with its revision."""
    fields = _fields(terms)
    made = type("MadeSheetForm", (SheetForm,), dict(fields))
    values = {name: row.value for name, row in stored.items()} | dict(shown or {})
    form: SheetForm = made(formdata=MultiDict({name: values[name] for name in fields if values.get(name)}))
    for name in fields:
        row = stored.get(name)
        form[name].revision = 0 if row is None else row.revision
    return form


def typed_fields(terms: SheetTerms, sent: MultiDict[str, str]) -> dict[str, TypedField]:
    """What a page sent for the fields it had; an untouched choice comes as empty."""
    seen = {}
    for pair in sent.get(REVISIONS, "").split():
        name, _, number = pair.rpartition(":")
        seen[name] = int(number) if number.isdecimal() else 0
    return {
        name: TypedField(cleaned(sent.get(name, "")), seen.get(name, 0))
        for name in sheet.known_fields(terms)
        if name in seen or name in sent
    }


def _rows(named: Any, most: int, parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(named(row, part) for row in range(1, most + 1) for part in parts)


def _fields(terms: SheetTerms) -> Fields:
    fields: Fields = {
        sheet.OUTCOME: OneOf(
            "방문 결과",
            [(each.value, name) for each, name in OUTCOME_NAMES.items()],
            hint="설비 없음, 이전, 폐업, 부재이면 아래는 비우고 ‘현장 확인 내용’만 적습니다.",
        ),
        sheet.OPERATING: OneOf(
            "시스템 가동 상태", [(each.value, name) for each, name in OPERATING_NAMES.items()], big=True
        ),
    }
    for item in terms.items:
        fields[sheet.check_field(item.code)] = _check(item)
    for plan in terms.kpis:
        way = f"구축 전 {number_text(plan.before)} → 목표 {number_text(plan.target)}{plan.unit}"
        better = "높을수록 좋습니다" if plan.better == "up" else "낮을수록 좋습니다"
        fields[sheet.kpi_field(plan.place)] = DecimalNumber(
            f"{plan.name} 지금 값", places=4, unit=plan.unit, least=None, hint=f"{way}, {better}."
        )
    for asset in terms.assets:
        states = [(each.value, name) for each, name in ASSET_STATE_NAMES.items()]
        fields[sheet.asset_field(asset.ordinal)] = OneOf(asset.label, states)
    return fields | _call_fields() | _survey_fields(terms) | _action_fields(terms)


def _check(item: CheckItem) -> Any:
    if item.kind == "yes_no":
        return OneOf(item.name, list(YES_NO_NAMES.items()), hint=item.guide)
    if item.kind == "grade":
        grades = [Grade(value, word, int(value)) for value, word in GRADE_NAMES.items()]
        return GradeChoice(item.name, grades, hint=item.guide)
    if item.kind == "number":
        return WholeNumber(item.name, unit=item.unit, hint=item.guide)
    if item.kind == "date":
        return Date(item.name, hint=item.guide or "예: 2026. 3. 27. 또는 20260327")
    return LongText(item.name, longest=500, rows=2, hint=item.guide)


def _call_fields() -> Fields:
    fields: Fields = {}
    for row in range(1, sheet.MOST_CALLS + 1):
        fields[sheet.call_field(row, "what")] = Text("A/S 내용", longest=200, required=False)
        fields[sheet.call_field(row, "asked")] = Date("요청한 날", required=False)
        fields[sheet.call_field(row, "done")] = Date("처리한 날", required=False, hint="아직이면 비워 둡니다.")
    return fields


def _survey_fields(terms: SheetTerms) -> Fields:
    words = SURVEY_WORDS if terms.points == 5 else {points: f"{points}점" for points in range(terms.points, 0, -1)}
    grades = [Grade(str(points), word, points) for points, word in words.items()]
    return {sheet.survey_field(code): GradeChoice(name, grades) for code, name in terms.survey}


def _action_fields(terms: SheetTerms) -> Fields:
    fields: Fields = {}
    for row in range(1, sheet.MOST_ACTIONS + 1):
        fields[sheet.action_field(row, "what")] = Text("시정할 내용", longest=300, required=False)
        hint = f"비우면 오늘부터 {terms.corrective_days}일입니다."
        fields[sheet.action_field(row, "due")] = Date("시정 기한", required=False, hint=hint)
    fields[sheet.REMARKS] = LongText("현장 확인 내용", longest=sheet.LONGEST, required=False)
    return fields
