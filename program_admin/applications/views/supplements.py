"""Supplements: the officer asks, accepts, asks again; the company sees how screening goes and answers."""

from dataclasses import dataclass, replace

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications.forms import section_form, typed_fields
from program_admin.applications.forms.screening import (
    ITSELF,
    AnswerForm,
    AskForm,
    LaterForm,
    PaperAnswerForm,
    ask_form,
    paper_answer_form,
)
from program_admin.applications.models import Application, CheckResult, SupplementRequest
from program_admin.applications.queries import application_by_id, draft_fields, filled_of, own_numbers, sealed_to
from program_admin.applications.queries.screening import checks_of, supplement_by_id
from program_admin.applications.rules.papers import Slot, slot_of
from program_admin.applications.rules.sections import section_of
from program_admin.applications.rules.supplements import Way, target_of_item, targets, too_late, way_of
from program_admin.applications.services import PaperFacts, supplements
from program_admin.applications.states import PROCESS, SUPPLEMENT
from program_admin.applications.views.screening_blueprint import screening_pages
from program_admin.applications.views.screening_papers import papers_shown
from program_admin.applications.views.screening_shown import requests_of, timeline_of
from program_admin.applications.views.shown import shown_of
from program_admin.core import clock
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date_weekday
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.documents.contents import types_named
from program_admin.documents.services import check_in_together

NUMBERS_REASON = "numbers_reason"
FRAME = "applications/screening/_answer.html"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a section's template asks about the draft around it: everything but this section is closed."""

    locked: bool = True


@screening_pages.get("/<uuid:application_id>/ask")
@needs(may.SCREEN, application_by_id)
def ask(application: Application) -> ResponseReturnValue:
    """Offer everything that can be asked for; items marked 보완 필요 are ticked with their notes."""
    if sealed_to(current_user, application, clock.now()):
        return redirect(url_for("applications.read", application_id=application.id))
    notes: dict[str, str] = {}
    for check in checks_of(application.id):
        if check.result == CheckResult.TO_SUPPLEMENT:
            target = target_of_item(check.item, application.terms)
            words = check.note or (check.finding if check.suggestion == CheckResult.TO_SUPPLEMENT else "")
            notes[target] = "\n".join(filter(None, (notes.get(target), words)))
    form = ask_form(targets(filled_of(application)), application.terms.calendar.supplement, notes)
    return _ask_page(application, form)


@screening_pages.post("/<uuid:application_id>/ask")
@needs(may.SCREEN, application_by_id)
def send(application: Application) -> ResponseReturnValue:
    """Ask for all that is ticked at once."""
    form = ask_form(targets(filled_of(application)), application.terms.calendar.supplement)
    if not form.validate():
        return _ask_page(application, form, status=422)
    try:
        with writing(form.act) as now:
            asked = supplements.ask_supplement(application, form.wanted, form.period, by=current_user, now=now)
            there = answered(url_for(".sheet", application_id=application.id))
            due = korean_date_weekday(asked[0].due_on)
    except RuleBroken as broken:
        form.refuse(broken)
        return _ask_page(application, form, status=422)
    flash(f"보완 {len(form.wanted)}건을 요청했습니다. 기한은 {due}까지입니다.", "success")
    return redirect(there, 303)


@screening_pages.post("/supplements/<uuid:request_id>/accept")
@needs(may.SCREEN, supplement_by_id)
def accept(asked: SupplementRequest) -> ResponseReturnValue:
    """Accept what was answered."""
    with writing(ActForm().act) as now:
        supplements.accept_supplement(asked, by=current_user, now=now)
        there = answered(url_for(".sheet", application_id=asked.application_id, _anchor="requests"))
    flash("보완을 인정했습니다. 검토표의 판정도 확인해 주세요.", "success")
    return redirect(there, 303)


@screening_pages.route("/supplements/<uuid:request_id>/ask-again", methods=["GET", "POST"])
@needs(may.SCREEN, supplement_by_id)
def ask_again(asked: SupplementRequest) -> ResponseReturnValue:
    """Ask once more, saying what is still missing."""
    return _later(asked, "ask_again")


