"""보완: asking, answering for the asked section alone, accepting, asking again, moving the due date, reminding."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from program_admin.accounts.models import Person
from program_admin.accounts.queries import person_by_id
from program_admin.applications.models import (
    Application,
    CheckResult,
    EventKind,
    SupplementAnswer,
    SupplementEvent,
    SupplementRequest,
    SupplementStatus,
)
from program_admin.applications.notices import tell_company
from program_admin.applications.queries import draft_fields, filled_of, own_numbers, papers_of, supplements_of
from program_admin.applications.queries.handed_in import company_of
from program_admin.applications.queries.screening import checks_of
from program_admin.applications.rules.changes import Change
from program_admin.applications.rules.papers import Slot, paper_objections, slot_of
from program_admin.applications.rules.sections import faults_of, fields_of
from program_admin.applications.rules.supplements import (
    Target,
    Way,
    asked_name,
    numbers_seen,
    target_of_item,
    targets,
    too_late,
    way_of,
)
from program_admin.applications.rules.values import HandedPaper
from program_admin.applications.services.company_changes import differences
from program_admin.applications.services.drafting import TypedName, keep_value
from program_admin.applications.services.locking import lock
from program_admin.applications.services.papers import PaperFacts, add_paper
from program_admin.applications.services.screening import (
    progress_link,
    require_no_waiting_proposal,
    write_findings,
)
from program_admin.applications.services.screening_papers import issue_supplement_letter
from program_admin.applications.services.snapshot import fix_again
from program_admin.applications.services.typed_rows import rewrite_section
from program_admin.applications.states import PROCESS, SUPPLEMENT
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.holidays_calendar import holidays_between
from program_admin.core.ids import new_id
from program_admin.core.korean import korean_date_weekday
from program_admin.core.periods import Due
from program_admin.documents.rules import kept_objections
from program_admin.documents.services import CheckedFile
from program_admin.notices.outbox import Recipient, send
from program_admin.programs.schema.calendar import Period
from program_admin.workflow.engine import take_step

LONGEST_SPAN = timedelta(days=400)
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for: the target's code (a section, or "paper-…") and what is to be supplemented."""

    target: str
    what: str


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What a company answers: words, the values of the asked section by field, or a checked file with its facts.

    `numbers_reason` says why something that looks like a resident number is sent all the same.
    """

    text: str = ""
    numbers_reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    file: CheckedFile | None = None
    facts: PaperFacts | None = None


def due_of(period: Period, now: datetime) -> Due:
    """The last day of a period that begins today, with the sentences that explain it."""
    today = to_seoul(now).date()
    return period.due(today, holidays_between(today, today + LONGEST_SPAN))


def ask_supplement(
    application: Application, wanted: Sequence[Wanted], period: Period, *, by: Person, now: datetime
) -> list[SupplementRequest]:
    """Ask for sections and papers at once, all due on one day, and tell the company with one message.

    Raises RuleBroken when nothing is asked, a target is unknown, asked already, or without words.
    """
    lock(application)
    require_no_waiting_proposal(application)
    known = {target.code: target for target in targets(filled_of(application))}
    earlier = supplements_of(application.id)
    _refuse_wanted(wanted, known, earlier)
    take_step(PROCESS, application, "ask_supplement", by=by, now=now)
    due = due_of(period, now)
    requests = []
    for place, each in enumerate(wanted, start=len(earlier) + 1):
        target = known[each.target]
        request = SupplementRequest(
            id=new_id(),
            application_id=application.id,
            place=place,
            section=target.section,
            paper=target.paper,
            what=each.what.strip(),
            due_on=due.date,
            due_words=" ".join(due.sentences),
            asked_by_id=by.id,
            asked_at=now,
        )
        db.session.add(request)
        requests.append(request)
        _note(request, EventKind.ASKED, request.what, by=by, now=now)
        record("supplement:ask", "SupplementRequest", request.id, by=by, now=now, after=each.target)
    issue_supplement_letter(application, requests, by=by, now=now)
    titles = ", ".join(known[each.target].title for each in wanted)
    _tell(application, f"보완할 것: {titles}.", due.date, now)
    db.session.flush()
    return requests


def answer_supplement(request: SupplementRequest, answer: NewAnswer, *, by: Person, now: datetime) -> SupplementAnswer:
    """Answer one request until its due day; only the asked section or paper changes.

    Raises NotAllowed for strangers, RuleBroken with every objection (fields of the section, "file", "text").
    """
    application = request.application
    lock(application)
    db.session.refresh(request)
    take_step(SUPPLEMENT, request, "answer", by=by, now=now)
    today = to_seoul(now).date()
    late = too_late(request.due_on, today)
    if late:
        raise RuleBroken(late)
    row = SupplementAnswer(
        id=new_id(), request_id=request.id, text=answer.text.strip(), changes=[], by_id=by.id, at=now
    )
    row.numbers_reason = _numbers_reason(request, answer)
    match way_of(request.section):
        case Way.PAPER:
            row.paper_id = _hand_in(request, answer, by=by, now=now)
        case Way.VALUES:
            row.changes = _change_values(request, answer, by=by, now=now)
        case Way.WORDS:
            _refuse_silence(answer.text)
            row.changes = [[each.what, each.before, each.now] for each in taken_anew(request)]
    db.session.add(row)
    db.session.flush()
    _finish_answer(request, by=by, now=now)
    return row


def accept_supplement(request: SupplementRequest, *, by: Person, now: datetime) -> None:
    """Accept what was answered (보완 인정)."""
    lock(request.application)
    take_step(SUPPLEMENT, request, "accept", by=by, now=now)
    request.accepted_by_id, request.accepted_at = by.id, now
    _note(request, EventKind.ACCEPTED, "", by=by, now=now)


def ask_again(request: SupplementRequest, period: Period, *, by: Person, now: datetime, reason: str) -> None:
    """Ask once more for the same section, saying what is still missing, with a new due day."""
    application = request.application
    lock(application)
    require_no_waiting_proposal(application)
    take_step(SUPPLEMENT, request, "ask_again", by=by, now=now, reason=reason)
    take_step(PROCESS, application, "ask_supplement", by=by, now=now)
    _set_due(request, due_of(period, now))
    _note(request, EventKind.ASKED_AGAIN, reason.strip(), by=by, now=now)
    issue_supplement_letter(application, [request], by=by, now=now, what=reason.strip())
    _tell(application, f"다시 보완할 것: {title_of(request)}.", request.due_on, now)


def extend_supplement(request: SupplementRequest, period: Period, *, by: Person, now: datetime, reason: str) -> None:
    """Move the due day of an unanswered request with a reason; the new one must be later."""
    lock(request.application)
    require_no_waiting_proposal(request.application)
    due = due_of(period, now)
    if due.date <= request.due_on:
        sentence = f"지금 기한({korean_date_weekday(request.due_on)})보다 늦은 날이어야 합니다. 일수를 늘려 주세요."
        raise RuleBroken([sentence], {"days": [sentence]})
    take_step(SUPPLEMENT, request, "extend", by=by, now=now, reason=reason)
    _set_due(request, due)
    _note(request, EventKind.EXTENDED, reason.strip(), by=by, now=now)
    _tell(request.application, f"보완 기한을 늘렸습니다: {title_of(request)}.", request.due_on, now)


def taken_anew(request: SupplementRequest) -> tuple[Change, ...]:
    """What an answer takes anew from the company: nothing unless the company or its sites are asked for."""
    return differences(company_of(request.application), company_of(request.application, anew=request.section))


def title_of(request: SupplementRequest) -> str:
    """What the request is about, as the round calls it."""
    return asked_name(request.application.terms, request.section, request.paper)


def _refuse_wanted(wanted: Sequence[Wanted], known: Mapping[str, Target], earlier: Sequence[SupplementRequest]) -> None:
    said: dict[str, list[str]] = {}
    open_ = {(each.section, each.paper) for each in earlier if each.status != SupplementStatus.ACCEPTED.value}
    for each in wanted:
        target, name = known.get(each.target), f"what-{each.target}"
        if target is None:
            said[name] = ["이 신청서에 없는 항목입니다. 화면을 새로 고친 뒤 다시 골라 주세요."]
        elif (target.section, target.paper) in open_:
            said[name] = [f"‘{target.title}’ 보완을 이미 요청했습니다. 그 요청에서 다시 요청하거나 기한을 늘려 주세요."]
        elif not each.what.strip():
            said[name] = [f"‘{target.title}’에서 무엇을 보완해야 하는지 적어 주세요."]
    objections = [sentence for sentences in said.values() for sentence in sentences]
    if not wanted:
        objections.append("보완할 항목을 하나 이상 골라 주세요.")
    if objections:
        raise RuleBroken(objections, said)


def _refuse_silence(text: str) -> None:
    said = []
    if not text.strip():
        said.append("보완한 내용을 적어 주세요.")
    if len(text) > LONGEST_TEXT:
        said.append(f"설명은 {LONGEST_TEXT:,}자까지 적을 수 있습니다. 줄여 주세요.")
    if said:
        raise RuleBroken(said, {"text": said})


def _numbers_reason(request: SupplementRequest, answer: NewAnswer) -> str:
    """Search what was written for resident numbers; returns why it is sent all the same ("" where none are seen)."""
    before = filled_of(request.application)
    changed = {name: value for name, value in answer.values.items() if before.value(name) != value}
    seen = numbers_seen({"text": answer.text, **changed}, own_numbers(request.application))
    if not seen:
        return ""
    if not answer.numbers_reason.strip():
        sentences = list(dict.fromkeys(sentence for said in seen.values() for sentence in said))
        raise RuleBroken(sentences, seen | {"numbers_reason": kept_objections("")})
    return answer.numbers_reason.strip()


def _hand_in(request: SupplementRequest, answer: NewAnswer, *, by: Person, now: datetime) -> uuid.UUID:
    """Take the new file in place of the old one (or beside it, where the paper takes several)."""
    application = request.application
    slot = slot_of(filled_of(application), request.paper)
    if answer.file is None or answer.facts is None or slot is None:
        raise RuleBroken(["보완할 파일을 골라 주세요."], {"file": ["보완할 파일을 골라 주세요."]})
    facts = replace(answer.facts, paper=request.paper)
    _refuse_paper(slot, answer.file, facts, to_seoul(now).date())
    earlier = [paper for paper in papers_of(application.id) if paper.paper == request.paper]
    if len(earlier) >= slot.max_files:
        facts = replace(facts, replaces=earlier[0])
    return add_paper(application, answer.file, facts, by=by, now=now).id


def _refuse_paper(slot: Slot, file: CheckedFile, facts: PaperFacts, today: date) -> None:
    handed = HandedPaper(slot.code, file.name, facts.substitute, facts.reason, facts.issued_on)
    objections = paper_objections(slot, handed, today)
    if objections:
        raise RuleBroken(objections, {"file": objections})


def _change_values(request: SupplementRequest, answer: NewAnswer, *, by: Person, now: datetime) -> list[list[str]]:
    """Keep the section's changed values and write its rows anew; returns [field, before, after] of each."""
    application, code = request.application, request.section
    before = filled_of(application)
    unknown = set(answer.values) - set(fields_of(code, before))
    if unknown:
        raise RuleBroken(["보완을 요청한 부분만 고칠 수 있습니다. 화면을 새로 고친 뒤 다시 적어 주세요."])
    after = replace(before, values={**before.values, **answer.values})
    faults = faults_of(code, after, to_seoul(now).date())
    if faults:
        fields: dict[str, list[str]] = {}
        for fault in faults:
            fields.setdefault(fault.field, []).append(fault.sentence)
        raise RuleBroken([fault.sentence for fault in faults], fields)
    changes = [
        [name, before.value(name), value] for name, value in answer.values.items() if before.value(name) != value
    ]
    if not changes:
        _refuse_silence(answer.text)
    stored = draft_fields(application.id)
    for name, _, value in changes:
        keep_value(application, stored.get(name), TypedName(name, value), by=by, now=now)
    db.session.flush()
    rewrite_section(application, code, filled_of(application))
    return changes


