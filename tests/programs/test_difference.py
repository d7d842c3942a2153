"""What differs between two contents of a round, and what may not be corrected while it is open."""

from datetime import timedelta

import pytest

from program_admin.programs.editing.difference import differences
from program_admin.programs.rules.calendar import Deadline, shift_calendar
from program_admin.programs.rules.correcting import InUse, objections_to_correcting
from program_admin.programs.schema.eligibility import OnFail
from program_admin.programs.schema.papers import Need, PaperCondition


@pytest.fixture
def calm(sample):
    """A round of which nothing is in use before it opens."""
    calendar = sample.calendar
    deadline = Deadline(calendar.closes_at, calendar.grace_until)
    return InUse(frozenset(), deadline, screened=False, now=calendar.opens_at - timedelta(days=1))


def with_calendar(terms, **values):
    return terms.model_copy(update={"calendar": terms.calendar.model_copy(update=values)})


def test_the_same_content_has_no_difference(sample):
    assert differences(sample, sample.model_copy(deep=True)) == ()


def test_a_value_is_named_in_korean_with_before_and_after(sample):
    [found] = differences(sample, with_calendar(sample, grace_minutes=60))

    assert (found.section, found.title, found.before, found.after) == ("calendar", "일정 › 유예 시간(분)", "30", "60")


def test_rows_are_told_apart_by_their_code(sample):
    first, *rest = sample.papers
    dearer = sample.tracks[0].model_copy(update={"ceiling_won": 60_000_000})
    after = sample.model_copy(update={"papers": tuple(rest), "tracks": (dearer, *sample.tracks[1:])})

    track, paper = differences(sample, after)

    assert (track.row, track.title) == ("new", "지원 유형 › 신규구축(기초) › 지원금 상한(원)")
    assert (track.before, track.after) == ("50,000,000", "60,000,000")
    assert (paper.row, paper.title, paper.after) == (first.code, f"제출서류 › {first.name}", "없음")
    assert "최대 크기(MB): 30" in paper.before


def test_an_added_row_and_a_changed_order_are_differences(sample):
    one, two, *rest = sample.questions
    moved = sample.model_copy(update={"questions": (two, one, *rest)})
    fewer = sample.model_copy(update={"questions": (one, *rest)})

    assert [each.where[-1] for each in differences(sample, moved)] == ["순서"]
    assert [(each.row, each.before) for each in differences(fewer, sample)] == [(two.code, "없음")]


def test_closed_values_are_called_by_their_names(sample):
    rule = sample.eligibility[0].model_copy(update={"on": False, "on_fail": OnFail.REVIEW})
    after = sample.model_copy(update={"eligibility": (rule, *sample.eligibility[1:])})

    found = {each.where[-1]: (each.before, each.after) for each in differences(sample, after)}

    assert found == {"사용": ("예", "아니요"), "맞지 않을 때": ("제출을 막습니다", "담당자가 확인합니다")}


def test_what_names_a_paper_or_a_condition_is_called_by_its_name(sample):
    """A reader of a 정정공고 never meets the office's internal codes."""
    bonus = sample.evaluation.bonus
    moved = tuple(each.model_copy(update={"paper": "plan"}) if each.code == "women" else each for each in bonus.items)
    added = moved[0].model_copy(update={"code": "green", "name": "녹색기업", "paper": "youth_certificate"})
    evaluation = sample.evaluation.model_copy(update={"bonus": bonus.model_copy(update={"items": (*moved, added)})})
    condition = PaperCondition(fact="bonus", is_one_of=("women",))
    papers = tuple(
        each.model_copy(update={"need": Need.WHEN, "when": condition}) if each.code == "plan" else each
        for each in sample.papers
    )

    found = differences(sample, sample.model_copy(update={"evaluation": evaluation, "papers": papers}))

    said = {each.title: (each.before, each.after) for each in found}
    paper = "평가 › 가점 › 가점 항목 › 여성기업 › 증빙을 받을 제출서류"
    assert said[paper] == ("여성기업확인서", "사업계획서")
    assert "증빙을 받을 제출서류: 청년친화강소기업 선정 확인서" in said["평가 › 가점 › 가점 항목 › 녹색기업"][1]
    assert said["제출서류 › 사업계획서 › 필요한 경우"] == ("없음", "가점: 여성기업")


def test_every_shift_of_the_calendar_names_every_moved_day(sample):
    found = differences(sample, shift_calendar(sample, 7))

    assert {each.section for each in found} == {"calendar", "announcement"}
    assert all(each.before != each.after for each in found)
    assert len(found) == 9


def test_what_hangs_on_a_round_may_not_be_corrected(sample, calm):
    calendar = sample.calendar
    used = InUse(frozenset({"new"}), calm.deadline, screened=True, now=calendar.opens_at)
    other_type = sample.questions[0].model_copy(update={"type": "short_text"})
    after = with_calendar(
        sample.model_copy(
            update={
                "code": "2026-other",
                "program": sample.program.model_copy(update={"year": 2027}),
                "tracks": sample.tracks[1:],
                "questions": (other_type, *sample.questions[1:]),
            }
        ),
        opens_at=calendar.opens_at + timedelta(days=1),
        closes_at=calendar.closes_at + timedelta(days=1),
        grace_minutes=0,
    )

    found = objections_to_correcting(sample, after, used)

    words = (
        "회차 코드",
        "사업연도",
        "지원 유형을 없앨",
        "접수를 이미 시작",
        "유예 시간",
        "요건검토를 시작한",
        "종류는 바꿀 수",
    )
    assert [any(word in sentence for sentence in found) for word in words] == [True] * len(words)
    assert len(found) == len(words)


def test_the_deadline_is_never_moved_forward(sample, calm):
    earlier = with_calendar(sample, closes_at=sample.calendar.closes_at - timedelta(hours=1))

    [sentence] = objections_to_correcting(sample, earlier, calm)

    assert "앞당길 수 없습니다" in sentence


def test_what_nobody_uses_may_be_corrected(sample, calm):
    after = with_calendar(sample.model_copy(update={"tracks": sample.tracks[1:]}), grace_minutes=60)

    assert objections_to_correcting(sample, after, calm) == []
