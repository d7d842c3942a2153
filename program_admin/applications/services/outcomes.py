"""Outcomes told by the evaluation after publishing, and what may follow: promotion, abandoning."""

from datetime import datetime
from typing import Literal

from program_admin.accounts.models import Person
from program_admin.applications.models import Application
from program_admin.applications.notices import tell_company
from program_admin.applications.services.locking import lock
from program_admin.applications.states import PROCESS
from program_admin.workflow.engine import take_step

Outcome = Literal["select", "reserve", "reject"]


def record_outcome(
    application: Application, outcome: Outcome, *, by: Person, now: datetime, reason: str | None = None
) -> None:
    """Record what the published ranking says; the letter to the company is the evaluation's (it needs the points)."""
    lock(application)
    take_step(PROCESS, application, outcome, by=by, now=now, reason=reason)


def promote(application: Application, *, by: Person, now: datetime, reason: str) -> None:
    """Select a reserve application in place of another (예비 승격) and tell the company."""
    lock(application)
    take_step(PROCESS, application, "promote", by=by, now=now, reason=reason)
    tell_company(
        application,
        title="예비에서 선정되었습니다",
        body=f"접수번호 {application.number} 과제가 예비에서 선정되었습니다. 협약 안내를 확인해 주세요.",
        now=now,
    )


def abandon(application: Application, *, by: Person, now: datetime, reason: str) -> None:
    """Give a selection up (선정 포기) with a reason."""
    lock(application)
    take_step(PROCESS, application, "abandon", by=by, now=now, reason=reason)
    tell_company(
        application,
        title="선정 포기를 기록했습니다",
        body=f"접수번호 {application.number} 과제의 선정 포기를 기록했습니다.",
        now=now,
    )
