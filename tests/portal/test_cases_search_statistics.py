"""One case, search and statistics: what each reader finds, and nothing of rivals."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.applications import make_draft, make_submitted
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in
from tests.portal.reading import words_of


@pytest.fixture
def submitted(app, clock):
    """A submitted application, its owner and the clock a day after the deadline."""
    application, owner = make_submitted()
    clock.set(application.round.grace_until + timedelta(days=1))
    return application, owner


@pytest.fixture
def with_rival(app, clock):
    """A submitted application and its owner, a rival's draft in the same round and the rival; after the deadline."""
    application, owner = make_submitted()
    draft, rival = make_draft(application.round)
    clock.set(application.round.grace_until + timedelta(days=1))
    return application, owner, draft, rival


def test_the_staff_reads_a_case_with_its_money_and_every_step(submitted, client):
    application, _ = submitted
    sign_in(client, make_person(Role.OFFICER))

    words = words_of(client.get(f"/cases/{application.id}"))

    assert application.title in words
    assert "총사업비 50,000,000원" in words
    assert "신청: 제출" in words
    assert "한빛솔루션" in words


def test_before_the_deadline_the_staff_reads_no_more_than_who_applied(app, client, clock):
    application, _ = make_submitted()
    sign_in(client, make_person(Role.OFFICER))

    words = words_of(client.get(f"/cases/{application.id}"))

    assert application.company_name in words
    assert (application.title in words, "총사업비" in words, "한빛솔루션" in words) == (False, False, False)


def test_the_company_reads_its_own_case_in_public_words(submitted, client):
    application, owner = submitted
    officer = make_person(Role.OFFICER, name="김서연")
    with transaction() as now:
        services.start_screening(application, by=officer, now=now)
    sign_in(client, owner)

    words = words_of(client.get(f"/cases/{application.id}"))

    assert "신청: 제출 완료" in words
    assert "신청: 요건 검토 중" in words
    assert ("김서연" in words, "검토중" in words) == (False, False)


def test_a_document_leads_to_its_pdf_and_to_its_verification(submitted, client):
    application, owner = submitted
    sign_in(client, owner)

    answer = client.get(f"/cases/{application.id}")

    assert "접수증 (PDF)" in words_of(answer)
    assert f"/applications/{application.id}/receipt.pdf" in answer.text
    assert "/verify/" in answer.text


def test_rivals_and_drafts_stay_closed(with_rival, client):
    application, _, draft_of_another, rival = with_rival
    sign_in(client, rival)
    foreign = client.get(f"/cases/{application.id}").status_code
    sign_in(client, make_person(Role.OFFICER))
    unfinished = client.get(f"/cases/{draft_of_another.id}").status_code

    assert (foreign, unfinished) == (403, 403)


@pytest.mark.parametrize("role", [Role.SUPPLIER, Role.EVALUATOR, Role.VISITOR, Role.ADMINISTRATOR])
def test_other_roles_have_no_case_page(submitted, client, role):
    sign_in(client, make_person(role))

    assert client.get(f"/cases/{submitted[0].id}").status_code == 403


def test_the_officer_finds_cases_companies_and_suppliers(submitted, client):
    application, _ = submitted
    sign_in(client, make_person(Role.OFFICER))

    words = words_of(client.get("/search?q=치과"))

    assert "신청 1건" in words
    assert "도입기업 1건" in words
    assert "공급기업 1건 한빛솔루션" in words_of(client.get("/search?q=한빛"))
    assert application.title in words_of(client.get(f"/search?q={application.number}"))


def test_search_shows_nothing_of_rivals(with_rival, client):
    application, owner, _, rival = with_rival
    sign_in(client, rival)
    of_rival = words_of(client.get(f"/search?q={application.number}"))
    sign_in(client, owner)
    of_owner = words_of(client.get(f"/search?q={application.number}"))

    assert (application.title in of_rival, "찾은 것이 없습니다" in of_rival) == (False, True)
    assert application.title in of_owner


def test_sealed_titles_are_not_found(app, client, clock):
    application, _ = make_submitted()
    sign_in(client, make_person(Role.OFFICER))

    by_title = words_of(client.get("/search?q=보철물 제작 공정"))
    by_company = words_of(client.get(f"/search?q={application.company_name}"))

    assert "찾은 것이 없습니다" in by_title
    assert (application.number in by_company, application.title in by_company) == (True, False)


def test_signs_alone_are_no_word_to_look_for(app, client):
    sign_in(client, make_person(Role.OFFICER))

    assert "기호만으로는 찾을 수 없습니다" in words_of(client.get("/search?q=!!!"))
    assert client.get("/search").status_code == 200


def test_statistics_count_the_round_and_hide_money_until_the_deadline(app, client, clock):
    application, _ = make_submitted()
    make_draft(application.round)
    sign_in(client, make_person(Role.OFFICER))
    url = f"/statistics/{application.round_id}"

    sealed = words_of(client.get(url))
    clock.set(application.round.grace_until + timedelta(days=1))
    sign_in(client, make_person(Role.OFFICER))
    opened = words_of(client.get(url))

    assert "전이라 금액은 보이지 않습니다" in sealed
    assert "25,000,000원" not in sealed
    assert "신청 1 건 작성 중 1건" in opened
    assert f"{application.subsidy_won:,}원" in opened
    assert "금천구" in opened


def test_the_figures_come_as_a_spreadsheet_that_says_the_same(submitted, client):
    application, _ = submitted
    sign_in(client, make_person(Role.AUDITOR))

    answer = client.get(f"/statistics/{application.round_id}/file")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["나눈 기준", "구분", "신청", "신청 지원금", "선정", "선정 지원금"]
    assert ["합계", "합계", 1, application.subsidy_won, 0, 0] in rows
    assert ["상태", "제출완료", 1] in [row[:3] for row in rows]


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.SUPPLIER, Role.EVALUATOR, Role.VISITOR, Role.ADMINISTRATOR])
def test_statistics_are_for_the_office(submitted, client, role):
    sign_in(client, make_person(role))

    assert client.get(f"/statistics/{submitted[0].round_id}").status_code == 403


def test_a_view_is_kept_offered_and_forgotten(app, client):
    person = make_person(Role.AUDITOR)
    sign_in(client, person)

    kept = client.post("/views/trail", data=act() | {"title": "로그인만", "action": "session:start", "rogue": "x"})
    offered = client.get("/trail").text
    client.post("/views/forget", data=act() | {"view": _first_view()})

    assert (kept.status_code, kept.location) == (303, "/trail")
    assert "로그인만" in offered
    assert "rogue" not in offered
    assert "저장한 보기가 없습니다" in words_of(client.get("/views"))


def test_no_view_is_kept_of_a_list_one_may_not_see(app, client):
    sign_in(client, make_person(Role.APPLICANT))

    answers = [client.post(f"/views/{name}", data=act() | {"title": "x"}).status_code for name in ("trail", "nothing")]

    assert answers == [404, 404]


def test_a_view_without_a_name_is_refused(app, client):
    sign_in(client, make_person(Role.AUDITOR))

    assert client.post("/views/trail", data=act() | {"title": ""}).status_code == 422


def _first_view():
    return db.session.scalar(db.text("SELECT id FROM saved_views"))
