"""A draft that started from the last application, in a browser at both widths."""

import pytest

from program_admin.applications import services
from program_admin.core.writing import transaction
from tests.applications.test_carrying import carry, second_draft
from tests.builders.looks import check_look
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser


def test_the_pages_of_a_second_application(window, clock):
    earlier, draft, owner = second_draft()
    carry(draft, earlier, owner)
    with transaction() as now:
        services.save_field(draft, "project-title", "새 과제", 1, by=owner, now=now)
        services.confirm_carried(draft, ["project-problem"], by=owner, now=now)
    page = window(owner, NARROW)

    for name, rest in (("tasks", ""), ("page", "/carried"), ("plan", "/plan"), ("kpi", "/kpi")):
        page.goto(f"/applications/{draft.id}{rest}")
        check_look(page, f"carried-{name}")

    assert page.get_by_role("heading", level=1).inner_text() == "KPI 계획"
