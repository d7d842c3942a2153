"""Every page of aftercare at both widths, and the whole sheet filled in on a phone."""

from datetime import timedelta

import pytest

from program_admin.accounts.roles import Role
from program_admin.aftercare.models import Status
from program_admin.aftercare.queries import actions_of, photos_of, sheet_terms
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.korean import korean_date
from program_admin.jobs.runner import run_pending
from tests.aftercare.world import fill_in, make_assigned, make_done, make_filled, make_planned
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.documents.files import picture
from tests.fixtures.browser import NARROW, saved

pytestmark = pytest.mark.browser


def test_the_officers_pages(window, clock):
    visits, cast = make_planned()
    visits[1].risks, visits[1].risky = ["같은 공급기업이 비슷한 과제를 6건 맡았습니다."], True
    db.session.commit()
    page = window(cast.officer, NARROW)

    for name, rest in (
        ("visits", "/"),
        ("planned", f"/{visits[1].id}"),
        ("assign", f"/{visits[0].id}/assign"),
        ("cancel", f"/{visits[0].id}/cancel"),
        ("history-planned", f"/of/{visits[0].agreement_id}"),
    ):
        page.goto(f"/visits{rest}")
        check_look(page, name)


def test_the_visitors_pages(window, clock):
    visit, cast = make_filled(clock)
    page = window(cast.visitor, NARROW)

    for name, rest in (("mine", "/mine"), ("sheet", f"/{visit.id}/sheet"), ("sign", f"/{visit.id}/sign")):
        page.goto(f"/visits{rest}")
        check_look(page, name)
    fill_in(visit, cast.visitor, {"operating": "", "kpi-1": "많이", "action-2-due": "어제"})
    for name, rest in (("faults", f"/{visit.id}/sheet?check=1"), ("missing", f"/{visit.id}/sign")):
        page.goto(f"/visits{rest}")
        check_look(page, name)


def test_the_pages_of_a_signed_visit(window, clock):
    visit, cast = make_done(clock)
    run_pending()
    action_id = actions_of(visit.id)[0].id

    for who, person in (
        ("officer", cast.officer),
        ("company", cast.owner),
        ("supplier", cast.supplier_person),
        ("auditor", make_person(Role.AUDITOR)),
    ):
        db.session.commit()
        page = window(person, NARROW)
        page.goto(f"/visits/{visit.id}")
        check_look(page, f"done-{who}")
        page.goto(f"/visits/actions/{action_id}")
        check_look(page, f"action-{who}")
    page.goto(f"/visits/of/{visit.agreement_id}")
    check_look(page, "history")
    page.goto("/visits/actions")
    check_look(page, "actions")


def test_the_whole_sheet_on_a_phone_with_photos_and_both_signatures(window, clock, tmp_path):
    visit, cast = make_assigned(clock)
    photo = tmp_path / "현장.jpg"
    photo.write_bytes(picture("jpg"))
    terms = sheet_terms(visit)
    page = window(cast.visitor, NARROW)
    page.goto("/visits/mine")
    page.get_by_role("link", name="점검표 쓰기").click()

    page.get_by_label("정상 점검").check()
    page.get_by_label("매일 사용").check()
    page.get_by_label("쓰는 사람 수").fill("12")
    page.get_by_label("마지막 로그 날짜").first.fill(korean_date(program_clock.today() - timedelta(days=1)))
    page.get_by_label("최근 30일 로그 건수").first.fill("4120")
    for plan in terms.kpis:
        page.get_by_label(f"{plan.name} 지금 값").fill(f"{plan.target.normalize():f}")
    page.get_by_text("가중 달성률 100%").wait_for()
    for asset in terms.assets:
        page.get_by_role("radiogroup", name=asset.label).get_by_label("있음").check()
    for item in terms.items[3:]:
        if item.kind == "text":
            page.get_by_role("textbox", name=item.name).fill("바코드로 자동 수집")
        elif item.kind == "grade":
            page.get_by_role("radiogroup", name=item.name).first.locator("input[value='5']").check()
        elif item.kind == "yes_no":
            page.get_by_role("radiogroup", name=item.name).get_by_label("예", exact=True).check()
    for _, name in terms.survey:
        group = page.locator("#survey").get_by_role("radiogroup", name=name, exact=True)
        group.locator("input[value='4']").check()
    page.get_by_label("1번째 시정조치 내용").fill("로그를 날마다 백업합니다.")
    page.get_by_label("현장 확인 내용").fill("생산실적 화면을 함께 확인했습니다.")
    saved(page)
    for place, (_, name) in enumerate(terms.purposes, start=1):
        page.get_by_role("button", name="삭제").nth(place - 2).wait_for() if place > 1 else None
        page.get_by_label(f"{name} 사진", exact=True).last.set_input_files(photo)
        page.get_by_role("button", name="삭제").nth(place - 1).wait_for()
    check_look(page, "phone-sheet")
    page.get_by_role("button", name="서명으로").click()
    page.get_by_role("heading", name="서명", exact=True).wait_for()
    for place in (0, 1):
        draw(page, place)
    page.get_by_label("서명하는 사람").fill("박정우")
    page.get_by_label("직위").fill("대표")
    check_look(page, "phone-sign")
    page.get_by_role("button", name="서명하고 마치기").click()
    page.get_by_role("dialog").get_by_role("button").last.click()
    page.get_by_text("방문을 마쳤습니다").wait_for()
    check_look(page, "phone-done")

    db.session.rollback()
    assert visit.status == Status.DONE
    assert len(photos_of(visit.id)) == len(terms.purposes)


def draw(page, place: int) -> None:
    canvas = page.locator("canvas").nth(place)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 20, steps=4)
    page.mouse.move(box["x"] + 200, box["y"] + 60, steps=4)
    page.mouse.up()
