"""Editing a draft on screen: every part of it, without losing or changing anything that was not typed."""

import pytest
from lxml import html as lxml_html

from program_admin.core.database import db
from program_admin.programs.editing.elements import shape_of
from program_admin.programs.editing.places import BASICS, address_of
from program_admin.programs.editing.summaries import SECTIONS
from program_admin.programs.models import Round
from program_admin.programs.queries import round_by_code
from program_admin.programs.schema.base import Part
from program_admin.programs.schema.steps import ALWAYS_ON
from program_admin.programs.services import keep_round, move_round
from tests.fixtures.clients import filled, sent_by, sign_in

CODE = "2026-seoul-standard"


@pytest.fixture
def draft(app, clock, sample, client, officer) -> Round:
    kept = keep_round(sample, by=None, now=clock.now)
    db.session.commit()
    sign_in(client, officer)
    return kept


def part_address(round_, part: str) -> str:
    return f"/rounds/manage/{round_.id}/edit/{part}"


def places_of(value: object, path: tuple[str | int, ...]) -> list[str]:
    """Every address below a part: of its rows, and of the larger parts in it."""
    found = [address_of(path)]
    if isinstance(value, tuple):
        for place, row in enumerate(value):
            found += places_of(row, (*path, place))
    if isinstance(value, Part):
        for inner in shape_of(type(value)).inner:
            below = places_of(getattr(value, inner.name), (*path, inner.name))
            found += below if not inner.rows else below[1:]
    return found


def every_place(terms) -> list[str]:
    found = []
    for name in SECTIONS:
        tabled = name in (BASICS, "steps", "outside_numbers")
        found += [name] if tabled else places_of(getattr(terms, name), (name,))
    return found


FORM = "//main//form[.//button[text()='저장']]"


@pytest.mark.slow
def test_every_part_can_be_opened_and_saving_it_unchanged_changes_nothing(client, draft, sample):
    places = every_place(sample)
    saved = 0

    for place in places:
        page = client.get(part_address(draft, place))
        assert page.status_code == 200, place
        if lxml_html.fromstring(page.text).xpath(FORM):
            answer = client.post(part_address(draft, place), data=sent_by(page, FORM))
            assert answer.status_code == 302, (place, errors_of(answer))
            saved += 1

    db.session.expire_all()
    assert round_by_code(CODE).current_version.number == 1
    assert (len(places) > 100, saved > 100) == (True, True)


def errors_of(answer) -> list[str]:
    root = lxml_html.fromstring(answer.text)
    return [each.text_content() for each in root.xpath("//*[contains(@class, 'error-summary')]//li")]


def save(client, round_, part: str, **values):
    address = part_address(round_, part)
    return client.post(address, data=filled(client, address, FORM, **values))


def now_of(code: str = CODE):
    db.session.expire_all()
    return round_by_code(code).terms


def row_form(row: str, word: str) -> str:
    return f"//main//li[.//a[text()='{row}']]//form[.//button[starts-with(normalize-space(), '{word}')]]"


def test_a_saved_part_is_the_next_version_and_says_what_was_changed(client, draft, officer):
    answer = save(client, draft, "papers/2", v_name="사업자등록증명", v_max_mb="12")

    paper = now_of().papers[1]
    version = round_by_code(CODE).current_version
    assert (answer.status_code, paper.name, paper.max_mb) == (302, "사업자등록증명", 12)
    assert (version.number, version.note, version.created_by_id) == (2, "제출서류: 사업자등록증명", officer.id)


def test_every_fault_stands_at_its_field_and_nothing_typed_is_lost(client, draft):
    answer = save(client, draft, "papers/2", v_name="", v_max_mb="999", v_note="꼭 최근 것으로")

    root = lxml_html.fromstring(answer.text)
    faulty = root.xpath("//*[contains(@class, 'is-error')]//*[@aria-invalid='true']/@name")
    assert (answer.status_code, "꼭 최근 것으로" in answer.text) == (422, True)
    assert faulty == ["v_name"]
    again = save(client, draft, "papers/2", v_max_mb="999", v_note="꼭 최근 것으로")
    assert (again.status_code, errors_of(again)) == (422, ["200 이하로 적어 주세요."])
    assert "꼭 최근 것으로" in again.text
    assert round_by_code(CODE).current_version.number == 1


def test_a_fault_between_two_values_of_a_page_is_refused_there(client, draft):
    answer = save(client, draft, "calendar", v_closes_at="2026. 10. 1. 18:00")

    assert answer.status_code == 422
    assert "접수 마감은 접수 시작보다 늦어야 합니다." in errors_of(answer)


