"""Applications in screening: begun after the deadline, wholly filled in, asked, proposed."""

from collections.abc import Iterable, Mapping

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, ScreeningProposal, SupplementRequest, Verdict
from program_admin.applications.queries.screening import checks_of
from program_admin.applications.services.drafting import TypedField
from program_admin.applications.services.screening import save_sheet, start_screening
from program_admin.applications.services.screening_decision import propose_screening
from program_admin.applications.services.supplements import Wanted, ask_supplement
from program_admin.core.writing import transaction
from program_admin.programs.models import Round
from program_admin.programs.schema.calendar import Period, PeriodKind
from tests.builders.applications import make_submitted
from tests.builders.people import make_person
from tests.builders.standing import standing

WEEK = Period(days=7, kind=PeriodKind.WORKING)


@standing
def officer_of(name: str = "김서연") -> Person:
    """An officer who screens."""
    return make_person(Role.OFFICER, name=name, position="담당")


@standing
def make_screened(clock, officer: Person, round_: Round | None = None, **more: object) -> tuple[Application, Person]:
    """An application whose screening begins a minute after the grace time; returns it with its owner."""
    application, owner = make_submitted(round_, **more)
    begin(clock, officer, [application])
    return application, owner


def begin(clock, officer: Person, applications: Iterable[Application]) -> None:
    """Begin the screening of these applications of one round after its deadline."""
    for application in applications:
        if clock.now <= application.round.grace_until:
            clock.set(application.round.grace_until)
            clock.advance(minutes=1)
        with transaction() as now:
            start_screening(application, by=officer, now=now)


def judge(
    application: Application, officer: Person, results: Mapping[str, str] | None = None, *, rest: str = "passed"
) -> None:
    """Fill the sheet in: these items with these results, all others with `rest`; failed ones get a note."""
    typed = {}
    for check in checks_of(application.id):
        result = (results or {}).get(check.item, rest)
        typed[f"result-{check.item}"] = TypedField(result, check.result_revision)
        if result == "failed":
            typed[f"note-{check.item}"] = TypedField("서류로 확인했습니다.", check.note_revision)
    with transaction() as now:
        save_sheet(application, typed, by=officer, now=now)


def ask(application: Application, officer: Person, **wanted: str) -> list[SupplementRequest]:
    """Ask for these targets ("paper-x" is written paper_x) within seven working days."""
    asked = [Wanted(code.replace("paper_", "paper-"), what) for code, what in wanted.items()]
    with transaction() as now:
        return ask_supplement(application, asked, WEEK, by=officer, now=now)


def propose(application: Application, officer: Person, verdict: Verdict = Verdict.ELIGIBLE) -> ScreeningProposal:
    """Fill the sheet in and put the verdict up for approval."""
    if verdict is Verdict.ELIGIBLE:
        judge(application, officer)
    else:
        judge(application, officer, {checks_of(application.id)[0].item: "failed"})
    reason = "중소기업에 해당하지 않습니다." if verdict is Verdict.INELIGIBLE else ""
    with transaction() as now:
        return propose_screening(application, verdict, by=officer, now=now, reason=reason)
