"""Papers: handing one in, replacing it, taking it back, answering a warning about numbers in it."""

from dataclasses import dataclass
from datetime import date, datetime

from program_admin.accounts.models import Person
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, Paper
from program_admin.applications.queries import filled_of, number_warning_of, papers_of
from program_admin.applications.queries.screening import answered_with
from program_admin.applications.rules import papers as rules
from program_admin.applications.rules.values import HandedPaper
from program_admin.applications.services.locking import check_typing, lock, require
from program_admin.applications.services.snapshot import fix_again
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.ids import new_id
from program_admin.documents.models import NumberAnswer
from program_admin.documents.queries import number_warnings
from program_admin.documents.services import CheckedFile, answer_number_warning, keep


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is said about a file: for which paper, as which substitute and why, its date of issue, what it replaces."""

    paper: str
    substitute: str = ""
    reason: str = ""
    issued_on: date | None = None
    replaces: Paper | None = None


def attach_paper(
    application: Application, checked: CheckedFile, facts: PaperFacts, *, by: Person, now: datetime
) -> Paper:
    """Hand one checked file in for a paper of the round; what it replaces is put aside, not destroyed.

    Raises RuleBroken with every objection (unknown paper, too many files, date of issue, validity, substitute).
    """
    require(may.EDIT, by, application)
    check_typing(application, now)
    slot = rules.slot_of(filled_of(application), facts.paper)
    if slot is None:
        raise Missing("paper")
    handed = HandedPaper(facts.paper, checked.name, facts.substitute, facts.reason, facts.issued_on)
    objections = rules.paper_objections(slot, handed, to_seoul(now).date())
    others = [
        paper for paper in papers_of(application.id) if paper.paper == facts.paper and paper is not facts.replaces
    ]
    if len(others) >= slot.max_files:
        objections.append(f"파일은 {slot.max_files}개까지 낼 수 있습니다. 먼저 올린 파일을 지워 주세요.")
    if objections:
        raise RuleBroken(objections, {slot.anchor: objections})
    application.saved_at = now
    return add_paper(application, checked, facts, by=by, now=now)


def add_paper(application: Application, checked: CheckedFile, facts: PaperFacts, *, by: Person, now: datetime) -> Paper:
    """Write the rows of a file whose facts were found right; what it replaces is put aside."""
    if facts.replaces is not None:
        _put_aside(facts.replaces, by=by, now=now)
    upload = keep(checked, owner=("Application", application.id), by=by, now=now)
    paper = Paper(
        id=new_id(),
        application_id=application.id,
        paper=facts.paper,
        upload_id=upload.id,
        substitute=facts.substitute,
        reason=facts.reason,
        issued_on=facts.issued_on,
        added_by_id=by.id,
        added_at=now,
    )
    db.session.add(paper)
    record("application:attach_paper", "Application", application.id, by=by, now=now, after=facts.paper)
    return paper


def remove_paper(paper: Paper, *, by: Person, now: datetime) -> None:
    """Take a paper back; the file stays stored, marked with the moment. A second removal changes nothing."""
    require(may.EDIT, by, paper)
    check_typing(paper.application, now)
    if paper.removed_at is None:
        _put_aside(paper, by=by, now=now)
        paper.application.saved_at = now


def keep_numbers(paper: Paper, reason: str, *, by: Person, now: datetime) -> None:
    """Keep a paper in which something looks like a resident number, and say why. Raises RuleBroken, Missing."""
    _check_numbers_open(paper, by, now)
    answer_number_warning(number_warning_of(paper), NumberAnswer.KEPT, by=by, now=now, reason=reason)


def replace_masked(paper: Paper, masked: CheckedFile | None, *, by: Person, now: datetime) -> Paper:
    """Put the masked file in the place of a paper, with all that was said about it; the first file is destroyed.

    Raises Missing when the paper is no longer in force (then nothing was masked either).
    """
    answers_request = _check_numbers_open(paper, by, now)
    warning = number_warning_of(paper)
    if masked is None:
        raise Missing("paper")
    answer_number_warning(warning, NumberAnswer.MASKED, by=by, now=now)
    facts = PaperFacts(paper.paper, paper.substitute, paper.reason, paper.issued_on, replaces=paper)
    added = add_paper(paper.application, masked, facts, by=by, now=now)
    if answers_request:
        db.session.flush()
        fix_again(paper.application, by=by, now=now)
    return added


def _check_numbers_open(paper: Paper, by: Person, now: datetime) -> bool:
    """Lock the application; a paper of a draft is open till the deadline, one that answers a request till that is done.

    Returns whether it answers a request.
    """
    if answered_with(paper) is None:
        require(may.EDIT, by, paper)
        check_typing(paper.application, now)
        return False
    require(may.ANSWER_SUPPLEMENT, by, paper)
    lock(paper.application)
    if answered_with(paper) is None:
        raise RuleBroken(["담당자가 이미 확인한 보완입니다. 고치려면 담당자에게 다시 보완 요청을 부탁해 주세요."])
    return True


def _put_aside(paper: Paper, *, by: Person, now: datetime) -> None:
    """A file with a warning is not kept beyond its use: it goes for destruction."""
    warning = number_warnings([paper.upload]).get(paper.upload_id)
    if warning is not None and paper.upload.erased_at is None:
        answer_number_warning(warning, NumberAnswer.WITHDRAWN, by=by, now=now)
    paper.removed_by_id, paper.removed_at = by.id, now
    record("application:remove_paper", "Application", paper.application_id, by=by, now=now, before=paper.paper)
