"""The pages of a correction at both widths: preparing, approving, and what the draft and the public read."""

import pytest

from program_admin.accounts.roles import Role
from program_admin.applications import services
from program_admin.core.writing import transaction
from tests.builders.applications import make_filled, make_round
from tests.builders.looks import check_look
from tests.builders.people import make_person
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser


def test_pages_of_a_correction(window, clock):
    round_ = make_round()
    draft, owner = make_filled(round_)
    officer = make_person(Role.OFFICER, name="김담당")
    leaders = [make_person(Role.APPROVER, name="이팀장"), make_person(Role.APPROVER, name="정센터장")]
    clock.advance(hours=1)
    track = round_.terms.tracks[0].model_copy(update={"ceiling_won": 60_000_000})
    fewer = tuple(question for question in round_.terms.questions if question.code != "data_use")
    after = round_.terms.model_copy(update={"tracks": (track, *round_.terms.tracks[1:]), "questions": fewer})
    with transaction() as now:
        correction = services.begin_correction(round_, by=officer, now=now)
    base = f"/applications/rounds/{round_.id}"

    page = window(officer, NARROW)
    page.goto(f"{base}/correction")
    check_look(page, "correction-begun")
    with transaction() as now:
        services.keep_correction(correction, after, "지원 유형", by=officer, now=now)
    for name, rest in (
        ("correction-current", "correction"),
        ("correction-edit", "correction/edit/calendar"),
        ("correction-upload", "correction/upload"),
        ("corrections", "corrections"),
    ):
        page.goto(f"{base}/{rest}")
        check_look(page, name)
    with transaction() as now:
        reason = "지원금 상한을 잘못 적었고, 같은 것을 두 번 묻는 질문을 지웁니다."
        services.propose_correction(correction, "서울테크노파크 공고 제2026-118호", by=officer, now=now, reason=reason)

    page = window(leaders[0], NARROW)
    page.goto(f"/applications/corrections/{correction.id}")
    check_look(page, "correction")
    page.goto(f"/applications/corrections/{correction.id}/return")
    check_look(page, "correction-return")
    for leader in leaders:
        with transaction() as now:
            services.approve_correction(correction, by=leader, now=now)

    page = window(owner, NARROW)
    page.goto(f"/applications/{draft.id}")
    check_look(page, "tasks-corrected")
    page.goto(f"/applications/{draft.id}/budget")
    check_look(page, "budget-corrected")
    page.goto(f"/rounds/{round_.id}")
    check_look(page, "announcement-corrected")
    assert page.get_by_text("정정공고 서울테크노파크 공고 제2026-118호").is_visible()
