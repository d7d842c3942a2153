"""Signing in, going on with what was typed before, and signing out."""

from datetime import timedelta

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.landing import after_sign_in, own_address
from program_admin.accounts.models import Person
from program_admin.accounts.passwords import password_matches
from program_admin.accounts.permission import half_signed_in, public
from program_admin.accounts.queries import person_by_phone
from program_admin.accounts.sign_in_form import SignInForm
from program_admin.accounts.signing_in import end_session, forget_browser, start_session
from program_admin.accounts.views.blueprint import pages
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import digits_of
from program_admin.core.limits import count_try, forget_tries
from program_admin.core.pages import page
from program_admin.core.settings import settings
from program_admin.core.writing import transaction, writing

WITHIN = timedelta(minutes=15)
PER_ADDRESS = 20  # a whole office may share one address
WRONG = "휴대전화 번호나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask for phone and password; keep whatever the reader was about to send elsewhere."""
    form = SignInForm()
    if request.method == "GET":
        form.next_page.data = own_address(request.args.get("next", ""))
        if current_user.is_authenticated:
            return redirect(after_sign_in(form.next_page.data))
        return _page(form)
    if not form.validate():
        return _page(form, 422)
    person = _recognised(form)
    if person is None:
        form.refuse(RuleBroken([WRONG]))
        return _page(form, 422)
    identifier, target = person.id, after_sign_in(form.next_page.data or "")
    with writing(form.act, then=target) as now:
        found = person_by_phone(digits_of(form.phone.data))
        if found is None or found.id != identifier or not found.active:
            raise RuleBroken([WRONG])
        start_session(found, now)
        forget_tries(f"sign-in:{found.phone}")
    if form.kept_pairs:
        return page("accounts/continue.html", kept=form.kept_pairs, target=target, form=ActForm(formdata=None))
    return redirect(target, 303)


@pages.post("/sign-out")
@half_signed_in
def sign_out() -> ResponseReturnValue:
    """End this session and forget it in the browser; the address tells the page whose kept texts to forget."""
    who = current_user.id
    with transaction() as now:
        end_session(current_user.login_session, by=current_user, now=now, reason="로그아웃")
    forget_browser()
    return redirect(url_for("accounts.sign_in", _anchor=f"out-{who}"), 303)


def _recognised(form: SignInForm) -> Person | None:
    phone, most = digits_of(form.phone.data), settings().sign_in_tries
    count_try(f"sign-in-from:{request.remote_addr}", at_most=most * PER_ADDRESS, within=WITHIN)
    count_try(f"sign-in:{phone}", at_most=most, within=WITHIN)
    person = person_by_phone(phone)
    matches = password_matches(person.password_hash if person else "", form.password.data)
    return person if person and person.active and matches else None


def _page(form: SignInForm, status: int = 200) -> ResponseReturnValue:
    messages = settings().demo and "portal.messages" in current_app.view_functions
    template = "accounts/sign_in_again.html" if form.kept.data else "accounts/sign_in.html"
    return page(template, status, form=form, posted=True, messages=url_for("portal.messages") if messages else "")
