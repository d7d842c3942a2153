"""Every type of extra question from the round's terms through form and submission to those who read it."""

import io
import json
from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Status
from program_admin.applications.queries import (
    answers_of,
    draft_fields,
    draft_values,
    filled_of,
    last_submission_of,
    papers_in_order,
    papers_of,
)
from program_admin.applications.rules import papers
from program_admin.applications.rules.questions import hidden_fields
from program_admin.applications.rules.sections import faults_of
from program_admin.core.clock import today
from program_admin.core.writing import transaction
from tests.builders.answers import words_of
from tests.builders.applications import (
    checked_pdf,
    hand_in_papers,
    make_draft,
    make_round,
    make_supplier,
    type_values,
)
from tests.builders.people import make_person
from tests.builders.questions import ANSWERS, OTHERS, terms_of_every_type
from tests.documents.files import pdf
from tests.fixtures.clients import act, filled, sign_in

TERMS = terms_of_every_type()


@pytest.fixture
def draft(app, clock):
    return make_draft(make_round(terms=TERMS))


def url(application, rest=""):
    return f"/applications/{application.id}{rest}"


def answered(application, owner, **changed):
    """Answer every question, hand every paper in and choose a supplier."""
    type_values(application, owner, OTHERS | ANSWERS | changed)
    with transaction() as now:
        services.choose_supplier(application, make_supplier().id, by=owner, now=now, source="named")
    hand_in_papers(application, owner)


def handed_in(application, owner):
    with transaction() as now:
        services.submit(application, by=owner, now=now)
    return json.loads(last_submission_of(application.id).content)


def sentences(application):
    return {fault.field: fault.sentence for fault in faults_of("plan", filled_of(application), today())}


def test_every_type_is_drawn_with_its_help_and_limits(client, draft):
    application, owner = draft
    type_values(application, owner, ANSWERS)
    sign_in(client, owner)

    shown = client.get(url(application, "/plan"))

    words = words_of(shown)
    for label in ("한 줄 소개", "현장 이야기", "설비 수", "한 해 손실액", "입주일", "어떤 센서입니까?", "배선도"):
        assert label in words
    assert "숫자로 적어 주세요." in words
    assert 'data-count="20"' in shown.text and 'data-count="60"' in shown.text
    assert "PDF · 20MB까지" in words and "저장하고 파일 올리기" in words


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("question-slogan", "가" * 23, "‘한 줄 소개’ 20자까지 적을 수 있습니다. 3자를 줄여 주세요."),
        ("question-story", "가" * 61, "‘현장 이야기’ 60자까지 적을 수 있습니다. 1자를 줄여 주세요."),
        ("question-machines", "열두 대", "‘설비 수’ 숫자만 적어 주세요. 예: 12"),
        ("question-machines", "9001", "‘설비 수’ 9,000대 이하로 적어 주세요."),
        ("question-defects", "3.333", "‘불량률’ 소수점 아래 2자리까지 숫자로 적어 주세요."),
        ("question-loss", "많음", "‘한 해 손실액’ 금액을 원 단위 숫자로 적어 주세요. 예: 1,000,000"),
        ("question-loss", "999", "‘한 해 손실액’ 1,000원 이상으로 적어 주세요."),
        ("question-moved_in", "2026. 2. 30.", "‘입주일’ 날짜를 2026. 3. 27. 형식으로 적어 주세요."),
        ("question-records", "maybe", "‘기록합니까?’ ‘예’나 ‘아니요’를 골라 주세요."),
        ("question-how", "memory", "‘어떻게 기록합니까?’ 보기에서 골라 주세요."),
        ("question-sensors", "heat,power", "‘어떤 센서입니까?’ 1개까지 고를 수 있습니다."),
        ("question-inventory-1-count", "", "1번째 줄 ‘대수’ 칸을 적어 주세요."),
        ("question-inventory-1-hours", "종일", "1번째 줄 ‘가동’ 칸에 숫자를 적어 주세요."),
        ("question-inventory-1-price", "비쌈", "1번째 줄 ‘취득가’ 칸에 원 단위 금액을 적어 주세요."),
        ("question-inventory-1-since", "작년", "1번째 줄 ‘도입일’ 칸에 날짜를 2026. 3. 27. 형식으로 적어 주세요."),
        ("question-inventory-1-way", "memory", "1번째 줄 ‘방법’ 칸에서 보기를 골라 주세요."),
    ],
)
def test_a_wrong_answer_of_each_type_is_named_at_its_field(draft, field, value, sentence):
    application, owner = draft
    type_values(application, owner, OTHERS | ANSWERS | {field: value})

    assert sentences(application)[field] == sentence


