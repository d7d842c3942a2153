"""Takes the pictures in docs/screenshots/ anew from the demo, signed in as the people the demo names.

usage: screenshots.py [NAME …]      (default: all; `make screenshots` loads the demo first)
Each picture is found as a person would find it: from an address, then link by link.
"""

import io
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from program_admin.app import create_app
from program_admin.rehearsal.demo import sign_ins

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
ID = r"[0-9a-f-]{36}"
COLOURS = 128
DOTS_PER_INCH = 110


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: whose page it is, its size, where it begins and which links lead on.

    A link is a pattern of its address, or of address and words. Without a size it is the first page of the PDF that
    the last link leads to.
    """

    name: str
    role: str
    size: tuple[int, int] | None
    start: str
    links: tuple[str, ...] = ()


PICTURES = (
    Picture("desk-officer", "담당자", (1440, 1000), "/desk"),
    Picture("application-tasklist-390", "도입기업 (작성 중)", (390, 1250), "/applications/", (f"/applications/{ID}",)),
    Picture(
        "application-budget", "도입기업 (작성 중)", (1440, 1200), "/applications/", (f"/applications/{ID}", ".*/budget")
    ),
    Picture("scoring-390", "평가위원", (390, 1100), "/sheets/", (f"/sheets/panels/{ID}", f"/sheets/{ID}")),
    Picture("ranking", "담당자", (1440, 1150), "/rankings/", (f"/rankings/{ID}",)),
    Picture(
        "evaluation-summary-p1",
        "담당자",
        None,
        "/rankings/",
        (f"/rankings/{ID}", f"/rankings/documents/{ID} 종합평가표.*"),
    ),
    Picture(
        "case",
        "담당자",
        (1440, 1200),
        "/rankings/",
        (f"/rankings/{ID}", f"/applications/{ID}/read", f"/cases/{ID}"),
    ),
    Picture("visit-sheet-390", "점검위원", (390, 1250), "/visits/mine", (f"/visits/{ID}", f"/visits/{ID}/sheet")),
    Picture("scorecard", "공급기업", (1440, 1100), "/desk", (f"/suppliers/{ID}/scorecard",)),
)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the program on a free port; yields its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def signed_in(browser: Browser, address: str, telephone: str, password: str) -> Page:
    """A window in which that person is signed in."""
    context = browser.new_context(
        base_url=address, locale="ko-KR", timezone_id="Asia/Seoul", reduced_motion="reduce", has_touch=True
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("휴대전화 번호").fill(telephone)
    page.get_by_label("비밀번호").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="로그인").last.click()
    return page


def linked(page: Page, pattern: str) -> str:
    """The address of the first link on the page that matches, alone or followed by its words."""
    words = "all => all.map((each) => [each.getAttribute('href'), each.textContent.trim()])"
    for address, text in page.eval_on_selector_all("main a[href]", words):
        if re.fullmatch(pattern, address) or re.fullmatch(pattern, f"{address} {text}"):
            return str(address)
    raise SystemExit(f"{page.url}: no link {pattern}")


def take(page: Page, picture: Picture) -> bytes:
    """Follow the links and return the picture as PNG."""
    width, height = picture.size or (1440, 1000)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(picture.start)
    address = picture.start
    for place, pattern in enumerate(picture.links, start=1):
        address = linked(page, pattern)
        if picture.size or place < len(picture.links):
            page.goto(address)
    if picture.size is None:
        paper = page.request.get(address).body()
        command = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH), "-"]
        return subprocess.run(command, input=paper, capture_output=True, check=True).stdout
    page.wait_for_load_state("networkidle")
    return page.screenshot()


def keep(name: str, png: bytes) -> None:
    """Store a picture with few colours, which makes it a third as large."""
    with Image.open(io.BytesIO(png)) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name}.png", optimize=True)
    print(f"{name}.png")


def main(names: list[str]) -> int:
    """Take the pictures of these names, or all."""
    app = create_app()
    with app.app_context():
        people = {role: (telephone, password) for role, _name, telephone, password in sign_ins()}
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with served(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        windows: dict[str, Page] = {}
        for picture in PICTURES:
            if names and picture.name not in names:
                continue
            if picture.role not in windows:
                windows[picture.role] = signed_in(browser, address, *people[picture.role])
            keep(picture.name, take(windows[picture.role], picture))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
