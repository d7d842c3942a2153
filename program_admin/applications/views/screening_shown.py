"""What the pages of screening show, as finished values."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from flask import url_for

from program_admin.accounts.models import Person
from program_admin.accounts.queries import names_of
from program_admin.applications.forms.screening import words_of
from program_admin.applications.forms.sections import section_form
from program_admin.applications.models import (
    Application,
    CheckResult,
    EventKind,
    NoticeKind,
    Paper,
    ScreeningCheck,
    SupplementAnswer,
    SupplementRequest,
    SupplementStatus,
)
from program_admin.applications.queries import filled_of, papers_of, supplements_of
from program_admin.applications.queries.notices import notices_of
from program_admin.applications.queries.screening import answers_to, checks_of, events_of, proposals_of
from program_admin.applications.rules.changes import Change, beside
from program_admin.applications.rules.screening import BUSINESS, GROUP_NAMES, Group, Outlook, group_of
from program_admin.applications.services.screening_decision import VERDICT_NAMES
from program_admin.applications.services.supplements import title_of
from program_admin.applications.states import SUPPLEMENT
from program_admin.core import clock
from program_admin.core.korean import korean_date_weekday, korean_datetime
from program_admin.documents.models import NumberWarning
from program_admin.documents.queries import number_warnings
from program_admin.documents.rules import sighted
from program_admin.documents.rules import warning as number_warning
from program_admin.workflow.approval import PROCESS as APPROVAL
from program_admin.workflow.models import Status as ApprovalStatus

Link = tuple[str, str]
OUTLOOK_WORDS = {
    Outlook.PASSED: ("맞음", "success"),
    Outlook.FAILED: ("맞지 않음", "danger"),
    Outlook.TO_SUPPLEMENT: ("보완 필요", "warning"),
    Outlook.OPEN: ("사람이 확인", "outline"),
}
RESULT_TONES = {CheckResult.PASSED: "success", CheckResult.FAILED: "danger", CheckResult.TO_SUPPLEMENT: "warning"}
EVENT_WORDS = {
    EventKind.ASKED: "보완 요청",
    EventKind.ASKED_AGAIN: "다시 보완 요청",
    EventKind.EXTENDED: "기한 연장",
    EventKind.ACCEPTED: "보완 인정",
}
NOTICE_WORDS = {
    NoticeKind.REMINDER: "보완 독촉",
    NoticeKind.RESULT: "결과",
    NoticeKind.OWN: "담당자",
    NoticeKind.AUTOMATIC: "자동",
}
_ANCHORS = {
    Group.ELIGIBILITY: "company",
    Group.SITE: "sites",
    Group.PAPER: "papers",
    Group.BUDGET: "budget",
    Group.BONUS: "papers",
    Group.CONTACT: "plan",
}
_PLACES = {"measure": "지표", "before": "구축 전", "target": "목표", "weight": "가중치"}


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item: what the program found on what evidence, the officer's result and note.

    `numbers` says of each paper with something like a resident number where it is (or why it stays), and if it is open.
    """

    code: str
    label: str
    word: str
    tone: str
    finding: str
    evidence: str
    links: tuple[Link, ...]
    result: str
    result_tone: str
    note: str
    by: str
    changes: tuple[Change, ...] = ()
    numbers: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One part of the sheet with how far it is."""

    title: str
    done: int
    link: str
    items: tuple[ItemShown, ...]


@dataclass(frozen=True, slots=True)
class RequestShown:
    """One request as a page shows it; `steps` are (label, address, posts at once, dangerous)."""

    id: uuid.UUID
    title: str
    what: str
    due: str
    due_words: str
    late: str
    label: str
    tone: str
    link: str
    steps: tuple[tuple[str, str, bool], ...] = ()
    answer: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    file: Link | None = None
    numbers: str = ""
    numbers_link: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline."""

    title: str
    moment: str
    by: str
    text: str
    at: datetime
    current: bool = False


def groups_of(application: Application, changes: tuple[Change, ...]) -> tuple[GroupShown, ...]:
    """The sheet part by part; what has changed about the company since stands beside the findings that rest on it."""
    checks = checks_of(application.id)
    names = names_of({check.checked_by_id for check in checks if check.checked_by_id})
    papers = papers_of(application.id)
    warnings = number_warnings(paper.upload for paper in papers)
    looks = url_for("applications.business_status", application_id=application.id)
    proofs = _proofs(application)
    records, terms = {BUSINESS: (("휴·폐업 확인 기록", looks),)}, application.terms
    found = []
    for group, rows in groupby(sorted(checks, key=_order), key=lambda check: group_of(check.item)):
        items = tuple(_item(check, papers, names, proofs) for check in rows)
        items = tuple(
            replace(
                item,
                links=records.get(item.code, item.links),
                numbers=_numbers(_papers_at(item.code, papers, proofs), warnings),
                changes=beside(item.code, changes, terms.eligibility, terms.papers),
            )
            for item in items
        )
        page = url_for("applications.read", application_id=application.id, _anchor=_ANCHORS[group])
        found.append(GroupShown(GROUP_NAMES[group], sum(bool(item.result) for item in items), page, items))
    return tuple(found)


