"""Every page and every act, asked for by every role, with a rival's records standing in the addresses."""

import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from program_admin.accounts.permission import Permission, anything
from program_admin.accounts.roles import Role
from program_admin.audit.models import AuditEntry
from program_admin.core.database import db
from tests.builders.world import Rehearsed
from tests.matrix.records import address, rules

pytestmark = pytest.mark.slow

PRIVATE = (Role.APPLICANT, Role.SUPPLIER, Role.EVALUATOR, Role.VISITOR)
"""Roles whose holders compete with or are strangers to each other."""

OPEN_TO_RIVALS = {
    ("suppliers.show", Role.APPLICANT): "기업은 등록된 모든 공급기업을 견준다.",
    ("suppliers.scorecard", Role.APPLICANT): "기업은 등록된 모든 공급기업의 성과를 본다.",
}
"""Pages about somebody else's record that a rival may open, and why."""

ANSWERED = {200, 202, 302, 303, 304, 403, 404, 405, 409, 422}


def access(app: Flask, rule: Rule) -> object:
    """What the page declares: a Permission, "public" or "signed in"."""
    return app.view_functions[rule.endpoint].access


def refused(app: Flask, rule: Rule, role: Role) -> bool:
    """Whether the table says that this role never opens a rival's record on this page."""
    declared = access(app, rule)
    if not isinstance(declared, Permission):
        return False
    relations = [relation for held_by, relation in declared.held_by if held_by is role]
    if not relations:
        return True
    about_a_record = getattr(app.view_functions[rule.endpoint], "loader", None) is not None
    narrow = role in PRIVATE and anything not in relations and about_a_record
    return narrow and (rule.endpoint, role) not in OPEN_TO_RIVALS


def addresses(app: Flask, world: Rehearsed, method: str) -> Iterator[tuple[Rule, str]]:
    """Every address with the rival's records in it."""
    for rule in rules(app, method):
        yield rule, address(app, rule, world.rival)


