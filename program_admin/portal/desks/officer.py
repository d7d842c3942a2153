"""The officer's desk: how far the cases of the current round are, and which ones are late."""

from datetime import date, datetime

from flask import request

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.applications.models import Application, SupplementRequest
from program_admin.applications.states import SUPPLEMENT
from program_admin.core.clock import to_seoul
from program_admin.core.money import won
from program_admin.portal.desks.blocks import Block, Cell, Funnel, Table, badge
from program_admin.portal.links import link_to, linked
from program_admin.portal.queries.late import open_supplements, overdue_agreements
from program_admin.portal.queries.stages import STAGE_NAMES, Stage, counts_by_stage, stage_names
from program_admin.programs.models import Round, Status
from program_admin.programs.queries import all_rounds

HEADS = (
    ("과제번호", ""), ("기업", ""), ("단계", ""), ("상태", ""), ("지난 날", "num"), ("지원금", "num"), ("담당", ""),
)  # fmt: skip


def running_rounds() -> list[Round]:
    """The announced rounds that are not archived, the newest first."""
    return [each for each in all_rounds() if each.status in (Status.OPEN, Status.CLOSED)]


def current_round(chosen: str = "") -> Round | None:
    """The chosen round (its id), else the newest one with cases still under way, else the newest one."""
    running = running_rounds()
    picked = next((each for each in running if str(each.id) == chosen), None)
    busy = (each for each in running if _under_way(each))
    return picked or next(busy, None) or next(iter(running), None)


def _under_way(round_: Round) -> bool:
    """Whether a case of the round stands anywhere before aftercare."""
    return any(count for stage, count in counts_by_stage(round_.id).items() if stage is not Stage.AFTERCARE)


def blocks(_person: Person, now: datetime) -> list[Block]:
    """The pipeline of the round looked at and the cases that wait for somebody outside."""
    round_, today = current_round(request.args.get("round", "")), to_seoul(now).date()
    found: list[Block] = [pipeline(round_)] if round_ else []
    return [*found, late_cases(round_, today)]


def pipeline(round_: Round) -> Funnel:
    """How many cases of the round stand at each stage now."""
    counts = counts_by_stage(round_.id)
    href = link_to("applications.of_round", round_id=round_.id)
    rows = tuple((name, counts[stage], href) for stage, name in stage_names(round_.terms).items())
    return Funnel("단계별 과제 수", rows, "통계", link_to("portal.statistics", round_id=round_.id))


def late_cases(round_: Round | None, today: date) -> Table:
    """Supplements nobody answered and agreements past their end."""
    requests, agreements = open_supplements(), overdue_agreements(today)
    names = names_of({request.asked_by_id for request in requests} | {each.created_by_id for each in agreements})
    rows = [_supplement(request, today, names.get(request.asked_by_id, "")) for request in requests]
    rows += [
        _row(each.application, "구축 중", badge("기간 지남", "danger"), (today - each.ends_on).days,
             names.get(each.created_by_id, ""))
        for each in agreements
    ]  # fmt: skip
    href = link_to("applications.of_round", round_id=round_.id) if round_ else ""
    return Table("보완·지연 과제", HEADS, tuple(rows), "보완을 기다리거나 늦어진 과제가 없습니다.", "전체 보기", href)


def _supplement(request: SupplementRequest, today: date, who: str) -> tuple[Cell, ...]:
    overdue = request.due_on < today
    state = badge("보완 기한 지남", "danger") if overdue else badge(
        SUPPLEMENT.label(request.status, staff=True), SUPPLEMENT.tone(request.status)
    )  # fmt: skip
    waited = (today - to_seoul(request.asked_at).date()).days
    return _row(request.application, STAGE_NAMES[Stage.SCREENING], state, waited, who)


def _row(application: Application, stage: str, state: Cell, days: int, who: str) -> tuple[Cell, ...]:
    number = linked(application.number or "", "portal.case", application_id=application.id)
    return number, application.company_name, stage, state, f"{days}일", won(application.subsidy_won), who
