"""Every endpoint says who may open it; forms are protected; pages are sound HTML for each role."""

import re
import uuid

import pytest
from flask import Flask
from werkzeug.routing import Rule

from program_admin.accounts.models import Person, RoleGrant
from program_admin.accounts.permission import REGISTRY, Permission
from program_admin.accounts.roles import Role
from program_admin.app import create_app
from program_admin.core import clock
from program_admin.core.database import db
from tests.fixtures.clients import SeparateClient, sign_in
from tests.fixtures.databases import settings_for

SAMPLES = {"UUIDConverter": uuid.UUID(int=1), "IntegerConverter": 1, "UnicodeConverter": "x", "PathConverter": "x"}
ANSWERS = {200, 302, 303, 401, 403, 404}


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    values = {name: SAMPLES.get(type(kind).__name__, "x") for name, kind in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def person_with(role: Role) -> Person:
    now = clock.now()
    person = Person(name="김하늘", phone=f"0105555{list(Role).index(role):04d}", created_at=now, phone_confirmed_at=now)
    db.session.add(person)
    db.session.flush()
    db.session.add(RoleGrant(person_id=person.id, role=role, granted_by=None, granted_at=now))
    db.session.commit()
    return person


@pytest.fixture
def guarded_app(sqlite_copies, app, tmp_path):
    """The application as it is served: with CSRF protection on."""
    served = create_app(settings_for(tmp_path / "var", sqlite_copies.url))
    yield served
    with served.app_context():
        db.engine.dispose()


def test_every_endpoint_says_who_may_open_it(app):
    silent = [rule.endpoint for rule in rules(app) if not hasattr(app.view_functions[rule.endpoint], "access")]

    assert "healthz" in {rule.endpoint for rule in rules(app)}
    assert silent == []


def test_an_endpoint_that_says_nothing_is_refused(guarded_app):
    guarded_app.add_url_rule("/silent", "silent", lambda: "open to all")

    assert guarded_app.test_client().get("/silent").status_code == 403


def test_a_page_about_one_record_loads_it_before_the_permission_is_asked(app):
    loose = [
        rule.endpoint
        for rule in rules(app)
        if any(type(kind).__name__ == "UUIDConverter" for kind in rule._converters.values())
        and isinstance(getattr(view := app.view_functions[rule.endpoint], "access", None), Permission)
        and getattr(view, "loader", None) is None
    ]

    assert loose == []


def test_permissions_are_named_noun_and_verb(app):
    assert [name for name in REGISTRY if not re.fullmatch(r"[a-z][a-z-]*(_[a-z]+)*:[a-z][a-z_-]*", name)] == []


def test_endpoints_answer_get_and_post_only(app):
    odd = {rule.endpoint: rule.methods - {"GET", "HEAD", "OPTIONS", "POST"} for rule in rules(app)}

    assert {endpoint: methods for endpoint, methods in odd.items() if methods} == {}


@pytest.mark.parametrize("role", Role)
def test_every_post_without_a_token_is_refused(guarded_app, role):
    client = guarded_app.test_client()
    sign_in(client, person_with(role))
    posts = [address(guarded_app, rule) for rule in rules(guarded_app) if "POST" in rule.methods]

    answers = {url: client.post(url, data={"name": "x"}) for url in posts}

    assert {u: a.status_code for u, a in answers.items() if a.status_code != 422 or "확인값" not in a.text} == {}


def test_nobody_signed_in_sees_only_public_pages(app, client):
    opened = []
    for rule in rules(app):
        if "GET" in rule.methods:
            answer = client.get(address(app, rule))
            assert answer.status_code in ANSWERS, (rule.endpoint, answer.status_code)
            if answer.status_code == 200 and app.view_functions[rule.endpoint].access != "public":
                opened.append(rule.endpoint)

    assert opened == []


@pytest.mark.slow
@pytest.mark.parametrize("role", Role)
def test_every_page_is_sound_html_for_each_role(app, client: SeparateClient, role):
    sign_in(client, person_with(role))
    answers = {}
    for rule in rules(app):
        if "GET" in rule.methods:
            answers[rule.endpoint] = client.get(address(app, rule)).status_code

    assert {endpoint: status for endpoint, status in answers.items() if status not in ANSWERS} == {}
