"""An application filled and handed in on a phone, by hand, with autosave."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications.models import Application, Status
from program_admin.applications.queries import draft_values, papers_of
from program_admin.core.database import db
from program_admin.jobs.runner import run_pending
from tests.builders.applications import make_plant, make_round, make_supplier
from tests.builders.companies import make_company
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.documents.files import pdf, picture
from tests.fixtures.browser import NARROW, follow, sent

pytestmark = pytest.mark.browser
ONWARD = "저장하고 다음 단계로"
PAPERS = ("사업계획서", "사업자등록증", "국세·지방세 납세증명서", "견적서")


@pytest.fixture
def applicant(app, clock):
    make_round()
    make_supplier("다온테크")
    owner = make_person(Role.APPLICANT, name="박정우")
    make_plant(make_company(owner), owner)
    return owner


def onward(page, heading):
    """Go on once everything typed is stored."""
    sent(page)
    follow(page.get_by_role("button", name=ONWARD))
    page.get_by_role("heading", level=1, name=heading).wait_for()


def saved(page):
    page.locator("[data-saved]").first.filter(has_text="10:00 저장").wait_for()


def fill_plan(page):
    page.get_by_label("과제명").fill("치과 보철물 제작 데이터 수집")
    page.get_by_label("생산관리(MES)").check()
    page.get_by_label("지금 현장의 문제").fill("의뢰서가 종이로 오가서 재제작이 한 달에 20건 넘게 생깁니다.")
    page.get_by_label("구축 내용과 데이터 수집 계획").fill("스캔, 설계, 밀링 공정마다 시작과 끝을 바코드로 모읍니다.")
    page.get_by_label("기대 효과").fill("재제작률을 절반으로 줄입니다.")
    page.get_by_label("구축 기간").fill("6")
    page.get_by_role("radiogroup", name="지금 생산 데이터를 모으고 있습니까?").get_by_label("예").check()
    page.get_by_label("종이 일지").check()
    page.get_by_label("데이터를 모을 사업장은 몇 곳입니까?").fill("2")
    page.get_by_label("1번째 줄 사업장").fill("본사")
    page.get_by_label("1번째 줄 모을 데이터").fill("공정 시작과 끝")
    page.get_by_label("1번째 줄 방법").select_option("scan")
    page.get_by_label("1번째 줄 설비 수").fill("5")
    page.get_by_role("radiogroup", name="외주처의 생산 데이터도 모읍니까?").get_by_label("아니요").check()
    page.get_by_label("모은 데이터를 누가 어떤 결정에 쓸 계획입니까?").fill(
        "팀장이 날마다 지연된 의뢰의 순서를 바꿉니다."
    )
    page.get_by_label("최근 1년 평균 불량률은 얼마입니까?").fill("3.25")


def name_engineer(page):
    """One of the supplier's registered engineers, with the work and a phone."""
    page.get_by_label("1번째 줄 기술자").select_option("정기술")
    page.get_by_label("1번째 줄 맡을 일").fill("수집 서버와 화면 개발")
    page.get_by_label("1번째 줄 휴대전화").fill("010-5555-4444")


def fill_kpi(page):
    follow(page.get_by_role("button", name="추천 지표 채우기"))
    for row, (before, target) in enumerate((("7", "4"), ("8.5", "4"), ("120", "90")), start=1):
        page.get_by_label(f"{row}번째 줄 구축 전 값").fill(before)
        page.get_by_label(f"{row}번째 줄 목표 값").fill(target)


def fill_budget(page):
    page.get_by_label("1번째 줄 비목").select_option("software")
    page.get_by_label("1번째 줄 내용과 산출 근거").fill("MES 개발 3명 4개월")
    page.get_by_label("1번째 줄 금액").fill("50000000")
    page.get_by_text("30,000,000원", exact=True).first.wait_for()


