"""Photos of a visit: taking in, taking away, handing out."""

import uuid
from dataclasses import dataclass

from flask import jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.aftercare import permissions as may
from program_admin.aftercare import services
from program_admin.aftercare.forms import PhotoForm
from program_admin.aftercare.models import Visit, VisitPhoto
from program_admin.aftercare.queries import photo_by_id, sheet_terms, visit_by_id
from program_admin.aftercare.views.blueprint import pages
from program_admin.aftercare.views.sheet import sheet_page
from program_admin.aftercare.views.shown import size_text
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.refusals import wants_json
from program_admin.core.writing import answered, writing
from program_admin.documents.answers import upload_answer
from program_admin.documents.contents import types_named
from program_admin.documents.services import CheckedFile, check_in

ALLOWED = types_named(("jpg", "png", "heic"))
MOST_MB = 20


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """One place for photos on one visit's sheet."""

    visit: Visit
    purpose: str


def get_place(visit_id: uuid.UUID, purpose: str) -> PhotoPlace:
    """The place of that purpose on the visit's sheet; raises Missing."""
    visit = visit_by_id(visit_id)
    if purpose not in dict(sheet_terms(visit).purposes):
        raise Missing("photo place")
    return PhotoPlace(visit, purpose)


def checked_photo(form: PhotoForm) -> CheckedFile:
    """Check the photo's content before the database is locked; raises RuleBroken."""
    file = form.file.data
    return check_in(file.stream, name=file.filename, allowed=ALLOWED, max_bytes=MOST_MB << 20)


@pages.post("/<uuid:visit_id>/photos/<purpose>")
@needs(may.VISIT, get_place)
def add_photo(place: PhotoPlace) -> ResponseReturnValue:
    """Take one photo in."""
    visit, form = place.visit, PhotoForm()
    if not form.validate():
        return _refused(visit, [str(each) for _, each in form.summary])
    try:
        checked = checked_photo(form)
        with writing(form.act) as now:
            photo = services.add_photo(visit, checked, place.purpose, by=current_user, now=now)
            there = answered(url_for(".sheet", visit_id=visit.id) + f"#photos-{place.purpose}")
            href = url_for(".photo_file", photo_id=photo.id)
    except RuleBroken as broken:
        return _refused(visit, broken.objections)
    if wants_json():
        return jsonify(name=checked.name, note=f"{size_text(checked.size)} · 올림 완료", href=href), 201
    return redirect(there, 303)


@pages.post("/photos/<uuid:photo_id>/remove")
@needs(may.VISIT, photo_by_id)
def remove_photo(photo: VisitPhoto) -> ResponseReturnValue:
    """Take one photo away."""
    with writing(ActForm().act) as now:
        services.remove_photo(photo, by=current_user, now=now)
        there = answered(url_for(".sheet", visit_id=photo.visit_id) + f"#photos-{photo.purpose}")
    return redirect(there, 303)


@pages.get("/photos/<uuid:photo_id>/file")
@needs(may.PHOTO, photo_by_id, logs="방문 사진")
def photo_file(photo: VisitPhoto) -> ResponseReturnValue:
    """Hand one photo out."""
    return upload_answer(photo.upload)


def _refused(visit: Visit, sentences: list[str]) -> ResponseReturnValue:
    if wants_json():
        return jsonify(sentences=sentences), 422
    return sheet_page(visit, sentences=sentences, status=422)
