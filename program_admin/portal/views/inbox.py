"""A person's own messages."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.landing import own_address
from program_admin.accounts.permission import signed_in
from program_admin.core.errors import Missing
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.notices.models import Kind, Message
from program_admin.notices.outbox import mark_read
from program_admin.notices.queries import inbox_of, message_by_id, unread_count
from program_admin.portal.inbox_groups import BY_CASE, BY_KIND, WAYS, grouped
from program_admin.portal.views.blueprint import pages


@pages.get("/inbox")
@signed_in
def inbox() -> ResponseReturnValue:
    """List the reader's messages by case, or by what they say."""
    way = BY_KIND if request.args.get("by") == BY_KIND else BY_CASE
    return page(
        "portal/inbox.html",
        groups=grouped(inbox_of(current_user.id), way),
        way=way,
        ways=[(label, url_for(".inbox", by=each), each == way) for each, label in WAYS.items()],
        unread=unread_count(current_user.id),
        form=ActForm(formdata=None),
    )


@pages.post("/inbox/read")
@signed_in
def read_all() -> ResponseReturnValue:
    """Mark every message as read."""
    form = ActForm()
    if form.validate():
        with writing(form.act, then=url_for(".inbox")) as now:
            mark_read(current_user.id, now)
        flash("모두 읽은 것으로 했습니다.", "success")
    return redirect(url_for(".inbox"), 303)


@pages.post("/inbox/read-group")
@signed_in
def read_group() -> ResponseReturnValue:
    """Mark the messages of one group, as the page showed it, as read."""
    form, there = ActForm(), url_for(".inbox", by=request.form.get("by", BY_CASE))
    wanted = [found for each in request.form.get("messages", "").split() if (found := _identifier(each))]
    if form.validate():
        with writing(form.act, then=there) as now:
            mark_read(current_user.id, now, only=wanted)
    return redirect(there, 303)


@pages.post("/inbox/open")
@signed_in
def open_message() -> ResponseReturnValue:
    """Mark one message as read and lead to what it is about."""
    form, message = ActForm(), _own_message()
    target = own_address(message.link) or url_for(".inbox")
    if form.validate():
        identifier = message.id
        with writing(form.act, then=target) as now:
            mark_read(current_user.id, now, only=[identifier])
    return redirect(target, 303)


def _own_message() -> Message:
    """The message the form names, if it is the reader's own; raises Missing."""
    identifier = _identifier(request.form.get("message", ""))
    found = message_by_id(identifier) if identifier else None
    if found is None or found.person_id != current_user.id or found.kind is not Kind.IN_APP:
        raise Missing("message")
    return found


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
