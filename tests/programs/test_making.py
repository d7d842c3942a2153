"""New rounds made on screen, what still stands before announcing, and the look an applicant will have."""

import io
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import html as lxml_html

from program_admin.accounts.roles import Role
from program_admin.core.database import db
from program_admin.programs.models import Round
from program_admin.programs.queries import round_by_code
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.rules.copying import NewRound, copied, suggested
from program_admin.programs.services import keep_round, move_round
from tests.fixtures.clients import act, filled, sign_in

FORM = "//main//form[.//button[text()='회차 만들기']]"
NEW = "/rounds/manage/new"


@pytest.fixture
def draft(app, clock, sample, client, officer) -> Round:
    kept = keep_round(sample, by=None, now=clock.now)
    db.session.commit()
    sign_in(client, officer)
    return kept


def test_the_last_round_is_copied_with_its_dates_shifted(client, draft, sample):
    start = f"{NEW}?source={draft.id}"
    listed = client.get(NEW).text
    sent = filled(client, start, FORM, number="서울테크노파크 공고 제2027-12호")

    answer = client.post(start, data=sent)

    made = round_by_code("2027-seoul-standard")
    terms = made.terms
    assert (sample.title in listed, answer.status_code, answer.location) == (True, 302, f"/rounds/manage/{made.id}")
    assert (terms.title, terms.program.year) == ("2027년 서울형 스마트공장 구축 지원사업 1차", 2027)
    assert terms.announcement.number == "서울테크노파크 공고 제2027-12호"
    assert terms.calendar.opens_at.isoformat() == "2027-11-01T09:00:00+09:00"
    assert (terms.papers, terms.evaluation, terms.approvals) == (sample.papers, sample.evaluation, sample.approvals)
    assert (made.status, made.current_version.note) == ("draft", "새로 만듦")


def test_a_standard_starts_the_first_round_of_an_office(client, officer):
    sign_in(client, officer)
    start = f"{NEW}?source=2027-small-maker-voucher"

    page = client.get(NEW)
    answer = client.post(start, data=filled(client, start, FORM, code="2028-first"))

    assert ("아직 회차가 없습니다" in page.text, answer.status_code) == (True, 302)
    assert round_by_code("2028-first").terms.tracks[0].name == "단독형"


def test_what_was_left_out_is_missing_before_announcing(client, draft):
    start = f"{NEW}?source={draft.id}"
    sent = filled(client, start, FORM) | {"emptied": ["sections", "papers", "stages", "tracks"]}
    client.post(start, data=sent)
    made = round_by_code("2027-seoul-standard")

    overview = client.get(f"/rounds/manage/{made.id}")
    refused = client.post(f"/rounds/manage/{made.id}/open", data=act())

    for words in (
        "‘공고문’이 비어 있습니다.",
        "‘지원 유형’이 비어 있습니다.",
        "‘평가 단계’가 비어 있습니다.",
        "제출서류가 하나도 없습니다.",
        "공고번호가",
    ):
        assert words in overview.text
    assert ("공고하기" in overview.text, refused.status_code) == (False, 422)
    assert {item.paper for item in made.terms.evaluation.bonus.items} == {None}
    links = lxml_html.fromstring(overview.text).xpath("//section[@id='missing'] | //main//ul[1]//a/@href")
    for link in links:
        assert client.get(link.partition("#")[0]).status_code == 200


def test_a_new_round_with_faults_is_refused_at_the_fields(client, draft):
    start = f"{NEW}?source={draft.id}"
    sent = filled(client, start, FORM, code="2026-seoul-standard", title="적던 이름")

    taken = client.post(start, data=sent)
    ugly = client.post(start, data=sent | {"code": "대문자 CODE", "opens_on": "어제"})

    assert (taken.status_code, "이미 있습니다. 다른 코드를 적어 주세요." in taken.text) == (422, True)
    assert (ugly.status_code, "적던 이름" in ugly.text, "날짜를" in ugly.text) == (422, True, True)


