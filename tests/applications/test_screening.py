"""Screening: the sheet is made from the round, filled in with care, decided by two people."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Status, Verdict
from program_admin.applications.queries import bonus_claims_of, eligible_of
from program_admin.applications.queries.screening import checks_of, counts_of_round, waiting_proposal_of
from program_admin.applications.services import screening
from program_admin.applications.services import screening_decision as decision
from program_admin.applications.services.drafting import TypedField
from program_admin.applications.services.supplements import NewAnswer, answer_supplement
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import Conflict, NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.workflow.models import Status as ApprovalStatus
from tests.builders.applications import (
    VALUES,
    checked_pdf,
    hand_in_papers,
    make_draft,
    make_round,
    make_submitted,
    make_supplier,
    type_values,
)
from tests.builders.people import make_person
from tests.builders.screening import ask, begin, judge, make_screened, officer_of, propose

pytestmark = pytest.mark.both_databases


def sheet_of(application):
    return {check.item: check for check in checks_of(application.id)}


def test_the_sheet_is_made_from_the_round_with_findings_beside_the_evidence(app, clock):
    application, _ = make_screened(clock, officer_of())

    sheet = sheet_of(application)
    size, arrears, paper = (
        sheet[item] for item in ("eligibility-size", "eligibility-national_tax", "paper-business_registration")
    )
    assert application.status == Status.SCREENING
    assert {item.partition("-")[0] for item in sheet} == {"eligibility", "site", "paper", "budget", "contact"}
    assert (size.suggestion, size.finding, size.evidence, size.result) == ("passed", "기준에 맞습니다.", "소기업", "")
    assert (arrears.suggestion, arrears.evidence) == ("", "신청 기업의 답: 아니요")
    assert (paper.suggestion, paper.evidence) == ("passed", "2026. 3. 9. 제출, 2026. 3. 9. 발급")
    assert sheet["site-2"].suggestion == "to_supplement"
    assert counts_of_round(application.round_id)[application.id].findings == 1


def test_screening_begins_only_after_the_grace_time(app, clock):
    application, _ = make_submitted()
    officer = officer_of()
    clock.set(application.round.grace_until)

    with pytest.raises(RuleBroken, match="뒤에 요건검토를 시작할 수 있습니다"), transaction() as now:
        screening.start_screening(application, by=officer, now=now)

    db.session.expire_all()
    assert (application.status, checks_of(application.id)) == (Status.SUBMITTED, [])


def test_a_receipt_is_returned_with_a_reason_that_the_company_reads(app, clock, outbox):
    application, owner = make_submitted()
    officer = officer_of()
    with pytest.raises(RuleBroken, match="봉인된 신청서입니다"), transaction() as now:
        screening.return_application(application, by=officer, now=now, reason="지원 유형이 다릅니다.")
    clock.set(application.round.closes_at + timedelta(hours=1))

    with transaction() as now:
        screening.return_application(application, by=officer, now=now, reason="지원 유형이 다릅니다.")

    assert application.status == Status.RETURNED
    assert outbox(owner.phone)[-1].body.endswith("사유: 지원 유형이 다릅니다.")


def test_a_newer_result_of_somebody_else_is_never_overwritten(app, clock):
    first, second = officer_of(), officer_of("박은지")
    application, _ = make_screened(clock, first)
    with transaction() as now:
        screening.save_check(application, "result-eligibility-size", "passed", 0, by=first, now=now)

    with pytest.raises(Conflict) as conflict, transaction() as now:
        screening.save_check(application, "result-eligibility-size", "failed", 0, by=second, now=now)
    with transaction() as now:
        conflicts = screening.save_sheet(
            application, {"result-eligibility-size": TypedField("failed", 0)}, by=second, now=now
        )

    assert (conflict.value.theirs, conflict.value.theirs_by, conflict.value.revision) == ("passed", "김서연", 1)
    assert [each.mine for each in conflicts] == ["failed"]
    assert sheet_of(application)["eligibility-size"].result == "passed"


@pytest.mark.parametrize(
    ("name", "value"),
    [("result-eligibility-size", "perhaps"), ("note-eligibility-size", "가" * 501), ("result-unknown", "passed")],
)
def test_a_field_that_fits_nothing_is_refused(app, clock, name, value):
    officer = officer_of()
    application, _ = make_screened(clock, officer)

    with pytest.raises(RuleBroken), transaction() as now:
        screening.save_check(application, name, value, 0, by=officer, now=now)


def test_only_officers_fill_the_sheet_in(app, clock):
    application, owner = make_screened(clock, officer_of())

    for person in (owner, make_person(Role.APPROVER), make_person(Role.AUDITOR)):
        with pytest.raises(NotAllowed), transaction() as now:
            screening.save_check(application, "result-eligibility-size", "passed", 0, by=person, now=now)


def test_a_bonus_claim_is_confirmed_or_refused_with_its_item(app, clock):
    officer = officer_of()
    round_ = make_round()
    draft, owner = make_draft(round_)
    type_values(draft, owner, VALUES | {"bonus-claimed": "yes", "bonus-youth": "yes", "bonus-women": "yes"})
    complete(draft, owner)
    screen(clock, draft, officer)

    judge(draft, officer, {"bonus-women": "failed"})

    claims = {claim.code: claim for claim in bonus_claims_of(draft.id)}
    assert (claims["youth"].confirmed, claims["women"].confirmed) == (True, False)
    assert claims["youth"].confirmed_by_id == officer.id
    assert sheet_of(draft)["bonus-women"].note == "서류로 확인했습니다."
    with transaction() as now:
        decision.propose_screening(draft, Verdict.ELIGIBLE, by=officer, now=now)


def test_a_bonus_without_evidence_is_not_accepted_and_counts_only_after_it_came(app, clock):
    officer = officer_of()
    draft, owner = make_draft(make_round())
    type_values(draft, owner, VALUES | {"bonus-claimed": "yes", "bonus-women": "yes"})
    complete(draft, owner, but=("women_certificate",))
    screen(clock, draft, officer)

    with pytest.raises(RuleBroken, match="증빙을 내지 않아 인정할 수 없습니다"):
        judge(draft, officer)
    [asked] = ask(draft, officer, paper_women_certificate="여성기업확인서를 올려 주세요.")
    judge(draft, officer, {"bonus-women": "to_supplement"})
    with transaction() as now:
        facts = services.PaperFacts("women_certificate", issued_on=to_seoul(now).date())
        answer_supplement(asked, NewAnswer(file=checked_pdf(), facts=facts), by=owner, now=now)

    open_again = sheet_of(draft)["bonus-women"].result
    before = [claim.confirmed for claim in bonus_claims_of(draft.id)]
    judge(draft, officer)
    after = [claim.confirmed for claim in bonus_claims_of(draft.id)]
    assert (open_again, before, after) == ("", [None], [True])


def test_nobody_confirms_own_work(app, clock):
    both = make_person(Role.OFFICER, Role.APPROVER, name="김겸직")
    application, _ = make_screened(clock, both)
    proposal = propose(application, both)

    with pytest.raises(NotAllowed), transaction() as now:
        decision.confirm_screening(proposal, by=both, now=now)

    db.session.expire_all()
    assert application.status == Status.SCREENING


def test_a_confirmed_proposal_makes_the_application_eligible_and_tells_the_company(app, clock, outbox):
    officer, approver = officer_of(), make_person(Role.APPROVER, name="이팀장")
    application, owner = make_screened(clock, officer)
    proposal = propose(application, officer)

    with transaction() as now:
        decided = decision.confirm_screening(proposal, by=approver, now=now)

    assert (decided, application.status, eligible_of(application.round_id)) == (True, Status.ELIGIBLE, [application])
    assert outbox(owner.phone)[-1].title == "요건검토를 마쳤습니다"


def test_a_failed_application_learns_the_reason(app, clock, outbox):
    officer, approver = officer_of(), make_person(Role.APPROVER)
    application, owner = make_screened(clock, officer)
    proposal = propose(application, officer, Verdict.INELIGIBLE)

    with transaction() as now:
        decision.confirm_screenings([proposal], by=approver, now=now)

    assert application.status == Status.INELIGIBLE
    assert "사유: 중소기업에 해당하지 않습니다." in outbox(owner.phone)[-1].body


def test_the_sheet_is_closed_while_a_proposal_waits_and_opens_when_it_is_sent_back(app, clock, outbox):
    officer, approver = officer_of(), make_person(Role.APPROVER)
    application, _ = make_screened(clock, officer)
    proposal = propose(application, officer)

    with pytest.raises(RuleBroken, match="결재를 올린 신청입니다"):
        judge(application, officer)
    db.session.rollback()
    with pytest.raises(RuleBroken, match="결재를 올린 신청입니다"):
        ask(application, officer, plan="계획을 더 적어 주세요.")
    db.session.rollback()
    with transaction() as now:
        decision.send_back_screening(proposal, by=approver, now=now, reason="납세증명서를 다시 봐 주세요.")
    judge(application, officer)

    assert waiting_proposal_of(application.id) is None
    assert proposal.approval.status == ApprovalStatus.RETURNED
    assert proposal.approval.seats[-1].opinion == "납세증명서를 다시 봐 주세요."
    assert propose(application, officer).id != proposal.id


def test_the_proposer_may_take_the_proposal_back_and_nobody_else(app, clock):
    officer = officer_of()
    application, _ = make_screened(clock, officer)
    proposal = propose(application, officer)

    with pytest.raises(NotAllowed), transaction() as now:
        decision.withdraw_proposal(proposal, by=officer_of("박은지"), now=now)
    with transaction() as now:
        decision.withdraw_proposal(proposal, by=officer, now=now)

    assert waiting_proposal_of(application.id) is None


def test_a_verdict_without_its_grounds_is_refused_with_every_objection(app, clock):
    officer = officer_of()
    application, _ = make_screened(clock, officer)

    with pytest.raises(RuleBroken) as passing, transaction() as now:
        decision.propose_screening(application, Verdict.ELIGIBLE, by=officer, now=now)
    with pytest.raises(RuleBroken) as failing, transaction() as now:
        decision.propose_screening(application, Verdict.INELIGIBLE, by=officer, now=now)

    assert passing.value.objections[0].startswith("판정하지 않은 항목이 있습니다")
    assert failing.value.objections == [
        "‘부적합’으로 판정한 항목이 없습니다. 어떤 항목이 부적합한지 먼저 판정해 주세요.",
        "신청 기업에 알릴 부적합 사유를 적어 주세요.",
    ]
    assert failing.value.fields == {"reason": ["신청 기업에 알릴 부적합 사유를 적어 주세요."]}


def complete(draft, owner, *, but=()):
    """What a draft needs besides its values, and its submission."""
    from_registry = make_supplier()
    with transaction() as now:
        services.choose_supplier(draft, from_registry.id, by=owner, now=now, source="named")
    hand_in_papers(draft, owner, but=but)
    with transaction() as now:
        services.submit(draft, by=owner, now=now)


def screen(clock, application, officer):
    """Begin the screening."""
    begin(clock, officer, [application])
