"""Reading corrections of an open round: those in the making, and what they mean for a draft."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, Correction, CorrectionStatus, Status, Word
from program_admin.applications.queries.deadlines import screened_count
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.errors import Missing
from program_admin.core.todo import Todo
from program_admin.programs.editing.difference import Difference, differences
from program_admin.programs.models import ChangeKind, Round, RoundChange
from program_admin.programs.models import Status as RoundStatus
from program_admin.programs.queries import changes_of, version_numbered
from program_admin.programs.rules.correcting import InUse, objections_to_correcting
from program_admin.programs.schema.checks.all_checks import found_in
from program_admin.workflow.approval import waiting_for_person

OPEN = (CorrectionStatus.DRAFTED.value, CorrectionStatus.PROPOSED.value)


def correction_by_id(correction_id: uuid.UUID) -> Correction:
    """Return the correction; raises Missing."""
    found = db.session.get(Correction, correction_id)
    if found is None:
        raise Missing("correction")
    return found


def corrections_of(round_id: uuid.UUID) -> list[Correction]:
    """Every correction of a round, the newest first."""
    found = select(Correction).where(Correction.round_id == round_id)
    return list(db.session.scalars(found.order_by(Correction.at.desc(), Correction.id)))


def open_correction(round_id: uuid.UUID) -> Correction | None:
    """The correction of a round that is being prepared or waits for its approval."""
    return db.session.scalar(select(Correction).where(Correction.round_id == round_id, Correction.status.in_(OPEN)))


def differences_of(correction: Correction) -> tuple[Difference, ...]:
    """What the correction changes, against the content it began from."""
    return differences(correction.base_version.terms, correction.content.terms)


def objections_to_correction(correction: Correction) -> list[str]:
    """Why the corrected content may not be announced now."""
    round_, terms = correction.round, correction.content.terms
    found = [each.sentence for each in found_in(terms)]
    if round_.status != RoundStatus.OPEN.value:
        found.append("공고 중인 회차만 정정할 수 있습니다. 접수를 끝낸 회차는 ‘접수 다시 열기’를 먼저 해 주세요.")
    if round_.current_version_id != correction.base_version_id:
        found.append("그 사이에 공고가 바뀌었습니다. 이 정정공고를 버리고 지금 공고에서 다시 시작해 주세요.")
    if not differences_of(correction):
        found.append("바뀐 것이 없습니다. 고칠 곳을 고친 뒤 결재를 올려 주세요.")
    return [*found, *objections_to_correcting(correction.base_version.terms, terms, in_use_of(round_, clock.now()))]


def in_use_of(round_: Round, now: datetime) -> InUse:
    """What already hangs on the announced round."""
    tracks = db.session.scalars(select(Application.track).where(Application.round_id == round_.id).distinct())
    return InUse(frozenset(tracks), round_.deadline, screened_count(round_.id) > 0, now)


@dataclass(frozen=True, slots=True)
class Met:
    """A correction that a draft went through and nobody has put away: what it changed there."""

    change: RoundChange
    differences: tuple[Difference, ...]


SECTIONS = {
    "eligibility": "company",
    "questions": "plan",
    "suppliers": "supplier",
    "kpis": "kpi",
    "budget": "budget",
    "tracks": "budget",
    "evaluation": "bonus",
    "papers": "papers",
    "consents": "consents",
}
"""The section of an application that a section of the round is about."""


def met_corrections(application: Application) -> list[Met]:
    """Corrections published since a draft was begun and not put away, the newest first."""
    if application.status != Status.DRAFT or application.round_version_id == application.round.current_version_id:
        return []
    later = [
        each
        for each in changes_of(application.round)
        if each.kind == ChangeKind.CORRECTION and each.at > application.created_at
    ]
    if not later:
        return []
    read = set(
        db.session.scalars(
            select(Word.source_id).where(Word.application_id == application.id, Word.read_at.is_not(None))
        )
    )
    return [Met(each, _there(each, application)) for each in later if each.source_id not in read]


def _there(change: RoundChange, application: Application) -> tuple[Difference, ...]:
    """What a correction changed for this application: other tracks and the office's own settings are left out."""
    version = change.version
    before = version_numbered(change.round, version.number - 1) if version else None
    if version is None or before is None:
        return ()
    return tuple(
        each
        for each in differences(before.terms, version.terms)
        if (each.section in SECTIONS or each.section == "calendar")
        and not (each.section == "tracks" and each.row not in ("", application.track))
    )


def correction_todo(person: Person, _now: datetime) -> list[Todo]:
    """Corrections that wait for this person's signature."""
    if not person.roles & {Role.OFFICER, Role.APPROVER}:
        return []
    waiting = [each for each in waiting_for_person(person) if each.subject_kind == "Correction"]
    return [
        Todo(1, "결재할 정정공고", each.title, "corrections.show", {"correction_id": str(each.subject_id)}, "warning")
        for each in waiting
    ]
