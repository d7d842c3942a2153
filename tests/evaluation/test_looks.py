"""Every page of the evaluation at both widths: nothing broken, nothing axe objects to; scoring on a phone."""

from datetime import date
from decimal import Decimal

import pytest

from program_admin.core.database import db
from program_admin.core.writing import transaction
from program_admin.evaluation import queries, services
from program_admin.evaluation.models import TieKind
from program_admin.evaluation.services import NewTie
from program_admin.programs.schema.evaluation import Criterion
from tests.builders.looks import check_look
from tests.evaluation.world import (
    OPINION,
    approved,
    claim_bonus,
    confirmed_panel,
    hand_in,
    invited_panel,
    make_panel,
    make_world,
    ranked,
    running_panel,
    sample_terms,
    score,
    sign_all,
)
from tests.fixtures.browser import NARROW, follow, saved

pytestmark = pytest.mark.browser


def looked_at(page, addresses: list[tuple[str, str]]) -> list[str]:
    """Look at each (picture name, address); return the headings of the pages."""
    headings = []
    for name, address in addresses:
        page.goto(address)
        check_look(page, name)
        headings.append(page.locator("h1").inner_text())
    return headings


def test_the_pool_and_forming_a_panel(window, world):
    evaluator = world.evaluators[7]
    with transaction() as now:
        number = world.applications[0].company.business_number
        services.add_tie(evaluator, NewTie(TieKind.ADVICE, number, "가정밀", None), by=world.officer, now=now)
    panel = make_panel(world, members=3)
    page = window(world.officer, NARROW)

    headings = looked_at(
        page,
        [
            ("evaluators", "/evaluators/"),
            ("evaluator-new", "/evaluators/new"),
            ("evaluator", f"/evaluators/{evaluator.id}"),
            ("evaluator-edit", f"/evaluators/{evaluator.id}/edit"),
            ("tie-new", f"/evaluators/{evaluator.id}/ties/new"),
            ("tie-end", f"/evaluators/ties/{queries.ties_of(evaluator.id)[0].id}/end"),
            ("panels", "/panels/"),
            ("panel-new", f"/panels/rounds/{world.round.id}/new"),
            ("panel-forming", f"/panels/{panel.id}"),
            ("panel-cases", f"/panels/{panel.id}/cases"),
            ("panel-seats", f"/panels/{panel.id}/seats"),
            ("panel-recusal", f"/panels/{panel.id}/recusals/new"),
            ("seat-exclude", f"/panels/seats/{queries.seats_of(panel.id)[0].id}/exclude"),
        ],
    )

    assert headings == [
        "평가위원",
        "평가위원 등록",
        "배위원",
        "평가위원 정보 고치기",
        "관계 더하기",
        "관계가 끝난 날",
        "평가위원회",
        "분과 만들기",
        "1분과",
        "분과에 과제 넣기",
        "위원 넣기",
        "제척·기피 기록",
        "위원 제외",
    ]


def test_the_evaluators_pages(window, world):
    panel = make_panel(world)
    with transaction() as now:
        services.invite_members(panel, date(2027, 1, 11), by=world.officer, now=now)
    chair = queries.seats_of(panel.id)[0]
    page = window(chair.evaluator.person, NARROW)
    page.goto(f"/sheets/invitations/{chair.id}")
    check_look(page, "invitation")
    page.get_by_label("참석", exact=True).check()
    follow(page.get_by_role("button", name="회신"))
    db.session.rollback()
    with transaction() as now:
        for seat in queries.seats_of(panel.id)[1:]:
            services.answer(seat, "accept", by=seat.evaluator.person, now=now)
        services.start_scoring(panel, by=world.officer, now=now)
    page.goto("/sheets/")
    check_look(page, "evaluator-desk")
    page.goto(f"/sheets/panels/{chair.id}")
    check_look(page, "pledge")
    page.get_by_label("위 내용을 지킬 것을 서약합니다").check()
    page.get_by_role("button", name="서약").click()
    page.wait_for_url(f"**/sheets/panels/{chair.id}")
    check_look(page, "own-panel")
    db.session.rollback()
    sheet = queries.sheets_of_seat(chair)[0]
    headings = looked_at(
        page,
        [
            ("case", f"/sheets/{sheet.id}/case"),
            ("recuse", f"/sheets/{sheet.id}/recuse"),
            ("sign-open", f"/sheets/panels/{chair.id}/sign"),
        ],
    )

    assert headings == ["가정밀 데이터 수집형 MES 구축", "이 과제 회피", "내 점수 한눈에 보기"]


