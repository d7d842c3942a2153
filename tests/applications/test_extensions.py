"""접수기간 연장: proposed, approved by others, in force at once, told to those it concerns."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Extension, Status
from program_admin.applications.queries import is_sealed, officer_todo
from program_admin.audit.models import AuditEntry
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from program_admin.programs.models import RoundChange
from program_admin.programs.services import close_round
from tests.builders.applications import make_draft, make_filled, make_round, make_submitted, type_values
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in, submit

pytestmark = pytest.mark.both_databases
DAY = timedelta(days=1)


@pytest.fixture
def officer(app, clock) -> Person:
    return make_person(Role.OFFICER, name="김담당")


@pytest.fixture
def leaders(app, clock) -> list[Person]:
    return [make_person(Role.APPROVER, name="이팀장"), make_person(Role.APPROVER, name="정센터장")]


def proposed(round_, by, *, application=None, later=2 * DAY, reason="접수 누리집이 한 시간 멈췄습니다.") -> Extension:
    with transaction() as now:
        wanted = services.NewExtension((application or round_).deadline.closes_at + later, reason, application)
        return services.propose_extension(round_, wanted, by=by, now=now)


def approved(extension, leaders) -> Extension:
    for leader in leaders:
        with transaction() as now:
            services.approve_extension(extension, by=leader, now=now)
    return extension


def test_an_extension_for_all_moves_the_deadline_once_everybody_signed(app, clock, officer, leaders):
    round_ = make_round()
    before = round_.deadline
    extension = proposed(round_, officer)

    with transaction() as now:
        assert services.approve_extension(extension, by=leaders[0], now=now) is False
    assert round_.deadline == before
    with transaction() as now:
        assert services.approve_extension(extension, by=leaders[1], now=now) is True

    assert round_.deadline.closes_at == before.closes_at + 2 * DAY
    assert round_.deadline.grace_until == before.grace_until + 2 * DAY
    change = db.session.scalar(select(RoundChange))
    assert (change.kind, change.source_id, change.closed_at) == ("extension", extension.id, before.closes_at)
    actions = list(db.session.scalars(select(AuditEntry.action)))
    assert {"extension:propose", "extension:approve", "round:extend"} <= set(actions)


def test_a_draft_begun_after_the_first_deadline_is_handed_in_before_the_new_one(app, clock, officer, leaders):
    round_ = make_round()
    closes_at = round_.closes_at
    approved(proposed(round_, officer), leaders)

    clock.set(closes_at + DAY)
    application, owner = make_filled(round_)
    with transaction() as now:
        services.submit(application, by=owner, now=now)

    assert application.status == Status.SUBMITTED


def test_nothing_is_taken_after_the_extended_deadline_and_its_grace_time(app, clock, officer, leaders):
    round_ = make_round()
    application, owner = make_filled(round_)
    approved(proposed(round_, officer), leaders)

    clock.set(round_.grace_until)
    type_values(application, owner, {"project-title": "유예 시간에 고친 과제 이름"})
    clock.set(round_.grace_until + timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="마감되었습니다"), transaction() as now:
        services.submit(application, by=owner, now=now)

    db.session.expire_all()
    assert (application.status, application.title) == (Status.DRAFT, "유예 시간에 고친 과제 이름")


def test_everybody_with_a_draft_is_told_once_and_those_who_handed_in_are_not(app, clock, officer, leaders, outbox):
    round_ = make_round()
    _, writing_ = make_draft(round_)
    _, done = make_submitted(round_)
    extension = approved(proposed(round_, officer), leaders)

    run_pending()
    run_pending()

    assert extension.status == "approved"
    said = [message.title for message in outbox(writing_.phone)]
    assert said.count("접수 마감을 연장했습니다") == 1
    assert "접수 마감을 연장했습니다" not in [message.title for message in outbox(done.phone)]


def test_an_extension_for_one_after_the_deadline_opens_that_draft_alone(app, clock, officer, leaders, outbox):
    round_ = make_round()
    mine, owner = make_filled(round_)
    other, rival = make_filled(round_)
    closes_at = round_.closes_at
    clock.set(closes_at + DAY)

    approved(proposed(round_, officer, application=mine, later=3 * DAY), leaders)

    assert round_.closes_at == closes_at
    assert mine.deadline.closes_at == closes_at + 3 * DAY
    with transaction() as now:
        services.submit(mine, by=owner, now=now)
    with pytest.raises(RuleBroken, match="마감되었습니다"), transaction() as now:
        services.submit(other, by=rival, now=now)
    db.session.rollback()
    assert is_sealed(mine, clock.now)
    with pytest.raises(RuleBroken, match="뒤에 요건검토를 시작할 수 있습니다"), transaction() as now:
        services.start_screening(mine, by=officer, now=now)
    assert "이 신청서만 접수 마감을" in next(
        message.body for message in outbox(owner.phone) if message.title == "접수 마감을 연장했습니다"
    )


def test_nobody_approves_an_own_extension(app, clock, leaders):
    round_ = make_round()
    both = make_person(Role.OFFICER, Role.APPROVER, name="겸임")
    extension = proposed(round_, both)

    with pytest.raises(NotAllowed), transaction() as now:
        services.approve_extension(extension, by=both, now=now)


def test_a_returned_or_withdrawn_proposal_changes_nothing_and_another_may_follow(app, clock, officer, leaders):
    round_ = make_round()
    before = round_.deadline
    first = proposed(round_, officer)
    with pytest.raises(RuleBroken, match="결재를 기다리는 연장이 이미 있습니다"):
        proposed(round_, officer)
    with transaction() as now:
        services.return_extension(first, by=leaders[0], now=now, reason="하루면 충분합니다.")
    second = proposed(round_, officer, later=DAY)
    with transaction() as now:
        services.take_extension_back(second, by=officer, now=now)

    assert (first.status, second.status, round_.deadline) == ("returned", "taken_back", before)
    with pytest.raises(RuleBroken, match="이미 결재가 끝난 연장입니다"), transaction() as now:
        services.approve_extension(first, by=leaders[0], now=now)


def test_every_objection_to_an_extension_is_said_at_once(app, clock, officer):
    round_ = make_round()

    with pytest.raises(RuleBroken) as broken:
        proposed(round_, officer, later=-DAY, reason=" ")

    assert set(broken.value.fields) == {"until", "reason"}


def test_a_closed_round_is_reopened_before_it_is_extended(app, clock, officer):
    round_ = make_round()
    with transaction() as now:
        close_round(round_, by=officer, now=now, reason="접수를 마쳤습니다.")

    with pytest.raises(RuleBroken, match="‘접수 다시 열기’를 한 뒤"):
        proposed(round_, officer)


def test_once_screening_began_only_single_applications_are_extended(app, clock, officer):
    round_ = make_round()
    screened, _ = make_submitted(round_)
    draft, _ = make_draft(round_)
    clock.set(round_.grace_until + timedelta(minutes=1))
    with transaction() as now:
        services.start_screening(screened, by=officer, now=now)

    with pytest.raises(RuleBroken, match="요건검토를 시작한 신청이 있어"):
        proposed(round_, officer)
    db.session.rollback()
    assert proposed(round_, officer, application=draft).application_id == draft.id


def test_an_approved_proposal_that_came_too_late_is_refused(app, clock, officer, leaders):
    round_ = make_round()
    extension = proposed(round_, officer)
    clock.set(extension.until + DAY)

    with transaction() as now:
        services.approve_extension(extension, by=leaders[0], now=now)
    with pytest.raises(RuleBroken, match="이미 지났습니다"), transaction() as now:
        services.approve_extension(extension, by=leaders[1], now=now)


def test_the_stored_deadlines_are_those_the_rule_gives(app, clock, officer, leaders):
    round_ = make_round()
    draft, _ = make_draft(round_)
    approved(proposed(round_, officer, application=draft, later=3 * DAY), leaders)
    approved(proposed(round_, officer, later=DAY), leaders)
    before = draft.deadline

    approved(proposed(round_, officer, later=4 * DAY), leaders)

    assert before.closes_at == round_.terms.calendar.closes_at + 3 * DAY
    assert draft.deadline == round_.deadline
    assert round_.closes_at == round_.terms.calendar.closes_at + 5 * DAY


def test_an_officer_extends_on_the_pages_and_a_leader_signs(client, clock, officer, leaders):
    round_ = make_round()
    draft, owner = make_draft(round_)
    until = round_.closes_at + DAY
    address = f"/applications/rounds/{round_.id}/extensions"

    sign_in(client, officer)
    assert "접수기간 연장" in client.get(f"/applications/rounds/{round_.id}").text
    values = {"until": f"{until:%Y-%m-%d}", "until_time": "17:30", "reason": "서류 발급 누리집 장애"}
    one = values | {"scope": "one", "business_number": draft.company.business_number}
    put_up = submit(client, f"{address}/new", **one)
    listed = client.get(address).text
    for leader in leaders:
        sign_in(client, leader)
        assert client.post(f"{put_up.location}/approve", data=act()).status_code == 303

    sign_in(client, owner)
    tasks = client.get(f"/applications/{draft.id}").text
    assert (put_up.status_code, draft.company_name in listed) == (303, True)
    assert "이 신청서의 접수 마감을" in tasks
    assert "17:30" in tasks


def test_the_form_says_what_is_wrong_at_its_fields(client, clock, officer):
    round_ = make_round()
    sign_in(client, officer)
    address = f"/applications/rounds/{round_.id}/extensions/new"

    nameless = submit(client, address, scope="one", until="2026-04-01", until_time="25:00", reason="장애")
    unknown = submit(
        client,
        address,
        scope="one",
        business_number="123-45-67891",
        until="2026-04-01",
        until_time="18:00",
        reason="장애",
    )

    assert (nameless.status_code, unknown.status_code) == (422, 422)
    assert "시각을 18:00 형식으로 적어 주세요." in nameless.text
    assert "신청 기업의 사업자등록번호를 적어 주세요." in nameless.text
    assert "이 회차에 그 기업의 신청서가 없습니다." in unknown.text


def test_the_announcement_shows_the_extension_with_its_reason(client, clock, officer, leaders):
    round_ = make_round()
    approved(proposed(round_, officer), leaders)

    shown = client.get(f"/rounds/{round_.id}").text

    assert "공고한 뒤 바뀐 것" in shown
    assert "접수 누리집이 한 시간 멈췄습니다." in shown
    assert "에서 연장)" in shown


def test_a_waiting_extension_stands_on_the_desk_of_who_signs_next(app, clock, officer, leaders):
    round_ = make_round()
    proposed(round_, officer)
    reviewer = make_person(Role.OFFICER, Role.APPROVER, name="박팀장")

    assert [todo.title for todo in officer_todo(officer, clock.now)] == []
    assert [todo.title for todo in officer_todo(reviewer, clock.now)] == ["결재할 접수기간 연장"]


def test_the_list_after_the_deadline_hides_only_what_an_extension_keeps_sealed(client, clock, officer, leaders):
    round_ = make_round()
    mine, owner = make_filled(round_)
    make_submitted(round_)
    clock.set(round_.grace_until + timedelta(minutes=1))
    approved(proposed(round_, officer, application=mine, later=3 * DAY), leaders)
    with transaction() as now:
        services.submit(mine, by=owner, now=now)
    sign_in(client, officer)

    sealed = client.get(f"/applications/rounds/{round_.id}").text
    clock.set(mine.deadline.closes_at + DAY)
    sign_in(client, officer)
    opened = client.get(f"/applications/rounds/{round_.id}").text

    title = "치과 보철물 제작 공정 데이터 수집 체계 구축"
    assert (sealed.count(title), opened.count(title)) == (1, 2)
