"""The supplier's word on a fact, and an officer's correction."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core.errors import RuleBroken
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.suppliers import permissions as may
from program_admin.suppliers import services
from program_admin.suppliers.forms import CorrectionForm, ReplyForm
from program_admin.suppliers.models import PerformanceFact
from program_admin.suppliers.queries import supplier_by_id
from program_admin.suppliers.rules import fact_label, fact_text
from program_admin.suppliers.views.blueprint import get_fact, pages, shown_status


@pages.route("/facts/<uuid:fact_id>/reply", methods=["GET", "POST"])
@needs(may.REPLY, get_fact)
def reply(fact: PerformanceFact) -> ResponseReturnValue:
    """Say something about a fact."""
    form, target = ReplyForm(), _address(fact)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.reply_to_fact(fact, form.words.data, by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("의견을 냈습니다. 이 기록은 의견과 함께 성과표에 반영됩니다.", "success")
            return redirect(target, 303)
    return page("suppliers/reply.html", shown_status(), form=form, **_about(fact))


@pages.route("/facts/<uuid:fact_id>/correct", methods=["GET", "POST"])
@needs(may.CORRECT, get_fact)
def correct(fact: PerformanceFact) -> ResponseReturnValue:
    """Put a fact right by a new one that names it."""
    form, target = CorrectionForm(), _address(fact)
    form.explain(fact.kind)
    if shown_status() == 422 and form.validate():
        try:
            with writing(form.act, then=target) as now:
                services.correct_fact(fact, form.value.data, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("바로잡았습니다. 먼저 기록은 이력에 남고 더는 반영되지 않습니다.", "success")
            return redirect(target, 303)
    return page("suppliers/correct.html", shown_status(), form=form, **_about(fact))


def _about(fact: PerformanceFact) -> dict[str, object]:
    return {
        "supplier": supplier_by_id(fact.supplier_id),
        "fact": fact,
        "label": fact_label(fact.kind),
        "value": fact_text(fact.kind, fact.value),
    }


def _address(fact: PerformanceFact) -> str:
    return url_for(".scorecard", supplier_id=fact.supplier_id, _anchor="facts")
