"""The supplier of a draft: the one chosen, its engineers named, the registry to choose from, recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import SectionForm, SupplierForm, section_form, typed_fields
from program_admin.applications.forms.engineers import rows_shown
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id, draft_fields, filled_of
from program_admin.applications.queries.consents import named_people
from program_admin.applications.rules.engineers import PARTS, SECTION, name_of
from program_admin.applications.rules.named_people import words_of
from program_admin.applications.rules.sections import faults_of, section_of
from program_admin.applications.rules.values import Filled
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.consents import ask_if_company, flash_asked
from program_admin.applications.views.delegates_shown import show_origins
from program_admin.applications.views.outline import outline
from program_admin.core.clock import to_seoul, today
from program_admin.core.codes import SEOUL_DISTRICTS, SIDO
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import normalise_phone
from program_admin.core.pages import page
from program_admin.core.search import matches
from program_admin.core.writing import answered, writing
from program_admin.suppliers.models import Status, Supplier
from program_admin.suppliers.queries import engineers_of, supplier_by_id

MATCHING = "matching.recommendations"
"""The page of recommendations; it lies in a package above, so it is linked by its name once it is there."""
MOST_FOUND = 20
WAYS = {"named": "신청 기업이 정한 공급기업", "request": "제안을 받아 고른 공급기업"}


@dataclass(frozen=True, slots=True)
class SupplierShown:
    """One supplier of the registry."""

    id: str
    name: str
    place: str
    solutions: str
    number: str


@pages.get("/<uuid:application_id>/supplier")
@needs(may.EDIT, application_by_id)
def supplier(application: Application) -> ResponseReturnValue:
    """Show the supplier chosen, and find others by name."""
    filled = filled_of(application)
    form = _form(application, filled)
    if request.args.get("check"):
        form.show_faults(faults_of(SECTION, filled, today()))
    return _page(application, filled, form)


@pages.post("/<uuid:application_id>/supplier")
@needs(may.CHOOSE_SUPPLIER, application_by_id)
def choose_supplier(application: Application) -> ResponseReturnValue:
    """Name a registered supplier."""
    chosen = SupplierForm()
    try:
        wanted = UUID(str(chosen.supplier_id.data))
    except ValueError:
        return _refused(application, ("공급기업을 목록에서 골라 주세요.",))
    try:
        with writing(chosen.act) as now:
            services.choose_supplier(application, wanted, by=current_user, now=now, source="named")
            there = answered(url_for(".supplier", application_id=application.id))
    except RuleBroken as broken:
        return _refused(application, broken.objections)
    flash("공급기업을 정했습니다. 투입할 기술자를 적어 주세요.", "success")
    return redirect(there, 303)


@pages.post("/<uuid:application_id>/supplier/engineers")
@needs(may.EDIT, application_by_id)
def save_engineers(application: Application) -> ResponseReturnValue:
    """Keep the engineers; when the company goes on and nothing is wrong, those not asked yet get their link."""
    typed = typed_fields(SECTION, filled_of(application), request.form)
    going_on = not request.form.get("next")
    asked: tuple[str, ...] = ()
    with writing(ActForm().act) as now:
        conflicts = services.save_section(application, typed, by=current_user, now=now)
        filled = filled_of(application)
        faulty = bool(conflicts or faults_of(SECTION, filled, to_seoul(now).date()))
        there = url_for(".supplier", application_id=application.id)
        if going_on and not faulty:
            asked = ask_if_company(application, now)
            there = outline(application, filled, code=SECTION).following
        answered(there)
    flash_asked(asked)
    if not conflicts and not (faulty and going_on):
        return redirect(there, 303)
    form = _form(application, filled, shown={name: field.value for name, field in typed.items()})
    form.show_conflicts(conflicts)
    if not conflicts:
        form.show_faults(faults_of(SECTION, filled, today()))
    return _page(application, filled, form, status=409 if conflicts else 422)


def _form(application: Application, filled: Filled, *, shown: dict[str, str] | None = None) -> SectionForm:
    """The table of engineers with what is known of each: the registered grade, how far the consent is, who typed."""
    registered = engineers_of(application.supplier_id) if application.supplier_id else []
    grades: dict[str, str] = {}
    for each in registered:
        grades[each.name] = f"{grades[each.name]}/{each.grade_name}" if each.name in grades else each.grade_name
    choices = [(name, f"{name} ({grade})") for name, grade in grades.items()]
    form = section_form(SECTION, filled, draft_fields(application.id), shown=shown, registered=choices)
    form.registered = bool(choices)
    show_origins(form, application)
    for named in named_people(application) if application.terms.person_consents else ():
        name = f"{named.key}-name"
        if name in form:
            form[name].origin = " · ".join(filter(None, (f"동의: {words_of(named)[0]}", form[name].origin)))
    return form


def _refused(application: Application, sentences: Sequence[str]) -> Response:
    """The page again, saying why the supplier can't be chosen."""
    filled = filled_of(application)
    form = _form(application, filled)
    form.form_errors = list(sentences)
    return _page(application, filled, form, status=422)


def _page(application: Application, filled: Filled, form: SectionForm, *, status: int = 200) -> Response:
    query = request.args.get("q", "")
    chosen = supplier_by_id(application.supplier_id) if application.supplier_id else None
    linked = MATCHING in current_app.view_functions
    return page(
        "applications/section_supplier.html",
        status,
        application=application,
        section=section_of(SECTION),
        look=outline(application, filled, code=SECTION),
        form=form,
        names=[[name_of(row, part) for part in PARTS] for row in rows_shown(filled)],
        contact=_contact(application),
        least=filled.terms.suppliers.engineers_named_min,
        asks=bool(filled.terms.person_consents),
        other=ActForm(formdata=None),
        may_choose=may.CHOOSE_SUPPLIER.allows(current_user, application),
        chosen=_shown(chosen) if chosen else None,
        way=WAYS.get(application.supplier_source, ""),
        query=query,
        hits=[_shown(each) for each in _found(query)] if query.strip() else [],
        matching=url_for(MATCHING, application_id=application.id) if linked else "",
    )


def _contact(application: Application) -> str:
    """The company's own 실무책임자 as named in the plan."""
    for named in named_people(application):
        if named.key == "contact":
            state = f" · 동의: {words_of(named)[0]}" if application.terms.person_consents else ""
            return f"{named.name} · {normalise_phone(named.phone) or named.phone}{state}"
    return ""


def _found(query: str) -> list[Supplier]:
    wanted = select(Supplier).where(Supplier.status == Status.REGISTERED.value, matches(Supplier.search_text, query))
    return list(db.session.scalars(wanted.order_by(Supplier.name, Supplier.id).limit(MOST_FOUND)))


def _shown(found: Supplier) -> SupplierShown:
    place = f"{SIDO.name_of(found.sido)} {SEOUL_DISTRICTS.name_of(found.district) if found.district else ''}".strip()
    kinds = dict.fromkeys(solution.kind_name for solution in found.solutions if solution.ended_at is None)
    return SupplierShown(
        str(found.id), found.name, place, ", ".join(kinds) or "등록한 솔루션 없음", found.registration_number or ""
    )
