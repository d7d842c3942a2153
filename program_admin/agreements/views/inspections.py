"""Assigning an inspection, reading it, answering a supplement, approving it."""

from uuid import UUID

from flask import Response, flash, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import people_with, person_by_id
from program_admin.accounts.roles import Role
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import AnswerForm, OpinionForm, PlanForm, ReasonForm
from program_admin.agreements.forms.acts import MOST_MB, PAPER_TYPES
from program_admin.agreements.models import Inspection, InspectionPhoto, SupplementAnswer
from program_admin.agreements.models.inspections import INSPECTION_NAMES
from program_admin.agreements.queries import (
    assets_of,
    inspection_by_id,
    items_of,
    photo_by_id,
    sheet_terms,
    supplement_by_id,
    supplements_of,
)
from program_admin.agreements.states import INSPECTION
from program_admin.agreements.views.acting import acted, received
from program_admin.agreements.views.blueprint import inspection_pages, pages
from program_admin.agreements.views.lines import line_rows
from program_admin.agreements.views.loading import InspectionOf, get_inspection_place
from program_admin.agreements.views.sheets import photo_files
from program_admin.applications.queries.photos import photo_use_of
from program_admin.core.clock import today
from program_admin.core.errors import Missing
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.pages import page
from program_admin.documents.answers import upload_answer


@pages.get("/<uuid:agreement_id>/inspections/<kind>")
@needs(may.PLAN_INSPECTION, get_inspection_place)
def plan_inspection(place: InspectionOf) -> ResponseReturnValue:
    """Ask who inspects, and when."""
    return _plan_page(place, PlanForm(formdata=None, data={"planned_on": today()}))


@pages.post("/<uuid:agreement_id>/inspections/<kind>")
@needs(may.PLAN_INSPECTION, get_inspection_place)
def do_plan_inspection(place: InspectionOf) -> ResponseReturnValue:
    """Assign the inspection."""
    form = PlanForm()
    form.inspector_id.choices = _visitors()
    return acted(
        form,
        url_for("agreements.show", agreement_id=place.agreement.id),
        lambda now: services.plan_inspection(
            place.agreement,
            place.kind,
            inspector=person_by_id(UUID(form.inspector_id.data)),
            planned_on=form.planned_on.data,
            by=current_user,
            now=now,
        ),
        lambda: _plan_page(place, form, status=422),
    )


@inspection_pages.get("/<uuid:inspection_id>")
@needs(may.SEE_INSPECTION, inspection_by_id, logs="점검")
def show(inspection: Inspection) -> ResponseReturnValue:
    """Show one inspection."""
    return _page(inspection)


@inspection_pages.post("/<uuid:inspection_id>/answer")
@needs(may.ANSWER_INSPECTION, inspection_by_id)
def answer(inspection: Inspection) -> ResponseReturnValue:
    """Say what was mended."""
    form = AnswerForm()
    checked = received(form, "file", PAPER_TYPES, MOST_MB) if form.validate() else None
    if form.errors or form.file.errors:
        return _page(inspection, answer=form, status=422)
    response = acted(
        form,
        url_for(".show", inspection_id=inspection.id),
        lambda now: services.answer_supplement(inspection, form.words.data, checked, by=current_user, now=now),
        lambda: _page(inspection, answer=form, status=422),
    )
    flash("보완 결과를 냈습니다. 점검위원이 다시 점검합니다.", "success")
    return response


@inspection_pages.post("/<uuid:inspection_id>/approve")
@needs(may.APPROVE_INSPECTION, inspection_by_id, fresh=True)
def approve(inspection: Inspection) -> ResponseReturnValue:
    """Approve an interim inspection."""
    form = ActForm()
    return acted(
        form,
        url_for(".show", inspection_id=inspection.id),
        lambda now: services.approve_interim(inspection, by=current_user, now=now),
        lambda: _page(inspection, pressed_form=form, status=422),
    )


@inspection_pages.post("/<uuid:inspection_id>/put-up")
@needs(may.PUT_UP_INSPECTION, inspection_by_id)
def put_up(inspection: Inspection) -> ResponseReturnValue:
    """Put a final inspection up for approval."""
    form = ActForm()
    return acted(
        form,
        url_for(".show", inspection_id=inspection.id),
        lambda now: services.put_up(inspection, by=current_user, now=now),
        lambda: _page(inspection, pressed_form=form, status=422),
    )


