"""The second factor: enrolling an authenticator app, and its code at each sign-in."""

from datetime import timedelta

import segno
from flask import redirect, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from program_admin.accounts.forms import SecondFactorForm
from program_admin.accounts.landing import after_sign_in, own_address
from program_admin.accounts.permission import half_signed_in
from program_admin.accounts.services.second_factor import confirm, enrol, enrolment_address, new_secret
from program_admin.accounts.views.blueprint import pages
from program_admin.core.errors import RuleBroken
from program_admin.core.limits import count_try, forget_tries
from program_admin.core.pages import page
from program_admin.core.writing import writing

SECRET = "totp_secret"  # noqa: S105  # nosec B105
TRIES = 10
WITHIN = timedelta(minutes=15)


@pages.route("/second-factor", methods=["GET", "POST"])
@half_signed_in
def second_factor() -> ResponseReturnValue:
    """Ask for the app's code; whoever has no app yet enrols one first."""
    form = SecondFactorForm()
    if request.method == "GET":
        form.next_page.data = own_address(request.args.get("next", ""))
        return _page(form)
    if not form.validate():
        return _page(form, 422)
    person = current_user._get_current_object()  # noqa: SLF001
    count_try(f"second-factor:{person.id}", at_most=TRIES, within=WITHIN)
    target, secret = after_sign_in(form.next_page.data or ""), session.get(SECRET, "")
    try:
        with writing(form.act, then=target) as now:
            if person.totp_confirmed_at is None:
                enrol(person, person.login_session, secret=secret, code=form.code.data, now=now)
            else:
                confirm(person, person.login_session, code=form.code.data, now=now)
            forget_tries(f"second-factor:{person.id}")
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(form, 422)
    session.pop(SECRET, None)
    return redirect(target, 303)


def _page(form: SecondFactorForm, status: int = 200) -> ResponseReturnValue:
    if current_user.totp_confirmed_at is not None:
        return page("accounts/second_factor.html", status, form=form)
    secret = session.setdefault(SECRET, new_secret())
    picture = segno.make(enrolment_address(current_user, secret)).svg_inline(scale=5, border=4, light="#fff")
    spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return page("accounts/second_factor_enrol.html", status, form=form, picture=Markup(picture), secret=spaced)  # noqa: S704
