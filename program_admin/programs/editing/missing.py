"""The list before announcing (공고 전 확인): what must be mended, what is worth a look, and where."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.programs.editing.part_form import name_of_leaf
from program_admin.programs.editing.places import located, section_title, spot_at
from program_admin.programs.editing.shapes import shape_at
from program_admin.programs.schema.checks.all_checks import found_in
from program_admin.programs.schema.checks.found import Found, Path
from program_admin.programs.schema.checks.opening import must_mend, worth_a_look
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to mend or to look at: the sentence, its section, the page and the field there."""

    sentence: str
    section: str
    title: str
    address: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Everything that stands before announcing."""

    must: tuple[Entry, ...]
    look: tuple[Entry, ...]

    def of(self, section: str) -> int:
        """How many things must be mended in a section."""
        return sum(entry.section == section for entry in self.must)


def missing_in(terms: RoundFile, now: datetime, holidays: Set[date]) -> Missing:
    """What an officer still has to do before the round may open."""
    must = [*found_in(terms), *must_mend(terms, now)]
    return Missing(
        tuple(_entry(terms, found) for found in must),
        tuple(_entry(terms, found) for found in worth_a_look(terms, now, holidays)),
    )


def _entry(terms: RoundFile, found: Found) -> Entry:
    address = located(terms, found.path)
    spot = spot_at(terms, address)
    return Entry(
        found.sentence, spot.section, section_title(spot.section), address, _anchor(terms, address, found.path)
    )


def _anchor(terms: RoundFile, address: str, path: Path) -> str:
    """The id of the field on the page, of the table, or of the list."""
    spot = spot_at(terms, address)
    shape = shape_at(spot)
    own = tuple(str(step) for step in path[len(spot.base) :])
    for leaf in shape.all_leaves:
        if leaf.path == own[: len(leaf.path)]:
            return name_of_leaf(leaf.path)
    for table in shape.tables:
        if table.path == own[: len(table.path)]:
            return f"{name_of_leaf(table.path)}-table"
    return f"list-{own[0]}" if own else ""
