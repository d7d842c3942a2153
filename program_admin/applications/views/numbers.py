"""Numbers in a paper that look like resident numbers: masked, kept with a reason, or the paper is replaced."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import KeepNumbersForm
from program_admin.applications.models import Paper, Status
from program_admin.applications.queries import filled_of, number_warning_of, own_numbers, paper_by_id
from program_admin.applications.rules.papers import slot_of
from program_admin.applications.views.blueprint import pages
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.documents.contents import FileType
from program_admin.documents.services import CheckedFile, mask_numbers


@pages.get("/papers/<uuid:paper_id>/numbers")
@needs(may.EDIT, paper_by_id)
def numbers(paper: Paper) -> ResponseReturnValue:
    """Show where such numbers were seen, and the three ways to go on."""
    return _page(paper, KeepNumbersForm(formdata=None))


@pages.post("/papers/<uuid:paper_id>/numbers")
@needs(may.EDIT, paper_by_id)
def keep_numbers(paper: Paper) -> ResponseReturnValue:
    """Keep the file as it is, with a reason."""
    form = KeepNumbersForm()
    if not form.validate():
        return _page(paper, form, 422)
    try:
        with writing(form.act) as now:
            services.keep_numbers(paper, form.reason.data, by=current_user, now=now)
            there = answered(_list(paper))
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(paper, form, 422)
    return redirect(there, 303)


@pages.post("/papers/<uuid:paper_id>/mask")
@needs(may.EDIT, paper_by_id)
def mask(paper: Paper) -> ResponseReturnValue:
    """Put a masked PDF in the file's place; it is made before the database is locked."""
    form = ActForm()
    try:
        masked = _masked(paper)
        with writing(form.act) as now:
            services.replace_masked(paper, masked, by=current_user, now=now)
            there = answered(_list(paper))
    except RuleBroken as broken:
        refused = KeepNumbersForm(formdata=None)
        refused.form_errors = broken.objections
        return _page(paper, refused, 422)
    flash("숫자를 가린 파일로 바꾸었습니다. 내려받아 확인해 주세요.", "success")
    return redirect(there, 303)


def _masked(paper: Paper) -> CheckedFile | None:
    """The file without the numbers; None when this press comes a second time, and the paper has gone."""
    if paper.removed_at is not None:
        return None
    number_warning_of(paper)
    return mask_numbers(paper.upload, own_numbers=own_numbers(paper.application))


def _list(paper: Paper) -> str:
    """Where the paper stands: among the papers of a draft, or beside the request it answers."""
    if paper.application.status != Status.DRAFT:
        return url_for("screening.progress", application_id=paper.application_id)
    return url_for(".papers", application_id=paper.application_id) + f"#paper-{paper.paper}"


def _page(paper: Paper, form: KeepNumbersForm, status: int = 200) -> Response:
    warning = number_warning_of(paper)
    slot = slot_of(filled_of(paper.application), paper.paper)
    return page(
        "applications/numbers.html",
        status,
        form=form,
        other=ActForm(formdata=None),
        paper=paper,
        paper_name=slot.name if slot else paper.upload.name,
        places=warning.places,
        maskable=paper.upload.media_type == FileType.PDF.media_type,
        draft=paper.application.status == Status.DRAFT,
        back=_list(paper),
    )
