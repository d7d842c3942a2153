"""Registering the own company."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.companies import permissions as may
from program_admin.companies import services
from program_admin.companies.forms import NewCompanyForm
from program_admin.companies.queries import companies_of
from program_admin.companies.views.addresses import help_with_address
from program_admin.companies.views.blueprint import pages
from program_admin.core.errors import RuleBroken
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing


@pages.get("/mine")
@needs(may.REGISTER)
def mine() -> ResponseReturnValue:
    """Lead to the own company, to a choice of several, or to registering the first."""
    own = companies_of(current_user)
    if not own:
        return redirect(url_for(".new"))
    if len(own) == 1:
        return redirect(url_for(".show", company_id=own[0].id))
    return page("companies/mine.html", companies=own)


@pages.route("/new", methods=["GET", "POST"])
@needs(may.REGISTER)
def new() -> ResponseReturnValue:
    """Register a company with its head office."""
    form = NewCompanyForm()
    helped = help_with_address(form)
    if request.method == "GET" or helped.asked:
        return page("companies/new.html", form=form, addresses=helped)
    if not form.validate():
        return page("companies/new.html", 422, form=form, addresses=helped)
    try:
        with writing(form.act) as now:
            company = services.register_company(form.new_company(), by=current_user, now=now)
            target = answered(url_for(".show", company_id=company.id))
    except RuleBroken as broken:
        form.refuse(broken)
        return page("companies/new.html", 422, form=form, addresses=helped)
    return redirect(target, 303)
