"""A dental lab with outsourced production applies on phones: its supplier's delegate types, the owner hands in."""

import re

import pytest
from sqlalchemy import delete, select

from program_admin.accounts.models import LoginSession
from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, Status
from program_admin.applications.queries import draft_fields, draft_values, last_submission_of, papers_of
from program_admin.companies import services as company_services
from program_admin.companies.rules import NewSite
from program_admin.core.database import begin_writing, db
from program_admin.core.identifiers import invented_business_number
from program_admin.core.writing import transaction
from program_admin.jobs.runner import run_pending
from program_admin.programs.schema.eligibility import SiteKind
from tests.builders.applications import make_round, make_supplier
from tests.builders.companies import make_company
from tests.builders.looks import check_look
from tests.builders.people import PASSWORD, make_person
from tests.documents.files import picture
from tests.fixtures.browser import NARROW, follow, sent
from tests.journeys.story import paper

pytestmark = pytest.mark.browser
ONWARD = "저장하고 다음 단계로"
PROBLEM = "의뢰서가 종이로 오가서 외주 기공소의 진행을 모르고 재제작이 한 달에 20건 넘게 생깁니다."


@pytest.fixture
def lab(app, clock):
    """A lab of two people in Seoul whose crowns are milled by another lab; its supplier is registered."""
    make_round()
    make_supplier("다온테크")
    owner = make_person(Role.APPLICANT, name="박정우")
    company = make_company(owner)
    number = invented_business_number(5_000_000)
    milling = NewSite(SiteKind.OUTSOURCER, "한울밀링센터", "경기도 부천시 오정로 5", "41", business_number=number)
    with transaction() as now:
        company_services.add_site(company, milling, by=owner, now=now)
    return owner


def onward(page, heading):
    """Go on once everything typed is stored."""
    sent(page)
    follow(page.get_by_role("button", name=ONWARD))
    page.get_by_role("heading", level=1, name=heading).wait_for()


def begin_and_entrust(page, delegate):
    """The owner begins, confirms what only the company can, chooses the supplier and entrusts the rest."""
    page.goto("/applications/start")
    page.get_by_label("신규구축(기초)").check()
    follow(page.get_by_role("button", name="신청서 쓰기"))
    draft = page.url
    follow(page.get_by_role("link", name="기업 정보").first)
    page.get_by_label("위 기업 정보가 지금과 같습니다.").check()
    onward(page, "사업장")
    page.get_by_text("한울밀링센터").first.wait_for()
    page.get_by_label("위 사업장이 지금과 같습니다.").check()
    onward(page, "구축 계획")
    page.goto(f"{draft}/supplier?q=다온")
    follow(page.get_by_role("button", name="이 기업으로"))
    page.goto(f"{draft}/delegates")
    page.get_by_label("이름").fill(delegate.name)
    page.get_by_label("휴대전화 번호").fill(delegate.phone)
    page.get_by_label("소속 기업").fill("다온테크")
    follow(page.get_by_role("button", name="초대 보내기"))
    page.get_by_text("초대했습니다.").wait_for()
    check_look(page, "lab-entrusted")
    return draft


def type_plan(page):
    """The delegate types the first half of the plan."""
    page.get_by_label("과제명").fill("외주 밀링까지 잇는 치과 보철물 제작 데이터 수집")
    page.get_by_label("생산관리(MES)").check()
    page.get_by_label("지금 현장의 문제").fill(PROBLEM)
    sent(page)


def go_on_after_the_session_ended(page, delegate):
    """The session row ends half-way; the text typed after that is given back by the sign-in page's way."""
    begin_writing()
    db.session.execute(delete(LoginSession).where(LoginSession.person_id == delegate.id))
    db.session.commit()
    page.get_by_label("구축 내용과 데이터 수집 계획").fill(
        "스캔, 설계, 외주 밀링, 마감마다 시작과 끝을 바코드로 모읍니다."
    )
    follow(page.locator("[data-saved]").first.get_by_role("link", name="로그인"))
    page.get_by_label("휴대전화 번호").fill(delegate.phone)
    page.get_by_label("비밀번호").fill(PASSWORD)
    follow(page.get_by_role("main").get_by_role("button", name="로그인"))
    page.get_by_role("heading", level=1, name="구축 계획").wait_for()
    sent(page)
    assert page.get_by_label("구축 내용과 데이터 수집 계획").input_value().startswith("스캔, 설계, 외주 밀링")


def finish_plan(page):
    """The rest of the plan, with the question that appears because the outsourcer's data are collected too."""
    page.get_by_label("기대 효과").fill("재제작률을 절반으로 줄입니다.")
    page.get_by_label("구축 기간").fill("6")
    page.get_by_role("radiogroup", name="지금 생산 데이터를 모으고 있습니까?").get_by_label("예").check()
    page.get_by_label("종이 일지").check()
    page.get_by_label("데이터를 모을 사업장은 몇 곳입니까?").fill("2")
    page.get_by_label("1번째 줄 사업장").fill("본사")
    page.get_by_label("1번째 줄 모을 데이터").fill("공정 시작과 끝")
    page.get_by_label("1번째 줄 방법").select_option("scan")
    page.get_by_label("1번째 줄 설비 수").fill("5")
    page.get_by_role("radiogroup", name="외주처의 생산 데이터도 모읍니까?").get_by_label("예").check()
    page.get_by_label("서면으로 합의함").check()
    page.get_by_label("모은 데이터를 누가 어떤 결정에 쓸 계획입니까?").fill("대표가 지연된 의뢰의 순서를 바꿉니다.")
    page.get_by_label("최근 1년 평균 불량률은 얼마입니까?").fill("3.25")
    check_look(page, "lab-plan")
    onward(page, "공급기업")
    page.get_by_label("1번째 줄 기술자").select_option("정기술")
    page.get_by_label("1번째 줄 맡을 일").fill("수집 서버와 화면 개발")
    page.get_by_label("1번째 줄 휴대전화").fill("010-5555-4444")
    onward(page, "KPI 계획")


