"""The page on which somebody else approves a 정정공고, and the applicant's word that a change was seen."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import person_by_id
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import OpinionForm, ReasonForm
from program_admin.applications.models import Application, Correction, CorrectionStatus
from program_admin.applications.queries import application_by_id
from program_admin.applications.queries.corrections import correction_by_id, objections_to_correction
from program_admin.applications.states import CORRECTION
from program_admin.applications.views.correction_blueprint import correction_pages
from program_admin.applications.views.corrections import difference_rows
from program_admin.applications.views.extensions import seat_rows
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.workflow.approval import SIGN


@correction_pages.get("/corrections/<uuid:correction_id>")
@needs(may.SEE_CORRECTIONS, correction_by_id)
def show(correction: Correction) -> ResponseReturnValue:
    """Show one correction: what it changes, its approval line, what this person may do."""
    return _page(correction, OpinionForm(formdata=None))


@correction_pages.post("/corrections/<uuid:correction_id>/approve")
@needs(may.DECIDE_CORRECTION, correction_by_id)
def approve(correction: Correction) -> ResponseReturnValue:
    """Sign the correction; the last signature publishes it."""
    form = OpinionForm()
    if not form.validate():
        return _page(correction, form, status=422)
    there, decided = url_for(".show", correction_id=correction.id), False
    try:
        with writing(form.act, then=there) as now:
            opinion = form.opinion.data or ""
            decided = services.approve_correction(correction, by=current_user, now=now, opinion=opinion)
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(correction, form, status=422)
    words = (
        "공고를 정정했습니다. 작성 중인 기업에 알립니다." if decided else "서명했습니다. 다음 결재자에게 넘어갔습니다."
    )
    flash(words, "success")
    return redirect(there, 303)


@correction_pages.get("/corrections/<uuid:correction_id>/return")
@needs(may.DECIDE_CORRECTION, correction_by_id)
def ask_return(correction: Correction) -> ResponseReturnValue:
    """Ask why the correction is returned."""
    return page("applications/correction_return.html", correction=correction, form=ReasonForm(formdata=None))


@correction_pages.post("/corrections/<uuid:correction_id>/return")
@needs(may.DECIDE_CORRECTION, correction_by_id)
def give_back(correction: Correction) -> ResponseReturnValue:
    """Return the correction with a reason."""
    form = ReasonForm()
    there = url_for(".show", correction_id=correction.id)
    try:
        if form.validate():
            with writing(form.act, then=there) as now:
                services.return_correction(correction, by=current_user, now=now, reason=form.reason.data)
            flash("반려했습니다.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return page("applications/correction_return.html", 422, correction=correction, form=form)


@correction_pages.post("/corrections/<uuid:correction_id>/take-back")
@needs(may.CORRECT, correction_by_id)
def take_back(correction: Correction) -> ResponseReturnValue:
    """Take one's own proposal back."""
    with writing(ActForm().act) as now:
        services.take_correction_back(correction, by=current_user, now=now)
        there = answered(url_for(".current", round_id=correction.round_id))
    flash("상신을 취소했습니다. 고쳐서 다시 올릴 수 있습니다.", "success")
    return redirect(there, 303)


@correction_pages.post("/<uuid:application_id>/corrections/<uuid:source_id>/seen")
@needs(may.EDIT, lambda application_id, source_id: application_by_id(application_id))
def seen(application: Application) -> ResponseReturnValue:
    """Put the word about a correction away."""
    with writing(ActForm().act) as now:
        services.put_correction_away(application, _source(), by=current_user, now=now)
        there = answered(url_for("applications.show", application_id=application.id))
    return redirect(there, 303)


def _source() -> uuid.UUID:
    return correction_by_id(uuid.UUID(str((request.view_args or {})["source_id"]))).id


def _page(correction: Correction, form: OpinionForm, *, status: int = 200) -> Response:
    waiting = correction.status == CorrectionStatus.PROPOSED
    approval = correction.approval
    return page(
        "applications/correction.html",
        status,
        correction=correction,
        round=correction.round,
        pairs=_pairs(correction),
        changed=difference_rows(correction),
        objections=objections_to_correction(correction) if waiting else [],
        seats=seat_rows(approval) if approval else [],
        label=CORRECTION.label(correction.status, staff=True),
        tone=CORRECTION.tone(correction.status),
        may_sign=waiting and approval is not None and SIGN.allows(current_user, approval),
        may_take_back=waiting and approval is not None and approval.drafted_by == current_user.id,
        form=form,
        other=ActForm(formdata=None),
    )


def _pairs(correction: Correction) -> list[tuple[str, str]]:
    published = correction.published_at
    return [
        ("정정공고 번호", correction.number or "아직 없음"),
        ("사유", correction.reason or "아직 없음"),
        ("기안", f"{person_by_id(correction.by_id).name}, {korean_datetime(correction.at)}"),
        *([("공고한 때", korean_datetime(published))] if published else []),
    ]
