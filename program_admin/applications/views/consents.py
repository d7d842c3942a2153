"""Consents: the company's page of what was agreed to by whom, and the page behind a named person's link."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs, public
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import AnswerForm, ConsentForm, NamedForm
from program_admin.applications.models import (
    NAMED_ROLE_NAMES,
    OPEN_STATES,
    Application,
    ConsentRequest,
    NamedRole,
    Status,
)
from program_admin.applications.queries import application_by_id
from program_admin.applications.queries.consents import Given, given_consents, named_people, reply_to, request_of_token
from program_admin.applications.rules.named_people import SETTLED, Answer, Named, words_of
from program_admin.applications.views.blueprint import pages
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import digits_of, normalise_phone
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.programs.schema.paperwork import Consent as Wording

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GivenShown:
    """One consent of the company: what it says, how it stands, whether it may be taken back here."""

    code: str
    title: str
    text: str
    pairs: Pairs
    word: str
    tone: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody named in the application; `label` is what the button to ask says, "" where there is none."""

    key: str
    role: str
    name: str
    reach: str
    word: str
    tone: str
    label: str


@pages.route("/<uuid:application_id>/consent-states", methods=["GET", "POST"])
@needs(may.CONSENT, application_by_id)
def consent_states(application: Application) -> ResponseReturnValue:
    """Show every consent with its version, who gave it and when; ask somebody who joined after the submission."""
    form = NamedForm()
    if request.method == "GET":
        form.role.data = NamedRole.ENGINEER.value
        return _states(application, form)
    if not form.validate():
        return _states(application, form, status=422)
    there = url_for(".consent_states", application_id=application.id)
    new = services.NewNamed(NamedRole(form.role.data), form.name.data, digits_of(form.phone.data))
    try:
        with writing(form.act, then=there) as now:
            services.ask_consent(application, new, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _states(application, form, status=422)
    flash(f"{new.name}님에게 동의 요청을 보냈습니다.", "success")
    return redirect(there, 303)


@pages.post("/<uuid:application_id>/consent-states/ask")
@needs(may.CONSENT, application_by_id)
def ask_named(application: Application) -> ResponseReturnValue:
    """Send the link to everybody named who was not asked yet, or to one person again."""
    there = url_for(".consent_states", application_id=application.id, _anchor="named")
    with writing(ActForm().act, then=there) as now:
        names = services.ask_named(application, request.form.get("person", ""), by=current_user, now=now)
    flash_asked(names)
    return redirect(there, 303)


@pages.post("/<uuid:application_id>/consent-states/withdraw")
@needs(may.CONSENT, application_by_id)
def withdraw_consent(application: Application) -> ResponseReturnValue:
    """Take an optional consent back."""
    form = ConsentForm()
    there = url_for(".consent_states", application_id=application.id)
    with writing(form.act, then=there) as now:
        services.withdraw_consent(application, form.code.data or "", by=current_user, now=now)
    flash("동의를 철회했습니다.", "success")
    return redirect(there, 303)


@pages.route("/consents/<token>", methods=["GET", "POST"])
@public
def consent(token: str) -> ResponseReturnValue:
    """Let the holder of the link read what is asked and answer once, without a password."""
    try:
        asked = request_of_token(token)
    except Missing:
        return page("applications/consent_gone.html", 404)
    form = AnswerForm()
    if request.method == "GET" or reply_to(asked) is not None or not form.validate():
        return _asked(asked, form, status=200 if request.method == "GET" or reply_to(asked) else 422)
    try:
        with writing(form.act, then=request.path) as now:
            agreed = form.answer.data == "agree"
            services.answer_consent(asked, agreed=agreed, now=now, address=request.remote_addr or "")
    except RuleBroken as broken:
        form.refuse(broken)
        return _asked(asked, form, status=422)
    return redirect(request.path, 303)


def ask_if_company(application: Application, now: datetime) -> tuple[str, ...]:
    """Ask whom the page just named, if a person of the company kept it; returns the names (inside the act)."""
    if not application.terms.person_consents or not may.CONSENT.allows(current_user, application):
        return ()
    return services.ask_named(application, by=current_user, now=now)


def flash_asked(names: tuple[str, ...]) -> None:
    """Say who got a link."""
    if names:
        flash(f"{', '.join(f'{name}님' for name in names)}에게 동의 요청을 보냈습니다.", "success")


def wording_pairs(wording: Wording) -> Pairs:
    """What a consent is about, as label and text."""
    pairs = (
        ("제공받는 자", wording.recipient or ""),
        ("목적", wording.purpose),
        ("항목", wording.items),
        ("보유 기간", wording.period),
        ("동의서 판", f"제{wording.version}판"),
    )
    return tuple(pair for pair in pairs if pair[1])


def given_words(given: Given) -> tuple[str, str]:
    """How a consent of the company stands, in words and a tone."""
    if given.at is None:
        return ("아직 동의하지 않음", "warning") if given.wording.required else ("동의하지 않음", "")
    said = f"{korean_datetime(given.at)} {given.by} 동의(제{given.version}판)"
    if given.withdrawn_at is not None:
        return f"{korean_datetime(given.withdrawn_at)} 철회 · {said}", "warning"
    return said, "success"


def _states(application: Application, form: NamedForm, *, status: int = 200) -> Response:
    draft = application.status == Status.DRAFT
    asked = application.terms.person_consents
    people = named_people(application) if asked else ()
    return page(
        "applications/consent_states.html",
        status,
        application=application,
        form=form,
        other=ConsentForm(formdata=None),
        draft=draft,
        given=[_given(each, draft=draft) for each in given_consents(application)],
        people=[_person(each, open_=application.status in OPEN_STATES) for each in people],
        unasked=sum(each.answer is Answer.NOT_ASKED and each.reachable for each in people),
        asked=[(each.title, each.required) for each in asked],
        may_ask=bool(asked) and application.status in OPEN_STATES,
    )


def _person(named: Named, *, open_: bool) -> PersonShown:
    """A named person as the page lists them, with what may be sent."""
    reach = normalise_phone(named.phone) or named.phone or named.email
    word, tone = words_of(named)
    label = ""
    if open_ and named.key and named.reachable and named.answer not in SETTLED:
        label = "요청 보내기" if named.answer is Answer.NOT_ASKED else "다시 보내기"
    return PersonShown(named.key, named.role, named.name, reach, word, tone, label)


def _given(given: Given, *, draft: bool) -> GivenShown:
    word, tone = given_words(given)
    withdrawable = given.in_force and not given.wording.required and not draft
    wording = given.wording
    return GivenShown(wording.code, wording.title, wording.text, wording_pairs(wording), word, tone, withdrawable)


def _asked(asked: ConsentRequest, form: ActForm, *, status: int) -> Response:
    reply, application = reply_to(asked), asked.application
    return page(
        "applications/consent.html",
        status,
        form=form,
        name=asked.name,
        company=application.company_name,
        round_title=application.round.title,
        role=NAMED_ROLE_NAMES[NamedRole(asked.role)],
        wordings=[(each.title, each.text, wording_pairs(each)) for each in asked.round_version.terms.person_consents],
        until=korean_date(asked.expires_at),
        answered=korean_datetime(reply.at) if reply else "",
        agreed=bool(reply and reply.agreed),
    )