def requests_of(application: Application, person: Person, *, staff: bool) -> tuple[RequestShown, ...]:
    """Every request, with the newest answer and the steps open to that person."""
    requests = supplements_of(application.id)
    newest = {answer.request_id: answer for answer in answers_to(requests)}
    papers = {paper.id: paper for paper in papers_of(application.id, removed=True)}
    return tuple(_request(each, newest.get(each.id), papers, person=person, staff=staff) for each in requests)


def timeline_of(application: Application, *, staff: bool) -> list[Entry]:
    """Everything that happened in screening, newest first; the company reads neither names nor inner steps."""
    requests = supplements_of(application.id)
    titles = {request.id: title_of(request) for request in requests}
    entries = [
        Entry(
            f"{EVENT_WORDS[EventKind(each.kind)]}: {titles[each.request_id]}",
            korean_datetime(each.at),
            str(each.by_id),
            _with_due(each.text, korean_date_weekday(each.due_on) if each.kind != EventKind.ACCEPTED else ""),
            each.at,
        )
        for each in events_of(requests)
    ]
    entries += [
        Entry(f"보완 제출: {titles[each.request_id]}", korean_datetime(each.at), str(each.by_id), each.text, each.at)
        for each in answers_to(requests)
    ]
    entries += _decided(application, staff=staff)
    entries += [
        Entry(
            f"{NOTICE_WORDS[NoticeKind(each.kind)]} 알림: {each.title}",
            korean_datetime(each.at),
            str(each.by_id or ""),
            each.body,
            each.at,
        )
        for each in notices_of(application.id)
    ]
    names = names_of({uuid.UUID(entry.by) for entry in entries if entry.by})
    named = [
        Entry(
            each.title, each.moment, names.get(uuid.UUID(each.by), "") if staff and each.by else "", each.text, each.at
        )
        for each in entries
    ]
    return sorted(named, key=lambda entry: entry.at, reverse=True)


def field_label(name: str, labels: dict[str, str]) -> str:
    """A field's label with its row: '2번째 줄 금액'."""
    row = next((part for part in name.split("-")[1:] if part.isdecimal()), "")
    label = labels.get(name, name)
    return f"{row}번째 줄 {label}" if row else label


def _order(check: ScreeningCheck) -> tuple[int, int]:
    return list(Group).index(group_of(check.item)), check.place


def _item(check: ScreeningCheck, papers: list[Paper], names: dict[uuid.UUID, str], proofs: dict[str, str]) -> ItemShown:
    word, tone = OUTLOOK_WORDS[Outlook(check.suggestion)]
    result = CheckResult(check.result) if check.result else None
    return ItemShown(
        code=check.item,
        label=check.label,
        word=word,
        tone=tone,
        finding=check.finding,
        evidence=check.evidence,
        links=_links(check, papers, proofs),
        result=words_of(check.item)[result] if result else "",
        result_tone=RESULT_TONES[result] if result else "",
        note=check.note,
        by=names.get(check.checked_by_id, "") if check.checked_by_id else "",
    )


def _proofs(application: Application) -> dict[str, str]:
    """The paper that proves each bonus item which has one."""
    return {item.code: item.paper for item in application.terms.evaluation.bonus.items if item.paper}


def _links(check: ScreeningCheck, papers: list[Paper], proofs: dict[str, str]) -> tuple[Link, ...]:
    return tuple(
        (paper.upload.name, url_for("applications.paper_file", paper_id=paper.id))
        for paper in _papers_at(check.item, papers, proofs)
    )


def _papers_at(item: str, papers: list[Paper], proofs: dict[str, str]) -> list[Paper]:
    """The files an item is about: of its paper, or the evidence of its bonus."""
    group, _, code = item.partition("-")
    wanted = {Group.PAPER.value: code, Group.BONUS.value: proofs.get(code, "")}.get(group, "")
    return [paper for paper in papers if wanted and paper.paper == wanted]


def _numbers(papers: list[Paper], warnings: dict[uuid.UUID, NumberWarning]) -> tuple[tuple[str, bool], ...]:
    """What is known of numbers in these papers that look like resident numbers, and whether it is open."""
    found = ((paper.upload.name, warnings.get(paper.upload_id)) for paper in papers)
    return tuple(
        (
            f"‘{name}’ {sighted(warned.places)}" + (f" 그대로 낸 까닭: {warned.reason}" if warned.answer else ""),
            not warned.answer,
        )
        for name, warned in found
        if warned is not None
    )


