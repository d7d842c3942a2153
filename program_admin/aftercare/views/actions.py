"""One corrective action: what was asked and said, and what may be done about it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.aftercare import permissions as may
from program_admin.aftercare import services
from program_admin.aftercare.forms import AnswerForm, CloseForm, ReasonForm
from program_admin.aftercare.models import CorrectiveAction, CorrectiveEvent, CorrectiveEventKind
from program_admin.aftercare.queries import action_by_id, event_by_id, events_of
from program_admin.aftercare.states import CORRECTIVE
from program_admin.aftercare.views.blueprint import pages
from program_admin.aftercare.views.listing import is_overdue
from program_admin.aftercare.views.photos import ALLOWED, MOST_MB
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.documents.answers import upload_answer
from program_admin.documents.services import CheckedFile, check_in

TITLES = {
    CorrectiveEventKind.ANSWERED: "이행 내용",
    CorrectiveEventKind.ASKED_AGAIN: "다시 요청",
    CorrectiveEventKind.CLOSED: "시정 확인",
}


@pages.get("/actions/<uuid:action_id>")
@needs(may.SEE_ACTION, action_by_id, logs="시정조치")
def action(found: CorrectiveAction) -> ResponseReturnValue:
    """Show one corrective action."""
    return _shown(found)


@pages.post("/actions/<uuid:action_id>/answer")
@needs(may.ANSWER, action_by_id)
def answer(found: CorrectiveAction) -> ResponseReturnValue:
    """Keep what was done about it."""
    form = AnswerForm()
    try:
        if not form.validate():
            return _shown(found, form)
        checked = _checked(form)
        with writing(form.act, then=_address(found)) as now:
            services.answer(found, form.words.data, checked=checked, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _shown(found, form)
    flash("이행 내용을 냈습니다. 점검위원에게 알렸습니다.", "success")
    return redirect(_address(found), 303)


@pages.post("/actions/<uuid:action_id>/ask-again")
@needs(may.CLOSE, action_by_id)
def ask_again(found: CorrectiveAction) -> ResponseReturnValue:
    """Say what is still missing."""
    form = ReasonForm()
    try:
        if not form.validate():
            return _shown(found, form)
        with writing(form.act, then=_address(found)) as now:
            services.ask_again(found, by=current_user, now=now, reason=form.reason.data)
    except RuleBroken as broken:
        form.refuse(broken)
        return _shown(found, form)
    flash("다시 요청했습니다. 기업과 공급기업에 알렸습니다.", "success")
    return redirect(_address(found), 303)


@pages.post("/actions/<uuid:action_id>/close")
@needs(may.CLOSE, action_by_id)
def close(found: CorrectiveAction) -> ResponseReturnValue:
    """Settle it."""
    form = CloseForm()
    try:
        if not form.validate():
            return _shown(found, form)
        with writing(form.act, then=_address(found)) as now:
            services.close(found, form.words.data, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _shown(found, form)
    flash("시정을 확인했습니다. 공급기업의 성과 기록에 남겼습니다.", "success")
    return redirect(_address(found), 303)


@pages.get("/actions/photos/<uuid:event_id>/file")
@needs(may.SEE_ACTION, event_by_id, logs="시정조치 사진")
def event_file(event: CorrectiveEvent) -> ResponseReturnValue:
    """Hand out the photo of an answer."""
    if event.upload is None:
        raise Missing("photo")
    return upload_answer(event.upload)


def _checked(form: AnswerForm) -> CheckedFile | None:
    file = form.file.data
    if file is None:
        return None
    return check_in(file.stream, name=file.filename, allowed=ALLOWED, max_bytes=MOST_MB << 20)


def _address(found: CorrectiveAction) -> str:
    return url_for(".action", action_id=found.id)


def _shown(found: CorrectiveAction, refused: ActForm | None = None) -> ResponseReturnValue:
    visit, staff = found.visit, current_user.is_staff
    forms = {
        "answer": refused if isinstance(refused, AnswerForm) else AnswerForm(formdata=None, prefix=""),
        "ask_again": refused if isinstance(refused, ReasonForm) else ReasonForm(formdata=None),
        "close": refused if isinstance(refused, CloseForm) else CloseForm(formdata=None),
    }
    forms["close"].words.id = "close-words"
    late = is_overdue(found)
    facts: list[tuple[str, object]] = [
        ("방문", {"text": visit.name, "link": url_for(".show", visit_id=visit.id)}),
        ("도입기업", visit.agreement.company_name),
        ("공급기업", visit.agreement.supplier_name),
        ("기한", korean_date(found.due_on)),
    ]
    if found.late is not None:
        facts.append(("이행", "기한이 지나 이행했습니다" if found.late else "기한 안에 이행했습니다"))
    return page(
        "aftercare/action.html",
        422 if refused else 200,
        action=found,
        facts=facts,
        standing=(
            "늦음" if late else CORRECTIVE.label(found.status, staff=staff),
            "danger" if late else CORRECTIVE.tone(found.status),
        ),
        entries=[_entry(event) for event in events_of(found.id)],
        steps=[step.name for step in CORRECTIVE.open_to(current_user, found)],
        acts=forms,
        forms=[refused] if refused else [],
    )


def _entry(event: CorrectiveEvent) -> dict[str, object]:
    return {
        "title": TITLES[CorrectiveEventKind(event.kind)],
        "moment": korean_datetime(event.at),
        "by": event.by.name,
        "text": event.words,
        "file": (event.upload.name, url_for(".event_file", event_id=event.id)) if event.upload else None,
    }
