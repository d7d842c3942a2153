"""Putting an agreement, a payment or a final inspection on its approval line (위임전결)."""

from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.agreements.models import Agreement, Inspection, Payment
from program_admin.core.errors import NotAllowed
from program_admin.programs.schema.paperwork import ApprovalAct
from program_admin.workflow import approval
from program_admin.workflow.approval import Seat
from program_admin.workflow.models import Approval, Duty

Subject = Agreement | Payment | Inspection


def act_of(subject: Subject) -> ApprovalAct:
    """Which row of the approval table a record stands under."""
    match subject:
        case Agreement():
            return ApprovalAct.AGREEMENT
        case Payment():
            return ApprovalAct.PAYMENT
        case Inspection():
            return ApprovalAct.FINAL_INSPECTION


def draft_line(subject: Subject, *, by: Person, now: datetime) -> Approval:
    """Draft the approval of a record by the round's table, by amount where it has one."""
    agreement = subject if isinstance(subject, Agreement) else subject.agreement
    amount = _amount(subject)
    signers = agreement.terms.approval_line(act_of(subject), amount or 0)
    line = tuple(
        Seat(Duty(signer.kind.value), Role(signer.role), signer.position, signer.delegated) for signer in signers
    )
    return approval.draft(
        act_of(subject).value,
        (type(subject).__name__, subject.id),
        title=f"{agreement.number} {_name(subject)}",
        amount_won=amount,
        line=line,
        by=by,
        now=now,
    )


def waiting_line(subject: Subject) -> Approval:
    """Return the line that waits; raises NotAllowed when there is none."""
    found = approval.waiting_for(act_of(subject).value, (type(subject).__name__, subject.id))
    if found is None:
        raise NotAllowed(approval.SIGN.name)
    return found


def latest_line(subject: Subject) -> Approval | None:
    """Return the newest line of a record, whatever became of it."""
    return approval.latest(act_of(subject).value, (type(subject).__name__, subject.id))


def _name(subject: Subject) -> str:
    return f"협약 체결({subject.company_name})" if isinstance(subject, Agreement) else subject.name


def _amount(subject: Subject) -> int | None:
    match subject:
        case Agreement():
            return subject.subsidy_won
        case Payment():
            return subject.amount_won
        case _:
            return None
