"""대리 작성 in a browser at both widths: the owner's pages, the delegate's, with long names."""

from datetime import timedelta

import pytest

from program_admin.applications import services
from program_admin.core.writing import transaction
from tests.builders.applications import make_filled
from tests.builders.looks import check_look
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser
LONG = "주식회사 한결정보통신시스템 엔지니어링 서울지사"


def test_the_pages_of_delegated_drafting(window, clock):
    application, owner = make_filled()
    with transaction() as now:
        until = (now + timedelta(days=3)).date()
        new = services.NewDelegate("남궁최민호", "01077778888", LONG, until)
        delegate = services.invite_delegate(application, new, by=owner, now=now).person
        services.end_delegation(
            services.invite_delegate(
                application, services.NewDelegate("박", "01077779999", "다온", until), by=owner, now=now
            ),
            by=owner,
            now=now,
        )
    with transaction() as now:
        services.save_field(application, "project-title", "공급기업이 적은 과제명", 1, by=delegate, now=now)
        services.save_field(application, "cost-1-amount", "41,000,000", 1, by=delegate, now=now)
    page = window(owner, NARROW)

    for name, rest in (
        ("delegate-tasks", ""), ("delegates", "/delegates"), ("delegated", "/delegated"), ("delegate-plan", "/plan"),
        ("delegate-budget", "/budget"), ("delegate-submit", "/submit"),
    ):  # fmt: skip
        page.goto(f"/applications/{application.id}{rest}")
        check_look(page, name)
    theirs = window(delegate, NARROW)
    theirs.goto("/desk")
    check_look(theirs, "as-delegate-desk")
    for name, rest in (("tasks", ""), ("consents", "/consents"), ("supplier", "/supplier"), ("submit", "/submit")):
        theirs.goto(f"/applications/{application.id}{rest}")
        check_look(theirs, f"as-delegate-{name}")

    assert theirs.get_by_role("heading", level=1).inner_text() == "확인·제출"
