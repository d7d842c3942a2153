"""Which reports and inspections a project has: those whose step the round switched on, in their order."""

from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.schema.steps import StepCode

REPORTS = {
    "start": StepCode.START_REPORT,
    "interim": StepCode.INTERIM_INSPECTION,
    "final": StepCode.COMPLETION_REPORT,
}
INSPECTIONS = {"interim": StepCode.INTERIM_INSPECTION, "final": StepCode.FINAL_INSPECTION}
ALL_REPORTS = tuple(REPORTS)
ALL_INSPECTIONS = tuple(INSPECTIONS)


def report_kinds(terms: RoundFile) -> tuple[str, ...]:
    """The kinds of report the round asks for; an interim report is what the interim inspection looks at."""
    return tuple(kind for kind, step in REPORTS.items() if terms.step_on(step))


def inspection_kinds(terms: RoundFile) -> tuple[str, ...]:
    """The kinds of inspection the round has."""
    return tuple(kind for kind, step in INSPECTIONS.items() if terms.step_on(step))


def awaited(terms: RoundFile) -> frozenset[str]:
    """What payments wait for: the start report and the inspections the round has."""
    start = {"start"} if "start" in report_kinds(terms) else set()
    return frozenset(start | set(inspection_kinds(terms)))
