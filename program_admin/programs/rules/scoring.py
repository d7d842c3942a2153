"""The arithmetic of scores: trimmed means, weighted stages, capped bonus, rounding."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from program_admin.programs.schema.evaluation import (
    Aggregation,
    BonusTerms,
    EvaluationTerms,
    MeanKind,
    Reserve,
    Rounding,
    RoundingMode,
)
from program_admin.programs.schema.round_file import RoundFile

MODES = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.DOWN: ROUND_DOWN,
}


def rounded(value: Decimal, rounding: Rounding) -> Decimal:
    """The value with the places and the mode of the round."""
    return value.quantize(Decimal(1).scaleb(-rounding.places), rounding=MODES[rounding.mode])


def kept_scores(totals: Sequence[Decimal], aggregation: Aggregation) -> tuple[Decimal, ...]:
    """The totals that count, ascending: without highest and lowest when enough evaluators scored."""
    ordered = tuple(sorted(totals))
    if aggregation.method is MeanKind.MEAN or len(ordered) < aggregation.trim_from:
        return ordered
    return ordered[aggregation.drop_lowest : len(ordered) - aggregation.drop_highest]


def stage_mean(totals: Sequence[Decimal], rules: EvaluationTerms) -> Decimal:
    """The mean of a stage, rounded; raises ValueError without any score."""
    kept = kept_scores(totals, rules.aggregation)
    if not kept:
        raise ValueError("점수가 하나도 없습니다.")
    return rounded(sum(kept, Decimal(0)) / len(kept), rules.rounding)


def confirmed_bonus(codes: Sequence[str], bonus: BonusTerms) -> Decimal:
    """The points of the confirmed bonus items, each once, up to the cap."""
    wanted = set(codes)
    return min(sum((item.points for item in bonus.items if item.code in wanted), Decimal(0)), bonus.cap)


def score_before_bonus(terms: RoundFile, stage_means: Mapping[str, Decimal]) -> Decimal:
    """The stages weighted (domain: 단계별 비중); every scored stage needs its mean, else KeyError."""
    weighted = sum((stage_means[s.code] * s.weight_percent / 100 for s in terms.scored_stages), Decimal(0))
    return rounded(weighted, terms.evaluation.rounding)


def final_score(terms: RoundFile, stage_means: Mapping[str, Decimal], bonus: Decimal) -> Decimal:
    """Weighted stages and bonus together: site 90 × 50 % + panel 80 × 50 % + 3 = 88."""
    return score_before_bonus(terms, stage_means) + bonus


def passes(terms: RoundFile, stage_means: Mapping[str, Decimal], bonus: Decimal) -> bool:
    """Whether the pass mark is reached, with or without the bonus as the round says."""
    score = score_before_bonus(terms, stage_means)
    return score + (bonus if terms.evaluation.pass_mark_with_bonus else 0) >= terms.evaluation.pass_mark


def reserve_places(selected: int, reserve: Reserve) -> int:
    """How many may wait on the reserve list: the percentage of the selected, rounded up, or the least number."""
    return max(-(-selected * int(reserve.percent * 100) // 10_000), reserve.minimum)
