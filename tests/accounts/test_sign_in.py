"""Signing in and out, sessions that end, the text of a lost session."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event

from program_admin.accounts.landing import own_address
from program_admin.accounts.models import LoginSession, Person
from program_admin.accounts.queries import open_sessions
from program_admin.accounts.roles import Role
from program_admin.audit.models import AuditEntry
from program_admin.core.database import db
from tests.builders.answers import form_of, summary_of
from tests.builders.people import PASSWORD, make_person
from tests.fixtures.clients import act, filled, sign_in, submit

WRONG = "휴대전화 번호나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."


@pytest.fixture
def protected(app):
    """CSRF protection on, as in production."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_right_phone_and_password_lead_to_the_desk(client):
    person = make_person(Role.APPLICANT)

    answer = submit(client, "/sign-in", phone=person.phone, password=PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/desk")
    assert client.get("/account").status_code == 200
    assert len(open_sessions(person)) == 1


@pytest.mark.parametrize("phone, password", [("01090000077", "틀린 비밀번호 하나"), ("01055554444", PASSWORD)])
def test_a_wrong_password_and_an_unknown_number_are_refused_alike(client, phone, password):
    make_person(Role.APPLICANT, phone="01090000077")

    answer = submit(client, "/sign-in", phone=phone, password=password)

    assert (answer.status_code, summary_of(answer)) == (422, [WRONG])
    assert client.get("/account").status_code == 401


def test_a_closed_account_is_refused_like_a_wrong_password(client):
    person = make_person(Role.APPLICANT, active=False)

    answer = submit(client, "/sign-in", phone=person.phone, password=PASSWORD)

    assert (answer.status_code, summary_of(answer)) == (422, [WRONG])


def test_guessing_is_stopped_and_the_wait_is_named(client, app):
    app.extensions["program_admin.settings"].sign_in_tries = 3
    person = make_person(Role.APPLICANT)
    for _ in range(3):
        submit(client, "/sign-in", phone=person.phone, password="틀린 비밀번호 하나")

    answer = submit(client, "/sign-in", phone=person.phone, password=PASSWORD)

    assert answer.status_code == 429
    assert "15분 뒤에 다시 시도해 주세요." in answer.text


def test_a_success_starts_the_count_anew(client, new_client, app):
    app.extensions["program_admin.settings"].sign_in_tries = 3
    person = make_person(Role.APPLICANT)
    for password in ("틀린 비밀번호 하나", "틀린 비밀번호 둘", PASSWORD):
        submit(client, "/sign-in", phone=person.phone, password=password)
    other = new_client()

    answer = submit(other, "/sign-in", phone=person.phone, password=PASSWORD)

    assert answer.status_code == 303


def test_only_pages_of_this_site_are_led_to(client):
    person = make_person(Role.APPLICANT)

    answer = submit(client, "/sign-in?next=//evil.kr/", to="/sign-in", phone=person.phone, password=PASSWORD)

    assert answer.location == "/desk"


@pytest.mark.parametrize(
    "address, kept",
    [
        ("/applications/1?step=2", "/applications/1?step=2"),
        ("//evil.kr", ""),
        ("https://evil.kr/", ""),
        ("/\\evil.kr", ""),
        ("javascript:alert(1)", ""),
        ("/a\nSet-Cookie: x", ""),
    ],
)
def test_addresses_of_other_sites_are_dropped(address, kept):
    assert own_address(address) == kept


def test_signing_in_leaves_nothing_of_the_old_browser_session(client):
    person = make_person(Role.APPLICANT)
    with client.session_transaction() as kept:
        kept["planted"] = "by somebody else"

    submit(client, "/sign-in", phone=person.phone, password=PASSWORD)

    with client.session_transaction() as kept:
        assert "planted" not in kept


def test_signing_out_ends_the_row_and_the_browser(client):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)

    answer = client.post("/sign-out")

    assert (answer.status_code, answer.location) == (303, f"/sign-in#out-{person.id}")
    assert open_sessions(person) == []
    assert client.get("/account").status_code == 401


