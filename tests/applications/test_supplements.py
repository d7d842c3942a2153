"""Supplements: only the asked section opens, only until its due day, and every word stays in the history."""

from datetime import date, timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import Status, SupplementStatus, Verdict
from program_admin.applications.queries import budget_of, last_submission_of, papers_of, supplements_of
from program_admin.applications.queries.screening import answers_to, checks_of, events_of
from program_admin.applications.services import PaperFacts, remind_supplements, supplements
from program_admin.applications.services import screening_decision as decision
from program_admin.applications.services.supplements import NewAnswer, Wanted
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.holidays_calendar import add_holiday
from program_admin.core.writing import transaction
from program_admin.programs.schema.calendar import Period, PeriodKind
from tests.builders.applications import checked_pdf
from tests.builders.people import make_person
from tests.builders.screening import WEEK, ask, judge, make_screened, officer_of

pytestmark = pytest.mark.both_databases
BUDGET = {
    "cost-1-item": "software",
    "cost-1-description": "MES 개발 3명 4개월(고급 1명, 중급 2명)",
    "cost-1-amount": "38,000,000",
    "cost-2-item": "sensors",
    "cost-2-description": "바코드 단말 10대",
    "cost-2-amount": "10,000,000",
}


def answer(request, owner, **given):
    with transaction() as now:
        return supplements.answer_supplement(request, NewAnswer(**given), by=owner, now=now)


def test_several_sections_are_asked_at_once_with_one_message_and_one_due_day(app, clock, outbox):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    before = len(outbox(owner.phone))

    requests = ask(application, officer, plan="외주처 데이터를 적어 주세요.", paper_plan="다시 내 주세요.")

    due = WEEK.due(to_seoul(clock.now).date(), frozenset()).date
    assert [(each.section, each.paper, each.due_on) for each in requests] == [
        ("plan", "", due),
        ("papers", "plan", due),
    ]
    assert application.status == Status.SUPPLEMENT_ASKED
    told = outbox(owner.phone)[before:]
    assert [(each.title, each.link) for each in told] == [
        ("보완 자료를 내 주세요", f"/screening/{application.id}/progress")
    ]


def test_the_due_day_skips_holidays_that_officers_add(app, clock):
    officer = officer_of()
    application, _ = make_screened(clock, officer)
    today = to_seoul(clock.now).date()
    plain = supplements.due_of(WEEK, clock.now).date
    tomorrow = next(day for day in (today + timedelta(days=n) for n in range(1, 9)) if day.weekday() < 5)
    with transaction() as now:
        add_holiday(tomorrow, "임시공휴일", by=officer.id, now=now)

    requests = ask(application, officer, plan="더 적어 주세요.")

    assert requests[0].due_on > plain
    assert "근무일로 7일입니다" in requests[0].due_words


def test_an_answer_changes_the_asked_section_alone(app, clock, outbox):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    judge(application, officer, {"budget-lines": "to_supplement", "paper-plan": "to_supplement"})
    (request,) = ask(application, officer, budget="산출 근거를 적어 주세요.")
    first = last_submission_of(application.id)

    row = answer(request, owner, text="등급별 인원을 적었습니다.", values=BUDGET)

    assert [line.amount_won for line in budget_of(application.id)] == [38_000_000, 10_000_000]
    assert (application.total_won, application.status) == (48_000_000, Status.SUPPLEMENTED)
    assert ["cost-1-amount", "40,000,000", "38,000,000"] in row.changes
    assert len(row.changes) == 2
    second = last_submission_of(application.id)
    assert (second.attempt, second.number, application.submission_sha256) == (2, first.number, second.sha256)
    assert application.submitted_at == first.at
    results = {check.item: check.result for check in checks_of(application.id)}
    assert (results["budget-lines"], results["paper-plan"]) == ("", "to_supplement")
    assert [message.title for message in outbox() if message.person_id == officer.id] == ["보완 자료를 받았습니다"]


def test_a_field_outside_the_asked_section_is_refused(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, budget="산출 근거를 적어 주세요.")

    with pytest.raises(RuleBroken, match="보완을 요청한 부분만 고칠 수 있습니다"):
        answer(request, owner, values=BUDGET | {"project-title": "몰래 바꾼 제목"})

    db.session.expire_all()
    assert (request.status, application.title) == (
        SupplementStatus.ASKED,
        "치과 보철물 제작 공정 데이터 수집 체계 구축",
    )


def test_faults_of_the_section_are_all_said_at_their_fields(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, budget="산출 근거를 적어 주세요.")

    with pytest.raises(RuleBroken) as broken:
        answer(request, owner, values=BUDGET | {"cost-1-amount": "", "cost-2-description": ""})

    assert set(broken.value.fields) == {"cost-1-amount", "cost-2-description"}


def test_a_new_paper_takes_the_place_of_the_old_one_which_stays_in_the_history(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, paper_business_registration="흐립니다. 다시 내 주세요.")
    today = to_seoul(clock.now).date()

    facts = PaperFacts("anything", issued_on=today)
    row = answer(request, owner, file=checked_pdf("사업자등록증 새.pdf"), facts=facts)

    kept = [each for each in papers_of(application.id, removed=True) if each.paper == "business_registration"]
    assert [each.removed_at is None for each in kept] == [False, True]
    assert row.paper_id == kept[1].id
    evidence = {check.item: check.evidence for check in checks_of(application.id)}
    assert evidence["paper-business_registration"].startswith(f"{today.year}. {today.month}. {today.day}. 제출")


