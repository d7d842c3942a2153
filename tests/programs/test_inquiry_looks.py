"""The pages of questions on a round at both widths."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.core.writing import transaction
from program_admin.programs.inquiries import services
from program_admin.programs.inquiries.models import Topic
from program_admin.programs.inquiries.services import PublicAnswer
from tests.builders.applications import make_round
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser


def test_pages_of_questions(window, clock):
    round_ = make_round()
    officer, asker = make_person(Role.OFFICER, name="김담당"), make_person(Role.APPLICANT, name="박정우")
    long = "임차한 지식산업센터 호실에서 생산하는 기업은 공장등록증명서를 대신하여 어떤 서류를 내야 합니까?"
    public = PublicAnswer(Topic.PAPERS, long, "임대차계약서를 낼 수 있습니다.\n호실 번호가 적혀 있어야 합니다.")
    with transaction() as now:
        first = services.add_faq(round_, public, by=officer, now=now)
        waiting = services.ask(round_, Topic.ELIGIBILITY, "저희는 봉제 업체인데 신청할 수 있나요?", by=asker, now=now)
    with transaction() as now:
        fixed = PublicAnswer(Topic.PAPERS, long, "임대차계약서나 입주계약서를 낼 수 있습니다.")
        services.correct(first, fixed, by=officer, now=now, reason="입주계약서도 받기로 했습니다.")

    page = window(asker, NARROW)
    for name, rest in (("questions", "questions"), ("questions-ask", "questions/ask")):
        page.goto(f"/rounds/{round_.id}/{rest}")
        check_look(page, name)
    page.goto(f"/rounds/{round_.id}/questions")
    page.locator("details.faq summary").first.click()
    check_look(page, "questions-open")
    page.goto(f"/rounds/{round_.id}")
    check_look(page, "announcement-questions")

    page = window(officer, NARROW)
    for name, rest in (
        ("questions-manage", f"{round_.id}/questions"),
        ("question-new", f"{round_.id}/questions/new"),
        ("question-answer", f"questions/{waiting.id}"),
        ("question-correct", f"questions/{first.id}"),
        ("question-decline", f"questions/{waiting.id}/decline"),
    ):
        page.goto(f"/rounds/manage/{rest}")
        check_look(page, name)
