"""Papers of a draft: the list, handing in, taking back, downloading."""

import uuid
from dataclasses import dataclass

from flask import Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import PaperForm
from program_admin.applications.models import Application, Paper
from program_admin.applications.queries import application_by_id, filled_of, own_numbers, paper_by_id, papers_of
from program_admin.applications.rules import papers as rules
from program_admin.applications.rules.papers import Slot
from program_admin.applications.rules.sections import section_of
from program_admin.applications.rules.values import HandedPaper
from program_admin.applications.services.locking import objections_to_typing
from program_admin.applications.views.blueprint import pages
from program_admin.applications.views.delegates_shown import uploaded_by
from program_admin.applications.views.loading import SlotOf, get_slot
from program_admin.applications.views.outline import outline
from program_admin.core import clock
from program_admin.core.clock import today
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_date
from program_admin.core.pages import page
from program_admin.core.refusals import wants_json
from program_admin.core.writing import answered, writing
from program_admin.documents.answers import upload_answer
from program_admin.documents.contents import types_named
from program_admin.documents.models import NumberAnswer, NumberWarning
from program_admin.documents.queries import number_warnings
from program_admin.documents.rules import warning as number_warning
from program_admin.documents.services import FileTooLarge, check_in_together
from program_admin.programs.schema.papers import LATE_POLICY_NAMES, LatePolicy

ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class FileShown:
    """One file handed in, as the list shows it."""

    name: str
    note: str
    href: str
    remove_url: str
    fault: str = ""
    warning: str = ""
    warning_url: str = ""


@dataclass(frozen=True, slots=True)
class SlotShown:
    """One paper of the round with what was handed in for it."""

    slot: Slot
    files: tuple[FileShown, ...]
    form: PaperForm | None
    faults: tuple[str, ...]
    late: str
    word: str
    tone: str


@pages.get("/<uuid:application_id>/papers")
@needs(may.EDIT, application_by_id)
def papers(application: Application) -> ResponseReturnValue:
    """Show every paper that is asked for, with its files."""
    return _page(application, checked=bool(request.args.get("check")))


@pages.post("/<uuid:application_id>/papers/<code>")
@needs(may.EDIT, get_slot)
def attach(found: SlotOf) -> ResponseReturnValue:
    """Take one file in: its content is checked before the database is locked."""
    application, slot = found.application, found.slot
    form = _form(slot)
    if not form.validate():
        return _refused(application, slot, form)
    try:
        checked = check_in_together(
            form.file.data,
            title=slot.name,
            allowed=types_named(kind.value for kind in slot.types),
            max_bytes=slot.max_mb * 1024 * 1024,
            own_numbers=own_numbers(application),
        )
        with writing(form.act) as now:
            facts = _facts(form, slot, application)
            paper = services.attach_paper(application, checked, facts, by=current_user, now=now)
            there = answered(url_for(".papers", application_id=application.id) + f"#{slot.anchor}")
            href = url_for(".paper_file", paper_id=paper.id)
    except RuleBroken as broken:
        form.form_errors = [*form.form_errors, *broken.objections]
        form.file.refused(broken)
        return _refused(application, slot, form, 413 if isinstance(broken, FileTooLarge) else 422)
    if wants_json():
        return jsonify(name=checked.name, note=f"{size_text(checked.size)} · 올림 완료", href=href), 201
    return redirect(there, 303)


@pages.post("/papers/<uuid:paper_id>/remove")
@needs(may.EDIT, paper_by_id)
def remove(paper: Paper) -> ResponseReturnValue:
    """Take one file back."""
    with writing(ActForm().act) as now:
        services.remove_paper(paper, by=current_user, now=now)
        there = answered(url_for(".papers", application_id=paper.application_id) + f"#paper-{paper.paper}")
    return redirect(there, 303)


@pages.get("/papers/<uuid:paper_id>/file")
@needs(may.DOWNLOAD, paper_by_id, logs="제출서류")
def paper_file(paper: Paper) -> ResponseReturnValue:
    """Hand one file out."""
    return upload_answer(paper.upload)


def size_text(size: int) -> str:
    """'412KB', '2.1MB'."""
    return f"{-(-size // 1024):,}KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f}MB"


def _facts(form: PaperForm, slot: Slot, application: Application) -> services.PaperFacts:
    """What was said about the file; where only one is taken, a new one replaces the old."""
    there = [paper for paper in papers_of(application.id) if paper.paper == slot.code]
    substitute = "" if form.substitute.data in (None, ITSELF) else str(form.substitute.data)
    return services.PaperFacts(
        paper=slot.code,
        substitute=substitute,
        reason=form.reason.data or "",
        issued_on=form.issued_on.data,
        replaces=there[0] if there and slot.max_files == 1 else None,
    )


