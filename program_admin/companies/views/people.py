"""The owner invites people to act for the company, and ends that again."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.services.sign_up import NewPerson
from program_admin.companies import permissions as may
from program_admin.companies import services
from program_admin.companies.forms import MemberForm, ReasonForm
from program_admin.companies.models import Company, Membership
from program_admin.companies.queries import company_by_id
from program_admin.companies.views.blueprint import get_company, get_membership, pages
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import digits_of
from program_admin.core.pages import page
from program_admin.core.writing import writing


@pages.route("/<uuid:company_id>/people/new", methods=["GET", "POST"])
@needs(may.MANAGE_PEOPLE, get_company)
def invite_member(company: Company) -> ResponseReturnValue:
    """Invite somebody by telephone number."""
    form, target = MemberForm(), _address(company)
    if request.method == "POST" and form.validate():
        new = NewPerson(
            form.name.data,
            digits_of(form.phone.data),
            form.email.data,
            affiliation=company.name,
            position=form.position.data,
        )
        try:
            with writing(form.act, then=target) as now:
                services.invite_member(company, new, by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("companies/invite.html", _status(), form=form, company=company)


@pages.route("/people/<uuid:membership_id>/end", methods=["GET", "POST"])
@needs(may.MANAGE_PEOPLE, get_membership)
def end_membership(membership: Membership) -> ResponseReturnValue:
    """Take the company away from somebody."""
    company = company_by_id(membership.company_id)
    form, target = ReasonForm(), _address(company)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.end_membership(membership, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("companies/end_membership.html", _status(), form=form, company=company, membership=membership)


def _address(company: Company) -> str:
    return url_for(".show", company_id=company.id, _anchor="people")


def _status() -> int:
    return 200 if request.method == "GET" else 422
