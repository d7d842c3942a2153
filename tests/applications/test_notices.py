"""Notices to many applicants: nothing goes out by accident, each company gets one, and each case remembers it."""

import pytest
from sqlalchemy import select

from program_admin.accounts.models import Person
from program_admin.accounts.roles import Role
from program_admin.applications.models import CaseNotice, NoticeBatch, NoticeKind, Verdict
from program_admin.applications.queries.notices import notices_of
from program_admin.applications.rules.notices import Owed, own_faults, reminder_words, result_words
from program_admin.applications.services import bulk_notices, remind_supplements
from program_admin.applications.services.screening_decision import confirm_screening
from program_admin.core import clock as program_clock
from program_admin.core.clock import to_seoul
from program_admin.core.database import db
from program_admin.core.errors import NotAllowed, RuleBroken
from program_admin.core.writing import transaction
from program_admin.notices.models import Kind, Message
from tests.builders.applications import make_round, make_submitted
from tests.builders.people import make_person
from tests.builders.screening import ask, begin, officer_of, propose
from tests.fixtures.clients import act, sign_in


@pytest.fixture
def round_of_three(app, clock):
    """Three applications in screening, the first asked for a supplement; the officer and each with its owner."""
    officer, round_ = officer_of(), make_round()
    made = [make_submitted(round_) for _ in range(3)]
    begin(clock, officer, [application for application, _ in made])
    ask(made[0][0], officer, paper_plan="사업계획서를 다시 내 주세요.", sites="면적을 확인해 주세요.")
    return officer, round_, made


def written(round_, officer: Person, applications, kind=NoticeKind.REMINDER, *, title="", body="") -> NoticeBatch:
    """A notice that is written and not sent."""
    with transaction() as now:
        batch = bulk_notices.begin_batch(round_, [each.id for each in applications], by=officer, now=now)
        bulk_notices.write_batch(batch, kind, title=title, body=body, by=officer)
    return batch


def told(person: Person) -> list[str]:
    """The titles of what stands in a person's inbox, oldest first."""
    mine = select(Message).where(Message.person_id == person.id, Message.kind == Kind.IN_APP)
    return [each.title for each in db.session.scalars(mine.order_by(Message.created_at, Message.id))]


def test_a_reminder_names_everything_owed_and_goes_only_to_who_owes(round_of_three):
    officer, round_, made = round_of_three
    batch = written(round_, officer, [application for application, _ in made])

    planned = bulk_notices.planned_of(batch, program_clock.today())
    with transaction() as now:
        sent = bulk_notices.send_batch(batch, by=officer, now=now)

    assert [each.why_not for each in planned] == [
        "",
        "아직 내지 않은 보완이 없습니다.",
        "아직 내지 않은 보완이 없습니다.",
    ]
    assert "사업계획서(" in planned[0].body
    assert "사업장(" in planned[0].body
    assert sent == 1
    assert told(made[0][1])[-1] == "보완 자료를 내 주세요"
    assert [(each.kind, each.recipients) for each in notices_of(made[0][0].id)] == [("reminder", 1)]
    assert notices_of(made[1][0].id) == []


def test_a_notice_is_sent_once(round_of_three):
    officer, round_, made = round_of_three
    batch = written(round_, officer, [made[0][0]])
    with transaction() as now:
        bulk_notices.send_batch(batch, by=officer, now=now)
    before = told(made[0][1])

    with pytest.raises(RuleBroken, match="이미 보낸"), transaction() as now:
        bulk_notices.send_batch(batch, by=officer, now=now)
    with pytest.raises(RuleBroken, match="이미 보낸"), transaction():
        bulk_notices.write_batch(batch, NoticeKind.OWN, title="다른 말", body="다른 말", by=officer)

    assert told(made[0][1]) == before


def test_results_go_to_who_has_one_with_the_reasons(round_of_three):
    officer, round_, made = round_of_three
    proposal = propose(made[1][0], officer, Verdict.INELIGIBLE)
    with transaction() as now:
        confirm_screening(proposal, by=make_person(Role.APPROVER), now=now)
    batch = written(round_, officer, [application for application, _ in made], NoticeKind.RESULT)

    planned = {each.application.id: each for each in bulk_notices.planned_of(batch, program_clock.today())}

    assert "사유: 중소기업에 해당하지 않습니다." in planned[made[1][0].id].body
    assert planned[made[2][0].id].why_not == "확정한 결과가 없습니다."


