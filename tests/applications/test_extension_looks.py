"""The pages of extensions at both widths."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.core.writing import transaction
from tests.builders.applications import make_draft, make_round
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser


def test_pages_of_an_extension(window, clock):
    round_ = make_round()
    draft, owner = make_draft(round_)
    officer = make_person(Role.OFFICER, Role.APPROVER, name="김담당")
    leaders = [make_person(Role.APPROVER, name="이팀장"), make_person(Role.APPROVER, name="정센터장")]
    reason = "마감 한 시간 전부터 접수 누리집이 느려져 제출하지 못한 기업이 많았습니다."
    with transaction() as now:
        wanted = services.NewExtension(round_.closes_at + timedelta(days=2), reason)
        extension = services.propose_extension(round_, wanted, by=officer, now=now)
    page = window(officer, NARROW)
    there = f"/applications/rounds/{round_.id}/extensions"
    page.goto(there)
    check_look(page, "extensions")
    page.goto(f"{there}/new")
    check_look(page, "extension-new")

    page = window(leaders[0], NARROW)
    page.goto(f"/applications/extensions/{extension.id}")
    check_look(page, "extension")
    page.goto(f"/applications/extensions/{extension.id}/return")
    check_look(page, "extension-return")
    for leader in leaders:
        with transaction() as now:
            services.approve_extension(extension, by=leader, now=now)

    page = window(owner, NARROW)
    page.goto(f"/applications/{draft.id}")
    check_look(page, "tasks-extended")
    page.goto(f"/rounds/{round_.id}")
    check_look(page, "announcement-extended")
    assert page.get_by_role("heading", name="공고한 뒤 바뀐 것").is_visible()
