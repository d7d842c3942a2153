"""The application form of a round as it will be asked, for reading before the round opens."""

from dataclasses import dataclass
from typing import Any

from wtforms import Field

from program_admin.core.fields import Date, DecimalNumber, LongText, ManyOf, OneOf, Text, WholeNumber, Won, YesNo
from program_admin.core.forms import RowForm
from program_admin.core.money import won
from program_admin.programs.editing.names import QUESTION_TYPES
from program_admin.programs.editing.references import earlier_answers
from program_admin.programs.schema import questions as asked
from program_admin.programs.schema.announcement import CashBase
from program_admin.programs.schema.budget import SourceKind
from program_admin.programs.schema.questions import Question
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question: its field on the form, or what stands in its place; and when it is asked."""

    name: str
    label: str
    help: str
    when: str
    columns: tuple[str, ...] = ()
    file: str = ""


def question_form(terms: RoundFile) -> RowForm:
    """The questions as fields, empty."""
    fields = {f"q_{each.code}": _field(each) for each in terms.questions if _has_field(each)}
    form: RowForm = type("Questions", (RowForm,), fields)()
    return form


def asked_sections(terms: RoundFile) -> list[tuple[str, list[ShownQuestion]]]:
    """The questions under their headings, in order."""
    sections: dict[str, list[ShownQuestion]] = {}
    for place, each in enumerate(terms.questions):
        sections.setdefault(each.section, []).append(_shown(terms, place, each))
    return list(sections.items())


def _has_field(question: Question) -> bool:
    return not isinstance(question, asked.TableRows | asked.FileAnswer)


def _shown(terms: RoundFile, place: int, question: Question) -> ShownQuestion:
    name = f"q_{question.code}" if _has_field(question) else ""
    columns: tuple[str, ...] = ()
    file = ""
    if isinstance(question, asked.TableRows):
        columns = tuple(_head(column) for column in question.columns)
    if isinstance(question, asked.FileAnswer):
        file = f"{', '.join(each.value.upper() for each in question.types)} · {question.max_mb}MB까지"
    return ShownQuestion(name, question.label, question.help, _when(terms, place, question), columns, file)


def _head(column: asked.Column) -> str:
    return f"{column.label} ({column.unit or QUESTION_TYPES[column.type]})"


def _when(terms: RoundFile, place: int, question: Question) -> str:
    if question.shown_if is None:
        return ""
    names = dict(earlier_answers(terms, place))
    wanted = [f"{question.shown_if.question}|{value}" for value in question.shown_if.is_one_of]
    return f"{' 또는 '.join(names.get(each, each) for each in wanted)}일 때만 묻습니다."


def _field(question: Question) -> Field:
    named: dict[str, Any] = {"required": question.required, "hint": question.help}
    label = question.label
    if isinstance(question, asked.OneOf | asked.ManyOf):
        choices = [(option.code, option.name) for option in question.options]
        return (OneOf if isinstance(question, asked.OneOf) else ManyOf)(label, choices, **named)
    if isinstance(question, asked.ShortText | asked.LongText):
        kind = Text if isinstance(question, asked.ShortText) else LongText
        return kind(label, longest=question.max_chars, **named)
    if isinstance(question, asked.WholeNumber):
        return WholeNumber(label, unit=question.unit or "", **named)
    if isinstance(question, asked.DecimalNumber):
        return DecimalNumber(label, unit=question.unit, places=question.places, **named)
    if isinstance(question, asked.WonAmount):
        return Won(label, **named)
    return Date(label, **named) if isinstance(question, asked.DateAnswer) else YesNo(label, **named)


def item_rows(terms: RoundFile) -> list[list[str]]:
    """The cost items with their limits."""
    rows = []
    for item in terms.budget.items:
        limit = f"총사업비의 {item.cap_percent:f}%까지" if item.cap_percent is not None else "–"
        notes = [
            "" if item.payable else "지원하지 않음",
            "현물" if item.in_kind else "",
            "" if item.vat else "부가세 없음",
            "음수 가능" if item.may_be_negative else "",
            item.help,
        ]
        rows.append([item.name, limit, " · ".join(note for note in notes if note) or "–"])
    return rows


def budget_sentences(terms: RoundFile) -> list[str]:
    """The rules by which the budget is worked out, one sentence each."""
    budget = terms.budget
    support = ", ".join(source.name for source in budget.sources if source.kind is SourceKind.SUPPORT)
    sentences = [
        "금액은 부가세를 뺀 값으로 적습니다.",
        f"총사업비는 {won(budget.truncation_won)} 미만을 버립니다.",
        f"부가세는 {budget.vat_percent:f}%로 계산해 기업이 준비할 현금에 더합니다.",
        f"지원금은 {support or '재원 없음'}에서 나눕니다.",
        f"기업 자체 사업관리 인건비는 기업부담금의 {budget.own_labour_max_percent:f}%까지입니다.",
    ]
    for track in terms.tracks:
        base = "총사업비" if track.minimum_cash_of is CashBase.TOTAL else "기업부담금"
        sentences.append(
            f"{track.name}: 지원금은 {won(track.ceiling_won)}, 총사업비의 {track.support_max_percent:f}%까지이고 "
            f"기업 현금은 {base}의 {track.minimum_cash_percent:f}% 이상입니다."
        )
    return sentences
