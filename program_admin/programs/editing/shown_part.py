"""Everything a page of the editor shows beside its form, as finished text."""

from dataclasses import dataclass
from datetime import datetime

from program_admin.core.holidays_calendar import holidays_between
from program_admin.programs.editing.controls import choices_of_leaf
from program_admin.programs.editing.document import Document
from program_admin.programs.editing.elements import COMPOUND, Kind, Leaf, Table
from program_admin.programs.editing.missing import Entry, Missing, missing_in
from program_admin.programs.editing.names import QUESTION_TYPES, RULE_KINDS
from program_admin.programs.editing.part_form import PartForm, cell_name, gone_name, name_of_leaf, order_name
from program_admin.programs.editing.places import (
    NEW,
    Sort,
    Spot,
    address_of,
    row_title,
    section_title,
    trail,
    variant_of,
)
from program_admin.programs.editing.shapes import shape_at, value_on_page
from program_admin.programs.editing.summaries import GROUPS, SECTIONS, row_summary, section_summary
from program_admin.programs.schema.round_file import RoundFile

SHORT = (Kind.WHOLE, Kind.NUMBER, Kind.DAY, Kind.MOMENT)
SIDE_BY_SIDE = 3
LONG_CHOICE = 12
"""A choice of more signs needs a wide column in a typed table."""
Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of cells: its heads, and per row the names of its fields."""

    name: str
    title: str
    heads: list[tuple[str, str]]
    rows: list[tuple[list[str], list[str], str, str]]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a list: title, one line about it, its page, where moving is sent, which moves there are."""

    title: str
    summary: str
    address: str
    moves: str
    first: bool
    last: bool
    faults: int


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list with pages of its own for its rows."""

    name: str
    title: str
    rows: list[ShownRow]
    add: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A page of the editor."""

    title: str
    eyebrow: str
    crumbs: Crumbs
    blocks: list[list[tuple[str, str]]]
    code_field: str
    groups: list[tuple[str, list[list[tuple[str, str]]]]]
    tables: list[ShownTable]
    lists: list[ShownList]
    parts: list[tuple[str, str]]
    entries: list[Entry]
    tasks: list[tuple[str, str, str, str]]
    has_form: bool
    is_section: bool
    back: str


def shown_part(document: Document, spot: Spot, typed: PartForm, now: datetime) -> ShownPart:
    """What the page of a place shows."""
    terms, shape = document.terms, shape_at(spot)
    missing = missing_of(terms, now)
    code = next((name_of_leaf(leaf.path) for leaf in shape.leaves if _is_code(leaf)), "")
    here = address_of(spot.path) if not spot.new else ""
    has_form = bool(shape.all_leaves or shape.tables)
    return ShownPart(
        title=_title(spot, terms),
        eyebrow=f"{document.desk.title} · {document.round_.title}",
        crumbs=_crumbs(document, spot),
        blocks=_blocks(shape.leaves, typed),
        code_field=code,
        groups=[(group.title, _blocks(group.leaves, typed)) for group in shape.groups],
        tables=[_table(table, typed) for table in shape.tables],
        lists=[] if spot.new else _lists(document, spot, missing),
        parts=[(each.title, document.address(f"{here}/{each.name}")) for each in shape.inner if not each.rows and here],
        entries=[entry for entry in (*missing.must, *missing.look) if entry.address == spot.address],
        tasks=section_tasks(document, missing),
        has_form=has_form,
        is_section=spot.address in SECTIONS,
        back=_back(document, spot),
    )


def missing_of(terms: RoundFile, now: datetime) -> Missing:
    """What stands before announcing, with the holidays of the round's time."""
    calendar = terms.calendar
    days = [calendar.closes_at.date(), calendar.project_until, calendar.screening_by]
    return missing_in(terms, now, holidays_between(min(days), max(days)))


def section_tasks(document: Document, missing: Missing) -> list[tuple[str, str, str, str]]:
    """Every section with its address and how it stands."""
    return [
        (section_title(name), document.address(name), *_word(name, document.terms, missing))
        for group in GROUPS
        for name in group.names
    ]


def overview_groups(document: Document, missing: Missing) -> list[tuple[str, list[tuple[str, str, str, str, str]]]]:
    """Every section under its heading: title, address, summary, how it stands."""
    return [
        (
            group.title,
            [
                (
                    section_title(name),
                    document.address(name),
                    section_summary(name, document.terms),
                    *_word(name, document.terms, missing),
                )
                for name in group.names
            ],
        )
        for group in GROUPS
    ]


def _word(name: str, terms: RoundFile, missing: Missing) -> tuple[str, str]:
    """How a section stands; one that may be empty and is, is not said to be filled in."""
    if count := missing.of(name):
        return f"고칠 것 {count}건", "warning"
    return ("비어 있음", "outline") if getattr(terms, name, None) == () else ("채움", "success")