def test_a_round_whose_deadline_has_passed_is_not_announced(client, clock, officer, sample):
    old = keep_round(shift_calendar(sample, -700), by=None, now=clock.now)
    db.session.commit()
    sign_in(client, officer)

    overview = client.get(f"/rounds/manage/{old.id}").text
    answer = client.post(f"/rounds/manage/{old.id}/open", data=act())

    assert ("이미 지났습니다. 일정을 고쳐 주세요." in overview, answer.status_code) == (True, 422)
    assert f"/rounds/manage/{old.id}/edit/calendar#v_closes_at" in overview


def test_the_preview_shows_what_an_applicant_will_see(client, draft, sample):
    announced = client.get(f"/rounds/manage/{draft.id}/preview").text
    form = client.get(f"/rounds/manage/{draft.id}/preview?form=1").text

    for words in ("사업 목적", "공장등록증명서", sample.announcement.contact.phone):
        assert words in announced
    for words in (
        "데이터를 모을 사업장은 몇 곳입니까?",
        "질문 ‘지금 생산 데이터를 모으고 있습니까?’: 예일 때만 묻습니다.",
        "총사업비의 40%까지",
        "국세를 체납하고 있습니까?",
        "현장 사진 활용 동의 (선택)",
    ):
        assert words in form
    root = lxml_html.fromstring(form)
    assert root.xpath("//main//input[not(ancestor::fieldset[@disabled])][@type!='hidden']") == []


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR])
def test_those_who_only_read_see_no_way_to_change(client, draft, person_with, role):
    sign_in(client, person_with(role, "01077778888"))

    overview = client.get(f"/rounds/manage/{draft.id}")

    assert (overview.status_code, "/edit/" in overview.text) == (200, False)
    assert client.get(f"/rounds/manage/{draft.id}/edit/papers").status_code == 403
    assert client.get(NEW).status_code == 403


def test_an_announced_round_can_be_the_source_of_the_next(client, draft, officer, clock):
    move_round(draft, "open", by=officer, now=clock.now)
    db.session.commit()

    answer = client.get(f"{NEW}?source={draft.id}")

    assert (answer.status_code, "2027-seoul-standard" in answer.text) == (200, True)
    assert client.get(f"{NEW}?source=nonsense").status_code == 404


@settings(max_examples=40, deadline=None)
@given(days=some.integers(0, 4000), year=some.integers(2000, 2100))
def test_a_copy_keeps_everything_but_what_was_named(sample, days, year):
    opens = sample.calendar.opens_at.date()
    new = NewRound("another", "다른 이름", year, "", opens + timedelta(days=days))

    made = copied(sample, new)

    assert made.calendar == shift_calendar(sample, days).calendar
    assert (
        made.model_copy(
            update={
                "code": sample.code,
                "title": sample.title,
                "program": sample.program,
                "calendar": sample.calendar,
                "announcement": sample.announcement,
            }
        )
        == sample
    )


def test_the_suggestion_is_never_in_the_past(sample):
    later = suggested(sample, sample.calendar.opens_at.date().replace(year=2031, month=3))

    assert (later.opens_on.year, later.opens_on.weekday(), later.code) == (2031, 0, "2031-seoul-standard")


def test_an_unfinished_draft_is_exported_and_imported_as_the_same_round(client, draft):
    start = f"{NEW}?source={draft.id}"
    client.post(start, data=filled(client, start, FORM) | {"emptied": ["tracks", "stages"]})
    made = round_by_code("2027-seoul-standard")
    text = client.get(f"/rounds/manage/{made.id}/file").get_data()

    strict = client.post("/rounds/manage/import", data=act() | {"file": (io.BytesIO(text), "round.yml")})
    lenient = client.post(
        "/rounds/manage/import", data=act() | {"file": (io.BytesIO(text), "round.yml"), "unfinished": "yes"}
    )

    db.session.expire_all()
    assert (strict.status_code, "‘지원 유형’이 비어 있습니다." in strict.text, lenient.status_code) == (422, True, 302)
    assert round_by_code("2027-seoul-standard").current_version.number == 1
