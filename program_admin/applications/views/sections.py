"""The typed sections of a draft: showing, keeping, saving by field, working the budget out."""

from dataclasses import replace

from flask import Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import SectionForm, as_kept, section_form, typed_fields
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id, draft_fields, filled_of
from program_admin.applications.rules import kpis, project
from program_admin.applications.rules.papers import slot_of
from program_admin.applications.rules.sections import faults_of, many_fields
from program_admin.applications.rules.values import Filled
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.consents import ask_if_company, flash_asked
from program_admin.applications.views.delegates_shown import company_only_notice, origins_of, show_origins
from program_admin.applications.views.loading import QuestionOf, SectionOf, get_question, get_section
from program_admin.applications.views.outline import Outline, outline
from program_admin.applications.views.shown import shown_of
from program_admin.core.clock import to_seoul, today
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import time_text
from program_admin.core.pages import page
from program_admin.core.writing import answered, transaction, writing


@pages.get("/<uuid:application_id>/<code>")
@needs(may.EDIT, get_section)
def section(found: SectionOf) -> ResponseReturnValue:
    """Show a section with what is stored; `check=1` also says what is still missing."""
    filled = filled_of(found.application)
    form = section_form(found.section.code, filled, draft_fields(found.application.id))
    if request.args.get("check"):
        form.show_faults(faults_of(found.section.code, filled, today()))
    return _shown(found, filled, form)


@pages.post("/<uuid:application_id>/<code>")
@needs(may.EDIT, get_section)
def save_section(found: SectionOf) -> ResponseReturnValue:
    """Keep the whole section; go on when nothing is wrong with it, else show every fault (what was typed is kept)."""
    application, code = found.application, found.section.code
    typed = typed_fields(code, filled_of(application), request.form)
    conflicts: tuple[Conflict, ...] = ()
    faulty = False
    asked: tuple[str, ...] = ()
    chosen = request.form.get("next", "")
    going_on = not chosen
    with writing(ActForm().act) as now:
        conflicts = services.save_section(application, typed, by=current_user, now=now)
        filled = filled_of(application)
        faulty = bool(faults_of(code, filled, to_seoul(now).date()))
        look = outline(application, filled, code=code)
        there = look.following if going_on and not faulty else _staying(application, filled, chosen)
        if code == project.SECTION and going_on and not conflicts and not faulty:
            asked = ask_if_company(application, now)
        answered(there)
    flash_asked(asked)
    if not conflicts and not (faulty and going_on):
        return redirect(there, 303)
    shown = {name: field.value for name, field in typed.items()}
    form = section_form(code, filled, draft_fields(application.id), shown=shown)
    form.show_conflicts(conflicts)
    if not conflicts:
        form.show_faults(faults_of(code, filled, today()))
    return _shown(found, filled, form, status=409 if conflicts else 422)


@pages.post("/<uuid:application_id>/autosave")
@needs(may.EDIT, application_by_id)
def autosave(application: Application) -> ResponseReturnValue:
    """Keep one field as it is typed: 200 with the new revision, 409 with both values, 422 with the reason."""
    name = request.form.get("field", "")
    value = as_kept(request.form.getlist("value"))
    revision = request.form.get("revision", "0")
    if not revision.isdecimal():
        raise RuleBroken(["화면이 오래되었습니다. 화면을 새로 고친 뒤 다시 적어 주세요."])
    try:
        with transaction() as now:
            kept = services.save_field(application, name, value, int(revision), by=current_user, now=now)
            number = kept.revision
    except Conflict as conflict:
        return _both_values(application, conflict)
    except RuleBroken as broken:
        return jsonify(sentences=broken.objections), 422
    return jsonify(revision=number, saved=time_text(now), origin=origins_of(application).get(name, ""))


@pages.post("/<uuid:application_id>/budget/worked-out")
@needs(may.EDIT, application_by_id)
def worked_out(application: Application) -> ResponseReturnValue:
    """Work the budget out as it stands on the page, without keeping anything (a fragment)."""
    filled = _as_typed(application, "budget")
    shown = shown_of("budget", application, filled)
    drawn = tuple(row for row in shown.names if any(name in request.form for name in row))
    return page("applications/_worked_out.html", shown=replace(shown, names=drawn), live=True)


@pages.post("/<uuid:application_id>/plan/question/<question>")
@needs(may.EDIT, get_question)
def question(found: QuestionOf) -> ResponseReturnValue:
    """Draw one question that hangs on another, as the page stands (a fragment, empty when it isn't asked)."""
    filled = _as_typed(found.application, "plan")
    form = section_form("plan", filled, draft_fields(found.application.id), shown=dict(filled.values))
    shown = [each for each in shown_of("plan", found.application, filled).questions if each.code == found.code]
    return page("applications/_question.html", form=form, questions=shown)


@pages.post("/<uuid:application_id>/kpi/proposed")
@needs(may.EDIT, application_by_id)
def propose_kpis(application: Application) -> ResponseReturnValue:
    """Fill the measures proposed to the company's trade, or those of the preset whose button was pressed."""
    with writing(ActForm().act) as now:
        services.propose_kpis(application, request.form.get("preset", ""), by=current_user, now=now)
        there = answered(f"/applications/{application.id}/{kpis.SECTION}")
    return redirect(there, 303)


def _shown(found: SectionOf, filled: Filled, form: SectionForm, *, status: int = 200) -> Response:
    code = found.section.code
    look: Outline = outline(found.application, filled, code=code)
    look = company_only_notice(look, code, found.application, current_user)
    show_origins(form, found.application)
    if look.locked and status == 200:
        form.form_errors = []
    return page(
        f"applications/section_{code}.html",
        status,
        application=found.application,
        section=found.section,
        look=look,
        form=form,
        shown=shown_of(code, found.application, filled),
        terms=filled.terms,
        other=ActForm(formdata=None),
    )


def _staying(application: Application, filled: Filled, chosen: str) -> str:
    """Where a page leads that is kept as it is: to the place of a file that is about to be chosen, else to itself."""
    slot = slot_of(filled, chosen)
    if slot is None:
        return request.path
    return url_for(".papers", application_id=application.id, _anchor=slot.anchor)


def _as_typed(application: Application, code: str) -> Filled:
    """The application as the page shows it now, kept or not."""
    filled = filled_of(application)
    typed = typed_fields(code, filled, MultiDict(request.form))
    values = {**filled.values, **{name: field.value for name, field in typed.items()}}
    return Filled(filled.terms, filled.track, values, filled.papers, filled.company, filled.supplier_chosen)


def _both_values(application: Application, conflict: Conflict) -> ResponseReturnValue:
    mine: str | list[str] = conflict.mine
    theirs: str | list[str] = conflict.theirs
    if conflict.field in many_fields(filled_of(application)):
        mine, theirs = conflict.mine.split(","), conflict.theirs.split(",")
    return (
        jsonify(
            field=conflict.field,
            mine=mine,
            theirs=theirs,
            theirs_by=conflict.theirs_by,
            revision=conflict.revision,
        ),
        409,
    )