def _request(
    request: SupplementRequest,
    answer: SupplementAnswer | None,
    papers: dict[uuid.UUID, Paper],
    *,
    person: Person,
    staff: bool,
) -> RequestShown:
    file = _in_force(papers.get(answer.paper_id), papers) if answer is not None and answer.paper_id else None
    warned = number_warnings([file.upload]).get(file.upload_id) if file is not None else None
    open_ = warned is not None and warned.answer is None and file is not None and file.removed_at is None
    mends = open_ and not staff and request.status == SupplementStatus.ANSWERED
    link = "" if staff else url_for("screening.answer", request_id=request.id)
    return RequestShown(
        id=request.id,
        title=title_of(request),
        what=request.what,
        due=korean_date_weekday(request.due_on),
        due_words=request.due_words,
        late=_late(request),
        label=SUPPLEMENT.label(request.status, staff=staff),
        tone=SUPPLEMENT.tone(request.status),
        link=link,
        steps=tuple(
            (step.label, url_for(f"screening.{step.name}", request_id=request.id), not step.needs_reason)
            for step in SUPPLEMENT.open_to(person, request)
            if step.name != "answer"
        ),
        answer=answer.text if answer else "",
        changes=_changes(request, answer),
        file=(file.upload.name, url_for("applications.paper_file", paper_id=file.id)) if file else None,
        numbers=_numbers_seen(answer, warned, open_=open_, staff=staff),
        numbers_link=url_for("applications.numbers", paper_id=file.id) if mends and file is not None else "",
    )


def _in_force(paper: Paper | None, papers: dict[uuid.UUID, Paper]) -> Paper | None:
    """The paper itself, or the masked one that took its place at the moment it was put aside."""
    if paper is None or paper.removed_at is None or paper.upload.erased_at is None:
        return paper
    kept = (each for each in papers.values() if each.paper == paper.paper and each.upload.erased_at is None)
    return next((each for each in kept if each.added_at == paper.removed_at), paper)


def _numbers_seen(answer: SupplementAnswer | None, warned: NumberWarning | None, *, open_: bool, staff: bool) -> str:
    """What is said about numbers that look like resident numbers, in the file or in what was written."""
    reasons = [answer.numbers_reason if answer else "", warned.reason if warned and warned.answer else ""]
    kept = [f"주민등록번호로 보이는 숫자를 그대로 낸 까닭: {reason}" for reason in reasons if reason]
    if open_ and warned is not None:
        kept.append(sighted(warned.places) if staff else number_warning(warned.places))
    return "\n".join(kept)


def _late(request: SupplementRequest) -> str:
    """How long an unanswered request is overdue, in words; nothing while there is time."""
    days = (clock.today() - request.due_on).days
    return f"기한 {days}일 지남" if request.status == SupplementStatus.ASKED and days > 0 else ""


def _changes(request: SupplementRequest, answer: SupplementAnswer | None) -> tuple[tuple[str, str, str], ...]:
    if answer is None or not answer.changes:
        return ()
    form = section_form(request.section, filled_of(request.application), {})
    labels = {field.name: str(field.label.text) for field in form}
    return tuple(
        (field_label(name, labels), _value(form, name, before), _value(form, name, after))
        for name, before, after in answer.changes
    )


def _value(form: Iterable, name: str, value: str) -> str:
    """A value as the form calls it: choices by their words."""
    field = next((each for each in form if each.name == name), None)
    words = dict(getattr(field, "choices", None) or ())
    return ", ".join(str(words.get(part, part)) for part in value.split(",")) if words else value or "비움"


def _with_due(text: str, due: str) -> str:
    return "\n".join(filter(None, (text, f"기한 {due}" if due else "")))


def _decided(application: Application, *, staff: bool) -> list[Entry]:
    found = []
    for proposal in proposals_of(application.id):
        approval = proposal.approval
        word = VERDICT_NAMES[proposal.verdict]  # type: ignore[index]
        if staff:
            found.append(
                Entry(
                    f"결재 올림: {word}",
                    korean_datetime(proposal.at),
                    str(proposal.by_id),
                    proposal.reason,
                    proposal.at,
                )
            )
        if approval.decided_at is None or (not staff and approval.status != ApprovalStatus.APPROVED):
            continue
        signer = approval.seats[-1].signed_by if approval.status == ApprovalStatus.APPROVED else None
        title = f"요건검토 결과: {word}" if not staff else f"{APPROVAL.label(approval.status, staff=True)}: {word}"
        said = "\n".join(seat.opinion for seat in approval.seats if seat.opinion)
        text = said if staff else proposal.reason
        found.append(
            Entry(
                title, korean_datetime(approval.decided_at), str(signer or ""), text, approval.decided_at, current=True
            )
        )
    return found
