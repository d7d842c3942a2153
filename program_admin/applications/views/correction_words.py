"""What a draft shows of corrections it went through, and of what they took away from it."""

import uuid
from dataclasses import dataclass

from program_admin.applications.models import Application
from program_admin.applications.queries.corrections import SECTIONS, met_corrections
from program_admin.applications.rules.lost import lost_values
from program_admin.applications.rules.values import Filled
from program_admin.programs.editing.difference import NOTHING, Difference
from program_admin.programs.queries import changes_of, versions_of


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """A correction as the draft's pages show it: what differs, each with a few words about how."""

    source_id: uuid.UUID
    title: str
    reason: str
    lines: tuple[tuple[str, str], ...]


def corrections_shown(application: Application, code: str) -> tuple[CorrectionShown, ...]:
    """The corrections nobody has put away: all of them on the task list, on a section those that changed it."""
    found = []
    for met in met_corrections(application):
        lines = tuple(
            (each.title, _words(each)) for each in met.differences if not code or SECTIONS.get(each.section) == code
        )
        if lines or not code:
            change = met.change
            found.append(CorrectionShown(change.source_id, f"정정공고 {change.number}", change.reason, lines))
    return tuple(found)


def _words(difference: Difference) -> str:
    """How a value differs; rows that came or went are read in the announcement."""
    if difference.after == NOTHING:
        return "없어졌습니다"
    if difference.before == NOTHING:
        return "새로 생겼습니다"
    return f"{difference.before} → {difference.after}"


def lost_of(application: Application, filled: Filled) -> tuple[tuple[str, str], ...]:
    """What was typed into fields that the current content no longer has."""
    if application.round_version_id == application.round.current_version_id:
        return ()
    corrected = [change.version.number for change in changes_of(application.round) if change.version is not None]
    earlier = [
        version.terms
        for version in versions_of(application.round)
        if corrected and min(corrected) - 1 <= version.number < max(corrected)
    ]
    return tuple(lost_values(filled, earlier)) if earlier else ()
