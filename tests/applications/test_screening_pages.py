"""Pages of screening: who may open them, what is refused and how, one effect per act."""

import io
import uuid

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import Status, SupplementStatus
from program_admin.applications.queries import (
    applicant_todo,
    applications_of_round,
    approver_todo,
    officer_todo,
    supplements_of,
)
from program_admin.applications.queries.screening import checks_of
from program_admin.core.database import db
from program_admin.core.settings import settings
from program_admin.documents import store
from tests.builders.applications import checked_pdf, make_submitted
from tests.builders.people import make_person
from tests.builders.screening import ask, begin, make_screened, officer_of, propose
from tests.fixtures.clients import act, filled, sign_in


@pytest.fixture
def pair(app, clock):
    """Two companies of one round in screening: ours with its owner, and the rival's; and the officer."""
    officer = officer_of()
    ours, owner = make_submitted()
    theirs, rival = make_submitted(ours.round)
    begin(clock, officer, [ours, theirs])
    return officer, ours, owner, rival


def test_a_rival_sees_neither_progress_nor_request(client, pair):
    officer, ours, owner, rival = pair
    (request,) = ask(ours, officer, sites="면적을 확인해 주세요.")

    sign_in(client, rival)
    answers = [client.get(f"/screening/{ours.id}/progress"), client.get(f"/screening/supplements/{request.id}")]
    answers.append(client.post(f"/screening/supplements/{request.id}", data=act() | {"text": "몰래"}))
    sign_in(client, owner)
    own = client.get(f"/screening/supplements/{request.id}")

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert (own.status_code, "면적을 확인해 주세요." in own.get_data(as_text=True)) == (200, True)


def test_the_sheet_is_for_staff_and_unknown_ones_are_missing(client, pair):
    _officer, ours, owner, _ = pair

    sign_in(client, owner)
    refused = client.get(f"/screening/{ours.id}")
    sign_in(client, make_person(Role.AUDITOR))
    read = client.get(f"/screening/{ours.id}")
    posted = client.post(f"/screening/{ours.id}", data=act())
    missing = client.get(f"/screening/{uuid.uuid4()}")

    assert [each.status_code for each in (refused, read, posted, missing)] == [403, 200, 403, 404]


def test_the_sheet_is_saved_field_by_field_and_whole(client, pair):
    officer, ours, *_ = pair
    sign_in(client, officer)
    url = f"/screening/{ours.id}"
    sent = {"field": "result-eligibility-size", "value": "passed", "revision": "0"}

    kept = client.post(f"{url}/autosave", data=sent)
    stale = client.post(f"{url}/autosave", data=sent | {"value": "failed"})
    wrong = client.post(f"{url}/autosave", data=sent | {"field": "title"})
    whole = client.post(
        url, data=filled(client, url, form="//form[@data-autosave]") | act() | {"note-eligibility-size": "명부로 확인"}
    )

    assert (kept.status_code, kept.json["revision"]) == (200, 1)
    assert (stale.status_code, stale.json["theirs"], stale.json["theirs_by"]) == (409, "passed", "김서연")
    assert (wrong.status_code, whole.status_code) == (422, 303)
    size = next(each for each in checks_of(ours.id) if each.item == "eligibility-size")
    assert (size.result, size.note) == ("passed", "명부로 확인")


def test_asking_twice_with_one_key_asks_once_and_nothing_is_refused(client, pair):
    officer, ours, *_ = pair
    sign_in(client, officer)
    url = f"/screening/{ours.id}/ask"
    nothing = client.post(url, data=act() | {"days": "7", "kind": "working"})
    sent = act() | {"days": "7", "kind": "working", "pick-plan": "yes", "what-plan": "더 적어 주세요."}

    first, second = client.post(url, data=sent), client.post(url, data=sent)

    assert (nothing.status_code, "보완할 항목을 하나 이상" in nothing.get_data(as_text=True)) == (422, True)
    assert (first.status_code, second.status_code, first.location) == (303, 303, second.location)
    assert [each.section for each in supplements_of(ours.id)] == ["plan"]


def test_a_paper_is_answered_with_a_file_and_a_disguised_one_is_refused(client, pair):
    officer, ours, owner, _ = pair
    (request,) = ask(ours, officer, paper_business_registration="다시 내 주세요.")
    pdf = store.read(settings().files_folder, checked_pdf().sha256)
    sign_in(client, owner)
    url = f"/screening/supplements/{request.id}"
    common = {"text": "새로 발급받았습니다.", "issued_on": "2026. 3. 10.", "substitute": "itself"}

    wrong = client.post(url, data=act() | common | {"file": (io.BytesIO(b"MZ not a pdf"), "등록증.pdf")})
    right = client.post(url, data=act() | common | {"file": (io.BytesIO(pdf), "등록증.pdf")})

    assert (wrong.status_code, "새로 발급받았습니다." in wrong.get_data(as_text=True)) == (422, True)
    assert right.status_code == 303
    db.session.expire_all()
    assert (request.status, ours.status) == (SupplementStatus.ANSWERED, Status.SUPPLEMENTED)


def test_the_proposer_cannot_confirm_neither_alone_nor_among_many(client, app, clock):
    both = make_person(Role.OFFICER, Role.APPROVER, name="김겸직")
    application, _ = make_screened(clock, both)
    proposal = propose(application, both)
    sign_in(client, both)
    many = f"/screening/rounds/{application.round_id}/confirm"

    alone = client.post(f"/screening/proposals/{proposal.id}/confirm", data=act())
    among = client.post(many, data=act() | {"selected": str(proposal.id)})
    sign_in(client, make_person(Role.APPROVER))
    none = client.post(many, data=act())
    signed = client.post(many, data=act() | {"selected": str(proposal.id)})

    assert [each.status_code for each in (alone, among, none, signed)] == [403, 403, 422, 303]
    db.session.expire_all()
    assert application.status == Status.ELIGIBLE


def test_the_desk_says_what_screening_leaves_to_do(pair, clock):
    officer, ours, owner, _ = pair
    ask(ours, officer, sites="면적을 확인해 주세요.", plan="더 적어 주세요.")
    approver = make_person(Role.APPROVER)
    before = approver_todo(approver, clock.now)
    rival = next(each for each in applications_of_round(ours.round_id) if each.id != ours.id)
    propose(rival, officer)

    assert [(each.count, each.title) for each in officer_todo(officer, clock.now)] == [(1, "요건검토 중인 신청")]
    assert [(each.count, each.endpoint) for each in applicant_todo(owner, clock.now)] == [(2, "screening.progress")]
    assert (before, [each.count for each in approver_todo(approver, clock.now)]) == ([], [1])
