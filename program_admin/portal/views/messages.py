"""Messages to everybody: the page of the demo, and the administrator's list."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from program_admin.accounts.permission import needs, public
from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.exports import Kind as Cell
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import digits_of
from program_admin.core.korean import mask_email, mask_phone
from program_admin.core.lists.columns import BulkAct, ChoiceFilter, Column, DateFilter, Listing
from program_admin.core.lists.pages import list_page, selected_ids
from program_admin.core.pages import page
from program_admin.core.settings import settings
from program_admin.core.writing import writing
from program_admin.notices.models import Kind, Message, MessageState
from program_admin.notices.outbox import send_again
from program_admin.portal import permissions as may
from program_admin.portal.message_text import message_text
from program_admin.portal.views.blueprint import pages

MOST = 100
KINDS = {Kind.SMS: "문자", Kind.EMAIL: "전자우편", Kind.IN_APP: "알림"}
STATES = {
    MessageState.QUEUED: ("기다림", "information"),
    MessageState.SENT: ("보냄", "success"),
    MessageState.FAILED: ("전달 못 함", "danger"),
    MessageState.SUPPRESSED: ("보낼 곳 없음", "warning"),
}


@pages.get("/messages")
@public
def messages() -> ResponseReturnValue:
    """Show every message of the demo with its codes and links, newest first; in no other installation."""
    if not settings().demo:
        raise Missing("messages")
    asked = digits_of(request.args.get("phone", ""))
    wanted = select(Message).where(Message.erased_at.is_(None))
    if asked:
        wanted = wanted.where(Message.address.contains(asked, autoescape=True))
    found = db.session.scalars(wanted.order_by(Message.created_at.desc(), Message.id).limit(MOST))
    return page("portal/messages.html", messages=[_shown(each) for each in found], phone=request.args.get("phone", ""))


def outgoing_listing() -> Listing[Message]:
    """The administrator's list: where a message went and whether it arrived, not what it says."""
    return Listing(
        name="outgoing",
        title="보낸 메시지",
        columns=(
            Column("title", "제목", lambda row: row.title, width=40),
            Column("kind", "길", lambda row: KINDS[row.kind]),
            Column("address", "받는 곳", _masked),
            Column(
                "state", "상태", lambda row: STATES[row.state][0], kind=Cell.BADGE,
                tone=lambda row: STATES[row.state][1],
            ),
            Column("error", "까닭", lambda row: row.error),
            Column("created", "만든 때", lambda row: row.created_at, kind=Cell.MOMENT, order=Message.created_at),
        ),
        identity=Message.id,
        order="-created",
        empty="아직 보낸 메시지가 없습니다.",
        filters=(
            ChoiceFilter("state", "상태", tuple((s.value, STATES[s][0]) for s in MessageState), column=Message.state),
            ChoiceFilter("kind", "길", tuple((kind.value, KINDS[kind]) for kind in Kind), column=Message.kind),
            DateFilter("created", "만든 날", Message.created_at, moment=True),
        ),
        acts=(BulkAct("다시 보내기", url_for("portal.resend")),),
    )  # fmt: skip


@pages.get("/outgoing")
@needs(may.LIST_MESSAGES)
def outgoing() -> ResponseReturnValue:
    """List what was sent and what did not arrive."""
    return _list()


@pages.post("/outgoing/again")
@needs(may.RESEND_MESSAGE)
def resend() -> ResponseReturnValue:
    """Send the picked messages that failed once more."""
    form, picked = ActForm(), selected_ids(request.form)
    if not form.validate():
        return _list(form, 422)
    try:
        if not picked:
            raise RuleBroken(["다시 보낼 메시지를 골라 주세요."])
        with writing(form.act, then=url_for(".outgoing")) as now:
            for message_id in picked:
                send_again(message_id, now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _list(form, 422)
    flash(f"메시지 {len(picked)}건을 다시 보냅니다.", "success")
    return redirect(url_for(".outgoing"), 303)


def _list(form: ActForm | None = None, status: int = 200) -> ResponseReturnValue:
    listing = list_page(outgoing_listing(), select(Message), arguments=request.args, person_id=current_user.id)
    return page("portal/outgoing.html", status, listing=listing, form=form or ActForm(formdata=None))


def _masked(message: Message) -> str:
    if message.kind is Kind.IN_APP:
        return "알림함"
    return mask_email(message.address) if message.kind is Kind.EMAIL else mask_phone(message.address)


def _shown(message: Message) -> dict[str, object]:
    return {
        "title": message.title,
        "body": message_text(message.body),
        "link": message.link,
        "kind": KINDS[message.kind],
        "to": f"{message.name} {message.address}".strip(),
        "at": message.created_at,
        "state": STATES[message.state],
        "id": message.id,
    }
