"""Every page of accounts in a browser, wide and narrow, by the keyboard and without a fault that axe finds."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.accounts.services.sign_up import NewPerson, invite
from program_admin.core.database import db
from program_admin.core.writing import transaction
from tests.builders.looks import check_look
from tests.builders.people import PASSWORD, make_person
from tests.fixtures.browser import NARROW, follow

pytestmark = pytest.mark.browser
LONG = "사단법인 서울지역스마트공장공급기업협의회 금천구 가산디지털단지 지회 사무국"


def sent_code(outbox, phone: str) -> str:
    """The newest code sent to a phone (the server wrote it: look with fresh eyes)."""
    db.session.rollback()
    return outbox(phone)[-1].body.split("인증번호는 ")[1][:6]


def test_pages_before_signing_in_look_right(window, outbox):
    page = window(size=NARROW)
    page.goto("/sign-in")
    check_look(page, "sign-in")
    follow(page.get_by_role("button", name="로그인", exact=True))
    check_look(page, "sign-in-errors")
    page.goto("/sign-up")
    check_look(page, "sign-up")
    follow(page.get_by_role("button", name="인증번호 받기"))
    check_look(page, "sign-up-errors")
    page.get_by_label("도입기업").check()
    page.get_by_label("이름").fill("홍길동")
    page.get_by_label("휴대전화 번호").fill("01012345678")
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_label("개인정보 수집·이용에 동의합니다").check()
    follow(page.get_by_role("button", name="인증번호 받기"))
    check_look(page, "sign-up-code")
    page.get_by_label("인증번호").fill(sent_code(outbox, "01012345678"))
    page.get_by_role("button", name="확인하고 가입").click()
    page.get_by_role("heading", name="기업 등록").wait_for()
    page.goto("/account")
    check_look(page, "account")

    assert page.get_by_role("heading", level=1).inner_text() == "내 계정"


def test_pages_about_passwords_look_right(window, outbox):
    person = make_person(Role.APPLICANT)
    page = window(size=NARROW)
    page.goto("/forgotten-password")
    check_look(page, "forgotten")
    page.get_by_label("휴대전화 번호").fill(person.phone)
    follow(page.get_by_role("button", name="인증번호 받기"))
    check_look(page, "forgotten-code")
    page.get_by_label("인증번호").fill(sent_code(outbox, person.phone))
    page.get_by_role("button", name="확인").click()
    page.get_by_label("새 비밀번호").fill("짧음")
    follow(page.get_by_role("button", name="비밀번호 저장하고 로그인"))
    check_look(page, "forgotten-new")
    page.get_by_label("새 비밀번호").fill("새로 정한 열쇠 넷")
    follow(page.get_by_role("button", name="비밀번호 저장하고 로그인"))
    page.goto("/account/password")
    check_look(page, "own-password")
    page.goto("/account/email")
    check_look(page, "own-email")
    page.goto("/account-links/unknown")
    check_look(page, "link-used")

    assert page.get_by_role("heading", level=1).inner_text() == "쓸 수 없는 주소입니다"


def test_pages_of_the_invited_and_of_staff_look_right(window, outbox):
    administrator = make_person(Role.ADMINISTRATOR, name="최관리")
    with transaction() as now:
        invite(NewPerson("서위원", "01077778888"), Role.EVALUATOR, by=administrator, now=now)
    page = window(size=NARROW)
    page.goto(outbox("01077778888")[-1].link)
    check_look(page, "account-link")
    page.goto("/account")
    check_look(page, "sign-in-again")
    page = window(administrator, NARROW, second_factor=False)
    page.goto("/second-factor")
    check_look(page, "second-factor-enrol")

    assert page.get_by_role("heading", level=1).inner_text() == "2차 인증 등록"


def test_pages_of_the_administrator_look_right(window):
    administrator = make_person(Role.ADMINISTRATOR, name="최관리")
    held = make_person(Role.OFFICER, Role.VISITOR, name="남궁민수", affiliation=LONG, position="선임연구원")
    for number in range(4):
        make_person(Role.APPLICANT, name=f"신청자{number}", affiliation="미소치과기공소")
    page = window(administrator, NARROW)
    page.goto("/people")
    check_look(page, "people")
    page.goto("/people/new")
    check_look(page, "invite")
    page.goto(f"/people/{held.id}")
    check_look(page, "person")
    follow(page.get_by_role("link", name="담당자 역할 끝내기"))
    check_look(page, "end-role")
    page.goto(f"/people/{held.id}/roles")
    check_look(page, "give-role")

    assert page.get_by_role("heading", level=1).inner_text() == "역할 더하기"


def test_a_lost_session_gives_the_text_back(window, app):
    person = make_person(Role.APPLICANT)
    page = window(person, NARROW)
    page.goto("/account/email")
    page.get_by_label("전자우편").fill("hong@example.kr")
    page.context.clear_cookies()
    follow(page.get_by_role("button", name="저장"))
    check_look(page, "kept")
    page.get_by_label("휴대전화 번호").fill(person.phone)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="이어서 저장하기").wait_for()
    check_look(page, "continue")
    page.get_by_role("button", name="이어서 저장하기").click()

    page.get_by_role("heading", name="내 계정").wait_for()
    assert page.get_by_text("hong@example.kr").count() == 1
