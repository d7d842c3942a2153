"""Signing up in two steps: who one is, then the code sent to the phone."""

import uuid

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from program_admin.accounts.forms import CodeForm, SignUpForm
from program_admin.accounts.landing import registration_page
from program_admin.accounts.models import SignUpDraft
from program_admin.accounts.passwords import hash_password
from program_admin.accounts.permission import public
from program_admin.accounts.privacy import SENTENCES, VERSION
from program_admin.accounts.queries import sign_up_draft
from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson, forget_old_drafts, send_code, sign_up
from program_admin.accounts.signing_in import start_session
from program_admin.accounts.views.blueprint import pages
from program_admin.accounts.views.codes import code_fits, count_sending
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import digits_of
from program_admin.core.korean import mask_phone
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing

PURPOSE = "sign_up"
DRAFT = "sign_up_draft"


@pages.route("/sign-up", methods=["GET", "POST"])
@public
def sign_up_form() -> ResponseReturnValue:
    """Ask who is signing up, then send a code to the phone."""
    form = SignUpForm()
    if request.method == "GET" or not form.validate():
        status = 200 if request.method == "GET" else 422
        return page("accounts/sign_up.html", status, form=form, privacy=SENTENCES)
    phone = digits_of(form.phone.data)
    count_sending(phone)
    password_hash = hash_password(form.password.data)
    with writing(form.act, then=url_for(".sign_up_code")) as now:
        forget_old_drafts(now)
        draft = SignUpDraft(
            role=form.role.data,
            name=form.name.data,
            phone=phone,
            email=form.email.data,
            password_hash=password_hash,
            privacy_version=VERSION,
            created_at=now,
        )
        db.session.add(draft)
        send_code(phone, PURPOSE, now=now)
    session[DRAFT] = str(draft.id)
    return redirect(url_for(".sign_up_code"), 303)


@pages.route("/sign-up/code", methods=["GET", "POST"])
@public
def sign_up_code() -> ResponseReturnValue:
    """Check the code; then the account exists and the person is signed in."""
    draft = _draft()
    if draft is None:
        return redirect(url_for(".sign_up_form"))
    form = CodeForm()
    if request.method == "GET":
        return _code_page(form, draft)
    if not form.validate() or not code_fits(form.code, draft.phone, PURPOSE):
        return _code_page(form, draft, 422)
    try:
        with writing(form.act) as now:
            new = NewPerson(draft.name, draft.phone, draft.email, privacy_version=draft.privacy_version)
            person = sign_up(new, Role(draft.role), password_hash=draft.password_hash, now=now)
            db.session.delete(draft)
            start_session(person, now)
            target = answered(registration_page(person))
    except RuleBroken as broken:
        form.refuse(broken)
        return _code_page(form, draft, 422)
    return redirect(target, 303)


@pages.post("/sign-up/code/again")
@public
def sign_up_code_again() -> ResponseReturnValue:
    """Send another code to the same phone."""
    draft, form = _draft(), ActForm()
    if draft is None or not form.validate():
        return redirect(url_for(".sign_up_form"), 303)
    count_sending(draft.phone)
    with writing(form.act, then=url_for(".sign_up_code")) as now:
        send_code(draft.phone, PURPOSE, now=now)
    return redirect(url_for(".sign_up_code"), 303)


def _draft() -> SignUpDraft | None:
    kept = session.get(DRAFT)
    return sign_up_draft(uuid.UUID(kept)) if kept else None


def _code_page(form: CodeForm, draft: SignUpDraft, status: int = 200) -> ResponseReturnValue:
    again = url_for(".sign_up_code_again")
    return page("accounts/sign_up_code.html", status, form=form, phone=mask_phone(draft.phone), again=again)
