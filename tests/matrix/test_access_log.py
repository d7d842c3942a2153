"""Every file and every page with somebody's number leaves a row in the access log, whoever opens it."""

import ast
import inspect
import re
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import DraftField
from program_admin.audit.models import AccessEntry
from program_admin.core.database import db
from program_admin.portal.subjects import KINDS, Names
from tests.architecture.sources import PROGRAM, sources
from tests.matrix.records import address, rules

pytestmark = pytest.mark.slow

WITHOUT_A_ROW = {
    "programs.export_file": "조건 파일은 공고와 같은 내용이며 개인정보가 없다.",
}
"""Files whose taking out is not logged, and why."""

OWN_WORDS = {
    "applications.consent_states": "신청 기업이 자기 신청서에 적은 사람을 본다.",
    "applications.delegates": "신청 기업이 자기가 맡긴 사람을 본다.",
    "applications.section": "신청 기업이 자기가 적은 것을 고친다.",
    "applications.supplier": "신청 기업이 자기 계획서에 적은 실무책임자를 본다.",
}
"""Pages on which a company reads numbers it typed itself, and why that is no look at somebody else's."""

SEEN_ELSEWHERE = {
    "applications.receipt_link_pdf": "tests/applications/test_receipt_links.py",
    "portal.export_order": "tests/portal/test_outside.py",
}
"""Files that this walk does not get (a link out of date, a reason to be sent first), and their test."""

HANDING_OUT = {
    "send_file", "send_from_directory", "stream_with_context", "document_answer", "upload_answer", "list_file",
    "_attachment",
}  # fmt: skip
NUMBER = re.compile(r"0\d[\d-]{7,11}")


def calls(function: ast.FunctionDef) -> set[str]:
    """Names a function calls, and a mark where it writes the head of an attachment itself."""
    found = {node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and _is_name(node.func)}
    texts = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant)]
    return found | ({"_attachment"} if "Content-Disposition" in texts else set())


def _is_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name)


def handing_out(app: Flask) -> set[str]:
    """Every endpoint whose view, or a function of its module that it calls, answers with a file."""
    modules = {}
    for source in sources(PROGRAM):
        found = {node.name: calls(node) for node in source.tree.body if isinstance(node, ast.FunctionDef)}
        modules[".".join(source.parts)] = found
    return {
        endpoint
        for endpoint, view in app.view_functions.items()
        if (module := modules.get(inspect.unwrap(view).__module__))
        and reached(module, inspect.unwrap(view).__name__) & HANDING_OUT
    }


def reached(module: dict[str, set[str]], name: str) -> set[str]:
    """Names that a function of the module calls, itself or through its neighbours."""
    found, ahead = set(), [name]
    while ahead:
        new = module.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def looks() -> int:
    """How many looks the log holds."""
    return db.session.scalar(select(func.count()).select_from(AccessEntry))


def is_file(answer: TestResponse) -> bool:
    """Whether the answer is something to keep."""
    return "attachment" in answer.headers.get("Content-Disposition", "") or answer.mimetype == "application/pdf"


def opened(client: FlaskClient, rule: Rule, url: str) -> Iterator[TestResponse]:
    """The page as a file where it makes one: asked for, and with a reason where one is asked for."""
    yield client.get(f"{url}?export=csv")
    if "POST" in rule.methods:
        yield client.post(f"{url}?export=csv", data={"act": str(uuid.uuid4()), "reason": "감사 자료 제출"})


def test_every_file_that_is_handed_out_stands_in_the_access_log(app, rehearsed, signed_in_as):
    clients = {role: signed_in_as(rehearsed.rival, role.value) for role in Role}
    wanted = handing_out(app)
    seen, silent = set(), set()

    for rule in rules(app, "GET"):
        if rule.endpoint in wanted - set(SEEN_ELSEWHERE):
            url = address(app, rule, rehearsed.rival)
            for client in clients.values():
                before = looks()
                files = [answer for answer in opened(client, rule, url) if is_file(answer) or answer.status_code == 202]
                if files:
                    seen.add(rule.endpoint)
                    silent |= {rule.endpoint} if looks() == before else set()
                    break

    assert len(wanted) > 25
    assert wanted - seen - set(SEEN_ELSEWHERE) == set()
    assert silent == set(WITHOUT_A_ROW)


def numbers_of_people(reader: str) -> set[str]:
    """Telephone numbers and addresses of everybody but the reader, as digits or as written."""
    people = [each for each in db.session.scalars(select(Person)) if str(each.id) != reader]
    typed = [value for value in db.session.scalars(select(DraftField.value)) if NUMBER.fullmatch(value or "")]
    own = db.session.get(Person, uuid.UUID(reader)).phone
    return {re.sub(r"\D", "", each) for each in [*(person.phone for person in people), *typed]} - {own, ""}


@pytest.mark.parametrize("role", Role)
def test_no_page_shows_somebodys_number_without_a_row(app, rehearsed, signed_in_as, role):
    client: FlaskClient = signed_in_as(rehearsed.rival, role.value)
    numbers = numbers_of_people(rehearsed.rival.people[role.value])
    silent, logged = set(), set()

    for rule in rules(app, "GET"):
        before = looks()
        answer = client.get(address(app, rule, rehearsed.rival))
        told = shows(answer, numbers)
        if told or is_file(answer):
            (logged if looks() > before else silent).add(rule.endpoint)

    assert numbers
    assert silent <= set(OWN_WORDS) | set(WITHOUT_A_ROW)


def shows(answer: TestResponse, numbers: set[str]) -> bool:
    """Whether one of the numbers stands on the page, with or without its dashes."""
    if answer.status_code != 200 or is_file(answer):
        return False
    digits = re.sub(r"(?<=\d)-(?=\d)", "", answer.get_data(as_text=True))
    return any(number in digits for number in numbers)


def test_the_log_names_everything_it_holds(app, rehearsed, signed_in_as):
    for client in (signed_in_as(rehearsed.rival, "officer"), signed_in_as(rehearsed.rival, "evaluator")):
        for rule in rules(app, "GET"):
            if rule.arguments:
                client.get(address(app, rule, rehearsed.rival))

    rows = {tuple(row) for row in db.session.execute(select(AccessEntry.whose_kind, AccessEntry.whose_id))}
    names = Names()

    assert {kind for kind, _ in rows} - set(KINDS) == set()
    assert {kind for kind, identifier in rows if KINDS[kind].model and not names.of(kind, identifier)} == set()
    assert {kind for kind, _ in rows if not KINDS[kind].model} <= {"List"}
