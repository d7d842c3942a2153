"""Puts what was typed into the round: the changed content, or every fault at its field, or what two people changed."""

from typing import Any

from pydantic import ValidationError

from program_admin.core.errors import RuleBroken
from program_admin.programs.editing.document import Clashed, ClashingValue, Document
from program_admin.programs.editing.elements import Leaf, Table
from program_admin.programs.editing.part_form import PartForm, assembled, stored_values
from program_admin.programs.editing.places import STEPS, Sort, Spot, got, loose, put, value_at
from program_admin.programs.editing.shapes import value_on_page
from program_admin.programs.editing.steps import steps_chosen, steps_listed
from program_admin.programs.editing.texts import text_of_value
from program_admin.programs.loading import without_tags
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.checks.all_checks import found_in
from program_admin.programs.schema.checks.found import Found, Path
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.wording import sentence_for

Values = dict[tuple[str, ...], Any]


def changed(document: Document, spot: Spot, typed: PartForm, values: Values, edition: int) -> RoundFile:
    """The round with what was typed; raises RuleBroken with every fault at its field, or Clashed."""
    clashes: list[ClashingValue] = []
    if not spot.new and edition != document.edition:
        values, clashes = _merged(document, spot, typed, values, edition)
    new = built(document.terms, spot, typed, values)
    if clashes:
        raise Clashed(clashes, new)
    return new


def built(terms: RoundFile, spot: Spot, typed: PartForm, values: Values) -> RoundFile:
    """The round with these values at that place; raises RuleBroken with every fault at its field."""
    plain = loose(terms)
    if spot.sort is Sort.STEPS:
        put(plain, (STEPS,), steps_listed(values[("on",)], values[("site_visit",)]))
    else:
        _put_values(plain, spot, typed, values)
    try:
        new = RoundFile.model_validate(plain)
    except ValidationError as invalid:
        faults = [(path := without_tags(e["loc"], plain), sentence_for(e, path, RoundFile)) for e in invalid.errors()]
        raise _refusal(spot, typed, [Found(path, sentence) for path, sentence in faults]) from invalid
    known = set(found_in(terms))
    here = [found for found in found_in(new) if found not in known and _on_page(spot, typed, found.path)]
    if here:
        raise _refusal(spot, typed, here)
    return new


def _put_values(plain: dict[str, Any], spot: Spot, typed: PartForm, values: Values) -> None:
    if spot.base == ():
        for path, value in values.items():
            put(plain, path, _coded(plain, str(path[-1]), value))
        return
    rows_of = str(spot.path[-1]) if spot.new else str(spot.path[-2]) if isinstance(spot.path[-1], int) else ""
    empty: dict[str, Any] = {each.name: [] for each in typed.shape.inner if each.rows}
    kept = empty if spot.new else got(plain, spot.path)
    element = assembled(values, kept, spot.model)
    for name, value in element.items():
        if isinstance(value, list):
            element[name] = _coded(plain, name, value)
    if "code" in spot.model.model_fields and element.get("code") is None and rows_of:
        element["code"] = _free_code(plain, rows_of, set())
    if spot.new:
        got(plain, spot.path).append(element)
    else:
        put(plain, spot.path, element)


def _coded(plain: dict[str, Any], list_name: str, rows: Any) -> Any:
    """Rows of a table get a code where they have none yet."""
    taken: set[str] = set()
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and "code" in row and row["code"] is None and "by" not in row:
            code = _free_code(plain, list_name, taken)
            row["code"] = code
            taken.add(code)
    return rows


def _free_code(plain: dict[str, Any], list_name: str, taken: set[str]) -> str:
    used = taken | set(_codes(plain))
    word, number = list_name.rstrip("s"), 1
    while f"{word}_{number}" in used:
        number += 1
    return f"{word}_{number}"


def _codes(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [str(value["code"])] if value.get("code") else []
        return own + [code for each in value.values() for code in _codes(each)]
    return [code for each in value for code in _codes(each)] if isinstance(value, list) else []


def _on_page(spot: Spot, typed: PartForm, path: Path) -> bool:
    base = _base(spot, typed.terms)
    return path[: len(base)] == base and typed.field_at(path[len(base) :]) is not None


def _base(spot: Spot, terms: RoundFile) -> Path:
    """Where the page's element lies, or will lie, in the round."""
    return (*spot.path, len(value_at(terms, spot.path))) if spot.new else spot.base


def _refusal(spot: Spot, typed: PartForm, faults: list[Found]) -> RuleBroken:
    """Every fault at its field; one that has no field on this page is said above the form."""
    fields: dict[str, list[str]] = {}
    sentences: list[str] = []
    base = _base(spot, typed.terms)
    for found in faults:
        own = found.path[len(base) :]
        field = typed.field_at(own)
        sentence = found.sentence
        if field is None:
            table = next((t for t in typed.shape.tables if own[: len(t.path)] == t.path), None)
            sentence = f"{table.title}: {sentence}" if table else sentence
        else:
            fields.setdefault(field.name, []).append(sentence)
        sentences.append(sentence)
    return RuleBroken(list(dict.fromkeys(sentences)), fields)


def _merged(
    document: Document, spot: Spot, typed: PartForm, mine: Values, edition: int
) -> tuple[Values, list[ClashingValue]]:
    """My values where I changed something, theirs elsewhere, and what both of us changed."""
    theirs = stored_values(typed.shape, value_on_page(spot, document.terms))
    base = _base_values(document, spot, typed, edition)
    merged, clashes = dict(mine), []
    for path, title in typed.titled():
        if mine[path] == theirs[path]:
            continue
        if base is not None and mine[path] == base[path]:
            merged[path] = theirs[path]
        elif base is None or theirs[path] != base[path]:
            part = _part_of(typed, path)
            texts = [text_of_value(part, each, document.terms, spot.path) for each in (mine[path], theirs[path])]
            clashes.append(ClashingValue(title, *texts))
    return merged, clashes


def _part_of(typed: PartForm, path: tuple[str, ...]) -> Leaf | Table:
    parts: list[Leaf | Table] = [*typed.shape.all_leaves, *typed.shape.tables]
    return next(part for part in parts if part.path == path)


def _base_values(document: Document, spot: Spot, typed: PartForm, edition: int) -> Values | None:
    """What the form was made from; None when that row now stands elsewhere."""
    terms = document.earlier(edition)
    if terms is None:
        return None
    if spot.sort is Sort.STEPS:
        return stored_values(typed.shape, steps_chosen(terms.steps))
    if spot.base == ():
        return stored_values(typed.shape, terms)
    before: Part | None = value_at(terms, spot.path)
    same = type(before) is type(spot.value) and getattr(before, "code", None) == getattr(spot.value, "code", None)
    return stored_values(typed.shape, before) if same else None