def test_every_type_is_handed_in_and_read_by_the_officer(client, draft, clock):
    application, owner = draft
    answered(application, owner)
    content = handed_in(application, owner)
    clock.set(application.round.grace_until + timedelta(minutes=1))
    sign_in(client, make_person(Role.OFFICER, name="김담당"))

    words = words_of(client.get(url(application, "/read")))

    assert application.status == Status.SUBMITTED
    assert answers_of(application.id) == ANSWERS | {
        name: value for name, value in OTHERS.items() if name.startswith("must_not-")
    }
    assert {name: value for name, value in content["fields"].items() if name.startswith("question-")} == ANSWERS
    assert "question-diagram" in [paper["paper"] for paper in content["papers"]]
    for text in (
        "하루 만에 만드는 보철물",
        "1,200대",
        "3.25%",
        "12,000,000원",
        "2026. 3. 2.",
        "기록합니까?예",
        "어떤 센서입니까?전력",
        "설비 밀링기 · 대수 1,500대 · 가동 7.5시간 · 취득가 30,000,000원 · 도입일 2024. 3. 1.",
        "배선도배선도.pdf",
    ):
        assert text in words, text


def test_a_question_three_levels_down_is_asked_only_while_all_above_hold(draft):
    application, owner = draft
    type_values(application, owner, ANSWERS)
    whole = filled_of(application)
    type_values(application, owner, {"question-records": "no"})
    without = filled_of(application)

    assert hidden_fields(whole) == frozenset()
    assert hidden_fields(without) == {"question-how", "question-sensors"}
    assert papers.slot_of(whole, "question-diagram") is not None
    assert papers.slot_of(without, "question-diagram") is None


def test_hidden_answers_are_kept_but_not_handed_in(draft):
    application, owner = draft
    answered(application, owner)
    with transaction() as now:
        revision = draft_fields(application.id)["question-records"].revision
        services.save_field(application, "question-records", "no", revision, by=owner, now=now)

    content = handed_in(application, owner)

    assert draft_values(application.id)["question-sensors"] == "power"
    assert "question-diagram" in [paper.paper for paper in papers_of(application.id)]
    assert "question-sensors" not in content["fields"] and "question-sensors" not in answers_of(application.id)
    assert "question-diagram" not in [paper["paper"] for paper in content["papers"]]
    assert "question-diagram" not in [paper.paper for paper in papers_in_order(application)]


def test_a_page_whose_question_vanished_while_it_was_filled_in_does_not_empty_it(client, draft):
    application, owner = draft
    type_values(application, owner, ANSWERS)
    sign_in(client, owner)
    page = filled(client, url(application, "/plan"))
    vanished = {name: value for name, value in page.items() if name not in ("question-how", "question-sensors")}

    client.post(url(application, "/plan"), data=vanished | {"question-records": "no", "next": "stay"})

    values = draft_values(application.id)
    assert (values["question-records"], values["question-how"], values["question-sensors"]) == ("no", "sensor", "power")


def test_each_hanging_question_listens_to_every_question_above_it(client, draft):
    application, owner = draft
    sign_in(client, owner)

    shown = client.get(url(application, "/plan")).text

    assert 'hx-trigger="change from:#ask-how, change from:#ask-records' in shown
    assert 'id="ask-records"' in shown and 'id="ask-how"' in shown


def test_the_file_of_a_question_is_chosen_after_the_page_was_kept(client, draft):
    application, owner = draft
    type_values(application, owner, ANSWERS)
    sign_in(client, owner)
    page = filled(client, url(application, "/plan"), **{"project-title": "파일보다 먼저 저장될 이름"})

    answer = client.post(url(application, "/plan"), data=page | {"next": "question-diagram"})
    client.post(
        url(application, "/papers/question-diagram"),
        data=act() | {"file": (io.BytesIO(pdf()), "배선도.pdf")},
        content_type="multipart/form-data",
    )

    assert (answer.status_code, answer.location) == (303, url(application, "/papers#paper-question-diagram"))
    assert draft_values(application.id)["project-title"] == "파일보다 먼저 저장될 이름"
    words = words_of(client.get(url(application, "/plan")))
    assert "배선도.pdf" in words and "저장하고 다른 파일로 바꾸기" in words


def test_a_required_file_question_is_missing_until_a_file_is_there(draft):
    application, owner = draft
    type_values(application, owner, ANSWERS)

    missing = faults_of("papers", filled_of(application), today())
    with transaction() as now:
        services.attach_paper(application, checked_pdf(), services.PaperFacts("question-diagram"), by=owner, now=now)
    after = faults_of("papers", filled_of(application), today())

    assert "배선도를 올려 주세요." in [fault.sentence for fault in missing]
    assert "paper-question-diagram" not in [fault.field for fault in after]
