"""The fields of the round's extra questions."""

from typing import Any

from program_admin.applications.rules.questions import filled_rows, is_shown, name_of
from program_admin.applications.rules.values import Filled
from program_admin.core.fields import (
    Date,
    DecimalNumber,
    LongText,
    ManyOf,
    OneOf,
    Text,
    WholeNumber,
    Won,
    YesNo,
)
from program_admin.programs.schema import questions as asked

Fields = dict[str, Any]


def question_fields(filled: Filled) -> Fields:
    """The fields of every question that is shown now; questions for files stand among the papers."""
    fields: Fields = {}
    for question in filled.terms.questions:
        if is_shown(question, filled):
            fields |= fields_of_question(question, filled)
    return fields


def fields_of_question(question: asked.Question, filled: Filled) -> Fields:
    """The fields of one question; a table has one per cell, with one empty row to go on."""
    if isinstance(question, asked.FileAnswer):
        return {}
    if isinstance(question, asked.TableRows):
        return _table(question, filled)
    shared: dict[str, Any] = {"required": question.required, "hint": question.help}
    label, name = question.label, name_of(question)
    match question:
        case asked.ShortText():
            return {name: Text(label, longest=question.max_chars, counted=True, **shared)}
        case asked.LongText():
            return {name: LongText(label, longest=question.max_chars, **shared)}
        case asked.WholeNumber():
            return {name: WholeNumber(label, unit=question.unit or "", **shared)}
        case asked.DecimalNumber():
            return {name: DecimalNumber(label, unit=question.unit, places=question.places, **shared)}
        case asked.WonAmount():
            return {name: Won(label, **shared)}
        case asked.DateAnswer():
            return {name: Date(label, required=question.required, hint=question.help or "예: 2026. 3. 27.")}
        case asked.YesNo():
            return {name: YesNo(label, no="아니요", **shared)}
        case asked.OneOf():
            return {name: OneOf(label, [(each.code, each.name) for each in question.options], **shared)}
        case asked.ManyOf():
            return {name: ManyOf(label, [(each.code, each.name) for each in question.options], **shared)}


def rows_shown(question: asked.TableRows, filled: Filled) -> int:
    """How many rows of a table stand on the page: those typed and one more."""
    typed = filled_rows(question, filled)
    return min(max((typed[-1] if typed else 0) + 1, question.min_rows, 2), question.max_rows)


def _table(question: asked.TableRows, filled: Filled) -> Fields:
    return {
        name_of(question, row, column.code): _cell(
            column, required=question.required and row <= question.min_rows and column.required
        )
        for row in range(1, rows_shown(question, filled) + 1)
        for column in question.columns
    }


def _cell(column: asked.Column, *, required: bool) -> Any:
    match column.type:
        case "whole_number":
            return WholeNumber(column.label, required=required)
        case "decimal":
            return DecimalNumber(column.label, places=4, required=required)
        case "won":
            return Won(column.label, unit="", required=required)
        case "date":
            return Date(column.label, hint="", required=required)
        case "yes_no":
            return OneOf(column.label, [("yes", "예"), ("no", "아니요")], as_list=True, required=required)
        case "one_of":
            choices = [(each.code, each.name) for each in column.options]
            return OneOf(column.label, choices, as_list=True, required=required)
        case _:
            return Text(column.label, required=required)
