"""The steps of the registry: register, refuse, ask again, ban, restore."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.suppliers import permissions as may
from program_admin.suppliers import services
from program_admin.suppliers.forms import BanForm, ReasonForm
from program_admin.suppliers.models import Supplier
from program_admin.suppliers.states import PROCESS
from program_admin.suppliers.views.blueprint import get_supplier, pages, shown_status


@pages.post("/<uuid:supplier_id>/register")
@needs(may.DECIDE, get_supplier)
def register(supplier: Supplier) -> ResponseReturnValue:
    """Put the supplier into the registry."""
    form, target = ActForm(), url_for(".show", supplier_id=supplier.id)
    with writing(form.act, then=target) as now:
        services.register(supplier, by=current_user, now=now)
    flash("등록했습니다. 공급기업에 알렸습니다.", "success")
    return redirect(target, 303)


@pages.post("/<uuid:supplier_id>/apply-again")
@needs(may.EDIT, get_supplier)
def apply_again(supplier: Supplier) -> ResponseReturnValue:
    """Ask again after a refusal."""
    form, target = ActForm(), url_for(".show", supplier_id=supplier.id)
    with writing(form.act, then=target) as now:
        services.apply_again(supplier, by=current_user, now=now)
    flash("다시 심사를 요청했습니다.", "success")
    return redirect(target, 303)


@pages.route("/<uuid:supplier_id>/refuse", methods=["GET", "POST"])
@needs(may.DECIDE, get_supplier)
def refuse(supplier: Supplier) -> ResponseReturnValue:
    """Refuse the registration with a reason."""
    return _decided(supplier, "refuse", ReasonForm(), services.refuse_registration)


@pages.route("/<uuid:supplier_id>/restore", methods=["GET", "POST"])
@needs(may.DECIDE, get_supplier)
def restore(supplier: Supplier) -> ResponseReturnValue:
    """Lift the ban with a reason."""
    return _decided(supplier, "restore", ReasonForm(), services.restore)


@pages.route("/<uuid:supplier_id>/suspend", methods=["GET", "POST"])
@needs(may.DECIDE, get_supplier)
def suspend(supplier: Supplier) -> ResponseReturnValue:
    """Ban the supplier for a time."""
    form = BanForm()

    def banned(found: Supplier, **values: Any) -> None:
        services.suspend(found, form.new_ban(), **values)

    return _decided(supplier, "suspend", form, banned)


def _decided(supplier: Supplier, name: str, form: ReasonForm, act: Any) -> ResponseReturnValue:
    step, target = PROCESS.step(name), url_for(".show", supplier_id=supplier.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=target) as now:
                act(supplier, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash(f"‘{step.label}’ 처리를 했습니다. 공급기업에 알렸습니다.", "success")
            return redirect(target, 303)
    return page("suppliers/decide.html", shown_status(), form=form, supplier=supplier, step=step)


STEP_ADDRESSES: dict[str, tuple[str, bool]] = {
    "register": ("suppliers.register", True),
    "apply_again": ("suppliers.apply_again", True),
    "refuse": ("suppliers.refuse", False),
    "suspend": ("suppliers.suspend", False),
    "restore": ("suppliers.restore", False),
}
"""Where each step is done, and whether a button posts there at once (otherwise a page asks for the reason)."""


def buttons_for(supplier: Supplier) -> list[tuple[str, str, bool, bool]]:
    """What the person may do with the supplier now: label, address, posts at once, dangerous."""
    return [
        (step.label, url_for(STEP_ADDRESSES[step.name][0], supplier_id=supplier.id), STEP_ADDRESSES[step.name][1],
         step.dangerous)
        for step in PROCESS.open_to(current_user, supplier)
    ]  # fmt: skip
