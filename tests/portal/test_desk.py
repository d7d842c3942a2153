"""Desks: what waits for each role, and nothing of anybody else."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import SupplementRequest
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.jobs.models import Job, JobState
from program_admin.notices.outbox import Recipient, send
from program_admin.suppliers.models import SupplierMember
from program_admin.workflow.approval import Seat, draft
from program_admin.workflow.models import Duty
from tests.builders.agreements import make_cast, make_completed, make_concluded, make_signing
from tests.builders.applications import make_draft, make_round, make_submitted, make_supplier
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in
from tests.portal.reading import words_of


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_desk(app, client, role):
    sign_in(client, make_person(role))

    answer = client.get("/desk")

    assert (answer.status_code, "오늘 처리할 일" in answer.text) == (200, True)


def test_a_person_without_a_role_is_told_whom_to_ask(app, client):
    sign_in(client, make_person())

    assert "시스템관리자에게 역할을 요청해 주세요" in words_of(client.get("/desk"))


def test_the_first_page_leads_to_the_desk_once_signed_in(app, client):
    sign_in(client, make_person(Role.VISITOR))

    assert client.get("/").location == "/desk"


def test_the_first_page_shows_open_rounds_to_strangers(app, client):
    round_ = make_round()

    words = words_of(client.get("/"))

    assert round_.title in words
    assert "로그인 회원가입" in words


def test_an_applicant_sees_own_applications_and_no_rivals(app, client):
    mine, owner = make_draft()
    rival, _ = make_submitted(mine.round)
    sign_in(client, owner)

    words = words_of(client.get("/desk"))

    assert "제목 없는 신청서" in words
    assert "남은 항목을 채워 제출" in words
    assert (rival.number in words, rival.title in words) == (False, False)


@pytest.mark.parametrize(
    ("make", "next_act"),
    [
        (None, "협약 준비를 기다림"),
        (make_signing, "협약서에 서명"),
        (make_concluded, "구축하고 보고 승인"),
        (make_completed, "사후관리 방문 받기"),
    ],
)
def test_a_selected_company_is_told_what_comes_next(app, client, clock, make, next_act):
    cast = make_cast()
    if make is not None:
        make(cast)

    assert next_act in words_of(sign_in(client, cast.owner).get("/desk"))


def test_an_officer_sees_how_far_the_round_is(app, client):
    application, _ = make_submitted()
    sign_in(client, make_person(Role.OFFICER))

    answer = client.get("/desk")

    assert "단계별 과제 수" in answer.text
    assert f"/applications/rounds/{application.round_id}" in answer.text
    assert "접수한 신청(봉인)" in answer.text


def test_the_desk_shows_the_round_with_cases_under_way_until_another_is_chosen(app, client):
    application, _ = make_submitted()
    empty = make_round(code="2025-empty")
    sign_in(client, make_person(Role.OFFICER))

    shown, chosen = client.get("/desk").text, client.get(f"/desk?round={empty.id}").text

    busy_link, empty_link = (f"/applications/rounds/{each}" for each in (application.round_id, empty.id))
    assert (busy_link in shown, empty_link in shown) == (True, False)
    assert empty_link in chosen


def test_an_approver_sees_what_waits_but_not_what_waits_for_others(app, client):
    application, _ = make_submitted()
    drafter, approver = make_person(Role.OFFICER, name="김기안"), make_person(Role.APPROVER)
    for title, role in (("요건검토 결과", Role.APPROVER), ("담당자 검토 건", Role.OFFICER)):
        seats = (Seat(Duty.REVIEW, role, "팀장"), Seat(Duty.DECIDE, Role.APPROVER, "센터장"))
        draft(title, ("Application", application.id), title=title, amount_won=20_000_000, line=seats, by=drafter,
              now=clock.now())  # fmt: skip
    db.session.commit()
    sign_in(client, approver)

    words = words_of(client.get("/desk"))

    assert "요건검토 결과" in words
    assert "20,000,000원" in words
    assert "김기안" in words
    assert "담당자 검토 건" not in words


def test_a_supplier_sees_its_registration_and_figures(app, client):
    supplier, person = make_supplier("한빛솔루션"), make_person(Role.SUPPLIER)
    db.session.add(SupplierMember(supplier_id=supplier.id, person_id=person.id, kind="owner", created_at=clock.now()))
    db.session.commit()
    sign_in(client, person)

    words = words_of(client.get("/desk"))

    assert "한빛솔루션" in words
    assert supplier.registration_number in words
    assert "진행 중 과제 0" in words


def test_an_administrator_sees_failed_jobs_and_lost_messages_but_no_whole_number(app, client):
    now = clock.now()
    db.session.add(
        Job(task="documents.render", key="x", payload={}, state=JobState.FAILED, run_after=now, created_at=now,
            error="boom", error_reference="K7PX-3M9A", finished_at=now)
    )  # fmt: skip
    send("sms", Recipient(None, "이수현", phone="02-123"), title="인증번호", body="123456", now=now)
    db.session.commit()
    sign_in(client, make_person(Role.ADMINISTRATOR))

    words = words_of(client.get("/desk"))

    assert "문서 PDF 만들기" in words
    assert "K7PX-3M9A" in words
    assert ("인증번호" in words, "02123" in words, "123456" in words) == (True, False, False)


def test_an_auditor_is_told_that_the_trail_was_never_checked(app, client):
    sign_in(client, make_person(Role.AUDITOR))

    assert "아직 확인하지 않았습니다" in words_of(client.get("/desk"))


def test_late_supplements_stand_on_the_officers_desk_in_red(app, client, clock):
    from_now = clock.now
    application, _ = make_submitted()
    officer = make_person(Role.OFFICER, name="김서연")
    db.session.add(
        SupplementRequest(application_id=application.id, place=1, section="papers", what="재무제표를 다시 내 주세요.",
                          due_on=(from_now + timedelta(days=3)).date(), asked_by_id=officer.id, asked_at=from_now)
    )  # fmt: skip
    db.session.commit()
    clock.advance(days=5)
    sign_in(client, officer)

    words = words_of(client.get("/desk"))

    assert f"{application.number} {application.company_name} 요건검토 보완 기한 지남 5일" in words
