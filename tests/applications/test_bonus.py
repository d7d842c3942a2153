"""가점 증빙 on its pages: in the section, beside the claim on the officer's sheet, and never counted without it."""

import io
from datetime import timedelta

from lxml import html

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.applications.models import Status
from program_admin.applications.queries import bonus_claims_of
from program_admin.applications.services.screening import start_screening
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.answers import summary_of, words_of
from tests.builders.applications import VALUES, hand_in_papers, make_draft, make_supplier, type_values
from tests.builders.people import make_person
from tests.documents.files import pdf
from tests.fixtures.clients import act, filled, sign_in, submit

WOMEN = {"bonus-claimed": "yes", "bonus-women": "yes"}


def screened(clock, officer, claims, *, but=()):
    """An application with these claims whose screening has begun, and the papers it handed in."""
    draft, owner = make_draft()
    type_values(draft, owner, VALUES | claims)
    supplier = make_supplier()
    with transaction() as now:
        services.choose_supplier(draft, supplier.id, by=owner, now=now, source="named")
    papers = hand_in_papers(draft, owner, but=but)
    with transaction() as now:
        services.submit(draft, by=owner, now=now)
    clock.set(draft.round.grace_until + timedelta(minutes=1))
    with transaction() as now:
        start_screening(draft, by=officer, now=now)
    return draft, papers


def test_each_claimed_bonus_shows_its_evidence_and_leads_to_its_place(client, clock):
    draft, owner = make_draft()
    type_values(draft, owner, WOMEN)
    sign_in(client, owner)
    section, papers = f"/applications/{draft.id}/bonus", f"/applications/{draft.id}/papers"

    before = words_of(client.get(section))
    led = submit(client, section, next="women_certificate")
    handed = {"file": (io.BytesIO(pdf()), "여성기업확인서 사본.pdf"), "issued_on": "2023. 3. 10."}
    client.post(f"{papers}/women_certificate", data=act() | handed, content_type="multipart/form-data")
    there = client.get(section)
    clock.advance(days=1)
    sign_in(client, owner)
    a_day_later = words_of(client.get(section))

    assert "증빙 서류: 여성기업확인서 아직 없음" in before
    assert led.location == f"{papers}#paper-women_certificate"
    assert "증빙 서류: 여성기업확인서 올림 여성기업확인서 사본.pdf" in words_of(there)
    assert "증빙 서류: 여성기업확인서 확인 필요" in a_day_later


def test_the_officer_reads_the_evidence_beside_the_claim(client, clock):
    officer = make_person(Role.OFFICER)
    application, papers = screened(clock, officer, {"bonus-claimed": "yes", "bonus-youth": "yes"})
    [proof] = [each for each in papers if each.paper == "youth_certificate"]
    sign_in(client, officer)

    sheet = html.fromstring(client.get(f"/screening/{application.id}").text)
    read = client.get(f"/applications/{application.id}/read")

    [item] = sheet.xpath("//div[contains(@class, 'check-item')][.//h3[contains(., '청년친화강소기업')]]")
    assert item.xpath(".//a/@href") == [f"/applications/papers/{proof.id}/file"]
    assert "청년친화강소기업 (2점) 확인 전 청년친화강소기업 선정 확인서.pdf" in words_of(read)


def test_the_page_that_settles_the_bonus_of_a_round_leads_to_each_proof(client, clock):
    officer = make_person(Role.OFFICER)
    claims = {"bonus-claimed": "yes", "bonus-youth": "yes", "bonus-women": "yes"}
    application, papers = screened(clock, officer, claims, but=("women_certificate",))
    [proof] = [each for each in papers if each.paper == "youth_certificate"]
    application.status = Status.ELIGIBLE.value
    db.session.commit()
    sign_in(client, officer)

    page = html.fromstring(client.get(f"/rankings/rounds/{application.round_id}/bonus").text)
    women, youth = page.xpath("//tbody/tr/td[@data-label='증빙']")
    file = client.get(*youth.xpath(".//a/@href"))

    assert youth.xpath(".//a/@href") == [f"/applications/papers/{proof.id}/file"]
    assert " ".join(youth.itertext()).split() == ["고용노동부", "선정", "확인서", *proof.upload.name.split()]
    assert file.mimetype == "application/pdf"
    assert women.xpath(".//a") == []
    assert "올린 파일 없음" in women.text_content()


def test_accepting_a_bonus_without_evidence_is_refused_at_the_item_and_nothing_typed_is_lost(client, clock):
    officer = make_person(Role.OFFICER)
    application, _ = screened(clock, officer, WOMEN, but=("women_certificate",))
    sign_in(client, officer)
    sheet = f"/screening/{application.id}"
    typed = {"result-bonus-women": "passed", "note-bonus-women": "전화로 확인했습니다."}

    refused = client.post(sheet, data=filled(client, sheet, "//form[@data-autosave]", **typed))
    one = client.post(f"{sheet}/autosave", data={"field": "result-bonus-women", "value": "passed", "revision": 0})

    assert (refused.status_code, one.status_code) == (422, 422)
    assert any("증빙을 내지 않아 인정할 수 없습니다" in line for line in summary_of(refused))
    assert "전화로 확인했습니다." in refused.text
    assert [claim.confirmed for claim in bonus_claims_of(application.id)] == [None]
