"""The score sheet: scoring with autosave, reading the case and its papers, recusal."""

from decimal import Decimal

from flask import Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications.models import Paper
from program_admin.applications.queries import papers_in_order, papers_of
from program_admin.applications.rules.papers import paper_names
from program_admin.applications.views.reading import reading_of
from program_admin.core.clock import to_seoul
from program_admin.core.errors import Conflict, RuleBroken
from program_admin.core.field_base import cleaned
from program_admin.core.korean import korean_date, time_text
from program_admin.core.money import thousand_won
from program_admin.core.pages import page
from program_admin.core.writing import transaction, writing
from program_admin.documents.answers import upload_answer
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries, services
from program_admin.evaluation.forms import ReasonForm, SheetForm, sheet_form
from program_admin.evaluation.models import PanelSeat, Sheet
from program_admin.evaluation.queries import sheet_by_id
from program_admin.evaluation.rules.wording import plain
from program_admin.evaluation.states import SHEET
from program_admin.evaluation.views.blueprint import SheetPaper, get_sheet_paper, pages

PRIVATE = ("담당자",)
"""What evaluators need not see of the plan: the contact's name and telephone."""


@pages.get("/sheets/<uuid:sheet_id>")
@needs(may.SCORE, sheet_by_id, logs="평가 과제")
def sheet(record: Sheet) -> ResponseReturnValue:
    """Show the sheet: to be filled while it is open, to be read once it is signed."""
    if record.status not in SHEET.step("sign").of:
        return _signed_page(record)
    form = sheet_form(queries.stage_of(record), queries.values_of(record), queries.drafts_of(record.id))
    return _sheet_page(record, form)


@pages.post("/sheets/<uuid:sheet_id>")
@needs(may.SCORE, sheet_by_id)
def save_sheet(record: Sheet) -> ResponseReturnValue:
    """Keep the whole sheet and go on to the next case."""
    form = sheet_form(queries.stage_of(record), {}, queries.drafts_of(record.id), sent=True)
    there = _neighbours(record)[1] or url_for(".sign", seat_id=_seat(record).id)
    if record.status in SHEET.step("sign").of and not form.validate():
        return _sheet_page(record, form, status=422)
    try:
        with writing(form.act, then=there) as now:
            services.save_sheet(record, form.values(), by=current_user, now=now)
    except RuleBroken as broken:
        if record.status not in SHEET.step("sign").of:
            raise
        form.refuse(broken)
        return _sheet_page(record, form, status=422)
    return redirect(there, 303)


@pages.post("/sheets/<uuid:sheet_id>/autosave")
@needs(may.SCORE, sheet_by_id)
def autosave(record: Sheet) -> ResponseReturnValue:
    """Keep one field as it is typed: 200 with the new revision, 409 with both values, 422 with the reason."""
    name, revision = request.form.get("field", ""), request.form.get("revision", "0")
    value = cleaned(request.form.get("value", ""))
    if not revision.isdecimal():
        raise RuleBroken(["화면이 오래되었습니다. 화면을 새로 고친 뒤 다시 골라 주세요."])
    try:
        with transaction() as now:
            kept = services.save_value(record, name, value, int(revision), by=current_user, now=now)
            number = kept.revision
    except Conflict as conflict:
        both = {"mine": conflict.mine, "theirs": conflict.theirs, "theirs_by": conflict.theirs_by}
        return jsonify(field=name, revision=conflict.revision, **both), 409
    except RuleBroken as broken:
        return jsonify(sentences=broken.objections), 422
    return jsonify(revision=number, saved=time_text(now))


@pages.get("/sheets/<uuid:sheet_id>/case")
@needs(may.READ_CASE, sheet_by_id, logs="신청서(평가)")
def case(record: Sheet) -> ResponseReturnValue:
    """Show everything handed in that the evaluation rests on."""
    application = record.application
    reading = reading_of(application)
    return page(
        "evaluation/case.html",
        sheet=record,
        application=application,
        reading=reading,
        plan=[pair for pair in reading.plan if pair[0] not in PRIVATE],
        papers=[_paper_row(record, paper) for paper in papers_in_order(application)],
    )