def test_a_new_row_gets_a_code_by_itself_and_what_is_missing_is_listed(client, draft):
    kind = part_address(draft, "eligibility/new") + "?kind=employees"
    asked = client.get(part_address(draft, "eligibility/new"))
    sent = filled(client, kind, FORM, v_sentence="상시 근로자가 300명 이하여야 합니다.", v_maximum="300")
    added = client.post(kind, data=sent)
    group = save(client, draft, "evaluation/stages/1/groups/new", v_name="협업")

    rule = now_of().eligibility[-1]
    overview = client.get(f"/rounds/manage/{draft.id}").text
    assert ("상시 근로자 수" in asked.text, added.status_code, group.status_code) == (True, 302, 302)
    assert (rule.kind, rule.code, rule.maximum) == ("employees", "eligibility_1", 300)
    assert "‘평가항목’이 비어 있습니다. 1개 이상 적어 주세요." in overview
    assert f"/rounds/manage/{draft.id}/edit/evaluation/stages/1/groups/4#list-criteria" in overview


def test_a_table_takes_new_rows_in_the_order_given_and_drops_removed_ones(client, draft):
    address = part_address(draft, "evaluation/stages/1/groups/3/criteria/4")
    sent = filled(client, address, FORM, v_max_points="6", v_grades__5__label="탁월", v_grades__5__points="6")
    sent |= {"v_grades__5__order": "0", "v_grades__4__gone": "yes"}

    more = client.post(address, data=sent | {"more": "v_grades"})
    answer = client.post(address, data=sent)

    grades = now_of().evaluation.stages[0].groups[2].criteria[3].grades
    assert (more.status_code, more.text.count("탁월"), "v_grades__9__label" in more.text) == (200, 1, True)
    assert answer.status_code == 302
    assert [(grade.label, int(grade.points)) for grade in grades] == [
        ("탁월", 6),
        ("매우우수", 5),
        ("우수", 4),
        ("보통", 3),
        ("미흡", 2),
    ]


def test_rows_are_moved_and_removed(client, draft):
    listed = part_address(draft, "papers")
    moves = [("사업자등록증", "위로"), ("위험성평가 인정서", "지우기")]
    for row, word in moves:
        sent = filled(client, listed, row_form(row, word))
        action = lxml_html.fromstring(client.get(listed).text).xpath(f"{row_form(row, word)}/@action")[0]
        assert client.post(action, data=sent).status_code == 302

    papers = now_of().papers
    assert [papers[0].name, papers[1].name, len(papers)] == ["사업자등록증", "사업계획서", 12]


def test_a_list_that_changed_meanwhile_is_not_rearranged(client, draft):
    listed = part_address(draft, "papers")
    stale = filled(client, listed, row_form("위험성평가 인정서", "지우기"))
    save(client, draft, "papers/1", v_name="사업계획서(서식 1)")

    answer = client.post(f"/rounds/manage/{draft.id}/rows/papers/13", data=stale)

    assert (answer.status_code, len(now_of().papers)) == (409, 13)


def test_two_officers_on_one_value_see_both_and_neither_is_overwritten(client, draft):
    address = part_address(draft, "papers/2")
    mine = filled(client, address, FORM, v_name="내 이름", v_note="내가 적은 안내")
    save(client, draft, "papers/2", v_name="동료의 이름", v_max_mb="15")

    clash = client.post(address, data=mine)

    root = lxml_html.fromstring(clash.text)
    shown = [each.text_content() for each in root.xpath("//*[contains(@class, 'conflict')]//dd")]
    assert (clash.status_code, shown) == (409, ["내 이름", "동료의 이름"])
    assert now_of().papers[1].name == "동료의 이름"
    again = dict(root.xpath(FORM)[0].form_values())
    assert (again["v_name"], again["v_max_mb"], again["v_note"].strip()) == ("내 이름", "15", "내가 적은 안내")


def test_two_officers_on_different_values_of_a_page_both_keep_theirs(client, draft):
    address = part_address(draft, "papers/2")
    mine = filled(client, address, FORM, v_note="내가 적은 안내")
    save(client, draft, "papers/2", v_max_mb="15")

    answer = client.post(address, data=mine)

    paper = now_of().papers[1]
    assert (answer.status_code, paper.note, paper.max_mb) == (302, "내가 적은 안내", 15)


def test_what_was_typed_on_a_row_somebody_removed_is_shown_once_more(client, draft):
    address = part_address(draft, "papers/13")
    mine = filled(client, address, FORM, v_note="내가 적은 안내")
    sent = filled(client, part_address(draft, "papers"), row_form("위험성평가 인정서", "지우기"))
    client.post(f"/rounds/manage/{draft.id}/rows/papers/13", data=sent)

    answer = client.post(address, data=mine)

    assert (answer.status_code, "내가 적은 안내" in answer.text) == (409, True)
    assert len(now_of().papers) == 12


