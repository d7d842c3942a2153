"""Export and import are exact inverses."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from program_admin.programs.exporting import canonical, fingerprint, written
from program_admin.programs.loading import FaultyRoundFile, read_round
from program_admin.programs.rules.calendar import shift_calendar
from program_admin.programs.schema.round_file import RoundFile

LINES = some.text(some.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), min_size=1, max_size=60)
LINES = LINES.filter(lambda text: text.strip() and "\ufeff" not in text)
SELDOM = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OFTEN = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_what_is_exported_reads_as_the_same_round(sample):
    assert read_round(written(sample)) == sample


def test_an_exported_file_exports_to_the_same_text(sample_text, sample):
    once = written(read_round(sample_text))

    assert written(read_round(once)) == once


def test_the_canonical_text_reads_as_the_same_round(sample):
    assert RoundFile.model_validate_json(canonical(sample)) == sample


def test_equal_numbers_have_one_fingerprint(sample_text, sample):
    other = read_round(sample_text.replace("pass_mark: 70", "pass_mark: 70.00"))

    assert fingerprint(canonical(other)) == fingerprint(canonical(sample))


def test_a_changed_value_has_another_fingerprint(sample_text, sample):
    other = read_round(sample_text.replace("pass_mark: 70", "pass_mark: 70.01"))

    assert fingerprint(canonical(other)) != fingerprint(canonical(sample))


@pytest.mark.slow
@SELDOM
@given(text=some.lists(LINES, min_size=1, max_size=6).map("\n".join), line=LINES)
def test_any_text_survives_export_and_import(slim, text, line):
    section = slim.announcement.sections[0].model_copy(update={"text": text, "title": line})
    announcement = slim.announcement.model_copy(update={"sections": (section,)})
    terms = RoundFile.model_validate(slim.model_copy(update={"announcement": announcement}).model_dump())

    try:
        assert read_round(written(terms)) == terms
    except FaultyRoundFile as faulty:
        pytest.fail(str(faulty))


@pytest.mark.slow
@SELDOM
@given(
    points=some.decimals(min_value=0, max_value=100, places=2),
    won=some.integers(1, 10_000_000_000_000),
    days=some.integers(-20_000, 20_000),
    seconds=some.integers(0, 59),
)
def test_any_number_and_date_survives_export_and_import(slim, points, won, days, seconds):
    evaluation = slim.evaluation.model_copy(update={"pass_mark": points})
    budget = slim.budget.model_copy(update={"total_won": won})
    moved = shift_calendar(slim, days)
    calendar = moved.calendar.model_copy(update={"opens_at": moved.calendar.opens_at + timedelta(seconds=seconds)})
    terms = moved.model_copy(update={"evaluation": evaluation, "budget": budget, "calendar": calendar})
    terms = RoundFile.model_validate(terms.model_dump())

    read = read_round(written(terms))

    assert read == terms
    assert canonical(read) == canonical(terms)
    assert (read.evaluation.pass_mark, read.budget.total_won) == (Decimal(points), won)
    assert read.calendar.opens_at.astimezone(UTC) == calendar.opens_at.astimezone(UTC)


@OFTEN
@given(days=some.integers(-20_000, 20_000), more=some.integers(-5_000, 5_000))
def test_shifting_keeps_hours_and_distances_and_can_be_undone(sample, days, more):
    moved = shift_calendar(sample, days)

    assert shift_calendar(moved, -days) == sample
    assert shift_calendar(moved, more) == shift_calendar(sample, days + more)
    assert moved.calendar.opens_at.timetz() == sample.calendar.opens_at.timetz()
    assert moved.calendar.result_on - moved.announcement.announced_on == (
        sample.calendar.result_on - sample.announcement.announced_on
    )
    assert moved.evaluation == sample.evaluation


def test_shifting_by_a_year_of_weeks_moves_every_date(sample):
    moved = shift_calendar(sample, 364)

    assert moved.calendar.opens_at.isoformat() == "2027-11-01T09:00:00+09:00"
    assert moved.calendar.closes_at.astimezone(UTC) == datetime(2027, 12, 17, 9, 0, tzinfo=UTC)
    assert {
        n: str(v) for n, v in moved.calendar.model_dump().items() if n.endswith(("_by", "_on", "_until", "_from"))
    } == {
        "screening_by": "2028-01-07",
        "evaluation_from": "2028-01-10",
        "evaluation_until": "2028-01-28",
        "result_on": "2028-02-09",
        "agreement_by": "2028-03-10",
        "project_until": "2028-12-08",
    }
    assert str(moved.announcement.announced_on) == "2027-10-25"
