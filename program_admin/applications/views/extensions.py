"""접수기간 연장: the list of a round, proposing one, and the page on which somebody else approves it."""

from flask import Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import names_of, person_by_id
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms import ExtensionForm, OpinionForm, ReasonForm
from program_admin.applications.models import Application, Extension
from program_admin.applications.queries.deadlines import application_to_extend, extension_by_id, extensions_of_round
from program_admin.applications.states import EXTENSION
from program_admin.applications.views.extension_blueprint import extension_pages
from program_admin.companies.queries import company_by_business_number
from program_admin.core import clock
from program_admin.core.clock import to_seoul
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime, remaining, time_text
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round
from program_admin.workflow.approval import SIGN
from program_admin.workflow.models import Approval

NO_APPLICATION = "이 회차에 그 기업의 신청서가 없습니다. 사업자등록번호를 확인해 주세요."


@extension_pages.get("/rounds/<uuid:round_id>/extensions")
@needs(may.SEE_EXTENSIONS, get_announced_round)
def listed(round_: Round) -> ResponseReturnValue:
    """List every extension of a round."""
    found = extensions_of_round(round_.id)
    names = names_of({each.by_id for each in found})
    return page(
        "applications/extensions.html",
        round=round_,
        rows=[_row(each, names.get(each.by_id, "")) for each in found],
        left=remaining(round_.closes_at, clock.now()),
        may_propose=may.PROPOSE_EXTENSION.allows(current_user),
    )


@extension_pages.get("/rounds/<uuid:round_id>/extensions/new")
@needs(may.PROPOSE_EXTENSION, get_announced_round)
def new(round_: Round) -> ResponseReturnValue:
    """Ask until when the deadline is to be moved, for whom and why."""
    form = ExtensionForm(formdata=None)
    form.until_time.data = time_text(to_seoul(round_.closes_at))
    return _new_page(round_, form)


@extension_pages.post("/rounds/<uuid:round_id>/extensions/new")
@needs(may.PROPOSE_EXTENSION, get_announced_round)
def propose(round_: Round) -> ResponseReturnValue:
    """Put the extension up for approval."""
    form = ExtensionForm()
    if not form.validate():
        return _new_page(round_, form, 422)
    try:
        with writing(form.act) as now:
            wanted = services.NewExtension(form.moment, form.reason.data, _named(round_, form))
            extension = services.propose_extension(round_, wanted, by=current_user, now=now)
            there = answered(url_for(".show", extension_id=extension.id))
    except RuleBroken as broken:
        form.refuse(broken)
        return _new_page(round_, form, 422)
    flash("결재를 올렸습니다. 결재가 끝나면 마감이 바뀌고 대상 기업에 알립니다.", "success")
    return redirect(there, 303)


@extension_pages.get("/extensions/<uuid:extension_id>")
@needs(may.SEE_EXTENSIONS, extension_by_id)
def show(extension: Extension) -> ResponseReturnValue:
    """Show one extension with its approval line and what this person may do."""
    return _page(extension, OpinionForm(formdata=None))


@extension_pages.post("/extensions/<uuid:extension_id>/approve")
@needs(may.DECIDE_EXTENSION, extension_by_id)
def approve(extension: Extension) -> ResponseReturnValue:
    """Sign the extension; the last signature moves the deadline."""
    form = OpinionForm()
    if not form.validate():
        return _page(extension, form, status=422)
    there, decided = url_for(".show", extension_id=extension.id), False
    try:
        with writing(form.act, then=there) as now:
            opinion = form.opinion.data or ""
            decided = services.approve_extension(extension, by=current_user, now=now, opinion=opinion)
    except RuleBroken as broken:
        form.refuse(broken)
        return _page(extension, form, status=422)
    words = "마감을 연장했습니다. 대상 기업에 알립니다." if decided else "서명했습니다. 다음 결재자에게 넘어갔습니다."
    flash(words, "success")
    return redirect(there, 303)


