"""요건검토 결과: proposed by an officer, confirmed by somebody else, told to the company."""

from collections.abc import Iterable
from datetime import datetime

from program_admin.accounts.models import Person
from program_admin.accounts.queries import person_by_id
from program_admin.accounts.roles import Role
from program_admin.applications import permissions as may
from program_admin.applications.models import Application, ScreeningProposal, SupplementStatus, Verdict
from program_admin.applications.notices import tell_company
from program_admin.applications.queries import filled_of, supplements_of
from program_admin.applications.queries.screening import checks_of, unfinished_supplements
from program_admin.applications.rules.bonus import unproven
from program_admin.applications.rules.screening import Checked, objections_to_failing, objections_to_passing
from program_admin.applications.services.bulk_notices import decided_words
from program_admin.applications.services.locking import lock, require
from program_admin.applications.services.screening import progress_link, require_no_waiting_proposal
from program_admin.applications.services.screening_papers import issue_screening_sheet
from program_admin.applications.states import PROCESS
from program_admin.audit.trail import record
from program_admin.core.clock import to_seoul
from program_admin.core.database import db, lock_row
from program_admin.core.errors import Missing, RuleBroken
from program_admin.core.ids import new_id
from program_admin.notices.outbox import Recipient, send
from program_admin.programs.schema.paperwork import ApprovalAct
from program_admin.workflow import approval as approvals
from program_admin.workflow.approval import Seat, draft, send_back, sign
from program_admin.workflow.engine import take_step
from program_admin.workflow.models import Approval, Duty

ACT = ApprovalAct.SCREENING_RESULT
VERDICT_NAMES = {Verdict.ELIGIBLE: "적합", Verdict.INELIGIBLE: "부적합"}


def checked_of(application: Application) -> list[Checked]:
    """The sheet as the rules see it."""
    return [Checked(each.item, each.label, each.result, each.note) for each in checks_of(application.id)]


def objections_to(application: Application, verdict: Verdict, now: datetime) -> list[str]:
    """Why that verdict can't be proposed now: state, items of the sheet, requests."""
    if application.status not in PROCESS.step(verdict.value).of:
        state = PROCESS.label(application.status, staff=True)
        return [f"지금 상태({state})에서는 ‘{VERDICT_NAMES[verdict]}’으로 올릴 수 없습니다."]
    checked = checked_of(application)
    if verdict is Verdict.ELIGIBLE:
        return objections_to_passing(
            checked,
            open_supplements=unfinished_supplements(application.id),
            unproven=unproven(filled_of(application)),
        )
    today = to_seoul(now).date()
    running = any(
        each.status == SupplementStatus.ASKED.value and today <= each.due_on for each in supplements_of(application.id)
    )
    waits = ["보완 기한이 남은 요청이 있습니다. 답이 오거나 기한이 지난 뒤에 올려 주세요."] if running else []
    return [*objections_to_failing(checked), *waits]


def propose_screening(
    application: Application, verdict: Verdict, *, by: Person, now: datetime, reason: str = ""
) -> ScreeningProposal:
    """Put a verdict up for approval by the round's line (위임전결); 부적합 needs a reason, told to the applicant."""
    require(may.SCREEN, by, application)
    lock(application)
    require_no_waiting_proposal(application)
    _refuse(application, verdict, now, reason)
    approval = draft(
        ACT.value,
        ("Application", application.id),
        title=f"요건검토 결과 {VERDICT_NAMES[verdict]}: {application.number} {application.company_name}",
        amount_won=application.subsidy_won,
        line=_line(application),
        by=by,
        now=now,
    )
    proposal = ScreeningProposal(
        id=new_id(),
        application_id=application.id,
        approval_id=approval.id,
        verdict=verdict.value,
        reason=reason.strip() if verdict is Verdict.INELIGIBLE else "",
        by_id=by.id,
        at=now,
    )
    db.session.add(proposal)
    db.session.flush()
    record(
        "screening:propose",
        "Application",
        application.id,
        by=by,
        now=now,
        after=verdict.value,
        reason=proposal.reason or None,
    )
    return proposal


def confirm_screening(proposal: ScreeningProposal, *, by: Person, now: datetime, opinion: str = "") -> bool:
    """Sign a proposal; the deciding signature moves the application and tells the company. True when it decided.

    Raises NotAllowed for who proposed it or signed before, RuleBroken when it waits no longer.
    """
    application = proposal.application
    approval = _waiting(proposal)
    if not sign(approval, by=by, now=now, opinion=opinion):
        return False
    take_step(PROCESS, application, proposal.verdict, by=by, now=now, reason=proposal.reason or None)
    issue_screening_sheet(proposal, by=by, now=now)
    _tell(proposal, now)
    return True


def confirm_screenings(proposals: Iterable[ScreeningProposal], *, by: Person, now: datetime) -> int:
    """Sign many proposals in one act, all or none; returns how many applications were decided."""
    return sum(confirm_screening(proposal, by=by, now=now) for proposal in proposals)


def send_back_screening(proposal: ScreeningProposal, *, by: Person, now: datetime, reason: str) -> None:
    """Return a proposal to its officer with a reason (반려); the sheet opens again."""
    approval = _waiting(proposal)
    seat = approval.next_seat
    send_back(approval, by=by, now=now, reason=reason)
    if seat is not None:
        seat.opinion = reason.strip()
    officer = person_by_id(proposal.by_id)
    send(
        "in_app",
        Recipient(officer.id, officer.name),
        title="요건검토 결과를 반려했습니다",
        body=f"{approval.title}. 사유: {reason.strip()}",
        now=now,
        link=f"/screening/{proposal.application_id}",
        subject=("Application", proposal.application_id),
    )


def withdraw_proposal(proposal: ScreeningProposal, *, by: Person, now: datetime) -> None:
    """Take one's own proposal back (상신 취소); the sheet opens again."""
    approval = _waiting(proposal)
    take_step(approvals.PROCESS, approval, "withdraw", by=by, now=now)
    approval.decided_at = now


def _refuse(application: Application, verdict: Verdict, now: datetime, reason: str) -> None:
    objections = objections_to(application, verdict, now)
    fields: dict[str, list[str]] = {}
    if verdict is Verdict.INELIGIBLE and not reason.strip():
        fields["reason"] = ["신청 기업에 알릴 부적합 사유를 적어 주세요."]
    if objections or fields:
        raise RuleBroken([*objections, *fields.get("reason", [])], fields)


def _waiting(proposal: ScreeningProposal) -> Approval:
    """Hold application and approval until the act ends, with what is stored now."""
    lock(proposal.application)
    if not lock_row(Approval, proposal.approval_id):
        raise Missing("approval")
    return proposal.approval


def _line(application: Application) -> tuple[Seat, ...]:
    signers = application.terms.approval_line(ACT, application.subsidy_won)
    return tuple(
        Seat(Duty(signer.kind.value), Role(signer.role), signer.position, signer.delegated) for signer in signers
    )


def _tell(proposal: ScreeningProposal, now: datetime) -> None:
    words, application = decided_words(proposal), proposal.application
    tell_company(application, title=words.title, body=words.body, now=now, link=progress_link(application))
