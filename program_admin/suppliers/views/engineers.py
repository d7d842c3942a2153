"""Adding, editing and ending the engineers of a supplier."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.companies.views.versions import version_in
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.suppliers import permissions as may
from program_admin.suppliers import services
from program_admin.suppliers.forms import EngineerForm
from program_admin.suppliers.models import Engineer, Supplier
from program_admin.suppliers.queries import supplier_by_id
from program_admin.suppliers.views.blueprint import get_engineer, get_supplier, pages, shown_status


@pages.route("/<uuid:supplier_id>/engineers/new", methods=["GET", "POST"])
@needs(may.EDIT, get_supplier)
def new_engineer(supplier: Supplier) -> ResponseReturnValue:
    """Add an engineer."""
    form, target = EngineerForm(), _address(supplier)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.add_engineer(supplier, form.new_engineer(), by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("suppliers/engineer.html", shown_status(), form=form, supplier=supplier, title="기술자 추가")


@pages.route("/engineers/<uuid:engineer_id>", methods=["GET", "POST"])
@needs(may.EDIT, get_engineer, logs="기술자 정보")
def edit_engineer(engineer: Engineer) -> ResponseReturnValue:
    """Edit an engineer."""
    supplier = supplier_by_id(engineer.supplier_id)
    form, target = EngineerForm(obj=engineer), _address(supplier)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                version = version_in(form.version)
                services.change_engineer(engineer, form.new_engineer(), by=current_user, now=now, version=version)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("suppliers/engineer.html", shown_status(), form=form, supplier=supplier, title="기술자 고치기")


@pages.post("/engineers/<uuid:engineer_id>/end")
@needs(may.EDIT, get_engineer)
def end_engineer(engineer: Engineer) -> ResponseReturnValue:
    """An engineer has left."""
    form, target = ActForm(), _address(supplier_by_id(engineer.supplier_id))
    with writing(form.act, then=target) as now:
        services.end_engineer(engineer, by=current_user, now=now)
    return redirect(target, 303)


def _address(supplier: Supplier) -> str:
    return url_for(".show", supplier_id=supplier.id, _anchor="engineers")
