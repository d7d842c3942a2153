"""Rankings: worked out live, drafted, approved or returned; bonus claims; reserve; documents."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.applications.models import Application, BonusClaim, Paper, Status
from program_admin.applications.queries import bonus_proofs_of
from program_admin.applications.states import PROCESS as APPLICATION
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import answered, writing
from program_admin.documents.answers import document_answer
from program_admin.documents.models import IssuedDocument
from program_admin.documents.queries import documents_about
from program_admin.evaluation import permissions as may
from program_admin.evaluation import queries, services
from program_admin.evaluation.forms import ReasonForm, ReturnForm, SignForm
from program_admin.evaluation.models import Ranking, RankingStatus
from program_admin.evaluation.queries import ranking_by_id
from program_admin.evaluation.rules.record import worked_out
from program_admin.evaluation.states import RANKING
from program_admin.evaluation.views.blueprint import get_application, pages
from program_admin.evaluation.views.figures import figures_shown
from program_admin.programs.models import Round
from program_admin.programs.queries import all_rounds, get_announced_round
from program_admin.workflow import approval
from program_admin.workflow.models import Approval


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One bonus claim as its row shows it: the evidence asked for, and the files handed in (None: no paper asked)."""

    application: Application
    claim: BonusClaim
    evidence: str
    files: list[Paper] | None


@pages.get("/rankings/")
@needs(may.SEE_RANKING)
def rankings() -> ResponseReturnValue:
    """List the rounds with how far their ranking is."""
    rows = []
    for round_ in all_rounds():
        if round_.status != "draft":
            found = queries.ranking_of(round_.id)
            rows.append((round_, found, RANKING.label(found.status, staff=True) if found else "아직 없음"))
    return page("evaluation/rankings.html", rows=rows, tone=RANKING.tone)


@pages.get("/rankings/rounds/<uuid:round_id>")
@needs(may.SEE_RANKING, get_announced_round)
def round_ranking(round_: Round) -> ResponseReturnValue:
    """Work the ranking out as it stands now, or say what is missing."""
    return _round_page(round_, ActForm(formdata=None))


@pages.post("/rankings/rounds/<uuid:round_id>")
@needs(may.DRAFT_RANKING, get_announced_round)
def draft_ranking(round_: Round) -> ResponseReturnValue:
    """Keep the ranking as it stands now."""
    form = ActForm()
    try:
        with writing(form.act) as now:
            drafted = services.draft_ranking(round_, by=current_user, now=now)
            there = answered(url_for(".ranking", ranking_id=drafted.id))
    except RuleBroken as broken:
        form.refuse(broken)
        return _round_page(round_, form, status=422)
    return redirect(there, 303)


@pages.get("/rankings/rounds/<uuid:round_id>/bonus")
@needs(may.SEE_RANKING, get_announced_round)
def bonus(round_: Round) -> ResponseReturnValue:
    """List the bonus claims of a round's eligible applications as screening settled them."""
    return page("evaluation/bonus.html", round=round_, rows=_claims_shown(round_))


@pages.get("/rankings/<uuid:ranking_id>")
@needs(may.SEE_RANKING, ranking_by_id)
def ranking(record: Ranking) -> ResponseReturnValue:
    """Show a ranking with every figure that made it, its approval line, and what can be done now."""
    return _ranking_page(record, ActForm(formdata=None))