def hand_in(page, name):
    paper = page.get_by_role("region", name=name)
    paper.get_by_text("파일 올리기").click()
    day = paper.get_by_label("발급일")
    if day.count():
        day.fill("2026-03-02")
    file = {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": pdf(1)}
    paper.locator("input[type=file]").set_input_files(file)
    follow(paper.get_by_role("button", name="올리기"))
    page.get_by_role("region", name=name).get_by_role("link", name=f"{name}.pdf").wait_for()


def declare(page):
    for group in page.get_by_role("radiogroup").all():
        group.get_by_label("아니요").check()
    for title in ("개인정보 수집·이용 동의", "개인정보 제3자 제공 동의", "기업정보 조회 동의"):
        page.get_by_label(f"{title}: 동의합니다.").check()


def test_an_application_is_filled_and_handed_in_on_a_phone(window, applicant):
    page = window(applicant, NARROW)
    page.goto("/applications/start")
    page.get_by_label("신규구축(기초)").check()
    follow(page.get_by_role("button", name="신청서 쓰기"))
    follow(page.get_by_role("link", name="기업 정보"))
    page.get_by_label("위 기업 정보가 지금과 같습니다.").check()
    onward(page, "사업장")
    page.get_by_label("위 사업장이 지금과 같습니다.").check()
    onward(page, "구축 계획")
    fill_plan(page)
    onward(page, "공급기업")
    page.get_by_label("공급기업 이름이나 등록번호").fill("다온")
    follow(page.get_by_role("button", name="찾기"))
    follow(page.get_by_role("button", name="이 기업으로"))
    name_engineer(page)
    onward(page, "KPI 계획")
    page.get_by_text("정기술님에게 동의 요청을 보냈습니다.").wait_for()
    fill_kpi(page)
    onward(page, "사업비")
    fill_budget(page)
    onward(page, "가점 신청")
    page.get_by_role("radiogroup", name="가점을 신청합니까?").get_by_label("아니요").check()
    onward(page, "제출서류")
    for name in PAPERS:
        hand_in(page, name)
    follow(page.get_by_role("link", name="다음 단계로"))
    declare(page)
    onward(page, "확인·제출")
    check_look(page, "phone-submit")
    follow(page.get_by_role("button", name="제출하기"))

    page.get_by_text("접수했습니다. 접수번호는 2026-S-0001입니다.").wait_for()
    run_pending()
    page.reload()
    check_look(page, "phone-received")
    with page.expect_download() as download:
        page.get_by_role("link", name="접수증 내려받기 (PDF)").click()
    assert download.value.suggested_filename == "접수증_접수-2026-0001.pdf"
    assert db.session.query(Application).one().status == Status.SUBMITTED


def test_each_field_is_kept_as_it_is_typed_and_survives_a_reload(window, applicant):
    page = window(applicant, NARROW)
    page.goto("/applications/start")
    page.get_by_label("신규구축(기초)").check()
    follow(page.get_by_role("button", name="신청서 쓰기"))
    follow(page.get_by_role("link", name="구축 계획"))

    page.get_by_label("과제명").fill("저장될 이름")
    page.get_by_label("생산관리(MES)").check()
    saved(page)
    page.wait_for_timeout(300)
    page.reload()

    assert page.get_by_label("과제명").input_value() == "저장될 이름"
    assert page.get_by_label("생산관리(MES)").is_checked()
    db.session.rollback()
    application = db.session.query(Application).one()
    assert draft_values(application.id)["project-solutions"] == "mes"


def test_two_people_in_one_field_choose_between_both_values(window, applicant):
    page, other = window(applicant, NARROW), window(applicant, NARROW)
    page.goto("/applications/start")
    page.get_by_label("신규구축(기초)").check()
    follow(page.get_by_role("button", name="신청서 쓰기"))
    follow(page.get_by_role("link", name="구축 계획"))
    other.goto(page.url)

    page.get_by_label("과제명").fill("첫째가 쓴 이름")
    saved(page)
    other.get_by_label("과제명").fill("둘째가 쓴 이름")
    other.get_by_text("이 항목을 다른 사람이 먼저 바꿨습니다").wait_for()
    other.get_by_role("button", name="내 입력 사용").click()
    saved(other)
    other.reload()

    assert other.get_by_label("과제명").input_value() == "둘째가 쓴 이름"


def test_three_photos_become_one_pdf_on_a_phone(window, applicant):
    page = window(applicant, NARROW)
    page.goto("/applications/start")
    page.get_by_label("신규구축(기초)").check()
    follow(page.get_by_role("button", name="신청서 쓰기"))
    follow(page.get_by_role("link", name="제출서류"))
    paper = page.get_by_role("region", name="사업자등록증")
    paper.get_by_text("파일 올리기").click()
    photos = [
        {"name": f"사진{place}.{kind}", "mimeType": f"image/{kind}", "buffer": picture(kind, (300, 400))}
        for place, kind in enumerate(("jpg", "heic", "png"), start=1)
    ]

    paper.locator("input[type=file]").set_input_files(photos)
    check_look(page, "phone-photos-chosen")
    follow(paper.get_by_role("button", name="올리기"))

    page.get_by_role("link", name="사업자등록증.pdf").wait_for()
    page.get_by_text("사진 3장을 묶음").wait_for()
    check_look(page, "phone-photos-one-pdf")
    db.session.rollback()
    (paper,) = papers_of(db.session.query(Application).one().id)
    assert (paper.upload.page_count, [each["name"] for each in paper.upload.made_from]) == (
        3,
        ["사진1.jpg", "사진2.heic", "사진3.png"],
    )
