"""The line that says who typed a field follows each autosave, without a reload."""

import pytest

from tests.applications.test_delegates import entrust
from tests.builders.applications import make_filled
from tests.fixtures.browser import WIDE, saved

pytestmark = pytest.mark.browser


def test_the_line_names_whoever_typed_last_without_a_reload(window, clock):
    application, owner = make_filled()
    delegate = entrust(application, owner).person
    page = window(delegate, WIDE)
    page.goto(f"/applications/{application.id}/plan")
    group = page.locator(".form-group", has=page.get_by_label("과제명"))
    before = group.locator(".origin").inner_text()

    page.get_by_label("과제명").fill("대리 작성자가 고친 과제 이름")
    page.get_by_label("과제명").blur()
    saved(page)
    group.locator(".origin", has_text=delegate.name).wait_for()

    assert owner.name in before
    assert group.locator(".origin").count() == 1
