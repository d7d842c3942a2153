"""The one-time link of an invited person: set a password, agree, go on signed in."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from program_admin.accounts.forms import LinkForm
from program_admin.accounts.landing import after_sign_in
from program_admin.accounts.passwords import hash_password
from program_admin.accounts.permission import public
from program_admin.accounts.privacy import SENTENCES, VERSION
from program_admin.accounts.queries import usable_link
from program_admin.accounts.services.password import use_link
from program_admin.accounts.signing_in import start_session
from program_admin.accounts.views.blueprint import pages
from program_admin.core.errors import Missing
from program_admin.core.pages import page
from program_admin.core.writing import writing


@pages.route("/account-links/<token>", methods=["GET", "POST"])
@public
def account_link(token: str) -> ResponseReturnValue:
    """Let the holder of the link choose a password."""
    try:
        link = usable_link(token)
    except Missing:
        return page("accounts/link_used.html", 404, again=url_for(".forgotten_password"))
    person, target = link.person, after_sign_in(link.next_page)
    form = LinkForm(person.name, person.phone)
    if request.method == "GET" or not form.validate():
        status = 200 if request.method == "GET" else 422
        return page("accounts/account_link.html", status, form=form, person=person, privacy=SENTENCES)
    password_hash = hash_password(form.password.data)
    with writing(form.act, then=target) as now:
        person = use_link(usable_link(token), password_hash=password_hash, privacy_version=VERSION, now=now)
        start_session(person, now)
    return redirect(target, 303)
