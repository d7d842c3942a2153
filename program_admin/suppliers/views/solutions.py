"""Adding, editing and ending the solutions of a supplier."""

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
from program_admin.suppliers.forms import SolutionForm
from program_admin.suppliers.models import Solution, Supplier
from program_admin.suppliers.queries import supplier_by_id
from program_admin.suppliers.views.blueprint import get_solution, get_supplier, pages, shown_status


@pages.route("/<uuid:supplier_id>/solutions/new", methods=["GET", "POST"])
@needs(may.EDIT, get_supplier)
def new_solution(supplier: Supplier) -> ResponseReturnValue:
    """Add a solution."""
    form, target = SolutionForm(), _address(supplier)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.add_solution(supplier, form.new_solution(), by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("suppliers/solution.html", shown_status(), form=form, supplier=supplier, title="솔루션 추가")


@pages.route("/solutions/<uuid:solution_id>", methods=["GET", "POST"])
@needs(may.EDIT, get_solution)
def edit_solution(solution: Solution) -> ResponseReturnValue:
    """Edit a solution."""
    supplier = supplier_by_id(solution.supplier_id)
    form, target = SolutionForm(obj=solution), _address(supplier)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                version = version_in(form.version)
                services.change_solution(solution, form.new_solution(), by=current_user, now=now, version=version)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(target, 303)
    return page("suppliers/solution.html", shown_status(), form=form, supplier=supplier, title="솔루션 고치기")


@pages.post("/solutions/<uuid:solution_id>/end")
@needs(may.EDIT, get_solution)
def end_solution(solution: Solution) -> ResponseReturnValue:
    """No longer offer a solution."""
    form, target = ActForm(), _address(supplier_by_id(solution.supplier_id))
    with writing(form.act, then=target) as now:
        services.end_solution(solution, by=current_user, now=now)
    return redirect(target, 303)


def _address(supplier: Supplier) -> str:
    return url_for(".show", supplier_id=supplier.id, _anchor="solutions")
