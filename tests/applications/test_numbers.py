"""Numbers in a paper that look like resident numbers: a warning with three answers, never a refusal."""

import io

import pytest
from weasyprint import HTML

from program_admin.applications import services
from program_admin.applications.queries import papers_of
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from program_admin.documents import store
from program_admin.documents.contents import FileType, number_places, types_named
from program_admin.documents.models import NumberWarning
from program_admin.documents.queries import upload_bytes
from program_admin.documents.services import receive
from program_admin.jobs.runner import run_pending
from tests.builders.answers import words_of
from tests.builders.applications import make_draft
from tests.builders.looks import check_look
from tests.documents.files import docx
from tests.fixtures.browser import NARROW, follow
from tests.fixtures.clients import act, sign_in

NUMBER = "900101-1234567"
SEEN = "에 주민등록번호로 보이는 숫자가 있습니다."


def pdf_saying(*texts: str) -> bytes:
    pages = "".join(f"<p style='page-break-after:always'>{each}</p>" for each in texts)
    return HTML(string=pages).write_pdf()


def hand_in(client, application, content, name="명부.pdf", code="insured_list", **values):
    return client.post(
        f"/applications/{application.id}/papers/{code}",
        data=act() | {"issued_on": "2026-03-02", "file": (io.BytesIO(content), name)} | values,
        content_type="multipart/form-data",
    )


def warnings() -> list[tuple]:
    db.session.rollback()
    return [(each.places, each.answer, each.reason) for each in db.session.query(NumberWarning)]


@pytest.fixture
def draft(client, clock):
    application, owner = make_draft()
    application.company.corporate_number = "1101111234567"
    db.session.commit()
    sign_in(client, owner)
    return application


@pytest.fixture
def warned(client, draft):
    """A paper whose second page holds such a number."""
    assert hand_in(client, draft, pdf_saying("가입자", f"hong {NUMBER}")).status_code == 303
    (paper,) = papers_of(draft.id)
    return paper


def test_the_file_is_taken_and_the_warning_names_the_page(client, draft, warned):
    page = words_of(client.get(f"/applications/{draft.id}/papers"))
    asked = words_of(client.get(f"/applications/papers/{warned.id}/numbers"))

    assert f"‘명부.pdf’: 2쪽{SEEN}" in page
    assert "보이는 곳" in asked
    assert "2쪽" in asked
    assert warnings() == [(["2쪽"], None, "")]
    assert NUMBER not in page + asked


def test_the_companys_own_corporate_number_brings_no_warning(client, draft):
    answer = hand_in(client, draft, pdf_saying("no 110111-1234567"))

    assert answer.status_code == 303
    assert SEEN not in words_of(client.get(f"/applications/{draft.id}/papers"))
    assert warnings() == []


def test_a_masked_file_takes_its_place_and_the_first_is_destroyed(client, draft, warned):
    first, lies = warned.upload, store.place(settings().files_folder, warned.upload.sha256)
    old_id = warned.id

    answer = client.post(f"/applications/papers/{old_id}/mask", data=act())
    run_pending()

    db.session.expire_all()
    (paper,) = papers_of(draft.id)
    assert answer.status_code == 303
    assert (paper.upload.name, paper.issued_on, paper.upload.page_count) == ("명부.pdf", warned.issued_on, 2)
    assert number_places(io.BytesIO(upload_bytes(paper.upload)), FileType.PDF, frozenset()) == ()
    assert not lies.exists()
    assert first.erased_at is not None
    assert client.get(f"/applications/papers/{old_id}/file").status_code == 404
    assert SEEN not in words_of(client.get(f"/applications/{draft.id}/papers"))
    assert warnings() == [(["2쪽"], "masked", "")]


