"""The visit sheet: showing, keeping, saving by field, working the measures out."""

from collections.abc import Mapping, Sequence

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.aftercare import permissions as may
from program_admin.aftercare import services
from program_admin.aftercare.forms import PHOTO_ENDINGS, SheetForm, parts_of, sheet_form, typed_fields
from program_admin.aftercare.models import Visit
from program_admin.aftercare.queries import drafts_of, sheet_terms, typed_values, visit_by_id
from program_admin.aftercare.rules import sheet as rules
from program_admin.aftercare.rules.wording import achievement_words, percent_text
from program_admin.aftercare.states import PROCESS
from program_admin.aftercare.views.blueprint import pages
from program_admin.aftercare.views.shown import act_form, kpi_rows, photos_shown
from program_admin.applications.queries.photos import photo_use_of
from program_admin.core.clock import now as moment
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.field_base import cleaned
from program_admin.core.forms import ActForm
from program_admin.core.korean import time_text
from program_admin.core.pages import page
from program_admin.core.writing import answered, transaction, writing


@pages.get("/<uuid:visit_id>/sheet")
@needs(may.VISIT, visit_by_id, logs="방문점검표")
def sheet(visit: Visit) -> ResponseReturnValue:
    """Show the sheet with what is stored; `check=1` also says what is still missing."""
    if visit.status not in PROCESS.step("finish").of:
        return redirect(url_for(".show", visit_id=visit.id), 303)
    return sheet_page(visit, check=bool(request.args.get("check")))


@pages.post("/<uuid:visit_id>/sheet")
@needs(may.VISIT, visit_by_id)
def save_sheet(visit: Visit) -> ResponseReturnValue:
    """Keep one part of the sheet as it was sent; go on to signing when asked to."""
    terms = sheet_terms(visit)
    typed = typed_fields(terms, request.form)
    following = request.form.get("next", "")
    target = url_for(".sign", visit_id=visit.id) if following == "sign" else f"{request.path}#{following}"
    conflicts: tuple[Conflict, ...] = ()
    shown = {name: field.value for name, field in typed.items()}
    try:
        with writing(ActForm().act) as now:
            conflicts = services.save_sheet(visit, typed, by=current_user, now=now)
            answered(target)
    except RuleBroken as broken:
        form = sheet_form(terms, drafts_of(visit.id), shown=shown)
        form.refuse(broken)
        return sheet_page(visit, form=form, status=422)
    if conflicts:
        form = sheet_form(terms, drafts_of(visit.id), shown=shown)
        form.show_conflicts(conflicts)
        return sheet_page(visit, form=form, status=409)
    return redirect(target, 303)


@pages.post("/<uuid:visit_id>/autosave")
@needs(may.VISIT, visit_by_id)
def autosave(visit: Visit) -> ResponseReturnValue:
    """Keep one field as it is typed: 200 with the new revision, 409 with both values, 422 with the reason."""
    name, value = request.form.get("field", ""), cleaned(request.form.get("value", ""))
    revision = request.form.get("revision", "0")
    try:
        if not revision.isdecimal():
            raise RuleBroken(["화면이 오래되었습니다. 화면을 새로 고친 뒤 다시 적어 주세요."])
        typed = services.TypedField(value, int(revision))
        with transaction() as now:
            number = services.save_field(visit, name, typed, by=current_user, now=now).revision
    except Conflict as conflict:
        both = {"field": conflict.field, "mine": conflict.mine, "theirs": conflict.theirs}
        return jsonify(**both, theirs_by=conflict.theirs_by, revision=conflict.revision), 409
    except RuleBroken as broken:
        return jsonify(sentences=broken.objections), 422
    return jsonify(revision=number, saved=time_text(now))


@pages.post("/<uuid:visit_id>/worked-out")
@needs(may.VISIT, visit_by_id)
def worked_out(visit: Visit) -> ResponseReturnValue:
    """Work the measures out as they stand on the page, without keeping anything (a fragment)."""
    return page("aftercare/_worked_out.html", measures=_measures(visit, request.form))


def sheet_page(
    visit: Visit,
    *,
    form: SheetForm | None = None,
    sentences: Sequence[str] = (),
    check: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    """The sheet's page; `check` adds what is missing, `sentences` what was refused."""
    terms = sheet_terms(visit)
    shown = form or sheet_form(terms, drafts_of(visit.id))
    faults = services.faults_now(visit, services.sheet_content(visit), moment())
    if check:
        shown.show_faults(faults)
    shown.form_errors = [*shown.form_errors, *sentences]
    parts = parts_of(terms)
    return page(
        "aftercare/sheet.html",
        status,
        visit=visit,
        form=shown,
        sections=parts,
        photos={code: photos_shown(visit, code, removable=True) for part in parts for code, _ in part.photos},
        photo_use=photo_use_of(visit.agreement.application),
        other=act_form(),
        endings=PHOTO_ENDINGS,
        missing=len(faults),
        saved=f"{time_text(visit.saved_at)} 저장" if visit.saved_at else "",
        rows=_row_names(),
        measures=_measures(visit, typed_values(visit.id)),
    )


def _measures(visit: Visit, values: Mapping[str, str]) -> dict[str, object]:
    readings = rules.readings_of(sheet_terms(visit), values)
    achieved = rules.total_achievement(readings)
    wanted = visit.agreement.terms.aftercare.kpi_achieved_percent
    return {
        "kpis": kpi_rows(readings),
        "achievement": percent_text(achieved),
        "verdict": achievement_words(achieved, wanted),
    }


def _row_names() -> dict[str, list[tuple[str, ...]]]:
    calls = [
        tuple(rules.call_field(row, part) for part in ("what", "asked", "done"))
        for row in range(1, rules.MOST_CALLS + 1)
    ]
    asked = [
        tuple(rules.action_field(row, part) for part in ("what", "due")) for row in range(1, rules.MOST_ACTIONS + 1)
    ]
    return {"calls": calls, "actions": asked}
