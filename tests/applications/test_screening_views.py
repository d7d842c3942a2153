"""Views kept of the screening list: kept, offered, chosen and deleted, beside three hundred rows."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, Status
from program_admin.companies.models import Company
from program_admin.core.database import db
from program_admin.core.identifiers import invented_business_number
from program_admin.core.ids import new_id
from program_admin.core.lists.saved_views import MOST_VIEWS, saved_views_of
from tests.builders.answers import words_of
from tests.builders.applications import make_submitted
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.builders.screening import begin, officer_of
from tests.fixtures.browser import NARROW, follow
from tests.fixtures.clients import act, sign_in

ROWS = 300
STATES = (Status.SUBMITTED, Status.SCREENING, Status.SUPPLEMENT_ASKED, Status.SUPPLEMENTED, Status.ELIGIBLE)


def copies_of(first: Application, many: int) -> None:
    """That many rows more in the round of an application, each of a company of its own, in turn in every state."""
    kept = {column.name: getattr(first, column.name) for column in Application.__table__.columns}
    company = {column.name: getattr(first.company, column.name) for column in Company.__table__.columns}
    for place in range(2, many + 2):
        name = "주식회사 아주 긴 이름의 정밀기계공업 서울지점" if place % 7 == 0 else f"{place:03d}정밀"
        owner = {"id": new_id(), "name": name, "business_number": invented_business_number(500_000 + place)}
        db.session.add(Company(**company | owner))
        db.session.flush()
        number = f"{first.number[:-4]}{place:04d}"
        own = {"id": new_id(), "company_id": owner["id"], "company_name": name, "number": number}
        db.session.add(Application(**kept | own | {"status": STATES[place % len(STATES)].value}))
    db.session.commit()


@pytest.fixture
def listed(app, clock):
    """An officer and the address of the list of a round with one application in screening."""
    officer = officer_of()
    application, _ = make_submitted()
    begin(clock, officer, [application])
    return officer, application, f"/screening/rounds/{application.round_id}"


def test_a_view_is_kept_offered_in_every_round_chosen_and_deleted(client, listed):
    officer, application, there = listed
    sign_in(client, officer)

    kept = client.post(f"{there}/views", data=act() | {"title": "기한 지남", "supplement": "late", "rogue": "x"})
    offered = client.get(there)
    (view,) = saved_views_of(officer.id, "screening")
    chosen = client.get(f"{there}?{view.query}")
    mine = client.get("/views").text
    gone = client.post(f"{there}/views/forget?supplement=late", data=act() | {"view": str(view.id)})

    assert (kept.status_code, kept.location) == (303, f"{there}?supplement=late")
    assert 'href="?supplement=late">기한 지남</a>' in offered.text
    assert 'href="?supplement=late" aria-current="true">기한 지남</a>' in chosen.text
    assert application.number not in chosen.text
    assert f'href="{there}?supplement=late"' in mine
    assert (gone.status_code, gone.location) == (303, f"{there}?supplement=late")
    assert saved_views_of(officer.id, "screening") == []


def test_a_second_press_keeps_one_view(client, listed):
    officer, _, there = listed
    sign_in(client, officer)
    sent = act() | {"title": "보완 중", "status": "supplement_asked"}

    answers = [client.post(f"{there}/views", data=sent) for _ in range(2)]

    assert [each.location for each in answers] == [f"{there}?status=supplement_asked"] * 2
    assert len(saved_views_of(officer.id, "screening")) == 1


def test_a_view_without_a_name_or_one_too_many_is_refused_beside_the_list(client, listed):
    officer, application, there = listed
    sign_in(client, officer)
    for place in range(MOST_VIEWS):
        client.post(f"{there}/views", data=act() | {"title": f"보기 {place}", "status": "screening"})

    nameless = client.post(f"{there}/views", data=act() | {"title": "", "status": "screening"})
    many = client.post(f"{there}/views", data=act() | {"title": "하나 더", "status": "screening"})

    assert (nameless.status_code, many.status_code) == (422, 422)
    assert application.number in words_of(nameless)
    assert f"보기는 {MOST_VIEWS}개까지 저장할 수 있습니다." in words_of(many)
    assert 'value="하나 더"' in many.text


def test_views_are_ones_own_and_for_those_who_see_the_list(client, listed):
    officer, _, there = listed
    sign_in(client, officer)
    client.post(f"{there}/views", data=act() | {"title": "내 것", "status": "screening"})
    (view,) = saved_views_of(officer.id, "screening")
    sign_in(client, make_person(Role.AUDITOR))
    theirs = client.get(there).text
    refused = client.post(f"{there}/views/forget", data=act() | {"view": str(view.id)})
    sign_in(client, make_person(Role.APPLICANT))
    closed = client.post(f"{there}/views", data=act() | {"title": "몰래"})

    assert "내 것" not in theirs
    assert (refused.status_code, closed.status_code) == (404, 403)
    assert len(saved_views_of(officer.id, "screening")) == 1


def test_three_hundred_rows_come_in_pages_that_keep_the_view(client, listed):
    officer, application, there = listed
    copies_of(application, ROWS - 1)
    sign_in(client, officer)

    first, eligible = client.get(there).text, client.get(f"{there}?status=eligible").text

    assert ("300건" in first, first.count('name="selected"')) == (True, 100)
    assert ("60건" in eligible, eligible.count('name="selected"')) == (True, 60)


@pytest.mark.browser
def test_a_long_list_with_views_looks_right(window, listed):
    officer, application, there = listed
    copies_of(application, ROWS - 1)
    page = window(officer, NARROW)
    page.goto(f"{there}?status=supplement_asked")
    page.get_by_text("지금 보기 저장").click()
    page.get_by_label("보기 이름").fill("보완을 기다리는 신청 가운데 기한이 지난 것")
    follow(page.get_by_role("button", name="저장", exact=True))
    page.get_by_text("보기 저장과 지우기").click()
    check_look(page, "screening-views")
    page.goto(there)
    check_look(page, "screening-300")
