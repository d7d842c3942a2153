"""Reading the sheet once more and signing it."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.aftercare import permissions as may
from program_admin.aftercare import services
from program_admin.aftercare.forms import SignForm, parts_of
from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import typed_values, visit_by_id
from program_admin.aftercare.rules import sheet as rules
from program_admin.aftercare.rules.outcomes import COMPANY_SIGNS, OPERATING_NAMES, OUTCOME_NAMES, Operating, Outcome
from program_admin.aftercare.rules.wording import achievement_words, answer_text, percent_text
from program_admin.aftercare.states import PROCESS
from program_admin.aftercare.views.blueprint import pages
from program_admin.aftercare.views.shown import kpi_rows
from program_admin.core.clock import now as moment
from program_admin.core.errors import RuleBroken
from program_admin.core.pages import page
from program_admin.core.writing import writing


@pages.get("/<uuid:visit_id>/sign")
@needs(may.VISIT, visit_by_id)
def sign(visit: Visit) -> ResponseReturnValue:
    """Show what will be signed, or what is still missing."""
    if visit.status not in PROCESS.step("finish").of:
        return redirect(url_for(".show", visit_id=visit.id), 303)
    return _shown(visit, _sign_form(visit, SignForm(formdata=None)))


@pages.post("/<uuid:visit_id>/sign")
@needs(may.VISIT, visit_by_id)
def finish(visit: Visit) -> ResponseReturnValue:
    """Sign: both signatures, the rows, the facts and the paper in one act."""
    form, target = _sign_form(visit, SignForm()), url_for(".show", visit_id=visit.id)
    try:
        if not form.validate():
            return _shown(visit, form, 422)
        with writing(form.act, then=target) as now:
            signed = form.signed(request.form)
            services.finish(visit, signed, read_sha256=form.read_sha256.data or "", by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _shown(visit, form, 422)
    flash("방문을 마쳤습니다. 점검표를 만들고 기업과 공급기업에 알렸습니다.", "success")
    return redirect(target, 303)


def _sign_form(visit: Visit, form: SignForm) -> SignForm:
    outcome = rules.outcome_of(typed_values(visit.id))
    form.ask_only(company_signs=outcome in COMPANY_SIGNS, refused=outcome is Outcome.REFUSED)
    return form


def _shown(visit: Visit, form: SignForm, status: int = 200) -> ResponseReturnValue:
    content = services.sheet_content(visit)
    faults = services.faults_now(visit, content, moment())
    form.read_sha256.data = content.sha256
    form.read_sha256.raw_data = None
    outcome = rules.outcome_of(content.values)
    readings = rules.readings_of(content.terms, content.values)
    achieved = rules.total_achievement(readings)
    titles = {name: part for part in parts_of(content.terms) for name in part.fields}
    missing: dict[tuple[str, str], list[str]] = {}
    for name, sentences in faults.items():
        part = titles[name]
        missing.setdefault((part.title, part.code), []).extend(sentences)
    return page(
        "aftercare/sign.html",
        status,
        visit=visit,
        form=form,
        missing=missing,
        outcome=OUTCOME_NAMES[outcome] if outcome else "",
        company_signs=outcome in COMPANY_SIGNS,
        refused=outcome is Outcome.REFUSED,
        proxy=outcome is Outcome.PROXY,
        facts=_facts(content),
        kpis=kpi_rows(readings),
        achievement=percent_text(achieved),
        verdict=achievement_words(achieved, visit.agreement.terms.aftercare.kpi_achieved_percent),
        actions=[typed.what for typed in rules.actions_of(content.values)],
        typed={name: request.form.get(f"{name}_typed", "") for name in ("visitor", "company")},
    )


def _facts(content: services.SheetContent) -> list[tuple[str, str]]:
    values = content.values
    operating = values.get(rules.OPERATING)
    rows = [("시스템 가동 상태", OPERATING_NAMES[Operating(operating)])] if operating else []
    rows += [
        (item.name, answer_text(item.kind, values[rules.check_field(item.code)], item.unit))
        for item in content.terms.items
        if rules.check_field(item.code) in values
    ]
    rows.append(("사진", f"{len(content.photos)}장"))
    if values.get(rules.REMARKS):
        rows.append(("현장 확인 내용", values[rules.REMARKS]))
    return rows
