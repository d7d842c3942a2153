"""A forgotten password: the phone, the code sent to it, the new password."""

import uuid
from datetime import timedelta

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from program_admin.accounts.forms import CodeForm, NewPasswordForm, PhoneForm
from program_admin.accounts.landing import start_page
from program_admin.accounts.passwords import hash_password
from program_admin.accounts.permission import public
from program_admin.accounts.queries import person_by_id, person_by_phone
from program_admin.accounts.services.password import set_password
from program_admin.accounts.services.sign_up import send_code
from program_admin.accounts.signing_in import start_session
from program_admin.accounts.views.blueprint import pages
from program_admin.accounts.views.codes import code_fits, count_sending
from program_admin.core import clock
from program_admin.core.identifiers import digits_of
from program_admin.core.korean import mask_phone
from program_admin.core.pages import page
from program_admin.core.writing import writing

PURPOSE = "password"
PHONE = "password_phone"
PROVEN = "password_person"
PROOF_LIVES = timedelta(minutes=15)


@pages.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgotten_password() -> ResponseReturnValue:
    """Send a code to the phone if an account has it; the answer is the same if none has."""
    form = PhoneForm()
    if request.method == "GET" or not form.validate():
        status = 200 if request.method == "GET" else 422
        return page("accounts/forgotten_password.html", status, form=form)
    phone = digits_of(form.phone.data)
    count_sending(phone)
    with writing(form.act, then=url_for(".forgotten_password_code")) as now:
        person = person_by_phone(phone)
        if person is not None and person.active:
            send_code(phone, PURPOSE, now=now)
    session[PHONE] = phone
    return redirect(url_for(".forgotten_password_code"), 303)


@pages.route("/forgotten-password/code", methods=["GET", "POST"])
@public
def forgotten_password_code() -> ResponseReturnValue:
    """Check the code that proves whose phone this is."""
    phone = session.get(PHONE)
    if not phone:
        return redirect(url_for(".forgotten_password"))
    form = CodeForm()
    if request.method == "GET":
        return page("accounts/forgotten_password_code.html", form=form, phone=mask_phone(phone))
    if not form.validate() or not code_fits(form.code, phone, PURPOSE):
        return page("accounts/forgotten_password_code.html", 422, form=form, phone=mask_phone(phone))
    person = person_by_phone(phone)
    session.pop(PHONE)
    session[PROVEN] = [str(person.id) if person else "", clock.now().timestamp()]
    return redirect(url_for(".forgotten_password_new"), 303)


@pages.route("/forgotten-password/new", methods=["GET", "POST"])
@public
def forgotten_password_new() -> ResponseReturnValue:
    """Take the new password; every other session of the person ends."""
    identifier = _proven()
    if identifier is None:
        return redirect(url_for(".forgotten_password"))
    person = person_by_id(identifier)
    form = NewPasswordForm(person.name, person.phone)
    if request.method == "GET" or not form.validate():
        status = 200 if request.method == "GET" else 422
        return page("accounts/forgotten_password_new.html", status, form=form)
    password_hash = hash_password(form.password.data)
    with writing(form.act, then=start_page()) as now:
        set_password(person, password_hash=password_hash, now=now)
        start_session(person, now)
    return redirect(start_page(), 303)


def _proven() -> uuid.UUID | None:
    identifier, at = session.get(PROVEN) or ("", 0.0)
    fresh = clock.now().timestamp() - float(at) < PROOF_LIVES.total_seconds()
    return uuid.UUID(identifier) if identifier and fresh else None