def test_a_second_press_masks_once(client, draft, warned):
    data, where = act(), f"/applications/papers/{warned.id}/mask"

    answers = [client.post(where, data=data).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(papers_of(draft.id, removed=True)) == 2


def test_it_is_kept_with_a_reason_only(client, draft, warned):
    where = f"/applications/papers/{warned.id}/numbers"

    refused = client.post(where, data=act() | {"reason": " "})
    kept = client.post(where, data=act() | {"reason": "공급기업의 법인등록번호입니다."})

    assert (refused.status_code, kept.status_code) == (422, 303)
    assert warnings() == [(["2쪽"], "kept", "공급기업의 법인등록번호입니다.")]
    page = words_of(client.get(f"/applications/{draft.id}/papers"))
    assert "주민등록번호로 보이는 숫자: 그대로 냄(공급기업의 법인등록번호입니다.)" in page
    assert f"2쪽{SEEN}" not in page


@pytest.mark.parametrize("way", ["removed", "replaced"])
def test_a_file_taken_back_is_destroyed(client, draft, warned, way):
    lies = store.place(settings().files_folder, warned.upload.sha256)

    if way == "removed":
        client.post(f"/applications/papers/{warned.id}/remove", data=act())
    else:
        hand_in(client, draft, pdf_saying("깨끗"), name="새것.pdf")
    run_pending()

    assert not lies.exists()
    assert warnings() == [(["2쪽"], "withdrawn", "")]


def test_a_twin_in_other_hands_keeps_its_bytes(client, draft, warned):
    content = upload_bytes(warned.upload)
    with transaction() as now:
        twin = receive(
            io.BytesIO(content),
            name="같은 것.pdf",
            allowed=types_named(["pdf"]),
            max_bytes=1 << 20,
            owner=("Report", new_id()),
            by=warned.upload.uploaded_by,
            now=now,
        )

    client.post(f"/applications/papers/{warned.id}/remove", data=act())
    run_pending()

    assert upload_bytes(twin) == content


def test_a_document_gets_advice_instead_of_masking(client, draft):
    word = docx(**{"word__document.xml": f"<w:p><w:t>{NUMBER}</w:t></w:p>"})
    hand_in(client, draft, word, name="계획서.docx", code="plan")
    (paper,) = papers_of(draft.id)

    page = words_of(client.get(f"/applications/papers/{paper.id}/numbers"))
    refused = client.post(f"/applications/papers/{paper.id}/mask", data=act())

    assert "1번째 문단" in page
    assert "원래 프로그램에서 뒤 7자리를" in page
    assert "숫자 가리기" not in page
    assert refused.status_code == 422
    assert "뒤 7자리를 지우고 새로 저장한 파일로 바꿔 주세요." in words_of(refused)


def test_nobody_answers_after_the_deadline(client, draft, warned, clock):
    clock.now = draft.terms.calendar.closes_at.replace(year=2027)

    with pytest.raises(RuleBroken), transaction() as now:
        services.keep_numbers(warned, "까닭", by=warned.upload.uploaded_by, now=now)


@pytest.mark.browser
def test_the_warning_is_seen_and_answered(window, clock):
    application, owner = make_draft()
    page = window(owner, NARROW)
    page.goto(f"/applications/{application.id}/papers")
    paper = page.get_by_role("region", name="고용보험 가입자 명부")
    paper.get_by_text("파일 올리기").click()
    paper.get_by_label("발급일").fill("2026-03-02")
    content = pdf_saying("가입자", f"hong {NUMBER}")
    paper.locator("input[type=file]").set_input_files(
        {"name": "가입자 명부.pdf", "mimeType": "application/pdf", "buffer": content}
    )

    follow(paper.get_by_role("button", name="올리기"))
    check_look(page, "paper-with-numbers")
    follow(paper.get_by_role("link", name="확인하고 고르기"))
    check_look(page, "numbers")
    follow(page.get_by_role("button", name="숫자 가리기"))

    page.get_by_text("숫자를 가린 파일로 바꾸었습니다.").wait_for()
    check_look(page, "paper-masked")
    assert paper.get_by_text("주민등록번호로 보이는 숫자가 있습니다").count() == 0
