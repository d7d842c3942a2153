"""The editor of rounds in a browser, wide and narrow."""

import pytest

from program_admin.core.database import db
from program_admin.programs.services import keep_round
from tests.builders.looks import check_look
from tests.fixtures.browser import NARROW

pytestmark = pytest.mark.browser
PAGES = {
    "new": "new",
    "overview": "{id}",
    "calendar": "{id}/edit/calendar",
    "papers": "{id}/edit/papers",
    "paper": "{id}/edit/papers/3",
    "kinds": "{id}/edit/questions/new",
    "question": "{id}/edit/questions/2",
    "sheet": "{id}/edit/evaluation",
    "criterion": "{id}/edit/evaluation/stages/1/groups/1/criteria/1",
    "bonus": "{id}/edit/evaluation/bonus",
    "bonus-item": "{id}/edit/evaluation/bonus/items/3",
    "approval": "{id}/edit/approvals/3",
    "steps": "{id}/edit/steps",
    "numbers": "{id}/edit/outside_numbers",
    "orders": "{id}/edit/column_orders",
    "order": "{id}/edit/column_orders/1",
    "basics": "{id}/edit/basics",
    "program": "{id}/edit/program",
    "announcement": "{id}/edit/announcement",
    "section": "{id}/edit/announcement/sections/1",
    "tracks": "{id}/edit/tracks",
    "track": "{id}/edit/tracks/1",
    "rule": "{id}/edit/eligibility/1",
    "consent": "{id}/edit/consents/1",
    "kpis": "{id}/edit/kpis",
    "budget": "{id}/edit/budget",
    "suppliers": "{id}/edit/suppliers",
    "agreement": "{id}/edit/agreement",
    "payment": "{id}/edit/agreement/payments/2",
    "inspection": "{id}/edit/agreement/interim_inspection",
    "aftercare": "{id}/edit/aftercare",
    "documents": "{id}/edit/documents",
    "retention": "{id}/edit/retention",
    "preview": "{id}/preview",
    "preview-form": "{id}/preview?form=1",
    "new-round": "new?source={id}",
}


def test_the_editor_is_accessible_and_fits(window, officer, clock, sample):
    round_ = keep_round(sample, by=None, now=clock.now)
    db.session.commit()
    address = str(round_.id)
    page = window(officer, NARROW)

    for name, path in PAGES.items():
        page.goto(f"/rounds/manage/{path.format(id=address)}")
        check_look(page, f"round-{name}")


LONG = "서울형 스마트공장 데이터 수집 체계 구축과 소상공인 제조현장 디지털 전환을 위한 지원사업 (자치구 연계형 2단계)"
SPARE = {
    "overview": "{id}",
    "calendar": "{id}/edit/calendar",
    "papers": "{id}/edit/papers",
    "questions": "{id}/edit/questions",
    "tracks": "{id}/edit/tracks",
    "track": "{id}/edit/tracks/1",
    "numbers": "{id}/edit/outside_numbers",
    "orders": "{id}/edit/column_orders",
    "preview": "{id}/preview",
}


def test_long_names_and_empty_lists_fit_too(window, officer, clock, slim):
    track = slim.tracks[0].model_copy(update={"name": LONG, "description": LONG * 3})
    terms = slim.model_copy(update={"title": LONG, "tracks": (track, *slim.tracks[1:])})
    round_ = keep_round(terms, by=None, now=clock.now)
    db.session.commit()
    page = window(officer, NARROW)

    for name, path in SPARE.items():
        page.goto(f"/rounds/manage/{path.format(id=round_.id)}")
        check_look(page, f"spare-{name}")