@screening_pages.route("/supplements/<uuid:request_id>/extend", methods=["GET", "POST"])
@needs(may.SCREEN, supplement_by_id)
def extend(asked: SupplementRequest) -> ResponseReturnValue:
    """Move the due day with a reason."""
    return _later(asked, "extend")


@screening_pages.get("/<uuid:application_id>/progress")
@needs(may.SEE_OWN, application_by_id)
def progress(application: Application) -> ResponseReturnValue:
    """Show the company how screening goes: what is asked, what it answered, the result with its reasons."""
    return page(
        "applications/screening/progress.html",
        application=application,
        label=PROCESS.label(application.status, staff=False),
        tone=PROCESS.tone(application.status),
        requests=requests_of(application, current_user, staff=False),
        timeline=timeline_of(application, staff=False),
        papers=papers_shown(application),
    )


@screening_pages.get("/supplements/<uuid:request_id>")
@needs(may.ANSWER_SUPPLEMENT, supplement_by_id)
def answer(asked: SupplementRequest) -> ResponseReturnValue:
    """Open exactly the asked section or paper for answering."""
    return _answer_page(asked, _answer_form(asked, sent=False))


@screening_pages.post("/supplements/<uuid:request_id>")
@needs(may.ANSWER_SUPPLEMENT, supplement_by_id)
def give_answer(asked: SupplementRequest) -> ResponseReturnValue:
    """Send the answer; what is wrong is shown at its field and nothing typed is lost."""
    words = _answer_form(asked, sent=True)
    if not words.validate():
        return _answer_page(asked, words, status=422)
    there = url_for(".progress", application_id=asked.application_id)
    try:
        given = _given(asked, words)
        with writing(words.act, then=there) as now:
            supplements.answer_supplement(asked, given, by=current_user, now=now)
    except RuleBroken as broken:
        return _answer_page(asked, words, broken=broken, status=422)
    flash("보완 자료를 냈습니다. 담당자가 확인하면 알려 드립니다.", "success")
    return redirect(there, 303)


def _later(asked: SupplementRequest, name: str) -> ResponseReturnValue:
    step = SUPPLEMENT.step(name)
    usual = asked.application.terms.calendar.supplement
    if request.method == "GET":
        form = LaterForm(formdata=None, days=usual.days, kind=usual.kind.value)
        return _later_page(asked, form, step.label)
    form = LaterForm()
    if not form.validate():
        return _later_page(asked, form, step.label, status=422)
    act = supplements.ask_again if name == "ask_again" else supplements.extend_supplement
    try:
        with writing(form.act) as now:
            act(asked, form.period, by=current_user, now=now, reason=form.reason.data)
            there = answered(url_for(".sheet", application_id=asked.application_id, _anchor="requests"))
            due = korean_date_weekday(asked.due_on)
    except RuleBroken as broken:
        form.refuse(broken)
        return _later_page(asked, form, step.label, status=422)
    flash(f"기업에 알렸습니다. 새 기한은 {due}까지입니다.", "success")
    return redirect(there, 303)


def _later_page(asked: SupplementRequest, form: LaterForm, label: str, *, status: int = 200) -> Response:
    return page(
        "applications/screening/later.html",
        status,
        asked=asked,
        title=supplements.title_of(asked),
        label=label,
        form=form,
        due=korean_date_weekday(asked.due_on),
    )


def _ask_page(application: Application, form: AskForm, *, status: int = 200) -> Response:
    usual = supplements.due_of(application.terms.calendar.supplement, clock.now())
    rows = [(form[f"pick-{code}"], form[f"what-{code}"]) for code in form.wanted_codes]
    picked = [row for row in rows if row[0].data]
    return page(
        "applications/screening/ask.html",
        status,
        application=application,
        form=form,
        picked=picked,
        others=[row for row in rows if row not in picked],
        usual=usual.sentences,
    )


def _slot(asked: SupplementRequest) -> Slot:
    slot = slot_of(filled_of(asked.application), asked.paper)
    if slot is None:
        raise Missing("paper")
    return slot


