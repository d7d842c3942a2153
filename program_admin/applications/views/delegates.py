"""대리 작성: the owner's page of invitations, and the company's look through what was typed for it."""

from dataclasses import dataclass

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import DelegateForm, ReviewForm
from program_admin.applications.models import Application, Delegation
from program_admin.applications.queries import application_by_id, draft_fields, filled_of
from program_admin.applications.queries.delegates import (
    delegation_by_id,
    delegations_of,
    last_review_of,
    seen_of,
    typed_by_delegates,
)
from program_admin.applications.rules.delegates import Typed, unseen
from program_admin.applications.rules.papers import slots
from program_admin.applications.rules.sections import SECTIONS, fields_of
from program_admin.applications.services.locking import objections_to_typing
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.delegates_shown import is_running, state_of
from program_admin.applications.views.values_shown import FieldNames
from program_admin.core import clock
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import digits_of, normalise_phone
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing


@dataclass(frozen=True, slots=True)
class Line:
    """One value a delegate left: the field's words, the value's, who and when, whether it is still to be looked at."""

    label: str
    value: str
    by: str
    new: bool


@pages.route("/<uuid:application_id>/delegates", methods=["GET", "POST"])
@needs(may.DELEGATE, application_by_id)
def delegates(application: Application) -> ResponseReturnValue:
    """Show whom the draft is entrusted to; invite somebody by phone."""
    form = DelegateForm()
    if request.method == "GET":
        form.ends_on.data = clock.to_seoul(application.deadline.closes_at).date()
        return _page(application, form)
    if not form.validate():
        return _page(application, form, status=422)
    there = url_for(".delegates", application_id=application.id)
    new = services.NewDelegate(form.name.data, digits_of(form.phone.data), form.firm.data, form.ends_on.data)
    try:
        with writing(form.act, then=there) as now:
            services.invite_delegate(application, new, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(application, form, status=422)
    flash("초대했습니다. 문자로 받은 주소에서 바로 작성할 수 있습니다.", "success")
    return redirect(there, 303)


@pages.post("/delegations/<uuid:delegation_id>/end")
@needs(may.DELEGATE, delegation_by_id)
def end_delegation(delegation: Delegation) -> ResponseReturnValue:
    """End it at once."""
    there = url_for(".delegates", application_id=delegation.application_id)
    with writing(ActForm().act, then=there) as now:
        services.end_delegation(delegation, by=current_user, now=now)
    flash("대리 작성을 끝냈습니다. 적은 내용은 그대로 있습니다.", "success")
    return redirect(there, 303)


@pages.route("/<uuid:application_id>/delegated", methods=["GET", "POST"])
@needs(may.SUBMIT, application_by_id)
def delegated(application: Application) -> ResponseReturnValue:
    """Show every value and file as delegates left it; the company confirms what stands on the page."""
    form = ReviewForm()
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act) as now:
                services.confirm_delegated(application, (form.seen.data or "").split(), by=current_user, now=now)
                there = answered(url_for(".delegated", application_id=application.id))
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("대리 작성한 내용을 확인했습니다.", "success")
            return redirect(there, 303)
    return _review(application, form, status=200 if request.method == "GET" else 422)


def _page(application: Application, form: DelegateForm, *, status: int = 200) -> Response:
    return page(
        "applications/delegates.html",
        status,
        application=application,
        form=form,
        other=ActForm(formdata=None),
        locked=" ".join(objections_to_typing(application, clock.now())),
        rows=[
            (each, normalise_phone(each.person.phone) or "", *state_of(each), is_running(each))
            for each in delegations_of(application.id)
        ],
    )


def _review(application: Application, form: ReviewForm, *, status: int) -> Response:
    typed = typed_by_delegates(application.id)
    new = {each.key for each in unseen(typed, seen_of(application.id))}
    form.seen.data = " ".join(each.key for each in typed)
    form.seen.raw_data = None
    last = last_review_of(application.id)
    return page(
        "applications/delegated.html",
        status,
        application=application,
        form=form,
        groups=_groups(application, typed, new),
        new=len(new),
        confirmed=korean_datetime(last.at) if last else "",
    )


def _groups(application: Application, typed: tuple[Typed, ...], new: set[str]) -> list[tuple[str, str, list[Line]]]:
    """The lines by section: title, the section's address, its lines in the order of the page."""
    filled = filled_of(application)
    names = {slot.code: slot.name for slot in slots(filled)}
    by_name: dict[str, list[Typed]] = {}
    for each in typed:
        by_name.setdefault(each.name, []).append(each)
    found = []
    for section in SECTIONS:
        words = FieldNames(section.code, filled, draft_fields(application.id))
        mine = [each for name in fields_of(section.code, filled) for each in by_name.get(name, ())]
        lines = [
            Line(words.label(each.name), words.value(each.name, each.value), _by(each), each.key in new)
            for each in mine
        ]
        href = url_for(".section", application_id=application.id, code=section.code)
        if section.code == "papers":
            files = [each for each in typed if each.name.startswith("paper-")]
            lines = [
                Line(names.get(each.name.removeprefix("paper-"), "파일"), each.value, _by(each), each.key in new)
                for each in files
            ]
            href = url_for(".papers", application_id=application.id)
        if lines:
            found.append((section.title, href, lines))
    return found


def _by(typed: Typed) -> str:
    return f"{typed.typist}({typed.firm}) · {korean_datetime(typed.at)}"
