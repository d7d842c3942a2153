"""Every form sent empty, full of nonsense, about nothing, too large: a sentence each time, never a crash."""

import io
import uuid
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from lxml import html as lxml_html
from werkzeug.routing import Rule

from program_admin.accounts.permission import Permission
from program_admin.accounts.roles import Role
from program_admin.applications.models import Submission
from program_admin.core.database import db
from tests.builders.world import Cast, Rehearsed
from tests.fixtures.clients import filled
from tests.matrix.records import address, rules

pytestmark = pytest.mark.slow

NONSENSE = "<script>ㅋ\x0b'\";--" + "가" * 40
REFUSED_OR_DONE = {200, 202, 302, 303, 403, 404, 409, 422}
ENDS_THE_SESSION = {"accounts.sign_out", "accounts.end_own_sessions"}
Open = Callable[[Cast | None, str], object]


def owners(app: Flask, rule: Rule) -> list[Role]:
    """The roles that hold the page's right; everybody for a page of one's own account."""
    declared = app.view_functions[rule.endpoint].access
    if isinstance(declared, Permission):
        return list(dict.fromkeys(role for role, _ in declared.held_by))
    return [] if declared == "public" else [Role.APPLICANT]


def names_of(page: str) -> list[str]:
    """The names of every field of every form on a page."""
    found = lxml_html.fromstring(page).xpath("//main//form//*[@name]/@name")
    return [str(name) for name in found if name not in ("csrf_token", "act")]


def senders(app: Flask, world: Rehearsed, signed_in_as: Open) -> Iterator[tuple[Rule, str, object]]:
    """Every address that takes a form, with a browser of somebody who may send it."""
    for rule in rules(app, "POST"):
        if rule.endpoint in ENDS_THE_SESSION:
            continue
        url = address(app, rule, world.rival)
        for role in owners(app, rule)[:1] or [None]:
            yield rule, url, signed_in_as(world.rival if role else None, role.value if role else "")


def faults_said(answer) -> bool:
    """Whether a refusal carries at least one sentence a person can act on."""
    if answer.is_json:
        return bool(answer.json.get("sentences"))
    root = lxml_html.fromstring(answer.get_data(as_text=True))
    said = root.xpath(
        "//*[contains(@class, 'error-summary')]//li | //main//*[contains(@class, 'field-error')] | //main//p"
    )
    return any(each.text_content().strip() for each in said)


@pytest.fixture
def sessions(rehearsed, signed_in_as) -> None:
    """Both casts are signed in somewhere, so that there are sessions to end."""
    for cast in (rehearsed.own, rehearsed.rival):
        for role in cast.people:
            signed_in_as(cast, role)


def test_an_empty_form_is_refused_with_a_sentence(app, rehearsed, signed_in_as, sessions):
    wrong = {}

    for rule, url, client in senders(app, rehearsed, signed_in_as):
        answer = client.post(url, data={"act": str(uuid.uuid4())})
        if answer.status_code not in REFUSED_OR_DONE or (answer.status_code == 422 and not faults_said(answer)):
            wrong[rule.endpoint] = answer.status_code

    assert wrong == {}


def test_nonsense_in_every_field_is_refused_with_a_sentence(app, rehearsed, signed_in_as, sessions):
    wrong, typed = {}, 0

    for rule, url, client in senders(app, rehearsed, signed_in_as):
        shown = client.get(url)
        names = names_of(shown.get_data(as_text=True)) if shown.mimetype == "text/html" else []
        sent = dict.fromkeys([*names, "field", "value", "revision", "reason", "next"], NONSENSE)
        answer = client.post(url, data=sent | {"act": str(uuid.uuid4())})
        typed += len(names)
        if answer.status_code not in REFUSED_OR_DONE or (answer.status_code == 422 and not faults_said(answer)):
            wrong[rule.endpoint] = answer.status_code

    assert wrong == {}
    assert typed > 300


def test_a_record_that_is_not_there_is_answered_404(app, rehearsed, signed_in_as, sessions):
    wrong, asked = {}, 0

    for method in ("GET", "POST"):
        for rule in rules(app, method):
            filled = address(app, rule, rehearsed.rival)
            for name, kind in rule._converters.items():
                if type(kind).__name__ != "UUIDConverter" or not owners(app, rule):
                    continue
                url = _with_unknown(app, rule, rehearsed.rival, name)
                client = signed_in_as(rehearsed.rival, owners(app, rule)[0].value)
                asked += 1
                status = client.open(url, method=method, data={"act": str(uuid.uuid4())}).status_code
                if status != 404:
                    wrong[method, rule.endpoint, filled] = status

    assert wrong == {}
    assert asked > 150


def _with_unknown(app: Flask, rule: Rule, cast: Cast, name: str) -> str:
    bound = app.url_map.bind("localhost")
    _, values = bound.match(address(app, rule, cast), method=next(iter(rule.methods - {"HEAD", "OPTIONS"})))
    return bound.build(rule.endpoint, values | {name: uuid.UUID(int=7)})


UPLOADS = {
    "applications.attach": (Role.APPLICANT, "file"),
    "payments.attach": (Role.APPLICANT, "file"),
}


def test_a_request_larger_than_the_limit_is_answered_413_by_every_upload(app, rehearsed, signed_in_as, monkeypatch):
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 5_000)
    answers = {}

    for endpoint, (role, field) in UPLOADS.items():
        rule = next(rule for rule in rules(app, "POST") if rule.endpoint == endpoint)
        large = {field: (io.BytesIO(b"%PDF-" + b"0" * 20_000), "큰 파일.pdf"), "act": str(uuid.uuid4())}
        client = signed_in_as(rehearsed.rival, role.value)
        answers[endpoint] = client.post(address(app, rule, rehearsed.rival), data=large).status_code

    assert answers == dict.fromkeys(UPLOADS, 413)


def test_a_program_that_calls_itself_a_pdf_is_refused_with_what_is_accepted(app, rehearsed, signed_in_as):
    rule = next(rule for rule in rules(app, "POST") if rule.endpoint == "applications.attach")
    client = signed_in_as(rehearsed.rival, Role.APPLICANT.value)
    disguised = {"file": (io.BytesIO(b"MZ" + b"\0" * 500), "사업계획서.pdf"), "act": str(uuid.uuid4())}

    answer = client.post(address(app, rule, rehearsed.rival), data=disguised)

    assert answer.status_code == 422
    assert "PDF" in answer.text


def test_the_same_submission_sent_twice_is_one(app, rehearsed, signed_in_as):
    rule = next(rule for rule in rules(app, "POST") if rule.endpoint == "applications.hand_in")
    url, client = address(app, rule, rehearsed.rival), signed_in_as(rehearsed.rival, Role.APPLICANT.value)
    form = filled(client, url)

    answers = [client.post(url, data=form) for _ in range(2)]

    db.session.rollback()
    handed_in = db.session.query(Submission).filter_by(application_id=uuid.UUID(rehearsed.rival.open_application))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert handed_in.count() == 1