@extension_pages.get("/extensions/<uuid:extension_id>/return")
@needs(may.DECIDE_EXTENSION, extension_by_id)
def ask_return(extension: Extension) -> ResponseReturnValue:
    """Ask why the extension is returned."""
    return page("applications/extension_return.html", extension=extension, form=ReasonForm(formdata=None))


@extension_pages.post("/extensions/<uuid:extension_id>/return")
@needs(may.DECIDE_EXTENSION, extension_by_id)
def give_back(extension: Extension) -> ResponseReturnValue:
    """Return the extension with a reason."""
    form = ReasonForm()
    there = url_for(".show", extension_id=extension.id)
    try:
        if form.validate():
            with writing(form.act, then=there) as now:
                services.return_extension(extension, by=current_user, now=now, reason=form.reason.data)
            flash("반려했습니다.", "success")
            return redirect(there, 303)
    except RuleBroken as broken:
        form.refuse(broken)
    return page("applications/extension_return.html", 422, extension=extension, form=form)


@extension_pages.post("/extensions/<uuid:extension_id>/take-back")
@needs(may.PROPOSE_EXTENSION, extension_by_id)
def take_back(extension: Extension) -> ResponseReturnValue:
    """Take one's own proposal back."""
    there = url_for(".show", extension_id=extension.id)
    with writing(ActForm().act, then=there) as now:
        services.take_extension_back(extension, by=current_user, now=now)
    flash("상신을 취소했습니다.", "success")
    return redirect(there, 303)


def seat_rows(approval: Approval) -> list[list[str]]:
    """The approval line as a table shows it."""
    return [
        [
            seat.label,
            seat.position,
            seat.signed_name,
            korean_datetime(seat.signed_at) if seat.signed_at else "–",
            seat.opinion or "–",
        ]
        for seat in approval.seats
    ]


def _named(round_: Round, form: ExtensionForm) -> Application | None:
    """The application the form names; officers name it by the company's number, for drafts are not theirs to list."""
    if form.scope.data == "all":
        return None
    company = company_by_business_number(form.business_number.data)
    application = application_to_extend(round_.id, company.id) if company else None
    if application is None:
        raise RuleBroken([NO_APPLICATION], {"business_number": [NO_APPLICATION]})
    return application


def _new_page(round_: Round, form: ExtensionForm, status: int = 200) -> Response:
    return page(
        "applications/extension_new.html",
        status,
        round=round_,
        form=form,
        deadline=korean_datetime(round_.closes_at),
        left=remaining(round_.closes_at, clock.now()),
    )


def _page(extension: Extension, form: OpinionForm, *, status: int = 200) -> Response:
    waiting = extension.status in EXTENSION.step("approve").of
    return page(
        "applications/extension.html",
        status,
        extension=extension,
        pairs=_pairs(extension),
        seats=seat_rows(extension.approval),
        label=EXTENSION.label(extension.status, staff=True),
        tone=EXTENSION.tone(extension.status),
        may_sign=waiting and SIGN.allows(current_user, extension.approval),
        may_take_back=waiting and extension.by_id == current_user.id,
        form=form,
        other=ActForm(formdata=None),
    )


def _pairs(extension: Extension) -> list[tuple[str, str]]:
    return [
        ("대상", _scope(extension)),
        ("지금까지의 마감", korean_datetime(extension.closed_at)),
        ("새 마감", korean_datetime(extension.until)),
        ("사유", extension.reason),
        ("기안", f"{person_by_id(extension.by_id).name}, {korean_datetime(extension.at)}"),
    ]


def _scope(extension: Extension) -> str:
    return extension.application.company_name if extension.application else "모두"


def _row(extension: Extension, by: str) -> list[object]:
    return [
        {"text": korean_datetime(extension.until), "link": url_for(".show", extension_id=extension.id)},
        _scope(extension),
        {
            "text": EXTENSION.label(extension.status, staff=True),
            "tone": EXTENSION.tone(extension.status),
        },
        extension.reason,
        by,
    ]
