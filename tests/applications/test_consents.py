"""Consents: each with its version and date, optional ones taken back, named people answering by their own link."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import ConsentReply, ConsentRequest, NamedRole
from program_admin.applications.queries.consents import consent_in_force, given_consents, named_people
from program_admin.applications.queries.filled import gathered
from program_admin.applications.rules.named_people import Answer, Named, answer_of, missing_consents
from program_admin.applications.services.readiness import hindrances
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.programs.services import keep_round, open_round
from tests.builders.answers import summary_of
from tests.builders.applications import VALUES, blocking, make_draft, make_filled, make_submitted, sample_terms
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in, submit

CONTACT = ("박정우", "01012345678")


def ask(application, owner, role=NamedRole.CONTACT, name=CONTACT[0], phone=CONTACT[1]) -> ConsentRequest:
    with transaction() as now:
        return services.ask_consent(application, services.NewNamed(role, name, phone), by=owner, now=now)


def strict_round(terms):
    """A round like this one, in which named people must agree before an application is handed in."""
    consents = tuple(c.model_copy(update={"required": True}) if c.code == "named_person" else c for c in terms.consents)
    officer = make_person(Role.OFFICER)
    with transaction() as now:
        strict = keep_round(
            terms.model_copy(update={"code": "2026-seoul-strict", "consents": consents}), by=officer, now=now
        )
        open_round(strict, by=officer, now=now)
    return strict


def test_a_request_is_answered_expired_or_waiting(clock):
    later = clock.now + timedelta(days=1)

    assert answer_of(agreed=True, expires_at=clock.now, now=later) is Answer.AGREED
    assert answer_of(agreed=False, expires_at=later, now=clock.now) is Answer.REFUSED
    assert answer_of(agreed=None, expires_at=later, now=clock.now) is Answer.WAITING
    assert answer_of(agreed=None, expires_at=clock.now, now=clock.now) is Answer.EXPIRED


def test_only_those_who_did_not_agree_are_missing(clock):
    people = [Named("사업 담당자", f"{answer}", "010", answer, clock.now) for answer in Answer]

    assert len(missing_consents(people)) == len(Answer) - 2


@pytest.mark.both_databases
def test_the_company_has_its_consents_with_version_name_and_moment(app, clock):
    application, owner = make_submitted()

    given = {each.wording.code: each for each in given_consents(application)}

    assert set(given) == {"collection", "third_party", "company_lookup", "photos"}
    assert (given["collection"].version, given["collection"].by, given["collection"].at) == (1, owner.name, clock.now)
    assert given["photos"].at is None


@pytest.mark.both_databases
def test_an_optional_consent_is_taken_back_and_a_required_one_is_not(app, clock):
    application, owner = make_filled()
    with transaction() as now:
        services.save_field(application, "consent-photos", "yes", 0, by=owner, now=now)
    with transaction() as now:
        services.submit(application, by=owner, now=now)
    assert consent_in_force(application, "photos")

    clock.advance(days=1)
    with transaction() as now:
        services.withdraw_consent(application, "photos", by=owner, now=now)
    with pytest.raises(RuleBroken, match="철회할 동의가 없습니다"), transaction() as now:
        services.withdraw_consent(application, "photos", by=owner, now=now)
    with pytest.raises(RuleBroken, match="필수 동의는"), transaction() as now:
        services.withdraw_consent(application, "collection", by=owner, now=now)
    with pytest.raises(NotAllowed), transaction() as now:
        services.withdraw_consent(application, "photos", by=make_person(Role.APPLICANT), now=now)

    assert not consent_in_force(application, "photos")


def test_the_contact_agrees_on_the_phone_once_and_without_a_password(client, new_client, clock, outbox):
    application, owner = make_filled()
    sign_in(client, owner)
    page = client.get(f"/applications/{application.id}/consent-states")
    there = f"/applications/{application.id}/consent-states/ask"
    sent = client.post(there, data=act() | {"person": "contact"})
    link, guest = outbox(CONTACT[1])[-1].link, new_client()

    opened = guest.get(link)
    nothing = guest.post(link, data=act())
    answered = submit(guest, link, answer="agree")
    again = guest.get(link)
    twice = guest.post(link, data=act() | {"answer": "refuse"})
    seen = client.get(f"/applications/{application.id}/consent-states")

    assert "아직 묻지 않음" in page.text
    assert (sent.status_code, opened.status_code, nothing.status_code) == (303, 200, 422)
    assert "성명, 소속, 휴대전화, 기술자 등급" in opened.text
    assert (answered.status_code, "동의하셨습니다." in again.text) == (303, True)
    assert twice.status_code == 200
    assert [row.agreed for row in db.session.scalars(select(ConsentReply))] == [True]
    assert "동의함 (2026. 3. 9.(월) 10:00)" in seen.text
    assert named_people(application)[0].answer is Answer.AGREED


def test_a_link_ends_with_its_days_and_with_a_newer_one(client, clock, outbox):
    application, owner = make_filled()
    ask(application, owner)
    first = outbox(CONTACT[1])[-1].link
    clock.advance(minutes=1)
    ask(application, owner)
    second = outbox(CONTACT[1])[-1].link

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    clock.advance(days=15)
    assert client.get(second).status_code == 404
    assert client.post(second, data=act() | {"answer": "agree"}).status_code == 404
    assert named_people(application)[0].answer is Answer.EXPIRED


@pytest.mark.both_databases
def test_whoever_agreed_is_not_asked_again(app, clock):
    application, owner = make_filled()
    request = ask(application, owner, NamedRole.ENGINEER, "정기술", "01055554444")
    with transaction() as now:
        services.answer_consent(request, agreed=True, now=now)

    with pytest.raises(RuleBroken, match="이미 동의했습니다"):
        ask(application, owner, NamedRole.ENGINEER, "정기술", "01055554444")
    with pytest.raises(RuleBroken, match="이미 답하셨습니다"), transaction() as now:
        services.answer_consent(request, agreed=False, now=now)
    with pytest.raises(RuleBroken, match="문자를 받을 수 있는"):
        ask(application, owner, phone="0212345678")


@pytest.mark.both_databases
def test_a_missing_consent_warns_or_refuses_as_the_round_says(app, clock):
    mild, owner = make_filled()
    strict, other = make_filled(strict_round(mild.round.terms))

    assert [each.blocks for each in hindrances(mild, gathered(mild))] == [False, False]
    assert blocking(mild) == []
    with pytest.raises(RuleBroken, match="박정우님의 개인정보 동의를 받지 못했습니다"), transaction() as now:
        services.submit(strict, by=other, now=now)
    for request in (ask(strict, other), ask(strict, other, NamedRole.ENGINEER, "정기술", "01055554444")):
        with transaction() as now:
            services.answer_consent(request, agreed=True, now=now)
    for application, by in ((mild, owner), (strict, other)):
        with transaction() as now:
            services.submit(application, by=by, now=now)

    assert (mild.number is not None, strict.number is not None) == (True, True)


@pytest.mark.both_databases
def test_a_contact_with_an_account_of_the_company_agreed_when_signing_up(app, clock):
    application, owner = make_draft()

    assert [each.answer for each in named_people(application)] == [Answer.MEMBER]
    assert hindrances(application, gathered(application)) == ()
    assert owner.phone == named_people(application)[0].phone


def test_the_page_refuses_a_number_that_gets_no_text(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)

    answer = submit(client, f"/applications/{application.id}/consent-states", role="engineer", name="", phone="1")

    assert answer.status_code == 422
    assert len(summary_of(answer)) == 2


def test_officers_read_who_agreed_to_what(client, clock):
    application, owner = make_submitted()
    request = ask(application, owner)
    with transaction() as now:
        services.answer_consent(request, agreed=False, now=now)
    clock.set(application.round.grace_until + timedelta(minutes=1))
    sign_in(client, make_person(Role.OFFICER))

    page = client.get(f"/applications/{application.id}/read")

    assert f"{owner.name} 동의(제1판)" in page.text
    assert "동의하지 않음 (2026. 3. 9.(월) 10:00)" in page.text


def test_the_sample_asks_named_people_apart_from_the_company():
    terms = sample_terms()

    assert [each.code for each in terms.person_consents] == ["named_person"]
    assert "consent-named_person" not in VALUES
