"""Reading extensions of the deadline, and what speaks against one."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import OPEN_STATES, Application, Extension, ExtensionStatus, Status, Word
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.core.todo import Todo
from program_admin.programs.models import Round
from program_admin.programs.models import Status as RoundStatus
from program_admin.programs.rules.calendar import objections_to_extending
from program_admin.workflow.approval import waiting_for_person

STILL_WRITING = frozenset({Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN})
"""States in which a later deadline is of use to a single application."""
NOT_SCREENED = STILL_WRITING | {Status.RETURNED}


def extension_by_id(extension_id: uuid.UUID) -> Extension:
    """Return the extension; raises Missing."""
    found = db.session.get(Extension, extension_id)
    if found is None:
        raise Missing("extension")
    return found


def extensions_of_round(round_id: uuid.UUID) -> list[Extension]:
    """Every extension proposed in a round, for all and for one, the newest first."""
    found = select(Extension).where(Extension.round_id == round_id)
    return list(db.session.scalars(found.order_by(Extension.at.desc(), Extension.id)))


def own_extension(application: Application) -> Extension | None:
    """The latest approved extension of this application alone."""
    found = select(Extension).where(
        Extension.application_id == application.id, Extension.status == ExtensionStatus.APPROVED.value
    )
    return db.session.scalar(found.order_by(Extension.until.desc()).limit(1))


def own_extensions(application_id: uuid.UUID) -> list[datetime]:
    """The deadlines to which this application alone was extended."""
    found = select(Extension.until).where(
        Extension.application_id == application_id, Extension.status == ExtensionStatus.APPROVED.value
    )
    return list(db.session.scalars(found))


def proposed_extension(scope_id: uuid.UUID) -> Extension | None:
    """The extension of that round or application that waits for its approval."""
    found = select(Extension).where(Extension.scope_id == scope_id, Extension.status == ExtensionStatus.PROPOSED.value)
    return db.session.scalar(found)


def application_to_extend(round_id: uuid.UUID, company_id: uuid.UUID) -> Application | None:
    """The company's application in that round: the one that is not withdrawn nor returned, else the newest."""
    theirs = select(Application).where(Application.round_id == round_id, Application.company_id == company_id)
    found = list(db.session.scalars(theirs.order_by(Application.created_at.desc(), Application.id)))
    return next((each for each in found if each.status in OPEN_STATES), found[0] if found else None)


def screened_count(round_id: uuid.UUID) -> int:
    """How many applications of a round went on to the screening."""
    counted = select(func.count()).select_from(Application)
    gone_on = Application.status.not_in([status.value for status in NOT_SCREENED])
    return db.session.scalar(counted.where(Application.round_id == round_id, gone_on)) or 0


def objections_to_extension(extension: Extension) -> list[str]:
    """Why this extension may not take force now."""
    return objections_to_until(extension.round, extension.application, extension.until, clock.now())


def objections_to_until(round_: Round, application: Application | None, until: datetime, now: datetime) -> list[str]:
    """Why the deadline of a round, or of one application, cannot be moved to that moment."""
    subject = application or round_
    found = objections_to_extending(subject.deadline, round_.terms.calendar, until, now)
    if round_.status != RoundStatus.OPEN.value:
        found.append("공고 중인 회차가 아닙니다. 접수를 끝낸 회차는 ‘접수 다시 열기’를 한 뒤 연장해 주세요.")
    if application is None and screened_count(round_.id):
        found.append("요건검토를 시작한 신청이 있어 모두의 마감을 연장할 수 없습니다. 필요한 신청만 연장해 주세요.")
    if application is not None and application.status not in STILL_WRITING:
        found.append("작성하거나 고쳐 낼 수 있는 상태가 아니어서 이 신청의 마감을 연장할 수 없습니다.")
    return found


def untold(round_id: uuid.UUID, source_id: uuid.UUID, statuses: frozenset[Status], *, most: int) -> list[Application]:
    """Applications of a round in these states whose company was not yet told about that change."""
    told: ColumnElement[bool] = (
        select(Word.id).where(Word.application_id == Application.id, Word.source_id == source_id).exists()
    )
    waiting = select(Application).where(
        Application.round_id == round_id, Application.status.in_([each.value for each in statuses]), ~told
    )
    return list(db.session.scalars(waiting.order_by(Application.id).limit(most)))


def extension_todo(person: Person, _now: datetime) -> list[Todo]:
    """Extensions that wait for this person's signature."""
    if not person.roles & {Role.OFFICER, Role.APPROVER}:
        return []
    waiting = [each for each in waiting_for_person(person) if each.subject_kind == "Extension"]
    return [
        Todo(
            1, "결재할 접수기간 연장", each.title, "extensions.show", {"extension_id": str(each.subject_id)}, "warning"
        )
        for each in waiting
    ]
