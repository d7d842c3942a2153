"""What happened to a case, from the trail: every step for the staff, the public states for its company."""

import uuid

from program_admin.aftercare.queries import visits_of
from program_admin.agreements.models import Agreement
from program_admin.agreements.queries import inspections_of, payments_of
from program_admin.applications.models import Application
from program_admin.audit.models import AuditEntry
from program_admin.audit.queries import entries_about, words_of
from program_admin.companies.queries import members_of
from program_admin.core.korean import korean_datetime
from program_admin.core.settings import settings
from program_admin.portal.subjects import Names
from program_admin.portal.wording import act_name
from program_admin.workflow.process import PROCESSES

TOLD = frozenset({"application:return", "application:fail", "application:reject", "application:promote"})
"""Acts whose reason is told to the company; its own reasons it knows."""
TRACED = {"Payment": "지급", "Inspection": "점검", "Visit": "방문", "Agreement": "협약", "Application": "신청"}


def timeline_of(application: Application, agreement: Agreement | None, *, staff: bool) -> list[dict[str, object]]:
    """The steps of the case, its agreement, payments, inspections and visits, oldest first."""
    subjects = _subjects(application, agreement)
    entries = [entry for kind, identifier in subjects for entry in entries_about(kind, identifier) if _is_step(entry)]
    moved = sorted(entries, key=lambda each: each.sequence)
    words, names = words_of([each.id for each in moved]), Names()
    if staff:
        shown = [_entry(each, act_name(each.action), names.person(each.actor_id), words) for each in moved]
    else:
        insiders = {member.person_id for member in members_of(application.company_id)}
        shown = _public(moved, insiders, words, names)
    if shown:
        shown[-1]["current"] = True
    return shown


def _public(
    moved: list[AuditEntry], insiders: set[uuid.UUID], words: dict[uuid.UUID, str], names: Names
) -> list[dict[str, object]]:
    """One line per public state that was reached; who works at the centre is not named."""
    shown: list[dict[str, object]] = []
    last: dict[uuid.UUID, str] = {}
    for entry in moved:
        process = PROCESSES[entry.action.partition(":")[0]]
        before, after = (process.label(each, staff=False) for each in (entry.before, entry.after))
        if after in (before, last.get(entry.subject_id)):
            continue
        last[entry.subject_id] = after
        inside = entry.actor_id in insiders
        by = names.person(entry.actor_id) if inside else settings().office_name
        told = words if inside or entry.action in TOLD else {}
        shown.append(_entry(entry, f"{TRACED[entry.subject_kind]}: {after}", by, told))
    return shown


def _entry(entry: AuditEntry, title: str, by: str, words: dict[uuid.UUID, str]) -> dict[str, object]:
    text = words.get(entry.id, "")
    return {"title": title, "moment": korean_datetime(entry.at), "by": by, "text": text, "current": False}


def _subjects(application: Application, agreement: Agreement | None) -> list[tuple[str, uuid.UUID]]:
    found: list[tuple[str, uuid.UUID]] = [("Application", application.id)]
    if agreement is not None:
        found.append(("Agreement", agreement.id))
        found += [("Payment", each.id) for each in payments_of(agreement.id)]
        found += [("Inspection", each.id) for each in inspections_of(agreement.id).values()]
        found += [("Visit", each.id) for each in visits_of(agreement.id)]
    return found


def _is_step(entry: AuditEntry) -> bool:
    process = PROCESSES.get(entry.action.partition(":")[0])
    states = {state.value for state in process.states} if process else set()
    return {entry.before, entry.after} <= states
