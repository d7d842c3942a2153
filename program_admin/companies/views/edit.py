"""Editing who a company is and what it does."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.companies import permissions as may
from program_admin.companies import services
from program_admin.companies.forms import BasicsForm, BusinessForm
from program_admin.companies.models import Company
from program_admin.companies.views.blueprint import get_company, pages
from program_admin.companies.views.versions import version_in
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import format_business_number
from program_admin.core.pages import page
from program_admin.core.writing import writing


@pages.route("/<uuid:company_id>/basics", methods=["GET", "POST"])
@needs(may.EDIT, get_company)
def edit_basics(company: Company) -> ResponseReturnValue:
    """Edit name, representatives, industry, contacts."""
    form, target = BasicsForm.of(company), url_for(".show", company_id=company.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.change_basics(
                    company, form.basics(), by=current_user, now=now, version=version_in(form.version)
                )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    number = format_business_number(company.business_number)
    return page("companies/basics.html", _status(), form=form, company=company, number=number)


@pages.route("/<uuid:company_id>/business", methods=["GET", "POST"])
@needs(may.EDIT, get_company)
def edit_business(company: Company) -> ResponseReturnValue:
    """Edit products, processes, customers, workforce."""
    form, target = BusinessForm(obj=company), url_for(".show", company_id=company.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.change_business(
                    company, form.business(), by=current_user, now=now, version=version_in(form.version)
                )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("companies/business.html", _status(), form=form, company=company)


def _status() -> int:
    return 200 if request.method == "GET" else 422
