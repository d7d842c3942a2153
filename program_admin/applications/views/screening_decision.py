"""Proposing a verdict, and the pages on which somebody else confirms it, one by one or many at once."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import names_of
from program_admin.applications import permissions as may
from program_admin.applications.forms import ReasonForm
from program_admin.applications.forms.screening import ProposeForm
from program_admin.applications.models import Application, ScreeningProposal, Verdict
from program_admin.applications.queries import application_by_id
from program_admin.applications.queries.screening import counts_of_round, proposal_by_id, proposals_for
from program_admin.applications.rules.screening import proposed_reason
from program_admin.applications.services import screening_decision as decision
from program_admin.applications.views.screening_blueprint import screening_pages
from program_admin.applications.views.screening_listing import proposal_listing
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.lists.pages import list_page, selected_ids
from program_admin.core.money import won
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round


@screening_pages.get("/<uuid:application_id>/propose")
@needs(may.SCREEN, application_by_id)
def propose(application: Application) -> ResponseReturnValue:
    """Ask for the verdict; the reasons are proposed from the notes."""
    form = ProposeForm(formdata=None, reason=proposed_reason(decision.checked_of(application)))
    return _propose_page(application, form)


@screening_pages.post("/<uuid:application_id>/propose")
@needs(may.SCREEN, application_by_id)
def put_up(application: Application) -> ResponseReturnValue:
    """Put the verdict up for approval."""
    form = ProposeForm()
    there = url_for(".sheet", application_id=application.id)
    if not form.validate():
        return _propose_page(application, form, status=422)
    try:
        with writing(form.act, then=there) as now:
            verdict = Verdict(form.verdict.data)
            reason = form.reason.data or ""
            decision.propose_screening(application, verdict, by=current_user, now=now, reason=reason)
    except RuleBroken as broken:
        form.refuse(broken)
        return _propose_page(application, form, status=422)
    flash("결재를 올렸습니다. 결재가 끝나면 신청 기업에 알립니다.", "success")
    return redirect(there, 303)


@screening_pages.get("/rounds/<uuid:round_id>/proposals")
@needs(may.LIST, get_announced_round)
def proposals(round_: Round) -> ResponseReturnValue:
    """List what waits for this person's signature in a round."""
    return _proposals_page(round_, ActForm(formdata=None))


@screening_pages.post("/rounds/<uuid:round_id>/confirm")
@needs(may.CONFIRM_SCREENING, get_announced_round)
def confirm_many(round_: Round) -> ResponseReturnValue:
    """Sign every selected proposal of the round in one act."""
    form = ActForm()
    chosen = set(selected_ids(request.form))
    there = url_for(".proposals", round_id=round_.id)
    if not chosen:
        form.form_errors = ["결재할 건을 하나 이상 골라 주세요."]
        return _proposals_page(round_, form, status=422)
    with writing(form.act, then=there) as now:
        waiting = [each for each in map(proposal_by_id, sorted(chosen)) if each.application.round_id == round_.id]
        decided = decision.confirm_screenings(waiting, by=current_user, now=now)
    flash(f"{len(waiting)}건을 결재했습니다. {decided}건의 결과가 확정되어 기업에 알렸습니다.", "success")
    return redirect(there, 303)


@screening_pages.post("/proposals/<uuid:proposal_id>/confirm")
@needs(may.DECIDE_SCREENING, proposal_by_id)
def confirm(proposal: ScreeningProposal) -> ResponseReturnValue:
    """Sign one proposal."""
    with writing(ActForm().act) as now:
        decided = decision.confirm_screening(proposal, by=current_user, now=now)
        there = answered(url_for(".sheet", application_id=proposal.application_id))
    flash("결재했습니다. 결과를 기업에 알렸습니다." if decided else "결재했습니다. 다음 결재를 기다립니다.", "success")
    return redirect(there, 303)


@screening_pages.get("/proposals/<uuid:proposal_id>/send-back")
@needs(may.DECIDE_SCREENING, proposal_by_id)
def send_back(proposal: ScreeningProposal) -> ResponseReturnValue:
    """Ask for the reason of returning a proposal."""
    return page("applications/screening/send_back.html", proposal=proposal, form=ReasonForm(formdata=None))


@screening_pages.post("/proposals/<uuid:proposal_id>/send-back")
@needs(may.DECIDE_SCREENING, proposal_by_id)
def give_back_proposal(proposal: ScreeningProposal) -> ResponseReturnValue:
    """Return a proposal to its officer."""
    form = ReasonForm()
    if not form.validate():
        return page("applications/screening/send_back.html", 422, proposal=proposal, form=form)
    there = url_for(".sheet", application_id=proposal.application_id)
    with writing(form.act, then=there) as now:
        decision.send_back_screening(proposal, by=current_user, now=now, reason=form.reason.data)
    flash("담당자에게 되돌려 보냈습니다.", "success")
    return redirect(there, 303)


@screening_pages.post("/proposals/<uuid:proposal_id>/withdraw")
@needs(may.SCREEN, proposal_by_id)
def withdraw(proposal: ScreeningProposal) -> ResponseReturnValue:
    """Take one's own proposal back."""
    with writing(ActForm().act) as now:
        decision.withdraw_proposal(proposal, by=current_user, now=now)
        there = answered(url_for(".sheet", application_id=proposal.application_id))
    flash("상신을 취소했습니다. 검토표를 고칠 수 있습니다.", "success")
    return redirect(there, 303)


def _propose_page(application: Application, form: ProposeForm, *, status: int = 200) -> Response:
    now = clock.now()
    against = {
        decision.VERDICT_NAMES[verdict]: decision.objections_to(application, verdict, now) for verdict in Verdict
    }
    return page("applications/screening/propose.html", status, application=application, form=form, against=against)


def _proposals_page(round_: Round, form: ActForm, *, status: int = 200) -> Response:
    statement = proposals_for(current_user, round_.id)
    rows = list(db.session.scalars(statement))
    listing = proposal_listing(round_, counts_of_round(round_.id), names_of({each.by_id for each in rows}))
    eligible = [each for each in rows if each.verdict == Verdict.ELIGIBLE]
    return page(
        "applications/screening/proposals.html",
        status,
        round=round_,
        listing=list_page(listing, statement, arguments=request.args, person_id=current_user.id),
        form=form,
        may_confirm=may.CONFIRM_SCREENING.allows(current_user, round_),
        figures=[
            ("적합", len(eligible), "건", f"지원금 합계 {won(sum(each.application.subsidy_won for each in eligible))}"),
            ("부적합", len(rows) - len(eligible), "건", ""),
        ],
    )
