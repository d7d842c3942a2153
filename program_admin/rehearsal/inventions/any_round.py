"""What can be typed into the application of any round, whatever it asks: answers by type, known measures, a split."""

from collections.abc import Sequence
from decimal import Decimal

from program_admin.programs.schema import questions as asked
from program_admin.programs.schema.announcement import Track
from program_admin.programs.schema.budget import BudgetTerms
from program_admin.programs.schema.kpis import Better, KpiMeasure, KpiTerms
from program_admin.programs.schema.round_file import RoundFile
from program_admin.rehearsal.inventions.trades import Measure, Trade

Split = Sequence[tuple[str, str, int]]
WORDS = "작업장에서 하던 방식대로 적습니다."
DAY = "2020-03-02"
MOST_ROWS = 3


def answers_to(terms: RoundFile) -> dict[str, str]:
    """An answer to every question that is asked on the form; files are handed in as papers."""
    values: dict[str, str] = {}
    for question in terms.questions:
        name = f"question-{question.code}"
        if isinstance(question, asked.TableRows):
            for row in range(1, max(1, question.min_rows) + 1):
                values |= {f"{name}-{row}-{column.code}": _cell(column) for column in question.columns}
        elif not isinstance(question, asked.FileAnswer):
            values[name] = _answer(question)
    return values


def _answer(question: asked.Question) -> str:
    match question:
        case asked.ShortText() | asked.LongText():
            return WORDS[: question.max_chars]
        case asked.WholeNumber():
            return str(question.minimum if question.minimum is not None else min(1, question.maximum or 1))
        case asked.DecimalNumber():
            return format(question.minimum if question.minimum is not None else Decimal(1), "f")
        case asked.WonAmount():
            return str(max(question.minimum, min(1_000_000, question.maximum or 1_000_000)))
        case asked.DateAnswer():
            return DAY
        case asked.OneOf() | asked.ManyOf():
            return question.options[-1].code
        case _:
            return "yes"


def _cell(column: asked.Column) -> str:
    simple = {"short_text": "장비 1호", "whole_number": "2", "decimal": "1.5", "won": "1,000,000", "date": DAY}
    return column.options[0].code if column.type == "one_of" else simple.get(column.type, "yes")


def measures_for(trade: Trade, terms: KpiTerms) -> tuple[Measure, ...]:
    """The trade's measures as far as the round knows them, otherwise those the round proposes or lists first."""
    known = tuple(measure for measure in trade.measures if terms.measure(measure.code))
    if len(known) == len(trade.measures) <= terms.maximum_rows and len(known) >= terms.minimum_rows:
        return known
    preset = terms.preset_for(trade.ksic)
    codes = preset.measures if preset else tuple(measure.code for measure in terms.measures)
    wanted = max(terms.minimum_rows, min(MOST_ROWS, terms.maximum_rows, len(codes)))
    order = dict.fromkeys((*codes, *(measure.code for measure in terms.measures)))
    return tuple(_measure(found) for code in list(order)[:wanted] if (found := terms.measure(code)))


def _measure(measure: KpiMeasure) -> Measure:
    change = (0.1, 0.25) if measure.better is Better.UP else (-0.5, -0.2)
    return Measure(measure.code, (20, 60), change)


def totals_around(track: Track) -> tuple[int, int]:
    """Plausible totals of a track: below and a little above what its ceiling supports."""
    full = int(track.ceiling_won * 100 / track.support_max_percent) if track.support_max_percent else track.ceiling_won
    return full * 6 // 10, full * 11 // 10


def split_over(budget: BudgetTerms, usual: Split) -> Split:
    """The usual split where the round has those items, otherwise one over the items it pays for, within their caps."""
    if all(budget.item(code) is not None for code, _, _ in usual):
        return usual
    items = [item for item in budget.items if item.payable and not item.in_kind and not item.may_be_negative]
    capped = [(item, int(item.cap_percent) // 2) for item in items if item.cap_percent]
    free = [item for item in items if item.cap_percent is None]
    rest = 100 - sum(percent for _, percent in capped)
    rows = [(item.code, f"{item.name} 한 벌", percent) for item, percent in capped if percent]
    return [*rows, *((item.code, f"{item.name} 한 벌", rest // len(free)) for item in free)]