def test_an_ended_session_row_signs_the_browser_out(client):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)
    assert client.get("/account").status_code == 200

    db.session.query(LoginSession).one().ended_at = person.created_at

    assert client.get("/account").status_code == 401


def test_an_idle_session_ends_and_a_used_one_does_not(client, clock):
    sign_in(client, make_person(Role.APPLICANT))
    for _ in range(3):
        clock.advance(minutes=50)
        assert client.get("/account").status_code == 200

    clock.advance(minutes=61)

    assert client.get("/account").status_code == 401


def test_no_session_outlives_its_longest_time(client, clock):
    sign_in(client, make_person(Role.APPLICANT))
    for _ in range(14):
        clock.advance(minutes=50)
        client.get("/account")

    clock.advance(minutes=21)

    assert client.get("/account").status_code == 401


def test_a_script_hears_that_the_session_ended(client):
    answer = client.get("/account", headers={"X-Requested-With": "fetch"})

    assert (answer.status_code, answer.json["sign_in"]) == (401, True)


def test_text_typed_in_a_lost_session_is_saved_after_signing_in_again(protected, client):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)
    typed = filled(client, "/account/email", email="hong@example.kr")
    db.session.query(LoginSession).one().ended_at = person.created_at
    asked = client.post("/account/email", data=typed)
    _, form = form_of(asked)

    back = client.post("/sign-in", data=form | {"phone": person.phone, "password": PASSWORD})
    target, again = form_of(back)
    saved = client.post(target, data=again)

    assert (asked.status_code, json.loads(form["kept"])) == (401, [["email", "hong@example.kr"]])
    assert (back.status_code, target) == (200, "/account/email")
    assert saved.status_code == 303
    assert db.session.get(Person, person.id).email == "hong@example.kr"


def test_text_is_kept_even_when_the_cookie_itself_is_gone(protected, client):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)
    typed = filled(client, "/account/email", email="hong@example.kr")
    client.delete_cookie("program_admin")

    asked = client.post("/account/email", data=typed)

    _, form = form_of(asked)
    assert (asked.status_code, form["next_page"]) == (401, "/account/email")
    assert json.loads(form["kept"]) == [["email", "hong@example.kr"]]


def test_a_wrong_password_does_not_lose_the_kept_text(client):
    person = make_person(Role.APPLICANT)
    kept = json.dumps([["email", "hong@example.kr"]])

    answer = client.post("/sign-in", data=act() | {"phone": person.phone, "password": "틀림틀림틀림", "kept": kept})

    assert answer.status_code == 422
    _, form = form_of(answer)
    assert form["kept"] == kept


def test_a_form_with_a_foreign_token_is_refused_before_anything_happens(protected, client):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)

    answer = client.post("/account/email", data=act() | {"email": "evil@example.kr", "csrf_token": "wrong"})

    assert answer.status_code == 422
    assert db.session.get(Person, person.id).email == ""


def test_signing_in_and_out_stand_in_the_trail(client):
    person = make_person(Role.APPLICANT)
    submit(client, "/sign-in", phone=person.phone, password=PASSWORD)
    client.post("/sign-out")

    found = db.session.query(AuditEntry.action).order_by(AuditEntry.sequence).all()

    assert [action for (action,) in found] == ["session:start", "session:end"]


def test_last_seen_is_written_at_most_once_a_minute(client, clock):
    sign_in(client, make_person(Role.APPLICANT))
    row = db.session.query(LoginSession).one()
    start = row.last_seen_at
    clock.advance(seconds=59)
    client.get("/account")
    db.session.expire_all()
    assert row.last_seen_at == start

    clock.advance(seconds=1)
    client.get("/account")

    db.session.expire_all()
    assert row.last_seen_at == start + timedelta(minutes=1)


def test_last_seen_rides_along_with_the_act_of_its_request(client, clock):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)
    row = db.session.query(LoginSession).one()
    clock.advance(minutes=2)
    commits: list[bool] = []
    event.listen(db.engine, "commit", lambda done: commits.append(done.get_execution_options().get("writes", False)))

    client.post("/account/sessions/end", data=act())

    assert commits.count(True) == 1
    db.session.expire_all()
    assert row.last_seen_at == clock.now
