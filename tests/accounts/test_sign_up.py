"""Signing up with a code on the phone; forgotten passwords; the links of the invited."""

import pytest

from program_admin.accounts.models import AccountLink, Person, SignUpDraft
from program_admin.accounts.passwords import password_matches
from program_admin.accounts.queries import open_sessions
from program_admin.accounts.roles import Role
from program_admin.accounts.rules import weak_password
from program_admin.accounts.services.sign_up import NewPerson, invite
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.answers import summary_of
from tests.builders.people import PASSWORD, make_person
from tests.fixtures.clients import sign_in, submit

PHONE = "01012345678"
TYPED = {
    "role": "applicant",
    "name": "홍길동",
    "phone": "010-1234-5678",
    "email": "hong@example.kr",
    "password": PASSWORD,
    "agreed": "yes",
}


def code_sent(outbox, phone: str = PHONE) -> str:
    return outbox(phone)[-1].body.split("인증번호는 ")[1][:6]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_of_the_phone_makes_the_account(client, outbox, clock):
    first = submit(client, "/sign-up", **TYPED)

    second = submit(client, "/sign-up/code", code=code_sent(outbox))

    person = db.session.query(Person).one()
    assert (first.location, second.location) == ("/sign-up/code", "/companies/new")
    assert (person.name, person.phone, person.email) == ("홍길동", PHONE, "hong@example.kr")
    assert (person.roles, person.phone_confirmed_at) == ({Role.APPLICANT}, clock.now)
    assert (person.privacy_version, person.privacy_agreed_at) == ("2026-2", clock.now)
    assert password_matches(person.password_hash, PASSWORD)
    assert db.session.query(SignUpDraft).count() == 0
    assert client.get("/account").status_code == 200


def test_nobody_exists_before_the_code_is_entered(client, outbox):
    submit(client, "/sign-up", **TYPED)

    answer = submit(client, "/sign-up/code", code=other_than(code_sent(outbox)))

    assert (answer.status_code, summary_of(answer)) == (
        422,
        ["인증번호가 맞지 않습니다. 4번 더 입력할 수 있습니다."],
    )
    assert db.session.query(Person).count() == 0


def test_a_code_can_be_guessed_five_times_only(client, outbox):
    submit(client, "/sign-up", **TYPED)
    code = code_sent(outbox)
    for _ in range(5):
        submit(client, "/sign-up/code", code=other_than(code))

    answer = submit(client, "/sign-up/code", code=code)

    assert summary_of(answer) == ["인증번호를 더 쓸 수 없습니다. 인증번호를 다시 받아 주세요."]


def test_a_code_is_too_old_after_ten_minutes(client, outbox, clock):
    submit(client, "/sign-up", **TYPED)
    clock.advance(minutes=10)

    answer = submit(client, "/sign-up/code", code=code_sent(outbox))

    assert summary_of(answer) == ["인증번호를 더 쓸 수 없습니다. 인증번호를 다시 받아 주세요."]


def test_a_newer_code_replaces_the_older(client, outbox, clock):
    submit(client, "/sign-up", **TYPED)
    old = code_sent(outbox)
    clock.advance(seconds=5)
    submit(client, "/sign-up/code", to="/sign-up/code/again")

    refused = submit(client, "/sign-up/code", code=old)
    taken = submit(client, "/sign-up/code", code=code_sent(outbox))

    assert (refused.status_code, taken.status_code) == (422, 303)


def test_codes_to_one_phone_are_limited(client):
    for _ in range(5):
        assert submit(client, "/sign-up", **TYPED).status_code == 303

    assert submit(client, "/sign-up", **TYPED).status_code == 429


def test_a_taken_number_is_said_only_to_whoever_holds_the_phone(client, outbox):
    make_person(Role.APPLICANT, phone=PHONE)
    first = submit(client, "/sign-up", **TYPED)

    second = submit(client, "/sign-up/code", code=code_sent(outbox))

    assert first.status_code == 303
    assert summary_of(second) == ["이미 가입한 휴대전화 번호입니다. 로그인하거나 비밀번호를 다시 정해 주세요."]


