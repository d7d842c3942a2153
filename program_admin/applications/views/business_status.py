"""휴·폐업 확인: of one application by hand or by the tax service, of a whole round by a job."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from program_admin.accounts.permission import needs
from program_admin.accounts.queries import names_of
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.forms.business_status import StatusForm
from program_admin.applications.models import Application
from program_admin.applications.queries import application_by_id, applications_of_round
from program_admin.applications.views.blueprint import pages
from program_admin.companies.business_status import Found, asked, is_on
from program_admin.companies.models import (
    BUSINESS_STATUS_NAMES,
    STATUS_SOURCE_NAMES,
    BusinessStatus,
    BusinessStatusCheck,
    StatusSource,
)
from program_admin.companies.queries import latest_status_checks, status_checks_of
from program_admin.core import clock
from program_admin.core.errors import RuleBroken
from program_admin.core.forms import ActForm
from program_admin.core.identifiers import format_business_number
from program_admin.core.korean import korean_date, korean_datetime
from program_admin.core.pages import page
from program_admin.core.writing import writing
from program_admin.programs.models import Round
from program_admin.programs.queries import get_announced_round

TONES = {
    BusinessStatus.ACTIVE: "success",
    BusinessStatus.SUSPENDED: "danger",
    BusinessStatus.CLOSED: "danger",
    BusinessStatus.UNREGISTERED: "danger",
}


@pages.route("/<uuid:application_id>/business-status", methods=["GET", "POST"])
@needs(may.SCREEN, application_by_id)
def business_status(application: Application) -> ResponseReturnValue:
    """Show every look at the applicant's business; keep one that was made elsewhere."""
    form = StatusForm()
    if request.method == "GET":
        form.checked_on.data = clock.today()
        return _page(application, form)
    there = url_for(".business_status", application_id=application.id)
    if form.validate():
        found = Found(
            application.company.business_number, BusinessStatus(form.status.data), ended_on=form.ended_on.data
        )
        try:
            with writing(form.act, then=there) as now:
                services.keep_status(
                    application, found, StatusSource.BY_HAND, by=current_user, now=now, checked_on=form.checked_on.data
                )
        except RuleBroken as broken:
            form.refuse(broken)
        else:
            flash("휴·폐업 확인 결과를 저장했습니다.", "success")
            return redirect(there, 303)
    return _page(application, form, status=422)


@pages.post("/<uuid:application_id>/business-status/look-up")
@needs(may.SCREEN, application_by_id)
def look_status_up(application: Application) -> ResponseReturnValue:
    """Ask the tax service about one applicant; when it doesn't answer, the way by hand is offered."""
    form, there = ActForm(), url_for(".business_status", application_id=application.id)
    number = application.company.business_number
    try:
        found = asked(number)
        with writing(form.act, then=there) as now:
            services.keep_status(application, found, StatusSource.TAX_SERVICE, by=current_user, now=now)
    except RuleBroken as broken:
        by_hand = StatusForm(formdata=None, data={"checked_on": clock.today()})
        by_hand.form_errors = [*broken.objections]
        return _page(application, by_hand, status=422)
    flash("국세청 조회 결과를 저장했습니다.", "success")
    return redirect(there, 303)


@pages.get("/rounds/<uuid:round_id>/business-status")
@needs(may.LIST, get_announced_round)
def round_status(round_: Round) -> ResponseReturnValue:
    """Show the newest look at each applicant of a round."""
    handed_in = applications_of_round(round_.id)
    latest = latest_status_checks(each.company_id for each in handed_in)
    return page(
        "applications/round_status.html",
        round=round_,
        rows=[_row(each, latest.get(each.company_id)) for each in handed_in],
        missing=sum(each.company_id not in latest for each in handed_in),
        against=sum(row.status != BusinessStatus.ACTIVE for row in latest.values()),
        is_on=is_on(),
        may_check=may.CHECK_ROUND.allows(current_user, round_),
        other=ActForm(formdata=None),
    )


@pages.post("/rounds/<uuid:round_id>/business-status")
@needs(may.CHECK_ROUND, get_announced_round)
def check_round(round_: Round) -> ResponseReturnValue:
    """Let a job ask the tax service about all of them."""
    form, there = ActForm(), url_for(".round_status", round_id=round_.id)
    if not is_on():
        raise RuleBroken(["국세청 조회가 꺼져 있습니다. 신청마다 직접 적어 주세요."])
    with writing(form.act, then=there) as now:
        job_id = services.check_round(round_, by=current_user, now=now)
    return redirect(url_for("portal.job", job_id=job_id), 303)


def _page(application: Application, form: StatusForm, *, status: int = 200) -> Response:
    checks = status_checks_of(application.company_id)
    names = names_of({row.by_id for row in checks})
    return page(
        "applications/business_status.html",
        status,
        application=application,
        form=form,
        other=ActForm(formdata=None),
        number=format_business_number(application.company.business_number),
        is_on=is_on(),
        rows=[
            (
                korean_date(row.checked_on),
                _badge(row),
                korean_date(row.ended_on) if row.ended_on else "",
                row.tax_type,
                STATUS_SOURCE_NAMES[StatusSource(row.source)],
                names.get(row.by_id, ""),
                korean_datetime(row.at),
            )
            for row in checks
        ],
    )


def _row(application: Application, found: BusinessStatusCheck | None) -> tuple[object, ...]:
    address = url_for(".business_status", application_id=application.id)
    return (
        {"text": application.number or "", "link": address},
        application.company_name,
        format_business_number(application.company.business_number),
        _badge(found) if found else {"text": "아직 확인하지 않음", "tone": "warning"},
        korean_date(found.checked_on) if found else "",
        STATUS_SOURCE_NAMES[StatusSource(found.source)] if found else "",
    )


def _badge(row: BusinessStatusCheck) -> dict[str, str]:
    status = BusinessStatus(row.status)
    return {"text": BUSINESS_STATUS_NAMES[status], "tone": TONES[status]}
