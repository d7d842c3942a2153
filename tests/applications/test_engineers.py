"""참여인력: named in the application by row, copied with their grade, each asked to consent by an own link."""

from dataclasses import replace

import pytest
from lxml import html as lxml_html
from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application, ConsentRequest, DraftField, NamedRole
from program_admin.applications.queries import draft_values, filled_of, named_engineers_of
from program_admin.applications.queries.consents import named_people
from program_admin.applications.rules.engineers import engineer_faults, engineers_in
from program_admin.applications.rules.named_people import Answer
from program_admin.companies.models import Membership
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.notices.models import Kind, Message
from program_admin.suppliers.models import Engineer
from tests.applications.test_delegates import entrust
from tests.builders.answers import summary_of
from tests.builders.applications import (
    VALUES,
    blocking,
    make_draft,
    make_filled,
    make_submitted,
    make_supplier,
    type_values,
)
from tests.builders.people import make_person
from tests.fixtures.clients import filled, sign_in, submit

PEOPLE = {name: value for name, value in VALUES.items() if name.startswith("engineer-")}
FORM = "//form[@data-autosave]"
SECOND = {"engineer-2-name": "한기술", "engineer-2-work": "현장 설치", "engineer-2-email": "han@example.kr"}


def another_engineer(application, name="한기술", grade="beginner") -> None:
    """Let the supplier have one more."""
    at = application.created_at
    db.session.add(Engineer(supplier_id=application.supplier_id, name=name, grade=grade, created_at=at))
    db.session.commit()


def faults(application, **values) -> list[tuple[str, str]]:
    """What is wrong with the engineers when these values stand there."""
    given = filled_of(application)
    kept = {name: value for name, value in given.values.items() if not name.startswith("engineer-")}
    return [(each.field, each.sentence) for each in engineer_faults(replace(given, values=kept | values))]


def field_of(page):
    """The control of the first name."""
    return lxml_html.fromstring(page.text).get_element_by_id("engineer-1-name")


def keep(client, application, **values):
    """Press 저장하고 다음 단계로 on the supplier's page."""
    there = f"/applications/{application.id}/supplier"
    return client.post(f"{there}/engineers", data=filled(client, there, form=FORM, **values))


def test_every_row_wants_a_name_a_work_and_a_way_to_be_reached(app, clock):
    application, _ = make_filled()

    assert faults(application, **PEOPLE) == []
    assert [field for field, _ in faults(application)] == ["engineer-1-name"]
    assert [field for field, _ in faults(application, **PEOPLE, **{"engineer-3-phone": "02-1"})] == [
        "engineer-3-name", "engineer-3-work", "engineer-3-phone", "engineer-3-phone",
    ]  # fmt: skip
    assert [field for field, _ in faults(application, **PEOPLE | {"engineer-1-phone": "02-123-4567"})] == [
        "engineer-1-phone"
    ]
    assert faults(application, **PEOPLE | {"engineer-1-phone": "", "engineer-1-email": "a@b.kr"}) == []
    twice = PEOPLE | {name.replace("-1-", "-2-"): value for name, value in PEOPLE.items()}
    assert faults(application, **twice) == [("engineer-2-name", "정기술님을 두 번 적었습니다. 한 줄을 비워 주세요.")]


@pytest.mark.both_databases
def test_naming_an_engineer_asks_for_the_consent_once(client, clock, outbox):
    application, owner = make_filled()
    another_engineer(application)
    sign_in(client, owner)

    first = keep(client, application, **SECOND)
    again = keep(client, application)
    people = {each.name: each for each in named_people(application)}

    assert (first.status_code, first.location.endswith("/kpi"), again.status_code) == (303, True, 303)
    assert [len(outbox(address)) for address in ("01055554444", "01012345678")] == [1, 1]
    mail = db.session.scalars(select(Message).where(Message.address == "han@example.kr")).one()
    assert (mail.kind, "투입 기술자" in mail.body) == (Kind.EMAIL, True)
    assert {each.answer for each in people.values()} == {Answer.WAITING}
    assert len(db.session.scalars(select(ConsentRequest)).all()) == 3


def test_enter_and_autosave_send_nothing(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)

    stayed = keep(client, application, next="stay")
    client.post(
        f"/applications/{application.id}/autosave",
        data=filled(client, f"/applications/{application.id}/supplier", form=FORM)
        | {"field": "engineer-1-phone", "value": "010-7777-8888", "revision": "1"},
    )

    assert stayed.location.endswith("/supplier")
    assert db.session.scalars(select(ConsentRequest)).all() == []
    assert draft_values(application.id)["engineer-1-phone"] == "010-7777-8888"


def test_whoever_is_no_longer_named_loses_the_link(client, new_client, clock, outbox):
    application, owner = make_filled()
    sign_in(client, owner)
    keep(client, application)
    link = outbox("01055554444")[-1].link

    keep(client, application, **{"engineer-1-phone": "010-5555-4445"})

    assert new_client().get(link).status_code == 404
    assert new_client().get(outbox("01055554445")[-1].link).status_code == 200


