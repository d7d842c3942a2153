from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program_admin.core.clock import SEOUL
from program_admin.core.periods import (
    PeriodKind,
    Unit,
    due_date,
    end_of_months,
    moment_years_later,
    months_later,
    next_working_day,
    working_days_between,
    years_later,
)

HOLIDAYS = frozenset(
    date(2026, month, day) for month, day in [(2, 16), (2, 17), (2, 18), (3, 1), (3, 2), (5, 5), (5, 24), (5, 25)]
)
CIVIL, WORKING, DISCLOSURE = PeriodKind.CIVIL, PeriodKind.WORKING_DAYS, PeriodKind.DISCLOSURE


@pytest.mark.parametrize(
    ("kind", "start", "length", "unit", "due"),
    [
        (CIVIL, date(2026, 3, 17), 10, Unit.DAYS, date(2026, 3, 27)),
        (CIVIL, date(2026, 3, 18), 10, Unit.DAYS, date(2026, 3, 30)),  # 28. is a Saturday
        (CIVIL, date(2026, 2, 6), 10, Unit.DAYS, date(2026, 2, 19)),  # ends on 설날 전날
        (CIVIL, date(2026, 3, 3), 2, Unit.WEEKS, date(2026, 3, 17)),
        (CIVIL, date(2026, 1, 30), 1, Unit.MONTHS, date(2026, 3, 3)),  # 28. Saturday, 1. and 2. 삼일절
        (CIVIL, date(2026, 2, 28), 1, Unit.MONTHS, date(2026, 3, 31)),
        (CIVIL, date(2026, 3, 31), 1, Unit.MONTHS, date(2026, 4, 30)),
        (WORKING, date(2026, 2, 13), 3, Unit.DAYS, date(2026, 2, 23)),
        (WORKING, date(2026, 3, 9), 5, Unit.DAYS, date(2026, 3, 16)),
        (DISCLOSURE, date(2026, 3, 9), 10, Unit.DAYS, date(2026, 3, 20)),
        (DISCLOSURE, date(2026, 2, 14), 1, Unit.DAYS, date(2026, 2, 19)),
        (DISCLOSURE, date(2026, 3, 9), 1, Unit.DAYS, date(2026, 3, 9)),
    ],
)
def test_due_dates_by_kind(kind, start, length, unit, due):
    assert due_date(kind, start, length=length, unit=unit, holidays=HOLIDAYS).date == due


def test_the_letter_says_why_the_day_moved():
    due = due_date(CIVIL, date(2026, 3, 18), length=10, holidays=HOLIDAYS)

    assert due.sentences == (
        "첫날인 2026. 3. 18.(수)은 세지 않고 다음 날부터 10일입니다(민법 제157조).",
        "기간의 끝인 2026. 3. 28.(토)이 토요일이므로 다음 근무일까지입니다(민법 제161조).",
        "기한은 2026. 3. 30.(월)까지입니다.",
    )


def test_disclosure_counts_the_first_day_and_says_so():
    due = due_date(DISCLOSURE, date(2026, 3, 9), length=3, holidays=HOLIDAYS)

    assert due.sentences == (
        "첫날인 2026. 3. 9.(월)부터 세되 토요일과 공휴일은 빼고 3일입니다(정보공개법 제29조).",
        "기한은 2026. 3. 11.(수)까지입니다.",
    )


@pytest.mark.parametrize("length", [0, -1])
def test_a_period_has_at_least_one_day(length):
    with pytest.raises(ValueError, match="1 이상"):
        due_date(CIVIL, date(2026, 3, 9), length=length, holidays=HOLIDAYS)


def test_working_days_have_no_months():
    with pytest.raises(ValueError, match="일 단위"):
        due_date(WORKING, date(2026, 3, 9), length=1, unit=Unit.MONTHS, holidays=HOLIDAYS)


def test_months_end_by_the_calendar():
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_later(date(2026, 3, 15), -12) == date(2025, 3, 15)
    assert end_of_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert end_of_months(date(2026, 1, 15), 9) == date(2026, 10, 15)
    assert end_of_months(date(2025, 12, 31), 1) == date(2026, 1, 31)


def test_copied_rounds_keep_their_weekdays():
    assert years_later(date(2025, 3, 14)) == date(2026, 3, 13)
    assert years_later(date(2024, 2, 29)) == date(2025, 2, 27)
    assert moment_years_later(datetime(2025, 3, 14, 18, 0, tzinfo=SEOUL)) == datetime(2026, 3, 13, 18, 0, tzinfo=SEOUL)


days = st.dates(date(2000, 1, 1), date(2080, 1, 1))
some_holidays = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60)


@given(days, st.integers(1, 5))
def test_a_copied_day_is_the_nearest_of_its_weekday(day, years):
    moved = years_later(day, years)

    assert moved.weekday() == day.weekday()
    assert abs((moved - months_later(day, 12 * years)).days) <= 3


@given(st.sampled_from(PeriodKind), st.dates(date(2026, 1, 1), date(2026, 9, 1)), st.integers(1, 60), some_holidays)
def test_periods_are_monotone_and_end_on_a_working_day(kind, start, length, holidays):
    due = due_date(kind, start, length=length, holidays=holidays).date

    assert due <= due_date(kind, start, length=length + 1, holidays=holidays).date
    assert due <= due_date(kind, start + timedelta(days=1), length=length, holidays=holidays).date
    assert due == next_working_day(due, holidays)
    assert due >= start


@given(st.dates(date(2026, 1, 1), date(2026, 9, 1)), st.integers(1, 60), some_holidays)
def test_working_days_count_back_to_their_length(start, length, holidays):
    due = due_date(PeriodKind.WORKING_DAYS, start, length=length, holidays=holidays).date

    assert working_days_between(start, due, holidays) == length


@given(days, st.integers(1, 36))
def test_months_of_civil_law_are_monotone(start, months):
    assert end_of_months(start, months) <= end_of_months(start + timedelta(days=1), months)
    assert end_of_months(start, months) < end_of_months(start, months + 1)
