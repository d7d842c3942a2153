"""The story a journey tells: who takes part, the time, and a window of a browser for each."""

import uuid
from dataclasses import dataclass, field

from playwright.sync_api import Page
from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.core.database import begin_writing, db
from program_admin.jobs.runner import run_pending
from tests.documents.files import pdf
from tests.fixtures.browser import WIDE, follow

PASSWORD = "튼튼한 공장 열쇠 하나"


@dataclass
class Story:
    """Who is who (ids by their part), where records stand (addresses by name), and the windows."""

    window: object
    clock: object
    outbox: object
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def as_(self, who: str, address: str = "/desk", size: tuple[int, int] = WIDE) -> Page:
        """Open that person's window at an address."""
        begin_writing()  # the window's session row is written in the same transaction as the person is read
        page = self.window(db.session.get(Person, self.people[who]), size)
        page.goto(address)
        return page

    def sign_up(self, who: str, kind: str, name: str, phone: str) -> Page:
        """Sign up as a company or supplier, with the code that was sent; the window stays signed in."""
        page = self.window()
        page.goto("/sign-up")
        page.get_by_label(kind).check()
        page.get_by_label("이름", exact=False).first.fill(name)
        page.get_by_label("휴대전화 번호").fill(phone)
        page.get_by_label("비밀번호").first.fill(PASSWORD)
        page.get_by_label("개인정보 수집·이용에 동의합니다").check()
        page.get_by_role("button", name="인증번호 받기").click()
        page.get_by_role("textbox", name="인증번호").wait_for()
        db.session.rollback()
        code = self.outbox(phone.replace("-", ""))[-1].body.split("인증번호는 ")[1][:6]
        page.get_by_role("textbox", name="인증번호").fill(code)
        page.get_by_role("button", name="확인하고 가입").click()
        page.wait_for_url("**/new")
        db.session.rollback()
        self.people[who] = db.session.scalars(select(Person.id).filter_by(phone=phone.replace("-", ""))).one()
        return page

    def close_windows(self) -> None:
        """Close every window that stands open."""
        self.window.close_all()

    def sleep(self, **span: float) -> None:
        """Let time pass; jobs that waited are done."""
        self.clock.advance(**span)
        self.work()

    def work(self) -> None:
        """Let the workers do what waits."""
        db.session.rollback()
        run_pending()
        db.session.rollback()


def path_of(page: Page) -> str:
    """Return the address of the page without its host."""
    return "/" + page.url.split("/", 3)[3].split("?")[0]


def paper(name: str) -> dict[str, object]:
    """Return a small PDF to hand in."""
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": pdf(1)}


def confirm(page: Page) -> None:
    """Say yes to the question that stands open, and wait for the page that answers."""
    follow(page.get_by_role("dialog").get_by_role("button").last)


def draw(page: Page, place: int = 0) -> None:
    """Sign with the finger or mouse in that place."""
    canvas = page.locator("canvas").nth(place)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 20, steps=4)
    page.mouse.move(box["x"] + 200, box["y"] + 60, steps=4)
    page.mouse.up()