def _answer_form(asked: SupplementRequest, *, sent: bool) -> AnswerForm:
    if way_of(asked.section) is Way.PAPER:
        return paper_answer_form(_slot(asked), sent=sent)
    form = AnswerForm() if sent else AnswerForm(formdata=None)
    if way_of(asked.section) is Way.WORDS:
        form.text.flags.required = True
    return form


def _given(asked: SupplementRequest, words: AnswerForm) -> supplements.NewAnswer:
    """What was sent; a file's content is checked here, before the database is locked."""
    text, reason = words.text.data or "", words.numbers_reason.data or ""
    if isinstance(words, PaperAnswerForm):
        slot = _slot(asked)
        late = too_late(asked.due_on, clock.today())
        if late:
            raise RuleBroken(late)
        checked = check_in_together(
            words.file.data,
            title=slot.name,
            allowed=types_named(kind.value for kind in slot.types),
            max_bytes=slot.max_mb * 1024 * 1024,
            own_numbers=own_numbers(asked.application),
        )
        substitute = "" if words.substitute.data in (None, ITSELF) else str(words.substitute.data)
        facts = PaperFacts(slot.code, substitute, words.reason.data or "", words.issued_on.data)
        return supplements.NewAnswer(text, reason, file=checked, facts=facts)
    if way_of(asked.section) is Way.VALUES:
        typed = typed_fields(asked.section, filled_of(asked.application), request.form)
        return supplements.NewAnswer(text, reason, values={name: each.value for name, each in typed.items()})
    return supplements.NewAnswer(text, reason)


def _answer_page(
    asked: SupplementRequest, words: AnswerForm, *, broken: RuleBroken | None = None, status: int = 200
) -> Response:
    application, way = asked.application, way_of(asked.section)
    shared = _shared(asked, words)
    if broken is not None and NUMBERS_REASON in broken.fields:
        words.numbers_reason.flags.required = True
    if way is not Way.VALUES:
        if broken is not None:
            words.refuse(broken)
            if isinstance(words, PaperAnswerForm):
                words.file.refused(broken)
        slot = _slot(asked) if way is Way.PAPER else None
        return page("applications/screening/answer.html", status, form=words, slot=slot, **shared)
    filled = filled_of(application)
    shown = None
    if request.method == "POST":
        typed = typed_fields(asked.section, filled, request.form)
        shown = {name: each.value for name, each in typed.items()}
        filled = replace(filled, values={**filled.values, **shown})
    form = section_form(asked.section, filled, draft_fields(application.id), shown=shown)
    if broken is not None:
        _refuse_both(words, form, broken)
    return page(
        f"applications/section_{asked.section}.html",
        status,
        frame=FRAME,
        section=section_of(asked.section),
        look=Frozen(),
        form=form,
        forms=[form, words],
        shown=shown_of(asked.section, application, filled),
        terms=filled.terms,
        other=ActForm(formdata=None),
        **shared,
    )


def _refuse_both(words: AnswerForm, form: ActForm, broken: RuleBroken) -> None:
    """Show each sentence at its field, be it of the section or of the words beside it; the rest above the section."""
    own = {name: said for name, said in broken.fields.items() if name in words}
    at_words = [sentence for said in own.values() for sentence in said]
    words.refuse(RuleBroken(at_words, own))
    others = {name: said for name, said in broken.fields.items() if name not in own}
    at_form = {sentence for said in others.values() for sentence in said}
    form.refuse(RuleBroken([each for each in broken.objections if each in at_form or each not in at_words], others))


def _shared(asked: SupplementRequest, words: AnswerForm) -> dict[str, object]:
    """What every page of an answer shows around its fields."""
    late = too_late(asked.due_on, clock.today())
    return {
        "application": asked.application,
        "asked": asked,
        "words": words,
        "title_text": supplements.title_of(asked),
        "due": korean_date_weekday(asked.due_on),
        "answerable": asked.status in SUPPLEMENT.step("answer").of and not late,
        "late": " ".join(late),
        "taken": [(each.what, each.before, each.now) for each in supplements.taken_anew(asked)],
        "label": SUPPLEMENT.label(asked.status, staff=False),
        "tone": SUPPLEMENT.tone(asked.status),
    }
