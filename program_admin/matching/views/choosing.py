"""A company sees the proposals side by side, takes one, or takes a request back."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications.models import Application
from program_admin.core import clock
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.matching import permissions as may
from program_admin.matching import services
from program_admin.matching.models import MatchRequest, Proposal
from program_admin.matching.queries import proposals_of, requests_of
from program_admin.matching.services.allowing import closed_now
from program_admin.matching.states import PROCESS
from program_admin.matching.views.blueprint import get_application, get_proposal, get_request, pages


@dataclass(frozen=True, slots=True)
class Answer:
    """A request with the proposal in force, as the page shows it."""

    supplier_id: str
    name: str
    standing: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    summary: str
    words: str
    accept_address: str
    withdraw_address: str


@pages.get("/applications/<uuid:application_id>/proposals")
@needs(may.SEEK, get_application)
def proposals(application: Application) -> ResponseReturnValue:
    """Show every request of an application with what came back."""
    asked = requests_of(application.id)
    offered = proposals_of(request.id for request in asked)
    closed = closed_now(application, clock.now())
    return page(
        "matching/proposals.html",
        application=application,
        answers=[_answer(each, offered.get(each.id, []), closed=bool(closed)) for each in asked],
        closed=closed,
        form=ActForm(formdata=None),
    )


@pages.post("/proposals/<uuid:proposal_id>/accept")
@needs(may.ACCEPT, get_proposal)
def accept(proposal: Proposal) -> ResponseReturnValue:
    """Take a proposal."""
    form, target = ActForm(), url_for(".proposals", application_id=proposal.request.application_id)
    with writing(form.act, then=target) as now:
        services.accept(proposal, by=current_user, now=now)
    flash("제안을 받아들였습니다. 신청서의 공급기업으로 적었습니다.", "success")
    return redirect(target, 303)


@pages.post("/requests/<uuid:request_id>/withdraw")
@needs(may.SEEK, get_request)
def withdraw(request: MatchRequest) -> ResponseReturnValue:
    """Take a request back."""
    form, target = ActForm(), url_for(".proposals", application_id=request.application_id)
    with writing(form.act, then=target) as now:
        services.withdraw(request, by=current_user, now=now)
    flash("요청을 취소했습니다. 공급기업에 알렸습니다.", "success")
    return redirect(target, 303)


def _answer(request: MatchRequest, offered: list[Proposal], *, closed: bool) -> Answer:
    steps = set() if closed else {step.name for step in PROCESS.open_to(current_user, request)}
    newest = offered[0] if offered else None
    accepts = newest is not None and "accept" in steps
    return Answer(
        supplier_id=str(request.supplier_id),
        name=request.supplier.name,
        standing=(PROCESS.label(request.status, staff=False), PROCESS.tone(request.status)),
        facts=_facts(newest) if newest else (("답을 받을 날", korean_date(request.answer_by)),),
        summary=newest.summary if newest else "",
        words=request.status_reason,
        accept_address=url_for(".accept", proposal_id=newest.id) if newest and accepts else "",
        withdraw_address=url_for(".withdraw", request_id=request.id) if "withdraw" in steps else "",
    )


def _facts(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    again = f" ({proposal.number}번째 제안)" if proposal.number > 1 else ""
    return (
        ("구축 비용", f"{won(proposal.cost_won)} (부가가치세 별도)"),
        ("구축 기간", f"{proposal.months}개월"),
        ("솔루션", proposal.solution.name if proposal.solution else "정하지 않음"),
        ("기술자", ", ".join(proposal.engineer_names)),
        ("제안한 때", f"{korean_datetime(proposal.at)}{again}"),
    )
