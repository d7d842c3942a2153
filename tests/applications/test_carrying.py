"""A second application starts from the last one: what may stand is taken over and marked until looked at."""

import re

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.queries import draft_values, filled_of
from program_admin.applications.queries.carrying import earlier_application, handed_in_facts, marks_of
from program_admin.applications.rules.carrying import (
    Mark,
    carried_values,
    company_differences,
    mark_of,
    unconfirmed_objections,
)
from program_admin.companies import services as companies
from program_admin.companies.rules import Business
from program_admin.core.errors import Missing, NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.programs.schema.announcement import Level
from tests.builders.applications import (
    VALUES,
    blocking,
    hand_in_papers,
    make_draft,
    make_round,
    make_submitted,
    make_supplier,
    type_values,
)
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in, submit


def second_draft():
    """A company that applied in one round, and its fresh draft in another."""
    earlier, owner = make_submitted(make_round())
    draft, _ = make_draft(make_round(code="2026-seoul-second"), owner, earlier.company)
    return earlier, draft, owner


def carry(draft, earlier, owner) -> int:
    with transaction() as now:
        return services.carry_over(draft, earlier, by=owner, now=now)


def test_a_field_is_marked_by_what_stood_there_then():
    assert mark_of(earlier=None, current="x", confirmed=False) is Mark.NEW
    assert mark_of(earlier="x", current="x", confirmed=False) is Mark.UNCONFIRMED
    assert mark_of(earlier="x", current="x", confirmed=True) is Mark.SAME
    assert mark_of(earlier="x", current="y", confirmed=True) is Mark.CHANGED
    assert unconfirmed_objections({"a": Mark.SAME, "b": Mark.CHANGED}) == []


@pytest.mark.both_databases
def test_amounts_bonus_and_consents_are_given_anew_and_unknown_codes_stay_behind(app, clock):
    draft, _ = make_draft()
    earlier = VALUES | {
        "kpi-1-measure": "no_such_measure",
        "question-collects_how": "paper,no_such_choice",
        "question-no_such": "x",
        "bonus-claimed": "yes",
    }

    found = carried_values(earlier, filled_of(draft))

    assert found["project-title"] == VALUES["project-title"]
    assert (found["cost-1-item"], found["cost-1-description"]) == ("software", "MES 개발 3명 4개월")
    assert found["kpi-2-measure"] == "remake_rate"
    left = {"cost-1-amount", "kpi-1-measure", "kpi-1-before", "question-collects_how", "question-no_such"}
    assert (left | {"bonus-claimed", "consent-collection", "must_not-capital", "confirm-company"}) & set(found) == set()


@pytest.mark.both_databases
def test_what_was_taken_over_is_marked_until_confirmed_or_changed(app, clock):
    earlier, draft, owner = second_draft()
    assert earlier_application(draft.company_id, draft.round_id) == earlier

    count = carry(draft, earlier, owner)
    marks = marks_of(draft.id)
    assert (count, set(marks.values())) == (len(marks), {Mark.UNCONFIRMED})
    stored = dict.fromkeys(marks, 1)
    with transaction() as now:
        services.save_field(draft, "project-title", "새 과제", stored["project-title"], by=owner, now=now)
        services.save_field(draft, "cost-1-amount", "1,000", 0, by=owner, now=now)
    with transaction() as now:
        services.confirm_carried(draft, ["project-problem", "project-title"], by=owner, now=now)

    marks = marks_of(draft.id)
    assert (marks["project-title"], marks["project-problem"]) == (Mark.CHANGED, Mark.SAME)
    assert (marks["cost-1-amount"], marks["project-plan"]) == (Mark.NEW, Mark.UNCONFIRMED)


@pytest.mark.both_databases
def test_the_second_application_is_handed_in_once_everything_was_looked_at(app, clock):
    earlier, draft, owner = second_draft()
    carry(draft, earlier, owner)
    type_values(draft, owner, {name: value for name, value in VALUES.items() if name not in draft_values(draft.id)})
    with transaction() as now:
        services.choose_supplier(draft, make_supplier().id, by=owner, now=now, source="named")
    hand_in_papers(draft, owner)

    assert len(blocking(draft)) == 1
    with pytest.raises(RuleBroken, match=r"지난 신청에서 가져온 \d+개 항목"), transaction() as now:
        services.submit(draft, by=owner, now=now)
    with transaction() as now:
        services.confirm_carried(draft, list(marks_of(draft.id)), by=owner, now=now)
    with transaction() as now:
        services.submit(draft, by=owner, now=now)

    assert draft.number is not None


@pytest.mark.both_databases
def test_another_companys_application_is_not_taken_over(app, clock):
    foreign, _ = make_submitted(make_round())
    draft, owner = make_draft(make_round(code="2026-seoul-second"))

    with pytest.raises(Missing):
        carry(draft, foreign, owner)
    with pytest.raises(NotAllowed):
        carry(draft, foreign, make_person(Role.APPLICANT))

    assert earlier_application(draft.company_id, draft.round_id) is None


@pytest.mark.both_databases
def test_the_company_as_it_was_is_compared_with_today(app, clock):
    earlier, draft, owner = second_draft()
    with transaction() as now:
        grown = Business("크라운", "밀링", "", 20, 15, Level.BASIC)
        companies.change_business(draft.company, grown, by=owner, now=now, version=draft.company.version)

    found = company_differences(handed_in_facts(earlier), filled_of(draft).company)

    assert next((each.label, each.before, each.after) for each in found) == ("상시 근로자", "12명", "20명")
    assert "스마트공장 수준" in {each.label for each in found}


def test_the_pages_offer_mark_and_confirm(client, clock):
    earlier, owner = make_submitted(make_round())
    second = make_round(code="2026-seoul-second")
    sign_in(client, owner)
    start = f"/applications/start?round={second.id}"

    offered = client.get(start).text
    begun = submit(client, start, to="/applications/start", track="new")
    there = begun.location
    tasks, plan, page = (client.get(f"{there}{rest}") for rest in ("", "/plan", "/carried"))
    confirmed = client.post(f"{there}/carried/plan", data=act())
    after = client.get(f"{there}/carried")

    assert "지난 신청의 내용을 가져옵니다." in offered
    assert begun.status_code == 303
    assert "확인해 주세요." in tasks.text
    assert "지난 신청에서 가져옴 · 확인 필요" in plan.text
    assert earlier.number in page.text
    assert re.search(r"‘구축 계획’ \d+개 항목은 지금도 맞습니다", page.text)
    assert (confirmed.status_code, "‘구축 계획’ " in after.text.split("가져온 내용을 확인했습니다.")[-1]) == (
        303,
        False,
    )


def test_a_first_application_has_nothing_to_take_over(client, clock):
    round_ = make_round()
    draft, owner = make_draft(round_)
    sign_in(client, owner)

    start, carried = client.get("/applications/start"), client.get(f"/applications/{draft.id}/carried")

    assert "지난 신청의 내용" not in start.text
    assert "지난 신청에서 가져온 내용이 없습니다." in carried.text
