"""Moves a record along its process and writes the trail: the only place that sets a status."""

import uuid
from datetime import datetime
from typing import Protocol

from program_admin.accounts.models import Person
from program_admin.audit.trail import record
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.workflow.process import Process, Step


class Moved(Protocol):
    """A record with an id and a status."""

    id: uuid.UUID
    status: str


def take_step(
    process: Process, subject: Moved, name: str, *, by: Person | None, now: datetime, reason: str | None = None
) -> None:
    """Take one step: check state, permission, objections and reason, then write status and trail together.

    `by` None is the system itself (a deadline passing); only steps without a permission may be taken so.
    Raises RuleBroken with every objection, or NotAllowed.
    """
    step = process.step(name)
    if subject.status not in step.of:
        state = process.label(subject.status, staff=by is None or by.is_staff)
        raise RuleBroken([f"지금 상태({state})에서는 ‘{step.label}’ 처리를 할 수 없습니다. 화면을 새로 고쳐 주세요."])
    _check_actor(step, by, subject)
    objections = list(step.objections(subject))
    fields: dict[str, list[str]] = {}
    if step.needs_reason and not (reason or "").strip():
        fields["reason"] = ["사유를 적어 주세요."]
        objections += fields["reason"]
    if objections:
        raise RuleBroken(objections, fields)
    before, subject.status = subject.status, step.to.value
    kind = type(subject).__name__
    record(
        f"{process.noun}:{name}", kind, subject.id, by=by, now=now, before=before, after=step.to.value, reason=reason
    )


def _check_actor(step: Step, by: Person | None, subject: object) -> None:
    if step.needs is None:
        return
    if by is None or not step.needs.allows(by, subject):
        raise NotAllowed(step.needs.name)
