"""Looking at pages: axe and broken looks at both widths, and pictures where `SHOTS` names a folder."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.fixtures.browser import check_axe, check_overflow, on_both_widths


def check_look(page: Page, name: str) -> None:
    """Check the page as it stands, at both widths; keep pictures of it for people to look at."""

    def look(page: Page) -> None:
        folder = os.environ.get("SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)
        check_overflow(page)
        check_axe(page)

    on_both_widths(page, look)