def _finish_answer(request: SupplementRequest, *, by: Person, now: datetime) -> None:
    """Everything that follows an answer: state, a new snapshot, new findings, word to the officer."""
    application = request.application
    waiting = select(func.count()).select_from(SupplementRequest)
    waiting = waiting.where(
        SupplementRequest.application_id == application.id, SupplementRequest.status == SupplementStatus.ASKED.value
    )
    if not db.session.scalar(waiting):
        take_step(PROCESS, application, "answer_supplement", by=by, now=now)
    fix_again(application, request.section, by=by, now=now)
    write_findings(application)
    target = f"paper-{request.paper}" if request.paper else request.section
    for check in checks_of(application.id):
        if check.result == CheckResult.TO_SUPPLEMENT and target_of_item(check.item, application.terms) == target:
            check.result, check.result_revision = "", check.result_revision + 1
    officer = person_by_id(request.asked_by_id)
    send(
        "in_app",
        Recipient(officer.id, officer.name),
        title="보완 자료를 받았습니다",
        body=f"접수번호 {application.number} {application.company_name}: {title_of(request)}",
        now=now,
        link=f"/screening/{application.id}",
        subject=("Application", application.id),
    )


def _set_due(request: SupplementRequest, due: Due) -> None:
    request.due_on, request.due_words = due.date, " ".join(due.sentences)


def _note(request: SupplementRequest, kind: EventKind, text: str, *, by: Person, now: datetime) -> None:
    db.session.flush()
    db.session.add(
        SupplementEvent(request_id=request.id, kind=kind.value, text=text, due_on=request.due_on, by_id=by.id, at=now)
    )


def _tell(application: Application, what: str, due_on: date, now: datetime) -> None:
    tell_company(
        application,
        title="보완 자료를 내 주세요",
        body=f"접수번호 {application.number}. {what} 기한은 {korean_date_weekday(due_on)}까지입니다.",
        now=now,
        link=progress_link(application),
    )
