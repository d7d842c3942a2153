"""The evaluator's own pages: invitations, the pledge, a panel with its cases."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries, services
from program_admin.evaluation.forms import AnswerForm, PledgeForm
from program_admin.evaluation.models import Invitation, PanelCase, PanelSeat, PanelStatus, Sheet, SheetStatus
from program_admin.evaluation.queries import seat_by_id
from program_admin.evaluation.rules.wording import plain
from program_admin.evaluation.states import INVITATION, PANEL
from program_admin.evaluation.views.blueprint import pages
from program_admin.evaluation.views.panels import session_words


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One case of an evaluator's panel: where it is scored, how far it is."""

    case: PanelCase
    href: str
    word: str
    tone: str
    total: str


@pages.get("/sheets/")
@needs(may.DESK)
def desk() -> ResponseReturnValue:
    """List the panels this evaluator was asked for."""
    rows = [
        (
            seat,
            session_words(seat.panel),
            INVITATION.label(seat.status, staff=False),
            INVITATION.tone(seat.status),
            PANEL.label(seat.panel.status, staff=False),
            _next_page(seat),
        )
        for seat in queries.own_seats(current_user)
    ]
    return page("evaluation/desk.html", rows=rows)


@pages.route("/sheets/invitations/<uuid:seat_id>", methods=["GET", "POST"])
@needs(may.ANSWER, seat_by_id)
def invitation(seat: PanelSeat) -> ResponseReturnValue:
    """Show an invitation and take the answer."""
    form, there = AnswerForm(), url_for(".invitation", seat_id=seat.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.answer(seat, form.answer.data, by=current_user, now=now, reason=form.reason.data or None)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("회신했습니다. 고맙습니다.", "success")
            return redirect(there, 303)
    steps = {step.name for step in INVITATION.open_to(current_user, seat)}
    form.answer.choices = [choice for choice in form.answer.choices if choice[0] in steps]
    begun = seat.panel.status not in (PanelStatus.FORMING, PanelStatus.INVITING)
    return page(
        "evaluation/invitation.html",
        200 if request.method == "GET" else 422,
        form=form,
        seat=seat,
        session=session_words(seat.panel),
        until=korean_date(seat.answer_by) if seat.answer_by else "",
        label=INVITATION.label(seat.status, staff=False),
        tone=INVITATION.tone(seat.status),
        may_answer=bool(form.answer.choices) and not begun,
    )


@pages.route("/sheets/panels/<uuid:seat_id>/pledge", methods=["GET", "POST"])
@needs(may.PLEDGE, seat_by_id)
def pledge(seat: PanelSeat) -> ResponseReturnValue:
    """Show the pledge and take the signature, once."""
    form, there = PledgeForm(), url_for(".own_panel", seat_id=seat.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.sign_pledge(seat, by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("서약했습니다.", "success")
            return redirect(there, 303)
    return page(
        "evaluation/pledge.html",
        200 if request.method == "GET" else 422,
        form=form,
        seat=seat,
        text=seat.panel.round.terms.evaluation.pledge,
        signed=korean_datetime(seat.pledge_signed_at) if seat.pledge_signed_at else "",
    )


@pages.get("/sheets/panels/<uuid:seat_id>")
@needs(may.SCORE_PANEL, seat_by_id)
def own_panel(seat: PanelSeat) -> ResponseReturnValue:
    """Show the cases of one's own panel with the progress of each."""
    running = seat.panel.status not in (PanelStatus.FORMING, PanelStatus.INVITING)
    if running and seat.pledge_signed_at is None:
        return redirect(url_for(".pledge", seat_id=seat.id))
    signature = queries.signature_of(seat)
    cases = _own_cases(seat) if running else []
    mine = queries.own_opinions(seat) if seat.panel.status == PanelStatus.COMPLETED else []
    return page(
        "evaluation/own_panel.html",
        seat=seat,
        session=session_words(seat.panel),
        label=PANEL.label(seat.panel.status, staff=False),
        cases=cases,
        done=sum(1 for each in cases if each.word in ("채점함", "서명함")),
        open=sum(1 for each in cases if each.word == "채점 중"),
        signed=korean_datetime(signature.at) if signature else "",
        running=running,
        pledged=korean_datetime(seat.pledge_signed_at) if seat.pledge_signed_at else "",
        opinions=[(case, queries.opinion_on(case) is not None) for case in mine],
    )


def _own_cases(seat: PanelSeat) -> list[OwnCase]:
    return [_own_case(case, queries.sheet_of(seat, case.application_id)) for case in queries.cases_of(seat.panel_id)]


def _own_case(case: PanelCase, sheet: Sheet | None) -> OwnCase:
    if sheet is None or sheet.status == SheetStatus.DROPPED:
        return OwnCase(case, "", "평가하지 않음", "", "")
    href = url_for(".sheet", sheet_id=sheet.id)
    total, missing = queries.running_total(sheet, queries.values_of(sheet))
    if sheet.status == SheetStatus.SIGNED:
        return OwnCase(case, href, "서명함", "success", f"{plain(total)}점")
    if not queries.faults_of(sheet):
        return OwnCase(case, href, "채점함", "success", f"{plain(total)}점")
    hint = f"{plain(total)}점 · 남은 항목 {missing}개" if missing else f"{plain(total)}점 · 의견 필요"
    return OwnCase(case, href, "채점 중", "warning", hint)


def _next_page(seat: PanelSeat) -> tuple[str, str]:
    if seat.status != Invitation.ACCEPTED:
        return "초청 보기", url_for(".invitation", seat_id=seat.id)
    if seat.pledge_signed_at is None:
        return "서약하기", url_for(".pledge", seat_id=seat.id)
    return "과제 보기", url_for(".own_panel", seat_id=seat.id)
