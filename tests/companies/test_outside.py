"""The two outside services against a stand-in that speaks their shapes: found, not found, failing in every way."""

from datetime import date

import pytest

from program_admin.accounts.roles import Role
from program_admin.companies.address_search import Address, find_addresses
from program_admin.companies.business_status import Found, batches, look_up
from program_admin.companies.models import BusinessStatus
from program_admin.companies.queries import sites_of
from program_admin.core.outside import Unreachable, ask_json
from tests.builders.companies import make_company
from tests.builders.people import make_person
from tests.companies.outside_service import outside_service
from tests.fixtures.clients import filled, sign_in

ROAD = "서울특별시 금천구 가산디지털1로 168 (가산동)"
HWASEONG = "경기도 화성시 향남읍 제약공단로 12"


@pytest.fixture
def service(app):
    with outside_service(app) as running:
        running.addresses = [
            {"roadAddr": ROAD, "jibunAddr": "", "zipNo": "08507", "admCd": "1154510100", "siNm": "서울특별시"},
            {"roadAddr": HWASEONG, "jibunAddr": "", "zipNo": "18623", "admCd": "4159025900", "siNm": "경기도"},
        ]
        yield running


def test_each_code_of_the_tax_service_is_understood(service):
    service.statuses = {"1234567891": ("01", ""), "2208162517": ("02", ""), "1018109147": ("03", "20250131")}

    found = look_up(["1234567891", "2208162517", "1018109147", "0000000000"])

    taxed = "부가가치세 일반과세자"
    assert found == (
        Found("1234567891", BusinessStatus.ACTIVE, taxed),
        Found("2208162517", BusinessStatus.SUSPENDED, taxed),
        Found("1018109147", BusinessStatus.CLOSED, taxed, date(2025, 1, 31)),
        Found("0000000000", BusinessStatus.UNREGISTERED, "국세청에 등록되지 않은 사업자등록번호입니다."),
    )


def test_no_more_than_a_hundred_a_call(service):
    with pytest.raises(ValueError, match="at most 100"):
        look_up([str(number) for number in range(101)])

    assert [len(part) for part in batches([str(number) for number in range(250)])] == [100, 100, 50]
    assert service.calls == []


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("error", "HTTP 500"), ("redirect", "HTTP 302"), ("nonsense", "답을 읽지 못했습니다"),
        ("slow", "1초 안에 답하지 않았습니다"), ("other", "국세청 조회의 답을 읽지 못했습니다"),
    ],
)  # fmt: skip
def test_every_failure_is_a_sentence(service, failing, said):
    service.failing = failing

    with pytest.raises(Unreachable, match=said):
        look_up(["1234567891"])


def test_a_wrong_key_or_nobody_listening_is_a_sentence(app, service):
    chosen = app.extensions["program_admin.settings"]
    chosen.business_status_key = chosen.address_search_key = type(chosen.business_status_key)("wrong")

    with pytest.raises(Unreachable, match="HTTP 400"):
        look_up(["1234567891"])
    with pytest.raises(Unreachable, match="승인되지 않은 KEY"):
        find_addresses("가산")
    with pytest.raises(Unreachable, match="연결되지 않았습니다"):
        ask_json("http://127.0.0.1:1/x", {})
    with pytest.raises(Unreachable, match="잘못 설정"):
        ask_json("file:///etc/passwd", {})


def test_addresses_come_with_the_code_of_their_area(service):
    found = find_addresses("가산")

    assert found == (Address(ROAD, "08507", "1154510100"),)
    assert (found[0].sido, found[0].district) == ("11", "11545")


def test_an_address_is_found_and_picked_in_the_form_and_nothing_typed_is_lost(client, service):
    owner = make_person(Role.APPLICANT)
    company = make_company(owner)
    sign_in(client, owner)
    there = f"/companies/{company.id}/sites/new"
    typed = filled(client, there, kind="own_plant", name="화성공장", address="제약공단", sido="")

    searched = client.post(there, data=typed | {"find": "address"})
    picked = client.post(there, data=typed | {"pick": f"4159025900|{HWASEONG}"})
    saved = client.post(there, data=typed | {"address": HWASEONG, "sido": "41"})

    assert (searched.status_code, picked.status_code) == (200, 200)
    assert HWASEONG in searched.text
    assert 'value="화성공장"' in searched.text
    assert f'value="{HWASEONG}"' in picked.text
    assert '<option value="41" selected>' in picked.text
    assert saved.status_code == 303
    assert [site.address for site in sites_of(company.id)][1:] == [HWASEONG]


def test_when_the_search_fails_the_address_is_typed(client, service):
    owner = make_person(Role.APPLICANT)
    company = make_company(owner)
    sign_in(client, owner)
    service.failing = "error"
    there = f"/companies/sites/{sites_of(company.id)[0].id}"

    answer = client.post(there, data=filled(client, there) | {"find": "address"})

    assert answer.status_code == 200
    assert "주소를 직접 적어 주세요." in answer.text


def test_a_seoul_address_fills_the_district_when_registering(client, service):
    sign_in(client, make_person(Role.APPLICANT))

    picked = client.post("/companies/new", data=filled(client, "/companies/new") | {"pick": f"1154510100|{ROAD}"})

    assert picked.status_code == 200
    assert '<option value="11545" selected>' in picked.text


def test_without_the_setting_nothing_is_offered_and_nobody_is_asked(client, app):
    owner = make_person(Role.APPLICANT)
    company = make_company(owner)
    sign_in(client, owner)
    there = f"/companies/{company.id}/sites/new"

    page = client.get(there)
    answer = client.post(there, data=filled(client, there) | {"find": "address"})

    assert "주소 찾기" not in page.text
    assert answer.status_code == 422
