"""Addresses for files that come in pieces, so that a broken connection costs one piece and not the file."""

import uuid

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import signed_in
from program_admin.core.refusals import refuse
from program_admin.core.writing import transaction
from program_admin.documents.forms import BeginForm, PieceForm
from program_admin.documents.models import ArrivingUpload
from program_admin.documents.services.arriving import begin_upload, offset_of, own_arriving, take_piece
from program_admin.documents.services.receive import FileTooLarge

pages = Blueprint("uploads", __name__, url_prefix="/uploads")


@pages.post("/")
@signed_in
def begin() -> ResponseReturnValue:
    """Begin a file, or find the one begun before: where its pieces go, and how much has come."""
    form = BeginForm()
    if not form.validate():
        return refuse(422, [sentence for _, sentence in form.summary])
    try:
        with transaction() as now:
            row = begin_upload(form.name.data, form.size.data, form.stamp.data or "", by=current_user, now=now)
            told = _told(row, offset_of(row))
    except FileTooLarge as large:
        return refuse(413, large.objections)
    return told


@pages.get("/<uuid:arriving_id>")
@signed_in
def arriving(arriving_id: uuid.UUID) -> ResponseReturnValue:
    """Say how much has come."""
    row = own_arriving(arriving_id, current_user)
    return _told(row, offset_of(row))


@pages.post("/<uuid:arriving_id>")
@signed_in
def piece(arriving_id: uuid.UUID) -> ResponseReturnValue:
    """Take one piece; one that begins elsewhere than at the end is left aside (409), and the right place is told."""
    row = own_arriving(arriving_id, current_user)
    form = PieceForm()
    if not form.validate():
        return refuse(422, [sentence for _, sentence in form.summary])
    before = offset_of(row)
    told = _told(row, take_piece(row, form.piece.data.stream, at=form.offset.data))
    return told if before == form.offset.data else (told, 409)


def _told(row: ArrivingUpload, offset: int) -> Response:
    return jsonify(id=str(row.id), url=url_for("uploads.piece", arriving_id=row.id), offset=offset, size=row.size)
