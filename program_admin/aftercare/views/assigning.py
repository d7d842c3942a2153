"""Assigning a visit and calling it off."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import people_with
from program_admin.accounts.roles import Role
from program_admin.aftercare import permissions as may
from program_admin.aftercare import services
from program_admin.aftercare.forms import AssignForm, ReasonForm
from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import visit_by_id
from program_admin.aftercare.states import PROCESS
from program_admin.aftercare.views.blueprint import pages
from program_admin.core.errors import RuleBroken
from program_admin.core.korean import korean_date
from program_admin.core.pages import page
from program_admin.core.writing import writing


@pages.get("/<uuid:visit_id>/assign")
@needs(may.ASSIGN, visit_by_id)
def assign(visit: Visit) -> ResponseReturnValue:
    """Show who could visit."""
    return _shown(visit, _assign_form(visit))


@pages.post("/<uuid:visit_id>/assign")
@needs(may.ASSIGN, visit_by_id)
def save_assignment(visit: Visit) -> ResponseReturnValue:
    """Give the visit a visitor and a day."""
    form, target = _assign_form(visit), url_for(".show", visit_id=visit.id)
    if not form.validate():
        return _shown(visit, form, 422)
    chosen = next(person for person in people_with(Role.VISITOR) if str(person.id) == form.visitor.data)
    try:
        with writing(form.act, then=target) as now:
            services.assign(visit, services.Assignment(chosen, form.day.data), by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _shown(visit, form, 422)
    flash("방문을 배정했습니다. 기업과 점검위원에게 알렸습니다.", "success")
    return redirect(target, 303)


@pages.route("/<uuid:visit_id>/cancel", methods=["GET", "POST"])
@needs(may.ASSIGN, visit_by_id)
def cancel(visit: Visit) -> ResponseReturnValue:
    """Call the visit off with a reason."""
    form, target = ReasonForm(), url_for(".show", visit_id=visit.id)
    sent = request.method == "POST"
    if sent and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.cancel(visit, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("방문을 취소했습니다. 알고 있던 사람에게 알렸습니다.", "success")
            return redirect(target, 303)
    step = PROCESS.step("cancel")
    return page("aftercare/decide.html", 422 if sent else 200, form=form, title=step.label, visit=visit, back=target)


def _assign_form(visit: Visit) -> AssignForm:
    form = AssignForm(data={"visitor": str(visit.visitor_id) if visit.visitor_id else None, "day": visit.planned_for})
    form.visitor.choices = [
        (str(person.id), f"{person.name} ({person.affiliation})" if person.affiliation else person.name)
        for person in people_with(Role.VISITOR)
    ]
    return form


def _shown(visit: Visit, form: AssignForm, status: int = 200) -> ResponseReturnValue:
    return page("aftercare/assign.html", status, visit=visit, form=form, due=korean_date(visit.due_on))
