"""The own account, and the administrator's acts on people."""

import pytest

from program_admin.accounts.models import LoginSession, Person, RoleGrant
from program_admin.accounts.passwords import password_matches
from program_admin.accounts.queries import open_sessions
from program_admin.accounts.roles import Role
from program_admin.audit.models import AccessEntry, AuditEntry, AuditNote
from program_admin.core.database import db
from tests.builders.answers import summary_of, words_of
from tests.builders.people import PASSWORD, make_person
from tests.fixtures.clients import act, sign_in, submit


@pytest.fixture
def administrator(client):
    person = make_person(Role.ADMINISTRATOR, name="최관리")
    sign_in(client, person)
    return person


def grant_of(person: Person, role: Role) -> RoleGrant:
    return db.session.query(RoleGrant).filter_by(person_id=person.id, role=role.value).one()


def test_another_device_can_be_signed_out_but_not_somebody_elses(client, new_client):
    person, stranger = make_person(Role.APPLICANT), make_person(Role.APPLICANT)
    elsewhere, foreign = sign_in(new_client(), person), sign_in(new_client(), stranger)
    sign_in(client, person)
    rows = {row.person_id: row.id for row in db.session.query(LoginSession).order_by(LoginSession.created_at.desc())}

    mine = client.post(f"/account/sessions/{rows[person.id]}/end", data=act())
    theirs = client.post(f"/account/sessions/{rows[stranger.id]}/end", data=act())

    assert (mine.status_code, theirs.status_code) == (303, 404)
    assert (elsewhere.get("/account").status_code, foreign.get("/account").status_code) == (401, 200)


def test_all_devices_are_signed_out_at_once(client, new_client):
    person = make_person(Role.APPLICANT)
    elsewhere = sign_in(new_client(), person)
    sign_in(client, person)

    answer = client.post("/account/sessions/end", data=act())

    assert answer.location == "/sign-in"
    assert (client.get("/account").status_code, elsewhere.get("/account").status_code) == (401, 401)


def test_the_own_password_needs_the_old_one(client):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)

    wrong = submit(client, "/account/password", current="틀린 비밀번호 하나", password="새로 정한 열쇠 넷")
    right = submit(client, "/account/password", current=PASSWORD, password="새로 정한 열쇠 넷")

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert summary_of(wrong) == ["지금 비밀번호가 맞지 않습니다. 다시 입력해 주세요."]
    assert password_matches(db.session.get(Person, person.id).password_hash, "새로 정한 열쇠 넷")
    assert len(open_sessions(person)) == 1


def test_the_list_finds_people_by_name_role_and_state(client, administrator):
    make_person(Role.OFFICER, name="김서연")
    make_person(Role.VISITOR, name="남궁민수", active=False)

    assert "김서연" in words_of(client.get("/people?q=서연"))
    assert "남궁민수" not in words_of(client.get("/people?q=서연"))
    assert "김서연" not in words_of(client.get("/people?role=visitor"))
    assert "남궁민수" in words_of(client.get("/people?state=ended"))
    assert client.get("/people?export=csv").text.count("\n") == 4


def test_a_look_at_an_account_is_logged(client, administrator):
    person = make_person(Role.OFFICER)

    client.get(f"/people/{person.id}")

    seen = db.session.query(AccessEntry).one()
    assert (seen.person_id, seen.whose_id, seen.what) == (administrator.id, person.id, "계정 정보")


def test_a_role_ends_with_a_reason_that_stands_in_the_trail(client, administrator):
    person = make_person(Role.OFFICER, Role.VISITOR)
    address = f"/people/roles/{grant_of(person, Role.OFFICER).id}/end"

    silent = submit(client, address, reason="")
    answer = submit(client, address, reason="2026. 3. 2. 인사이동")

    entry = db.session.query(AuditEntry).filter_by(action="person:end_role").one()
    assert (silent.status_code, answer.status_code) == (422, 303)
    assert db.session.get(Person, person.id).roles == {Role.VISITOR}
    assert (entry.actor_id, entry.subject_id, entry.before) == (administrator.id, person.id, "officer")
    assert db.session.get(AuditNote, entry.id).words == "2026. 3. 2. 인사이동"


def test_nobody_locks_the_administration_out(client, administrator):
    address = f"/people/roles/{grant_of(administrator, Role.ADMINISTRATOR).id}/end"

    role = submit(client, address, reason="그만둠")
    account = submit(client, f"/people/{administrator.id}/deactivate", reason="그만둠")

    assert (role.status_code, account.status_code) == (422, 422)
    assert db.session.get(Person, administrator.id).roles == {Role.ADMINISTRATOR}


def test_a_closed_account_is_signed_out_at_once_and_can_be_opened_again(client, new_client, administrator):
    person = make_person(Role.OFFICER)
    theirs = sign_in(new_client(), person)
    assert theirs.get("/account").status_code == 200

    submit(client, f"/people/{person.id}/deactivate", reason="퇴직")

    assert theirs.get("/account").status_code == 401
    submit(client, f"/people/{person.id}/reactivate", reason="복직")
    assert db.session.get(Person, person.id).active is True


def test_a_role_is_given(client, administrator):
    person = make_person(Role.OFFICER)

    answer = submit(client, f"/people/{person.id}/roles", role="approver")

    assert answer.status_code == 303
    assert db.session.get(Person, person.id).roles == {Role.OFFICER, Role.APPROVER}


def test_a_forgotten_second_factor_is_enrolled_anew(client, administrator):
    person = make_person(Role.OFFICER, totp_secret="JBSWY3DPEHPK3PXP", totp_confirmed_at=administrator.created_at)

    answer = submit(client, f"/people/{person.id}/second-factor/forget", reason="휴대전화 분실")
    assert answer.status_code == 303

    stored = db.session.get(Person, person.id)
    assert (stored.totp_secret, stored.totp_confirmed_at) == ("", None)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.AUDITOR)])
def test_only_administrators_and_auditors_see_people(client, role):
    sign_in(client, make_person(role))

    assert client.get("/people").status_code == 403


def test_an_auditor_sees_people_and_changes_nothing(client):
    person = make_person(Role.OFFICER)
    sign_in(client, make_person(Role.AUDITOR))

    assert client.get(f"/people/{person.id}").status_code == 200
    assert client.post(f"/people/{person.id}/sessions/end", data=act()).status_code == 403
    assert client.get(f"/people/{person.id}/deactivate").status_code == 403
