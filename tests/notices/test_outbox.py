"""Writing messages with the act, reading them in the inbox, destroying their content."""

import pytest
from sqlalchemy import func, select

from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job
from program_admin.notices.models import Message, MessageState
from program_admin.notices.outbox import Recipient, erase_messages_of, mark_read, send, tell
from program_admin.notices.queries import inbox_of, messages_about, recent_messages, undelivered, unread_count

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("app", "clock")]
RESULT = {
    "title": "선정 결과를 알려 드립니다",
    "body": "결과가 나왔습니다. 눌러서 확인해 주세요.",
    "link": "/applications/1",
}


def someone(name: str = "김봉제", phone: str = "010-1111-2222", email: str = "") -> Recipient:
    return Recipient(new_id(), name, phone, email)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table))


def test_messages_and_one_delivery_for_all_of_them_are_written_with_the_act():
    with transaction() as now:
        message = send("sms", someone(), now=now, **RESULT)
        send("sms", someone("이인쇄"), now=now, **RESULT)

    assert (message.state, message.address, message.created_at) == (MessageState.QUEUED, "01011112222", now)
    assert [job.task for job in db.session.scalars(select(Job))] == ["notices.deliver_now"]

    with transaction() as now:
        send("sms", someone(), now=now, **RESULT)
    assert count(Job) == 2


def test_an_act_that_fails_tells_nobody():
    with pytest.raises(RuleBroken), transaction() as now:
        tell(someone(), now=now, **RESULT)
        raise RuleBroken(["결재가 끝나지 않았습니다."])

    assert (count(Message), count(Job)) == (0, 0)


def test_telling_uses_phone_and_inbox_else_mail_and_inbox():
    with transaction() as now:
        by_phone = tell(someone(email="kim@example.kr"), now=now, **RESULT)
        by_mail = tell(someone(phone="", email="kim@example.kr"), now=now, **RESULT)
        outsider = tell(Recipient(None, "방문자", "01033334444"), now=now, **RESULT)

    assert [message.kind for message in by_phone] == ["sms", "in_app"]
    assert [message.kind for message in by_mail] == ["email", "in_app"]
    assert [message.kind for message in outsider] == ["sms"]


def test_without_an_address_the_message_is_kept_with_the_reason():
    with transaction() as now:
        message, inbox = tell(someone(phone=""), now=now, **RESULT)

    assert (message.state, message.error) == (
        MessageState.SUPPRESSED,
        "휴대전화 번호가 없어 문자를 보내지 않았습니다.",
    )
    assert inbox.state == MessageState.SENT
    assert undelivered() == [message]
    assert count(Job) == 0


def test_line_breaks_in_a_title_become_spaces():
    with transaction() as now:
        message = send("email", someone(email="kim@example.kr"), now=now, title="결과\r\nBcc: x@y.kr", body="본문")

    assert message.title == "결과 Bcc: x@y.kr"


def test_the_inbox_holds_only_ones_own_messages_newest_first(clock):
    kim, lee = someone(), someone("이인쇄")
    with transaction() as now:
        first = tell(kim, now=now, **RESULT)[1]
        tell(lee, now=now, **RESULT)
    clock.advance(minutes=1)
    with transaction() as now:
        second = tell(kim, now=now, title="보완을 요청합니다", body="견적서를 다시 올려 주세요.")[1]

    assert inbox_of(kim.person_id) == [second, first]
    assert unread_count(kim.person_id) == 2


def test_reading_marks_ones_own_messages_only():
    kim, lee = someone(), someone("이인쇄")
    with transaction() as now:
        first = tell(kim, now=now, **RESULT)[1]
        tell(kim, now=now, **RESULT)
        tell(lee, now=now, **RESULT)

    with transaction() as now:
        assert mark_read(lee.person_id, now, only=[first.id]) == 0
        assert mark_read(kim.person_id, now, only=[first.id]) == 1

    assert (unread_count(kim.person_id), unread_count(lee.person_id)) == (1, 1)
    with transaction() as now:
        assert mark_read(kim.person_id, now) == 1
    assert unread_count(kim.person_id) == 0


def test_messages_about_a_record_and_the_newest_of_everybody_are_found(clock):
    subject = ("application", new_id())
    with transaction() as now:
        about = send("in_app", someone(), now=now, **RESULT, subject=subject)
    clock.advance(minutes=1)
    with transaction() as now:
        other = send("in_app", someone(), now=now, **RESULT, subject=("application", new_id()))

    assert messages_about(subject) == [about]
    assert recent_messages(1) == [other]


def test_destroying_content_leaves_the_row_and_stops_what_still_waits():
    kim, lee = someone(), someone("이인쇄")
    with transaction() as now:
        waiting, inbox = tell(kim, now=now, **RESULT)
        kept, _ = tell(lee, now=now, **RESULT)

    with transaction() as now:
        assert erase_messages_of(kim.person_id, now) == 2

    assert [(m.name, m.address, m.title, m.body, m.link) for m in (waiting, inbox)] == [("", "", "", "", "")] * 2
    assert (waiting.state, waiting.erased_at) == (MessageState.SUPPRESSED, now)
    assert (kept.state, kept.name) == (MessageState.QUEUED, "이인쇄")
    assert (inbox_of(kim.person_id), unread_count(kim.person_id)) == ([], 0)
