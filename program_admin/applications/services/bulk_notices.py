"""알림 보내기: one notice to many applicants, written, looked at and only then sent, to each once."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import (
    Application,
    CaseNotice,
    NoticeBatch,
    NoticeKind,
    ScreeningProposal,
    Status,
    SupplementRequest,
    Verdict,
)
from program_admin.applications.notices import tell_people
from program_admin.applications.queries.notices import (
    applications_of_batch,
    case_notices_of,
    open_requests_of,
    people_of_companies,
    verdicts_of,
)
from program_admin.applications.rules.notices import Owed, Words, own_faults, reminder_words, result_words
from program_admin.applications.rules.supplements import asked_name
from program_admin.applications.services.locking import require
from program_admin.applications.services.screening import progress_link
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.programs.models import Round


@dataclass(frozen=True, slots=True)
class Planned:
    """What one company would get: the words and the people, or why nothing is sent to it."""

    application: Application
    title: str
    body: str
    people: tuple[Person, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    application: Application
    people: tuple[Person, ...]
    requests: Sequence[SupplementRequest]
    verdict: ScreeningProposal | None


def begin_batch(round_: Round, chosen: Collection[uuid.UUID], *, by: Person, now: datetime) -> NoticeBatch:
    """Keep a selection of one round's applications, to write a notice for; nothing is sent yet."""
    require(may.NOTIFY, by, round_)
    found = [each.id for each in applications_of_batch(round_.id, chosen)]
    if not found:
        raise RuleBroken(["알림을 보낼 신청을 하나 이상 골라 주세요."])
    batch = NoticeBatch(
        id=new_id(), round_id=round_.id, application_ids=[str(each) for each in found], by_id=by.id, created_at=now
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def write_batch(batch: NoticeBatch, kind: NoticeKind, *, title: str, body: str, by: Person) -> None:
    """Say what the notice is about and, for an own one, its words; raises RuleBroken with every fault."""
    require(may.SEND_NOTICE, by, batch)
    _refuse_sent(batch)
    faults = own_faults(title, body) if kind is NoticeKind.OWN else {}
    if faults:
        raise RuleBroken([each for said in faults.values() for each in said], faults)
    batch.kind, batch.title, batch.body = kind.value, title.strip(), body.strip()


def planned_of(batch: NoticeBatch, today: date) -> list[Planned]:
    """What each company of the batch would get as things stand now, by receipt number."""
    ids = [uuid.UUID(each) for each in batch.application_ids]
    applications = applications_of_batch(batch.round_id, ids)
    people = people_of_companies({each.company_id for each in applications})
    requests, verdicts = open_requests_of(ids), verdicts_of(ids)
    planned = []
    for each in applications:
        found = _Found(each, tuple(people.get(each.company_id, ())), requests.get(each.id, []), verdicts.get(each.id))
        words = _words(batch, found, today)
        if isinstance(words, str):
            planned.append(Planned(each, "", "", found.people, words))
        else:
            planned.append(Planned(each, words.title, words.body, found.people))
    return planned


def sent_of(batch: NoticeBatch) -> list[CaseNotice]:
    """What was sent of a batch, by receipt number."""
    return case_notices_of(batch.id)


def send_batch(batch: NoticeBatch, *, by: Person, now: datetime) -> int:
    """Send the notice to everybody it fits, once; kept on each case. Returns how many companies got it."""
    require(may.SEND_NOTICE, by, batch)
    db.session.refresh(batch, with_for_update=True)
    _refuse_sent(batch)
    going = [each for each in planned_of(batch, to_seoul(now).date()) if not each.why_not]
    if not going:
        raise RuleBroken(["보낼 신청이 없습니다. 알림의 종류를 바꾸거나 신청을 다시 골라 주세요."])
    batch.sent_at = now
    for each in going:
        tell_people(
            each.application,
            each.people,
            title=each.title,
            body=each.body,
            now=now,
            link=progress_link(each.application),
        )
        db.session.add(
            CaseNotice(
                application_id=each.application.id,
                batch_id=batch.id,
                kind=batch.kind,
                title=each.title,
                body=each.body,
                recipients=len(each.people),
                by_id=by.id,
                at=now,
            )
        )
        record("application:notify", "Application", each.application.id, by=by, now=now, after=batch.kind)
    db.session.flush()
    return len(going)


def owed_words(application: Application, requests: Sequence[SupplementRequest], today: date) -> Words:
    """The reminder of these requests of one application."""
    owed = [Owed(asked_name(application.terms, each.section, each.paper), each.due_on) for each in requests]
    return reminder_words(application.number or "", owed, today)


def decided_words(proposal: ScreeningProposal) -> Words:
    """The confirmed result as the company reads it."""
    application = proposal.application
    papers = application.terms.documents
    return result_words(
        application.number or "",
        eligible=proposal.verdict == Verdict.ELIGIBLE,
        reason=proposal.reason,
        desk=f"{papers.department} {papers.phone}",
    )


def _words(batch: NoticeBatch, found: _Found, today: date) -> Words | str:
    """The words for one company, or why it gets none."""
    application = found.application
    if not found.people:
        return "기업에 알림을 받을 사람이 없습니다."
    match NoticeKind(batch.kind):
        case NoticeKind.REMINDER:
            if not found.requests or application.status != Status.SUPPLEMENT_ASKED:
                return "아직 내지 않은 보완이 없습니다."
            return owed_words(application, found.requests, today)
        case NoticeKind.RESULT:
            return decided_words(found.verdict) if found.verdict else "확정한 결과가 없습니다."
        case _:
            return Words(batch.title, batch.body)


def _refuse_sent(batch: NoticeBatch) -> None:
    if batch.sent_at is not None:
        raise RuleBroken(["이미 보낸 알림입니다. 다시 보내려면 목록에서 신청을 새로 골라 주세요."])
