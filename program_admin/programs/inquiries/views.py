"""Pages of questions on a round: the public FAQ, asking, and what officers do with questions."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs, public
from program_admin.accounts.queries import names_of
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs.inquiries import permissions as may
from program_admin.programs.inquiries import queries, services
from program_admin.programs.inquiries.blueprint import pages
from program_admin.programs.inquiries.forms import AnswerForm, AskForm, CorrectForm, DeclineForm
from program_admin.programs.inquiries.models import TOPIC_NAMES, Inquiry, Status, Topic
from program_admin.programs.inquiries.shown import faq_entries, own_rows, staff_rows
from program_admin.programs.inquiries.states import PROCESS
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round


@pages.get("/<uuid:round_id>/questions")
@public
def listed(round_id: uuid.UUID) -> ResponseReturnValue:
    """List every public question of a round, to be searched; who is signed in sees the own ones too."""
    round_ = get_announced_round(round_id)
    topic, query = request.args.get("topic", ""), request.args.get("q", "").strip()[:100]
    found = queries.answered_of(round_.id, topic=topic if topic in set(Topic) else "", query=query)
    own = queries.asked_by(current_user, round_.id) if current_user.is_authenticated else []
    return page(
        "programs/inquiries.html",
        round=round_,
        entries=faq_entries(found),
        own=own_rows(own),
        topics=list(TOPIC_NAMES.items()),
        topic=topic,
        query=query,
        closed=" ".join(services.no_questions(round_)),
    )


@pages.get("/<uuid:round_id>/questions/ask")
@needs(may.ASK, get_announced_round)
def ask(round_: Round) -> ResponseReturnValue:
    """Ask for the question."""
    return _ask_page(round_, AskForm(formdata=None))


@pages.post("/<uuid:round_id>/questions/ask")
@needs(may.ASK, get_announced_round)
def send(round_: Round) -> ResponseReturnValue:
    """Take the question in."""
    form = AskForm()
    there = url_for(".listed", round_id=round_.id)
    try:
        if form.validate():
            with writing(form.act, then=there) as now:
                services.ask(round_, Topic(form.topic.data), form.text.data, by=current_user, now=now)
            flash("문의를 받았습니다. 답변하면 알려 드립니다.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return _ask_page(round_, form, status=422)


@pages.get("/manage/<uuid:round_id>/questions")
@needs(may.SEE, get_announced_round)
def manage(round_: Round) -> ResponseReturnValue:
    """List every question on a round for the staff, those without an answer first."""
    found = queries.all_of(round_.id)
    return page(
        "programs/inquiries_manage.html",
        round=round_,
        rows=staff_rows(found),
        waiting=sum(each.status == Status.ASKED for each in found),
        may_answer=may.ANSWER.allows(current_user),
    )


@pages.get("/manage/<uuid:round_id>/questions/new")
@needs(may.ANSWER, get_announced_round)
def new(round_: Round) -> ResponseReturnValue:
    """Ask for a question and answer of the officer's own."""
    return page("programs/inquiry_new.html", round=round_, form=AnswerForm(formdata=None))


