"""Whatever a round becomes by editing: what is exported reads as the same round, and exports to the same text."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from program_admin.programs.editing.elements import Kind, Leaf, bare, hints_of, listed, shape_of
from program_admin.programs.editing.names import choices_of
from program_admin.programs.editing.places import loose
from program_admin.programs.exporting import canonical, fingerprint, written
from program_admin.programs.loading import read_round
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.round_file import RoundFile

pytestmark = pytest.mark.slow

FILES = sorted((Path(__file__).parents[2] / "rounds").glob("*.yml"))
WRITABLE = some.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
LINE = some.text(WRITABLE, min_size=1, max_size=40).filter(lambda text: text.strip())
TEXT = some.lists(LINE, min_size=1, max_size=4).map("\n".join)
SELDOM = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
VALUES = {
    Kind.LINE: LINE,
    Kind.TEXT: TEXT,
    Kind.NOTE: some.one_of(some.just(""), TEXT),
    Kind.WHOLE: some.integers(0, 100_000),
    Kind.WON: some.integers(0, 10_000_000_000_000),
    Kind.NUMBER: some.decimals(0, 100, places=2),
    Kind.YES: some.booleans(),
    Kind.DAY: some.dates(min_value=date(1990, 1, 1)),
    Kind.LINES: some.lists(LINE, min_size=1, max_size=4),
}


def parts_of(value: object, path: tuple = ()) -> list[tuple[tuple, Part]]:
    """Every element of a round with its path."""
    found = [(path, value)] if isinstance(value, Part) else []
    inside = (
        list(enumerate(value))
        if isinstance(value, tuple)
        else [(name, getattr(value, name)) for name in type(value).model_fields]
        if isinstance(value, Part)
        else []
    )
    return found + [each for step, inner in inside for each in parts_of(inner, (*path, step))]


def new_value(data, leaf: Leaf) -> object:
    if leaf.kind is Kind.CHOICE and leaf.closed is not None:
        return data.draw(some.sampled_from([value for value, _ in choices_of(leaf.closed)]))
    return data.draw(VALUES[leaf.kind])


def mutate(data, terms: RoundFile, plain: dict) -> None:
    """Change one value, or the order or number of the rows of one list."""
    path, part = data.draw(some.sampled_from(parts_of(terms)))
    here = plain
    for step in path:
        here = here[step]
    lists = [name for name in type(part).model_fields if listed(bare(hints_of(type(part))[name])) is not None]
    leaves = [leaf for leaf in shape_of(type(part)).leaves if leaf.kind in VALUES or leaf.kind is Kind.CHOICE]
    if lists and data.draw(some.booleans()):
        rows = here[data.draw(some.sampled_from(lists))]
        rows[:] = data.draw(some.permutations(rows))[: data.draw(some.integers(0, len(rows)))] if rows else rows
    elif leaves:
        leaf = data.draw(some.sampled_from(leaves))
        here[leaf.name] = new_value(data, leaf)


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def whole(request) -> RoundFile:
    return read_round(request.param.read_text(encoding="utf-8"))


@SELDOM
@given(data=some.data())
def test_an_edited_round_survives_export_and_import(whole, data):
    plain = loose(whole)
    for _ in range(data.draw(some.integers(1, 10))):
        try:
            mutate(data, whole, plain)
        except (KeyError, IndexError):
            continue  # an earlier change took that place away
    try:
        terms = RoundFile.model_validate(plain)
    except ValueError:
        return  # unsound in shape: no page and no file would have taken it

    text = written(terms)
    read = read_round(text, unfinished=True)

    assert read == terms
    assert written(read) == text
    assert fingerprint(canonical(read)) == fingerprint(canonical(terms))
    assert RoundFile.model_validate_json(canonical(terms)) == terms


def test_equal_decimals_stay_exact(whole):
    changed = whole.model_copy(update={"budget": whole.budget.model_copy(update={"vat_percent": Decimal("7.125")})})

    assert read_round(written(changed)).budget.vat_percent == Decimal("7.125")
