"""The project's part: signed by three, paid, inspected, completed."""

import re
from datetime import timedelta

from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.agreements import services
from program_admin.agreements.models import Agreement, Inspection, InspectionKind, ReportKind, Status
from program_admin.agreements.queries import payments_of, sheet_terms
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders import agreements as made
from tests.fixtures.browser import follow
from tests.journeys.judging import application
from tests.journeys.story import Story, draw, paper, path_of

DAYS = 150


def agreement() -> Agreement:
    """The story's agreement as it stands."""
    db.session.rollback()
    return db.session.scalars(select(Agreement)).one()


def cast(story: Story) -> made.Cast:
    """The people of the project, for the parts told without a browser."""
    who = [
        db.session.get(Person, story.people[one]) for one in ("company", "supplier", "officer", "director", "visitor")
    ]
    return made.Cast(application(), *who)


def sign_the_agreement(story: Story) -> None:
    """The officer prepares the agreement; company, supplier and centre sign it, each with a drawn signature."""
    story.sleep(days=3)
    today = to_seoul(story.clock.now).date()
    page = story.as_("officer", "/agreements/waiting")
    page.goto(f"/agreements/start/{application().id}")
    page.get_by_label("시작하는 날").fill(f"{today:%Y-%m-%d}")
    page.get_by_label("끝나는 날").fill(f"{today + timedelta(days=DAYS):%Y-%m-%d}")
    page.get_by_role("button", name="협약 준비").click()
    page.wait_for_url("**/agreements/*-*")
    story.places["agreement"] = path_of(page)
    page.goto(story.places["agreement"] + "/period")
    page.get_by_role("button", name="서명 시작").click()
    page.get_by_text("서명중").first.wait_for()
    for who in ("leader", "director"):
        approver = story.as_(who, f"{story.places['agreement']}/conclusion")
        follow(approver.get_by_role("button", name="결재", exact=True))
    for who, party in (("company", "company"), ("supplier", "supplier"), ("director", "centre")):
        signer = story.as_(who, f"{story.places['agreement']}/sign/{party}")
        draw(signer)
        signer.get_by_label("동의합니다").check()
        signer.get_by_role("button", name="서명", exact=True).click()
        signer.get_by_text(re.compile("서명(했습니다|하여 협약을 체결했습니다)")).first.wait_for()
    assert agreement().status == Status.CONCLUDED


def report_and_pay(story: Story) -> None:
    """The supplier reports the start, the company approves it and claims the advance, which is approved and paid."""
    page = story.as_("supplier", story.places["agreement"] + "/reports/start")
    page.get_by_role("button", name="쓰기 시작").click()
    page.locator("input[type=file]").first.set_input_files(paper("착수 자료"))
    page.get_by_role("link", name="착수 자료.pdf").wait_for()
    page.get_by_label("진행률").fill("5")
    page.get_by_label("수행한 내용").fill("착수 회의를 열고 현장을 조사했습니다.")
    page.get_by_role("button", name="제출").click()
    page.wait_for_url(lambda address: not address.endswith("/edit"))
    company = story.as_("company", path_of(page))
    company.get_by_role("button", name="승인").click()
    company.get_by_text("승인").first.wait_for()
    payment = payments_of(agreement().id)[0]
    company.goto(f"/payments/{payment.id}/claim")
    for place in range(len(services.papers_asked(payment))):
        company.locator("#papers input[type=file]").nth(place).set_input_files(paper(f"증빙{place + 1}"))
        company.get_by_role("link", name=f"증빙{place + 1}.pdf").wait_for()
    company.get_by_label("세금계산서 승인번호").fill(made.invoice())
    company.get_by_label("공급가액").fill(str(payment.amount_won))
    company.get_by_label("이체일").fill(f"{to_seoul(story.clock.now):%Y-%m-%d}")
    company.get_by_role("button", name="지급 신청").click()
    company.wait_for_url(lambda address: not address.endswith("/claim"))
    _approve_and_pay(story, f"/payments/{payment.id}")


def _approve_and_pay(story: Story, address: str) -> None:
    today = f"{to_seoul(story.clock.now):%Y-%m-%d}"
    officer = story.as_("officer", address)
    for payee in ("company", "supplier"):
        looked = officer.locator(f"#payee-{payee}")
        looked.get_by_label("계속사업자").check()
        looked.get_by_label("조회한 날").fill(today)
        follow(looked.get_by_role("button", name="확인 저장"))
    officer.get_by_role("button", name="결재 올리기").click()
    officer.get_by_text("결재를 올렸습니다").or_(
        officer.get_by_role("heading", name="결재", exact=True)
    ).first.wait_for()
    for who in ("leader", "director"):
        signer = story.as_(who, address)
        if signer.get_by_role("button", name="결재", exact=True).count():
            signer.get_by_role("button", name="결재", exact=True).click()
            signer.get_by_role("heading", level=1).first.wait_for()
    officer = story.as_("officer", address)
    officer.get_by_label("지급일").fill(today)
    officer.get_by_label("회계연도").fill(today[:4])
    officer.get_by_role("button", name="지급완료 기록").click()
    officer.get_by_text("지급완료").first.wait_for()


def inspect_halfway(story: Story) -> None:
    """The interim report and inspection, told without a browser."""
    story.sleep(days=60)
    who, standing = cast(story), agreement()
    made.make_report(standing, who, ReportKind.INTERIM)
    inspection = made.make_reported(standing, who, InspectionKind.INTERIM)
    with transaction() as now:
        services.approve_interim(inspection, by=who.officer, now=now)


def inspect_and_complete(story: Story) -> None:
    """After the final report the officer assigns the visitor, who fills the sheet in; two others approve."""
    story.sleep(days=60)
    made.make_report(agreement(), cast(story), ReportKind.FINAL)
    page = story.as_("officer", story.places["agreement"] + "/inspections/final")
    page.get_by_label("점검위원").select_option(label="윤점검")
    page.get_by_label("점검일").fill(f"{to_seoul(story.clock.now):%Y-%m-%d}")
    page.get_by_role("button", name="배정").click()
    page.wait_for_url(lambda address: not address.endswith("/final"))
    db.session.rollback()
    inspection = db.session.scalars(select(Inspection).filter_by(kind=InspectionKind.FINAL.value)).one()
    address, items = f"/inspections/{inspection.id}", [item.code for item in sheet_terms(inspection).items]
    visitor = story.as_("visitor", f"{address}/sheet")
    for code in items:
        visitor.locator(f"#grade-{code}-0").check()
    visitor.get_by_label("1번째 설비 모델").fill("바코드 단말 BT-20")
    visitor.get_by_label("1번째 설비", exact=False).nth(2).fill("1층 가공실")
    visitor.get_by_label("종합 의견").fill("현장에서 잘 쓰고 있습니다.")
    visitor.get_by_role("button", name="점검표 제출").click()
    visitor.get_by_text("점검표를 냈습니다.").wait_for()
    page.goto(address)
    page.get_by_role("button", name="결재 올리기").click()
    page.get_by_role("heading", level=1).first.wait_for()
    for who in ("leader", "director"):
        signer = story.as_(who, address)
        if signer.get_by_role("button", name="결재", exact=True).count():
            signer.get_by_role("button", name="결재", exact=True).click()
            signer.get_by_role("heading", level=1).first.wait_for()
    assert agreement().status == Status.COMPLETED
    confirm_nothing_is_open(story)


def confirm_nothing_is_open(story: Story) -> None:
    """The company reads that its project is done."""
    page = story.as_("company", story.places["agreement"])
    page.get_by_text("사업종료").or_(page.get_by_text("완료")).first.wait_for()
