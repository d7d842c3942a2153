"""What officers do with rounds: list, read, import, export, announce and close."""

import uuid
from urllib.parse import quote

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core import clock
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.exports import Kind
from program_admin.core.lists.columns import ChoiceFilter, Column, Listing
from program_admin.core.lists.pages import list_page
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs import permissions as may
from program_admin.programs import queries, services
from program_admin.programs.editing.shown_part import missing_of, overview_groups
from program_admin.programs.forms import ImportForm, StepForm
from program_admin.programs.loading import LARGEST_TEXT, read_round
from program_admin.programs.models import Round, Status
from program_admin.programs.states import PROCESS
from program_admin.programs.views.blueprint import pages
from program_admin.programs.views.editing import draft_document
from program_admin.programs.views.shown import approval_rows, shown, step_rows, version_rows
from program_admin.workflow.process import Step

NOT_TEXT = "파일이 UTF-8 글이 아닙니다. UTF-8로 저장한 YAML 파일을 골라 주세요."
TOO_LARGE = "파일이 1MB보다 큽니다. 회차 파일이 맞는지 확인해 주세요."
VERSIONS_SHOWN = 30
STATES = tuple((status.value, PROCESS.label(status, staff=True)) for status in Status)

LISTING: Listing[Round] = Listing(
    name="rounds",
    title="회차 관리",
    columns=(
        Column(
            "title",
            "회차",
            lambda each: each.title,
            order=Round.title,
            link=lambda each: url_for("programs.manage", round_id=each.id),
            width=40,
        ),
        Column("code", "코드", lambda each: each.code, order=Round.code),
        Column(
            "status",
            "상태",
            lambda each: PROCESS.label(each.status, staff=True),
            kind=Kind.BADGE,
            tone=lambda each: PROCESS.tone(each.status),
        ),
        Column("opens_at", "접수 시작", lambda each: each.opens_at, kind=Kind.MOMENT, order=Round.opens_at),
        Column("closes_at", "접수 마감", lambda each: each.closes_at, kind=Kind.MOMENT, order=Round.closes_at),
    ),
    identity=Round.id,
    order="-opens_at",
    empty="아직 회차가 없습니다. ‘새 회차 만들기’로 시작해 주세요.",
    filters=(ChoiceFilter("status", "상태", STATES, column=Round.status),),
)


def get_step(round_id: uuid.UUID, step: str) -> Round:
    """Load the round of a step's address; raises Missing for a round or step there is not."""
    if step not in {each.name for each in PROCESS.steps}:
        raise Missing("그런 처리가 없습니다.")
    return queries.get_round(round_id)


@pages.get("/manage")
@needs(may.SEE)
def manage_list() -> ResponseReturnValue:
    """List every round."""
    listed = list_page(LISTING, queries.rounds(), arguments=request.args)
    return page("programs/manage_list.html", list=listed, may_edit=may.EDIT.allows(current_user))


@pages.get("/manage/import")
@needs(may.IMPORT)
def import_form() -> ResponseReturnValue:
    """Ask for a round file."""
    return page("programs/import.html", form=ImportForm())


@pages.post("/manage/import")
@needs(may.IMPORT)
def import_file() -> ResponseReturnValue:
    """Read a round file into a draft; a faulty one shows every fault and changes nothing."""
    form = ImportForm()
    if not form.validate():
        return page("programs/import.html", 422, form=form)
    try:
        terms = read_round(_text_of(form), unfinished=form.unfinished.data)
        with writing(form.act) as now:
            round_ = services.keep_round(terms, by=current_user, now=now)
            address = answered(url_for(".manage", round_id=round_.id))
    except RuleBroken as broken:
        form.refuse(broken)
        return page("programs/import.html", 422, form=form)
    flash("회차를 가져왔습니다. 내용을 확인한 뒤 공고해 주세요.")
    return redirect(address)


@pages.get("/manage/<uuid:round_id>")
@needs(may.SEE, queries.get_round)
def manage(round_: Round) -> ResponseReturnValue:
    """Show one round with what is missing, its versions and the steps this person may take."""
    return _manage_page(round_, StepForm())


@pages.post("/manage/<uuid:round_id>/<step>")
@needs(may.SEE, get_step)
def move(round_: Round) -> ResponseReturnValue:
    """Take one step of the round's process; the process itself says who may."""
    form, round_id = StepForm(), round_.id
    step = str((request.view_args or {})["step"])
    if not form.validate():
        return _manage_page(round_, form, 422)
    try:
        with writing(form.act, then=url_for(".manage", round_id=round_id)) as now:
            round_ = queries.get_round(round_id)
            services.move_round(round_, step, by=current_user, now=now, reason=form.reason.data)
    except RuleBroken as broken:
        form.refuse(broken)
        return _manage_page(queries.get_round(round_id), form, 422)
    flash(f"‘{PROCESS.step(step).label}’ 처리를 했습니다.")
    return redirect(url_for(".manage", round_id=round_id))


@pages.get("/manage/<uuid:round_id>/file")
@needs(may.SEE, queries.get_round)
def export_file(round_: Round) -> ResponseReturnValue:
    """Give the round file of the version in force."""
    text = services.export_round(round_.current_version)
    name = quote(f"{round_.code}.yml")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(text, mimetype="application/yaml", headers=headers)


def _text_of(form: ImportForm) -> str:
    with form.file.data.stream as received:
        content = received.read(LARGEST_TEXT + 1)
    if len(content) > LARGEST_TEXT:
        raise RuleBroken([TOO_LARGE], {"file": [TOO_LARGE]})
    try:
        return str(content.decode("utf-8-sig"))
    except UnicodeDecodeError as broken:
        raise RuleBroken([NOT_TEXT], {"file": [NOT_TEXT]}) from broken


def _manage_page(round_: Round, form: StepForm, status: int = 200) -> ResponseReturnValue:
    terms = round_.terms
    if round_.status == Status.DRAFT.value:
        return _draft_page(round_, form, status)
    return page(
        "programs/manage.html",
        status,
        round=round_,
        terms=terms,
        shown=shown(terms, round_.deadline if round_.status != Status.DRAFT.value else None),
        steps=_steps(round_),
        procedure=step_rows(terms),
        approvals=approval_rows(terms.approvals),
        versions=version_rows(round_),
        state=PROCESS.label(round_.status, staff=True),
        tone=PROCESS.tone(round_.status),
        announced=round_.status != Status.DRAFT.value,
        today=clock.today(),
        form=form,
    )


def _draft_page(round_: Round, form: StepForm, status: int) -> ResponseReturnValue:
    """The overview of a draft: its sections, what is missing, its versions."""
    document = draft_document(round_)
    missing = missing_of(document.terms, clock.now())
    return page(
        "programs/manage_draft.html",
        status,
        round=round_,
        document=document,
        missing=missing,
        alike=queries.titles_with_number(document.terms.announcement.number, but=round_),
        groups=overview_groups(document, missing),
        may_edit=may.EDIT.allows(current_user),
        steps=_steps(round_),
        versions=version_rows(round_)[:VERSIONS_SHOWN],
        older=max(0, round_.current_version.number - VERSIONS_SHOWN),
        state=PROCESS.label(round_.status, staff=True),
        tone=PROCESS.tone(round_.status),
        form=form,
    )


def _steps(round_: Round) -> list[tuple[Step, str]]:
    open_to = PROCESS.open_to(current_user, round_)
    return [(step, url_for(".move", round_id=round_.id, step=step.name)) for step in open_to]
