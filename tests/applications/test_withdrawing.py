"""접수취소: taken back, brought back, mended until the deadline; afterwards everything is kept and can only be read."""

from datetime import timedelta

import pytest

from program_admin.applications import services
from program_admin.applications.models import Status
from program_admin.applications.queries import draft_values
from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.writing import transaction
from program_admin.programs.models import Round
from tests.builders.applications import make_draft, make_filled, make_submitted
from tests.fixtures.clients import act, sign_in, submit

SECOND = timedelta(seconds=1)


def shown(client, application) -> str:
    return client.get(f"/applications/{application.id}").text


def withdrawn(application, owner) -> None:
    with transaction() as now:
        services.withdraw(application, by=owner, now=now)


def test_a_withdrawn_application_says_until_when_it_can_come_back(client, clock):
    application, owner = make_submitted()
    sign_in(client, owner)

    submit(client, f"/applications/{application.id}/withdraw")
    page = shown(client, application)

    assert "접수를 취소한 신청서입니다. 마감(" in page
    assert ("접수 복구" in page, "고쳐 쓰기" in page) == (True, True)


def test_it_comes_back_until_the_last_moment_of_the_grace_time(client, clock):
    application, owner = make_submitted()
    sign_in(client, owner)
    withdrawn(application, owner)
    clock.set(application.deadline.grace_until)
    sign_in(client, owner)

    back = client.post(f"/applications/{application.id}/restore", data=act())

    db.session.expire_all()
    assert (back.status_code, application.status) == (303, Status.SUBMITTED)


def test_after_the_deadline_a_withdrawn_application_stays_so_with_a_sentence(client, clock):
    application, owner = make_submitted()
    sign_in(client, owner)
    withdrawn(application, owner)
    clock.set(application.deadline.grace_until + SECOND)
    sign_in(client, owner)

    page = shown(client, application)
    refused = [client.post(f"/applications/{application.id}/{step}", data=act()) for step in ("restore", "revise")]

    assert "마감이 지나 되돌리거나 고칠 수 없습니다. 냈던 내용은 보관합니다." in page
    assert ("접수 복구" in page, "고쳐 쓰기" in page) == (False, False)
    assert [answer.status_code for answer in refused] == [422, 422]
    assert "마감 뒤에는 접수를 취소하거나 되돌릴 수 없습니다. 담당 부서에 문의해 주세요." in refused[0].text
    db.session.expire_all()
    assert application.status == Status.WITHDRAWN


def test_after_the_deadline_the_page_of_withdrawing_offers_nothing(client, clock):
    application, owner = make_submitted()
    sign_in(client, owner)
    clock.set(application.deadline.grace_until + SECOND)
    sign_in(client, owner)

    asked = client.get(f"/applications/{application.id}/withdraw").text
    sent = client.post(f"/applications/{application.id}/withdraw", data=act())

    assert "마감 뒤에는 접수를 취소하거나" in asked
    assert "<textarea" not in asked
    assert sent.status_code == 422


def test_a_draft_cannot_be_withdrawn_and_says_why(client, clock):
    application, owner = make_draft()
    sign_in(client, owner)

    asked = client.get(f"/applications/{application.id}/withdraw")

    assert "지금 상태(작성 중)에서는 접수를 취소할 수 없습니다." in asked.text


def test_a_reopened_draft_says_that_it_must_be_handed_in_again(client, clock):
    application, owner = make_submitted()
    sign_in(client, owner)
    withdrawn(application, owner)

    client.post(f"/applications/{application.id}/revise", data=act())
    before = shown(client, application)
    clock.set(application.deadline.grace_until + SECOND)
    sign_in(client, owner)
    after = shown(client, application)

    assert "마감 전에 다시 제출해야 접수됩니다." in before
    assert "다시 제출하지 않고 마감이 지나 접수되지 않았습니다." in after


def test_a_withdrawn_application_does_not_come_back_beside_another(client, clock):
    application, owner = make_submitted()
    sign_in(client, owner)
    withdrawn(application, owner)
    make_draft(db.session.get(Round, application.round_id), owner, application.company)

    refused = client.post(f"/applications/{application.id}/restore", data=act())

    assert refused.status_code == 422
    assert "이 회차에 다른 신청서가 있습니다." in refused.text


def test_a_draft_past_the_deadline_is_kept_and_can_only_be_read(client, clock):
    application, owner = make_filled()
    sign_in(client, owner)
    kept = draft_values(application.id)
    clock.set(application.deadline.grace_until + SECOND)
    sign_in(client, owner)

    tasks = shown(client, application)
    plan = client.get(f"/applications/{application.id}/plan").text
    saved = client.post(f"/applications/{application.id}/plan", data=act() | {"project-title": "늦게 고친 이름"})

    assert "적은 내용은 보관하며, 읽을 수만 있습니다." in tasks
    assert "확인하고 제출하기" not in tasks
    assert ('<fieldset class="plain" disabled>' in plan, "data-autosave" in plan) == (True, False)
    assert "치과 보철물 제작 공정 데이터 수집 체계 구축" in plan
    assert saved.status_code == 422
    db.session.expire_all()
    assert draft_values(application.id) == kept
    for rest in ("papers", "supplier", "submit"):
        page = client.get(f"/applications/{application.id}/{rest}").text
        assert "마감되었습니다" in page
        assert ("파일 올리기" in page, "이 기업으로" in page, "제출하기</button>" in page) == (False, False, False)


def test_typing_into_a_withdrawn_application_names_the_button_to_press(app, clock):
    application, owner = make_submitted()
    withdrawn(application, owner)

    with pytest.raises(RuleBroken, match="‘고쳐 쓰기’를 눌러 주세요"), transaction() as now:
        services.save_field(application, "project-title", "새 이름", 1, by=owner, now=now)
