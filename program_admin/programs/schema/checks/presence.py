"""Lists that must hold something before a round opens."""

from collections.abc import Iterator

from program_admin.core.korean import with_particle
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.checks.found import Found, Path
from program_admin.programs.schema.round_file import RoundFile


def nothing_is_empty(section: str, terms: RoundFile) -> Iterator[Found]:
    """Every list that the schema marks holds as many rows as it needs, wherever it lies in the section."""
    if isinstance(value := getattr(terms, section), tuple):
        yield from _rows((section,), value, terms, section)
    elif isinstance(value, Part):
        yield from _inside((section,), value)


def _inside(path: Path, part: Part) -> Iterator[Found]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, tuple):
            yield from _rows((*path, name), value, part, name)
        elif isinstance(value, Part):
            yield from _inside((*path, name), value)


def _rows(path: Path, rows: tuple[object, ...], owner: Part, name: str) -> Iterator[Found]:
    field = type(owner).model_fields[name]
    marks = field.json_schema_extra
    least = marks.get("minItems", 0) if isinstance(marks, dict) else 0
    if isinstance(least, int) and len(rows) < least:
        missing = f"{with_particle(f'‘{field.title}’', '이/가')} {'비어 있습니다' if not rows else '모자랍니다'}."
        yield Found(path, f"{missing} {least}개 이상 적어 주세요.")
    for place, row in enumerate(rows):
        if isinstance(row, Part):
            yield from _inside((*path, place), row)
