"""Files that come in pieces: begun once, gone on with after a break, whole only when every byte is there."""

import io
import os
import time
import uuid
from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.queries import papers_of
from program_admin.core.database import db
from program_admin.core.settings import settings
from program_admin.core.writing import transaction
from program_admin.documents import arrivals
from program_admin.documents.models import ArrivingUpload
from program_admin.documents.queries import upload_bytes
from program_admin.documents.services.arriving import sweep_arriving
from tests.builders.answers import words_of
from tests.builders.applications import make_draft
from tests.builders.people import make_person
from tests.documents.files import docx, pdf, picture
from tests.fixtures.clients import act, sign_in

AS_SCRIPT = {"X-Requested-With": "fetch", "Accept": "application/json"}
CONTENT = pdf(3)
PIECE = 400_000


def begin(client, name="계획서.pdf", size=None, stamp="1"):
    about = {"name": name, "size": len(CONTENT) if size is None else size, "stamp": stamp}
    return client.post("/uploads/", data=about, headers=AS_SCRIPT)


def put(client, told, content=CONTENT, *, at=0, to=None):
    piece = (io.BytesIO(content[at:to]), "blob")
    return client.post(told["url"], data={"offset": at, "piece": piece}, headers=AS_SCRIPT)


def bring(client, content=CONTENT, name="계획서.pdf") -> str:
    told = begin(client, name, len(content), str(uuid.uuid4())).json
    for at in range(0, len(content), PIECE):
        told = put(client, told, content, at=at, to=at + PIECE).json
    assert told["offset"] == len(content)
    return told["id"]


@pytest.fixture
def draft(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)
    return application


def hand_in(client, draft, *ids, code="plan", **values):
    return client.post(f"/applications/{draft.id}/papers/{code}", data=act() | values | {"file-arrived": list(ids)})


def test_a_file_comes_in_pieces_and_goes_on_where_it_stopped(client, draft):
    told = begin(client).json
    half = len(CONTENT) // 2

    first = put(client, told, to=half)
    again = begin(client)
    rest = put(client, told, at=half)

    assert (told["offset"], first.json["offset"], again.json["offset"]) == (0, half, half)
    assert again.json["id"] == told["id"]
    assert (rest.status_code, rest.json["offset"]) == (200, len(CONTENT))
    assert client.get(told["url"]).json["offset"] == len(CONTENT)


def test_a_piece_that_comes_twice_or_out_of_turn_is_left_aside(client, draft):
    told = begin(client).json
    put(client, told, to=100)

    twice, early = put(client, told, to=100), put(client, told, at=200)

    assert [(each.status_code, each.json["offset"]) for each in (twice, early)] == [(409, 100), (409, 100)]


def test_never_more_comes_than_was_said(client, draft):
    told = begin(client, size=50).json

    assert put(client, told).json["offset"] == 50


def test_what_came_in_pieces_is_handed_in_like_any_file(client, draft):
    answer = hand_in(client, draft, bring(client))

    (paper,) = papers_of(draft.id)
    assert answer.status_code == 303
    assert (paper.upload.name, upload_bytes(paper.upload)) == ("계획서.pdf", CONTENT)
    assert db.session.query(ArrivingUpload).count() == 0


def test_photos_that_came_in_pieces_become_one_pdf(client, draft):
    ids = [bring(client, picture(kind), f"image.{kind}") for kind in ("jpg", "png", "heic")]

    hand_in(client, draft, *ids, code="business_registration")

    (paper,) = papers_of(draft.id)
    assert [each["name"] for each in paper.upload.made_from] == ["image.jpg", "image.png", "image.heic"]
    assert db.session.query(ArrivingUpload).count() == 0


def test_another_fault_leaves_the_file_with_the_form(client, draft):
    arrived = bring(client)

    refused = hand_in(client, draft, arrived, code="tax_certificates")
    taken = hand_in(client, draft, arrived, code="tax_certificates", issued_on="2026-03-02")

    assert (refused.status_code, taken.status_code) == (422, 303)
    assert f'name="file-arrived" value="{arrived}"' in refused.text
    assert "올려 둔 파일입니다" in words_of(refused)


def test_a_file_refused_for_its_content_does_not_stay_with_the_form(client, draft):
    refused = hand_in(client, draft, bring(client, docx(), "계획서.pdf"))

    assert refused.status_code == 422
    assert "이름은 .pdf인데 내용은 DOCX입니다." in words_of(refused)
    assert "file-arrived" not in refused.text


def test_a_file_still_on_its_way_is_not_handed_in(client, draft):
    told = begin(client).json
    put(client, told, to=10)

    answer = hand_in(client, draft, told["id"])

    assert answer.status_code == 422
    assert "다 올라오지 않은 파일이 있습니다. 파일을 다시 골라 주세요." in words_of(answer)


def test_strangers_neither_see_nor_use_it(client, draft):
    arrived = bring(client)
    sign_in(client, make_person(Role.APPLICANT, name="남"))
    other, _ = make_draft(draft.round, make_person(Role.APPLICANT, name="딴사람"))

    assert client.get(f"/uploads/{arrived}").status_code == 404
    assert put(client, {"url": f"/uploads/{arrived}"}).status_code == 404
    assert begin(client).json["id"] != arrived
    assert hand_in(client, other, arrived).status_code == 403


@pytest.mark.parametrize(
    ("size", "status", "sentence"),
    [
        (0, 422, "빈 파일입니다. 내용이 있는 파일을 올려 주세요."),
        ((200 << 20) + 1, 413, "파일이 너무 큽니다. 200MB 이하로 줄여 올려 주세요."),
    ],
)
def test_sizes_that_are_never_taken_are_refused_at_once(client, draft, size, status, sentence):
    answer = begin(client, size=size)

    assert (answer.status_code, answer.json["sentences"]) == (status, [sentence])


def test_nobody_fills_the_disk_with_files_never_handed_in(client, draft):
    answers = [begin(client, size=200 << 20, stamp=str(place)).status_code for place in range(3)]

    assert answers == [200, 200, 422]


def test_a_paper_larger_than_its_place_takes_is_answered_413(client, draft):
    large = CONTENT + bytes(11 << 20)

    answer = hand_in(client, draft, bring(client, large), code="business_registration")

    assert answer.status_code == 413
    assert "파일이 너무 큽니다. 10MB 이하로 줄여 올려 주세요." in words_of(answer)


def test_what_was_never_handed_in_is_swept(client, draft, clock):
    old, root = bring(client), settings().files_folder
    clock.now += timedelta(hours=25)
    sign_in(client, db.session.query(ArrivingUpload).one().person)
    young = bring(client, name="새것.pdf")
    long_ago = time.time() - 3_600
    for each in (old, young):
        os.utime(arrivals.place(root, uuid.UUID(each)), (long_ago, long_ago))

    with transaction() as now:
        sweep_arriving(now)

    assert [path.name for path in (root / "arriving").iterdir()] == [young]
    assert [str(each.id) for each in db.session.query(ArrivingUpload)] == [young]
