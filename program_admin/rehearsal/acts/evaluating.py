"""Panels are invited, evaluators pledge, recuse themselves and score; the ranking is approved and published."""

from datetime import timedelta
from decimal import Decimal
from zlib import crc32

from program_admin.accounts.models import Person
from program_admin.accounts.services.password import set_password
from program_admin.accounts.services.sign_up import NewPerson
from program_admin.applications.models import Application
from program_admin.applications.queries import eligible_of
from program_admin.applications.services import abandon
from program_admin.core.clock import to_seoul
from program_admin.core.identifiers import invented_business_number
from program_admin.evaluation import queries
from program_admin.evaluation.models import Panel, PanelSeat, Sheet, TieKind
from program_admin.evaluation.services import (
    evaluators,
    invitations,
    panels,
    publishing,
    ranking,
    recusals,
    scoring,
    signing,
)
from program_admin.programs.schema.evaluation import Criterion, Stage, StageCode
from program_admin.rehearsal.inventions.words import person_name, phone
from program_admin.rehearsal.world import World

FIELDS = ("생산관리", "정보시스템", "설비 자동화", "품질", "회계·경영", "데이터 분석")
EMPLOYERS = ("한마음대학교", "새벽대학교", "중앙생산성연구소", "누리기술거래사무소", "산들회계법인")
CASES_A_PANEL = 20
SPARE = 3
OPINIONS = (
    "현장의 문제를 수치로 제시했고 데이터 수집 범위가 구체적입니다.",
    "외주 공정까지 이은 점이 좋으나 활용 계획을 더 다듬어야 합니다.",
    "대표자의 의지가 뚜렷하고 운영 인력이 정해져 있습니다.",
    "목표가 다소 높아 단계별 점검이 필요합니다.",
)


