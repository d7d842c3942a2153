"""Uploads in a browser: progress, a connection that breaks and comes back, photos one after another."""

import pytest

from program_admin.applications.queries import papers_of
from program_admin.core.database import db
from program_admin.documents.queries import upload_bytes
from tests.builders.applications import make_draft
from tests.builders.looks import check_look
from tests.documents.files import pdf, picture
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser
PIECE = 400_000


def chosen(name, content, kind="application/pdf"):
    return {"name": name, "mimeType": kind, "buffer": content}


def forgive_broken_lines(window):
    """The console tells of the connections this test broke itself."""
    window.complaints[:] = [each for each in window.complaints if "ERR_CONNECTION_RESET" not in each]


def open_paper(window, application, owner, name="사업계획서"):
    page = window(owner, NARROW)
    page.goto(f"/applications/{application.id}/papers")
    paper = page.get_by_role("region", name=name)
    paper.get_by_text("파일 올리기").click()
    return page, paper


def test_an_upload_goes_on_after_the_connection_broke(window, clock):
    application, owner = make_draft()
    page, paper = open_paper(window, application, owner)
    content = pdf(1) + b"\n%" + bytes(4 * PIECE) + b"\n%%EOF\n"
    sent, broken = [], []

    def line(route):
        """The second piece breaks off twice, then the line is back."""
        if "offset" in (route.request.post_data_buffer or b"")[:400].decode("latin-1"):
            sent.append(route.request.url)
            if len(sent) in (2, 3):
                broken.append(route.request.url)
                return route.abort("connectionreset")
        return route.continue_()

    page.route("**/uploads/**", line)
    paper.locator("input[type=file]").set_input_files(chosen("사업계획서.pdf", content))
    paper.get_by_text("연결이 끊겼습니다. 이어지면 계속 올립니다.").wait_for()
    check_look(page, "upload-broken")
    paper.get_by_text("받았습니다.").wait_for()
    check_look(page, "upload-whole")
    follow(paper.get_by_role("button", name="올리기", exact=False))

    page.get_by_role("link", name="사업계획서.pdf").wait_for()
    db.session.rollback()
    (kept,) = papers_of(application.id)
    forgive_broken_lines(window)
    assert len(broken) == 2
    assert len(sent) == 7
    assert upload_bytes(kept.upload) == content


def test_a_reloaded_page_goes_on_with_the_same_file(window, clock, tmp_path):
    application, owner = make_draft()
    file = tmp_path / "사업계획서.pdf"
    file.write_bytes(pdf(1) + b"\n%" + bytes(2 * PIECE) + b"\n%%EOF\n")
    page, paper = open_paper(window, application, owner)
    sent = []

    def line(route):
        if "offset" in (route.request.post_data_buffer or b"")[:400].decode("latin-1"):
            sent.append(route)
            if len(sent) == 2:
                return route.abort("connectionreset")
        return route.continue_()

    page.route("**/uploads/**", line)
    paper.locator("input[type=file]").set_input_files(file)
    paper.get_by_text("연결이 끊겼습니다.").wait_for()
    page.reload()
    paper.get_by_text("파일 올리기").click()
    paper.locator("input[type=file]").set_input_files(file)
    follow(paper.get_by_role("button", name="올리기"))

    page.get_by_role("link", name="사업계획서.pdf").wait_for()
    forgive_broken_lines(window)
    assert len(sent) == 4


def test_photos_are_taken_one_after_another_and_one_is_left_out(window, clock):
    application, owner = make_draft()
    page, paper = open_paper(window, application, owner, "사업자등록증")
    field = paper.locator("input[type=file]")

    for place in (1, 2, 3):
        field.set_input_files(chosen(f"사진{place}.jpg", picture("jpg", (300, 400)), "image/jpeg"))
        paper.get_by_role("listitem").filter(has_text=f"사진{place}.jpg").get_by_text("받았습니다.").wait_for()
    paper.get_by_role("listitem").filter(has_text="사진2.jpg").get_by_role("button", name="빼기").click()
    check_look(page, "photos-in-turn")
    follow(paper.get_by_role("button", name="올리기"))

    page.get_by_text("사진 2장을 묶음").wait_for()
    db.session.rollback()
    (kept,) = papers_of(application.id)
    assert [each["name"] for each in kept.upload.made_from] == ["사진1.jpg", "사진3.jpg"]


def test_a_file_of_another_type_is_named_before_it_is_sent(window, clock):
    application, owner = make_draft()
    page, paper = open_paper(window, application, owner, "사업자등록증")

    paper.locator("input[type=file]").set_input_files(chosen("설치.exe", b"MZ"))

    paper.get_by_text("exe 파일은 올릴 수 없습니다. PDF, JPG, JPEG, PNG, HEIC, HEIF 파일로 올려 주세요.").wait_for()
    check_look(page, "upload-wrong-type")
