"""Acts on rounds against a real database: import, announce, freeze, close, export."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from program_admin.accounts.roles import Role
from program_admin.core import clock as program_clock
from program_admin.core.database import db
from program_admin.core.errors import Missing, NotAllowed, RuleBroken
from program_admin.programs.exporting import canonical
from program_admin.programs.loading import FaultyRoundFile, read_round
from program_admin.programs.models import Round, RoundVersion, Status
from program_admin.programs.queries import (
    coming_rounds,
    get_announced_round,
    open_rounds,
    past_rounds,
    round_by_code,
    terms_of,
    versions_of,
)
from program_admin.programs.services import close_round, export_round, import_round, keep_round, move_round, open_round
from program_admin.programs.states import PROCESS

pytestmark = pytest.mark.both_databases
CODE = "2026-seoul-standard"


@pytest.fixture
def round_(app, sample):
    kept = keep_round(sample, by=None, now=program_clock.now())
    db.session.commit()
    return kept


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_an_imported_round_is_a_draft_with_its_calendar(app, sample_text, sample):
    import_round(sample_text, by=None, now=program_clock.now())
    db.session.commit()
    db.session.expire_all()

    kept = round_by_code(CODE)
    assert (kept.status, kept.title, kept.current_version.number) == ("draft", sample.title, 1)
    assert (kept.opens_at, kept.closes_at, kept.grace_until) == (
        sample.calendar.opens_at,
        sample.calendar.closes_at,
        sample.calendar.closes_at + timedelta(minutes=30),
    )
    assert kept.terms == sample
    assert terms_of(kept.current_version_id) == sample


def test_a_faulty_file_writes_nothing(app, sample_text):
    with pytest.raises(FaultyRoundFile):
        import_round(sample_text.replace("pass_mark: 70", "pass_mark: 170"), by=None, now=program_clock.now())
    db.session.commit()

    assert (count(Round), count(RoundVersion)) == (0, 0)


def test_the_same_file_twice_makes_one_version_and_another_file_a_second(round_, sample):
    now = program_clock.now()
    again = keep_round(sample, by=None, now=now)
    changed = sample.model_copy(update={"title": "바뀐 이름"})
    keep_round(changed, by=None, now=now)
    db.session.commit()

    assert again is round_
    assert [(v.number, v.terms.title) for v in versions_of(round_)] == [(2, "바뀐 이름"), (1, sample.title)]
    assert (round_.title, round_.terms.title) == ("바뀐 이름", "바뀐 이름")


def test_an_announced_round_is_frozen(round_, sample, officer):
    now = program_clock.now()
    open_round(round_, by=officer, now=now)
    db.session.commit()

    with pytest.raises(RuleBroken) as broken:
        keep_round(sample.model_copy(update={"title": "나중에 바꿈"}), by=officer, now=now)

    assert broken.value.fields == {"file": ["이미 공고한 회차입니다. 파일의 code를 바꾸어 주세요."]}
    assert (round_.status, round_.terms.title) == ("open", sample.title)


def test_a_version_is_never_changed_or_deleted(round_):
    for words in ("UPDATE round_versions SET note = '몰래'", "DELETE FROM round_versions"):
        with pytest.raises(DBAPIError):
            db.session.execute(text(words))
        db.session.rollback()

    assert count(RoundVersion) == 1


def test_only_an_officer_announces(round_, person_with):
    approver = person_with(Role.APPROVER, "01099990000")

    with pytest.raises(NotAllowed):
        open_round(round_, by=approver, now=program_clock.now())
    with pytest.raises(NotAllowed):
        keep_round(round_.terms, by=approver, now=program_clock.now())

    assert round_.status == "draft"


def test_closing_needs_a_reason(round_, officer):
    now = program_clock.now()
    open_round(round_, by=officer, now=now)

    with pytest.raises(RuleBroken) as broken:
        close_round(round_, by=officer, now=now, reason=" ")

    assert broken.value.fields == {"reason": ["사유를 적어 주세요."]}


def test_a_round_goes_through_its_whole_life(round_, officer):
    now = program_clock.now()
    seen = [round_.status]
    for step, reason in (
        ("open", None),
        ("close", "예산 소진"),
        ("reopen", "추가 예산"),
        ("close", "마감"),
        ("archive", None),
    ):
        move_round(round_, step, by=officer, now=now, reason=reason)
        seen.append(round_.status)

    assert seen == ["draft", "open", "closed", "open", "closed", "archived"]
    assert PROCESS.unreachable() == set()


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("step", PROCESS.steps, ids=lambda step: step.name)
def test_a_step_is_refused_outside_its_states(round_, officer, status, step):
    path = {"draft": [], "open": ["open"], "closed": ["open", "close"], "archived": ["open", "close", "archive"]}
    now = program_clock.now()
    for earlier in path[status]:
        move_round(round_, earlier, by=officer, now=now, reason="준비")

    if status in step.of:
        move_round(round_, step.name, by=officer, now=now, reason="사유")
        assert round_.status == step.to
    else:
        with pytest.raises(RuleBroken):
            move_round(round_, step.name, by=officer, now=now, reason="사유")
        assert round_.status == status


def test_rounds_are_listed_by_what_the_clock_says(round_, officer):
    calendar, second = round_.terms.calendar, timedelta(seconds=1)
    open_round(round_, by=officer, now=program_clock.now())
    db.session.commit()
    moments = (
        calendar.opens_at - second,
        calendar.opens_at,
        calendar.closes_at,
        calendar.grace_until,
        calendar.grace_until + second,
    )

    listed = [(len(coming_rounds(m)), len(open_rounds(m)), len(past_rounds(m))) for m in moments]

    assert listed == [(1, 0, 0), (0, 1, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1)]


def test_a_draft_is_unknown_to_the_public(round_, officer):
    with pytest.raises(Missing):
        get_announced_round(round_.id)
    assert open_rounds(round_.opens_at) == []

    open_round(round_, by=officer, now=program_clock.now())

    assert get_announced_round(round_.id) is round_


def test_an_exported_version_imports_as_the_same_round(round_):
    assert canonical(read_round(export_round(round_.current_version))) == canonical(round_.terms)
