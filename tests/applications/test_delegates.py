"""대리 작성: invited to one draft until a day; each value says who typed it; only the company consents and submits."""

from datetime import date, timedelta

import pytest

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications import permissions as may
from program_admin.applications import services
from program_admin.applications.models import Application, Delegation
from program_admin.applications.queries import draft_fields, papers_of
from program_admin.applications.queries.delegates import delegations_of, is_delegate, seen_of, typed_by_delegates
from program_admin.applications.rules.delegates import Typed, end_faults, kept_for_company, unseen, unseen_objections
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from tests.builders.answers import summary_of
from tests.builders.applications import checked_pdf, make_draft, make_filled
from tests.builders.companies import make_company
from tests.builders.people import make_person
from tests.fixtures.clients import act, sign_in, submit


def entrust(application: Application, owner: Person, *, days: int = 3, phone: str = "01077778888") -> Delegation:
    """Let 최대리 of 한결정보 type in the draft."""
    with transaction() as now:
        until = now.date() + timedelta(days=days)
        new = services.NewDelegate("최대리", phone, "한결정보", until)
        return services.invite_delegate(application, new, by=owner, now=now)


def type_title(application: Application, by: Person, value: str = "공급기업이 적은 과제명") -> None:
    stored = draft_fields(application.id).get("project-title")
    revision = stored.revision if stored else 0
    with transaction() as now:
        services.save_field(application, "project-title", value, revision, by=by, now=now)


def test_rules_keep_confirmations_and_consents_for_the_company():
    assert [
        name
        for name in ("confirm-company", "consent-photos", "must_not-capital", "project-title")
        if kept_for_company(name)
    ] == [
        "confirm-company",
        "consent-photos",
        "must_not-capital",
    ]


def test_an_invitation_lasts_no_longer_than_the_round_takes_drafts():
    today, last = date(2026, 3, 9), date(2026, 3, 19)

    assert end_faults(date(2026, 3, 8), today, last) == ["오늘이나 그 뒤의 날짜를 적어 주세요."]
    assert end_faults(date(2026, 3, 20), today, last) == ["접수가 끝나는 2026. 3. 19.까지만 맡길 수 있습니다."]
    assert end_faults(last, today, last) == []


def test_what_was_seen_is_not_asked_again(clock):
    typed = [
        Typed("a:1", "a", "값", "최대리", "한결정보", clock.now),
        Typed("b:2", "b", "값", "최대리", "한결정보", clock.now),
    ]

    assert unseen(typed, frozenset({"a:1"})) == (typed[1],)
    assert unseen_objections(typed, frozenset({"a:1", "b:2"})) == []
    assert len(unseen_objections(typed, frozenset())) == 1


@pytest.mark.both_databases
def test_a_delegate_types_and_uploads_but_neither_submits_nor_consents(app, clock):
    application, owner = make_filled()
    delegate = entrust(application, owner).person

    type_title(application, delegate)
    with pytest.raises(NotAllowed), transaction() as now:
        services.submit(application, by=delegate, now=now)
    with pytest.raises(RuleBroken, match="기업이 직접"), transaction() as now:
        services.save_field(application, "consent-photos", "yes", 0, by=delegate, now=now)
    with pytest.raises(NotAllowed), transaction() as now:
        services.choose_supplier(application, application.supplier_id, by=delegate, now=now, source="named")
    assert not may.WITHDRAW.allows(delegate, application)


def test_the_company_looks_through_what_was_typed_before_it_submits(client, clock):
    application, owner = make_filled()
    delegate = entrust(application, owner).person
    type_title(application, delegate)
    with transaction() as now:
        earlier = next(paper for paper in papers_of(application.id) if paper.paper == "plan")
        facts = services.PaperFacts("plan", replaces=earlier)
        services.attach_paper(application, checked_pdf("계획서.pdf"), facts, by=delegate, now=now)
    keys = [each.key for each in typed_by_delegates(application.id)]
    page = sign_in(client, owner).get(f"/applications/{application.id}/papers")

    assert "최대리(한결정보) 올림" in page.text

    with pytest.raises(RuleBroken, match="2개 항목을 기업이 아직 확인하지"), transaction() as now:
        services.submit(application, by=owner, now=now)
    with transaction() as now:
        services.confirm_delegated(application, keys, by=owner, now=now)
    assert seen_of(application.id) == frozenset(keys)
    type_title(application, delegate, "다시 고친 과제명")
    with pytest.raises(RuleBroken, match="1개 항목"), transaction() as now:
        services.submit(application, by=owner, now=now)
    type_title(application, owner, "기업이 고친 과제명")
    with transaction() as now:
        services.submit(application, by=owner, now=now)

    assert application.number is not None


