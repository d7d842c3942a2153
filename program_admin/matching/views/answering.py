"""A supplier answers a request: review, proposal, or 부적합 with a reason."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.matching import permissions as may
from program_admin.matching import services
from program_admin.matching.forms import DeclineForm, ProposalForm
from program_admin.matching.models import MatchRequest
from program_admin.matching.queries import newest_proposal
from program_admin.matching.views.blueprint import get_request, pages, shown_status
from program_admin.suppliers.queries import engineers_of, solutions_of


@pages.post("/requests/<uuid:request_id>/start")
@needs(may.ANSWER, get_request)
def start(request: MatchRequest) -> ResponseReturnValue:
    """Begin to look into a request."""
    form, target = ActForm(), _address(request)
    with writing(form.act, then=target) as now:
        services.start_review(request, by=current_user, now=now)
    return redirect(target, 303)


@pages.route("/requests/<uuid:request_id>/propose", methods=["GET", "POST"])
@needs(may.ANSWER, get_request)
def propose(request: MatchRequest) -> ResponseReturnValue:
    """Offer something, beginning with what was offered before."""
    target = _address(request)
    form = ProposalForm.after(newest_proposal(request.id))
    form.offer(solutions_of([request.supplier_id]), engineers_of(request.supplier_id))
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.propose(request, form.new_proposal(), by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("제안을 보냈습니다. 도입기업에 알렸습니다.", "success")
            return redirect(target, 303)
    return page("matching/propose.html", shown_status(), form=form, request=request)


@pages.route("/requests/<uuid:request_id>/decline", methods=["GET", "POST"])
@needs(may.ANSWER, get_request)
def decline(request: MatchRequest) -> ResponseReturnValue:
    """Say why the request does not fit."""
    form, target = DeclineForm(), _address(request)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.decline(request, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("부적합으로 답했습니다. 도입기업에 알렸습니다.", "success")
            return redirect(target, 303)
    return page("matching/decline.html", shown_status(), form=form, request=request)


def _address(request: MatchRequest) -> str:
    return url_for(".show_request", request_id=request.id)