def _form(slot: Slot, *, sent: bool = True) -> PaperForm:
    """The form of one paper; ids carry the paper's code, because a page holds many of them."""
    form = PaperForm() if sent else PaperForm(formdata=None)
    form.substitute.choices = [(ITSELF, slot.name), *((each.code, each.name) for each in slot.substitutes)]
    form.substitute.notes = {each.code: each.for_whom for each in slot.substitutes}
    form.file.accept = ",".join(slot.endings)
    if form.substitute.data is None:
        form.substitute.data = ITSELF
        form.substitute.process_errors = []
    for field in (form.substitute, form.reason, form.issued_on, form.file):
        field.id = f"{slot.anchor}-{field.short_name}"
        field.label.field_id = field.id
    return form


def _refused(application: Application, slot: Slot, form: PaperForm, status: int = 422) -> ResponseReturnValue:
    if wants_json():
        return jsonify(sentences=[sentence for _, sentence in form.summary]), status
    return _page(application, refused=(slot.code, form), status=status)


def _page(
    application: Application, *, refused: tuple[str, PaperForm] | None = None, checked: bool = False, status: int = 200
) -> Response:
    filled = filled_of(application)
    open_ = not objections_to_typing(application, clock.now())
    handed = papers_of(application.id)
    warnings = number_warnings(paper.upload for paper in handed)
    shown = [_slot_shown(slot, handed, warnings, open_=open_, refused=refused) for slot in rules.slots(filled)]
    summary = refused[1] if refused else PaperForm(formdata=None)
    if checked:
        summary.anchored = tuple((fault.field, fault.sentence) for fault in rules.paper_faults(filled, today()))
    return page(
        "applications/section_papers.html",
        status,
        application=application,
        section=section_of("papers"),
        look=outline(application, filled, code="papers"),
        form=summary,
        other=ActForm(formdata=None),
        slots=shown,
    )


def _slot_shown(
    slot: Slot,
    handed: list[Paper],
    warnings: dict[uuid.UUID, NumberWarning],
    *,
    open_: bool,
    refused: tuple[str, PaperForm] | None,
) -> SlotShown:
    mine = [paper for paper in handed if paper.paper == slot.code]
    files = tuple(_file_shown(slot, paper, warnings.get(paper.upload_id), open_=open_) for paper in mine)
    mended = refused[1] if refused and refused[0] == slot.code else None
    room = open_ and (len(mine) < slot.max_files or slot.max_files == 1)
    word, tone = _word(slot, files)
    return SlotShown(
        slot=slot,
        files=files,
        form=mended or (_form(slot, sent=False) if room else None),
        faults=tuple(mended.form_errors) if mended else (),
        late="" if slot.late is LatePolicy.REFUSE else LATE_POLICY_NAMES[slot.late],
        word=word,
        tone=tone,
    )


def _word(slot: Slot, files: tuple[FileShown, ...]) -> tuple[str, str]:
    if any(file.fault for file in files):
        return "다시 확인", "danger"
    if any(file.warning for file in files):
        return "확인 필요", "warning"
    if files:
        return "올림", "success"
    return ("필수", "outline") if slot.required else ("선택", "")


def _file_shown(slot: Slot, paper: Paper, warning: NumberWarning | None, *, open_: bool) -> FileShown:
    handed = HandedPaper(paper.paper, paper.upload.name, paper.substitute, paper.reason, paper.issued_on)
    substitute = slot.substitute(paper.substitute)
    parts = [size_text(paper.upload.size)]
    if paper.upload.made_from:
        parts.append(f"사진 {len(paper.upload.made_from)}장을 묶음")
    if substitute is not None:
        parts.append(f"대체서류: {substitute.name}")
    if paper.issued_on is not None:
        parts.append(f"{korean_date(paper.issued_on)} 발급")
        if slot.validity_days is not None:
            parts.append(f"{korean_date(rules.valid_until(paper.issued_on, slot.validity_days))}까지 유효")
    parts += filter(None, [uploaded_by(paper)])
    seen = number_warning(warning.places) if warning is not None and warning.answer is None else ""
    if warning is not None and warning.answer == NumberAnswer.KEPT:
        parts.append(f"주민등록번호로 보이는 숫자: 그대로 냄({warning.reason})")
    return FileShown(
        name=paper.upload.name,
        note=" · ".join(parts),
        href=url_for(".paper_file", paper_id=paper.id),
        remove_url=url_for(".remove", paper_id=paper.id) if open_ else "",
        fault=" ".join(rules.paper_objections(slot, handed, today())),
        warning=seen,
        warning_url=url_for(".numbers", paper_id=paper.id) if seen and open_ else "",
    )