@pytest.mark.both_databases
def test_only_what_stood_on_the_page_is_confirmed(app, clock):
    application, owner = make_filled()
    delegate = entrust(application, owner).person
    type_title(application, delegate)

    with pytest.raises(RuleBroken, match="확인할 항목이 없습니다"), transaction() as now:
        services.confirm_delegated(application, ["project-title:99"], by=owner, now=now)

    assert seen_of(application.id) == frozenset()


@pytest.mark.both_databases
def test_the_right_ends_with_its_day_and_when_the_owner_says(app, clock):
    application, owner = make_draft()
    delegation = entrust(application, owner, days=1)
    other = entrust(application, owner, phone="01077779999")
    assert is_delegate(delegation.person, application.id)

    with transaction() as now:
        services.end_delegation(other, by=owner, now=now)
    assert not is_delegate(other.person, application.id)
    clock.advance(days=2)
    assert not is_delegate(delegation.person, application.id)
    with pytest.raises(NotAllowed):
        type_title(application, delegation.person)
    again = entrust(application, owner)

    assert again.person_id == delegation.person_id
    assert is_delegate(again.person, application.id)


@pytest.mark.both_databases
def test_a_delegate_of_one_draft_is_nobody_in_another(app, clock):
    application, owner = make_draft()
    rival, _ = make_draft(application.round)
    delegate = entrust(application, owner).person

    with pytest.raises(NotAllowed):
        type_title(rival, delegate)

    assert not is_delegate(delegate, rival.id)


@pytest.mark.both_databases
def test_only_the_owner_invites(app, clock):
    application, owner = make_draft()
    delegate = entrust(application, owner).person

    with pytest.raises(NotAllowed):
        entrust(application, delegate, phone="01055556666")
    with pytest.raises(RuleBroken, match="이미 대리 작성을 하고"):
        entrust(application, owner)
    with pytest.raises(RuleBroken, match="초대하지 않아도"):
        entrust(application, owner, phone=owner.phone)


def test_the_link_leads_the_delegate_to_the_draft_and_each_field_says_who_typed_it(client, new_client, clock, outbox):
    application, owner = make_draft()
    sign_in(client, owner)
    until = f"{clock.now:%Y-%m-%d}"
    there = f"/applications/{application.id}"
    answer = submit(client, f"{there}/delegates", name="최대리", phone="010-7777-8888", firm="한결정보", ends_on=until)
    guest = new_client()
    link = next(each.link for each in outbox("01077778888") if each.link.startswith("/account-links/"))
    landed = submit(guest, link, password="나의 첫 열쇠 하나", agreed="yes")

    saved = submit(guest, f"{there}/plan", **{"project-title": "새 공정 기록", "next": "stay"})
    desk, tasks, consents = guest.get("/desk"), guest.get(there), guest.get(f"{there}/consents")
    seen = client.get(f"{there}/plan")

    assert (answer.status_code, landed.location, saved.status_code) == (303, there, 303)
    assert "적은 사람: 최대리(한결정보) · " in seen.text
    assert "작성 중인 신청서: 새 공정 기록" in desk.text
    assert ("부탁받은 대리 작성" in desk.text, "기업 등록" in desk.text) == (True, False)
    assert "의 부탁으로" in tasks.text
    assert "기업이 직접 확인하고 동의합니다" in consents.text
    assert guest.get(f"/companies/{application.company_id}").status_code == 403
    assert guest.post(f"{there}/submit", data=act()).status_code == 403


def test_the_owner_confirms_and_ends_on_the_pages(client, clock):
    application, owner = make_filled()
    delegation = entrust(application, owner)
    type_title(application, delegation.person)
    sign_in(client, owner)
    there = f"/applications/{application.id}"

    before = client.get(f"{there}/submit")
    review = client.get(f"{there}/delegated")
    refused = client.post(f"{there}/submit", data=act())
    answer = submit(client, f"{there}/delegated")
    ended = client.post(f"/applications/delegations/{delegation.id}/end", data=act())
    after = client.get(f"{there}/delegates")

    assert "1개 항목을 기업이 아직 확인하지 않았습니다" in before.text
    assert "공급기업이 적은 과제명" in review.text
    assert refused.status_code == 422
    assert (answer.status_code, ended.status_code) == (303, 303)
    assert "끝냄" in after.text
    assert submit(client, f"{there}/submit").status_code == 303
    assert [each.end_reason for each in delegations_of(application.id)] == [""]


def test_an_invitation_is_refused_with_every_fault_at_its_field(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    answer = submit(
        client,
        f"/applications/{application.id}/delegates",
        name="최대리",
        phone="02-123-4567",
        firm="",
        ends_on="2020. 1. 1.",
    )

    assert answer.status_code == 422
    assert len(summary_of(answer)) == 2


def test_staff_of_the_company_cannot_entrust_the_draft(client, clock):
    application, _ = make_draft()
    make_company()
    sign_in(client, make_person(Role.APPLICANT))

    assert client.get(f"/applications/{application.id}/delegates").status_code == 403
    assert db.session.query(Delegation).count() == 0
