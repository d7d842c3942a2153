"""Two people, two windows, one draft: nothing is overwritten in silence, nothing untouched becomes a conflict."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import DraftRevision
from program_admin.applications.queries import draft_fields, draft_values
from program_admin.companies.models import MemberKind, Membership
from program_admin.core.database import db
from program_admin.core.errors import Conflict
from program_admin.core.writing import transaction
from tests.builders.answers import words_of
from tests.builders.applications import make_draft
from tests.builders.people import make_person
from tests.fixtures.clients import filled, sign_in

pytestmark = pytest.mark.both_databases
TITLE, EFFECT = "project-title", "project-effect"


@pytest.fixture
def pair(app, clock):
    """A draft, its owner and a colleague of the same company."""
    application, owner = make_draft()
    colleague = make_person(Role.APPLICANT, name="이동료")
    db.session.add(
        Membership(
            company_id=application.company_id, person_id=colleague.id, kind=MemberKind.STAFF, created_at=clock.now
        )
    )
    db.session.commit()
    return application, owner, colleague


def page_of(application):
    """The page as it is drawn now: each field's value with its revision."""
    stored = draft_fields(application.id)
    return {
        name: (stored[name].value, stored[name].revision) if name in stored else ("", 0) for name in (TITLE, EFFECT)
    }


def save(application, by, page, **changed):
    values = {TITLE: changed.get("title", page[TITLE][0]), EFFECT: changed.get("effect", page[EFFECT][0])}
    typed = {name: services.TypedField(values[name], page[name][1]) for name in values}
    with transaction() as now:
        return [
            (each.field, each.theirs, each.theirs_by)
            for each in services.save_section(application, typed, by=by, now=now)
        ]


def test_a_page_that_did_not_touch_a_field_leaves_what_a_colleague_wrote_there(pair, clock):
    application, owner, colleague = pair
    save(application, owner, page_of(application), title="처음 이름", effect="처음 효과")
    mine, theirs = page_of(application), page_of(application)
    clock.advance(minutes=5)

    assert save(application, colleague, theirs, title="동료가 고친 이름") == []
    assert save(application, owner, mine, effect="내가 고친 효과") == []

    assert page_of(application)[TITLE][0] == "동료가 고친 이름"
    assert page_of(application)[EFFECT][0] == "내가 고친 효과"


def test_both_changed_the_same_field_and_the_later_one_is_asked(pair, clock):
    application, owner, colleague = pair
    save(application, owner, page_of(application), title="처음 이름")
    mine, theirs = page_of(application), page_of(application)
    clock.advance(minutes=5)
    save(application, colleague, theirs, title="동료가 고친 이름")

    assert save(application, owner, mine, title="내가 고친 이름") == [(TITLE, "동료가 고친 이름", "이동료")]
    assert draft_values(application.id)[TITLE] == "동료가 고친 이름"


def test_the_same_person_in_an_old_window_is_asked_too(pair, clock):
    application, owner, _ = pair
    save(application, owner, page_of(application), title="처음 이름")
    old = page_of(application)
    clock.advance(minutes=5)
    save(application, owner, page_of(application), title="휴대전화에서 고친 이름")
    clock.advance(minutes=5)

    assert save(application, owner, old, effect="효과") == []
    assert save(application, owner, old, title="컴퓨터에서 고친 이름") == [
        (TITLE, "휴대전화에서 고친 이름", owner.name)
    ]


def test_the_page_is_not_in_conflict_with_its_own_autosave(pair, clock):
    application, owner, _ = pair
    page = page_of(application)
    with transaction() as now:
        services.save_field(application, TITLE, "데이터 수", 0, by=owner, now=now)
    clock.advance(seconds=2)

    assert save(application, owner, page, title="데이터 수집") == []
    assert draft_values(application.id)[TITLE] == "데이터 수집"


def test_emptying_a_field_that_a_colleague_filled_meanwhile_is_asked(pair, clock):
    application, owner, colleague = pair
    save(application, owner, page_of(application), title="처음 이름")
    page = page_of(application)
    clock.advance(minutes=1)
    save(application, colleague, page_of(application), title="동료의 이름")

    assert save(application, owner, page, title="") == [(TITLE, "동료의 이름", "이동료")]


def test_one_field_saved_on_its_own_with_an_old_revision_is_a_conflict_for_the_same_person_as_well(pair, clock):
    application, owner, _ = pair
    save(application, owner, page_of(application), title="첫 이름")
    with transaction() as now:
        services.save_field(application, TITLE, "둘째 이름", 1, by=owner, now=now)

    with pytest.raises(Conflict), transaction() as now:
        services.save_field(application, TITLE, "낡은 창의 이름", 1, by=owner, now=now)

    assert draft_values(application.id)[TITLE] == "둘째 이름"


def test_the_page_names_choices_by_their_names(pair, clock, client, new_client):
    application, owner, colleague = pair
    sign_in(client, owner)
    page = filled(client, f"/applications/{application.id}/budget")
    clock.advance(minutes=1)
    other = sign_in(new_client(), colleague)
    theirs = filled(other, f"/applications/{application.id}/budget", **{"cost-1-item": "sensors"})
    other.post(f"/applications/{application.id}/budget", data=theirs | {"next": "stay"})

    answer = client.post(f"/applications/{application.id}/budget", data=page | {"cost-1-item": "software"})

    assert answer.status_code == 409
    assert "이동료 님이 ‘센서·컨트롤러’(으)로 바꿨습니다" in words_of(answer)


def test_every_value_ever_kept_stays_in_the_history(pair, clock):
    application, owner, colleague = pair
    for by, text in ((owner, "하나"), (colleague, "둘"), (owner, "셋")):
        save(application, by, page_of(application), title=text)
        clock.advance(minutes=1)

    kept = [row.value for row in db.session.query(DraftRevision).order_by(DraftRevision.revision)]
    assert [*kept, draft_values(application.id)[TITLE]] == ["하나", "둘", "셋"]
    assert clock.now - draft_fields(application.id)[TITLE].at == timedelta(minutes=1)