def test_a_paper_that_ran_out_is_refused(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, paper_tax_certificates="새로 발급받아 내 주세요.")

    with pytest.raises(RuleBroken, match="유효기간이"):
        answer(request, owner, file=checked_pdf(), facts=PaperFacts("", issued_on=date(2025, 1, 2)))


def test_silence_is_no_answer(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    sites, budget, paper = ask(
        application, officer, sites="면적을 확인해 주세요.", budget="근거를 적어 주세요.", paper_plan="다시 내 주세요."
    )

    for request, given in ((sites, {"text": " "}), (budget, {"values": {}}), (paper, {"text": "곧 내겠습니다."})):
        with pytest.raises(RuleBroken):
            answer(request, owner, **given)


def test_the_due_day_itself_counts_and_the_next_is_too_late(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    first, second = ask(application, officer, sites="면적을 확인해 주세요.", company="직원 수를 확인해 주세요.")
    days = (first.due_on - to_seoul(clock.now).date()).days
    clock.advance(days=days)

    answer(first, owner, text="330㎡입니다.")
    clock.advance(days=1)
    with pytest.raises(RuleBroken, match="담당자에게 연락해 기한 연장을 요청해 주세요"):
        answer(second, owner, text="12명입니다.")

    assert application.status == Status.SUPPLEMENT_ASKED
    with transaction() as now:
        supplements.extend_supplement(second, WEEK, by=officer, now=now, reason="대표자 입원")
    answer(second, owner, text="12명입니다.")
    assert application.status == Status.SUPPLEMENTED


def test_the_whole_history_is_kept(app, clock):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    (request,) = ask(application, officer, sites="면적을 확인해 주세요.")
    clock.advance(hours=1)
    answer(request, owner, text="330㎡입니다.")
    clock.advance(hours=1)

    with transaction() as now:
        supplements.ask_again(request, WEEK, by=officer, now=now, reason="도면도 설명해 주세요.")
    assert application.status == Status.SUPPLEMENT_ASKED
    clock.advance(hours=1)
    answer(request, owner, text="도면의 2층입니다.")
    clock.advance(hours=1)
    with transaction() as now:
        supplements.accept_supplement(request, by=officer, now=now)

    assert [(each.kind, each.text) for each in events_of([request])] == [
        ("asked", "면적을 확인해 주세요."),
        ("asked_again", "도면도 설명해 주세요."),
        ("accepted", ""),
    ]
    assert [each.text for each in answers_to([request])] == ["330㎡입니다.", "도면의 2층입니다."]
    assert (request.status, request.what) == (SupplementStatus.ACCEPTED, "면적을 확인해 주세요.")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ([], "보완할 항목을 하나 이상 골라 주세요."),
        ([Wanted("plan", " ")], "‘구축 계획’에서 무엇을 보완해야 하는지 적어 주세요."),
        ([Wanted("paper-nothing", "내 주세요.")], "이 신청서에 없는 항목입니다."),
        ([Wanted("budget", "또 적어 주세요.")], "‘사업비’ 보완을 이미 요청했습니다."),
    ],
)
def test_a_request_that_cannot_be_answered_is_refused(app, clock, wanted, sentence):
    officer = officer_of()
    application, _ = make_screened(clock, officer)
    ask(application, officer, budget="산출 근거를 적어 주세요.")

    with pytest.raises(RuleBroken, match=sentence[:12]), transaction() as now:
        supplements.ask_supplement(application, wanted, WEEK, by=officer, now=now)

    assert len(supplements_of(application.id)) == 1


def test_neither_a_rival_nor_an_officer_answers(app, clock):
    officer = officer_of()
    application, _ = make_screened(clock, officer)
    (request,) = ask(application, officer, sites="면적을 확인해 주세요.")

    for person in (make_person(Role.APPLICANT, name="경쟁사"), officer):
        with pytest.raises(NotAllowed):
            answer(request, person, text="330㎡입니다.")


def test_a_company_is_reminded_once_before_the_due_day(app, clock, outbox):
    officer = officer_of()
    application, owner = make_screened(clock, officer)
    with transaction() as now:
        supplements.ask_supplement(
            application,
            [Wanted("plan", "더 적어 주세요.")],
            Period(days=10, kind=PeriodKind.CIVIL),
            by=officer,
            now=now,
        )
    with transaction() as now:
        early = remind_supplements(now)
    clock.advance(days=9)

    with transaction() as now:
        first = remind_supplements(now)
    with transaction() as now:
        again = remind_supplements(now)

    assert (early, first, again) == (0, 1, 0)
    assert outbox(owner.phone)[-1].body.startswith(f"접수번호 {application.number}. 아직 내지 않은 보완이 있습니다")


def test_nothing_is_failed_while_an_answer_may_still_come(app, clock):
    officer = officer_of()
    application, _ = make_screened(clock, officer)
    judge(application, officer, {"site-2": "failed"})
    (request,) = ask(application, officer, sites="면적을 확인해 주세요.")

    with pytest.raises(RuleBroken, match="보완 기한이 남은 요청이 있습니다"), transaction() as now:
        decision.propose_screening(application, Verdict.INELIGIBLE, by=officer, now=now, reason="공장이 없습니다.")
    clock.advance(days=(request.due_on - to_seoul(clock.now).date()).days + 1)
    with transaction() as now:
        decision.propose_screening(application, Verdict.INELIGIBLE, by=officer, now=now, reason="공장이 없습니다.")
