"""The shape of each page: usually that of its element; steps, the round's own values and short lists differ."""

from program_admin.programs.editing.elements import Shape, shape_of, table_of
from program_admin.programs.editing.places import ROOT_TABLES, Sort, Spot
from program_admin.programs.editing.steps import StepsChosen, steps_chosen
from program_admin.programs.schema.round_file import RoundFile

NO_FORM = Shape(())


def shape_at(spot: Spot) -> Shape:
    """What the page of a place shows."""
    if spot.sort is Sort.STEPS:
        return shape_of(StepsChosen)
    if spot.sort is Sort.BASICS:
        return Shape(shape_of(RoundFile).leaves)
    if spot.address in ROOT_TABLES:
        table = table_of(RoundFile, spot.address)
        return Shape((), tables=(table,)) if table else NO_FORM
    return NO_FORM if spot.sort is Sort.ROWS else shape_of(spot.model)


def value_on_page(spot: Spot, terms: RoundFile) -> object:
    """The element whose values the page's form shows."""
    if spot.sort is Sort.STEPS:
        return steps_chosen(terms.steps)
    return terms if spot.base == () else spot.value
