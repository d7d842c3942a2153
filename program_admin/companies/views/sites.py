"""Adding, editing and ending the sites of a company."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.companies import permissions as may
from program_admin.companies import services
from program_admin.companies.forms import ReasonForm, SiteForm
from program_admin.companies.models import Company, Site
from program_admin.companies.queries import company_by_id
from program_admin.companies.views.addresses import help_with_address
from program_admin.companies.views.blueprint import get_company, get_site, pages
from program_admin.companies.views.versions import version_in
from program_admin.core.errors import RuleBroken
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.programs.schema.eligibility import SiteKind


@pages.route("/<uuid:company_id>/sites/new", methods=["GET", "POST"])
@needs(may.EDIT, get_company)
def new_site(company: Company) -> ResponseReturnValue:
    """Add a plant, a leased unit or an outsourcer."""
    form, target = SiteForm(), _address(company)
    form.kind.choices = [choice for choice in form.kind.choices if choice[0] != SiteKind.HEAD_OFFICE]
    helped = help_with_address(form)
    if helped.asked:
        return page("companies/site.html", form=form, company=company, title="사업장 추가", addresses=helped)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.add_site(company, form.new_site(), by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("companies/site.html", _status(), form=form, company=company, title="사업장 추가", addresses=helped)


@pages.route("/sites/<uuid:site_id>", methods=["GET", "POST"])
@needs(may.EDIT, get_site)
def edit_site(site: Site) -> ResponseReturnValue:
    """Edit one site."""
    company = company_by_id(site.company_id)
    form, target = SiteForm(obj=site), _address(company)
    form.kind.choices = [choice for choice in form.kind.choices if _may_become(site, choice[0])]
    helped = help_with_address(form)
    if helped.asked:
        return page("companies/site.html", form=form, company=company, title="사업장 고치기", addresses=helped)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.change_site(site, form.new_site(), by=current_user, now=now, version=version_in(form.version))
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("companies/site.html", _status(), form=form, company=company, title="사업장 고치기", addresses=helped)


@pages.route("/sites/<uuid:site_id>/end", methods=["GET", "POST"])
@needs(may.EDIT, get_site)
def end_site(site: Site) -> ResponseReturnValue:
    """Take a site out of use."""
    company = company_by_id(site.company_id)
    form, target = ReasonForm(), _address(company)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.end_site(site, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("companies/end_site.html", _status(), form=form, company=company, site=site)


def _may_become(site: Site, kind: str) -> bool:
    return (kind == SiteKind.HEAD_OFFICE) == site.is_head_office


def _address(company: Company) -> str:
    return url_for(".show", company_id=company.id, _anchor="sites")


def _status() -> int:
    return 200 if request.method == "GET" else 422