@pages.post("/manage/<uuid:round_id>/questions/new")
@needs(may.ANSWER, get_announced_round)
def add(round_: Round) -> ResponseReturnValue:
    """Publish a question and answer of the officer's own."""
    form = AnswerForm()
    try:
        if form.validate():
            with writing(form.act) as now:
                services.add_faq(round_, form.public(), by=current_user, now=now)
                there = answered(url_for(".manage", round_id=round_.id))
            flash("질문과 답변을 공개했습니다.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return page("programs/inquiry_new.html", 422, round=round_, form=form)


@pages.get("/manage/questions/<uuid:inquiry_id>")
@needs(may.SEE, queries.inquiry_by_id)
def show(inquiry: Inquiry) -> ResponseReturnValue:
    """Show a question as it came, with the answer to write or what was answered."""
    return _page(inquiry, _form_for(inquiry, sent=False))


@pages.post("/manage/questions/<uuid:inquiry_id>/answer")
@needs(may.ANSWER, queries.inquiry_by_id)
def answer(inquiry: Inquiry) -> ResponseReturnValue:
    """Publish the answer."""
    form = AnswerForm()
    try:
        if form.validate():
            with writing(form.act) as now:
                services.answer(inquiry, form.public(), by=current_user, now=now)
                there = answered(url_for(".manage", round_id=inquiry.round_id))
            flash("답변을 공개하고 문의한 사람에게 알렸습니다.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return _page(inquiry, form, status=422)


@pages.post("/manage/questions/<uuid:inquiry_id>/correct")
@needs(may.ANSWER, queries.inquiry_by_id)
def correct(inquiry: Inquiry) -> ResponseReturnValue:
    """Publish a corrected answer."""
    form = CorrectForm()
    try:
        if form.validate():
            with writing(form.act) as now:
                services.correct(inquiry, form.public(), by=current_user, now=now, reason=form.reason.data)
                there = answered(url_for(".show", inquiry_id=inquiry.id))
            flash("고친 답변을 공개했습니다.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return _page(inquiry, form, status=422)


@pages.get("/manage/questions/<uuid:inquiry_id>/decline")
@needs(may.ANSWER, queries.inquiry_by_id)
def ask_decline(inquiry: Inquiry) -> ResponseReturnValue:
    """Ask why the question gets no public answer."""
    return page("programs/inquiry_decline.html", inquiry=inquiry, form=DeclineForm(formdata=None))


@pages.post("/manage/questions/<uuid:inquiry_id>/decline")
@needs(may.ANSWER, queries.inquiry_by_id)
def decline(inquiry: Inquiry) -> ResponseReturnValue:
    """Leave the question without a public answer."""
    form = DeclineForm()
    try:
        if form.validate():
            with writing(form.act) as now:
                services.decline(inquiry, by=current_user, now=now, reason=form.reason.data)
                there = answered(url_for(".manage", round_id=inquiry.round_id))
            flash("문의한 사람에게 사유를 알렸습니다.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return page("programs/inquiry_decline.html", 422, inquiry=inquiry, form=form)


def _ask_page(round_: Round, form: AskForm, *, status: int = 200) -> Response:
    closed = " ".join(services.no_questions(round_))
    return page("programs/inquiry_ask.html", status, round=round_, form=form, closed=closed)


def _form_for(inquiry: Inquiry, *, sent: bool) -> AnswerForm:
    kind = CorrectForm if inquiry.status == Status.ANSWERED else AnswerForm
    if sent:
        return kind()
    question = inquiry.question or inquiry.original
    return kind(formdata=None, topic=inquiry.topic, question=question, text=inquiry.answer)


def _page(inquiry: Inquiry, form: AnswerForm, *, status: int = 200) -> Response:
    open_to = {step.name for step in PROCESS.open_to(current_user, inquiry)}
    asker = (
        names_of({inquiry.asked_by_id}).get(inquiry.asked_by_id, "") if inquiry.asked_by_id else "담당자가 만든 질문"
    )
    answers = inquiry.answers
    names = names_of({each.by_id for each in answers})
    return page(
        "programs/inquiry.html",
        status,
        inquiry=inquiry,
        form=form if open_to else ActForm(formdata=None),
        open_to=open_to,
        label=PROCESS.label(inquiry.status, staff=True),
        tone=PROCESS.tone(inquiry.status),
        pairs=[
            ("문의한 사람", asker),
            ("문의한 때", korean_datetime(inquiry.at)),
            ("주제", TOPIC_NAMES[Topic(inquiry.topic)]),
            ("원문", inquiry.original),
            *([("답변하지 않은 사유", inquiry.declined_for)] if inquiry.declined_for else []),
        ],
        history=[
            [korean_datetime(each.at), names.get(each.by_id, ""), each.question, each.text, each.reason or "–"]
            for each in answers
        ],
    )
