"""What may leave this machine, and to where."""

import pytest

from program_admin.core.errors import RuleBroken
from program_admin.core.settings import Environment
from program_admin.notices.posts import check_delivery
from program_admin.notices.rules import unreachable, unsafe_delivery
from tests.fixtures.databases import settings_for


@pytest.mark.parametrize("environment", [Environment.DEMO, Environment.TEST])
def test_outside_production_no_real_mail_can_be_sent(environment):
    refusal = f"{environment} 환경에서는 실제 메일을 보내지 않습니다."
    advice = "PROGRAM_ADMIN_MAIL_DELIVERY를 demo나 file로 바꿔 주세요."
    assert unsafe_delivery(environment, "smtp", "mail.example.kr") == [f"{refusal} {advice}"]
    assert unsafe_delivery(environment, "demo", "") == []
    assert unsafe_delivery(environment, "file", "") == []


def test_in_production_a_delivery_that_reaches_nobody_is_refused():
    assert [text[:16] for text in unsafe_delivery(Environment.PRODUCTION, "demo", "")] == ["운영 환경에서는 demo 방식"]
    assert unsafe_delivery(Environment.PRODUCTION, "smtp", "") == [
        "메일 서버가 없습니다. PROGRAM_ADMIN_SMTP_HOST에 메일 서버 주소를 적어 주세요."
    ]
    assert unsafe_delivery(Environment.PRODUCTION, "smtp", "mail.example.kr") == []
    assert unsafe_delivery(Environment.PRODUCTION, "file", "") == []


def test_an_unknown_delivery_names_the_known_ones():
    assert unsafe_delivery(Environment.DEMO, "pigeon", "") == [
        "PROGRAM_ADMIN_MAIL_DELIVERY=pigeon는 없는 방식입니다. demo, file, smtp 가운데 하나를 적어 주세요."
    ]


def test_the_start_is_refused_with_the_sentence(tmp_path):
    risky = settings_for(tmp_path, "sqlite://", mail_delivery="smtp", smtp_host="mail.example.kr")

    with pytest.raises(RuleBroken, match="test 환경에서는 실제 메일을 보내지 않습니다"):
        check_delivery(risky)


@pytest.mark.parametrize("phone", ["01011112222", "025551234", "+821011112222"])
def test_a_phone_number_can_be_reached(phone):
    assert unreachable("sms", phone) == []


@pytest.mark.parametrize("phone", ["", "1234", "전화 없음", "010111122223333"])
def test_what_is_no_phone_number_cannot(phone):
    assert len(unreachable("sms", phone)) == 1


@pytest.mark.parametrize("email", ["", "kim", "kim@localhost", "a@b.kr, c@d.kr", "a@b.kr\nBcc: x@y.kr"])
def test_what_is_no_single_mail_address_cannot(email):
    assert len(unreachable("email", email)) == 1
    assert unreachable("email", "kim@example.co.kr") == []
