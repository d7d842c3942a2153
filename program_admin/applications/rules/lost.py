"""What was typed into fields that a correction took away: kept, and shown with the label it had."""

from collections.abc import Iterator, Sequence

from program_admin.applications.rules import budget, kpis, questions
from program_admin.applications.rules.sections import known_fields
from program_admin.applications.rules.values import Filled
from program_admin.programs.schema.questions import ManyOf, OneOf, TableRows, YesNo
from program_admin.programs.schema.round_file import RoundFile

_YES_NO = {"yes": "예", "no": "아니요"}


def lost_values(filled: Filled, earlier: Sequence[RoundFile]) -> list[tuple[str, str]]:
    """Label and value of everything typed or handed in that the current content no longer asks; newest content first.

    Nothing of it is deleted: it comes back when the field does.
    """
    known = known_fields(filled)
    gone = {name: value.strip() for name, value in filled.values.items() if name not in known and value.strip()}
    labels = {name: (label, texts) for terms in reversed(earlier) for name, label, texts in _labelled(terms)}
    found = [_shown(name, value, labels) for name, value in gone.items()]
    found += _chosen_but_gone(filled, earlier)
    asked = {paper.code for paper in filled.terms.papers}
    names = {paper.code: paper.name for terms in reversed(earlier) for paper in terms.papers}
    found += [
        (names.get(paper.paper, "제출서류"), paper.name)
        for paper in filled.papers
        if paper.paper in names.keys() - asked
    ]
    return list(dict.fromkeys(found))


def _shown(name: str, value: str, labels: dict[str, tuple[str, dict[str, str]]]) -> tuple[str, str]:
    label, texts = labels.get(name, ("이름 없는 항목", {}))
    return label, ", ".join(texts.get(each, each) for each in value.split(",")) if texts else value


def _labelled(terms: RoundFile) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every field a content asks: name, label, and the names of its choices."""
    for question in terms.questions:
        if isinstance(question, TableRows):
            for row in range(1, question.max_rows + 1):
                for column in question.columns:
                    names = {each.code: each.name for each in column.options} | _YES_NO
                    name = questions.name_of(question, row, column.code)
                    yield name, f"{question.label} {row}번째 줄 {column.label}", names
            continue
        choices = _YES_NO if isinstance(question, YesNo) else {}
        if isinstance(question, OneOf | ManyOf):
            choices = {each.code: each.name for each in question.options}
        yield questions.name_of(question), question.label, choices
    for item in terms.evaluation.bonus.items:
        yield f"bonus-{item.code}", f"가점: {item.name}", _YES_NO
    for consent in terms.consents:
        yield f"consent-{consent.code}", consent.title, {"yes": "동의"}
    for rule in terms.eligibility:
        yield f"must_not-{rule.code}", getattr(rule, "question", rule.sentence), _YES_NO
    for row in range(1, terms.kpis.maximum_rows + 1):
        for part in kpis.PARTS:
            yield kpis.name_of(row, part), f"KPI {row}번째 줄", {each.code: each.name for each in terms.kpis.measures}


def _chosen_but_gone(filled: Filled, earlier: Sequence[RoundFile]) -> list[tuple[str, str]]:
    """Measures and cost items that were chosen and are no longer on the lists."""
    measures = {each.code: each.name for terms in reversed(earlier) for each in terms.kpis.measures}
    items = {each.code: each.name for terms in reversed(earlier) for each in terms.budget.items}
    for each in filled.terms.kpis.measures:
        measures.pop(each.code, None)
    for item in filled.terms.budget.items:
        items.pop(item.code, None)
    rows = [(kpis.name_of(row, "measure"), "KPI", measures) for row in range(1, filled.terms.kpis.maximum_rows + 1)]
    rows += [(budget.name_of(row, "item"), "비목", items) for row in range(1, budget.MOST_ROWS + 1)]
    return [(label, gone[filled.value(name)]) for name, label, gone in rows if filled.value(name) in gone]