def test_scoring_saves_by_itself_and_the_bar_covers_no_field(window, world):
    panel = running_panel(world)
    seat = queries.taken_seats(panel.id)[0]
    sheet = queries.sheets_of_seat(seat)[0]
    page = window(seat.evaluator.person, NARROW)
    page.goto(f"/sheets/{sheet.id}")

    page.locator("#score-leadership").get_by_label("보통").check()
    saved(page)
    page.get_by_label("종합 의견").fill(OPINION)
    page.get_by_label("종합 의견").blur()
    page.locator('textarea[data-revision="1"]').wait_for()

    assert page.locator("[data-total]").inner_text() == "8"
    assert page.locator("[data-missing]").inner_text() == "미채점 10개 항목"
    covered = page.evaluate(
        """() => { const field = document.querySelector('textarea'); field.focus();
            field.scrollIntoView({block: 'end'});
            const bar = document.querySelector('.action-bar.sticky').getBoundingClientRect();
            return field.getBoundingClientRect().bottom > bar.top + 1; }"""
    )
    assert covered is False
    check_look(page, "sheet")
    db.session.rollback()
    values = queries.values_of(queries.sheet_by_id(sheet.id))
    assert (values["score-leadership"], values["opinion"]) == ("8", OPINION)


def test_a_typed_score_counts_in_the_total(window, app):
    terms = sample_terms().evaluation
    [stage] = terms.stages
    cost = Criterion(code="leadership", name="대표자의 추진 의지", max_points=Decimal(10), step=Decimal("0.5"))
    first = stage.groups[0].model_copy(update={"criteria": (cost, *stage.groups[0].criteria[1:])})
    changed = stage.model_copy(update={"groups": (first, *stage.groups[1:])})
    world = make_world(stages=(changed,))
    seat = queries.taken_seats(running_panel(world).id)[0]
    sheet = queries.sheets_of_seat(seat)[0]
    page = window(seat.evaluator.person, NARROW)
    page.goto(f"/sheets/{sheet.id}")

    page.get_by_label("대표자의 추진 의지").fill("7.5")
    page.get_by_label("대표자의 추진 의지").blur()
    saved(page)

    assert page.locator("[data-total]").inner_text() == "7.5"
    check_look(page, "sheet-typed")


def test_signing_and_reading_what_was_signed(window, world):
    panel = running_panel(world)
    seats = queries.taken_seats(panel.id)
    for seat in seats[1:]:
        sign_all(seat, lower=seat.place)
    chair = seats[0]
    for sheet in queries.sheets_of_seat(chair):
        score(sheet, lower=3)
    page = window(chair.evaluator.person, NARROW)
    page.goto(f"/sheets/panels/{chair.id}/sign")
    check_look(page, "sign-ready")
    page.get_by_role("button", name="모든 평가표에 서명").click()
    page.get_by_role("dialog").get_by_role("button", name="모든 평가표에 서명").or_(
        page.get_by_role("dialog").get_by_role("button").last
    ).first.click()
    page.get_by_text("이제 점수를 바꿀 수 없습니다").wait_for()
    check_look(page, "sign-done")
    db.session.rollback()
    sheet = queries.sheets_of_seat(chair)[0]
    headings = looked_at(
        page,
        [
            ("sheet-signed", f"/sheets/{sheet.id}"),
            ("own-panel-signed", f"/sheets/panels/{chair.id}"),
            ("opinion", f"/sheets/cases/{queries.cases_of(panel.id)[0].id}/opinion"),
        ],
    )

    assert headings == ["가정밀", "1분과", "종합의견"]


def test_rankings(window, app):
    world = make_world(cases=5, pass_mark=Decimal(96))
    claim_bonus(world.applications[0])
    claim_bonus(world.applications[1], confirmed=True)
    name = "외주처 세 곳과 맺은 생산 데이터 제공 합의서(2027년 1월 개정, 모든 면)_최종_서명본.pdf"
    hand_in(world.applications[1], "data_agreement", name)
    hand_in(world.applications[1], "data_agreement", "IMG_20270104_113002_data_agreement_signed_scan_page2.pdf")
    page = window(world.officer, NARROW)
    invited_panel(world)
    round_page = f"/rankings/rounds/{world.round.id}"

    headings = looked_at(
        page, [("ranking-not-ready", round_page), ("bonus", f"{round_page}/bonus"), ("rankings", "/rankings/")]
    )

    assert headings == ["종합평가 순위 만들기", "가점 확인", "종합평가 순위"]


def test_a_ranking_on_its_way(window, world):
    ranking = ranked(world)
    page = window(world.leader, NARROW)
    waiting = looked_at(
        page, [("ranking-waiting", f"/rankings/{ranking.id}"), ("ranking-return", f"/rankings/{ranking.id}/return")]
    )
    approved(world, ranking)

    assert waiting == ["종합평가 순위표 1차", "순위표 반려"]
    assert looked_at(page, [("ranking-published", f"/rankings/{ranking.id}")]) == ["종합평가 순위표 1차"]


def test_a_panel_that_is_done(window, world):
    panel = confirmed_panel(world)
    page = window(world.officer, NARROW)

    headings = looked_at(
        page,
        [("panel-confirmed", f"/panels/{panel.id}"), ("ranking-live", f"/rankings/rounds/{world.round.id}")],
    )

    assert headings == ["1분과", "종합평가 순위 만들기"]
