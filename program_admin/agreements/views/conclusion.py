"""The page on which the centre decides to conclude an agreement, seat by seat, before it signs."""

from flask import Response, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import OpinionForm, ReasonForm
from program_admin.agreements.models import Agreement, Status
from program_admin.agreements.queries import agreement_by_id
from program_admin.agreements.rules.wording import read
from program_admin.agreements.services.approving import latest_line
from program_admin.agreements.views.acting import acted, pressed
from program_admin.agreements.views.blueprint import pages
from program_admin.agreements.views.lines import line_rows
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.workflow.approval import PROCESS


@pages.get("/<uuid:agreement_id>/conclusion")
@needs(may.LIST, agreement_by_id, logs="협약 체결 결재")
def conclusion(agreement: Agreement) -> ResponseReturnValue:
    """Show the text to be concluded and the line that decides about it."""
    return _page(agreement)


@pages.post("/<uuid:agreement_id>/conclusion/put-up")
@needs(may.PREPARE, agreement_by_id)
def put_conclusion_up(agreement: Agreement) -> ResponseReturnValue:
    """Put the conclusion up again after it was returned."""
    return pressed(_there(agreement), lambda now: services.put_conclusion_up(agreement, by=current_user, now=now))


@pages.post("/<uuid:agreement_id>/conclusion/approve")
@needs(may.APPROVE_CONCLUSION, agreement_by_id, fresh=True)
def approve_conclusion(agreement: Agreement) -> ResponseReturnValue:
    """Sign the next seat of the line."""
    form = OpinionForm()
    return acted(
        form,
        _there(agreement),
        lambda now: services.approve_conclusion(agreement, by=current_user, now=now, opinion=form.opinion.data or ""),
        lambda: _page(agreement, opinion=form, status=422),
    )


@pages.post("/<uuid:agreement_id>/conclusion/send-back")
@needs(may.APPROVE_CONCLUSION, agreement_by_id, fresh=True)
def send_conclusion_back(agreement: Agreement) -> ResponseReturnValue:
    """Return the draft to the officer with a reason."""
    form = ReasonForm()
    return acted(
        form,
        _there(agreement),
        lambda now: services.send_conclusion_back(agreement, by=current_user, now=now, reason=form.reason.data),
        lambda: _page(agreement, reason=form, status=422),
    )


def _there(agreement: Agreement) -> str:
    return url_for("agreements.show", agreement_id=agreement.id)


def _page(agreement: Agreement, *, status: int = 200, **sent: ActForm) -> Response:
    line = latest_line(agreement)
    signs = may.APPROVE_CONCLUSION.allows(current_user, agreement)
    again = line is None or line.status in ("returned", "withdrawn")
    drawn: dict[str, ActForm] = {}
    if signs:
        drawn = {"opinion": OpinionForm(formdata=None), "reason": ReasonForm(formdata=None)} | sent
    return page(
        "agreements/conclusion.html",
        status,
        agreement=agreement,
        text=read(agreement.content) if agreement.content else None,
        line=line_rows(agreement),
        label=PROCESS.label(line.status, staff=True) if line else "결재 전",
        tone=PROCESS.tone(line.status) if line else "outline",
        forms=[*drawn.values()],
        drawn=drawn,
        act=ActForm(formdata=None),
        may_put_up=again and agreement.status == Status.SIGNING and may.PREPARE.allows(current_user, agreement),
    )