def entries() -> int:
    """How many acts the trail holds."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry))


@pytest.fixture
def rivals_sessions(rehearsed, signed_in_as) -> None:
    """Everybody of both casts is signed in somewhere, so that there are sessions to end."""
    for cast in (rehearsed.own, rehearsed.rival):
        for role in cast.people:
            signed_in_as(cast, role)


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_no_page_it_has_no_right_to(app, rehearsed, signed_in_as, rivals_sessions, role):
    client = signed_in_as(rehearsed.own, role.value)
    wrong = {}

    for rule, url in addresses(app, rehearsed, "GET"):
        status = client.get(url).status_code
        allowed = {403, 404} if refused(app, rule, role) else ANSWERED
        if status not in allowed:
            wrong[rule.endpoint] = status

    assert wrong == {}


@pytest.mark.parametrize("role", Role)
def test_a_role_does_nothing_it_has_no_right_to(app, rehearsed, signed_in_as, rivals_sessions, role):
    client = signed_in_as(rehearsed.own, role.value)
    before = entries()
    wrong = {}

    for rule, url in addresses(app, rehearsed, "POST"):
        if refused(app, rule, role):
            status = client.post(url, data={"act": str(uuid.uuid4())}).status_code
            if status not in {403, 404}:
                wrong[rule.endpoint] = status

    assert wrong == {}
    assert entries() == before


def test_nobody_sees_or_does_anything_but_what_is_public(app, rehearsed, signed_in_as, rivals_sessions):
    client = signed_in_as(None, "")
    before = entries()
    wrong = {}

    for method in ("GET", "POST"):
        for rule, url in addresses(app, rehearsed, method):
            answer = client.open(url, method=method)
            allowed = {401} if access(app, rule) != "public" else {200, 302, 303, 404, 422}
            if answer.status_code not in allowed:
                wrong[method, rule.endpoint] = answer.status_code

    assert wrong == {}
    assert entries() == before


ENTRUSTED = {
    "applications.carried",
    "applications.show", "applications.section", "applications.numbers", "applications.papers", "applications.submit",
    "applications.supplier",
}  # fmt: skip
"""The pages of a draft that a delegate opens."""


def test_a_delegate_opens_the_one_draft_and_nothing_else_of_either_company(app, rehearsed, signed_in_as):
    delegate, names = (
        signed_in_as(rehearsed.own, "delegate"),
        (rehearsed.own.company_name, rehearsed.rival.company_name),
    )
    wrong, leaked, own = {}, [], set()

    for rule in rules(app, "GET"):
        if not refused(app, rule, Role.APPLICANT):
            continue
        answer = delegate.get(address(app, rule, rehearsed.rival))
        if answer.status_code not in {403, 404}:
            wrong[rule.endpoint] = answer.status_code
        if names[1].encode() in answer.get_data():
            leaked.append(rule.endpoint)
        if rule.endpoint.startswith(("applications.", "companies.", "matching.")):
            answer = delegate.get(address(app, rule, rehearsed.own))
            own |= {rule.endpoint} if answer.status_code not in {403, 404} else set()
    opened = delegate.get(f"/applications/{rehearsed.own.open_application}")

    assert own <= ENTRUSTED
    assert (wrong, leaked) == ({}, [])
    assert (opened.status_code, names[0] in opened.text) == (200, True)


SHOWN = {
    Role.APPLICANT: {
        "aftercare.action", "aftercare.history", "aftercare.show", "agreements.show", "applications.show",
        "applications.submit", "companies.edit_basics", "companies.show", "inspections.show", "matching.show_request",
        "payments.show", "portal.case", "screening.answer", "screening.progress",
    },
    Role.SUPPLIER: {
        "aftercare.action", "aftercare.history", "aftercare.show", "agreements.show", "inspections.show",
        "matching.decline", "matching.propose", "matching.show_request", "payments.show", "suppliers.scorecard",
    },
    Role.EVALUATOR: {
        "evaluation.case", "evaluation.opinion", "evaluation.own_panel", "evaluation.recuse", "evaluation.sheet",
        "evaluation.sign",
    },
    Role.VISITOR: {"aftercare.action", "aftercare.show", "agreements.show", "inspections.show"},
}  # fmt: skip
"""Pages on which the owner reads the company's name, so that there is something a rival could see."""

NOT_THE_OWNERS = {
    "agreements.read_as_centre": "한 당사자의 서명 화면은 그 당사자만 연다.",
    "agreements.read_as_company": "한 당사자의 서명 화면은 그 당사자만 연다.",
    "agreements.read_as_supplier": "한 당사자의 서명 화면은 그 당사자만 연다.",
    "portal.job": "시킨 작업만 본다. 이 작업은 기관이 시켰다.",
    "portal.job_progress": "시킨 작업만 본다. 이 작업은 기관이 시켰다.",
}
"""Pages of the walk that are not the owner's either, and why."""


@pytest.mark.parametrize("role", PRIVATE)
def test_the_owner_sees_on_the_same_pages_what_the_rival_does_not(app, rehearsed, signed_in_as, rivals_sessions, role):
    owner = signed_in_as(rehearsed.rival, role.value)
    stranger = signed_in_as(rehearsed.own, role.value)
    name = rehearsed.rival.company_name
    shown, leaked, closed = set(), [], {}

    for rule, url in addresses(app, rehearsed, "GET"):
        if refused(app, rule, role) and holds(app, rule, role) and rule.endpoint not in NOT_THE_OWNERS:
            seen = owner.get(url)
            if seen.status_code not in {200, 202, 302, 303}:
                closed[rule.endpoint] = seen.status_code
            if seen.mimetype == "text/html" and name in seen.text:
                shown.add(rule.endpoint)
            if name.encode() in stranger.get(url).get_data():
                leaked.append(rule.endpoint)

    assert leaked == []
    assert closed == {}
    assert SHOWN[role] - shown == set()


def holds(app: Flask, rule: Rule, role: Role) -> bool:
    """Whether the role holds the page's right at all."""
    declared = access(app, rule)
    return isinstance(declared, Permission) and any(each is role for each, _ in declared.held_by)
