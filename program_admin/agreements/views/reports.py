"""Reports: writing and handing in, reading, approving or returning, attachments."""

from decimal import Decimal

from flask import Response, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.agreements import permissions as may
from program_admin.agreements import services
from program_admin.agreements.forms import FileForm, ReasonForm, ReportForm, report_form, written_in
from program_admin.agreements.forms.acts import MOST_MB, PAPER_TYPES
from program_admin.agreements.forms.reports import after_name, evidence_name
from program_admin.agreements.models import Report, ReportKind, ReportPaper
from program_admin.agreements.queries import kpi_results_of, report_by_id, report_paper_by_id, report_papers_of
from program_admin.agreements.states import REPORT
from program_admin.agreements.views.acting import acted, pressed, received
from program_admin.agreements.views.blueprint import pages
from program_admin.agreements.views.loading import ReportOf, get_report_place
from program_admin.applications.queries import kpi_targets_of
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.korean import korean_datetime
from program_admin.core.pages import page
from program_admin.core.refusals import wants_json
from program_admin.core.writing import answered, writing
from program_admin.documents.answers import upload_answer

HAND_IN = "hand_in"


@pages.get("/<uuid:agreement_id>/reports/<kind>")
@needs(may.WRITE_REPORT, get_report_place)
def begin_report(place: ReportOf) -> ResponseReturnValue:
    """Ask whether a report shall be begun."""
    return page("agreements/begin_report.html", agreement=place.agreement, kind=place.kind, form=ActForm(formdata=None))


@pages.post("/<uuid:agreement_id>/reports/<kind>")
@needs(may.WRITE_REPORT, get_report_place)
def do_begin_report(place: ReportOf) -> ResponseReturnValue:
    """Begin a report, or go on with the one that is there."""
    form = ActForm()
    try:
        with writing(form.act) as now:
            report = services.begin_report(place.agreement, place.kind, by=current_user, now=now)
            there = answered(url_for(".edit_report", report_id=report.id))
    except RuleBroken as broken:
        form.refuse(broken)
        return page("agreements/begin_report.html", 422, agreement=place.agreement, kind=place.kind, form=form)
    return redirect(there, 303)


@pages.get("/reports/<uuid:report_id>")
@needs(may.SEE_REPORT, report_by_id, logs="보고서")
def show_report(report: Report) -> ResponseReturnValue:
    """Show a report, with the company's buttons while it waits."""
    return _shown(report, ReasonForm(formdata=None))


@pages.get("/reports/<uuid:report_id>/edit")
@needs(may.WRITE_REPORT, report_by_id)
def edit_report(report: Report) -> ResponseReturnValue:
    """Show a report as a form."""
    targets = kpi_targets_of(report.agreement.application_id)
    return _edited(report, report_form(report, targets, kpi_results_of(report.id), sent=False))


@pages.post("/reports/<uuid:report_id>/edit")
@needs(may.WRITE_REPORT, report_by_id)
def save_report(report: Report) -> ResponseReturnValue:
    """Keep what was written; hand it in when asked and nothing is missing."""
    targets = kpi_targets_of(report.agreement.application_id)
    form = report_form(report, targets, kpi_results_of(report.id), sent=True)
    if not form.validate():
        return _edited(report, form, status=422)
    here, there = url_for(".edit_report", report_id=report.id), url_for(".show_report", report_id=report.id)
    handing_in, broken = request.form.get("next") == HAND_IN, None
    try:
        with writing(form.act, then=here) as now:
            services.save_report(report, written_in(form, targets), by=current_user, now=now)
            broken = services.lacking_in_report(report) if handing_in else None
            if handing_in and broken is None:
                services.submit_report(report, by=current_user, now=now)
                here = answered(there)
    except RuleBroken as refused:
        form.refuse(refused)
        return _edited(report, form, status=422)
    if broken is not None:
        form = report_form(report, targets, kpi_results_of(report.id), sent=False)
        form.refuse(broken)
        return _edited(report, form, status=422)
    flash("보고서를 냈습니다. 도입기업이 확인합니다." if handing_in else "저장했습니다.", "success")
    return redirect(here, 303)


@pages.post("/reports/<uuid:report_id>/papers")
@needs(may.WRITE_REPORT, report_by_id)
def attach_to_report(report: Report) -> ResponseReturnValue:
    """Attach a file: its content is checked before the database is locked."""
    form = FileForm()
    there = url_for(".edit_report", report_id=report.id) + "#papers"
    checked = received(form, "file", PAPER_TYPES, MOST_MB) if form.validate() else None
    if checked is None:
        return _refused(report, form)
    try:
        with writing(form.act, then=there) as now:
            services.attach_report_paper(report, checked, by=current_user, now=now)
    except RuleBroken as broken:
        form.refuse(broken)
        return _refused(report, form)
    if wants_json():
        return jsonify(name=checked.name, note="올림 완료", href=there), 201
    return redirect(there, 303)