def type_targets_and_costs(page):
    """KPI rows of the trade, one cost row, no bonus."""
    follow(page.get_by_role("button", name="추천 지표 채우기"))
    for row, (before, target) in enumerate((("7", "4"), ("8.5", "4"), ("120", "90")), start=1):
        page.get_by_label(f"{row}번째 줄 구축 전 값").fill(before)
        page.get_by_label(f"{row}번째 줄 목표 값").fill(target)
    onward(page, "사업비")
    page.get_by_label("1번째 줄 비목").select_option("software")
    page.get_by_label("1번째 줄 내용과 산출 근거").fill("MES 개발 3명 4개월")
    page.get_by_label("1번째 줄 금액").fill("50000000")
    page.get_by_text("30,000,000원", exact=True).first.wait_for()
    onward(page, "가점 신청")
    page.get_by_role("radiogroup", name="가점을 신청합니까?").get_by_label("아니요").check()
    onward(page, "제출서류")


def hand_papers_in(page):
    """Every paper that must be there; the registration is three photos that become one paper."""
    names = [text.splitlines()[0] for text in page.get_by_role("region").filter(has_text="필수").all_inner_texts()]
    for name in names:
        place = page.get_by_role("region", name=name, exact=True)
        place.get_by_text("파일 올리기").click()
        if place.get_by_label("발급일").count():
            place.get_by_label("발급일").fill("2026-03-02")
        files = [paper(name)]
        if name == "사업자등록증":
            files = [
                {"name": f"사진{number}.jpg", "mimeType": "image/jpeg", "buffer": picture("jpg", (300, 400))}
                for number in (1, 2, 3)
            ]
        place.locator("input[type=file]").set_input_files(files)
        if place.get_by_role("button", name="올리기").is_visible():
            place.get_by_role("button", name="올리기").click()
        page.get_by_role("region", name=name, exact=True).get_by_role("link", name=f"{name}.pdf").wait_for()
    page.get_by_text("사진 3장을 묶음").wait_for()
    check_look(page, "lab-papers")


def agree_and_hand_in(page, draft):
    """The owner declares, consents, looks through what the delegate typed, and hands in."""
    page.goto(f"{draft}/consents")
    for group in page.get_by_role("radiogroup").all():
        group.get_by_label("아니요").check()
    for title in ("개인정보 수집·이용 동의", "개인정보 제3자 제공 동의", "기업정보 조회 동의"):
        page.get_by_label(f"{title}: 동의합니다.").check()
    onward(page, "확인·제출")
    page.goto(f"{draft}/delegated")
    page.get_by_text(PROBLEM).first.wait_for()
    check_look(page, "lab-delegated")
    follow(page.get_by_role("button", name="모두 사실과 맞습니다"))
    page.goto(f"{draft}/submit")
    check_look(page, "lab-submit")
    follow(page.get_by_role("button", name="제출하기"))
    page.get_by_text("접수했습니다. 접수번호는 2026-S-0001입니다.").wait_for()


def test_a_lab_applies_through_its_suppliers_delegate_on_phones(window, lab, outbox):
    delegate = make_person(Role.APPLICANT, name="최대리")
    owners, suppliers = window(lab, NARROW), window(delegate, NARROW)

    draft = begin_and_entrust(owners, delegate)
    db.session.rollback()
    link = re.search(r"/applications/\S+", outbox(delegate.phone)[-1].body + " " + draft)[0]
    suppliers.goto(link)
    suppliers.goto(f"{draft}/plan")
    suppliers.locator(".count").first.wait_for()
    type_plan(suppliers)
    go_on_after_the_session_ended(suppliers, delegate)
    finish_plan(suppliers)
    type_targets_and_costs(suppliers)
    hand_papers_in(suppliers)
    suppliers.goto(f"{draft}/submit")
    suppliers.get_by_text("대리 작성자는 작성만 할 수 있습니다").wait_for()
    assert suppliers.get_by_role("button", name="제출하기").count() == 0
    agree_and_hand_in(owners, draft)

    run_pending()
    owners.reload()
    check_look(owners, "lab-received")
    with owners.expect_download() as download:
        owners.get_by_role("link", name="접수증 내려받기 (PDF)").click()
    db.session.rollback()
    application = db.session.scalars(select(Application)).one()
    fields = draft_fields(application.id)
    registration = next(each for each in papers_of(application.id) if each.paper == "business_registration")
    assert download.value.suggested_filename == "접수증_접수-2026-0001.pdf"
    assert (application.status, application.submitted_by_id) == (Status.SUBMITTED, lab.id)
    assert fields["project-plan"].person_id == delegate.id and fields["consent-collection"].person_id == lab.id
    assert [each["name"] for each in registration.upload.made_from] == ["사진1.jpg", "사진2.jpg", "사진3.jpg"]
    assert draft_values(application.id)["project-plan"].startswith("스캔, 설계, 외주 밀링")
    assert "외주 밀링" in last_submission_of(application.id).content
