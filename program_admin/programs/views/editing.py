"""Editing a draft round on screen: its parts, its rows."""

import uuid

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import names_of
from program_admin.programs import permissions as may
from program_admin.programs import queries, services
from program_admin.programs.editing.document import Desk, Document
from program_admin.programs.models import Round, Status
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.views.blueprint import pages
from program_admin.programs.views.parts import arrange_rows, save_part, show_part

DRAFTS = Desk("회차 편집", "programs.edit", "programs.arrange", "programs.manage")


def draft_document(round_: Round) -> Document:
    """The content of a draft round, whose every change is its next version."""
    version = round_.current_version

    def earlier(number: int) -> RoundFile | None:
        found = queries.version_numbered(round_, number)
        return found.terms if found else None

    names = names_of({version.created_by_id}) if version.created_by_id else {}
    return Document(
        round_=round_,
        terms=version.terms,
        edition=version.number,
        saved_by=names.get(version.created_by_id, "다른 담당자") if version.created_by_id else "회차 파일",
        saved_at=version.created_at,
        desk=DRAFTS,
        earlier=earlier,
        keep=lambda terms, note, by, now: services.revise_round(round_, terms, by=by, now=now, note=note),
    )


def get_part(round_id: uuid.UUID, part: str) -> Round:
    """Load the round whose part an address names; raises Missing."""
    return queries.get_round(round_id)


def _part() -> str:
    return str((request.view_args or {})["part"])


@pages.get("/manage/<uuid:round_id>/edit/<path:part>")
@needs(may.EDIT, get_part)
def edit(round_: Round) -> ResponseReturnValue:
    """Show one part of a draft with its form."""
    if round_.status != Status.DRAFT.value:
        flash(services.FROZEN, "warning")
        return redirect(url_for(".manage", round_id=round_.id))
    return show_part(draft_document(round_), _part())


@pages.post("/manage/<uuid:round_id>/edit/<path:part>")
@needs(may.EDIT, get_part)
def save(round_: Round) -> ResponseReturnValue:
    """Keep one part of a draft as its next version."""
    round_id = round_.id
    return save_part(lambda: draft_document(queries.get_round(round_id)), _part())


@pages.post("/manage/<uuid:round_id>/rows/<path:part>")
@needs(may.EDIT, get_part)
def arrange(round_: Round) -> ResponseReturnValue:
    """Move or remove one row of a list of a draft."""
    round_id = round_.id
    return arrange_rows(lambda: draft_document(queries.get_round(round_id)), _part())
