"""Asking for registration, and keeping the own profile up to date."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.companies.views.versions import version_in
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import format_business_number
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.suppliers import permissions as may
from program_admin.suppliers import services
from program_admin.suppliers.forms import NewSupplierForm, ProfileForm
from program_admin.suppliers.models import Supplier
from program_admin.suppliers.queries import supplier_of
from program_admin.suppliers.views.blueprint import get_supplier, pages, shown_status


@pages.get("/mine")
@needs(may.REGISTER)
def mine() -> ResponseReturnValue:
    """Lead to the own supplier, or to registering it."""
    own = supplier_of(current_user)
    return redirect(url_for(".show", supplier_id=own.id) if own else url_for(".new"))


@pages.route("/new", methods=["GET", "POST"])
@needs(may.REGISTER)
def new() -> ResponseReturnValue:
    """Ask for registration."""
    form = NewSupplierForm()
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act) as now:
                supplier = services.register_supplier(form.new_supplier(), by=current_user, now=now)
                target = answered(url_for(".show", supplier_id=supplier.id))
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("등록을 신청했습니다. 이어서 솔루션과 기술자를 등록해 주세요.", "success")
            return redirect(target, 303)
    return page("suppliers/new.html", shown_status(), form=form)


@pages.route("/<uuid:supplier_id>/profile", methods=["GET", "POST"])
@needs(may.EDIT, get_supplier)
def edit(supplier: Supplier) -> ResponseReturnValue:
    """Edit who the supplier is."""
    form, target = ProfileForm.of(supplier), url_for(".show", supplier_id=supplier.id)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                version = version_in(form.version)
                services.change_profile(supplier, form.profile(), by=current_user, now=now, version=version)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    number = format_business_number(supplier.business_number)
    return page("suppliers/profile.html", shown_status(), form=form, supplier=supplier, number=number)
