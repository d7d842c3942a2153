"""The menu, role, unread count and footer that the frame shows to each reader."""

import pytest
from lxml import html

from program_admin.accounts.roles import Role
from program_admin.core import clock
from program_admin.core.database import db
from program_admin.notices.outbox import Recipient, send
from tests.builders.applications import make_draft
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in
from tests.fixtures.statements import statements_of

SEVERAL = [
    *((role,) for role in Role),
    (Role.APPLICANT, Role.SUPPLIER),
    (Role.EVALUATOR, Role.VISITOR),
    (Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR),
    tuple(Role),
]


def menu_of(answer) -> list[tuple[str, str]]:
    links = html.fromstring(answer.text).xpath("//nav[@aria-label='주 메뉴']//a")
    return [(" ".join(link.text_content().split()), link.get("href")) for link in links]


@pytest.mark.parametrize("roles", SEVERAL, ids=lambda roles: "+".join(roles))
def test_the_menu_has_four_to_six_entries_and_each_opens(app, client, roles):
    sign_in(client, make_person(*roles))

    menu = menu_of(client.get("/desk"))
    answers = {href: client.get(href).status_code for _, href in menu}

    assert 4 <= len(menu) <= 6
    assert {href: status for href, status in answers.items() if status not in (200, 302)} == {}
    assert (menu[0], menu[-1]) == (("업무 현황", "/desk"), ("알림", "/inbox"))


def test_the_page_one_stands_on_is_marked(app, client):
    sign_in(client, make_person(Role.OFFICER))

    marked = [
        html.fromstring(client.get(url).text).xpath("//nav[@aria-label='주 메뉴']//a[@aria-current]/@href")
        for url in ("/desk", "/applications/rounds", "/inbox")
    ]

    assert marked == [["/desk"], ["/applications/rounds"], ["/inbox"]]


def test_unread_messages_are_counted_in_the_menu(app, client):
    person, rival = make_person(Role.APPLICANT), make_person(Role.APPLICANT)
    for reader in (person, person, rival):
        to = Recipient(reader.id, reader.name)
        send("in_app", to, title="보완 요청", body="3월 20일까지 답해 주세요.", now=clock.now())
    db.session.commit()
    sign_in(client, person)

    assert menu_of(client.get("/desk"))[-1] == ("알림2건", "/inbox")


def test_somebody_who_still_owes_the_one_time_code_has_no_menu(app, client):
    sign_in(client, make_person(Role.OFFICER), second_factor=False)

    answer = client.get("/guide")

    assert (answer.status_code, menu_of(answer)) == (200, [])


def test_a_stranger_is_offered_to_sign_in_and_reads_the_footer(app, client):
    answer = client.get("/")
    links = html.fromstring(answer.text).xpath("//footer//a/@href")

    assert html.fromstring(answer.text).xpath("//header//a[text()='로그인']/@href") == ["/sign-in"]
    assert links == ["/privacy", "/guide", "/verify"]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]


def test_the_role_stands_beside_the_name(app, client):
    sign_in(client, make_person(Role.OFFICER, name="김서연", affiliation="사업운영팀"))

    who = html.fromstring(client.get("/desk").text).xpath("//p[@class='who']")[0]

    assert " ".join(who.itertext()).split() == ["김서연", "사업운영팀", "담당자"]


def test_a_page_of_many_fields_asks_for_the_frame_once(app, client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    asked = statements_of(lambda: client.get(f"/applications/{application.id}/plan"))

    assert sum("FROM messages" in each for each in asked) == 1
