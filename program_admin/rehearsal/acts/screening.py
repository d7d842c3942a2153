"""Officers screen what was handed in: supplements are asked for and answered, verdicts proposed and confirmed."""

from program_admin.applications.models import Application, CheckResult
from program_admin.applications.models.screening import Verdict
from program_admin.applications.queries import filled_of
from program_admin.applications.queries.screening import checks_of, proposals_of
from program_admin.applications.rules.papers import slots
from program_admin.applications.rules.screening import Group, group_of
from program_admin.applications.services import PaperFacts, TypedField
from program_admin.applications.services.screening import save_sheet, start_screening
from program_admin.applications.services.screening_decision import confirm_screenings, propose_screening
from program_admin.applications.services.supplements import (
    NewAnswer,
    Wanted,
    accept_supplement,
    answer_supplement,
    ask_supplement,
)
from program_admin.core.clock import to_seoul
from program_admin.rehearsal.acts.applying import paper_file
from program_admin.rehearsal.world import PlayedCompany, World

WANTED_PAPER = "insured_list"
BATCH = 20
UNPROVEN = 0.25


def officers_screen(world: World) -> None:
    """Screen every application that stands; proposals are confirmed in batches by the team leader."""
    standing = [
        played
        for played in world.companies
        if played.application is not None and played.fate not in ("late", "withdrawn")
    ]
    for done, played in enumerate(standing, start=1):
        _screen(world, played)
        if done % BATCH == 0:
            _confirm(world, standing[done - BATCH : done])
        world.tell("요건검토", done, len(standing))
    _confirm(world, standing[len(standing) - len(standing) % BATCH :])


def _screen(world: World, played: PlayedCompany) -> None:
    application, officer = _handed_in(played), world.centre.officer
    world.time.pass_(minutes=world.luck.randint(8, 25))
    with world.act() as now:
        start_screening(application, by=officer, now=now)
    if played.fate == "supplemented":
        _supplement(world, application, played)
    failed = played.fate == "ineligible"
    with world.act() as now:
        save_sheet(application, _results(world, application, failed=failed), by=officer, now=now)
    verdict = Verdict.INELIGIBLE if failed else Verdict.ELIGIBLE
    reason = "생산 사업장을 현장에서 확인할 수 없어 신청 자격에 맞지 않습니다." if failed else ""
    with world.act() as now:
        propose_screening(application, verdict, by=officer, now=now, reason=reason)


def _supplement(world: World, application: Application, played: PlayedCompany) -> None:
    officer = world.centre.officer
    code = next((s.code for s in slots(filled_of(application)) if s.code == WANTED_PAPER), None)
    wanted = Wanted(f"paper-{code}" if code else "project", "최근 발급한 것으로 다시 내 주세요.")
    with world.act() as now:
        period = application.terms.calendar.supplement
        requests = ask_supplement(application, (wanted,), period, by=officer, now=now)
    world.time.pass_(days=1)
    with world.act() as now:
        facts = PaperFacts(code or "", issued_on=to_seoul(now).date())
        answer = NewAnswer(text="다시 발급받아 냅니다.", file=paper_file("고용보험 가입자 명부"), facts=facts)
        answer_supplement(requests[0], answer, by=played.owner, now=now)
    with world.act() as now:
        accept_supplement(requests[0], by=officer, now=now)


def _results(world: World, application: Application, *, failed: bool) -> dict[str, TypedField]:
    """Every item judged; about one bonus claim in four lacks its evidence."""
    results: dict[str, TypedField] = {}
    for place, check in enumerate(checks_of(application.id)):
        unproven = group_of(check.item) is Group.BONUS and world.luck.random() < UNPROVEN
        bad = unproven or (failed and place == 0)
        value = CheckResult.FAILED if bad else CheckResult.PASSED
        results[f"result-{check.item}"] = TypedField(value.value, check.result_revision)
        if bad:
            results[f"note-{check.item}"] = TypedField(
                "증빙을 확인할 수 없음" if unproven else "현장에 설비가 없음", check.note_revision
            )
    return results


def _confirm(world: World, batch: list[PlayedCompany]) -> None:
    if not batch:
        return
    world.time.pass_(hours=2)
    with world.act() as now:
        waiting = [proposals_of(_handed_in(played).id)[-1] for played in batch]
        confirm_screenings(waiting, by=world.centre.leader, now=now)


def _handed_in(played: PlayedCompany) -> Application:
    if played.application is None:
        raise ValueError("this company never applied")
    return played.application
