"""The list of checks across elements, each with the sections it reads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from program_admin.programs.schema.checks import applying, outside, presence, procedure, scoring
from program_admin.programs.schema.checks.found import Found
from program_admin.programs.schema.round_file import RoundFile


@dataclass(frozen=True, slots=True)
class Check:
    """A check and the sections it reads: it runs when those have no fault of their own."""

    sections: frozenset[str]
    run: Callable[[RoundFile], Iterator[Found]]


def _check(run: Callable[[RoundFile], Iterator[Found]], *sections: str) -> Check:
    return Check(frozenset(sections), run)


CHECKS = (
    *(_check(partial(presence.nothing_is_empty, section), section) for section in RoundFile.model_fields),
    _check(procedure.calendar_in_order, "calendar"),
    _check(procedure.announced_before_opening, "announcement", "calendar"),
    _check(procedure.steps_in_order, "steps"),
    _check(procedure.acts_have_a_line, "approvals", "steps"),
    _check(procedure.lines_begin_and_end, "approvals"),
    _check(procedure.payments_add_up, "agreement", "steps"),
    _check(procedure.payments_ascend, "agreement"),
    _check(procedure.visits_ascend, "aftercare"),
    _check(outside.patterns_compile, "outside_numbers"),
    _check(outside.names_differ, "outside_numbers"),
    _check(outside.columns_are_known, "column_orders", "outside_numbers", "budget"),
    _check(applying.shares_fit, "tracks", "budget"),
    _check(applying.levels_rise, "tracks"),
    _check(applying.rules_are_possible, "eligibility", "tracks"),
    _check(applying.questions_hold, "questions"),
    _check(applying.papers_hold, "papers", "questions", "tracks", "evaluation"),
    _check(applying.bonus_names_papers, "evaluation", "papers"),
    _check(applying.presets_name_measures, "kpis"),
    _check(applying.budget_holds, "budget"),
    _check(scoring.stages_match_steps, "evaluation", "steps"),
    _check(scoring.sheets_make_a_hundred, "evaluation"),
    _check(scoring.panel_can_meet, "evaluation"),
    _check(scoring.ties_can_be_broken, "evaluation"),
)


def found_in(terms: RoundFile, faulty: frozenset[str] = frozenset()) -> list[Found]:
    """Every fault between elements; sections already known as faulty are left alone."""
    return [found for check in CHECKS if not check.sections & faulty for found in check.run(terms)]