def gather_evaluators(world: World, cases: int) -> None:
    """Fill the pool for so many cases; some evaluators are tied to a company or supplier of this round."""
    size = world.played_round.terms.evaluation.panel_size
    count = max(1, -(-cases // CASES_A_PANEL)) * (size + SPARE)
    for place in range(count):
        world.evaluators.append(_evaluator(world, place))
        world.tell("평가위원 명단", place + 1, count)


def hold_panels(world: World, *, sign: bool = True) -> None:
    """Form panels over the eligible applications and let them score; `sign=False` leaves the sheets open."""
    eligible = eligible_of(world.played_round.id)
    for stage in world.played_round.terms.scored_stages:
        _hold_stage(world, stage, eligible, sign=sign)


def _hold_stage(world: World, stage: Stage, eligible: list[Application], *, sign: bool) -> None:
    """Hold the panels of one stage; those of the panel stage are called 1분과 …, those of another by its name."""
    groups = [eligible[start : start + CASES_A_PANEL] for start in range(0, len(eligible), CASES_A_PANEL)]
    head = "" if stage.code is StageCode.PANEL else f"{stage.name} "
    for number, group in enumerate(groups, start=1):
        session = to_seoul(world.time.now).date() + timedelta(days=6)
        place = f"{world.played_round.terms.program.operator} 회의실"
        new = panels.NewPanel(f"{head}{number}분과", stage.code.value, session, "am", place)
        with world.act() as now:
            panel = panels.form_panel(world.played_round, new, by=world.centre.officer, now=now)
            panels.add_cases(panel, group, by=world.centre.officer, now=now)
        _seat(world, panel)
        _score(world, panel, sign=sign)
        world.tell("평가위원회", number, len(groups))


def decide_results(world: World) -> None:
    """Draft the ranking, have it signed seat by seat by others, which publishes it; then one place changes hands."""
    centre = world.centre
    with world.act() as now:
        drafted = ranking.draft_ranking(world.played_round, by=centre.officer, now=now)
    with world.act() as now:
        ranking.raise_ranking(drafted, by=centre.officer, now=now)
    for signer in (centre.leader, centre.director):
        world.time.pass_(hours=3)
        with world.act() as now:
            if ranking.sign_ranking(drafted, by=signer, now=now):
                break
    _change_hands(world)
    world.tell("선정", 1, 1)


def _change_hands(world: World) -> None:
    selected = {each.id for each in queries.selected_applications(world.played_round.id)}
    leaving = [played for played in world.companies if played.fate == "abandoned" and played.application]
    for played in leaving:
        application = played.application
        if application is None or application.id not in selected:
            continue
        world.time.pass_(days=1)
        with world.act() as now:
            abandon(application, by=played.owner, now=now, reason="자부담 현금을 마련하지 못했습니다.")
        following = queries.next_reserve(world.played_round.id)
        if following is None:
            continue
        if following.subsidy_won <= queries.left_won(queries.ranking_by_id(following.ranking_id)):
            with world.act() as now:
                publishing.promote_reserve(
                    following.application, by=world.centre.officer, now=now, reason="선정 기업의 포기로 승격합니다."
                )


def _evaluator(world: World, place: int) -> Person:
    officer, luck = world.centre.officer, world.luck
    new = NewPerson(person_name(luck), phone(next(world.phones)), affiliation=EMPLOYERS[place % len(EMPLOYERS)])
    profile = evaluators.Profile(
        field=FIELDS[place % len(FIELDS)],
        employer=EMPLOYERS[place % len(EMPLOYERS)],
        employer_business_number=invented_business_number(900 + place % len(EMPLOYERS)),
        sidos=("11",),
        half_days=tuple(f"{day}-am" for day in ("mon", "tue", "wed", "thu", "fri")),
    )
    with world.act() as now:
        evaluator = evaluators.add_evaluator(new, profile, by=officer, now=now)
        set_password(evaluator.person, password_hash=world.password_hash, now=now)
    if place % 5 == 3 and world.suppliers:
        tied = world.suppliers[place % len(world.suppliers)].supplier
        with world.act() as now:
            tie = evaluators.NewTie(TieKind.ADVICE, tied.business_number, tied.name)
            evaluators.add_tie(evaluator, tie, by=officer, now=now)
    return evaluator.person


def _seat(world: World, panel: Panel) -> None:
    officer = world.centre.officer
    with world.act() as now:
        panels.suggest_seats(panel, by=officer, now=now)
    with world.act() as now:
        panels.invite_members(panel, panel.session_on - timedelta(days=2), by=officer, now=now)
    world.time.pass_(days=1)
    for seat in list(queries.seats_of(panel.id)):
        with world.act() as now:
            invitations.answer(seat, "accept", by=seat.evaluator.person, now=now)
    with world.act() as now:
        if queries.chair_of(panel.id) is None:
            panels.name_chair(queries.taken_seats(panel.id)[0], by=officer, now=now)
    world.time.pass_(days=(panel.session_on - to_seoul(world.time.now).date()).days)
    with world.act() as now:
        panels.start_scoring(panel, by=officer, now=now)


def _score(world: World, panel: Panel, *, sign: bool) -> None:
    seats = list(queries.taken_seats(panel.id))
    for place, seat in enumerate(seats):
        with world.act() as now:
            invitations.sign_pledge(seat, by=seat.evaluator.person, now=now)
        _judge(world, seat, recuse=place == 1, unfinished=not sign and place >= len(seats) - 2)
    if not sign:
        return
    for seat in seats:
        with world.act() as now:
            signing.sign_sheets(seat, by=seat.evaluator.person, now=now)
    for case in queries.cases_of(panel.id):
        writer = queries.opinion_writer(case)
        if writer is not None:
            with world.act() as now:
                words = f"{OPINIONS[case.place % 4]} 위원들의 의견을 모아 지원이 알맞다고 판단합니다."
                signing.write_opinion(case, words, by=writer.evaluator.person, now=now)
    with world.act() as now:
        panels.confirm_panel(panel, by=world.centre.officer, now=now)


def _judge(world: World, seat: PanelSeat, *, recuse: bool, unfinished: bool) -> None:
    sheets = queries.sheets_of_seat(seat)
    if recuse and len(sheets) > 1:
        with world.act() as now:
            reason = "이 기업의 옛 직장 동료가 실무를 맡고 있습니다."
            recusals.declare(sheets[-1], by=seat.evaluator.person, now=now, reason=reason)
        sheets = queries.sheets_of_seat(seat)
    severity = world.luck.uniform(-0.6, 0.6)
    for sheet in sheets[: len(sheets) // 2] if unfinished else sheets:
        with world.act() as now:
            scoring.save_sheet(sheet, _values(world, sheet, severity), by=seat.evaluator.person, now=now)


def _values(world: World, sheet: Sheet, severity: float) -> dict[str, str]:
    quality = _quality(sheet.application)
    values = {
        queries.score_name(criterion.code): str(_points(world, criterion, quality * 2.8 + severity))
        for criterion in queries.stage_of(sheet).criteria
    }
    values[queries.OPINION] = OPINIONS[world.luck.randrange(len(OPINIONS))]
    return values


def _quality(application: Application) -> float:
    """How good a project is (0–1): the same whenever it is played (ids vary with the year, as its holidays do)."""
    return (crc32(application.company.business_number.encode()) % 1000) / 1000


def _points(world: World, criterion: Criterion, merit: float) -> Decimal:
    if not criterion.grades:
        share = min(1.0, max(0.3, 0.6 + merit / 8))
        return (criterion.max_points * Decimal(str(round(share, 2))) // criterion.step) * criterion.step
    step = round(3.1 - merit + world.luck.gauss(0, 0.7))
    return criterion.grades[min(len(criterion.grades) - 1, max(0, step))].points
