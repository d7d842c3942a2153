"""Moves and removes rows of a list."""

from program_admin.programs.editing.places import got, loose, put
from program_admin.programs.schema.checks.found import Path
from program_admin.programs.schema.round_file import RoundFile


def moved(terms: RoundFile, path: Path, act: str) -> RoundFile:
    """The round with that row one place up or down, or without it."""
    plain = loose(terms)
    rows, row = list(got(plain, path[:-1])), int(path[-1])
    if act == "remove":
        del rows[row]
    else:
        other = row + (1 if act == "down" else -1)
        if 0 <= other < len(rows):
            rows[row], rows[other] = rows[other], rows[row]
    put(plain, path[:-1], rows)
    return RoundFile.model_validate(plain)