def test_only_the_author_may_send_and_a_rivals_round_is_left_out(round_of_three):
    officer, round_, made = round_of_three
    elsewhere, _ = make_submitted(make_round(code="2026-other"))
    batch = written(round_, officer, [made[2][0], elsewhere], NoticeKind.OWN, title="안내", body="시간표를 보십시오.")

    with pytest.raises(NotAllowed), transaction() as now:
        bulk_notices.send_batch(batch, by=officer_of("박담당"), now=now)

    assert batch.application_ids == [str(made[2][0].id)]
    assert db.session.scalars(select(CaseNotice)).all() == []


def test_the_pages_show_everything_before_anything_is_sent(client, round_of_three):
    officer, round_, made = round_of_three
    sign_in(client, officer)
    owner = made[2][1]
    before = told(owner)

    chosen = client.post(
        f"/screening/rounds/{round_.id}/notices", data=act() | {"selected": [str(made[2][0].id), str(made[1][0].id)]}
    )
    silent = client.post(chosen.location, data=act() | {"kind": "own"})
    kept = client.post(
        chosen.location, data=act() | {"kind": "own", "title": "발표평가 안내", "body": "시간표를 보십시오."}
    )
    check = client.get(kept.location)
    unsent = told(owner)
    once = act()
    sent = [client.post(f"{chosen.location}/send", data=once) for _ in range(2)]

    assert (silent.status_code, "알림의 제목을 적어 주세요." in silent.text) == (422, True)
    assert all(
        word in check.text for word in ("아직 보내지 않았습니다", "2곳", "2명", made[2][0].company_name, owner.name)
    )
    assert unsent == before
    assert [answer.status_code for answer in sent] == [303, 303]
    assert told(owner) == [*before, "발표평가 안내"]
    assert "보냈습니다" in client.get(kept.location).text
    assert "담당자 알림: 발표평가 안내" in client.get(f"/screening/{made[2][0].id}").text


def test_all_that_the_filters_leave_may_be_selected_at_once(client, round_of_three):
    officer, round_, made = round_of_three
    sign_in(client, officer)
    home = f"/screening/rounds/{round_.id}/notices"

    client.post(f"{home}?status=screening", data=act() | {"all": "1"})
    client.post(home, data=act() | {"all": "1"})

    some, whole = db.session.scalars(select(NoticeBatch).order_by(NoticeBatch.created_at, NoticeBatch.id))
    kept = sorted([sorted(some.application_ids), sorted(whole.application_ids)], key=len)
    assert kept == [
        sorted(str(each.id) for each, _ in made[1:]),
        sorted(str(each.id) for each, _ in made),
    ]


def test_nothing_selected_is_said_and_sends_nothing(client, round_of_three):
    officer, round_, _ = round_of_three
    sign_in(client, officer)

    answer = client.post(f"/screening/rounds/{round_.id}/notices", data=act())

    assert (answer.status_code, "하나 이상 골라 주세요" in answer.text) == (422, True)


def test_the_daily_reminder_stands_in_the_history_and_says_it_once(round_of_three, clock):
    _, _, made = round_of_three
    application, owner = made[0]
    clock.advance(days=9)
    before = len(told(owner))

    with transaction() as now:
        first = remind_supplements(now)
    with transaction() as now:
        again = remind_supplements(now)

    assert (first, again, len(told(owner)) - before) == (2, 0, 1)
    assert [(each.kind, each.by_id) for each in notices_of(application.id)] == [("automatic", None)]


def test_the_words_of_notices():
    today = to_seoul(program_clock.now()).date()

    reminder = reminder_words("2026-S-0001", [Owed("사업계획서", today.replace(year=2025))], today)
    passed = result_words("2026-S-0001", eligible=True, reason="", desk="제조혁신팀 02-944-0000")

    assert "기한 지남" in reminder.body
    assert passed.body.endswith("문의: 제조혁신팀 02-944-0000")
    assert own_faults("제목", "내용") == {}
    assert set(own_faults(" ", "가" * 1_001)) == {"title", "body"}
