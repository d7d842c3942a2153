"""The public verification page and the register."""

import io

import pytest

from program_admin.accounts.roles import Role
from program_admin.core.database import db
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.documents import particulars
from program_admin.documents.answers import document_answer, upload_answer
from program_admin.documents.contents import ALL_TYPES
from program_admin.documents.queries import document_bytes, rendering_of
from program_admin.documents.services import receive
from tests.builders.looks import check_look
from tests.documents import files
from tests.documents.conftest import notice
from tests.fixtures.browser import NARROW
from tests.fixtures.clients import act, sign_in

UNKNOWN = "그런 문서를 찾지 못했습니다."


def test_anyone_verifies_a_document_by_number_and_code(client, issued):
    document = issued()

    answer = client.get(
        "/verify", query_string={"number": document.number, "code": particulars.rules.grouped(document.code)}
    )
    page = client.get(answer.location)

    assert (answer.status_code, answer.location) == (302, f"/verify/{document.code}")
    assert page.status_code == 200
    for shown in (
        "선정 결과 통보",
        document.number,
        "2026. 3. 9.",
        "주식회사 한**밀",
        rendering_of(document.id).sha256[:32],
    ):
        assert shown in page.text
    assert "한울정밀" not in page.text


def test_only_the_public_fields_of_a_kind_are_shown(issued):
    lines = particulars.particulars_of(issued(notice(contact="02-944-0000"))).lines

    assert lines[:-1] == (
        ("문서", "선정 결과 통보"),
        ("발급번호", "시험-통보-2026-0001"),
        ("발급일", "2026. 3. 9."),
        ("받는 곳", "주식회사 한**밀"),
        ("제목", "2026년 서울형 스마트공장 선정 결과 통보"),
        ("점수", "88.00"),
        ("시행일", "2026. 3. 9."),
    )


@pytest.mark.parametrize(
    "address", ["/verify/AAAABBBBCCCC", "/verify/..", "/verify?number=시험-통보-2026-0009&code={code}"]
)
def test_an_unknown_document_is_answered_kindly(client, issued, address):
    answer = client.get(address.format(code=issued().code))

    assert answer.status_code == 404
    assert UNKNOWN in answer.text
    assert 'name="code"' in answer.text


def test_missing_numbers_are_named_at_their_fields(client):
    assert client.get("/verify").status_code == 200

    answer = client.get("/verify?number=&code=")

    assert answer.status_code == 422
    assert "‘발급번호’ 항목을 입력해 주세요." in answer.text
    assert "‘확인번호’ 항목을 입력해 주세요." in answer.text


def test_a_file_is_compared_with_the_one_issued(client, issued):
    document = issued()
    pdf = document_bytes(document)

    def compare(content: bytes, code: str = document.code):
        return client.post(f"/verify/{code}", data=act() | {"paper": (io.BytesIO(content), "통보.pdf")})

    same, different, unknown = compare(pdf), compare(pdf + b" "), compare(pdf, "AAAABBBBCCCC")

    assert (same.status_code, "한 글자도 다르지 않습니다" in same.text) == (200, True)
    assert (different.status_code, "발급한 파일과 다릅니다" in different.text) == (200, True)
    assert "발급한 문서가 맞습니다" not in different.text
    assert unknown.status_code == 404
    assert client.post(f"/verify/{document.code}", data=act()).status_code == 422


def test_a_document_still_being_made_says_so(client, issued, app):
    document = issued(rendered=False)

    page = client.get(f"/verify/{document.code}")
    with app.test_request_context():
        waiting = document_answer(document)

    assert "만드는 중" in page.text
    assert (waiting.status_code, waiting.headers["Refresh"]) == (202, "3")
    assert document.number in waiting.get_data(as_text=True)


def test_files_are_handed_out_as_downloads_under_their_korean_names(app, issued, officer):
    document = issued()
    with transaction() as now:
        upload = receive(
            io.BytesIO(files.hwp()),
            name="계획서.hwp",
            allowed=ALL_TYPES,
            max_bytes=1 << 20,
            owner=("application", new_id()),
            by=officer,
            now=now,
        )

    with app.test_request_context():
        paper, plan = document_answer(document), upload_answer(upload)

    paper.direct_passthrough = plan.direct_passthrough = False
    assert (paper.mimetype, paper.get_data()) == ("application/pdf", document_bytes(document))
    assert (plan.mimetype, plan.get_data()) == ("application/x-hwp", files.hwp())
    assert plan.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%EA%B3%84%ED%9A%8D%EC%84%9C.hwp" in plan.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OFFICER, 200),
        (Role.APPROVER, 200),
        (Role.AUDITOR, 200),
        (Role.APPLICANT, 403),
        (Role.SUPPLIER, 403),
        (Role.EVALUATOR, 403),
        (Role.VISITOR, 403),
        (Role.ADMINISTRATOR, 403),
    ],
)
def test_the_register_is_for_officers_approvers_and_auditors(client, person, issued, role, status):
    number = issued().number

    answer = sign_in(client, person(role, phone="01099998888")).get("/documents")

    assert (answer.status_code, number in answer.text) == (status, status == 200)


def test_a_stranger_is_asked_to_sign_in_for_the_register(client, issued):
    assert issued().number not in client.get("/documents").text


def test_the_register_is_searched_and_exported(client, officer, issued, clock):
    first = issued(recipient="주식회사 한울정밀")
    clock.advance(minutes=1)
    second = issued(recipient="봉제나라")
    db.session.expire_all()
    sign_in(client, officer)

    found = client.get("/documents?q=봉제")
    none = client.get("/documents?q=없는회사")
    export = client.get("/documents?export=csv")

    assert (second.number in found.text, first.number in found.text) == (True, False)
    assert first.number not in none.text
    assert [line.split(",")[0].strip('"') for line in export.get_data(as_text=True).strip().splitlines()[1:]] == [
        second.number,
        first.number,
    ]


@pytest.mark.browser
def test_verification_and_register_are_usable_on_both_widths(issued, officer, window):
    document = issued()
    page = window(officer, NARROW)
    page.goto("/verify")
    check_look(page, "documents-verify")
    page.get_by_label("발급번호").fill(document.number)
    page.get_by_label("확인번호").fill(document.code)
    page.get_by_role("button", name="확인하기").click()
    page.get_by_role("heading", name="발급한 문서가 맞습니다").wait_for()
    page.get_by_label("가지고 있는 PDF 파일").set_input_files(
        {"name": "통보.pdf", "mimeType": "application/pdf", "buffer": document_bytes(document)}
    )
    page.get_by_role("button", name="파일 견주기").click()
    page.get_by_text("한 글자도 다르지 않습니다").wait_for()
    check_look(page, "documents-verified")
    page.goto("/documents")
    page.get_by_role("heading", name="문서발급대장").wait_for()
    check_look(page, "documents-register")
