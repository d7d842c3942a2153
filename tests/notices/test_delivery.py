"""Delivery: to the pick-up file, to a mail server, once after an acknowledged hand-over."""

import json
import threading

import pytest
from sqlalchemy import delete

from program_admin.core.database import db
from program_admin.core.errors import RuleBroken
from program_admin.core.ids import new_id
from program_admin.core.settings import Environment
from program_admin.core.writing import transaction
from program_admin.jobs.models import Job
from program_admin.jobs.runner import run_pending
from program_admin.notices import deliver
from program_admin.notices.deliver import deliver_due
from program_admin.notices.models import Message, MessageState
from program_admin.notices.outbox import Recipient, send, send_again
from tests.notices.mail_server import running_mail_server

pytestmark = pytest.mark.both_databases
MAIL = {
    "title": "보완을 요청합니다",
    "body": "견적서를 다시 올려 주세요.\n기한은 3월 12일입니다.",
    "link": "/applications/1",
}


@pytest.fixture
def settings(app, clock):
    return app.extensions["program_admin.settings"]


@pytest.fixture
def mail_server(app, settings):
    with running_mail_server() as server:
        app.extensions["program_admin.settings"] = settings.model_copy(
            update={
                "environment": Environment.PRODUCTION,
                "mail_delivery": "smtp",
                "smtp_host": "127.0.0.1",
                "smtp_port": server.port,
                "mail_from": "no-reply@tp.example.kr",
                "public_address": "https://tp.example.kr",
            }
        )
        yield server


def written(kind: str = "email") -> Message:
    to = Recipient(new_id(), "김봉제", "010-1111-2222", "kim@example.kr")
    with transaction() as now:
        return send(kind, to, now=now, **MAIL)


def again(message: Message) -> Message:
    db.session.rollback()
    db.session.refresh(message)
    return message


def test_the_pick_up_file_gets_one_line_per_message(settings):
    message = written("sms")

    run_pending()

    lines = (settings.var_folder / "outgoing" / "sms-20260309.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "id": str(message.id),
            "kind": "sms",
            "name": "김봉제",
            "address": "01011112222",
            "title": MAIL["title"],
            "body": MAIL["body"],
            "link": f"{settings.public_address}/applications/1",
            "created_at": "2026-03-09T10:00:00+09:00",
        }
    ]
    assert (again(message).state, message.provider_id) == (MessageState.SENT, "sms-20260309.jsonl")


def test_the_pick_up_file_is_closed_to_other_accounts(settings):
    written("sms")
    run_pending()

    path = settings.var_folder / "outgoing" / "sms-20260309.jsonl"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_in_the_demo_a_message_counts_as_sent_and_nothing_is_written(app, settings):
    app.extensions["program_admin.settings"] = settings.model_copy(
        update={"environment": Environment.DEMO, "mail_delivery": "demo"}
    )
    message = written()

    run_pending()

    assert again(message).state == MessageState.SENT
    assert not (settings.var_folder / "outgoing").exists()


def test_a_mail_arrives_whole_with_its_link_and_a_lasting_message_id(mail_server):
    message = written()

    run_pending()

    (mail,) = mail_server.mails
    assert mail["Subject"] == "보완을 요청합니다"
    assert mail["To"].addresses[0].addr_spec == "kim@example.kr"
    assert mail["To"].addresses[0].display_name == "김봉제"
    assert mail["From"].addresses[0].addr_spec == "no-reply@tp.example.kr"
    assert mail["Message-ID"] == f"<{message.id.hex}@tp.example.kr>"
    assert mail.get_content().splitlines() == [
        "견적서를 다시 올려 주세요.",
        "기한은 3월 12일입니다.",
        "",
        "https://tp.example.kr/applications/1",
    ]
    assert (again(message).state, message.provider_id) == (MessageState.SENT, mail["Message-ID"])


def test_with_a_mail_server_text_messages_still_go_to_the_pick_up_file(mail_server, settings):
    written("sms")

    run_pending()

    assert (settings.var_folder / "outgoing" / "sms-20260309.jsonl").exists()
    assert mail_server.mails == []


