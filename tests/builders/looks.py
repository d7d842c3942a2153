"""Looking at pages: axe and broken looks at both widths, and pictures where `SHOTS` names a folder."""

import os
from pathlib import Path

from tests.fixtures.browser import check_axe, check_overflow


def check_look(page, name: str) -> None:
    """Check the page as it stands; keep a picture of it for people to look at."""
    folder = os.environ.get("SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)
    check_overflow(page)
    check_axe(page)
