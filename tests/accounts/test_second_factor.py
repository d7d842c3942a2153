"""The one-time code of staff: enrolled once, asked at each sign-in, never accepted twice; fresh passwords."""

import pyotp
import pytest
from lxml import html

from program_admin.accounts.models import LoginSession, Person
from program_admin.accounts.roles import Role
from program_admin.core.clock import now
from program_admin.core.database import db
from tests.builders.answers import form_of, summary_of
from tests.builders.people import PASSWORD, make_person
from tests.fixtures.clients import act, filled, sign_in, submit

WRONG = "인증번호가 맞지 않습니다. 인증 앱에 지금 보이는 여섯 자리를 입력해 주세요."
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(int(now().timestamp()))


def enrolled(role: Role = Role.OFFICER) -> Person:
    return make_person(role, totp_secret=SECRET, totp_confirmed_at=now())


def test_staff_without_the_code_are_led_to_it_and_back(client, clock):
    sign_in(client, enrolled(Role.ADMINISTRATOR), second_factor=False)

    asked = client.get("/people?role=officer")
    answer = submit(client, asked.location, code=code())

    assert asked.location == "/second-factor?next=/people?role%3Dofficer"
    assert (answer.status_code, answer.location) == (303, "/people?role=officer")
    assert client.get("/people").status_code == 200


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR, Role.VISITOR])
def test_these_roles_owe_a_code(client, role):
    sign_in(client, make_person(role), second_factor=False)

    assert client.get("/account").status_code == 302


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.SUPPLIER, Role.EVALUATOR])
def test_these_roles_owe_none(client, role):
    sign_in(client, make_person(role), second_factor=False)

    assert client.get("/account").status_code == 200


def test_the_setting_turns_the_second_factor_off(client, app):
    app.extensions["program_admin.settings"].second_factor = False
    sign_in(client, make_person(Role.OFFICER), second_factor=False)

    assert client.get("/account").status_code == 200


def test_the_first_code_of_the_shown_secret_enrols_the_app(client, clock):
    person = make_person(Role.OFFICER)
    sign_in(client, person, second_factor=False)
    shown = html.fromstring(client.get("/second-factor").text).xpath("//code")[0].text.replace(" ", "")

    answer = submit(client, "/second-factor", code=code(shown))

    stored = db.session.get(Person, person.id)
    assert answer.status_code == 303
    assert (stored.totp_secret, stored.totp_confirmed_at) == (shown, clock.now)
    assert client.get("/account").status_code == 200


def test_a_wrong_first_code_enrols_nothing_and_keeps_the_secret_shown(client, clock):
    person = make_person(Role.OFFICER)
    sign_in(client, person, second_factor=False)
    before = html.fromstring(client.get("/second-factor").text).xpath("//code")[0].text

    answer = submit(client, "/second-factor", code="000000")

    assert (answer.status_code, summary_of(answer)) == (422, [WRONG])
    assert html.fromstring(answer.text).xpath("//code")[0].text == before
    assert db.session.get(Person, person.id).totp_secret == ""


def test_a_code_is_taken_once(client, new_client, clock):
    person = enrolled()
    other = sign_in(new_client(), person, second_factor=False)
    sign_in(client, person, second_factor=False)
    submit(client, "/second-factor", code=code())

    again = submit(other, "/second-factor", code=code())

    assert (again.status_code, summary_of(again)) == (422, [WRONG])


def test_a_code_of_the_neighbouring_half_minute_is_taken_an_older_one_not(client, new_client, clock):
    sign_in(client, enrolled(), second_factor=False)
    old = code()
    clock.advance(seconds=61)
    assert submit(client, "/second-factor", code=old).status_code == 422
    late = code()
    clock.advance(seconds=29)

    assert submit(client, "/second-factor", code=late).status_code == 303


def test_guessing_codes_is_stopped(client, clock):
    sign_in(client, enrolled(), second_factor=False)
    for _ in range(10):
        submit(client, "/second-factor", code="000000")

    assert submit(client, "/second-factor", code=code()).status_code == 429


def test_an_old_session_is_asked_for_the_password_and_keeps_what_was_typed(client):
    administrator = make_person(Role.ADMINISTRATOR)
    sign_in(client, administrator, fresh=False)
    typed = filled(client, "/people/new", name="서위원", phone="01077778888", role="evaluator")

    asked = client.post("/people/new", data=typed)
    target, kept = form_of(asked)
    wrong = client.post(target, data=kept | {"password_again": "틀린 비밀번호 하나"})
    target, kept = form_of(wrong)
    done = client.post(target, data=kept | {"password_again": PASSWORD})

    assert (asked.status_code, wrong.status_code, done.status_code) == (401, 401, 303)
    assert summary_of(wrong) == ["비밀번호가 맞지 않습니다. 다시 입력해 주세요."]
    assert db.session.query(Person).filter_by(phone="01077778888").one().name == "서위원"


def test_a_fresh_session_is_not_asked(client):
    sign_in(client, make_person(Role.ADMINISTRATOR), fresh=True)

    answer = submit(client, "/people/new", name="서위원", phone="01077778888", role="evaluator")

    assert answer.status_code == 303


def test_the_password_is_asked_again_after_a_quarter_of_an_hour(client, clock):
    sign_in(client, make_person(Role.ADMINISTRATOR))
    clock.advance(minutes=15)

    answer = client.post("/people/new", data=act() | {"name": "서위원", "phone": "01077778888", "role": "evaluator"})

    assert answer.status_code == 401
    assert db.session.query(LoginSession).one().ended_at is None
