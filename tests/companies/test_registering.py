"""A company is registered once, with everything that is wrong said at its field."""

from datetime import date

import pytest

from program_admin.accounts.roles import Role
from program_admin.audit.models import AuditEntry
from program_admin.companies import services
from program_admin.companies.models import Company, MemberKind
from program_admin.companies.queries import companies_of, is_member, members_of, sites_of
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.identifiers import invented_business_number
from program_admin.core.writing import transaction
from tests.builders.answers import summary_of, words_of
from tests.builders.companies import head_office, make_company, new_company
from tests.builders.people import make_person
from tests.fixtures.clients import sign_in, submit

TYPED = {
    "business_number": "123-45-67891",
    "name": "주식회사 한빛정밀",
    "legal_form": "corporation",
    "corporate_number": "110111-1234567",
    "representatives": "김정민, 이수현",
    "founded_on": "2012. 5. 7.",
    "ksic": "29",
    "trade": "금형",
    "size_class": "small",
    "vat_exempt": "no",
    "phone": "02-555-1234",
    "address": "서울특별시 금천구 가산디지털1로 168, 701호",
    "sido": "11",
    "district": "11545",
}


def refused(new) -> dict[str, list[str]]:
    """The sentences by field that registering is refused with."""
    person = make_person(Role.APPLICANT)
    with pytest.raises(RuleBroken) as broken, transaction() as now:
        services.register_company(new, by=person, now=now)
    return broken.value.fields


def test_a_registered_company_has_its_owner_and_head_office(client):
    person = make_person(Role.APPLICANT, name="김정민")
    sign_in(client, person)

    answer = submit(client, "/companies/new", **TYPED)

    company = db.session.query(Company).one()
    assert (answer.status_code, answer.location) == (303, f"/companies/{company.id}")
    assert (company.business_number, company.corporate_number) == ("1234567891", "1101111234567")
    assert (company.representatives, company.founded_on) == (["김정민", "이수현"], date(2012, 5, 7))
    assert [(one.person_id, one.kind) for one in members_of(company.id)] == [(person.id, MemberKind.OWNER)]
    assert [(site.kind, site.district) for site in sites_of(company.id)] == [("head_office", "11545")]
    assert companies_of(person) == [company]
    assert db.session.query(AuditEntry.action).filter_by(subject_id=company.id).all() == [("company:register",)]


def test_every_fault_is_named_at_once_and_nothing_typed_is_lost(client):
    sign_in(client, make_person(Role.APPLICANT))
    wrong = TYPED | {
        "business_number": "123-45-67890",
        "corporate_number": "",
        "district": "",
        "founded_on": "2999-01-01",
    }

    answer = submit(client, "/companies/new", **wrong)

    assert answer.status_code == 422
    assert sorted(summary_of(answer)) == [
        "법인은 법인등록번호를 적어 주세요. 등기사항증명서에 있습니다.",
        "사업자등록번호가 맞지 않습니다. 사업자등록증의 번호를 다시 확인해 주십시오.",
        "서울이면 자치구를 골라 주세요.",
        "설립일(개업일)은 오늘까지의 날짜여야 합니다. 사업자등록증을 확인해 주세요.",
    ]
    assert "주식회사 한빛정밀" in answer.text
    assert db.session.query(Company).count() == 0


def test_missing_values_are_named_with_their_fields(client):
    sign_in(client, make_person(Role.APPLICANT))

    answer = submit(client, "/companies/new")

    assert answer.status_code == 422
    assert len(summary_of(answer)) == 11
    assert "‘사업자등록번호’ 항목을 입력해 주세요." in summary_of(answer)


@pytest.mark.both_databases
def test_a_taken_business_number_is_refused_without_naming_the_company(app):
    number = invented_business_number(7)
    make_company(business_number=number, name="먼저 등록한 회사")

    found = refused(new_company(business_number=number))

    assert list(found) == ["business_number"]
    assert "먼저 등록한 회사" not in found["business_number"][0]


@pytest.mark.parametrize(
    "values, field",
    [
        ({"ksic": "62"}, "ksic"),
        ({"representatives": ()}, "representatives"),
        ({"corporate_number": "110111-1234567"}, "corporate_number"),
        ({"legal_form": "corporation", "corporate_number": "12"}, "corporate_number"),
        ({"founded_on": date(2999, 1, 1)}, "founded_on"),
    ],
)
def test_a_fault_of_the_company_stands_at_its_field(app, values, field):
    assert list(refused(new_company(**values))) == [field]


@pytest.mark.parametrize(
    "values, field",
    [
        ({"sido": "41", "district": "11545"}, "district"),
        ({"sido": "41", "district": "", "address": "서울특별시 금천구 가산로 1"}, "sido"),
        ({"sido": "99", "district": ""}, "sido"),
        ({"district": "99999"}, "district"),
    ],
)
def test_a_fault_of_the_head_office_stands_at_its_field(app, values, field):
    new = new_company()
    changed = type(new)(new.business_number, new.basics, head_office(**values), new.business)

    assert field in refused(changed)


def test_a_repeated_click_registers_one_company(client):
    sign_in(client, make_person(Role.APPLICANT))
    same = TYPED | {"act": "6a1f8a0e-0000-4000-8000-000000000001"}

    first = client.post("/companies/new", data=same)
    second = client.post("/companies/new", data=same)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert db.session.query(Company).count() == 1


def test_mine_leads_to_registering_then_to_the_company(client):
    person = make_person(Role.APPLICANT)
    sign_in(client, person)
    assert client.get("/companies/mine").location == "/companies/new"

    company = make_company(person)

    assert client.get("/companies/mine").location == f"/companies/{company.id}"
    second = make_company(person, name="두 번째 회사")
    assert second.name in words_of(client.get("/companies/mine"))


def test_only_applicants_register(client):
    sign_in(client, make_person(Role.OFFICER))

    assert client.get("/companies/new").status_code == 403


def test_a_stranger_is_no_member_of_a_company(app):
    company = make_company()

    assert is_member(make_person(Role.APPLICANT), company.id) is False
