"""Places in a round: an address such as `papers/2` leads to an element, and a changed element back into the round."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Literal, get_args, get_origin

from program_admin.core.errors import Missing
from program_admin.programs.editing.elements import (
    Inner,
    bare,
    hints_of,
    listed,
    models_in,
    root_fields,
    shape_of,
    table_of,
    title_of,
)
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.checks.found import Path
from program_admin.programs.schema.paperwork import ApprovalRule
from program_admin.programs.schema.round_file import RoundFile

BASICS = "basics"
STEPS = "steps"
NEW = "new"
NO_PLACE = "그런 항목이 없습니다. 다른 담당자가 지웠을 수 있습니다. 회차 화면에서 다시 들어와 주세요."
NAMED_BY = ("name", "title", "label", "sentence", "code")
KINDS = ("kind", "type")
ROOT_TABLES = tuple(
    name for name in root_fields() if name != STEPS and listed(hints_of(RoundFile)[name]) and table_of(RoundFile, name)
)
"""Lists of the round that are typed in one table."""


class Sort(Enum):
    """What kind of page a place has."""

    PART = auto()
    ROWS = auto()
    STEPS = auto()
    BASICS = auto()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its address, where it lies, what may stand there and what stands there now (None for a new row)."""

    address: str
    path: Path
    sort: Sort
    models: tuple[type[Part], ...]
    value: Any = None
    new: bool = False
    variant: str = ""

    @property
    def model(self) -> type[Part]:
        """The model of the element, or of the rows."""
        return self.models[0]

    @property
    def base(self) -> Path:
        """Where the values of the page's form are counted from."""
        whole = self.sort in (Sort.BASICS, Sort.STEPS) or self.address in ROOT_TABLES
        return () if whole else self.path

    @property
    def section(self) -> str:
        """The section of the round it belongs to."""
        return str(self.path[0]) if self.path else BASICS


def spot_at(terms: RoundFile, address: str, variant: str = "") -> Spot:
    """The place of an address; rows are counted from 1, `new` at the end is a row to be. Raises Missing."""
    if address == BASICS:
        return Spot(address, (), Sort.BASICS, (RoundFile,), terms)
    if address == STEPS:
        return Spot(address, (STEPS,), Sort.STEPS, (), terms.steps)
    segments = address.split("/")
    new = segments[-1] == NEW
    path, value, models, rows = _walk(terms, segments[:-1] if new else segments)
    if new and not rows:
        raise Missing(NO_PLACE)
    if new:
        chosen = tuple(model for model in models if variant in ("", *_variants(model)))
        if not chosen:
            raise Missing(NO_PLACE)
        return Spot(address, path, Sort.PART, chosen, None, new=True, variant=variant)
    if rows:
        return Spot(address, path, Sort.ROWS, models, value)
    return Spot(address, path, Sort.PART, (type(value),), value)


def _walk(terms: RoundFile, segments: list[str]) -> tuple[Path, Any, tuple[type[Part], ...], bool]:
    here: Any = terms
    path: list[str | int] = []
    models: tuple[type[Part], ...] = (RoundFile,)
    rows = False
    for segment in segments:
        if rows:
            if not segment.isdecimal() or not 1 <= int(segment) <= len(here):
                raise Missing(NO_PLACE)
            path.append(int(segment) - 1)
            here, rows = here[int(segment) - 1], False
            continue
        hint = bare(hints_of(type(here))[segment]) if segment in type(here).model_fields else None
        inner = listed(hint)
        models = models_in(inner if inner is not None else hint)
        if not models or getattr(here, segment) is None:
            raise Missing(NO_PLACE)
        path.append(segment)
        here, rows = getattr(here, segment), inner is not None
    if here is terms:
        raise Missing(NO_PLACE)
    return tuple(path), here, models, rows


def _variants(model: type[Part]) -> tuple[str, ...]:
    for name in KINDS:
        hint = hints_of(model).get(name)
        if get_origin(hint) is Literal and len(get_args(hint)) == 1:
            return tuple(str(each) for each in get_args(hint))
    return ()


def variant_of(model: type[Part]) -> tuple[str, str]:
    """The field and value that tell one kind of row from the others; ('', '') where there is only one kind."""
    name = next((each for each in KINDS if each in model.model_fields and _variants(model)), "")
    return (name, _variants(model)[0]) if name else ("", "")


def address_of(path: Path) -> str:
    """The address of a path."""
    return "/".join(str(step + 1) if isinstance(step, int) else step for step in path)


def located(terms: RoundFile, path: Path) -> str:
    """The address of the page on which a value is mended."""
    if not path or path[0] in ("code", "title", "format"):
        return BASICS
    if path[0] in (STEPS, *ROOT_TABLES):
        return str(path[0])
    here: Any = getattr(terms, str(path[0]))
    end = 1
    for place, step in enumerate(path[1:], start=1):
        if isinstance(here, tuple):
            here = here[step] if isinstance(step, int) and step < len(here) else None
        else:
            inner = inner_of(type(here), str(step))
            here = getattr(here, str(step)) if inner is not None else None
        if here is None:
            break
        if isinstance(here, Part):
            end = place + 1
    return address_of(path[:end])


def section_title(name: str) -> str:
    """The title of a section."""
    return "기본 정보" if name == BASICS else title_of(root_fields()[name])


def row_title(row: Part) -> str:
    """What a row is called."""
    if isinstance(row, ApprovalRule):
        return row.name
    found = next((str(getattr(row, each)) for each in NAMED_BY if getattr(row, each, None)), "")
    return found if len(found) <= 60 else f"{found[:59]}…"


def inner_of(model: type[Part], name: str) -> Inner | None:
    """What has a page of its own inside a model, by the field's name."""
    return next((each for each in shape_of(model).inner if each.name == name), None)


def trail(terms: RoundFile, path: Path) -> list[tuple[str, str]]:
    """The parts above a place with their addresses, the section first; lists inside parts have no page of their own."""
    here: Any = terms
    found: list[tuple[str, str]] = []
    for place, step in enumerate(path):
        owner = here
        here = here[step] if isinstance(step, int) else getattr(here, step)
        if isinstance(step, int):
            found.append((row_title(here), address_of(path[: place + 1])))
        elif place == 0 or isinstance(here, Part):
            title = section_title(str(step)) if place == 0 else title_of(type(owner).model_fields[str(step)])
            found.append((title, address_of(path[: place + 1])))
    return found


def value_at(terms: RoundFile, path: Path) -> Any:
    """What stands at a path; None when nothing does."""
    here: Any = terms
    for step in path:
        if isinstance(step, int):
            here = here[step] if isinstance(here, tuple) and step < len(here) else None
        else:
            here = getattr(here, step, None)
        if here is None:
            return None
    return here


def loose(terms: RoundFile) -> dict[str, Any]:
    """The round as plain values that can be changed."""
    return _loosened(terms.model_dump(mode="python"))  # type: ignore[no-any-return]


def _loosened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _loosened(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_loosened(each) for each in value]
    return value


def put(values: dict[str, Any], path: Path, value: Any) -> None:
    """Set a value at a path of plain values."""
    here: Any = values
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value


def got(values: Any, path: Path) -> Any:
    """The value at a path of plain values."""
    for step in path:
        values = values[step]
    return values
