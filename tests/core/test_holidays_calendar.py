import uuid
from datetime import UTC, date, datetime

import pytest

from program_admin.core.errors import RuleBroken
from program_admin.core.holidays_calendar import add_holiday, holidays_between, holidays_of_year, seed_holidays

pytestmark = pytest.mark.both_databases
NOW = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
OFFICER = uuid.UUID(int=5)


def test_seeding_knows_lunar_and_substitute_days(app):
    seed_holidays([2026], now=NOW)

    assert {date(2026, 2, 17), date(2026, 3, 2), date(2026, 9, 25)} <= holidays_between(
        date(2026, 1, 1), date(2026, 12, 31)
    )
    assert holidays_of_year(2026)[0].day == date(2026, 1, 1)


def test_seeding_twice_adds_nothing(app):
    first = seed_holidays([2026], now=NOW)

    assert first > 15
    assert seed_holidays([2026], now=NOW) == 0


def test_a_temporary_holiday_of_an_officer_survives_seeding(app):
    added = add_holiday(date(2026, 10, 2), "임시공휴일", by=OFFICER, now=NOW)
    seed_holidays([2026], now=NOW)

    assert added.added_by == OFFICER
    assert [row.name for row in holidays_of_year(2026) if row.day == date(2026, 10, 2)] == ["임시공휴일"]
    assert holidays_between(date(2026, 10, 2), date(2026, 10, 2)) == frozenset({date(2026, 10, 2)})


def test_a_day_is_a_holiday_only_once(app):
    add_holiday(date(2026, 10, 2), "임시공휴일", by=OFFICER, now=NOW)

    with pytest.raises(RuleBroken) as refused:
        add_holiday(date(2026, 10, 2), "다른 이름", by=OFFICER, now=NOW)

    assert refused.value.objections == ["2026. 10. 2.(금)은 이미 휴일(임시공휴일)입니다."]


def test_a_holiday_needs_a_name(app):
    with pytest.raises(RuleBroken):
        add_holiday(date(2026, 10, 2), "  ", by=OFFICER, now=NOW)
