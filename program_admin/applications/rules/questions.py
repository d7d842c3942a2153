"""Extra questions of the round: which are shown, and what is wrong with the answers."""

from collections.abc import Iterator
from decimal import Decimal

from program_admin.applications.rules.values import Fault, Filled, day, exact, whole
from program_admin.core.money import parse_won, won
from program_admin.programs.schema import questions as asked

SECTION = "plan"
YES_NO = (("yes", "예"), ("no", "아니요"))


def name_of(question: asked.Question, row: int = 0, column: str = "") -> str:
    """The draft field of a question, or of one cell of its table (rows count from 1)."""
    return f"question-{question.code}-{row}-{column}" if column else f"question-{question.code}"


def names_of(question: asked.Question) -> tuple[str, ...]:
    """Every draft field of a question."""
    if isinstance(question, asked.FileAnswer):
        return ()
    if not isinstance(question, asked.TableRows):
        return (name_of(question),)
    rows = range(1, question.max_rows + 1)
    return tuple(name_of(question, row, column.code) for row in rows for column in question.columns)


def is_shown(question: asked.Question, filled: Filled) -> bool:
    """Whether a question is asked: its condition, and that of the question it hangs on, must hold."""
    condition = question.shown_if
    if condition is None:
        return True
    parent = filled.terms.question(condition.question)
    if parent is None or not is_shown(parent, filled):
        return False
    return bool(set(filled.chosen(name_of(parent))) & set(condition.is_one_of))


def hidden_fields(filled: Filled) -> frozenset[str]:
    """The fields of questions that aren't asked now: what was typed there is kept but not handed in."""
    hidden = (question for question in filled.terms.questions if not is_shown(question, filled))
    return frozenset(name for question in hidden for name in names_of(question))


def ancestors_of(question: asked.Question, filled: Filled) -> tuple[asked.Question, ...]:
    """The questions on which this one hangs, the nearest first."""
    parent = filled.terms.question(question.shown_if.question) if question.shown_if else None
    return () if parent is None else (parent, *ancestors_of(parent, filled))


def filled_rows(question: asked.TableRows, filled: Filled) -> tuple[int, ...]:
    """The rows of a table in which something was typed."""
    return tuple(
        row
        for row in range(1, question.max_rows + 1)
        if any(filled.value(name_of(question, row, column.code)) for column in question.columns)
    )


def question_faults(filled: Filled) -> Iterator[Fault]:
    """Every fault of the answers to the questions that are shown (files are papers, see rules.papers)."""
    for question in filled.terms.questions:
        if isinstance(question, asked.FileAnswer) or not is_shown(question, filled):
            continue
        if isinstance(question, asked.TableRows):
            yield from _table_faults(question, filled)
            continue
        text = filled.value(name_of(question))
        if not text:
            if question.required:
                yield Fault(SECTION, name_of(question), f"‘{question.label}’에 답해 주세요.")
            continue
        sentence = _objection(question, text)
        if sentence:
            yield Fault(SECTION, name_of(question), f"‘{question.label}’ {sentence}")


def _objection(question: asked.Question, text: str) -> str:
    match question:
        case asked.ShortText() | asked.LongText():
            over = len(text) - question.max_chars
            return f"{question.max_chars:,}자까지 적을 수 있습니다. {over:,}자를 줄여 주세요." if over > 0 else ""
        case asked.WholeNumber():
            number = whole(text)
            if number is None:
                return "숫자만 적어 주세요. 예: 12"
            return _outside(Decimal(number), question.minimum, question.maximum, question.unit or "")
        case asked.DecimalNumber():
            exactly = exact(text, question.places)
            if exactly is None:
                return f"소수점 아래 {question.places}자리까지 숫자로 적어 주세요."
            return _outside(exactly, question.minimum, question.maximum, question.unit)
        case asked.WonAmount():
            return _won_objection(question, text)
        case asked.DateAnswer():
            return "" if day(text) else "날짜를 2026. 3. 27. 형식으로 적어 주세요."
        case asked.YesNo():
            return "" if text in ("yes", "no") else "‘예’나 ‘아니요’를 골라 주세요."
        case asked.OneOf():
            return "" if text in {option.code for option in question.options} else "보기에서 골라 주세요."
        case asked.ManyOf():
            return _many_objection(question, text)
        case _:
            return ""


def _outside(number: Decimal, least: Decimal | int | None, most: Decimal | int | None, unit: str) -> str:
    if least is not None and number < least:
        return (
            f"{least:,f}{unit} 이상으로 적어 주세요."
            if isinstance(least, Decimal)
            else f"{least:,}{unit} 이상으로 적어 주세요."
        )
    if most is not None and number > most:
        return (
            f"{most:,f}{unit} 이하로 적어 주세요."
            if isinstance(most, Decimal)
            else f"{most:,}{unit} 이하로 적어 주세요."
        )
    return ""


def _won_objection(question: asked.WonAmount, text: str) -> str:
    try:
        amount = parse_won(text)
    except ValueError:
        return "금액을 원 단위 숫자로 적어 주세요. 예: 1,000,000"
    if amount < question.minimum:
        return f"{won(question.minimum)} 이상으로 적어 주세요."
    if question.maximum is not None and amount > question.maximum:
        return f"{won(question.maximum)} 이하로 적어 주세요."
    return ""


def _many_objection(question: asked.ManyOf, text: str) -> str:
    picked = [code for code in text.split(",") if code]
    if not set(picked) <= {option.code for option in question.options}:
        return "보기에서 골라 주세요."
    if question.at_most is not None and len(picked) > question.at_most:
        return f"{question.at_most}개까지 고를 수 있습니다."
    return ""


def _table_faults(question: asked.TableRows, filled: Filled) -> Iterator[Fault]:
    rows = filled_rows(question, filled)
    first = name_of(question, 1, question.columns[0].code)
    if question.required and len(rows) < question.min_rows:
        yield Fault(SECTION, first, f"‘{question.label}’ 표를 {question.min_rows}줄 이상 적어 주세요.")
    for row in rows:
        for column in question.columns:
            text = filled.value(name_of(question, row, column.code))
            sentence = _cell_objection(column, text)
            if sentence:
                yield Fault(SECTION, name_of(question, row, column.code), f"{row}번째 줄 ‘{column.label}’ {sentence}")


def _cell_objection(column: asked.Column, text: str) -> str:
    if not text:
        return "칸을 적어 주세요." if column.required else ""
    match column.type:
        case "whole_number":
            return "" if whole(text) is not None else "칸에 숫자만 적어 주세요."
        case "decimal":
            return "" if exact(text) is not None else "칸에 숫자를 적어 주세요."
        case "won":
            return "" if whole(text.removesuffix("원")) is not None else "칸에 원 단위 금액을 적어 주세요."
        case "date":
            return "" if day(text) else "칸에 날짜를 2026. 3. 27. 형식으로 적어 주세요."
        case "yes_no":
            return "" if text in ("yes", "no") else "칸에서 ‘예’나 ‘아니요’를 골라 주세요."
        case "one_of":
            return "" if text in {option.code for option in column.options} else "칸에서 보기를 골라 주세요."
        case _:
            return "" if len(text) <= 200 else "칸은 200자까지 적을 수 있습니다."