@pages.post("/rankings/<uuid:ranking_id>/raise")
@needs(may.DRAFT_RANKING, ranking_by_id)
def raise_ranking(record: Ranking) -> ResponseReturnValue:
    """Put the ranking up for approval."""
    form, there = ActForm(), url_for(".ranking", ranking_id=record.id)
    try:
        with writing(form.act, then=there) as now:
            services.raise_ranking(record, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _ranking_page(record, form, status=422)
    flash("결재를 올렸습니다.", "success")
    return redirect(there, 303)


@pages.route("/rankings/<uuid:ranking_id>/discard", methods=["GET", "POST"])
@needs(may.DRAFT_RANKING, ranking_by_id)
def discard(record: Ranking) -> ResponseReturnValue:
    """Throw a draft away with a reason."""
    form, there = ReasonForm(), url_for(".round_ranking", round_id=record.round_id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.discard_ranking(record, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            return redirect(there, 303)
    status = 200 if request.method == "GET" else 422
    return page("evaluation/ranking_discard.html", status, form=form, ranking=record)


@pages.post("/rankings/<uuid:ranking_id>/sign")
@needs(may.SIGN_RANKING, ranking_by_id, fresh=True)
def sign_ranking(record: Ranking) -> ResponseReturnValue:
    """Sign the next seat; the last signature publishes the results."""
    form, there = SignForm(), url_for(".ranking", ranking_id=record.id)
    if not form.validate():
        return _ranking_page(record, form, status=422)
    try:
        with writing(form.act, then=there) as now:
            published = services.sign_ranking(record, by=current_user, now=now, opinion=form.opinion.data)
    except RuleBroken as broken:
        form.refuse(broken)
        return _ranking_page(record, form, status=422)
    said = "결재했습니다. 선정 결과를 공표하고 신청기업에 알렸습니다." if published else "결재했습니다."
    flash(said, "success")
    return redirect(there, 303)


@pages.route("/rankings/<uuid:ranking_id>/return", methods=["GET", "POST"])
@needs(may.SIGN_RANKING, ranking_by_id, fresh=True)
def return_ranking(record: Ranking) -> ResponseReturnValue:
    """Return the ranking with a reason."""
    form, there = ReturnForm(), url_for(".ranking", ranking_id=record.id)
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.return_ranking(record, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("반려했습니다.", "success")
            return redirect(there, 303)
    status = 200 if request.method == "GET" else 422
    return page("evaluation/ranking_return.html", status, form=form, ranking=record)


@pages.route("/rankings/promote/<uuid:application_id>", methods=["GET", "POST"])
@needs(may.PROMOTE, get_application)
def promote(application: Application) -> ResponseReturnValue:
    """Select the first of the reserve list in place of one given up."""
    form = ReasonForm()
    found = queries.ranking_of(application.round_id)
    there = url_for(".ranking", ranking_id=found.id) if found else url_for(".rankings")
    if request.method == "POST" and form.validate():
        try:
            with writing(form.act, then=there) as now:
                services.promote_reserve(application, by=current_user, now=now, reason=form.reason.data)
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("예비 과제를 선정했습니다. 기업에 알리고 통보 공문을 발급했습니다.", "success")
            return redirect(there, 303)
    status = 200 if request.method == "GET" else 422
    return page("evaluation/promote.html", status, form=form, application=application, back=there)


@pages.get("/rankings/documents/<uuid:document_id>")
@needs(may.DOWNLOAD, queries.own_document, logs="평가 결과 문서")
def document(record: IssuedDocument) -> ResponseReturnValue:
    """Hand a 종합평가표 or 선정결과 통보 out."""
    return document_answer(record)


def _claims_shown(round_: Round) -> list[ClaimShown]:
    """The claims of one application stand together, so its papers are read once."""
    shown = []
    for application, claims in groupby(queries.claims_of_round(round_.id), key=itemgetter(0)):
        evidence = {item.code: item.evidence for item in application.terms.evaluation.bonus.items}
        proofs = bonus_proofs_of(application)
        shown += [
            ClaimShown(application, claim, evidence.get(claim.code, ""), proofs.get(claim.code)) for _, claim in claims
        ]
    return shown


def _round_page(round_: Round, form: ActForm, *, status: int = 200) -> Response:
    objections = queries.not_ready_to_rank(round_)
    standing = queries.ranking_of(round_.id)
    figures = None
    if not objections and standing is None:
        figures = figures_shown(worked_out(round_.terms, queries.case_inputs(round_)))
    return page(
        "evaluation/round_ranking.html",
        status,
        round=round_,
        form=form,
        objections=[] if standing else objections,
        standing=standing,
        standing_label=RANKING.label(standing.status, staff=True) if standing else "",
        figures=figures,
        earlier=[
            (each, RANKING.label(each.status, staff=True), RANKING.tone(each.status))
            for each in queries.rankings_of(round_.id)
        ],
        may_draft=may.DRAFT_RANKING.allows(current_user),
    )


def _ranking_page(record: Ranking, form: ActForm, *, status: int = 200) -> Response:
    line = approval.latest(may.RANKING_ACT, ("Ranking", record.id))
    published = record.status == RankingStatus.PUBLISHED
    following = queries.next_reserve(record.round_id) if published else None
    given_up = bool(queries.abandoned_places(record)) if published else False
    sign_form = form if isinstance(form, SignForm) else SignForm(formdata=None)
    return page(
        "evaluation/ranking.html",
        status,
        ranking=record,
        figures=figures_shown(queries.record_of(record)),
        label=RANKING.label(record.status, staff=True),
        tone=RANKING.tone(record.status),
        steps={step.name for step in RANKING.open_to(current_user, record)},
        seats=_line_rows(line) if line else [],
        outcomes=[_outcome_row(each.application) for each in queries.places_of(record.id)] if published else [],
        promote_url=url_for(".promote", application_id=following.application_id)
        if following is not None and given_up and may.PROMOTE.allows(current_user)
        else "",
        form=form,
        sign_form=sign_form,
    )


def _line_rows(line: Approval) -> list[list[object]]:
    return [
        [
            seat.label,
            seat.position,
            seat.signed_name or "–",
            korean_datetime(seat.signed_at) if seat.signed_at else "기다리는 중",
            seat.opinion or "–",
        ]
        for seat in line.seats
    ]


def _outcome_row(application: Application) -> tuple[Application, str, str, list[tuple[str, str]]]:
    papers = [
        (f"{each.title} {each.number}", url_for(".document", document_id=each.id))
        for each in documents_about("Application", application.id)
        if each.kind in (queries.RESULT_LETTER, queries.EVALUATION_SUMMARY)
    ]
    label = APPLICATION.label(application.status, staff=True)
    tone = APPLICATION.tone(Status(application.status))
    return application, label, tone, papers