def test_a_sent_message_is_never_handed_over_again(mail_server, clock):
    message = written()
    run_pending()
    clock.advance(days=1)

    assert deliver_due() == 0
    assert again(message).tries == 1
    assert len(mail_server.mails) == 1


def test_a_busy_server_is_tried_again_with_growing_waits_until_it_takes_the_mail(mail_server, clock):
    mail_server.answers["MAIL"] = "451 try later"
    message = written()
    waits = []
    for _ in range(3):
        deliver_due()
        waits.append((again(message).retry_after - clock.now).total_seconds() / 60)
        assert deliver_due() == 0
        clock.set(message.retry_after)

    mail_server.answers.clear()
    assert deliver_due() == 1

    assert waits == [1, 5, 30]
    assert (again(message).state, message.tries, message.error) == (MessageState.SENT, 4, "")
    assert len(mail_server.mails) == 1


def test_after_six_tries_the_message_fails_and_an_officer_can_send_it_again(mail_server, clock):
    mail_server.answers["MAIL-END"] = "452 disk full"
    message = written()
    for _ in range(6):
        deliver_due()
        clock.set(again(message).retry_after)
    assert (message.state, message.tries, message.error) == (MessageState.FAILED, 6, "SMTP 452")

    mail_server.answers.clear()
    with transaction() as now:
        send_again(message.id, now)
    run_pending()

    assert again(message).state == MessageState.SENT
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("word", ["RCPT", "MAIL-END"])
def test_a_refused_mail_fails_at_once(mail_server, word):
    mail_server.answers[word] = "550 no such user"
    message = written()

    run_pending()

    assert (again(message).state, message.tries) == (MessageState.FAILED, 1)
    assert message.error == "메일 서버가 받지 않았습니다(SMTP 550)."


def test_an_unreachable_server_delays_the_mail(app, mail_server, settings):
    current = app.extensions["program_admin.settings"]
    app.extensions["program_admin.settings"] = current.model_copy(update={"smtp_port": 1})
    message = written()

    run_pending()

    assert (again(message).state, message.tries) == (MessageState.QUEUED, 1)
    assert message.error == "ConnectionRefusedError 때문에 잠시 뒤 다시 보냅니다."


def test_a_crash_between_hand_over_and_record_never_sends_twice(mail_server, clock, monkeypatch):
    message = written()

    def power_cut(*_values) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(deliver, "_record_sent", power_cut)
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
    clock.advance(minutes=9)
    deliver_due()
    assert again(message).state == MessageState.QUEUED
    clock.advance(minutes=2)
    deliver_due()

    assert again(message).state == MessageState.FAILED
    assert message.error.startswith("전달 도중에 프로그램이 멈춰 도착했는지 알 수 없습니다.")
    assert len(mail_server.mails) == 1


def test_four_deliverers_at_once_hand_every_message_over_once(app, settings):
    for _ in range(50):
        written("sms")
    db.session.rollback()

    def work() -> None:
        with app.app_context():
            deliver_due()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    lines = (settings.var_folder / "outgoing" / "sms-20260309.jsonl").read_text().splitlines()
    assert len(lines) == len({json.loads(line)["id"] for line in lines}) == 50


def test_a_message_whose_own_job_was_lost_is_found_by_the_minutely_look(settings):
    message = written("sms")
    with transaction():
        db.session.execute(delete(Job))

    assert deliver_due() == 1
    assert again(message).state == MessageState.SENT


def test_only_failed_messages_can_be_sent_again(settings):
    message = written("sms")

    with pytest.raises(RuleBroken), transaction() as now:
        send_again(message.id, now)


def test_a_folder_that_cannot_be_written_delays_the_message(settings):
    (settings.var_folder / "outgoing").write_text("a file where the folder should be")
    message = written("sms")

    run_pending()

    assert again(message).state == MessageState.QUEUED
    assert message.error == "파일 File exists 때문에 잠시 뒤 다시 보냅니다."
