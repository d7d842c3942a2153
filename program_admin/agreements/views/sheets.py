"""The visitor's sheet: typed on a phone field by field, photos, handing in."""

from flask import Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import FileForm, SheetForm, sheet_form, typed_fields
from program_admin.agreements.forms.acts import MOST_MB, PHOTO_TYPES
from program_admin.agreements.forms.sheets import PART_NAMES, asset_rows
from program_admin.agreements.models import Inspection, InspectionPhoto
from program_admin.agreements.queries import (
    drafts_of,
    guides_of,
    inspection_by_id,
    photo_by_id,
    photos_of,
    sheet_terms,
    supplements_of,
)
from program_admin.agreements.rules import sheets as rules
from program_admin.agreements.states import INSPECTION
from program_admin.agreements.views.acting import pressed, received
from program_admin.agreements.views.blueprint import inspection_pages
from program_admin.applications.queries.photos import photo_use_of
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.field_base import cleaned
from program_admin.core.forms import ActForm
from program_admin.core.korean import time_text
from program_admin.core.pages import page
from program_admin.core.refusals import wants_json
from program_admin.core.writing import answered, transaction, writing

HAND_IN = "hand_in"


@inspection_pages.get("/<uuid:inspection_id>/sheet")
@needs(may.INSPECT, inspection_by_id)
def sheet(inspection: Inspection) -> ResponseReturnValue:
    """Show the sheet with what is stored."""
    if inspection.status not in INSPECTION.step("report").of:
        return redirect(url_for(".show", inspection_id=inspection.id))
    return _page(inspection, _form(inspection))


@inspection_pages.post("/<uuid:inspection_id>/sheet")
@needs(may.INSPECT, inspection_by_id)
def save_sheet(inspection: Inspection) -> ResponseReturnValue:
    """Keep the whole sheet; hand it in when asked and nothing is missing."""
    form = ActForm()
    typed = typed_fields(sheet_terms(inspection), request.form)
    handing_in, broken = request.form.get("next") == HAND_IN, None
    here = url_for(".sheet", inspection_id=inspection.id)
    conflicts: tuple[Conflict, ...] = ()
    try:
        with writing(form.act, then=here) as now:
            conflicts = services.save_sheet(inspection, typed, by=current_user, now=now)
            broken = services.lacking_in_sheet(inspection) if handing_in else None
            if handing_in and broken is None and not conflicts:
                services.hand_in(inspection, by=current_user, now=now)
                here = answered(url_for(".show", inspection_id=inspection.id))
    except RuleBroken as refused:
        return _refused(inspection, typed, refused)
    if conflicts or broken is not None:
        return _unfinished(inspection, typed, conflicts, broken)
    flash("점검표를 냈습니다." if handing_in else "저장했습니다.", "success")
    return redirect(here, 303)


@inspection_pages.post("/<uuid:inspection_id>/autosave")
@needs(may.INSPECT, inspection_by_id)
def autosave(inspection: Inspection) -> ResponseReturnValue:
    """Keep one field as it is typed: 200 with the new revision, 409 with both values, 422 with the reason."""
    name, revision = request.form.get("field", ""), request.form.get("revision", "0")
    value = cleaned(request.form.get("value", ""))
    if not revision.isdecimal():
        raise RuleBroken(["화면이 오래되었습니다. 화면을 새로 고친 뒤 다시 적어 주세요."])
    typed = services.TypedField(value, int(revision))
    try:
        with transaction() as now:
            number = services.save_field(inspection, name, typed, by=current_user, now=now).revision
    except RuleBroken as broken:
        return jsonify(sentences=broken.objections), 422
    return jsonify(revision=number, saved=time_text(now))


@inspection_pages.post("/<uuid:inspection_id>/photos")
@needs(may.INSPECT, inspection_by_id)
def add_photo(inspection: Inspection) -> ResponseReturnValue:
    """Take a photo in: its content is checked before the database is locked."""
    form = FileForm()
    there = url_for(".sheet", inspection_id=inspection.id) + "#photos"
    checked = received(form, "file", PHOTO_TYPES, MOST_MB) if form.validate() else None
    if checked is None:
        sentences = [str(each) for _, each in form.summary]
        if wants_json():
            return jsonify(sentences=sentences), 422
        shown = _form(inspection)
        shown.form_errors = sentences
        return _page(inspection, shown, status=422)
    with writing(form.act, then=there) as now:
        services.add_photo(inspection, checked, by=current_user, now=now)
    if wants_json():
        return jsonify(name=checked.name, note="올림 완료", href=there), 201
    return redirect(there, 303)


@inspection_pages.post("/photos/<uuid:photo_id>/remove")
@needs(may.INSPECT, photo_by_id)
def remove_photo(photo: InspectionPhoto) -> ResponseReturnValue:
    """Take a photo away."""
    return pressed(
        url_for(".sheet", inspection_id=photo.inspection_id) + "#photos",
        lambda now: services.remove_photo(photo, by=current_user, now=now),
    )


def photo_files(inspection: Inspection, *, open_: bool) -> list[dict[str, str]]:
    """The photos as the page lists them."""
    return [
        {
            "name": row.upload.name,
            "note": f"{-(-row.upload.size // 1024):,}KB",
            "href": url_for("inspections.photo", photo_id=row.id),
            "remove_url": url_for("inspections.remove_photo", photo_id=row.id) if open_ else "",
        }
        for row in photos_of(inspection.id)
    ]


def _unfinished(
    inspection: Inspection,
    typed: dict[str, services.TypedField],
    conflicts: tuple[Conflict, ...],
    broken: RuleBroken | None,
) -> ResponseReturnValue:
    shown = _form(inspection, {name: field.value for name, field in typed.items()})
    shown.show_conflicts(conflicts)
    if broken is not None and not conflicts:
        shown.refuse(broken)
    return _page(inspection, shown, status=409 if conflicts else 422)


def _refused(inspection: Inspection, typed: dict[str, services.TypedField], broken: RuleBroken) -> ResponseReturnValue:
    if inspection.status not in INSPECTION.step("report").of:
        raise broken
    shown = _form(inspection, {name: field.value for name, field in typed.items()})
    shown.refuse(broken)
    return _page(inspection, shown, status=422)


def _form(inspection: Inspection, shown: dict[str, str] | None = None) -> SheetForm:
    return sheet_form(sheet_terms(inspection), guides_of(inspection), drafts_of(inspection.id), shown=shown)


def _page(inspection: Inspection, form: SheetForm, *, status: int = 200) -> Response:
    terms = sheet_terms(inspection)
    values = {name: row.value for name, row in drafts_of(inspection.id).items()}
    rows = range(1, asset_rows(values) + 1) if terms.with_assets else ()
    answers = supplements_of(inspection.id)
    return page(
        "agreements/sheet.html",
        status,
        inspection=inspection,
        agreement=inspection.agreement,
        form=form,
        other=ActForm(formdata=None),
        items=[(form[rules.grade_field(each.code)], form[rules.note_field(each.code)]) for each in terms.items],
        assets=[
            (row, [(label, form[rules.asset_field(row, part)]) for part, label in PART_NAMES.items()])
            for row in rows
            if rules.asset_field(row, "place") in form
        ],
        opinion=form[rules.OPINION],
        photos=photo_files(inspection, open_=True),
        photo_use=photo_use_of(inspection.agreement.application),
        answer=answers[-1] if answers else None,
        saved=f"{time_text(inspection.saved_at)} 저장" if inspection.saved_at else "",
        extensions=PHOTO_TYPES,
        most_mb=MOST_MB,
        hand_in=HAND_IN,
    )
