"""The own account: name, roles, e-mail, password, and the devices signed in."""

import uuid
from datetime import timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.devices import device_name
from program_admin.accounts.forms import ChangePasswordForm, EmailForm
from program_admin.accounts.passwords import hash_password, password_matches
from program_admin.accounts.permission import signed_in
from program_admin.accounts.queries import open_sessions
from program_admin.accounts.services.password import set_password
from program_admin.accounts.services.people import change_email, end_all_sessions
from program_admin.accounts.signing_in import end_session, forget_browser
from program_admin.accounts.views.blueprint import pages
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import normalise_phone
from program_admin.core.limits import count_try
from program_admin.core.pages import page
from program_admin.core.writing import writing

OLD_WRONG = "지금 비밀번호가 맞지 않습니다. 다시 입력해 주세요."


@pages.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Show what is kept about the reader, and where the reader is signed in."""
    rows = open_sessions(current_user)
    return page(
        "accounts/account.html",
        phone=normalise_phone(current_user.phone) or current_user.phone,
        roles=sorted(role.label for role in current_user.roles),
        sessions=[(row, device_name(row.agent), row.id == current_user.login_session.id) for row in rows],
        form=ActForm(formdata=None),
    )


@pages.route("/account/email", methods=["GET", "POST"])
@signed_in
def own_email() -> ResponseReturnValue:
    """Change the own e-mail address."""
    form = EmailForm(obj=current_user)
    if request.method == "GET" or not form.validate():
        return page("accounts/own_email.html", 200 if request.method == "GET" else 422, form=form)
    with writing(form.act, then=url_for(".account")) as now:
        change_email(current_user, form.email.data, now=now)
    flash("전자우편 주소를 바꿨습니다.")
    return redirect(url_for(".account"), 303)


@pages.route("/account/password", methods=["GET", "POST"])
@signed_in
def own_password() -> ResponseReturnValue:
    """Change the own password; sessions on other devices end."""
    form = ChangePasswordForm(current_user.name, current_user.phone)
    if request.method == "GET" or not form.validate():
        return page("accounts/own_password.html", 200 if request.method == "GET" else 422, form=form)
    count_try(f"password-again:{current_user.id}", at_most=10, within=timedelta(minutes=15))
    if not password_matches(current_user.password_hash, form.current.data):
        form.refuse(RuleBroken([OLD_WRONG], {"current": [OLD_WRONG]}))
        return page("accounts/own_password.html", 422, form=form)
    password_hash = hash_password(form.password.data)
    with writing(form.act, then=url_for(".account")) as now:
        set_password(current_user, password_hash=password_hash, now=now)
    flash("비밀번호를 바꿨습니다. 다른 기기에서는 로그아웃되었습니다.")
    return redirect(url_for(".account"), 303)


@pages.post("/account/sessions/<uuid:session_id>/end")
@signed_in
def end_own_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """Sign the own account out on one device."""
    form = ActForm()
    row = next((row for row in open_sessions(current_user) if row.id == session_id), None)
    if row is None:
        raise Missing("session")
    with writing(form.act, then=url_for(".account")) as now:
        end_session(row, by=current_user, now=now, reason="본인이 끝냄")
    flash("그 기기에서 로그아웃했습니다.")
    return redirect(url_for(".account"), 303)


@pages.post("/account/sessions/end")
@signed_in
def end_own_sessions() -> ResponseReturnValue:
    """Sign the own account out everywhere, here too."""
    with writing(ActForm().act, then=url_for(".sign_in")) as now:
        end_all_sessions(current_user, by=current_user, now=now, reason="본인이 모두 끝냄")
    forget_browser()
    return redirect(url_for(".sign_in"), 303)