@pytest.mark.parametrize(
    "values, field",
    [
        ({"role": "administrator"}, "목록에 있는 것을 골라 주세요."),
        ({"agreed": None, "name": ""}, "‘이름’ 항목을 입력해 주세요."),
        ({"phone": "02-123-4567"}, "문자를 받을 수 있는 휴대전화 번호를 입력해 주세요. 예: 010-1234-5678"),
        ({"password": "짧은열쇠"}, "비밀번호는 10자 이상이어야 합니다. 지금은 4자입니다."),
        ({"password": "나는 12345678 입니다"}, "비밀번호에 휴대전화 번호를 넣을 수 없습니다."),
    ],
)
def test_what_is_wrong_with_a_sign_up_is_said(client, values, field):
    answer = client.post("/sign-up", data={"act": "x"} | {k: v for k, v in (TYPED | values).items() if v is not None})

    assert answer.status_code == 422
    assert field in summary_of(answer)


@pytest.mark.parametrize(
    "password, faults",
    [
        (PASSWORD, 0),
        ("correct horse battery", 0),
        ("짧다", 2),
        ("aaaaaaaaaaaa", 1),
        ("1234567890", 2),
        ("홍길동의 긴 비밀번호", 1),
        ("010-1234-5678", 1),
    ],
)
def test_weak_passwords_are_named(password, faults):
    assert len(weak_password(password, name="홍길동", phone="010-1234-5678")) == faults


def test_a_forgotten_password_is_set_anew_and_other_devices_are_signed_out(client, new_client, outbox):
    person = make_person(Role.APPLICANT, phone=PHONE)
    elsewhere = sign_in(new_client(), person)
    submit(client, "/forgotten-password", phone=PHONE)
    submit(client, "/forgotten-password/code", code=code_sent(outbox))

    answer = submit(client, "/forgotten-password/new", password="새로 정한 열쇠 넷")

    assert (answer.status_code, answer.location) == (303, "/desk")
    assert password_matches(db.session.get(Person, person.id).password_hash, "새로 정한 열쇠 넷")
    assert (client.get("/account").status_code, elsewhere.get("/account").status_code) == (200, 401)
    assert len(open_sessions(person)) == 1


def test_an_unknown_number_is_answered_like_a_known_one(client, outbox):
    make_person(Role.APPLICANT, phone=PHONE)

    known, unknown = (submit(client, "/forgotten-password", phone=phone) for phone in (PHONE, "01099998888"))

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert (len(outbox(PHONE)), outbox("01099998888")) == (1, [])


def test_the_new_password_cannot_be_set_without_the_code(client):
    make_person(Role.APPLICANT, phone=PHONE)
    submit(client, "/forgotten-password", phone=PHONE)

    answer = client.post("/forgotten-password/new", data={"password": "새로 정한 열쇠 넷", "act": "x"})

    assert (answer.status_code, answer.location) == (302, "/forgotten-password")


def test_the_proof_of_the_phone_lasts_fifteen_minutes(client, outbox, clock):
    make_person(Role.APPLICANT, phone=PHONE)
    submit(client, "/forgotten-password", phone=PHONE)
    submit(client, "/forgotten-password/code", code=code_sent(outbox))
    clock.advance(minutes=15)

    assert client.get("/forgotten-password/new").location == "/forgotten-password"


def invited(role: Role = Role.EVALUATOR, next_page: str = "/account") -> Person:
    by = make_person(Role.OFFICER)
    with transaction() as now:
        return invite(NewPerson("서위원", "01077778888"), role, by=by, now=now, next_page=next_page)


def test_an_invited_person_sets_a_password_and_goes_on(client, outbox):
    person = invited()
    link = outbox("01077778888")[-1].link

    answer = submit(client, link, password="나의 첫 열쇠 하나", agreed="yes")

    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/account").status_code == 200
    assert db.session.get(Person, person.id).privacy_version == "2026-2"


def test_a_link_works_once(client, new_client, outbox):
    invited()
    link = outbox("01077778888")[-1].link
    submit(client, link, password="나의 첫 열쇠 하나", agreed="yes")

    answer = new_client().get(link)

    assert answer.status_code == 404
    assert "쓸 수 없는 주소입니다" in answer.text


def test_a_link_is_too_old_after_two_weeks(client, outbox, clock):
    invited()
    clock.advance(days=14)

    assert client.get(outbox("01077778888")[-1].link).status_code == 404


def test_links_and_codes_are_not_kept_in_clear(app, outbox):
    invited()
    token = outbox("01077778888")[-1].link.rsplit("/", 1)[1]

    assert token not in db.session.query(AccountLink.digest).one()[0]


def test_who_has_a_password_gets_a_role_but_no_link(app, outbox):
    make_person(Role.APPLICANT, phone="01077778888")

    person = invited()

    assert person.roles == {Role.APPLICANT, Role.EVALUATOR}
    assert outbox("01077778888") == []
