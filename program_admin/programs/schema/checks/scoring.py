"""Stages, sheets, grades and ranking: does the arithmetic come out?"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from program_admin.programs.schema.checks.found import Found, Path, unknown
from program_admin.programs.schema.evaluation import Criterion, Stage, TieBy
from program_admin.programs.schema.round_file import STAGE_STEPS, RoundFile
from program_admin.programs.schema.steps import STEP_NAMES

FULL_SHEET = Decimal(100)


def stages_match_steps(terms: RoundFile) -> Iterator[Found]:
    """Every scored step has a sheet, and the weights of those that are on make 100 percent."""
    defined = {s.code for s in terms.evaluation.stages}
    for code, step in STAGE_STEPS.items():
        if terms.step_on(step) and code not in defined:
            yield Found(
                ("evaluation", "stages"),
                f"‘{STEP_NAMES[step]}’ 단계가 켜져 있는데 평가표({code})가 없습니다. 더해 주세요.",
            )
    weight = sum((s.weight_percent for s in terms.scored_stages), Decimal(0))
    if weight != FULL_SHEET:
        yield Found(("evaluation", "stages"), f"켜진 단계의 비중을 더하면 {weight}%입니다. 100%가 되게 맞춰 주세요.")


def sheets_make_a_hundred(terms: RoundFile) -> Iterator[Found]:
    """A sheet has 100 points; no criterion is named twice."""
    for place, stage in enumerate(terms.evaluation.stages):
        path: Path = ("evaluation", "stages", place)
        if stage.max_points != FULL_SHEET:
            yield Found((*path, "groups"), f"배점을 더하면 {stage.max_points}점입니다. 100점이 되게 맞춰 주세요.")
        yield from _criteria(path, stage)


def _criteria(path: Path, stage: Stage) -> Iterator[Found]:
    taken: set[str] = set()
    for row, group in enumerate(stage.groups):
        for column, criterion in enumerate(group.criteria):
            here = (*path, "groups", row, "criteria", column)
            if criterion.code in taken:
                yield Found(
                    (*here, "code"), f"평가항목 코드 ‘{criterion.code}’ 줄이 겹칩니다. 서로 다르게 적어 주세요."
                )
            taken.add(criterion.code)
            yield from _grades(here, criterion)


def _grades(path: Path, criterion: Criterion) -> Iterator[Found]:
    if not criterion.grades:
        if criterion.max_points % criterion.step:
            yield Found(
                (*path, "step"), f"배점 {criterion.max_points}점이 간격 {criterion.step}점으로 나누어지지 않습니다."
            )
        return
    if len(criterion.grades) < 2:
        yield Found((*path, "grades"), "등급은 둘 이상이어야 합니다. 숫자로 적게 하려면 grades를 지워 주세요.")
    if criterion.grades[0].points != criterion.max_points:
        yield Found(
            (*path, "grades", 0, "points"),
            f"가장 높은 등급({criterion.grades[0].points}점)이 배점({criterion.max_points}점)과 다릅니다.",
        )
    for place, (better, worse) in enumerate(pairwise(criterion.grades), start=1):
        if worse.points >= better.points:
            yield Found((*path, "grades", place, "points"), "등급은 높은 점수부터 낮은 점수 순으로 적어 주세요.")


def panel_can_meet(terms: RoundFile) -> Iterator[Found]:
    """Enough evaluators come, and enough scores are left after the trim."""
    rules = terms.evaluation
    if rules.panel_minimum > rules.panel_size:
        yield Found(("evaluation", "panel_minimum"), "성립 최소 위원 수가 평가위원 수보다 큽니다.")
    mean = rules.aggregation
    if mean.drop_highest + mean.drop_lowest >= mean.trim_from:
        yield Found(
            ("evaluation", "aggregation", "trim_from"),
            "최고·최저점을 빼면 남는 점수가 없습니다. 위원 수를 늘려 주세요.",
        )
    if rules.pass_mark > FULL_SHEET:
        yield Found(("evaluation", "pass_mark"), "합격점은 100점을 넘을 수 없습니다.")


def ties_can_be_broken(terms: RoundFile) -> Iterator[Found]:
    """Each rung of the order names something that is scored."""
    stages = terms.evaluation.stages
    known = {
        TieBy.STAGE: {s.code.value for s in stages},
        TieBy.GROUP: {g.code for s in stages for g in s.groups},
        TieBy.CRITERION: {c.code for s in stages for c in s.criteria},
    }
    for place, rung in enumerate(terms.evaluation.tie_break):
        path: Path = ("evaluation", "tie_break", place, "code")
        if rung.by in known:
            yield from unknown(path, "동점 기준", rung.code or "", known[rung.by])
        elif rung.code is not None:
            yield Found(path, "가점과 제출 순서에는 코드를 적지 않습니다. 이 줄을 지워 주세요.")
