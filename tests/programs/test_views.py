"""Pages of rounds: the public ones, and those of officers."""

import io

import pytest

from program_admin.accounts.roles import Role
from program_admin.core.database import db
from program_admin.programs.loading import read_round
from program_admin.programs.models import Round
from program_admin.programs.queries import all_rounds, round_by_code
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.services import keep_round, move_round
from tests.fixtures.clients import act, sign_in

SHIFT_BACK = -238


@pytest.fixture
def round_(app, clock, sample) -> Round:
    """A draft whose calendar is open on the test's Monday morning."""
    kept = keep_round(shift_calendar(sample, SHIFT_BACK), by=None, now=clock.now)
    db.session.commit()
    return kept


@pytest.fixture
def announced(round_, officer, clock) -> Round:
    move_round(round_, "open", by=officer, now=clock.now)
    db.session.commit()
    return round_


def upload(text: str | bytes) -> dict[str, object]:
    content = text.encode() if isinstance(text, str) else text
    return act() | {"file": (io.BytesIO(content), "round.yml")}


def test_anyone_reads_the_list_and_the_announcement(client, announced):
    listed = client.get("/rounds")
    shown = client.get(f"/rounds/{announced.id}")

    assert (listed.status_code, announced.title in listed.text) == (200, True)
    assert shown.status_code == 200
    for words in (
        "서울테크노파크 공고 제2026-101호",
        "5,000만원",
        "공장등록증명서",
        "데이터 수집 범위와 방법",
        "02-944-0000",
    ):
        assert words in shown.text


def test_the_public_sees_no_draft(client, round_):
    assert client.get(f"/rounds/{round_.id}").status_code == 404
    assert round_.title not in client.get("/rounds").text


def test_a_round_past_its_deadline_offers_no_application(client, announced, clock):
    before = client.get(f"/rounds/{announced.id}").text
    clock.advance(days=60)
    after = client.get(f"/rounds/{announced.id}").text

    assert ("신청서 쓰기" in before, "신청서 쓰기" in after) == (True, False)


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.SUPPLIER, Role.EVALUATOR, Role.VISITOR])
def test_outsiders_may_not_open_the_pages_of_officers(client, round_, person_with, role):
    sign_in(client, person_with(role))

    for address in ("", "/import", f"/{round_.id}", f"/{round_.id}/file"):
        assert client.get(f"/rounds/manage{address}").status_code == 403
    assert client.post(f"/rounds/manage/{round_.id}/open", data=act()).status_code == 403
    assert client.post("/rounds/manage/import", data=upload("a: 1")).status_code == 403


def test_an_officer_imports_a_file_and_announces_it(client, clock, officer, sample_text):
    sign_in(client, officer)

    imported = client.post("/rounds/manage/import", data=upload(sample_text))
    round_ = round_by_code("2026-seoul-standard")
    page = client.get(imported.location)
    opened = client.post(f"/rounds/manage/{round_.id}/open", data=act())

    assert (imported.status_code, opened.status_code) == (302, 302)
    assert ("고칠 것이 없습니다." in page.text, "공고하기" in page.text) == (True, True)
    db.session.expire_all()
    assert round_by_code("2026-seoul-standard").status == "open"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a: [1", "YAML 문법이 맞지 않습니다"),
        (b"\xff\xfe\x00", "파일이 UTF-8 글이 아닙니다."),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_with_a_sentence(client, officer, content, sentence):
    sign_in(client, officer)

    answer = client.post("/rounds/manage/import", data=upload(content))

    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_every_fault_of_an_uploaded_file_stands_on_the_page(client, officer, sample_text):
    sign_in(client, officer)
    faulty = sample_text.replace("pass_mark: 70", "pass_mark: 170").replace("max_mb: 30", "max_mb: x")

    answer = client.post("/rounds/manage/import", data=upload(faulty))

    assert answer.status_code == 422
    for field in ("papers[1].max_mb", "evaluation.pass_mark"):
        assert field in answer.text
    assert all_rounds() == []


def test_a_form_without_a_file_is_refused(client, officer):
    sign_in(client, officer)

    assert client.post("/rounds/manage/import", data=act()).status_code == 422


def test_the_same_form_sent_twice_imports_once(client, officer, sample_text):
    sign_in(client, officer)
    key = act()

    first = client.post("/rounds/manage/import", data=upload(sample_text) | key)
    second = client.post("/rounds/manage/import", data=upload(sample_text) | key)

    assert (first.status_code, second.location) == (302, first.location)
    assert [each.current_version.number for each in all_rounds()] == [1]


def test_closing_without_a_reason_is_refused_at_the_field(client, announced, officer):
    sign_in(client, officer)

    refused = client.post(f"/rounds/manage/{announced.id}/close", data=act())
    done = client.post(f"/rounds/manage/{announced.id}/close", data=act() | {"reason": "예산 소진"})

    assert (refused.status_code, "사유를 적어 주세요." in refused.text, done.status_code) == (422, True, 302)
    db.session.expire_all()
    assert round_by_code(announced.code).status == "closed"


def test_an_auditor_reads_but_takes_no_step(client, round_, person_with):
    sign_in(client, person_with(Role.AUDITOR, "01055556666"))

    page = client.get(f"/rounds/manage/{round_.id}")

    assert (page.status_code, "공고하기" in page.text) == (200, False)
    assert client.post(f"/rounds/manage/{round_.id}/open", data=act()).status_code == 403


def test_an_unknown_step_or_round_is_not_found(client, round_, officer):
    sign_in(client, officer)

    assert client.post(f"/rounds/manage/{round_.id}/explode", data=act()).status_code == 404
    assert client.get("/rounds/manage/00000000-0000-4000-8000-000000000000").status_code == 404


def test_the_downloaded_file_reads_as_the_same_round(client, round_, officer):
    sign_in(client, officer)

    answer = client.get(f"/rounds/manage/{round_.id}/file")

    assert read_round(answer.text) == round_.terms
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''2026-seoul-standard.yml"
