"""The deadline in force: the calendar's or the latest extension, with the grace time after it."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from program_admin.core.clock import SEOUL
from program_admin.programs.rules.calendar import (
    Deadline,
    deadline_of,
    extended,
    not_yet_open,
    objections_to_extending,
    shift_calendar,
    too_late,
)

NOON = datetime(2026, 3, 20, 12, 0, tzinfo=SEOUL)
moments = some.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31)).map(
    lambda naive: naive.replace(tzinfo=SEOUL)
)
graces = some.integers(0, 2_000).map(lambda minutes: timedelta(minutes=minutes))
deadlines = some.builds(lambda closes_at, grace: Deadline(closes_at, closes_at + grace), moments, graces)


@given(deadlines, some.lists(moments))
def test_no_extension_makes_a_deadline_earlier_and_the_grace_time_keeps_its_length(deadline, extensions):
    after = extended(deadline, extensions)

    assert after.closes_at == max([deadline.closes_at, *extensions])
    assert after.closes_at >= deadline.closes_at
    assert after.grace_until - after.closes_at == deadline.grace_until - deadline.closes_at


@given(deadlines, some.lists(moments).flatmap(lambda them: some.tuples(some.just(them), some.permutations(them))))
def test_the_order_of_extensions_does_not_matter(deadline, orders):
    one, other = orders

    assert extended(deadline, one) == extended(deadline, other)


@given(deadlines, some.lists(moments), some.lists(moments))
def test_extending_in_two_acts_is_extending_at_once(deadline, first, second):
    assert extended(extended(deadline, first), second) == extended(deadline, [*first, *second])


@given(deadlines, moments, moments)
def test_whatever_is_taken_without_an_extension_is_taken_with_one(deadline, until, now):
    for begun in (None, now - timedelta(days=1)):
        if not too_late(deadline, now, begun=begun):
            assert too_late(extended(deadline, [until]), now, begun=begun) == []


@given(deadlines, moments)
def test_the_last_moment_of_the_grace_time_is_taken_and_the_next_is_not(deadline, begun):
    in_time = begun <= deadline.closes_at
    last = deadline.grace_until if in_time else deadline.closes_at

    assert too_late(deadline, last, begun=begun) == []
    assert len(too_late(deadline, last + timedelta(microseconds=1), begun=begun)) == 1


def test_a_new_application_has_no_grace_time():
    deadline = Deadline(NOON, NOON + timedelta(minutes=30))

    assert too_late(deadline, NOON + timedelta(minutes=1), begun=None) == [
        "접수가 2026. 3. 20.(금) 12:00에 마감되었습니다. 다음 회차에 신청해 주세요."
    ]


def test_the_calendar_and_its_extensions_give_the_deadline(sample):
    calendar = sample.calendar
    later = calendar.closes_at + timedelta(days=2)

    assert deadline_of(calendar, []) == Deadline(calendar.closes_at, calendar.grace_until)
    assert deadline_of(calendar, [calendar.closes_at - timedelta(days=9), later]).closes_at == later


def test_before_the_round_opens_nothing_is_taken():
    assert not_yet_open(NOON, NOON) == []
    assert not_yet_open(NOON, NOON - timedelta(seconds=1)) == [
        "접수는 2026. 3. 20.(금) 12:00에 시작합니다. 그때 제출해 주세요."
    ]


def test_an_extension_must_be_later_in_the_future_and_before_the_screening_ends(sample):
    calendar = shift_calendar(sample, -238).calendar
    deadline = Deadline(calendar.closes_at, calendar.grace_until)
    closes_at, day = calendar.closes_at, timedelta(days=1)

    assert objections_to_extending(deadline, calendar, closes_at + day, closes_at) == []
    assert len(objections_to_extending(deadline, calendar, closes_at, closes_at - day)) == 1
    assert len(objections_to_extending(deadline, calendar, closes_at + day, closes_at + 2 * day)) == 1
    far = objections_to_extending(deadline, calendar, closes_at + 300 * day, closes_at)
    assert "정정공고를 해 주세요" in far[0]
