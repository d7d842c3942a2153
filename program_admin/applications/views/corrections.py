"""정정공고: preparing a changed content, by file or screen, and putting it up with its number and reason."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import names_of
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import CorrectionForm
from program_admin.applications.models import Correction, CorrectionContent, CorrectionStatus
from program_admin.applications.queries.corrections import (
    corrections_of,
    differences_of,
    objections_to_correction,
    open_correction,
)
from program_admin.applications.states import CORRECTION
from program_admin.applications.views.correction_blueprint import correction_pages
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs.editing.document import Desk, Document
from program_admin.programs.editing.places import section_title
from program_admin.programs.editing.summaries import GROUPS, section_summary
from program_admin.programs.forms import ImportForm
from program_admin.programs.loading import LARGEST_TEXT, read_round
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round
from program_admin.programs.schema.round_file import RoundFile
from program_admin.programs.views.parts import arrange_rows, save_part, show_part

DESK = Desk("정정공고", "corrections.edit", "corrections.arrange", "corrections.current")
NOT_TEXT = "파일이 UTF-8 글이 아닙니다. UTF-8로 저장한 YAML 파일을 골라 주세요."
TOO_LARGE = "파일이 1MB보다 큽니다. 회차 파일이 맞는지 확인해 주세요."


def get_open(round_id: uuid.UUID, part: str = "") -> Correction:
    """The correction of a round that is in the making; raises Missing."""
    found = open_correction(round_id)
    if found is None:
        raise Missing("correction")
    return found


@correction_pages.get("/rounds/<uuid:round_id>/corrections")
@needs(may.SEE_CORRECTIONS, get_announced_round)
def listed(round_: Round) -> ResponseReturnValue:
    """List every correction of a round."""
    found = corrections_of(round_.id)
    names = names_of({each.by_id for each in found})
    return page(
        "applications/corrections.html",
        round=round_,
        rows=[_row(each, names.get(each.by_id, "")) for each in found],
        may_begin=may.CORRECT.allows(current_user) and open_correction(round_.id) is None,
        other=ActForm(formdata=None),
    )


@correction_pages.post("/rounds/<uuid:round_id>/corrections")
@needs(may.CORRECT, get_announced_round)
def begin(round_: Round) -> ResponseReturnValue:
    """Begin a correction."""
    with writing(ActForm().act) as now:
        services.begin_correction(round_, by=current_user, now=now)
        there = answered(url_for(".current", round_id=round_.id))
    return redirect(there, 303)


@correction_pages.get("/rounds/<uuid:round_id>/correction")
@needs(may.CORRECT, get_open)
def current(correction: Correction) -> ResponseReturnValue:
    """Show the correction in the making: what differs, what speaks against it, its sections to change."""
    if correction.status != CorrectionStatus.DRAFTED:
        return redirect(url_for(".show", correction_id=correction.id))
    form = CorrectionForm(formdata=None, number=correction.number, reason=correction.reason)
    return _current_page(correction, form)


@correction_pages.post("/rounds/<uuid:round_id>/correction")
@needs(may.CORRECT, get_open)
def propose(correction: Correction) -> ResponseReturnValue:
    """Put the correction up for approval."""
    form = CorrectionForm()
    if not form.validate():
        return _current_page(correction, form, status=422)
    there = url_for(".show", correction_id=correction.id)
    try:
        with writing(form.act, then=there) as now:
            services.propose_correction(correction, form.number.data, by=current_user, now=now, reason=form.reason.data)
    except RuleBroken as broken:
        form.refuse(broken)
        return _current_page(correction, form, status=422)
    flash("결재를 올렸습니다. 결재가 끝나면 공고가 바뀌고 작성 중인 기업에 알립니다.", "success")
    return redirect(there, 303)


@correction_pages.post("/rounds/<uuid:round_id>/correction/discard")
@needs(may.CORRECT, get_open)
def discard(correction: Correction) -> ResponseReturnValue:
    """Throw the correction in the making away."""
    with writing(ActForm().act) as now:
        services.discard_correction(correction, by=current_user, now=now)
        there = answered(url_for(".listed", round_id=correction.round_id))
    flash("정정공고를 버렸습니다. 공고는 그대로입니다.", "success")
    return redirect(there, 303)


@correction_pages.get("/rounds/<uuid:round_id>/correction/upload")
@needs(may.CORRECT, get_open)
def upload(correction: Correction) -> ResponseReturnValue:
    """Ask for a corrected round file."""
    return page("applications/correction_upload.html", correction=correction, form=ImportForm())


@correction_pages.post("/rounds/<uuid:round_id>/correction/upload")
@needs(may.CORRECT, get_open)
def take_file(correction: Correction) -> ResponseReturnValue:
    """Read a corrected round file; a faulty one shows every fault and changes nothing."""
    form = ImportForm()
    there = url_for(".current", round_id=correction.round_id)
    try:
        if form.validate():
            terms = _read(form)
            with writing(form.act, then=there) as now:
                services.keep_correction(correction, terms, "회차 파일", by=current_user, now=now)
            flash("파일을 읽었습니다. 바뀐 것을 확인해 주세요.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return page("applications/correction_upload.html", 422, correction=correction, form=form)


@correction_pages.get("/rounds/<uuid:round_id>/correction/edit/<path:part>")
@needs(may.CORRECT, get_open)
def edit(correction: Correction) -> ResponseReturnValue:
    """Show one part of the corrected content with its form."""
    if correction.status != CorrectionStatus.DRAFTED:
        return redirect(url_for(".show", correction_id=correction.id))
    return show_part(_document(correction), _part())


@correction_pages.post("/rounds/<uuid:round_id>/correction/edit/<path:part>")
@needs(may.CORRECT, get_open)
def save(correction: Correction) -> ResponseReturnValue:
    """Keep one part as the next edition."""
    round_id = correction.round_id
    return save_part(lambda: _document(get_open(round_id)), _part())


@correction_pages.post("/rounds/<uuid:round_id>/correction/rows/<path:part>")
@needs(may.CORRECT, get_open)
def arrange(correction: Correction) -> ResponseReturnValue:
    """Move or remove one row of a list."""
    round_id = correction.round_id
    return arrange_rows(lambda: _document(get_open(round_id)), _part())


def difference_rows(correction: Correction) -> list[list[str]]:
    """What the correction changes, as a table shows it."""
    return [[each.title, each.before, each.after] for each in differences_of(correction)]


def _document(correction: Correction) -> Document:
    content = correction.content

    def earlier(number: int) -> RoundFile | None:
        return next((each.terms for each in correction.contents if each.edition == number), None)

    return Document(
        round_=correction.round,
        terms=content.terms,
        edition=content.edition,
        saved_by=_saved_by(content),
        saved_at=content.at,
        desk=DESK,
        earlier=earlier,
        keep=lambda terms, note, by, now: services.keep_correction(correction, terms, note, by=by, now=now),
        opened_at=correction.base_version.created_at,
    )


def _saved_by(content: CorrectionContent) -> str:
    return names_of({content.by_id}).get(content.by_id, "다른 담당자")


def _part() -> str:
    return str((request.view_args or {})["part"])


def _read(form: ImportForm) -> RoundFile:
    with form.file.data.stream as received:
        content = received.read(LARGEST_TEXT + 1)
    if len(content) > LARGEST_TEXT:
        raise RuleBroken([TOO_LARGE], {"file": [TOO_LARGE]})
    try:
        return read_round(content.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise RuleBroken([NOT_TEXT], {"file": [NOT_TEXT]}) from broken


def _current_page(correction: Correction, form: CorrectionForm, *, status: int = 200) -> Response:
    document, content = _document(correction), correction.content
    terms = content.terms
    groups = [
        (group.title, [(section_title(n), document.address(n), section_summary(n, terms)) for n in group.names])
        for group in GROUPS
    ]
    changed = difference_rows(correction)
    return page(
        "applications/correction_current.html",
        status,
        correction=correction,
        round=correction.round,
        changed=changed,
        objections=objections_to_correction(correction) if changed else [],
        saved=f"{korean_datetime(content.at)} · {_saved_by(content)} · {content.note}",
        groups=groups,
        form=form,
        other=ActForm(formdata=None),
    )


def _row(correction: Correction, by: str) -> list[object]:
    return [
        {
            "text": correction.number or "번호 없음",
            "link": url_for(".show", correction_id=correction.id)
            if correction.status != CorrectionStatus.DRAFTED
            else url_for(".current", round_id=correction.round_id),
        },
        {"text": CORRECTION.label(correction.status, staff=True), "tone": CORRECTION.tone(correction.status)},
        correction.reason or "–",
        by,
        korean_datetime(correction.published_at or correction.at),
    ]