def test_a_delegate_names_engineers_and_the_company_asks_them(client, new_client, clock, outbox):
    application, owner = make_filled()
    delegate = entrust(application, owner).person
    sign_in(client, delegate)

    kept = keep(client, application, **{"engineer-1-work": "설계와 개발"})
    with pytest.raises(NotAllowed), transaction() as now:
        services.ask_named(application, by=delegate, now=now)
    company = sign_in(new_client(), owner)
    page = company.get(f"/applications/{application.id}/consent-states")
    sent = submit(company, f"/applications/{application.id}/consent-states", to=(
        f"/applications/{application.id}/consent-states/ask"
    ), person="engineer-1")  # fmt: skip

    assert (kept.status_code, outbox("01055554444") == [] or None) == (303, None)
    assert "아직 묻지 않은 2명에게 모두 보내기" in page.text
    assert (sent.status_code, len(outbox("01055554444"))) == (303, 1)


@pytest.mark.both_databases
def test_the_grade_is_copied_when_it_is_handed_in(app, clock):
    application, owner = make_filled()
    with transaction() as now:
        services.submit(application, by=owner, now=now)
    db.session.scalars(select(Engineer)).one().grade = "expert"
    db.session.commit()

    (kept,) = named_engineers_of(application.id)

    assert (kept.place, kept.name, kept.phone, kept.grade) == (1, "정기술", "01055554444", "advanced")
    assert kept.work == PEOPLE["engineer-1-work"]


@pytest.mark.both_databases
def test_an_engineer_who_left_the_supplier_cannot_be_handed_in(app, clock):
    application, owner = make_filled()
    another_engineer(application)
    gone = db.session.scalars(select(Engineer).filter_by(name="정기술")).one()
    gone.ended_at = application.created_at
    db.session.commit()

    sentence = (
        "정기술은 한빛솔루션의 등록 기술자가 아닙니다. 등록 기술자를 고르거나, 공급기업에 기술자 등록을 부탁해 주세요."
    )
    assert blocking(application) == [sentence]
    with pytest.raises(RuleBroken) as refused, transaction() as now:
        services.submit(application, by=owner, now=now)
    assert refused.value.objections == [sentence]


@pytest.mark.both_databases
def test_another_supplier_brings_other_engineers(app, clock):
    application, owner = make_filled()
    other = make_supplier("다온테크")

    with transaction() as now:
        services.choose_supplier(
            application, other.id, by=owner, now=now, source="request", engineers=["정기술", "한기술"]
        )

    assert [(each.name, each.work) for each in engineers_in(draft_values(application.id))] == [
        ("정기술", ""), ("한기술", ""),
    ]  # fmt: skip


def test_where_the_supplier_lists_nobody_the_name_is_typed(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)
    listed = client.get(f"/applications/{application.id}/supplier")
    for each in db.session.scalars(select(Engineer)):
        each.ended_at = application.created_at
    typed = client.get(f"/applications/{application.id}/supplier")

    assert [field_of(each).tag for each in (listed, typed)] == ["select", "input"]
    assert field_of(listed).value_options == ["", "정기술"]
    assert "정기술 (고급)" in listed.text
    assert field_of(typed).value == "정기술"
    assert blocking(application) == []


def test_a_faulty_row_is_told_and_nobody_is_asked(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)

    answer = keep(client, application, **{"engineer-1-work": ""})

    assert answer.status_code == 422
    assert summary_of(answer) == ["1번째 줄 기술자가 맡을 일을 적어 주세요."]
    assert db.session.scalars(select(ConsentRequest)).all() == []


def test_two_who_type_the_same_row_are_told(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)
    there = f"/applications/{application.id}/supplier"
    sent = filled(client, there, form=FORM, **{"engineer-1-work": "내가 적은 일"})
    type_values(application, make_member(application), {"engineer-1-work": "그사이 적은 일"})
    clock.advance(minutes=1)

    answer = client.post(f"{there}/engineers", data=sent)

    assert answer.status_code == 409
    assert "그사이 적은 일" in answer.text


def make_member(application: Application):
    """Somebody else of the company."""
    other = make_person(Role.APPLICANT, name="이수현")
    db.session.add(
        Membership(
            company_id=application.company_id, person_id=other.id, kind="staff", created_at=application.created_at
        )
    )
    db.session.commit()
    return other


def test_officers_read_the_engineers_with_grade_and_consent(client, clock):
    application, owner = make_submitted()
    with transaction() as now:
        new = services.NewNamed(NamedRole.ENGINEER, "정기술", "01055554444")
        request = services.ask_consent(application, new, by=owner, now=now)
    with transaction() as now:
        services.answer_consent(request, agreed=True, now=now)
    clock.set(application.round.grace_until.replace(minute=59))
    clock.advance(days=1)
    sign_in(client, make_person(Role.OFFICER))

    page = client.get(f"/applications/{application.id}/read")

    assert PEOPLE["engineer-1-work"] in page.text
    assert "고급" in page.text
    assert "동의함 (" in page.text
    assert "010-5555-4444" not in page.text


def test_engineers_are_fields_of_the_draft_like_any_other(app, clock):
    application, owner = make_draft()

    with transaction() as now:
        services.save_field(application, "engineer-1-name", "정기술", 0, by=owner, now=now)
    with pytest.raises(RuleBroken, match="없는 항목"), transaction() as now:
        services.save_field(application, "engineer-11-name", "정기술", 0, by=owner, now=now)

    kept = db.session.scalars(select(DraftField).filter_by(name="engineer-1-name")).one()
    assert (kept.value, kept.revision, kept.person_id) == ("정기술", 1, owner.id)