def test_conditions_are_chosen_by_name_and_only_about_one_thing(client, draft):
    conditions = ["track||new", "vat_exempt||yes"]
    address = part_address(draft, "papers/3")
    sent = filled(client, address, FORM, v_need="when")

    mixed = client.post(address, data=sent | {"v_when": conditions})
    done = client.post(address, data=sent | {"v_when": conditions[1:]})

    when = now_of().papers[2].when
    assert (mixed.status_code, "한 가지에 대한 답만" in mixed.text, done.status_code) == (422, True, 302)
    assert (when.fact, when.question, when.is_one_of) == ("vat_exempt", None, ("yes",))


def test_the_evidence_of_a_bonus_is_chosen_by_name_and_missed_when_its_paper_goes(client, draft):
    saved = save(client, draft, "evaluation/bonus/items/2", v_paper="women_certificate")
    page = client.get(part_address(draft, "evaluation/bonus"))
    listed = part_address(draft, "papers")
    sent = filled(client, listed, row_form("여성기업확인서", "지우기"))
    client.post(f"/rounds/manage/{draft.id}/rows/papers/12", data=sent)

    overview = client.get(f"/rounds/manage/{draft.id}").text
    bonus = now_of().evaluation.bonus
    assert (saved.status_code, bonus.items[1].paper, len(now_of().papers)) == (302, "women_certificate", 12)
    assert "증빙을 받을 제출서류 여성기업확인서" in page.text
    assert "제출서류 ‘women_certificate’가 없습니다" in overview
    assert f"/rounds/manage/{draft.id}/edit/evaluation/bonus/items/3#v_paper" in overview


def test_steps_are_switched_and_the_site_visit_moves(client, draft):
    address = part_address(draft, "steps")
    sent = filled(client, address, FORM, v_site_visit="after")

    unknown = client.post(address, data=sent | {"v_on": ["screening"]})
    done = client.post(address, data=sent | {"v_on": [*sent["v_on"], "site_evaluation"]})

    order = [step.code.value for step in now_of().steps if step.on]
    assert (unknown.status_code, done.status_code) == (422, 302)
    assert order[2:4] == ["panel_evaluation", "site_evaluation"]


def test_only_steps_that_may_be_off_are_offered_and_the_others_stay_on(client, draft):
    address = part_address(draft, "steps")
    page = client.get(address)
    form = filled(client, address, FORM)

    done = client.post(address, data={name: value for name, value in form.items() if name != "v_on"})

    on = tuple(step.code for step in now_of().steps if step.on)
    assert (done.status_code, on) == (302, ALWAYS_ON)
    assert "끄면 과제는 최종점검 승인으로 끝납니다." in page.text
    assert (">기술성평가 앞<" in page.text, ">before<" in page.text) == (True, False)
    assert [code for code in ALWAYS_ON if f'value="{code.value}"' in page.text] == []


def test_an_announced_round_is_not_edited(client, draft, officer, clock):
    sent = filled(client, part_address(draft, "program"), FORM, v_operator="다른 기관")
    move_round(draft, "open", by=officer, now=clock.now)
    db.session.commit()

    shown = client.get(part_address(draft, "program"))
    answer = client.post(part_address(draft, "program"), data=sent)

    assert (shown.status_code, answer.status_code) == (302, 422)
    assert "정정공고" in answer.text
    assert now_of().program.operator == "서울테크노파크"


@pytest.mark.parametrize("part", ["nonsense", "papers/99", "papers/0", "papers/x", "calendar/closes_at", "program/new"])
def test_a_part_that_is_not_there_is_not_found(client, draft, part):
    assert client.get(part_address(draft, part)).status_code == 404


def test_a_section_that_may_be_empty_and_is_is_not_said_to_be_filled_in(app, clock, slim, client, officer):
    kept = keep_round(slim, by=None, now=clock.now)
    db.session.commit()
    sign_in(client, officer)

    rows = lxml_html.fromstring(client.get(f"/rounds/manage/{kept.id}").text).xpath("//*[@class='overview']//li")
    said = {" ".join(row.xpath(".//a//text()")): " ".join(row.itertext()) for row in rows}

    assert [name for name in ("추가 질문", "외부 번호", "외부 서식") if "비어 있음" in said[name]] == [
        "추가 질문", "외부 번호", "외부 서식",
    ]  # fmt: skip
    assert "채움" in said["일정"]
