"""The settings of the arithmetic in words, as they are printed beside every ranking."""

from decimal import Decimal

from program_admin.core.money import won
from program_admin.programs.schema.evaluation import EvaluationTerms, MeanKind, RoundingMode, TieBreak, TieBy
from program_admin.programs.schema.round_file import RoundFile

ROUNDING_NAMES = {
    RoundingMode.HALF_UP: "반올림",
    RoundingMode.HALF_EVEN: "반올림(짝수 쪽)",
    RoundingMode.DOWN: "버림",
}
OUTCOME_NAMES = {"selected": "선정", "reserve": "예비", "rejected": "탈락"}


def plain(value: Decimal) -> str:
    """A number without idle zeros: 70, 7.5."""
    return f"{value.normalize():f}"


def mean_words(terms: EvaluationTerms) -> str:
    """How the evaluators' totals become one score."""
    how = terms.aggregation
    if how.method is MeanKind.MEAN:
        return "모든 위원 점수의 평균"
    return (
        f"최고점 {how.drop_highest}개와 최저점 {how.drop_lowest}개를 뺀 평균"
        f"(위원 {how.trim_from}명 이상일 때, 그보다 적으면 모두 평균)"
    )


def settings_lines(terms: RoundFile) -> tuple[tuple[str, str], ...]:
    """Every setting that decides places and outcomes, as (label, words)."""
    rules = terms.evaluation
    weights = ", ".join(f"{stage.name} {plain(stage.weight_percent)}%" for stage in terms.scored_stages)
    with_bonus = "가점 포함" if rules.pass_mark_with_bonus else "가점 제외"
    places = f"소수 {rules.rounding.places}자리까지 {ROUNDING_NAMES[rules.rounding.mode]}"
    return (
        ("평균", mean_words(rules)),
        ("단계 비중", weights),
        ("소수 처리", places),
        ("가점 한도", f"확인된 가점을 더해 {plain(rules.bonus.cap)}점까지"),
        ("합격점", f"{plain(rules.pass_mark)}점({with_bonus})"),
        ("동점 처리", " → ".join(_tie_words(rules, each) for each in rules.tie_break)),
        ("예산", f"{won(terms.budget.total_won)}. 순위대로 선정하고, 예산이 모자라는 첫 과제에서 멈춤"),
        ("예비", f"선정 수의 {plain(rules.reserve.percent)}%(올림)와 {rules.reserve.minimum}개 가운데 큰 수"),
    )


def _tie_words(rules: EvaluationTerms, tie: TieBreak) -> str:
    if tie.by is TieBy.SUBMITTED_AT:
        return "먼저 제출한 순"
    if tie.by is TieBy.BONUS:
        return "가점이 높은 순"
    stages = {stage.code.value: stage.name for stage in rules.stages}
    groups = {group.code: group.name for stage in rules.stages for group in stage.groups}
    criteria = {each.code: each.name for stage in rules.stages for each in stage.criteria}
    names = {TieBy.STAGE: stages, TieBy.GROUP: groups, TieBy.CRITERION: criteria}[tie.by]
    return f"‘{names.get(tie.code or '', tie.code or '')}’ 점수가 높은 순"
