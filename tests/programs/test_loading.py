"""Round files: what is read, and every fault with its line and field."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from program_admin.programs.loading import FaultyRoundFile, read_round
from program_admin.programs.schema.steps import StepCode


def faults_of(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(FaultyRoundFile) as faulty:
        read_round(text)
    return [(f.line, f.field, f.sentence) for f in faulty.value.faults]


def line_of(text: str, words: str, nth: int = 1) -> int:
    """The number of the nth line that has these words."""
    return [number for number, line in enumerate(text.splitlines(), start=1) if words in line][nth - 1]


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def test_the_sample_round_has_what_the_announcement_says(sample):
    assert (sample.code, [t.code for t in sample.tracks]) == ("2026-seoul-standard", ["new", "upgrade1"])
    assert [t.ceiling_won for t in sample.tracks] == [50_000_000, 200_000_000]
    assert [[c.max_points for c in g.criteria] for g in sample.evaluation.stages[0].groups] == [
        [10, 10, 10],
        [10, 10, 10],
        [10, 10, 10, 5, 5],
    ]
    assert [g.points for g in sample.evaluation.stages[0].criteria[-1].grades] == [5, 4, 3, 2, 1]
    assert [v.months_after for v in sample.aftercare.visits] == [6, 12, 24, 36]
    assert (sample.step_on(StepCode.SITE_EVALUATION), sample.step_on(StepCode.PANEL_EVALUATION)) == (False, True)


def test_wall_clock_times_are_seoul_times(sample):
    assert sample.calendar.closes_at.astimezone(UTC) == datetime(2026, 12, 18, 9, 0, tzinfo=UTC)
    assert sample.calendar.grace_until.astimezone(UTC) == datetime(2026, 12, 18, 9, 30, tzinfo=UTC)


def test_a_time_with_a_zone_is_turned_into_seoul_time(sample_text):
    text = changed(sample_text, "closes_at: 2026-12-18 18:00", "closes_at: 2026-12-18T09:00:00Z")

    assert read_round(text).calendar.closes_at.isoformat() == "2026-12-18T18:00:00+09:00"


@pytest.mark.parametrize(
    ("old", "new", "field", "sentence"),
    [
        ("max_mb: 30", "max_mb: big", "papers[1].max_mb", "따옴표 없이 숫자로 적어 주세요."),
        ("max_mb: 30", "max_mb: 0", "papers[1].max_mb", "1 이상으로 적어 주세요."),
        ("max_mb: 30", "max_mb: 30.5", "papers[1].max_mb", "소수점 없는 정수로 적어 주세요."),
        ("max_mb: 30", "max_mb:", "papers[1].max_mb", "비어 있습니다. 값을 적어 주세요."),
        (
            "max_mb: 30",
            "maxmb: 30",
            "papers[1].maxmb",
            "알 수 없는 항목입니다. ‘max_mb’를 적으려던 것입니까? 철자를 고치거나 이 줄을 지워 주세요.",
        ),
        (
            "months: 4",
            "months: 0",
            "agreement.payments[2].months",
            "‘중도금’이 앞 지급보다 빠릅니다. 예상 시기를 늦춰 주세요.",
        ),
        (
            "months: 4\n      months_from: agreement",
            "months: 4\n      months_from: signing",
            "agreement.payments[2].months_from",
            "‘signing’은 쓸 수 없습니다. 다음 중 하나로 적어 주세요: agreement, build_end.",
        ),
        (
            "closes_at: 2026-12-18 18:00",
            "closes_at: 2026-12-18",
            "calendar.closes_at",
            "날짜와 시각을 2026-12-18 18:00 꼴로 적어 주세요.",
        ),
        (
            "screening_by: 2027-01-08",
            "screening_by: 20270108",
            "calendar.screening_by",
            "날짜를 2026-12-18 꼴로 적어 주세요.",
        ),
        (
            "screening_by: 2027-01-08",
            "screening_by: 2027-02-30",
            "calendar.screening_by",
            "날짜를 2026-12-18 꼴로 적어 주세요. 달력에 있는 날인지 확인해 주세요.",
        ),
        (
            "closes_at: 2026-12-18 18:00",
            "closes_at: 2026-11-01 18:00",
            "calendar.closes_at",
            "접수 마감은 접수 시작보다 늦어야 합니다.",
        ),
        (
            "result_on: 2027-02-10",
            "result_on: 2027-01-20",
            "calendar.result_on",
            "선정 결과 발표가 평가 종료보다 빠릅니다(2027-01-20, 2027-01-29). 순서를 맞춰 주세요.",
        ),
        ("pass_mark: 70", "pass_mark: 170", "evaluation.pass_mark", "합격점은 100점을 넘을 수 없습니다."),
        (
            "weight_percent: 100",
            "weight_percent: 90",
            "evaluation.stages",
            "켜진 단계의 비중을 더하면 90%입니다. 100%가 되게 맞춰 주세요.",
        ),
        (
            "max_points: 5\n",
            "max_points: 6\n",
            "evaluation.stages[1].groups[3].criteria[4].grades[1].points",
            "가장 높은 등급(5점)이 배점(6점)과 다릅니다.",
        ),
        (
            "shown_if: {question: collects_now",
            "shown_if: {question: collect_now",
            "questions[2].shown_if.question",
            "앞 질문 ‘collect_now’가 없습니다. 다음 중에서 고르세요: collects_now.",
        ),
        (
            "{by: criterion, code: collection}",
            "{by: criterion, code: colection}",
            "evaluation.tie_break[3].code",
            (
                "동점 기준 ‘colection’이 없습니다. 다음 중에서 고르세요: collection, cost, finance, fit, kpi, "
                "leadership, people, problem, schedule, spread, upkeep."
            ),
        ),
        (
            "{code: site_evaluation, on: false}",
            "{code: site_evaluation, on: true}",
            "evaluation.stages",
            "‘현장평가’ 단계가 켜져 있는데 평가표(site)가 없습니다. 더해 주세요.",
        ),
        (
            "      percent: 50\n      when: 협약을",
            "      percent: 40\n      when: 협약을",
            "agreement.payments",
            "지급 비율을 더하면 90%입니다. 100%가 되게 맞춰 주세요.",
        ),
        (
            "measures: [on_time_rate, rework_rate, changeover_time]",
            "measures: [on_time]",
            "kpis.presets[1].measures[1]",
            None,
        ),
        ("    type: long_text", "    type: essay", "questions[7]", None),
        ("    unit: 곳\n", "    units: 곳\n", "questions[3].units", None),
        ("    sido: '11'", "    sido: 11", "eligibility[4].sido", None),
        (
            "name: 사업계획서\n",
            "name: 사업계획서\n    when: {fact: vat_exempt, is_one_of: ['yes']}\n",
            "papers[1].when",
            None,
        ),
        (
            "paper: women_certificate",
            "paper: women",
            "evaluation.bonus.items[3].paper",
            None,
        ),
        (
            "name: 여성기업확인서\n    need: when\n",
            "name: 여성기업확인서\n    need: when\n    when: {fact: bonus, is_one_of: [women]}\n",
            "papers[12].when",
            "가점(여성기업)의 증빙이라 가점 조건을 적지 않습니다. 지워 주세요.",
        ),
        (
            "name: 사업계획서\n",
            "name: 사업계획서\n    need: when\n    when: {fact: bonus, is_one_of: [men]}\n",
            "papers[1].when.is_one_of[1]",
            None,
        ),
        ("- code: business_registration", "- code: plan", "papers", "겹치는 코드: plan. 서로 다르게 적어 주세요."),
    ],
)
def test_a_faulty_value_is_named_with_its_field(sample_text, old, new, field, sentence):
    faults = faults_of(changed(sample_text, old, new))

    assert field in [f for _, f, _ in faults]
    if sentence is not None:
        assert sentence in [s for _, f, s in faults if f == field]


def test_every_fault_of_a_file_is_listed_at_once_in_the_order_of_its_lines(sample_text):
    text = changed(sample_text, "closes_at: 2026-12-18 18:00", "closes_at: morgen")
    text = changed(text, "{source: city, max_percent: 20}", "{source: town, max_percent: 20}")
    text = changed(text, "    max_mb: 30\n", "    max_mb: 30\n    colour: red\n")
    text = changed(text, "  panel_minimum: 5", "  panel_minimum: 9")

    assert [(line, field) for line, field, _ in faults_of(text)] == [
        (line_of(text, "closes_at"), "calendar.closes_at"),
        (line_of(text, "source: town"), "tracks[1].shares[2].source"),
        (line_of(text, "colour"), "papers[1].colour"),
        (line_of(text, "panel_minimum"), "evaluation.panel_minimum"),
    ]


def test_a_missing_value_is_reported_at_its_element(sample_text):
    text = changed(sample_text, "    name: 고도화1\n", "")

    assert faults_of(text) == [
        (line_of(text, "code: upgrade1"), "tracks[2].name", "빠졌습니다. 값을 적어 주세요."),
    ]


def test_a_missing_section_is_reported(sample_text):
    text = changed(sample_text, "evaluation:\n", "evaluations:\n")

    assert faults_of(text) == [
        (1, "evaluation", "빠졌습니다. 값을 적어 주세요."),
        (
            line_of(text, "evaluations:"),
            "evaluations",
            "알 수 없는 항목입니다. ‘evaluation’을 적으려던 것입니까? 철자를 고치거나 이 줄을 지워 주세요.",
        ),
    ]


def test_broken_yaml_names_its_line(sample_text):
    text = changed(sample_text, "  grace_minutes: 30", "  grace_minutes: [30")

    [(line, field, sentence)] = faults_of(text)

    assert field == "YAML"
    assert line_of(text, "grace_minutes") <= line <= line_of(text, "grace_minutes") + 2
    assert sentence.endswith("들여쓰기, 콜론 뒤 빈칸, 따옴표를 확인해 주세요.")


def test_a_key_written_twice_is_refused(sample_text):
    text = changed(sample_text, "  pass_mark: 70\n", "  pass_mark: 70\n  pass_mark: 60\n")

    assert faults_of(text) == [
        (line_of(text, "pass_mark", 2), "YAML", "같은 이름을 두 번 적었습니다. 하나를 지워 주세요.")
    ]


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "그냥 글", "\x00", "%YAML 9.9\n---\na: 1\n", "a: !!python/name:os.system\n"]
)
def test_what_is_no_round_at_all_is_refused(text):
    assert faults_of(text) != []


def test_aliases_that_unfold_without_end_are_refused():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
    )

    assert faults_of(bomb) == [(1, "파일", "값이 너무 많거나 너무 깊습니다. 별칭(*)을 줄여 주세요.")]


def test_a_file_over_a_megabyte_is_refused_unread():
    assert faults_of("#" * 1_000_001) == [(1, "파일", "파일이 너무 큽니다. 1MB보다 작게 줄여 주세요.")]


def test_a_loop_of_aliases_is_refused(sample_text):
    text = sample_text.replace("retention:\n", "retention: &loop\n  again: *loop\n", 1)

    assert [field for _, field, _ in faults_of(text)] == ["retention.again"]


def test_numeric_scores_and_other_funders_need_no_code(sample_text):
    text = changed(sample_text, "funders: [중소벤처기업부, 서울특별시]", "funders: [경기도]")
    text = changed(
        text,
        "grades: &five\n                - {label: 매우우수, points: 5}",
        "step: 0.5\n              grades: &five []\n              guide2:",
    )
    start, end = text.index("              guide2:"), text.index("            - code: spread")
    text = text[:start] + text[end:]

    read = read_round(text)

    upkeep, spread = read.evaluation.stages[0].criteria[-2:]
    assert (upkeep.grades, upkeep.step, spread.grades, spread.step) == ((), Decimal("0.5"), (), Decimal(1))


def test_dates_come_as_days(sample):
    assert sample.announcement.announced_on == date(2026, 10, 26)
