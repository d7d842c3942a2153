"""Plays a round from founding to aftercare, as far as asked."""

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from program_admin.accounts.passwords import hash_password
from program_admin.core import ids
from program_admin.programs.schema.round_file import RoundFile
from program_admin.rehearsal.acts import applying, contracting, evaluating, founding, screening, visiting
from program_admin.rehearsal.calendar import PlayedTime
from program_admin.rehearsal.paperwork import make_documents
from program_admin.rehearsal.world import World

PASSWORD = "sample-factory-2026"  # noqa: S105  # nosec B105  the demo's, never a real one
BEFORE_OPENING = 40
Tell = Callable[[str, int, int], None]


class Until(IntEnum):
    """How far a play goes."""

    OPENING = 1
    APPLICATIONS = 2
    SCREENING = 3
    PANELS = 4
    RESULTS = 5
    AGREEMENTS = 6
    COMPLETION = 7
    AFTERCARE = 8


@dataclass(frozen=True, slots=True)
class Script:
    """What is to be played: the round, how many take part, the seed, which documents are made, how far."""

    terms: RoundFile
    companies: int
    suppliers: int
    seed: int
    documents: str = "sample"
    until: Until = Until.AFTERCARE


def play(script: Script, tell: Tell) -> tuple[World, dict[str, float]]:
    """Play one round in an empty database; returns the world as it ended and the seconds each part took."""
    ids.use_seed(script.seed)
    try:
        world = new_world(script, tell)
        with world.time:
            started = time.perf_counter()
            found(world, script.suppliers)
            timings = {"founding": round(time.perf_counter() - started, 2)}
            timings |= play_round(world, script)
            started = time.perf_counter()
            make_documents(world)
            timings["documents"] = round(time.perf_counter() - started, 2)
        return world, timings
    finally:
        ids.use_seed(None)


def new_world(script: Script, tell: Tell) -> World:
    """Return a world in which nothing happened yet, some weeks before the round opens."""
    played = PlayedTime(script.terms.calendar.opens_at)
    played.pass_(days=-BEFORE_OPENING)
    return World(
        luck=random.Random(script.seed),  # noqa: S311  # nosec B311
        time=played,
        password_hash=hash_password(PASSWORD),
        documents=script.documents,
        tell=tell,
        phones=itertools.count(1),
        places=itertools.count(),
    )


def found(world: World, suppliers: int) -> None:
    """Staff the centre and admit suppliers."""
    founding.staff_the_centre(world)
    founding.admit_suppliers(world, suppliers)


def next_round(world: World) -> World:
    """Return the same world with a fresh cast, for another round beside the first."""
    return replace(world, round=None, companies=[], evaluators=[])


def play_round(world: World, script: Script, after: int = 0) -> dict[str, float]:
    """Play the parts of one round behind `after` up to the script's end; returns the seconds each took."""
    timings: dict[str, float] = {}
    for part, act in _acts(world, script):
        if after < part <= script.until:
            started = time.perf_counter()
            act()
            timings[part.name.lower()] = round(time.perf_counter() - started, 2)
    return timings


def _acts(world: World, script: Script) -> list[tuple[Until, Callable[[], None]]]:
    def evaluate() -> None:
        evaluating.gather_evaluators(world, script.companies)
        evaluating.hold_panels(world, sign=script.until > Until.PANELS)

    def decide() -> None:
        evaluating.decide_results(world)

    return [
        (Until.OPENING, lambda: founding.open_the_round(world, script.terms)),
        (Until.APPLICATIONS, lambda: applying.companies_apply(world, script.companies)),
        (Until.SCREENING, lambda: screening.officers_screen(world)),
        (Until.PANELS, evaluate),
        (Until.RESULTS, decide),
        (Until.AGREEMENTS, lambda: contracting.sign_agreements(world)),
        (Until.COMPLETION, lambda: contracting.build(world)),
        (Until.AFTERCARE, lambda: visiting.visit_projects(world)),
    ]
