"""The form of one element of a round: made from its shape, filled from what is stored, read into plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import request
from wtforms import Field

from program_admin.core.fields import Check, Hidden, WholeNumber
from program_admin.core.forms import ActForm
from program_admin.programs.editing.controls import field_for, plain_value, read, shown
from program_admin.programs.editing.elements import Kind, Leaf, Shape, Table
from program_admin.programs.editing.places import Spot, variant_of
from program_admin.programs.editing.shapes import shape_at, value_on_page
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.checks.found import Path
from program_admin.programs.schema.round_file import RoundFile

BLANK_ROWS = 2
MORE_ROWS = 3
MOST_ROWS = 200
CODED = (Kind.CODE,)


class EditForm(ActForm):
    """A form that remembers which edition of the round it was made from."""

    edition = Hidden()


def name_of_leaf(path: tuple[str, ...]) -> str:
    """The form's name for a single value."""
    return "v_" + "__".join(path)


def cell_name(table: Table, row: int, leaf: Leaf) -> str:
    """The form's name for a cell of a table."""
    return "__".join([name_of_leaf(table.path), str(row), leaf.name])


def order_name(table: Table, row: int) -> str:
    """The form's name for the place of a row."""
    return f"{name_of_leaf(table.path)}__{row}__order"


def gone_name(table: Table, row: int) -> str:
    """The form's name for the box that removes a row."""
    return f"{name_of_leaf(table.path)}__{row}__gone"