def _blocks(leaves: tuple[Leaf, ...], typed: PartForm) -> list[list[tuple[str, str]]]:
    """The fields of a page, short ones that follow each other side by side."""
    blocks: list[list[tuple[str, str]]] = []
    room = False
    for leaf in leaves:
        if _is_code(leaf):
            continue
        field = (name_of_leaf(leaf.path), _folded(leaf, typed))
        short = leaf.kind in SHORT
        if short and room and len(blocks[-1]) < SIDE_BY_SIDE:
            blocks[-1].append(field)
        else:
            blocks.append([field])
        room = short
    return blocks


def _folded(leaf: Leaf, typed: PartForm) -> str:
    """The words under which a long list of conditions is folded away while none is chosen."""
    if leaf.closed not in COMPOUND:
        return ""
    field = typed.form[name_of_leaf(leaf.path)]
    return "" if field.chosen() or field.errors else f"{leaf.title} 고르기"


def _is_code(leaf: Leaf) -> bool:
    return leaf.kind is Kind.CODE and leaf.path == ("code",)


def _title(spot: Spot, terms: RoundFile) -> str:
    if spot.new:
        name, value = variant_of(spot.model)
        kind = (QUESTION_TYPES if name == "type" else RULE_KINDS).get(value, "") if name else ""
        owner = trail(terms, spot.path)
        list_title = _list_title(spot, terms) or (owner[-1][0] if owner else "")
        return f"{list_title} 더하기{f': {kind}' if kind else ''}"
    found = trail(terms, spot.path)
    return found[-1][0] if found else section_title(spot.section)


def _list_title(spot: Spot, terms: RoundFile) -> str:
    owner: object = terms
    for step in spot.path[:-1]:
        owner = owner[step] if isinstance(step, int) and isinstance(owner, tuple) else getattr(owner, str(step))
    return str(type(owner).model_fields[str(spot.path[-1])].title)  # type: ignore[attr-defined]


def _crumbs(document: Document, spot: Spot) -> Crumbs:
    above = [(title, document.address(address)) for title, address in trail(document.terms, spot.path)]
    if not spot.path:
        above = [(section_title(spot.section), "")]
    if spot.new:
        above.append(("더하기", ""))
    return [(document.desk.title, document.overview), *above[:-1], (above[-1][0], "")]


def _table(table: Table, typed: PartForm) -> ShownTable:
    seen = [leaf for leaf in table.leaves if not _is_code(leaf)]
    hidden = [leaf for leaf in table.leaves if _is_code(leaf)]
    rows = [
        (
            [cell_name(table, row, leaf) for leaf in seen],
            [cell_name(table, row, leaf) for leaf in hidden],
            order_name(table, row),
            gone_name(table, row),
        )
        for row in range(typed.rows[table.path])
    ]
    heads = [(f"{leaf.title}({leaf.unit})" if leaf.unit else leaf.title, _width(leaf, typed)) for leaf in seen]
    return ShownTable(name_of_leaf(table.path), table.title, heads, rows)


def _width(leaf: Leaf, typed: PartForm) -> str:
    choices = choices_of_leaf(leaf, typed.terms, ())
    if choices is not None:
        return "long" if max((len(label) for _, label in choices), default=0) > LONG_CHOICE else ""
    return "amount" if leaf.kind in (Kind.WHOLE, Kind.NUMBER, Kind.WON) else "tick" if leaf.kind is Kind.YES else ""


def _lists(document: Document, spot: Spot, missing: Missing) -> list[ShownList]:
    if spot.sort is Sort.ROWS and not shape_at(spot).tables:
        return [_list(document, spot.path, (section_title(spot.section), spot.value), missing)]
    value = value_on_page(spot, document.terms)
    return [
        _list(document, (*spot.path, each.name), (each.title, getattr(value, each.name)), missing)
        for each in shape_at(spot).inner
        if each.rows
    ]


def _list(
    document: Document, path: tuple[str | int, ...], rows: tuple[str, tuple[object, ...]], missing: Missing
) -> ShownList:
    title, values = rows
    shown = []
    for place, row in enumerate(values):
        address = address_of((*path, place))
        faults = sum(each.address == address or each.address.startswith(f"{address}/") for each in missing.must)
        shown.append(
            ShownRow(
                row_title(row),  # type: ignore[arg-type]
                row_summary(row, document.terms, (*path, place)),  # type: ignore[arg-type]
                document.address(address),
                document.rows_address(address),
                place == 0,
                place == len(values) - 1,
                faults,
            )
        )
    return ShownList(str(path[-1]), title, shown, document.address(f"{address_of(path)}/{NEW}"))


def _back(document: Document, spot: Spot) -> str:
    if spot.new:
        return document.address(address_of(spot.path) if len(spot.path) == 1 else address_of(spot.path[:-1]))
    above = trail(document.terms, spot.path)[:-1]
    return document.address(above[-1][1]) if above else document.overview
