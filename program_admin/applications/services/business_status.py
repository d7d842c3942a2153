"""휴·폐업 확인: entered by an officer or found by the tax service, then shown as evidence on the screening sheet."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application
from program_admin.applications.queries import applications_of_round
from program_admin.applications.services.locking import lock, require
from program_admin.applications.services.screening import write_findings
from program_admin.applications.states import PROCESS
from program_admin.companies import services as companies
from program_admin.companies.business_status import Found
from program_admin.companies.models import BusinessStatusCheck, StatusSource
from program_admin.companies.queries import latest_status_checks
from program_admin.jobs.queue import enqueue
from program_admin.programs.models import Round

TASK = "applications.check_business_status"


def keep_status(
    application: Application,
    found: Found,
    source: StatusSource,
    *,
    by: Person,
    now: datetime,
    checked_on: date | None = None,
) -> BusinessStatusCheck:
    """Keep what was found about the applicant's business; a sheet in work shows it at once. Raises RuleBroken."""
    require(may.SCREEN, by, application)
    lock(application)
    row = companies.keep_status(application.company, found, source, by=by, now=now, checked_on=checked_on)
    if application.status in PROCESS.step("ask_supplement").of:
        write_findings(application)
    return row


def check_round(round_: Round, *, by: Person, now: datetime) -> uuid.UUID:
    """Let a job ask the tax service about every applicant of a round; returns the job's id."""
    require(may.CHECK_ROUND, by, round_)
    payload: dict[str, str | int] = {"round_id": str(round_.id), "by_id": str(by.id), "since": now.isoformat()}
    return enqueue(TASK, f"{TASK}:{round_.id}:{now.isoformat()}", payload, by=by.id)


def applications_to_check(round_id: uuid.UUID, since: datetime) -> list[Application]:
    """Return the applications of a round whose business was not looked at since then (a job that starts again)."""
    handed_in = applications_of_round(round_id)
    latest = latest_status_checks(each.company_id for each in handed_in)
    return [each for each in handed_in if (row := latest.get(each.company_id)) is None or row.at < since]


def keep_found(applications: Iterable[Application], found: Iterable[Found], *, by: Person, now: datetime) -> int:
    """Keep what the tax service said about these applications; returns how many it knew."""
    by_number = {each.business_number: each for each in found}
    known = [each for each in applications if each.company.business_number in by_number]
    for application in known:
        number = application.company.business_number
        keep_status(application, by_number[number], StatusSource.TAX_SERVICE, by=by, now=now)
    return len(known)
