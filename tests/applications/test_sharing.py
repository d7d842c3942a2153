"""A telephone, e-mail, device or delegate shared by several applicants is shown at screening and refuses nobody."""

from datetime import timedelta

import pytest

from program_admin.accounts.models import LoginSession, Person
from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Application
from program_admin.applications.queries import draft_fields
from program_admin.applications.queries.screening import checks_of
from program_admin.applications.queries.sharing import sharing_of
from program_admin.applications.rules.sharing import Kind, Use, shared_uses
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.applications.test_delegates import entrust
from tests.builders.applications import VALUES, hand_in_papers, make_draft, make_filled, make_round, make_supplier
from tests.builders.people import PASSWORD, make_person
from tests.builders.screening import begin, officer_of
from tests.fixtures.clients import submit

A, B, C = "가나정밀", "다라금속", "마바봉제"


def handed_in(round_, *, phone: str, email: str = "", company_phone: str = "", delegate: str = "") -> Application:
    """An application of its own company with this contact."""
    draft, owner = make_draft(round_, make_person(Role.APPLICANT, name="박정우"))
    draft.company.phone = company_phone
    values = VALUES | {"project-contact_phone": phone, "project-contact_email": email}
    for name, value in values.items():
        with transaction() as now:
            services.save_field(draft, name, value, revision_of(draft, name), by=owner, now=now)
    supplier = make_supplier()
    with transaction() as now:
        services.choose_supplier(draft, supplier.id, by=owner, now=now, source="named")
    hand_in_papers(draft, owner)
    if delegate:
        entrust(draft, owner, phone=delegate)
    with transaction() as now:
        services.submit(draft, by=owner, now=now)
    return draft


def revision_of(draft, name):
    stored = draft_fields(draft.id).get(name)
    return stored.revision if stored else 0


def test_a_value_three_companies_use_is_one_sentence_naming_the_others():
    own = [Use(Kind.PHONE, "01012345678", A, "사업 담당자"), Use(Kind.EMAIL, "a@a.kr", A, "사업 담당자")]
    others = [
        Use(Kind.PHONE, "01012345678", C, "가입한 담당자"),
        Use(Kind.PHONE, "01012345678", B, "기업 대표 전화"),
        Use(Kind.EMAIL, "other@b.kr", B, "사업 담당자"),
    ]

    found = shared_uses(own, others)

    assert [each.kind for each in found] == [Kind.PHONE]
    assert found[0].companies == (B, C)
    assert found[0].sentence == (
        f"같은 전화번호(010-****-5678)를 3개 기업이 씁니다. 함께 쓴 기업: {B}, {C}. "
        "기업이 직접 신청했는지 확인해 주세요."
    )
    assert f"{C}: 가입한 담당자" in found[0].evidence


def test_nothing_shared_is_no_finding():
    assert shared_uses([Use(Kind.DEVICE, "x", A, "로그인")], [Use(Kind.DEVICE, "y", B, "로그인")]) == ()


@pytest.mark.both_databases
def test_phones_are_compared_as_digits_wherever_a_company_uses_them(app, clock):
    round_ = make_round()
    first = handed_in(round_, phone="010-2222-3333", email="One@lab.kr", delegate="01044445555")
    second = handed_in(
        round_, phone="010 9999 8888", email="one@LAB.kr", company_phone="010-2222-3333", delegate="01044445555"
    )
    make_filled(round_)

    found = {each.kind: each for each in sharing_of(first)}

    assert set(found) == {Kind.PHONE, Kind.EMAIL, Kind.DELEGATE}
    assert found[Kind.PHONE].companies == (second.company_name,)
    assert "기업 대표 전화" in found[Kind.PHONE].evidence


@pytest.mark.both_databases
def test_the_same_browser_signing_in_for_two_companies_is_seen(app, client, clock):
    round_ = make_round()
    first, second = handed_in(round_, phone="010-2222-3333"), handed_in(round_, phone="010-4444-5555")
    for application in (first, second):
        person = db.session.get(Person, application.created_by_id)
        submit(client, "/sign-in", phone=person.phone, password=PASSWORD)
        client.post("/sign-out")

    found = {each.kind for each in sharing_of(first)}
    marks = {row.device for row in db.session.query(LoginSession).filter(LoginSession.device != "")}

    assert {Kind.DEVICE, Kind.ADDRESS} <= found
    assert len(marks) == 1


@pytest.mark.both_databases
def test_the_sheet_shows_the_finding_and_leaves_it_to_the_officer(app, clock):
    round_ = make_round()
    first = handed_in(round_, phone="010-2222-3333")
    handed_in(round_, phone="010-2222-3333")
    clock.set(round_.grace_until + timedelta(minutes=1))
    begin(clock, officer_of(), [first])

    check = next(each for each in checks_of(first.id) if each.item == "contact-phone")

    assert (check.suggestion, check.result) == ("", "")
    assert check.finding.startswith("같은 전화번호(010-****-3333)를 2개 기업이 씁니다.")