@pages.post("/reports/papers/<uuid:paper_id>/remove")
@needs(may.WRITE_REPORT, report_paper_by_id)
def remove_report_paper(paper: ReportPaper) -> ResponseReturnValue:
    """Take an attachment away."""
    return pressed(
        url_for(".edit_report", report_id=paper.report_id) + "#papers",
        lambda now: services.remove_report_paper(paper, by=current_user, now=now),
    )


@pages.get("/reports/papers/<uuid:paper_id>")
@needs(may.SEE_REPORT, report_paper_by_id, logs="보고서 첨부")
def report_paper(paper: ReportPaper) -> ResponseReturnValue:
    """Hand an attachment out."""
    return upload_answer(paper.upload)


@pages.post("/reports/<uuid:report_id>/approve")
@needs(may.DECIDE_REPORT, report_by_id)
def approve_report(report: Report) -> ResponseReturnValue:
    """Approve a report as the company."""
    return pressed(
        url_for(".show_report", report_id=report.id),
        lambda now: services.approve_report(report, by=current_user, now=now),
    )


@pages.post("/reports/<uuid:report_id>/return")
@needs(may.DECIDE_REPORT, report_by_id)
def return_report(report: Report) -> ResponseReturnValue:
    """Return a report to the supplier with a reason."""
    form = ReasonForm()
    return acted(
        form,
        url_for(".show_report", report_id=report.id),
        lambda now: services.return_report(report, by=current_user, now=now, reason=form.reason.data),
        lambda: _shown(report, form, status=422),
    )


def _files(report: Report, *, open_: bool) -> list[dict[str, str]]:
    return [
        {
            "name": row.upload.name,
            "note": f"{-(-row.upload.size // 1024):,}KB",
            "href": url_for(".report_paper", paper_id=row.id),
            "remove_url": url_for(".remove_report_paper", paper_id=row.id) if open_ else "",
        }
        for row in report_papers_of(report.id)
    ]


def _refused(report: Report, form: FileForm) -> ResponseReturnValue:
    sentences = [str(each) for _, each in form.summary]
    if wants_json():
        return jsonify(sentences=sentences), 422
    targets = kpi_targets_of(report.agreement.application_id)
    shown = report_form(report, targets, kpi_results_of(report.id), sent=False)
    shown.form_errors = sentences
    return _edited(report, shown, status=422)


def _edited(report: Report, form: ReportForm, *, status: int = 200) -> Response:
    open_ = report.status in REPORT.step("submit").of
    targets = kpi_targets_of(report.agreement.application_id) if report.kind == ReportKind.FINAL else []
    return page(
        "agreements/edit_report.html",
        status,
        report=report,
        agreement=report.agreement,
        form=form,
        other=ActForm(formdata=None),
        files=_files(report, open_=open_),
        kpis=[(target, form[after_name(target)], form[evidence_name(target)]) for target in targets],
        open=open_,
        saved=f"{korean_datetime(report.saved_at)} 저장" if report.saved_at else "",
        extensions=PAPER_TYPES,
        most_mb=MOST_MB,
        hand_in=HAND_IN,
    )


def _shown(report: Report, form: ReasonForm, *, status: int = 200) -> Response:
    staff, results = current_user.is_staff, kpi_results_of(report.id)
    targets = kpi_targets_of(report.agreement.application_id) if report.kind == ReportKind.FINAL else []
    waits = report.status in REPORT.step("approve").of
    return page(
        "agreements/report.html",
        status,
        report=report,
        agreement=report.agreement,
        form=form,
        label=REPORT.label(report.status, staff=staff),
        tone=REPORT.tone(report.status),
        files=_files(report, open_=False),
        kpis=[
            [
                target.name,
                _number(target.before),
                _number(target.target),
                _number(results[target.id].after),
                target.unit,
            ]
            for target in targets
            if target.id in results
        ],
        decides=waits and may.DECIDE_REPORT.allows(current_user, report),
        writes=report.status in REPORT.step("submit").of and may.WRITE_REPORT.allows(current_user, report),
    )


def _number(value: Decimal | None) -> str:
    return "–" if value is None else f"{value.normalize():f}"
