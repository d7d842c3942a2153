"""Inbox, the demo's page of messages, the administrator's list."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.core.settings import Environment
from program_admin.notices.models import Message, MessageState
from program_admin.notices.outbox import Recipient, send, tell
from program_admin.notices.queries import unread_count
from tests.builders.applications import make_submitted
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in
from tests.portal.reading import elements, words_of


def note(person, title="보완 요청", link=None):
    to = Recipient(person.id, person.name)
    message = send("in_app", to, title=title, body="확인해 주세요.", now=clock.now(), link=link)
    db.session.commit()
    return message


@pytest.fixture
def demo(app):
    """The app as a demo installation."""
    app.extensions["program_admin.settings"].environment = Environment.DEMO
    return app


def test_the_inbox_holds_only_own_messages(app, client):
    person, rival = make_person(Role.APPLICANT), make_person(Role.APPLICANT)
    note(person, "내 것"), note(rival, "남의 것")
    sign_in(client, person)

    words = words_of(client.get("/inbox"))

    assert ("내 것" in words, "남의 것" in words) == (True, False)
    assert "읽지 않은 알림이 1건 있습니다" in words


def test_an_empty_inbox_says_what_will_be_there(app, client):
    sign_in(client, make_person(Role.APPLICANT))

    assert "아직 알림이 없습니다" in words_of(client.get("/inbox"))


def test_opening_a_message_marks_it_read_and_leads_to_its_page(app, client):
    person = make_person(Role.APPLICANT)
    first, second = note(person, link="/companies/mine"), note(person)
    sign_in(client, person)

    answer = client.post("/inbox/open", data=act() | {"message": first.id})

    db.session.expire_all()
    assert (answer.status_code, answer.location) == (303, "/companies/mine")
    assert (first.read_at is not None, second.read_at is None) == (True, True)


def test_looking_at_the_inbox_marks_nothing(app, client):
    person = make_person(Role.APPLICANT)
    message = note(person)
    sign_in(client, person)

    client.get("/inbox")

    db.session.expire_all()
    assert message.read_at is None


def test_a_rivals_message_can_not_be_opened(app, client):
    message = note(make_person(Role.APPLICANT), link="/companies/mine")
    sign_in(client, make_person(Role.APPLICANT))

    answers = [client.post("/inbox/open", data=act() | {"message": each}).status_code for each in (message.id, "x", "")]

    db.session.expire_all()
    assert (answers, message.read_at) == ([404, 404, 404], None)


def test_a_link_to_another_site_is_not_followed(app, client):
    person = make_person(Role.APPLICANT)
    message = note(person, link="https://evil.example/")
    sign_in(client, person)

    assert client.post("/inbox/open", data=act() | {"message": message.id}).location == "/inbox"


def test_all_messages_are_marked_read_at_once(app, client):
    person = make_person(Role.APPLICANT)
    note(person), note(person)
    sign_in(client, person)

    client.post("/inbox/read", data=act())

    assert "모두 읽었습니다." in words_of(client.get("/inbox"))


def test_messages_about_one_case_stand_together_and_are_read_together(app, client):
    application, owner = make_submitted()
    case = ("Application", application.id)
    for title, subject in (("보완 요청", case), ("보완 기한 연장", case), ("비밀번호 변경", None)):
        to = Recipient(owner.id, owner.name)
        send("in_app", to, title=title, body="확인해 주세요.", now=clock.now(), subject=subject)
    db.session.commit()
    sign_in(client, owner)

    by_case, by_kind = client.get("/inbox"), client.get("/inbox?by=kind")
    group = elements(by_case, "//input[@name='messages']")[0].get("value")
    client.post("/inbox/read-group", data=act() | {"messages": f"{group} x"})

    heads = {" ".join("".join(head.itertext()).split()) for head in elements(by_case, "//section//h2")}
    assert heads == {f"신청 {application.number} {application.company_name} 새 알림 3건", "그 밖의 알림 새 알림 1건"}
    assert len(elements(by_kind, "//section//h2")) == 4
    assert unread_count(owner.id) == 1


def test_nobody_reads_a_rivals_messages_away(app, client):
    message = note(make_person(Role.APPLICANT))
    sign_in(client, make_person(Role.APPLICANT))

    client.post("/inbox/read-group", data=act() | {"messages": str(message.id)})

    db.session.expire_all()
    assert message.read_at is None


def test_the_page_of_messages_is_absent_outside_a_demo(app, client):
    assert client.get("/messages").status_code == 404


def test_the_demo_shows_codes_and_links_newest_first_by_phone(demo, client):
    to = Recipient(None, "박정우", phone="010-1234-5678")
    address = demo.extensions["program_admin.settings"].public_address
    send("sms", to, title="인증번호", body="인증번호는 482910입니다.", now=clock.now())
    send("sms", to, title="초대", body=f"{address}/account-links/abc <b>", now=clock.now(), link="/account-links/abc")
    send("sms", Recipient(None, "이수현", phone="010-9999-0000"), title="남의 것", body="x", now=clock.now())
    db.session.commit()

    answer = client.get("/messages?phone=010-1234")

    assert answer.status_code == 200
    assert "<b>482910</b>" in answer.text
    assert '<a class="link" href="/account-links/abc">' in answer.text
    assert "&lt;b&gt;" in answer.text
    assert "남의 것" not in answer.text
    assert "남의 것" in client.get("/messages").text


def test_the_administrator_sees_where_messages_went_but_not_what_they_say(app, client):
    tell(Recipient(None, "박정우", phone="010-1234-5678"), title="인증번호 안내", body="482910", now=clock.now())
    db.session.commit()
    sign_in(client, make_person(Role.ADMINISTRATOR))

    words = words_of(client.get("/outgoing"))

    assert "인증번호 안내" in words
    assert ("482910" in words, "01012345678" in words) == (False, False)


def test_failed_messages_are_sent_again(app, client):
    message = send("sms", Recipient(None, "박", phone="010-1234-5678"), title="안내", body="x", now=clock.now())
    message.state = MessageState.FAILED
    db.session.commit()
    identifier = message.id
    sign_in(client, make_person(Role.ADMINISTRATOR))

    empty = client.post("/outgoing/again", data=act())
    answer = client.post("/outgoing/again", data=act() | {"selected": identifier})

    db.session.expire_all()
    assert (empty.status_code, answer.status_code) == (422, 303)
    assert db.session.get(Message, identifier).state is MessageState.QUEUED
