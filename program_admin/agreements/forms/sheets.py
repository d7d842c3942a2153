"""The form of an inspection sheet, made from the round's items."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from program_admin.agreements.models import InspectionDraft
from program_admin.agreements.rules import sheets
from program_admin.agreements.services import TypedField
from program_admin.core.errors import Conflict
from program_admin.core.field_base import cleaned
from program_admin.core.field_choices import Grade, GradeChoice
from program_admin.core.fields import LongText, Text
from program_admin.core.forms import ActForm

REVISIONS = "revisions"
PART_NAMES = {"model": "모델", "serial": "제조번호", "place": "있는 곳"}


class WordChoice(GradeChoice):
    """Grade buttons in a row without points: an inspection judges in words."""

    def draw(self, attributes: dict[str, Any]) -> Markup:
        """The row of buttons."""
        cells = [
            Markup('<span>{}<label for="{}"><b>{}</b></label></span>').format(
                self._input(option, attributes), option.id, option.label
            )
            for option in self.options
        ]
        return Markup('<div class="scale of-{}">').format(len(cells)) + Markup("").join(cells) + Markup("</div>")


class SheetForm(ActForm):
    """A sheet as it stands on the page."""

    revisions_text = ""

    def show_faults(self, faults: Mapping[str, list[str]]) -> None:
        """Put each fault at its field."""
        for name, said in faults.items():
            self[name].errors = [*self[name].errors, *said]

    def show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        """Say at each field who wrote what meanwhile; what was typed here stays in the field."""
        for conflict in conflicts:
            who = conflict.theirs_by or "다른 사람"
            said = f"그사이 {who} 님이 ‘{conflict.theirs}’(으)로 바꿨습니다. 맞는 값을 확인하고 다시 저장해 주세요."
            self[conflict.field].errors = [*self[conflict.field].errors, said]


def asset_rows(values: Mapping[str, str]) -> int:
    """How many rows of the asset list are drawn: those typed and three more, at most what a sheet takes."""
    typed = sheets.typed_assets(values)
    return min(sheets.MOST_ASSETS, (typed[-1].row if typed else 0) + 3)


def sheet_form(
    terms: sheets.SheetTerms,
    guides: Mapping[str, str],
    stored: Mapping[str, InspectionDraft],
    *,
    shown: Mapping[str, str] | None = None,
) -> SheetForm:
    """Make the form with what is stored (or `shown`, as it was typed), each field with its revision."""
    values = {name: row.value for name, row in stored.items()} if shown is None else dict(shown)
    fields: dict[str, Any] = {}
    for item in terms.items:
        grades = [Grade(grade, grade, 0) for grade in terms.grades]
        fields[sheets.grade_field(item.code)] = WordChoice(item.name, grades, hint=guides.get(item.code, ""))
        fields[sheets.note_field(item.code)] = LongText(
            f"{item.name} 확인한 것", required=False, rows=2, longest=sheets.LONGEST
        )
    if terms.with_assets:
        for row in range(1, asset_rows(values) + 1):
            for part, label in PART_NAMES.items():
                fields[sheets.asset_field(row, part)] = Text(f"{row}번째 설비 {label}", required=False, longest=100)
    fields[sheets.OPINION] = LongText("종합 의견", rows=5, longest=sheets.LONGEST)
    made = type("MadeSheetForm", (SheetForm,), fields)
    form: SheetForm = made(formdata=MultiDict([(name, value) for name, value in values.items() if name in fields]))
    for name in fields:
        form[name].revision = stored[name].revision if name in stored else 0
    form.revisions_text = " ".join(f"{name}:{form[name].revision}" for name in fields)
    return form


def typed_fields(terms: sheets.SheetTerms, sent: MultiDict[str, str]) -> dict[str, TypedField]:
    """What a page sent for the fields it had; a group without a choice is empty."""
    seen = {}
    for pair in sent.get(REVISIONS, "").split():
        name, _, number = pair.rpartition(":")
        seen[name] = int(number) if number.isdecimal() else 0
    known = sheets.known_fields(terms)
    return {
        name: TypedField(cleaned(sent.get(name, "")), seen.get(name, 0))
        for name in sorted(known)
        if name in seen or name in sent
    }
