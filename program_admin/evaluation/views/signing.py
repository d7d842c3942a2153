"""All own scores side by side, the one signature, and the chair's overall opinions."""

from dataclasses import dataclass
from decimal import Decimal

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries, services
from program_admin.evaluation.forms import OpinionForm
from program_admin.evaluation.models import PanelCase, PanelSeat, PanelStatus, Sheet
from program_admin.evaluation.queries import case_by_id, seat_by_id
from program_admin.evaluation.rules.wording import plain
from program_admin.evaluation.views.blueprint import pages


@dataclass(frozen=True, slots=True)
class Mistake:
    """What one sheet still lacks, with its address."""

    company: str
    href: str
    sentences: tuple[str, ...]


@pages.get("/sheets/panels/<uuid:seat_id>/sign")
@needs(may.SIGN_SHEETS, seat_by_id)
def sign(seat: PanelSeat) -> ResponseReturnValue:
    """Show all own scores of the panel side by side."""
    return _sign_page(seat, ActForm(formdata=None))


@pages.post("/sheets/panels/<uuid:seat_id>/sign")
@needs(may.SIGN_SHEETS, seat_by_id)
def sign_all(seat: PanelSeat) -> ResponseReturnValue:
    """Sign and freeze all own sheets of the panel."""
    form, there = ActForm(), url_for(".sign", seat_id=seat.id)
    try:
        with writing(form.act, then=there) as now:
            services.sign_sheets(seat, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _sign_page(seat, form, status=422)
    flash("모든 평가표에 서명했습니다. 이제 점수를 바꿀 수 없습니다.", "success")
    return redirect(there, 303)


@pages.route("/sheets/cases/<uuid:case_id>/opinion", methods=["GET", "POST"])
@needs(may.CHAIR, case_by_id, logs="과제별 평가 의견")
def opinion(case: PanelCase) -> ResponseReturnValue:
    """The chair reads the members' opinions and writes the overall one, once."""
    seat = queries.opinion_writer(case)
    there = url_for(".own_panel", seat_id=seat.id) if seat else url_for(".desk")
    form = OpinionForm()
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.write_opinion(case, form.words.data, by=current_user, now=now)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("종합의견을 저장했습니다.", "success")
            return redirect(there, 303)
    done = case.panel.status in (PanelStatus.COMPLETED, PanelStatus.CONFIRMED)
    numbers = {each.evaluator_id: n for n, each in enumerate(queries.taken_seats(case.panel_id), start=1)}
    kept = queries.opinion_on(case)
    return page(
        "evaluation/opinion.html",
        200 if request.method == "GET" else 422,
        form=form,
        case=case,
        kept=kept.words if kept else "",
        may_write=kept is None and case.panel.status == PanelStatus.COMPLETED,
        voices=[
            (f"위원 {numbers[each.evaluator_id]}", _total(each), queries.signed_opinion(each.id))
            for each in queries.sheets_of_case(case)
        ]
        if done
        else [],
        back=there,
    )


def _total(sheet: Sheet) -> str:
    return f"{plain(sum(queries.scores_of(sheet.id).values(), Decimal(0)))}점"


def _sign_page(seat: PanelSeat, form: ActForm, *, status: int = 200) -> Response:
    sheets = queries.sheets_of_seat(seat)
    values = [queries.values_of(sheet) for sheet in sheets]
    signature = queries.signature_of(seat)
    groups = queries.stage_of(sheets[0]).groups if sheets else ()
    rows = [
        (group.name, each.name, plain(each.max_points), [one.get(queries.score_name(each.code), "") for one in values])
        for group in groups
        for each in group.criteria
    ]
    mistakes = [] if signature else [_mistake(sheet) for sheet in sheets if queries.faults_of(sheet)]
    return page(
        "evaluation/sign.html",
        status,
        seat=seat,
        form=form,
        sheets=[(sheet, url_for(".sheet", sheet_id=sheet.id)) for sheet in sheets],
        rows=rows,
        totals=[plain(queries.running_total(sheet, one)[0]) for sheet, one in zip(sheets, values, strict=True)],
        full=plain(queries.stage_of(sheets[0]).max_points) if sheets else "",
        opinions=[one.get(queries.OPINION, "") for one in values],
        mistakes=mistakes,
        signature=signature,
        signed=korean_datetime(signature.at) if signature else "",
        ready=bool(sheets) and not mistakes and signature is None and seat.panel.status == PanelStatus.SCORING,
    )


def _mistake(sheet: Sheet) -> Mistake:
    sentences = tuple(sentence for each in queries.faults_of(sheet).values() for sentence in each)
    return Mistake(sheet.application.company_name, url_for(".sheet", sheet_id=sheet.id), sentences)
