"""The pages of agreements in a browser: the sheet filled in on a phone, and every page looked at on both widths."""

import pytest

from program_admin.agreements.models import BusinessStatus, InspectionKind, InspectionStatus, ReportKind
from program_admin.agreements.queries import drafts_of, payments_of
from program_admin.core.database import db
from tests.builders import agreements as made
from tests.builders.looks import check_look
from tests.fixtures.browser import NARROW, saved

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("app", "clock")]


@pytest.fixture
def cast(app, clock):
    """A selected application and its people."""
    return made.make_cast()


def test_a_visitor_fills_the_sheet_in_on_a_phone(cast, window):
    agreement = made.make_inspected(cast)
    made.make_report(agreement, cast, ReportKind.FINAL)
    inspection = made.make_inspection(agreement, cast, InspectionKind.FINAL)
    page = window(cast.visitor, NARROW)
    page.goto(f"/inspections/{inspection.id}/sheet")
    check_look(page, "sheet-empty")

    for item in ("operating", "collection", "assets", "kpi", "training", "money"):
        page.locator(f"#grade-{item}-0").check()
    page.locator("[name='asset-1-model']").fill("바코드 단말 BT-20")
    page.locator("[name='asset-1-place']").fill("1층 가공실")
    page.locator("[name='opinion']").fill("현장에서 잘 쓰고 있습니다.")
    page.locator("[name='opinion']").blur()
    saved(page)
    page.wait_for_load_state("networkidle")
    check_look(page, "sheet-filled")
    db.session.rollback()
    kept = {name: row.value for name, row in drafts_of(inspection.id).items()}
    page.get_by_role("button", name="점검표 제출").click()
    page.get_by_text("점검표를 냈습니다.").wait_for()
    check_look(page, "inspection-reported")

    assert kept["grade-money"] == "적정"
    assert kept["opinion"] == "현장에서 잘 쓰고 있습니다."
    db.session.rollback()
    assert (inspection.status, inspection.conclusion) == (InspectionStatus.REPORTED, "적정")


def test_pages_up_to_the_signature_look_right(cast, window):
    officer, owner, approver = (window(each, NARROW) for each in (cast.officer, cast.owner, cast.approver))
    officer.goto("/agreements/waiting")
    check_look(officer, "waiting")
    officer.goto(f"/agreements/start/{cast.application.id}")
    check_look(officer, "start")
    agreement = made.make_prepared(cast)
    officer.goto(f"/agreements/{agreement.id}")
    check_look(officer, "show-prepared")
    officer.goto(f"/agreements/{agreement.id}/period")
    officer.get_by_role("button", name="서명 시작").click()
    officer.get_by_text("서명중").wait_for()
    approver.goto(f"/agreements/{agreement.id}/conclusion")
    check_look(approver, "conclusion")
    owner.goto(f"/agreements/{agreement.id}/sign/company")
    owner.locator("canvas").scroll_into_view_if_needed()
    box = owner.locator("canvas").bounding_box()
    owner.mouse.move(box["x"] + 20, box["y"] + 30)
    owner.mouse.down()
    for step in range(1, 12):
        owner.mouse.move(box["x"] + 20 + 12 * step, box["y"] + 30 + (step % 3) * 18)
    owner.mouse.up()
    check_look(owner, "sign")
    owner.get_by_label("동의합니다").check()
    owner.get_by_role("button", name="서명", exact=True).click()
    owner.get_by_text("서명했습니다.").first.wait_for()
    check_look(owner, "signed")


def test_pages_of_a_running_project_look_right(cast, window):
    agreement = made.make_inspected(cast)
    payment = payments_of(agreement.id)[0]
    report = made.make_report(agreement, cast, ReportKind.FINAL, approved=False)
    owner, officer, supplier = (window(each, NARROW) for each in (cast.owner, cast.officer, cast.supplier_person))
    owner.goto(f"/payments/{payment.id}/claim")
    check_look(owner, "claim")
    owner.goto(f"/agreements/reports/{report.id}")
    check_look(owner, "report-to-decide")
    made.make_claimed(cast, agreement)
    officer.goto(f"/payments/{payment.id}")
    check_look(officer, "payment-claimed")
    made.approve_claimed(cast, payment)
    made.check_payees(payment, cast.officer, BusinessStatus.SUSPENDED, reason="설비를 옮기느라 두 달 쉽니다.")
    officer.goto(f"/payments/{payment.id}")
    check_look(officer, "payment-approved")
    officer.goto(f"/agreements/{agreement.id}")
    check_look(officer, "show-running")
    officer.goto("/agreements/")
    check_look(officer, "list")
    officer.goto("/payments/")
    check_look(officer, "payments")
    supplier.goto(f"/agreements/{agreement.id}")
    check_look(supplier, "show-supplier")


def test_the_supplier_writes_the_final_report_on_both_widths(cast, window):
    agreement = made.make_inspected(cast)
    with made.transaction() as now:
        report = made.services.begin_report(agreement, ReportKind.FINAL, by=cast.supplier_person, now=now)
    page = window(cast.supplier_person, NARROW)

    page.goto(f"/agreements/reports/{report.id}/edit")
    check_look(page, "report-final")
    page.get_by_role("button", name="제출").click()
    page.get_by_text("수행한 내용을 적어 주세요.").first.wait_for()
    check_look(page, "report-final-faults")
