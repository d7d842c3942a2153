"""지난 신청에서 이어 쓰기: taking fields over into a new draft, confirming them."""

from collections.abc import Collection
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, CarriedField
from program_admin.applications.queries import draft_fields, filled_of
from program_admin.applications.queries.carrying import carried_of, handed_in_fields, marks_of
from program_admin.applications.rules.carrying import Mark, carried_values
from program_admin.applications.services.drafting import TypedName, keep_value
from program_admin.applications.services.locking import check_typing, require
from program_admin.audit.trail import record
from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken


def carry_over(application: Application, earlier: Application, *, by: Person, now: datetime) -> int:
    """Take over what may stand in this draft from the company's earlier application; returns how many fields.

    Raises Missing for an application of another company or one never handed in.
    """
    require(may.EDIT, by, application)
    if earlier.company_id != application.company_id or earlier.number is None:
        raise Missing("application")
    check_typing(application, now)
    values = carried_values(handed_in_fields(earlier), filled_of(application))
    stored, known = draft_fields(application.id), carried_of(application.id)
    for name, value in values.items():
        keep_value(application, stored.get(name), TypedName(name, value), by=by, now=now)
        if name not in known:
            db.session.add(CarriedField(application_id=application.id, earlier_id=earlier.id, name=name, value=value))
    application.saved_at = now
    application.title = values.get("project-title", application.title)[:100]
    record("application:carry_over", "Application", application.id, by=by, now=now, before=str(earlier.id))
    return len(values)


def confirm_carried(application: Application, names: Collection[str], *, by: Person, now: datetime) -> None:
    """Keep that the company looked at these fields and they hold still. Raises RuleBroken when there is none."""
    require(may.SUBMIT, by, application)
    check_typing(application, now)
    open_ = {name for name, mark in marks_of(application.id).items() if mark is Mark.UNCONFIRMED} & set(names)
    if not open_:
        raise RuleBroken(["확인할 항목이 없습니다. 화면을 새로 고쳐 주세요."])
    carried = carried_of(application.id)
    for name in open_:
        carried[name].confirmed_at, carried[name].confirmed_by_id = now, by.id
    record("application:confirm_carried", "Application", application.id, by=by, now=now, after=str(len(open_)))