@inspection_pages.post("/<uuid:inspection_id>/confirm")
@needs(may.SIGN_INSPECTION, inspection_by_id, fresh=True)
def confirm(inspection: Inspection) -> ResponseReturnValue:
    """Sign the next seat; the deciding one completes the project."""
    form = OpinionForm()
    return acted(
        form,
        url_for(".show", inspection_id=inspection.id),
        lambda now: services.confirm(inspection, by=current_user, now=now, opinion=form.opinion.data or ""),
        lambda: _page(inspection, opinion=form, status=422),
    )


@inspection_pages.post("/<uuid:inspection_id>/send-back")
@needs(may.SIGN_INSPECTION, inspection_by_id, fresh=True)
def send_back(inspection: Inspection) -> ResponseReturnValue:
    """Return the draft to the officer with a reason."""
    form = ReasonForm()
    return acted(
        form,
        url_for(".show", inspection_id=inspection.id),
        lambda now: services.send_back(inspection, by=current_user, now=now, reason=form.reason.data),
        lambda: _page(inspection, reason=form, status=422),
    )


@inspection_pages.get("/photos/<uuid:photo_id>")
@needs(may.SEE_INSPECTION, photo_by_id, logs="점검 사진")
def photo(photo: InspectionPhoto) -> ResponseReturnValue:
    """Hand a photo out."""
    return upload_answer(photo.upload)


@inspection_pages.get("/supplements/<uuid:answer_id>")
@needs(may.SEE_INSPECTION, supplement_by_id, logs="점검 보완")
def supplement_file(answer: SupplementAnswer) -> ResponseReturnValue:
    """Hand the file of a supplement out."""
    if answer.upload is None:
        raise Missing("file")
    return upload_answer(answer.upload)


def _visitors() -> list[tuple[str, str]]:
    return [(str(person.id), f"{person.name} {person.affiliation}".strip()) for person in people_with(Role.VISITOR)]


def _plan_page(place: InspectionOf, form: PlanForm, *, status: int = 200) -> Response:
    form.inspector_id.choices = _visitors()
    name = INSPECTION_NAMES[place.kind]
    return page("agreements/plan_inspection.html", status, agreement=place.agreement, form=form, name=name)


def _page(inspection: Inspection, *, status: int = 200, **sent: ActForm) -> Response:
    signs = may.SIGN_INSPECTION.allows(current_user, inspection)
    names = {step.name for step in INSPECTION.open_to(current_user, inspection) if not step.objections(inspection)}
    drawn: dict[str, ActForm] = {"pressed_form": ActForm(formdata=None)}
    if "answer" in names:
        drawn["answer"] = AnswerForm(formdata=None)
    if signs:
        drawn |= {"opinion": OpinionForm(formdata=None), "reason": ReasonForm(formdata=None)}
    drawn |= {name: form for name, form in sent.items() if name in drawn}
    return page(
        "agreements/inspection.html",
        status,
        inspection=inspection,
        agreement=inspection.agreement,
        forms=[*drawn.values()],
        drawn=drawn,
        names=names,
        signs=signs,
        label=INSPECTION.label(inspection.status, staff=current_user.is_staff),
        tone=INSPECTION.tone(inspection.status),
        facts=_facts(inspection),
        sheets=_sheets(inspection),
        answers=supplements_of(inspection.id),
        photos=photo_files(inspection, open_=False),
        photo_use=photo_use_of(inspection.agreement.application),
        assets=_assets(inspection),
        line=line_rows(inspection),
        extensions=PAPER_TYPES,
    )


def _facts(inspection: Inspection) -> list[tuple[str, str]]:
    return [
        ("점검위원", inspection.inspector.name),
        ("점검일", korean_date(inspection.planned_on)),
        ("점검표를 낸 때", korean_datetime(inspection.reported_at) if inspection.reported_at else "–"),
        ("결과", inspection.conclusion or "–"),
        ("보완 기한", korean_date(inspection.supplement_due_on) if inspection.supplement_due_on else "–"),
        ("승인한 때", korean_datetime(inspection.approved_at) if inspection.approved_at else "–"),
    ]


def _sheets(inspection: Inspection) -> list[tuple[int, list[list[object]]]]:
    best = sheet_terms(inspection).grades[0]
    found: dict[int, list[list[object]]] = {}
    for item in items_of(inspection.id):
        tone = "success" if item.grade == best else "warning"
        row: list[object] = [item.name, {"text": item.grade, "tone": tone}, item.note or "–"]
        found.setdefault(item.attempt, []).append(row)
    return sorted(found.items(), reverse=True)


def _assets(inspection: Inspection) -> list[list[str]]:
    mine = [asset for asset in assets_of(inspection.agreement_id) if asset.inspection_id == inspection.id]
    return [[asset.model, asset.serial or "–", asset.place] for asset in mine]
