"""Forms of screening: the sheet, asking for supplements, answering one, proposing a verdict."""

from collections.abc import Iterable, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from program_admin.applications.forms.sections import REVISIONS
from program_admin.applications.models import CheckResult, ScreeningCheck, Verdict
from program_admin.applications.rules.papers import Slot
from program_admin.applications.rules.screening import Group, group_of
from program_admin.applications.rules.supplements import Target
from program_admin.applications.services import TypedField
from program_admin.applications.services.supplements import Wanted
from program_admin.core.errors import Conflict
from program_admin.core.field_base import cleaned
from program_admin.core.fields import Check, Date, LongText, OneOf, Text, WholeNumber
from program_admin.core.forms import ActForm
from program_admin.documents.fields import SentFile
from program_admin.programs.schema.calendar import PERIOD_KIND_NAMES, Period, PeriodKind

RESULT_WORDS = {CheckResult.PASSED: "적합", CheckResult.FAILED: "부적합", CheckResult.TO_SUPPLEMENT: "보완 필요"}
BONUS_WORDS = {CheckResult.PASSED: "인정", CheckResult.FAILED: "불인정", CheckResult.TO_SUPPLEMENT: "보완 필요"}
ITSELF = "itself"
MOST_DAYS = 60


def words_of(item: str) -> dict[CheckResult, str]:
    """What the results of an item are called: a bonus claim is confirmed or refused."""
    return BONUS_WORDS if group_of(item) is Group.BONUS else RESULT_WORDS


class SheetForm(ActForm):
    """The screening sheet: a result and a note per item."""

    revisions_text = ""

    def show_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        """Say at each field who wrote what meanwhile; what was chosen here stays."""
        for conflict in conflicts:
            field = self._fields[conflict.field]
            who = conflict.theirs_by or "다른 사람"
            theirs = dict(getattr(field, "choices", ())).get(conflict.theirs, conflict.theirs) or "비움"
            words = f"그사이 {who} 님이 ‘{theirs}’(으)로 바꿨습니다. 맞는 값을 확인하고 다시 저장해 주세요."
            field.errors = [*field.errors, words]


def sheet_form(checks: Iterable[ScreeningCheck], shown: Mapping[str, TypedField] | None = None) -> SheetForm:
    """Make the form of the sheet with what is stored, or as it was sent; each field with its revision."""
    fields: dict[str, Any] = {}
    values: MultiDict[str, str] = MultiDict()
    revisions: dict[str, int] = {}
    for check in checks:
        choices = [(result.value, word) for result, word in words_of(check.item).items()]
        for name, field, value, revision in (
            (f"result-{check.item}", OneOf("판정", choices, required=False), check.result, check.result_revision),
            (f"note-{check.item}", Text("메모", required=False, longest=500), check.note, check.note_revision),
        ):
            fields[name], revisions[name] = field, revision
            given = value if shown is None or name not in shown else shown[name].value
            if given:
                values.add(name, given)
    form: SheetForm = type("MadeSheetForm", (SheetForm,), fields)(formdata=values)
    for name, revision in revisions.items():
        form[name].revision = revision
    form.revisions_text = " ".join(f"{name}:{revision}" for name, revision in revisions.items())
    return form


def typed_sheet(sent: MultiDict[str, str]) -> dict[str, TypedField]:
    """What the page sent for the fields it had; a field that was shown and is absent is empty."""
    found = {}
    for pair in sent.get(REVISIONS, "").split():
        name, _, number = pair.rpartition(":")
        if name:
            found[name] = TypedField(cleaned(sent.get(name, "")), int(number) if number.isdecimal() else 0)
    return found


class PeriodForm(ActForm):
    """A period: so many days, counted one way."""

    days = WholeNumber("보완 기간", unit="일", least=1, most=MOST_DAYS)
    kind = OneOf("세는 방법", [(kind.value, name) for kind, name in PERIOD_KIND_NAMES.items()])

    @property
    def period(self) -> Period:
        """The period as chosen."""
        return Period(days=self.days.data, kind=PeriodKind(self.kind.data))


class LaterForm(PeriodForm):
    """A reason and a new period: asking again, moving the due day."""

    reason = LongText("사유", longest=500, rows=3)


class AskForm(PeriodForm):
    """What is asked for: a box and words per target (made by `ask_form`)."""

    wanted_codes: tuple[str, ...] = ()

    @property
    def wanted(self) -> list[Wanted]:
        """What was ticked, in the order of the page."""
        return [
            Wanted(code, self[f"what-{code}"].data or "") for code in self.wanted_codes if self[f"pick-{code}"].data
        ]


def ask_form(targets: Iterable[Target], period: Period, notes: Mapping[str, str] | None = None) -> AskForm:
    """Make the form with these targets; with `notes` it is fresh, those targets ticked with the note as words."""
    fields: dict[str, Any] = {"wanted_codes": tuple(target.code for target in targets)}
    for target in targets:
        fields[f"pick-{target.code}"] = Check(target.title, required=False)
        fields[f"what-{target.code}"] = LongText("보완할 내용", required=False, longest=500, rows=2)
    made = type("MadeAskForm", (AskForm,), fields)
    if notes is None:
        return made()
    values = {f"pick-{code}": True for code in notes} | {f"what-{code}": note for code, note in notes.items()}
    return made(formdata=None, data={"days": period.days, "kind": period.kind.value, **values})


class AnswerForm(ActForm):
    """Words that go with an answer."""

    text = LongText("설명", required=False, longest=2_000, rows=4, hint="무엇을 어떻게 보완했는지 적어 주세요.")
    numbers_reason = LongText(
        "주민등록번호로 보이는 숫자를 그대로 내는 까닭",
        required=False,
        longest=300,
        rows=2,
        hint="예: 공급기업의 법인등록번호입니다.",
    )


class PaperAnswerForm(AnswerForm):
    """A new file for the asked paper, with what must be said about it."""

    substitute = OneOf("어떤 서류를 냅니까?", as_list=True)
    reason = LongText("대체서류를 내는 사유", required=False, longest=300, rows=2)
    issued_on = Date("발급일", required=False)
    file = SentFile("파일", many=True)


def paper_answer_form(slot: Slot, *, sent: bool) -> PaperAnswerForm:
    """The form for one paper; what that paper doesn't ask for is left out by the page."""
    form = PaperAnswerForm() if sent else PaperAnswerForm(formdata=None)
    form.substitute.choices = [(ITSELF, slot.name), *((each.code, each.name) for each in slot.substitutes)]
    form.file.accept = ",".join(slot.endings)
    if form.substitute.data is None:
        form.substitute.data = ITSELF
        form.substitute.process_errors = []
    return form


class ProposeForm(ActForm):
    """The verdict with the reason that goes to the applicant."""

    verdict = OneOf(
        "검토 결과",
        [(Verdict.ELIGIBLE.value, "적합"), (Verdict.INELIGIBLE.value, "부적합")],
        big=True,
        notes={
            Verdict.ELIGIBLE.value: "평가 대상이 됩니다.",
            Verdict.INELIGIBLE.value: "평가 대상에서 빠지고, 사유가 신청 기업에 그대로 갑니다.",
        },
    )
    reason = LongText(
        "부적합 사유",
        required=False,
        longest=2_000,
        rows=6,
        hint="부적합일 때만 적습니다. 신청 기업이 읽는 문장으로 적어 주세요.",
    )
