"""The form of a section, made from the round's terms; what is wrong is said by the rules, not here."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from program_admin.applications.forms.engineers import Choices, engineer_fields
from program_admin.applications.forms.questions import question_fields
from program_admin.applications.models import DraftField
from program_admin.applications.rules import budget, kpis, project
from program_admin.applications.rules.consents import declarations
from program_admin.applications.rules.questions import hidden_fields
from program_admin.applications.rules.sections import fields_of
from program_admin.applications.rules.values import Fault, Filled
from program_admin.applications.services import TypedField
from program_admin.core.errors import Conflict
from program_admin.core.field_base import cleaned
from program_admin.core.fields import Check, DecimalNumber, LongText, ManyOf, OneOf, Text, WholeNumber, Won, YesNo
from program_admin.core.forms import ActForm
from program_admin.programs.schema.kpis import Better

REVISIONS = "revisions"
Fields = dict[str, Any]
_WAYS = {Better.UP: "클수록 좋음", Better.DOWN: "작을수록 좋음"}


class SectionForm(ActForm):
    """A section of the application as it stands on the page."""

    revisions_text = ""
    registered = False

    def show_faults(self, faults: Iterable[Fault]) -> None:
        """Put each fault at its field; those without a field of their own go to the summary."""
        for fault in faults:
            if fault.field in self._fields:
                field = self._fields[fault.field]
                field.errors = [*field.errors, fault.sentence]
            else:
                self.form_errors = [*self.form_errors, fault.sentence]

    def show_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        """Say at each field who wrote what meanwhile; what was typed here stays in the field."""
        for conflict in conflicts:
            field = self._fields[conflict.field]
            who = conflict.theirs_by or "다른 사람"
            theirs = _read(field, conflict.theirs)
            words = f"그사이 {who} 님이 {theirs} 바꿨습니다. 맞는 값을 확인하고 다시 저장해 주세요."
            field.errors = [*field.errors, words]


def section_form(
    code: str,
    filled: Filled,
    stored: Mapping[str, DraftField],
    *,
    shown: Mapping[str, str] | None = None,
    registered: Choices = (),
) -> SectionForm:
    """Make the form of a section with what is stored (or `shown`, as it was typed), each field with its revision.

    `registered` are the engineers the supplier registered, for the section of the supplier.
    """
    fields = engineer_fields(filled, registered) if code == "supplier" else _MAKERS[code](filled)
    made = type("MadeSectionForm", (SectionForm,), dict(fields))
    values = {name: row.value for name, row in stored.items()} if shown is None else dict(shown)
    form: SectionForm = made(formdata=_as_sent(fields, values))
    for name in fields:
        row = stored.get(name)
        form[name].revision = 0 if row is None else row.revision
    form.revisions_text = " ".join(f"{name}:{form[name].revision}" for name in fields)
    return form


def _read(field: Any, value: str) -> str:
    """A kept value as the page shows it, with its particle: choices by name."""
    if not value:
        return "빈 값으로"
    names = {code: name for code, name, *_ in getattr(field, "choices", None) or ()}
    text = ", ".join(names.get(code, code) for code in value.split(",")) if names else value
    return f"‘{text}’(으)로"


def typed_fields(code: str, filled: Filled, sent: MultiDict[str, str]) -> dict[str, TypedField]:
    """What a page sent for the fields it had: boxes of one field joined by commas, absent boxes as empty.

    A question that vanished from the page while it was being filled in sent nothing and keeps what it had.
    """
    seen = dict(_revision(pair) for pair in sent.get(REVISIONS, "").split())
    typed = {
        name: TypedField(as_kept(sent.getlist(name)), seen.get(name, 0))
        for name in fields_of(code, filled)
        if name in seen or name in sent
    }
    values = {**filled.values, **{name: field.value for name, field in typed.items()}}
    vanished = hidden_fields(replace(filled, values=values))
    return {name: field for name, field in typed.items() if name in sent or name not in vanished}


def as_kept(values: Iterable[str]) -> str:
    """The values of one field as they are kept: one kind of Hangul and line end, several joined by commas."""
    return ",".join(filter(None, (cleaned(value) for value in values)))


def _revision(pair: str) -> tuple[str, int]:
    name, _, number = pair.rpartition(":")
    return name, int(number) if number.isdecimal() else 0


def _as_sent(fields: Fields, values: Mapping[str, str]) -> MultiDict[str, str]:
    sent: MultiDict[str, str] = MultiDict()
    for name, field in fields.items():
        value = values.get(name, "")
        parts = value.split(",") if field.field_class is ManyOf else [value]
        for part in parts:
            if part:
                sent.add(name, part)
    return sent


def _company(filled: Filled) -> Fields:
    return {"confirm-company": Check("위 기업 정보가 지금과 같습니다.")}


def _sites(filled: Filled) -> Fields:
    return {"confirm-sites": Check("위 사업장이 지금과 같습니다.")}


def _plan(filled: Filled) -> Fields:
    title = project.TITLE
    fields: Fields = {
        title.name: Text(title.label, hint=title.hint, longest=title.most),
        "project-solutions": ManyOf("도입할 솔루션", project.SOLUTIONS, hint="해당하는 것을 모두 골라 주세요."),
    }
    for text in project.TEXTS:
        fields[text.name] = LongText(text.label, hint=text.hint, longest=text.most)
    most = filled.track.build_months_max
    fields["project-months"] = WholeNumber("구축 기간", unit="개월", hint=f"{most}개월까지 적을 수 있습니다.")
    for name, label in project.CONTACT:
        fields[name] = Text(label, longest=40, attributes={"class_": "medium"})
    fields[project.EMAIL] = Text("실무책임자 전자우편", longest=200, required=False, attributes={"class_": "medium"})
    return fields | question_fields(filled)


def _kpi(filled: Filled) -> Fields:
    terms = filled.terms.kpis
    choices = [(each.code, f"{each.name} ({each.unit}, {_WAYS[each.better]})") for each in terms.measures]
    rows = min(
        max(len(kpis.typed_rows(filled)) + 1, _last(kpis.typed_rows(filled)) + 1, terms.minimum_rows, 3),
        terms.maximum_rows,
    )
    fields: Fields = {}
    for row in range(1, rows + 1):
        needed = row <= terms.minimum_rows
        fields[kpis.name_of(row, "measure")] = OneOf("지표", choices, as_list=True, required=needed)
        fields[kpis.name_of(row, "before")] = DecimalNumber("구축 전", places=4, required=needed)
        fields[kpis.name_of(row, "target")] = DecimalNumber("목표", places=4, required=needed)
        fields[kpis.name_of(row, "weight")] = DecimalNumber("가중치", places=2, unit="%", required=needed)
    return fields


def _budget(filled: Filled) -> Fields:
    choices = [(item.code, item.name) for item in filled.terms.budget.items]
    rows = min(max(_last(budget.typed_rows(filled)) + 2, 3), budget.MOST_ROWS)
    fields: Fields = {}
    for row in range(1, rows + 1):
        fields[budget.name_of(row, "item")] = OneOf("비목", choices, as_list=True, required=row == 1)
        fields[budget.name_of(row, "description")] = Text("내용과 산출 근거", longest=200, required=row == 1)
        fields[budget.name_of(row, "amount")] = Won("금액(부가세 별도)", required=row == 1, least=None)
    fields[budget.WANTED] = Won(
        "신청 지원금",
        required=False,
        hint="비우면 받을 수 있는 만큼 신청합니다. 더 적게 신청하려면 금액을 적어 주세요.",
    )
    return fields


def _bonus(filled: Filled) -> Fields:
    fields: Fields = {"bonus-claimed": YesNo("가점을 신청합니까?", no="아니요")}
    for item in filled.terms.evaluation.bonus.items:
        fields[f"bonus-{item.code}"] = Check(
            f"{item.name} ({item.points.normalize():f}점)", required=False, hint=f"증빙: {item.evidence}"
        )
    return fields


def _consents(filled: Filled) -> Fields:
    fields: Fields = {f"must_not-{rule.code}": YesNo(rule.question, no="아니요") for rule in declarations(filled)}
    for consent in filled.terms.company_consents:
        fields[f"consent-{consent.code}"] = Check(f"{consent.title}: 동의합니다.", required=consent.required)
    return fields


def _last(rows: tuple[int, ...]) -> int:
    return rows[-1] if rows else 0


_MAKERS = {
    "company": _company,
    "sites": _sites,
    "plan": _plan,
    "kpi": _kpi,
    "budget": _budget,
    "bonus": _bonus,
    "consents": _consents,
}
TYPED_SECTIONS = (*_MAKERS, "supplier")
