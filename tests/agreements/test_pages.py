"""Pages of agreements: the whole story by clicks, each refusal, and rivals who see nothing."""

import base64
import io

import pytest
from PIL import Image
from sqlalchemy import func, select

from program_admin.accounts.roles import Role
from program_admin.agreements import services
from program_admin.agreements.models import (
    Agreement,
    AgreementSignature,
    Inspection,
    InspectionKind,
    InspectionStatus,
    LedgerEntry,
    Payment,
    PaymentStatus,
    Report,
    ReportKind,
    Status,
)
from program_admin.agreements.queries import (
    approver_todo,
    company_todo,
    officer_todo,
    payments_of,
    supplier_todo,
    visitor_todo,
)
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from tests.builders import agreements as made
from tests.builders.answers import form_of, summary_of, words_of
from tests.builders.people import make_person
from tests.fixtures.clients import act, filled, sign_in, submit

pytestmark = pytest.mark.usefixtures("app", "clock")


@pytest.fixture
def cast(app, clock):
    """A selected application and its people."""
    return made.make_cast()


@pytest.fixture
def as_(new_client):
    """A browser of that person."""
    return lambda person, **more: sign_in(new_client(), person, **more)


def count(model) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model))


def drawing() -> str:
    """A small PNG as a browser's canvas gives it."""
    written = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(written, "PNG")
    return "data:image/png;base64," + base64.b64encode(written.getvalue()).decode()


def pdf() -> tuple[io.BytesIO, str]:
    """A real small PDF to upload."""
    import pikepdf

    written = io.BytesIO()
    with pikepdf.new() as made_now:
        made_now.add_blank_page()
        made_now.save(written)
    written.seek(0)
    return written, "증빙.pdf"


def test_an_officer_starts_an_agreement_and_opens_it_for_signing(cast, as_):
    officer = as_(cast.officer)
    waiting = words_of(officer.get("/agreements/waiting"))

    started = submit(officer, f"/agreements/start/{cast.application.id}")
    agreement = db.session.scalar(select(Agreement))
    opened = officer.post(f"/agreements/{agreement.id}/open", data=act())

    assert cast.application.number in waiting
    assert (started.status_code, started.location) == (303, f"/agreements/{agreement.id}")
    assert opened.status_code == 303
    assert agreement.status == Status.SIGNING


def test_wrong_dates_are_named_at_their_field_and_nothing_is_lost(cast, as_):
    officer = as_(cast.officer)
    url = f"/agreements/start/{cast.application.id}"

    answer = submit(officer, url, starts_on="2026. 4. 1.", ends_on="2026. 3. 1.")

    assert answer.status_code == 422
    assert summary_of(answer) == ["끝나는 날은 시작하는 날보다 뒤여야 합니다. 날짜를 다시 확인해 주세요."]
    assert form_of(answer)[1]["ends_on"] == "2026. 3. 1."
    assert count(Agreement) == 0


def test_the_same_start_sent_twice_makes_one_agreement(cast, as_):
    officer = as_(cast.officer)
    url = f"/agreements/start/{cast.application.id}"
    sent = filled(officer, url) | act()

    first, second = officer.post(url, data=sent), officer.post(url, data=sent)

    assert (first.location, second.status_code) == (second.location, 303)
    assert count(Agreement) == 1


def test_the_parties_read_and_sign_each_on_its_own_page(cast, as_):
    agreement = made.make_signing(cast)
    sides = [("company", cast.owner), ("supplier", cast.supplier_person), ("centre", cast.approver)]

    for party, person in sides:
        url = f"/agreements/{agreement.id}/sign/{party}"
        drawn = {"signature": drawing(), "agreed": "y"}
        answer = submit(as_(person), url, **drawn)
        assert (answer.status_code, answer.location) == (303, f"/agreements/{agreement.id}")

    db.session.refresh(agreement)
    assert agreement.status == Status.CONCLUDED
    assert "제1조(목적)" in words_of(as_(cast.owner).get(f"/agreements/{agreement.id}/sign/company"))


def test_a_signature_needs_agreement_and_a_mark(cast, as_):
    agreement = made.make_signing(cast)
    owner = as_(cast.owner)
    url = f"/agreements/{agreement.id}/sign/company"

    empty = submit(owner, url)
    broken = submit(owner, url, signature="data:image/png;base64,AAAA", agreed="y")
    other = submit(owner, url, signature_typed="다른사람", agreed="y")

    assert [answer.status_code for answer in (empty, broken, other)] == [422, 422, 422]
    assert summary_of(broken) == ["서명 그림을 읽지 못했습니다. 다시 서명해 주세요."]
    assert summary_of(other) == ["로그인한 사람의 이름(박정우)을 그대로 입력해 주세요."]
    assert count(AgreementSignature) == 0


