"""Every page of screening in a browser, wide and narrow."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import Verdict
from program_admin.core.database import db
from tests.builders.applications import make_round, make_submitted
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.builders.screening import ask, begin, judge, officer_of, propose
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser


@pytest.fixture
def screened(app, clock):
    """A round with three applications in screening: one asked, one proposed, one fresh; and its people."""
    officer = officer_of()
    round_ = make_round()
    made = [make_submitted(round_) for _ in range(3)]
    begin(clock, officer, [application for application, _ in made])
    return officer, round_, made


def test_the_officers_pages_look_right(window, screened):
    officer, round_, made = screened
    (first, _), (second, _), (third, _) = made
    lacking = ("paper-factory_registration", "paper-plan", "budget-lines")
    judge(first, officer, dict.fromkeys(lacking, "to_supplement"))
    page = window(officer, NARROW)
    page.goto(f"/screening/{first.id}/ask")
    check_look(page, "screening-ask")
    follow(page.get_by_role("button", name="보완 요청"))
    check_look(page, "screening-ask-errors")
    for place in range(3):
        page.get_by_placeholder("무엇을 보완해야").nth(place).fill("외주처의 데이터까지 모으는 계획을 적어 주세요.")
    page.get_by_role("button", name="보완 요청").click()
    page.get_by_role("heading", name="요건검토표").wait_for()
    check_look(page, "screening-asked")
    propose(second, officer)
    page.goto(f"/screening/{second.id}")
    check_look(page, "screening-proposed")
    page.goto(f"/screening/{third.id}")
    check_look(page, "screening-sheet")
    page.goto(f"/screening/{third.id}/propose")
    check_look(page, "screening-propose")
    page.goto(f"/screening/rounds/{round_.id}")
    check_look(page, "screening-round")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("checkbox").last.check()
    follow(page.get_by_role("button", name="고른 신청에 알림 쓰기"))
    check_look(page, "screening-notice")
    page.get_by_label("보완 독촉").check()
    follow(page.get_by_role("button", name="내용 확인"))
    check_look(page, "screening-notice-check")
    follow(page.get_by_role("button", name="1곳에 보내기"))
    check_look(page, "screening-notice-sent")
    page.goto(f"/screening/{third.id}/return")
    check_look(page, "screening-return")


def test_the_approvers_pages_look_right(window, screened):
    officer, round_, made = screened
    propose(made[0][0], officer)
    proposal = propose(made[1][0], officer, Verdict.INELIGIBLE)
    page = window(make_person(Role.APPROVER, name="이팀장"), NARROW)
    page.goto(f"/screening/rounds/{round_.id}/proposals")
    check_look(page, "screening-proposals")
    page.goto(f"/screening/{made[1][0].id}")
    check_look(page, "screening-confirm")
    page.goto(f"/screening/proposals/{proposal.id}/send-back")
    check_look(page, "screening-send-back")


def test_the_companys_pages_look_right(window, screened):
    officer, _, made = screened
    application, owner = made[0]
    paper, budget, _sites = ask(
        application,
        officer,
        paper_plan="데이터 수집 계획에 외주처가 빠져 있습니다. 외주처를 넣어 다시 내 주세요.",
        budget="센서 단가의 산출 근거를 적어 주세요.",
        sites="화성공장 면적을 확인해 주세요.",
    )
    page = window(owner, NARROW)
    page.goto(f"/screening/{application.id}/progress")
    check_look(page, "supplement-progress")
    page.goto(f"/screening/supplements/{paper.id}")
    check_look(page, "supplement-paper")
    page.goto(f"/screening/supplements/{budget.id}")
    check_look(page, "supplement-budget")
    page.get_by_label("1번째 줄 금액").fill("")
    follow(page.get_by_role("button", name="보완 제출"))
    check_look(page, "supplement-budget-errors")
    page.get_by_label("1번째 줄 금액").fill("39,000,000")
    page.get_by_role("textbox", name="설명").fill("산출 근거를 고쳤습니다.")
    page.get_by_role("button", name="보완 제출").click()
    page.get_by_role("heading", name="요건검토와 보완").wait_for()
    check_look(page, "supplement-answered")
    db.session.rollback()
    page = window(officer, NARROW)
    page.goto(f"/screening/{application.id}")
    check_look(page, "screening-answered")
    page.goto(f"/screening/supplements/{budget.id}/ask-again")
    check_look(page, "screening-again")