@dataclass(slots=True)
class PartForm:
    """The form of an element with what is needed to draw and to read it."""

    shape: Shape
    terms: RoundFile
    form: EditForm
    rows: dict[tuple[str, ...], int]
    stored: dict[tuple[str, ...], Any]
    kept_rows: dict[tuple[str, ...], list[int]] = field(default_factory=dict)

    def values(self) -> dict[tuple[str, ...], Any]:
        """What was typed, by path; errors of the reading are left at their fields."""
        found: dict[tuple[str, ...], Any] = {}
        for leaf in self.shape.all_leaves:
            each = self.form[name_of_leaf(leaf.path)]
            try:
                found[leaf.path] = self._in_stored_order(leaf, read(leaf, each.data))
            except ValueError as broken:
                each.errors = [*each.errors, str(broken)]
        for table in self.shape.tables:
            found[table.path] = self._rows(table)
        return found

    def _in_stored_order(self, leaf: Leaf, value: Any) -> Any:
        """Choices keep the order they were stored in, which a list of boxes cannot show; new ones come last."""
        stored = self.stored.get(leaf.path)
        if not isinstance(value, list) or not isinstance(stored, list) or leaf.kind is not Kind.MANY:
            return value
        return [each for each in stored if each in value] + [each for each in value if each not in stored]

    def _rows(self, table: Table) -> list[Any]:
        numbered = []
        for row in range(self.rows[table.path]):
            cells = {leaf.name: self.form[cell_name(table, row, leaf)].data for leaf in table.leaves}
            if self.form[gone_name(table, row)].data or self._is_blank(table, cells):
                continue
            place = self.form[order_name(table, row)].data
            numbered.append((row if place is None else place - 1, row, self._row(table, cells)))
        numbered.sort(key=lambda each: each[:2])
        self.kept_rows[table.path] = [row for _, row, _ in numbered]
        return [value for _, _, value in numbered]

    @staticmethod
    def _is_blank(table: Table, cells: dict[str, Any]) -> bool:
        typed = [leaf for leaf in table.leaves if leaf.kind is not Kind.YES and leaf.name != "code"]
        typed = typed or [leaf for leaf in table.leaves if leaf.kind is not Kind.YES]
        return all(cells[leaf.name] in (None, "") for leaf in typed)

    @staticmethod
    def _row(table: Table, cells: dict[str, Any]) -> Any:
        row = {leaf.name: read(leaf, cells[leaf.name]) for leaf in table.leaves}
        return row["choice"] if table.compound else row

    def field_at(self, path: Path) -> Field | None:
        """The field of a value, by its path on this page."""
        names = tuple(str(step) for step in path)
        for length in range(len(names), 0, -1):
            name = name_of_leaf(names[:length])
            if any(leaf.path == names[:length] for leaf in self.shape.all_leaves):
                return self.form[name]
        for table in self.shape.tables:
            width = len(table.path)
            if names[:width] == table.path and len(path) > width and isinstance(path[width], int):
                return self._cell_at(table, int(path[width]), names[width + 1 :])
        return None

    def _cell_at(self, table: Table, row: int, rest: tuple[str, ...]) -> Field | None:
        kept = self.kept_rows.get(table.path)
        if kept is None or row >= len(kept):
            return None
        wanted = next((leaf for leaf in table.leaves if rest and leaf.name == rest[0]), table.leaves[-1])
        if wanted.kind is Kind.CODE and wanted.name == "code":
            wanted = next(leaf for leaf in table.leaves if leaf.name != "code")
        return self.form[cell_name(table, kept[row], wanted)]

    def titled(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every value and table of the page with its title."""
        for leaf in self.shape.leaves:
            yield leaf.path, leaf.title
        for group in self.shape.groups:
            for leaf in group.leaves:
                yield leaf.path, f"{group.title} {leaf.title}"
        for table in self.shape.tables:
            yield table.path, table.title


def stored_values(shape: Shape, value: Any) -> dict[tuple[str, ...], Any]:
    """What is stored, in the shape that a form's values have."""
    found: dict[tuple[str, ...], Any] = {
        leaf.path: plain_value(leaf, _at(value, leaf.path)) for leaf in shape.all_leaves
    }
    for table in shape.tables:
        rows = _at(value, table.path) or ()
        found[table.path] = [_stored_row(table, row) for row in rows]
    return found


def _stored_row(table: Table, row: Any) -> Any:
    if table.compound:
        return plain_value(table.leaves[0], row)
    return {leaf.name: plain_value(leaf, getattr(row, leaf.name)) for leaf in table.leaves}


def make_form(terms: RoundFile, spot: Spot, edition: int, *, fresh: bool = False) -> PartForm:
    """The form of a place as it stands (a new row: empty), or with what was sent; `fresh` ignores what was sent."""
    shape, place = shape_at(spot), spot.path
    value = None if spot.new else value_on_page(spot, terms)
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {"edition": str(edition)}
    for leaf in shape.all_leaves:
        stored = _at(value, leaf.path) if value is not None else _default(leaf)
        data[name_of_leaf(leaf.path)] = shown(leaf, stored) if stored is not None else None
        fields[name_of_leaf(leaf.path)] = field_for(leaf, terms, place, kept=data[name_of_leaf(leaf.path)])
    rows: dict[tuple[str, ...], int] = {}
    for table in shape.tables:
        stored_rows = (_at(value, table.path) or ()) if value is not None else ()
        rows[table.path] = _row_count(table, len(stored_rows), fresh=fresh)
        for row in range(rows[table.path]):
            there = stored_rows[row] if row < len(stored_rows) else None
            _add_row(fields, data, (table, row), there, (terms, place))
    form_class = type("ElementForm", (EditForm,), fields)
    form = form_class(formdata=None, data=data) if fresh else form_class(data=data)
    stored_data = {leaf.path: data[name_of_leaf(leaf.path)] for leaf in shape.all_leaves}
    return PartForm(shape, terms, form, rows, stored_data)


def _add_row(
    fields: dict[str, Any], data: dict[str, Any], at: tuple[Table, int], there: Any, within: tuple[RoundFile, Path]
) -> None:
    (table, row), (terms, place) = at, within
    for leaf in table.leaves:
        name = cell_name(table, row, leaf)
        stored = (there if table.compound else getattr(there, leaf.name)) if there is not None else _default(leaf)
        data[name] = shown(leaf, stored) if stored is not None else None
        hidden = leaf.kind is Kind.CODE and leaf.name == "code"
        fields[name] = Hidden() if hidden else field_for(leaf, terms, place, kept=data[name], in_table=True)
    fields[order_name(table, row)] = WholeNumber("순서", required=False, least=None)
    fields[gone_name(table, row)] = Check("지움", required=False)
    data[order_name(table, row)] = row + 1


def _row_count(table: Table, stored: int, *, fresh: bool) -> int:
    """How many rows the page has: those stored and some blank ones, or as many as were sent."""
    if fresh or request.method != "POST":
        return stored + (BLANK_ROWS if stored else max(BLANK_ROWS, table.least))
    sent = {
        int(parts[-2])
        for name in request.form
        if (parts := name.split("__"))[:-2] == name_of_leaf(table.path).split("__") and parts[-2].isdecimal()
    }
    more = MORE_ROWS if request.form.get("more") == name_of_leaf(table.path) else 0
    return min(MOST_ROWS, max(sent, default=-1) + 1 + more)


def _default(leaf: Leaf) -> Any:
    """What a new element starts with."""
    model_field = leaf.owner.model_fields.get(leaf.name)
    if model_field is None or model_field.is_required():
        return None
    return model_field.default


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        value = getattr(value, step, None)
    return value


def assembled(values: dict[tuple[str, ...], Any], kept: dict[str, Any], model: type[Part]) -> dict[str, Any]:
    """The element's plain values: what was typed over what it keeps (rows and parts with pages of their own)."""
    found = dict(kept)
    name, variant = variant_of(model)
    if name:
        found[name] = variant
    for path, value in values.items():
        here = found
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = value
    return found