@pages.get("/sheets/<uuid:sheet_id>/papers/<uuid:paper_id>")
@needs(may.READ_CASE, get_sheet_paper, logs="제출서류(평가)")
def paper(found: SheetPaper) -> ResponseReturnValue:
    """Hand one paper of the case out."""
    return upload_answer(found.paper.upload)


@pages.route("/sheets/<uuid:sheet_id>/recuse", methods=["GET", "POST"])
@needs(may.SCORE, sheet_by_id)
def recuse(record: Sheet) -> ResponseReturnValue:
    """Withdraw from a case (회피) with a reason."""
    form, there = ReasonForm(), url_for(".own_panel", seat_id=_seat(record).id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.declare(record, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("이 과제의 평가를 회피했습니다.", "success")
            return redirect(there, 303)
    return page("evaluation/recuse.html", 200 if request.method == "GET" else 422, form=form, sheet=record)


def _sheet_page(record: Sheet, form: SheetForm, *, status: int = 200) -> Response:
    total, missing = queries.running_total(record, form.values())
    before, after = _neighbours(record)
    return page(
        "evaluation/sheet.html",
        status,
        sheet=record,
        form=form,
        stage=queries.stage_of(record),
        place=_place(record),
        seat=_seat(record),
        subsidy=thousand_won(record.application.subsidy_won),
        plan_url=_plan_url(record),
        total=plain(total),
        missing=missing,
        saved=f"{time_text(to_seoul(record.saved_at))} 저장" if record.saved_at else "",
        before=before,
        after=after,
        started=bool(queries.drafts_of(record.id)),
        name_of=queries.score_name,
        plain=plain,
    )


def _signed_page(record: Sheet) -> Response:
    stage, scores = queries.stage_of(record), queries.scores_of(record.id)
    seat = _seat(record)
    before, after = _neighbours(record)
    return page(
        "evaluation/sheet_signed.html",
        sheet=record,
        seat=seat,
        place=_place(record),
        rows=[
            [group.name, each.name, f"{plain(scores[each.code])} / {plain(each.max_points)}"]
            for group in stage.groups
            for each in group.criteria
            if each.code in scores
        ],
        total=f"{plain(sum(scores.values(), Decimal(0)))} / {plain(stage.max_points)}" if scores else "",
        opinion=queries.signed_opinion(record.id),
        signature=queries.signature_of(seat),
        before=before,
        after=after,
    )


def _seat(record: Sheet) -> PanelSeat:
    seat = queries.seat_of(record.panel_id, record.evaluator_id)
    if seat is None:
        raise RuleBroken(["이 분과의 위원이 아닙니다. 담당자에게 알려 주세요."])
    return seat


def _neighbours(record: Sheet) -> tuple[str, str]:
    """The addresses of the sheets before and after this one, empty at the ends."""
    own = [each.id for each in queries.sheets_of_seat(_seat(record))]
    here = own.index(record.id) if record.id in own else 0
    before = url_for(".sheet", sheet_id=own[here - 1]) if here > 0 else ""
    after = url_for(".sheet", sheet_id=own[here + 1]) if here + 1 < len(own) else ""
    return before, after


def _place(record: Sheet) -> str:
    own = [each.id for each in queries.sheets_of_seat(_seat(record))]
    here = own.index(record.id) + 1 if record.id in own else 1
    return f"{record.panel.name} · {here}번째 / {len(own)}개 과제"


def _plan_url(record: Sheet) -> str:
    """The first paper of the round's list that was handed in: the plan, or what the programme calls it."""
    order = {paper.code: place for place, paper in enumerate(record.application.terms.papers)}
    plans = [each for each in papers_of(record.application_id) if each.paper in order]
    plans.sort(key=lambda each: order[each.paper])
    return url_for(".paper", sheet_id=record.id, paper_id=plans[0].id) if plans else ""


def _paper_row(record: Sheet, handed: Paper) -> list[object]:
    names = paper_names(record.application.terms)
    href = url_for(".paper", sheet_id=record.id, paper_id=handed.id)
    return [
        names.get(handed.paper, handed.paper),
        {"text": handed.upload.name, "link": href},
        korean_date(handed.issued_on) if handed.issued_on else "–",
    ]
