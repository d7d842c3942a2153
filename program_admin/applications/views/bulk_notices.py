"""알림 보내기: applications are selected in the list, the notice is written, looked at, and only then sent."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications.forms.notices import KIND_WORDS, NoticeForm
from program_admin.applications.models import NoticeBatch, NoticeKind
from program_admin.applications.queries.notices import batch_by_id
from program_admin.applications.services import bulk_notices
from program_admin.applications.views.screening_blueprint import screening_pages
from program_admin.applications.views.screening_listing import ids_of
from program_admin.core import clock
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.lists.pages import selected_ids
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round


@screening_pages.post("/rounds/<uuid:round_id>/notices")
@needs(may.NOTIFY, get_announced_round)
def select_for_notice(round_: Round) -> ResponseReturnValue:
    """Keep the selection, or all that the list's filters leave, and lead to writing the notice; nothing is sent."""
    chosen = ids_of(round_, current_user, request.args) if request.form.get("all") else selected_ids(request.form)
    with writing(ActForm().act) as now:
        batch = bulk_notices.begin_batch(round_, chosen, by=current_user, now=now)
        there = answered(url_for(".write_notice", batch_id=batch.id))
    return redirect(there, 303)


@screening_pages.get("/notices/<uuid:batch_id>")
@needs(may.SEND_NOTICE, batch_by_id)
def write_notice(batch: NoticeBatch) -> ResponseReturnValue:
    """Ask what the notice is about."""
    if batch.sent_at is not None:
        return redirect(url_for(".check_notice", batch_id=batch.id))
    return _write_page(batch, NoticeForm(formdata=None, kind=batch.kind, title=batch.title, body=batch.body))


@screening_pages.post("/notices/<uuid:batch_id>")
@needs(may.SEND_NOTICE, batch_by_id)
def keep_notice(batch: NoticeBatch) -> ResponseReturnValue:
    """Keep the words and lead to the page that shows them with everybody who would get them."""
    form = NoticeForm()
    there = url_for(".check_notice", batch_id=batch.id)
    if not form.validate():
        return _write_page(batch, form, status=422)
    try:
        with writing(form.act, then=there):
            kind = NoticeKind(form.kind.data)
            bulk_notices.write_batch(
                batch, kind, title=form.title.data or "", body=form.body.data or "", by=current_user
            )
    except RuleBroken as broken:
        form.refuse(broken)
        return _write_page(batch, form, status=422)
    return redirect(there, 303)


@screening_pages.get("/notices/<uuid:batch_id>/check")
@needs(may.SEND_NOTICE, batch_by_id)
def check_notice(batch: NoticeBatch) -> ResponseReturnValue:
    """Show the words and every recipient before anything is sent."""
    return _check_page(batch, ActForm(formdata=None))


@screening_pages.post("/notices/<uuid:batch_id>/send")
@needs(may.SEND_NOTICE, batch_by_id)
def send_notice(batch: NoticeBatch) -> ResponseReturnValue:
    """Send what was shown, once."""
    form, there = ActForm(), url_for(".check_notice", batch_id=batch.id)
    try:
        with writing(form.act, then=there) as now:
            sent = bulk_notices.send_batch(batch, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _check_page(batch, form, status=422)
    flash(f"{sent}개 기업에 알림을 보냈습니다. 신청마다 이력에 남았습니다.", "success")
    return redirect(there, 303)


def _write_page(batch: NoticeBatch, form: NoticeForm, *, status: int = 200) -> Response:
    return page(
        "applications/screening/notice.html", status, batch=batch, round=batch.round, form=form,
        chosen=len(batch.application_ids),
    )  # fmt: skip


def _check_page(batch: NoticeBatch, form: ActForm, *, status: int = 200) -> Response:
    if batch.sent_at is not None:
        sent = bulk_notices.sent_of(batch)
        rows = [[each.application.number or "", each.application.company_name, f"{each.recipients}명", each.body]
                for each in sent]  # fmt: skip
        skipped: list[list[str]] = []
        people = sum(each.recipients for each in sent)
    else:
        planned = bulk_notices.planned_of(batch, clock.today())
        rows = [[each.application.number or "", each.application.company_name,
                 ", ".join(person.name for person in each.people), each.body]
                for each in planned if not each.why_not]  # fmt: skip
        skipped = [[each.application.number or "", each.application.company_name, each.why_not]
                   for each in planned if each.why_not]  # fmt: skip
        people = sum(len(each.people) for each in planned if not each.why_not)
    return page(
        "applications/screening/notice_check.html",
        status,
        batch=batch,
        round=batch.round,
        form=form,
        kind=KIND_WORDS[NoticeKind(batch.kind)],
        rows=rows,
        skipped=skipped,
        people=people,
        sent=korean_datetime(batch.sent_at) if batch.sent_at else "",
    )