def test_a_signature_sent_twice_is_one(cast, as_):
    agreement = made.make_signing(cast)
    owner, url = as_(cast.owner), f"/agreements/{agreement.id}/sign/company"
    sent = filled(owner, url, signature_typed="박정우", agreed="y") | act()

    answers = [owner.post(url, data=sent).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert count(AgreementSignature) == 1


def test_the_centre_signs_only_with_its_password_given_anew(cast, as_):
    agreement = made.make_signing(cast)
    url = f"/agreements/{agreement.id}/sign/centre"
    stale = as_(cast.approver, fresh=False)

    answer = submit(stale, url, signature_typed="최센터", agreed="y")

    assert answer.status_code == 401
    assert count(AgreementSignature) == 0


def test_rivals_see_neither_agreement_nor_papers(cast, as_):
    rival = made.make_cast(cast.application.round)
    agreement = made.make_inspected(cast)
    payment = made.make_claimed(cast, agreement)
    report = db.session.scalar(select(Report).where(Report.agreement_id == agreement.id))
    inspection = db.session.scalar(select(Inspection).where(Inspection.agreement_id == agreement.id))
    pages = [
        f"/agreements/{agreement.id}",
        f"/agreements/{agreement.id}/agreement.pdf",
        f"/agreements/reports/{report.id}",
        f"/payments/{payment.id}",
        f"/inspections/{inspection.id}",
    ]
    strangers = [rival.owner, rival.supplier_person, rival.visitor, make_person(Role.EVALUATOR, name="평가")]

    for page in pages:
        assert [as_(person).get(page).status_code for person in strangers] == [403] * 4, page
        assert as_(cast.officer).get(page).status_code in (200, 202), page
    assert agreement.number not in words_of(as_(rival.owner).get("/agreements/mine"))
    assert agreement.number in words_of(as_(cast.owner).get("/agreements/mine"))


def test_rivals_can_do_nothing(cast, as_):
    rival = made.make_cast(cast.application.round)
    agreement = made.make_signing(cast)
    rivals = as_(rival.owner)

    answers = [
        rivals.post(f"/agreements/{agreement.id}/sign/company", data=act()),
        rivals.post(f"/agreements/{agreement.id}/open", data=act()),
        rivals.post(f"/agreements/{agreement.id}/discard", data=act() | {"reason": "싫어서"}),
        rivals.get(f"/agreements/{agreement.id}/reports/start"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4


def test_unknown_records_are_missing(cast, as_):
    officer = as_(cast.officer)
    nothing = "00000000-0000-4000-8000-000000000000"
    agreement = made.make_prepared(cast)
    pages = [f"/agreements/{nothing}", f"/payments/{nothing}", f"/inspections/{nothing}"]
    pages += [f"/agreements/reports/{nothing}", f"/agreements/{agreement.id}/inspections/odd"]

    assert [officer.get(page).status_code for page in pages] == [404] * 5


def test_an_agreement_being_prepared_is_hidden_from_its_parties(cast, as_):
    agreement = made.make_prepared(cast)

    assert as_(cast.owner).get(f"/agreements/{agreement.id}").status_code == 403
    assert as_(cast.supplier_person).get(f"/agreements/{agreement.id}").status_code == 403


def test_a_claim_goes_from_papers_to_the_ledger(cast, as_):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    payment = payments_of(agreement.id)[0]
    here, owner, officer = f"/payments/{payment.id}", as_(cast.owner), as_(cast.officer)
    for place in (1, 2):
        sent = owner.post(f"{here}/papers/{place}", data=act() | {"file": pdf()})
        assert sent.status_code == 303
    claim = "//form[.//input[@name='tax_invoice_number']]"
    values = {"tax_invoice_number": made.invoice(), "supply_won": payment.amount_won, "transferred_on": "2026. 3. 9."}

    claimed = owner.post(f"{here}/claim", data=filled(owner, f"{here}/claim", claim, **values) | act())
    looked = act() | {"business_status": "active", "checked_on": "2026. 3. 9."}
    checked = officer.post(f"{here}/check/company", data=looked)
    officer.post(f"{here}/check/supplier", data=looked | act())
    put_up = officer.post(f"{here}/put-up", data=act())
    own = officer.post(f"{here}/approve", data=act())
    approved = as_(cast.approver).post(f"{here}/approve", data=act() | {"opinion": "확인"})
    paid = {"paid_on": "2026. 3. 9.", "fiscal_year": "2026"}
    key = act()
    booked = [officer.post(f"{here}/pay", data=key | paid).status_code for _ in range(2)]

    assert [each.status_code for each in (claimed, checked, put_up, own, approved)] == [303, 303, 303, 403, 303]
    assert booked == [303, 303]
    db.session.refresh(payment)
    assert payment.status == PaymentStatus.PAID
    assert count(LedgerEntry) == len(payment.shares)
    assert "지급 원장" in words_of(officer.get(f"/agreements/{agreement.id}"))


def test_a_claim_with_faults_names_each_at_its_field(cast, as_):
    agreement = made.make_concluded(cast)
    payment = payments_of(agreement.id)[0]
    owner, url = as_(cast.owner), f"/payments/{payment.id}/claim"
    claim = "//form[.//input[@name='tax_invoice_number']]"
    sent = filled(owner, url, claim, tax_invoice_number="123", supply_won="1", transferred_on="2027. 1. 1.")

    answer = owner.post(url, data=sent)

    assert answer.status_code == 422
    assert "세금계산서 승인번호는 숫자와 영문 24자리입니다. 지금은 3자리입니다." in summary_of(answer)
    assert "이체일은 오늘이거나 지난 날이어야 합니다." in summary_of(answer)
    assert "선금은 도입기업이 착수계를 승인한 뒤 신청할 수 있습니다." in summary_of(answer)


def test_a_disguised_paper_is_refused_with_what_is_accepted(cast, as_):
    payment = payments_of(made.make_concluded(cast).id)[0]
    fake = (io.BytesIO(b"#!/bin/sh\necho no\n"), "증권.pdf")

    answer = as_(cast.owner).post(f"/payments/{payment.id}/papers/1", data=act() | {"file": fake})

    assert answer.status_code == 422
    assert "PDF" in summary_of(answer)[0]


def test_a_return_needs_a_reason(cast, as_):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    payment = made.make_claimed(cast, agreement)
    officer = as_(cast.officer)

    empty = officer.post(f"/payments/{payment.id}/return", data=act() | {"reason": ""})
    given = officer.post(f"/payments/{payment.id}/return", data=act() | {"reason": "증권이 만료되었습니다."})

    assert (empty.status_code, given.status_code) == (422, 303)
    assert "증권이 만료되었습니다." in words_of(as_(cast.owner).get(f"/payments/{payment.id}/claim"))


def test_a_report_is_saved_handed_in_and_approved_by_the_company(cast, as_):
    agreement = made.make_concluded(cast)
    supplier, owner = as_(cast.supplier_person), as_(cast.owner)
    begun = supplier.post(f"/agreements/{agreement.id}/reports/start", data=act())
    url, form = begun.location, "//form[.//textarea[@name='done']]"
    saved = supplier.post(url, data=filled(supplier, url, form, progress="0") | act())

    empty = supplier.post(url, data=filled(supplier, url, form) | act() | {"next": "hand_in"})
    mended = form_of(empty, form)[1] | {"done": "착수했습니다.", "next": "hand_in"}
    sent = supplier.post(url, data=mended)
    report = db.session.scalar(select(Report))
    approved = owner.post(f"/agreements/reports/{report.id}/approve", data=act())

    assert [each.status_code for each in (begun, saved, empty, sent, approved)] == [303, 303, 422, 303, 303]
    assert summary_of(empty) == ["수행한 내용을 적어 주세요."]
    db.session.refresh(report)
    assert report.status == "approved"


def test_the_sheet_saves_each_field_and_shows_both_values_when_stale(cast, as_):
    inspection = made.make_inspection(made.make_concluded(cast), cast, InspectionKind.INTERIM)
    visitor, url = as_(cast.visitor), f"/inspections/{inspection.id}/autosave"
    fetch = {"X-Requested-With": "fetch"}

    first = visitor.post(url, data={"field": "opinion", "value": "처음", "revision": "0"}, headers=fetch)
    visitor.post(url, data={"field": "opinion", "value": "둘째", "revision": "1"}, headers=fetch)
    stale = visitor.post(url, data={"field": "opinion", "value": "늦은", "revision": "1"}, headers=fetch)
    wrong = visitor.post(url, data={"field": "grade-kpi", "value": "최고", "revision": "0"}, headers=fetch)
    unknown = visitor.post(url, data={"field": "nothing", "value": "x", "revision": "0"}, headers=fetch)

    assert (first.status_code, first.json["revision"]) == (200, 1)
    assert (stale.status_code, stale.json["mine"], stale.json["theirs"]) == (409, "늦은", "둘째")
    assert (wrong.status_code, wrong.json["sentences"]) == (422, ["판정을 목록에서 골라 주세요."])
    assert unknown.status_code == 422


def test_the_page_of_an_agreement_leads_a_visitor_to_the_own_inspections_alone(cast, as_):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    made.make_report(agreement, cast, ReportKind.INTERIM)
    interim = made.make_reported(agreement, cast, InspectionKind.INTERIM)
    link = f'href="/inspections/{interim.id}"'
    final_inspector = make_person(Role.VISITOR, name="다른점검")
    with transaction() as now:
        services.approve_interim(interim, by=cast.officer, now=now)
    made.make_report(agreement, cast, ReportKind.FINAL)
    with transaction() as now:
        services.plan_inspection(
            agreement,
            InspectionKind.FINAL,
            inspector=final_inspector,
            planned_on=program_clock.today(),
            by=cast.officer,
            now=now,
        )
    here = f"/agreements/{agreement.id}"

    assert link in as_(cast.visitor).get(here).text
    other = as_(final_inspector).get(here)

    assert (other.status_code, link in other.text, "중간점검" in other.text) == (200, False, True)


def test_an_inspection_goes_from_assignment_over_a_supplement_to_approval(cast, as_):
    agreement = made.make_concluded(cast)
    made.make_report(agreement, cast, ReportKind.START)
    made.make_report(agreement, cast, ReportKind.INTERIM)
    officer, visitor = as_(cast.officer), as_(cast.visitor)
    plan = f"/agreements/{agreement.id}/inspections/interim"
    planned = submit(officer, plan, inspector_id=str(cast.visitor.id))
    inspection = db.session.scalar(select(Inspection))
    here = f"/inspections/{inspection.id}"
    values = made.sheet_values(inspection) | {"grade-people": "미흡", "next": "hand_in"}

    gaps = visitor.post(f"{here}/sheet", data=filled(visitor, f"{here}/sheet") | act() | {"next": "hand_in"})
    reported = visitor.post(f"{here}/sheet", data=filled(visitor, f"{here}/sheet") | act() | values)
    early = officer.post(f"{here}/approve", data=act())
    answered = as_(cast.supplier_person).post(f"{here}/answer", data=act() | {"words": "사람을 바꿨습니다."})
    again = {"grade-people": "적정", "next": "hand_in"}
    visitor.post(f"{here}/sheet", data=filled(visitor, f"{here}/sheet") | act() | again)
    approved = officer.post(f"{here}/approve", data=act())

    statuses = [each.status_code for each in (planned, gaps, reported, early, answered, approved)]
    assert statuses == [303, 422, 303, 422, 303, 303]
    db.session.refresh(inspection)
    assert (inspection.status, inspection.attempt) == (InspectionStatus.APPROVED, 2)


def test_every_person_finds_what_waits_on_the_desk(cast):
    now = program_clock.now()
    before = [tile.title for tile in officer_todo(cast.officer, now)]
    agreement = made.make_signing(cast)
    signing = [
        company_todo(cast.owner, now),
        supplier_todo(cast.supplier_person, now),
        approver_todo(cast.approver, now),
    ]
    for party, person in zip(made.PartyCode, (cast.owner, cast.supplier_person, cast.approver), strict=True):
        made.sign(agreement, party, person)
    made.make_report(agreement, cast, ReportKind.START, approved=False)
    made.make_inspection(agreement, cast, InspectionKind.INTERIM)

    assert before == ["협약을 준비할 과제"]
    assert [len(tiles) for tiles in signing] == [1, 1, 1]
    assert [tile.title for tile in company_todo(cast.owner, now)] == ["착수계 확인"]
    assert supplier_todo(cast.supplier_person, now) == []
    assert [tile.title for tile in visitor_todo(cast.visitor, now)] == ["중간점검: 미소치과기공소"]
    assert officer_todo(cast.owner, now) == []


def test_the_agreement_paper_is_made_once_signed(cast, as_):
    agreement = made.make_concluded(cast)
    run_pending()

    answer = as_(cast.owner).get(f"/agreements/{agreement.id}/agreement.pdf")

    assert answer.status_code == 200
    assert answer.data[:5] == b"%PDF-"


def test_lists_show_and_export(cast, as_):
    agreement = made.make_concluded(cast)
    officer = as_(cast.officer)

    assert agreement.number in words_of(officer.get("/agreements/"))
    assert "선금" in words_of(officer.get("/payments/?status=planned"))
    assert officer.get("/agreements/?export=csv").status_code == 200
    assert count(Payment) == 3
    assert officer.get("/inspections/").status_code == 200
    assert as_(cast.visitor).get("/inspections/mine").status_code == 200
